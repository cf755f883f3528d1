"""Forms as they were sent, what the team makes of them, and answers not sent yet."""

import uuid
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Least
from django.utils import timezone

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from config.records import AppendOnlyModel, TrackedModel, TrackedQuerySet
from dsr import days, rules
from dsr.models import Person, RegisterEntry
from referrals import clocks, coming_back, references, statuses, steps, styles
from referrals.consent_models import ChangeOfMind, ConsentForm, choices

__all__ = ["ChangeOfMind", "ConsentForm", "Conversation", "Decision", "Draft", "Referral", "choices"]

KINDS = choices(steps.KINDS)
TRIAGED = [(key, label) for key, label in KINDS if key != steps.Kind.CONSENT]


class Draft(models.Model):
    """Answers that nobody has sent yet. Sealed, and forgotten: so it has no history, on purpose."""

    SEALED_AS = "referrals draft"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=KINDS, default=steps.Kind.SELF)
    sealed = models.TextField(help_text="The answers, readable only with the register's secret.")
    begun_at = models.DateTimeField(default=timezone.now)
    # Nothing that opens it is stored: marks of the code and of the second fact, made with the secret.
    code_mark = models.CharField(max_length=64, blank=True, db_index=True)
    fact_mark = models.CharField(max_length=64, blank=True)
    fact_is = models.CharField(max_length=10, choices=choices(coming_back.FACTS), blank=True)
    links_made = models.PositiveSmallIntegerField(default=0, help_text="Only the newest link opens it.")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["changed_at"])]


class ReferralQuerySet(TrackedQuerySet):
    """Forms, always through the scope of the person who asks."""

    def visible_to(self, user: User, permission: Permission = Permission.SEE_REFERRALS) -> "ReferralQuerySet":
        """Those of the areas for which `user` holds `permission` today.

        One that is known to be about a restricted person asks for a grant on top.
        """
        in_area = Q(area_id__in=user.areas_where(permission, Reach.AREA))
        return self.filter(in_area & Person.objects.open_to(user, "person_id"))

    def waiting(self) -> "ReferralQuerySet":
        """Those in which something is still to be done: decided on, or told."""
        return self.filter(Q(state__in=statuses.OPEN) | Q(state__in=statuses.TO_BE_TOLD, told_on=None))

    def most_urgent_first(self) -> "ReferralQuerySet":
        """By the running clock that is due first; what is late therefore stands at the top."""
        day = models.DateField()
        running = [
            Case(
                When(Q(**{done: None}) & (Q() if key == clocks.TOLD else Q(decided_on=None)), then=F(due)),
                output_field=day,
            )
            for key, due, done in clocks.CLOCKS
        ]
        return self.annotate(next_due=Least(*running)).order_by(
            F("next_due").asc(nulls_last=True), "sent_at", "pk"
        )


class Referral(TrackedModel):
    """One self-referral or flag, kept as it was sent: the database refuses any change to an answer.

    Both ask the same of the person and are triaged alike; what only a professional is asked stands
    beside it. Only the columns in `CHANGING` move: what the team makes of it, and when. `area` is whose
    team has it now, `sent_to` whose it was when it was sent.
    """

    CHANGING = (
        "area", "state", "urgency", "person", "entry", "triaged_on", "contacted_on", "decided_on",
        "told_due_on", "told_on", "receipt_sent_at", "doubts_cleared_on",
    )  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=TRIAGED, default=steps.Kind.SELF)
    reference = models.CharField(max_length=9, unique=True, default=references.new_reference)
    # The draft's id. Sent twice, from two tabs or fifty threads, it is still one form.
    key = models.UUIDField(unique=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    sent_to = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    received_on = models.DateField()
    came_by = models.CharField(max_length=10, choices=choices(statuses.CAME_BY), default=statuses.CameBy.WEB)
    style = models.CharField(max_length=10, choices=choices(styles.LABELS), default=styles.Style.STANDARD)
    # Why it looks like a machine's or a second copy; a person checks it under the same clocks.
    doubts = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    doubts_cleared_on = models.DateField(null=True, blank=True)
    urgency = models.CharField(
        max_length=10, choices=choices(statuses.URGENCY), default=statuses.Urgency.USUAL
    )

    filling_in_for = models.CharField(max_length=10, choices=choices(statuses.FILLING_IN))
    helper_name = models.CharField(max_length=200, blank=True)
    helper_relation = models.CharField(max_length=100, blank=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    preferred_name = models.CharField(max_length=100, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    about_age = models.PositiveSmallIntegerField(null=True, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    lives_in = models.CharField(max_length=50, blank=True, help_text="An area's slug, elsewhere or not_sure.")
    nhs_number = models.CharField("NHS number", max_length=10, blank=True)
    diagnosis = models.CharField(max_length=20, choices=choices(statuses.TOLD), blank=True)
    happening = models.TextField(blank=True)
    rather_talk = models.BooleanField(default=False)
    in_hospital = models.CharField(max_length=10, choices=choices(statuses.YES_NO_NOT_SURE), blank=True)
    hospital = models.CharField(max_length=200, blank=True)
    agreement = models.CharField(max_length=20, choices=choices(statuses.AGREEMENT))
    phone = models.CharField(max_length=40, blank=True)
    safe_message = models.CharField(max_length=3, choices=choices(statuses.YES_NO), blank=True)
    email = models.EmailField(blank=True)
    post = models.TextField(blank=True)

    triage_due_on = models.DateField()
    contact_due_on = models.DateField()
    decision_due_on = models.DateField()

    state = models.CharField(max_length=10, choices=choices(statuses.LABELS), default=statuses.State.RECEIVED)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(
        RegisterEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    triaged_on = models.DateField(null=True, blank=True)
    contacted_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    told_due_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    receipt_sent_at = models.DateTimeField(null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "referral"
        constraints = [
            models.CheckConstraint(
                name="can_be_reached", condition=~Q(phone="") | ~Q(email="") | ~Q(post="")
            ),
            models.CheckConstraint(
                name="decided_with_a_day",
                condition=Q(state__in=statuses.OPEN, decided_on=None)
                | Q(~Q(state__in=statuses.OPEN), decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="told_by_a_day",
                condition=~Q(state__in=statuses.TO_BE_TOLD) | Q(told_due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="accepted_has_an_entry",
                condition=~Q(state="accepted") | Q(person__isnull=False, entry__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["area", "state", "decision_due_on"]), models.Index(fields=["entry"])]

    def __str__(self) -> str:
        return self.spaced_reference

    def save(self, *args: Any, **options: Any) -> None:
        """The first time everything; afterwards only what may change, as the trigger demands."""
        if not self._state.adding:
            options.setdefault("update_fields", self.CHANGING)
        super().save(*args, **options)

    @property
    def spaced_reference(self) -> str:
        return references.spaced(self.reference)

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name.upper()}"

    @property
    def seen_as(self) -> uuid.UUID:
        """Under which id a look at this form is recorded: the person's, or its own until that is known."""
        return self.person_id or self.id

    @property
    def sent_by(self) -> str:
        """Who sent it, by relation: never a name, so that it can stand anywhere."""
        if self.filling_in_for == statuses.FillingIn.ME:
            return "the person themselves"
        return self.helper_relation or "somebody who helps them"

    @property
    def age(self) -> int | None:
        """How old the person was when the form came in, as far as anybody said."""
        if self.date_of_birth:
            return days.age_on(self.date_of_birth, self.received_on)
        return self.about_age

    @property
    def is_doubted(self) -> bool:
        """Whether somebody still has to look if this came from a person, and for the first time."""
        return bool(self.doubts) and self.doubts_cleared_on is None

    @property
    def is_open(self) -> bool:
        return self.state in statuses.OPEN

    @property
    def limits(self) -> list[clocks.Clock]:
        """Its time limits: those that have begun and were not overtaken by the decision."""
        return [
            clocks.Clock(key, rules.RULES[key].what, getattr(self, due), getattr(self, done))
            for key, due, done in clocks.CLOCKS
            if getattr(self, due) and (getattr(self, done) or self.is_open or key == clocks.TOLD)
        ]

    @property
    def next_clock(self) -> clocks.Clock | None:
        return clocks.most_urgent(self.limits)

    def is_late(self, today: date) -> bool:
        return any(clock.late(today) for clock in self.limits)


class Conversation(AppendOnlyModel):
    """A talk, or a try to talk, with whoever sent the form or the person it is about."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="conversations")
    on = models.DateField()
    with_whom = models.CharField(max_length=200)
    spoke = models.BooleanField(help_text="False: a try that reached nobody.")
    said = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Decision(AppendOnlyModel):
    """What the team decided about a form, once."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="decision")
    state = models.CharField(
        max_length=10,
        choices=[(state, label) for state, label in choices(statuses.LABELS) if state not in statuses.OPEN],
    )
    reason = models.TextField(help_text="In plain words; whoever sent the form can read it.")
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

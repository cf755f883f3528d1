"""Self-referrals and flags as they were sent, what the team makes of them, and answers not sent yet."""

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
from referrals import clocks, references, statuses, steps, styles
from referrals.answer_columns import AnswerColumns
from referrals.choices import choices

KINDS = choices(steps.KINDS)
TRIAGED = [(key, label) for key, label in KINDS if key != steps.Kind.CONSENT]


class Draft(models.Model):
    """Answers that nobody has sent yet. Sealed, and forgotten: so it has no history, on purpose."""

    SEALED_AS = "referrals draft"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=KINDS, default=steps.Kind.SELF)
    sealed = models.TextField(help_text="The answers, readable only with the register's secret.")
    begun_at = models.DateTimeField(default=timezone.now)
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
        """Those in which something is still to be done: decided on, told, or a second part to come."""
        untold = Q(state__in=statuses.TO_BE_TOLD, told_on=None)
        incomplete = Q(second_due_on__isnull=False, second_on=None)
        return self.filter(Q(state__in=statuses.OPEN) | untold | incomplete)

    def most_urgent_first(self) -> "ReferralQuerySet":
        """What must be looked at today; then by the running clock that is due first, so the late ones."""
        day = models.DateField()
        running = [
            Case(
                When(Q(**{done: None}) & (Q() if goes_on else Q(decided_on=None)), then=F(due)),
                output_field=day,
            )
            for due, done, goes_on in clocks.COLUMNS
        ]
        cannot_wait = Q(urgency=statuses.Urgency.TODAY, triaged_on=None, state__in=statuses.OPEN)
        first = Case(When(cannot_wait, then=0), default=1, output_field=models.SmallIntegerField())
        return self.annotate(next_due=Least(*running), first=first).order_by(
            "first", F("next_due").asc(nulls_last=True), "sent_at", "pk"
        )


class Referral(AnswerColumns, TrackedModel):
    """One self-referral or flag, kept as it was sent: the database refuses any change to an answer.

    Both ask the same of the person and are triaged alike; what only a professional is asked stands
    beside it. Only the columns in `CHANGING` move: what the team makes of it, and when. `area` is whose
    team has it now, `sent_to` whose it was when it was sent.
    """

    CHANGING = (
        "area", "state", "urgency", "person", "entry", "triaged_on", "contacted_on", "decided_on",
        "told_due_on", "told_on", "receipt_sent_at", "doubts_cleared_on", "meeting_due_on", "meeting_on",
        "second_due_on", "second_on",
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
    # Of an urgent one: a meeting, or the decision. Of an accepted flag: its second part.
    meeting_due_on = models.DateField(null=True, blank=True)
    meeting_on = models.DateField(null=True, blank=True)
    second_due_on = models.DateField(null=True, blank=True)
    second_on = models.DateField(null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "referral"
        constraints = [
            models.CheckConstraint(
                name="can_be_reached",
                condition=~Q(phone="", email="", post="", through_whom="")
                & Q(Q(may_text=False, no_calls=False) | ~Q(phone="")),
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
    def same_day(self) -> bool:
        """Whether it had to be looked at on the day it came in."""
        return self.triage_due_on == self.received_on

    @property
    def cannot_wait(self) -> bool:
        """Whether it is urgent today and nobody has looked yet."""
        return self.urgency == statuses.Urgency.TODAY and self.triaged_on is None and self.is_open

    @property
    def is_flag(self) -> bool:
        return self.kind == steps.Kind.FLAG

    @property
    def says_little(self) -> bool:
        """Whether the outcome is told without a yes or no: news must not show who is on the register."""
        return self.is_flag and self.flag.about_somebody_known

    @property
    def is_open(self) -> bool:
        return self.state in statuses.OPEN

    @property
    def limits(self) -> list[clocks.Clock]:
        """Its time limits: those that have begun and were not overtaken by the decision."""
        return [
            clocks.Clock(key, rules.RULES[key].what, getattr(self, due), getattr(self, done))
            for key, due, done in clocks.clocks_of(steps.Kind(self.kind), same_day=self.same_day)
            if getattr(self, due) and (getattr(self, done) or self.is_open or key in clocks.GO_ON)
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

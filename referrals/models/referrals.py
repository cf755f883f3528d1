"""Self-referrals and flags as they were sent, what the team makes of them, and answers not sent yet."""

import uuid
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Least
from django.utils import timezone

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from config.records import TrackedModel, TrackedQuerySet
from dsr import days, rules
from dsr.models import Person, RegisterEntry
from referrals import acts, clocks, deciding, references, statuses, steps, styles
from referrals.choices import choices
from referrals.models.answer_columns import AnswerColumns
from referrals.models.triage import Decision, Disagreement, Telling

TRIAGED = [(key, label) for key, label in choices(steps.KINDS) if key != steps.Kind.CONSENT]


def running(done: str, goes_on: bool) -> Q:
    """The forms whose clock runs; `done` is its column of the day on which it was met (clocks.COLUMNS)."""
    still = Q() if goes_on else Q(decided_on=None)
    return Q(**{done: None}) & still if done else still


INCOMPLETE = Q(second_due_on__isnull=False, second_on=None)  # a second part was asked for, and is not in


class ReferralQuerySet(TrackedQuerySet):
    """Forms, always through the scope of the person who asks."""

    def visible_to(self, user: User, permission: Permission = Permission.SEE_REFERRALS) -> "ReferralQuerySet":
        """Those of the areas for which `user` holds `permission` today.

        One that is known to be about a restricted person asks for a grant on top. What is offered to an
        area can be read there too; only whose team has it works on it.
        """
        areas = user.areas_where(permission, Reach.AREA)
        in_area = Q(area_id__in=areas)
        if permission == Permission.SEE_REFERRALS:
            in_area |= Q(offered_to_id__in=areas)
        return self.filter(in_area & Person.objects.open_to(user, "person_id"))

    def waiting(self) -> "ReferralQuerySet":
        """Those in which something is still to be done: decided on, told, answered, or to come."""
        still = Q(state__in=statuses.OPEN) | Q(state__in=statuses.TO_BE_TOLD, told_on=None) | INCOMPLETE
        of_it = {"referral": OuterRef("pk")}
        untold = Exists(Telling.objects.open().filter(**of_it))
        return self.filter(still | untold | Exists(Disagreement.objects.open().filter(**of_it)))

    def most_urgent_first(self, *more: str) -> "ReferralQuerySet":
        """What is urgent today, then by what is due first: what is late stands at the top.

        `more` are annotated days that count beside the form's own clocks.
        """
        days_due = [
            Case(When(running(done, goes_on), then=F(due)), output_field=models.DateField())
            for due, done, goes_on in clocks.COLUMNS
        ]
        calm = Case(When(urgency=statuses.Urgency.TODAY, decided_on=None, then=0), default=1)
        return self.annotate(next_due=Least(*days_due, *more), calm=calm).order_by(
            "calm", F("next_due").asc(nulls_last=True), "sent_at", "pk"
        )


class Referral(AnswerColumns, TrackedModel):
    """One self-referral or flag, kept as it was sent: the database refuses any change to an answer.

    Both ask the same of the person and are triaged alike; what only a professional is asked stands
    beside it. Only the columns in `CHANGING` move: what the team makes of it, and when. `area` is whose
    team has it now, `sent_to` whose it was when it was sent.
    """

    CHANGING = (
        "area", "state", "urgency", "person", "entry", "triaged_on", "contacted_on", "decided_on",
        "told_due_on", "told_on", "receipt_sent_at", "doubts_cleared_on", "receipt_due_on",
        "acknowledged_on", "consent_due_on", "consent_answered_on", "urgent_due_on", "urgent_looked_on",
        "urgent_meeting_due_on", "urgent_met_on", "comes_up_on", "waits_for", "offered_to",
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
    receipt_due_on = models.DateField(null=True, blank=True)
    acknowledged_on = models.DateField(
        null=True, blank=True, help_text="Whoever sent it knows that it is here."
    )
    consent_due_on = models.DateField(null=True, blank=True)
    consent_answered_on = models.DateField(null=True, blank=True)
    urgent_due_on = models.DateField(null=True, blank=True)
    urgent_looked_on = models.DateField(null=True, blank=True)
    urgent_meeting_due_on = models.DateField(null=True, blank=True)
    urgent_met_on = models.DateField(null=True, blank=True)
    comes_up_on = models.DateField(
        null=True, blank=True, help_text="While it waits: the day on which it comes up again."
    )
    waits_for = models.CharField(max_length=10, choices=choices(acts.ASKED), blank=True)
    offered_to = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Of an accepted flag: its second part.
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
            models.CheckConstraint(
                name="waits_until_a_day",
                condition=Q(state__in=("more", "held"), comes_up_on__isnull=False)
                | (~Q(state__in=("more", "held")) & Q(comes_up_on=None)),
            ),
            models.CheckConstraint(
                name="offered_while_open",
                condition=Q(offered_to=None) | Q(decided_on=None) & ~Q(offered_to=F("area")),
            ),
        ]
        indexes = [
            models.Index(fields=["area", "state", "decision_due_on"]),
            models.Index(fields=["entry"]),
            models.Index(fields=["offered_to"], condition=Q(offered_to__isnull=False), name="form_offered"),
        ]

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
        """Whether it is urgent today and nobody has acted on it yet."""
        return self.is_open and self.urgent_due_on is not None and self.urgent_looked_on is None

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
    def can_be_reopened(self) -> bool:
        """Whether its end can be taken back: it was taken back by mistake, or only thought not real."""
        if self.state == statuses.State.WITHDRAWN:
            return True
        decision = self.decision
        return bool(decision and decision.code in set(deciding.TAKEN_BACK))

    @property
    def limits(self) -> list[clocks.Clock]:
        """Its time limits: those that have begun and were not overtaken by the decision."""
        return [
            clocks.Clock(key, self._clock_words(key), getattr(self, due), getattr(self, done, None))
            for key, due, done in clocks.CLOCKS[steps.Kind(self.kind)]
            if getattr(self, due) and (getattr(self, done, None) or self.is_open or key in clocks.GO_ON)
        ]

    def _clock_words(self, key: str) -> str:
        return clocks.WAITING_WORDS[self.state] if key == clocks.COMES_UP else rules.RULES[key].what

    @property
    def decision(self) -> Decision | None:
        """What was decided, while that stands. One opened again has none; its first one stays on record."""
        if self.is_open:
            return None
        return max(self.decisions.all(), key=lambda decision: decision.number, default=None)

    @property
    def next_clock(self) -> clocks.Clock | None:
        return clocks.most_urgent(self.limits)

    def is_late(self, today: date) -> bool:
        return any(clock.late(today) for clock in self.limits)

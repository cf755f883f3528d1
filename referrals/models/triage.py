"""What the team does with a form: talks, decisions, each act, who is told, handing over, who disagrees."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Area, User
from config.records import AppendOnlyModel, TrackedModel, TrackedQuerySet
from referrals import acts, deciding, statuses, telling
from referrals.choices import choices


class Conversation(AppendOnlyModel):
    """A talk, or a try to talk, with whoever sent the form or the person it is about."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="conversations")
    on = models.DateField()
    with_whom = models.CharField(max_length=200)
    spoke = models.BooleanField(help_text="False: a try that reached nobody.")
    said = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Decision(AppendOnlyModel):
    """What the team decided about a form. One that was opened again has a second one, with its number."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=10,
        choices=[(state, label) for state, label in choices(statuses.LABELS) if state not in statuses.OPEN],
    )
    code = models.CharField(max_length=20, choices=choices(deciding.SHORT), blank=True)
    reason = models.TextField(help_text="In plain words; whoever sent the form can read it.")
    signposts = models.TextField(blank=True, help_text="What else can help, a line each.")
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="one_decision_of_each_number")
        ]


class Act(AppendOnlyModel):
    """One thing that somebody did with a form; together they are its history."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=20, choices=choices(acts.WORDS))
    words = models.TextField(blank=True, help_text="Why, or what.")
    whom = models.CharField(max_length=10, choices=choices(acts.ASKED), blank=True)
    until = models.DateField(null=True, help_text="The day on which it comes up again.")
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "act"
        indexes = [models.Index(fields=["referral", "id"], name="act_of_a_form")]

    @property
    def sentence(self) -> str:
        return acts.WORDS[acts.Kind(self.kind)]


class HandoverQuerySet(TrackedQuerySet):
    """Forms on their way from one area to another."""

    def open(self) -> "HandoverQuerySet":
        return self.filter(answered_on=None)


class Handover(TrackedModel):
    """A form offered by one area to another. Until it is accepted the first stays responsible."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Taken over"
        DECLINED = "declined", "Not taken"
        TAKEN_BACK = "taken_back", "Offer taken back"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="handovers")
    from_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    to_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    offered_on = models.DateField()
    offered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    acknowledge_due_on = models.DateField()
    decide_due_on = models.DateField()
    acknowledged_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answer_why = models.TextField(blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(answered_on=None), name="one_open_handover_of_a_form"
            ),
            models.CheckConstraint(
                name="handover_to_another_area", condition=~Q(from_area=models.F("to_area"))
            ),
            models.CheckConstraint(
                name="handover_answered_whole",
                condition=Q(answered_on=None, answered_by=None, answer="")
                | (Q(answered_on__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
        ]
        indexes = [models.Index(fields=["from_area", "answered_on"])]

    def __str__(self) -> str:
        return f"{self.from_area} to {self.to_area}"

    @property
    def due_on(self) -> date:
        """By when the other area must do the next thing."""
        return self.decide_due_on if self.acknowledged_on else self.acknowledge_due_on


class TellingQuerySet(TrackedQuerySet):
    """Those who are to be told."""

    def open(self) -> "TellingQuerySet":
        return self.filter(done_on=None)


class Telling(TrackedModel):
    """One person to be told one thing, one way, by a day. It ends told, or with why that cannot be."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="tellings")
    to = models.CharField(max_length=10, choices=choices(telling.TO))
    about = models.CharField(max_length=20, choices=choices(telling.ABOUT))
    way = models.CharField(max_length=10, choices=choices(telling.WAY))
    format = models.CharField(max_length=10, choices=choices(telling.FORMAT))
    words = models.TextField(blank=True, help_text="What is asked for, in words that are safe in a letter.")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told = models.BooleanField(default=False, help_text="False on one that is done: they were not told.")
    note = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = TellingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "to", "about"],
                condition=Q(done_on=None),
                name="one_open_telling_of_a_kind",
            ),
            models.CheckConstraint(
                name="told_by_somebody",
                condition=Q(done_on=None, done_by=None, told=False)
                | Q(done_on__isnull=False, done_by__isnull=False),
            ),
            models.CheckConstraint(
                name="not_told_with_a_reason",
                condition=Q(done_on=None) | Q(told=True) | ~Q(note=""),
            ),
        ]
        indexes = [models.Index(fields=["referral"], condition=Q(done_on=None), name="telling_open")]

    def __str__(self) -> str:
        return f"{self.get_about_display()}: {self.get_to_display()}"


class DisagreementQuerySet(TrackedQuerySet):
    """What people said who disagree."""

    def open(self) -> "DisagreementQuerySet":
        return self.filter(answered_on=None)


class Disagreement(TrackedModel):
    """Somebody who sent a form disagrees with what was done; the team answers, and nothing is lost.

    Their words stay as they were sent: the database refuses to change anything but what is in `CHANGING`.
    """

    CHANGING = ("acknowledged_on", "answered_on", "answer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="disagreements")
    words = models.TextField(help_text="As they were sent.")
    sent_on = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)
    acknowledge_due_on = models.DateField()
    acknowledged_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)

    objects = DisagreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="disagreement_answered_in_words", condition=Q(answered_on=None) | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="acknowledged_before_answered",
                condition=Q(answered_on=None) | Q(acknowledged_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Disagreement of {self.sent_on}"

    def save(self, *args: Any, **options: Any) -> None:
        """The first time everything; afterwards only what may change, as the trigger demands."""
        if not self._state.adding:
            options.setdefault("update_fields", self.CHANGING)
        super().save(*args, **options)

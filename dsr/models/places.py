"""How places on a register end, rest, and go to another area."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from config.records import TrackedModel, TrackedQuerySet
from dsr import endings, handing_on
from dsr.models.choices import choices
from dsr.models.entries import RegisterEntry
from dsr.models.people import Person


class Ending(TrackedModel):
    """The end of somebody's place on a register: why, who decided, and how the person was told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.OneToOneField(RegisterEntry, on_delete=models.PROTECT, related_name="ending")
    reason = models.CharField(max_length=30, choices=choices(endings.REASON_LABELS))
    why = models.TextField(help_text="For colleagues.")
    decided_by = models.CharField(max_length=200)
    decided_where = models.CharField(max_length=10, choices=choices(endings.WHERE_LABELS))
    about = models.UUIDField(null=True, help_text="The meeting it was decided at.")
    decided_on = models.DateField()
    ended_on = models.DateField()
    words_for_person = models.TextField(blank=True, help_text="What the person reads, in the letter too.")
    told_on = models.DateField(null=True, blank=True)
    told_how = models.CharField(max_length=10, blank=True, choices=choices(endings.TOLD_LABELS))
    told_words = models.CharField(max_length=500, blank=True)
    to_tell = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, help_text="Partners to tell of a death."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(told_on=None, told_how="") | (Q(told_on__isnull=False) & ~Q(told_how="")),
                name="told_on_a_day_in_a_way",
            ),
        ]
        indexes = [
            models.Index(fields=["entry"], condition=Q(told_on=None), name="ending_not_told"),
        ]

    def __str__(self) -> str:
        return f"ended on {self.ended_on}"


class ConsentPause(TrackedModel):
    """A place that rests because consent was taken back: nothing runs, until they answer again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="pauses")
    why = models.TextField()
    paused_on = models.DateField()
    ask_again_on = models.DateField(help_text="The day that the person chose.")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(ended_on=None), name="one_pause_of_an_entry_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("paused_on")),
                name="consent_pause_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"paused since {self.paused_on}"


class TransferQuerySet(TrackedQuerySet):
    """Offers of a place to another area."""

    def open(self) -> "TransferQuerySet":
        """Those that nobody has answered or taken back."""
        return self.filter(state__in=handing_on.OPEN)

    def for_receiver(self, user: User) -> "TransferQuerySet":
        """Those that `user` may answer: offered to an area in which they may take people over.

        A record that was restricted since is not found, as nowhere else without a grant.
        """
        areas = user.areas_where(Permission.END_PLACE, Reach.AREA)
        return self.filter(Person.objects.open_to(user, "entry__person_id"), to_area_id__in=areas)

    def for_sender(self, user: User) -> "TransferQuerySet":
        """Those of entries that `user` may pass on."""
        entries = RegisterEntry.objects.visible_to(user, Permission.END_PLACE)
        return self.filter(entry__in=entries.values("pk"))


class Transfer(TrackedModel):
    """A place on a register, offered to another area with a pack; the sender keeps it until it is taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="transfers")
    to_area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=choices(handing_on.KIND_LABELS))
    why = models.TextField()
    parts = ArrayField(models.CharField(max_length=20, choices=choices(handing_on.PART_LABELS)), default=list)
    notes = ArrayField(models.BigIntegerField(), default=list, help_text="The notes that go along.")
    words_for_person = models.TextField(blank=True)
    state = models.CharField(
        max_length=10, choices=choices(handing_on.STATE_LABELS), default=handing_on.State.OFFERED
    )
    offered_on = models.DateField()
    offered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    seen_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer_why = models.TextField(blank=True)
    made = models.ForeignKey(
        RegisterEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="came_by",
        help_text="The place they have there.",
    )  # fmt: skip

    objects = TransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(state__in=handing_on.OPEN),
                name="offered_to_one_area_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=handing_on.OPEN, answered_on=None, answered_by=None)
                | (~Q(state__in=handing_on.OPEN) & Q(answered_on__isnull=False, answered_by__isnull=False)),
                name="transfer_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=handing_on.State.ACCEPTED, made__isnull=False)
                | (~Q(state=handing_on.State.ACCEPTED) & Q(made=None)),
                name="taken_over_means_a_place_there",
            ),
            models.CheckConstraint(
                condition=~Q(state=handing_on.State.DECLINED) | ~Q(answer_why=""),
                name="declined_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["to_area", "state"])]

    def __str__(self) -> str:
        return f"offered on {self.offered_on}"

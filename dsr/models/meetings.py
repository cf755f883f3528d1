"""Meetings about people on a register: agenda, attendance, decisions, minutes (domain reference 3.9 [D])."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from config.records import AppendOnlyModel, TrackedModel, TrackedQuerySet
from dsr import meeting_words as words
from dsr.models.choices import choices
from dsr.models.entries import RegisterEntry
from dsr.models.ratings import COLOURS, Rating

TABLE = list(words.TABLE_LABELS.items())


class MeetingQuerySet(TrackedQuerySet):
    """Meetings, always through the scope of the person who asks."""

    def visible_to(self, user: User, permission: Permission = Permission.SEE_MEETINGS) -> "MeetingQuerySet":
        """Those of the areas in which a role gives `user` this permission for everybody."""
        return self.filter(area_id__in=user.areas_where(permission, Reach.AREA))

    def coming(self) -> "MeetingQuerySet":
        """Planned, or going on."""
        return self.filter(state__in=(words.MeetingState.PLANNED, words.MeetingState.OPEN))


class Meeting(TrackedModel):
    """One meeting of an area. Names of those who come are typed: most of them have no account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=10, choices=choices(words.KIND_LABELS))
    state = models.CharField(
        max_length=10, choices=choices(words.STATE_LABELS), default=words.MeetingState.PLANNED
    )
    on = models.DateField()
    starts_at = models.TimeField()
    online = models.BooleanField(default=False)
    place = models.CharField(max_length=300, help_text="Where, or how one joins.")
    minutes_each = models.PositiveSmallIntegerField(default=3)
    chair = models.CharField(max_length=200)
    invited = ArrayField(models.CharField(max_length=30, choices=TABLE), default=list, blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_why = models.CharField(max_length=500, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(cancelled_why="")
                | ~Q(state="cancelled") & Q(cancelled_why=""),
                name="meeting_cancelled_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "cancelled"], opened_at=None, closed_at=None)
                | Q(state="open", opened_at__isnull=False, closed_at=None)
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False),
                name="meeting_times_follow_its_state",
            ),
            models.CheckConstraint(condition=Q(minutes_each__gte=1), name="meeting_has_minutes"),
        ]
        indexes = [models.Index(fields=["area", "-on"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on}"


class MeetingItem(TrackedModel):
    """Somebody on the agenda of a meeting, and what became of that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="meeting_items")
    position = models.PositiveIntegerField()
    why = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    state = models.CharField(
        max_length=10, choices=choices(words.ITEM_LABELS), default=words.ItemState.WAITING
    )
    off_why = models.CharField(max_length=500, blank=True, help_text="Why taken off, or not reached.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "entry"], name="once_on_an_agenda"),
            models.CheckConstraint(
                condition=~Q(state__in=["taken_off", "carried"]) | ~Q(off_why=""),
                name="not_discussed_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["entry", "state"])]

    def __str__(self) -> str:
        return f"place {self.position} on an agenda"


class MeetingAttendance(TrackedModel):
    """Somebody who came to a meeting, for which organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    kind = models.CharField(max_length=30, choices=TABLE, blank=True)
    name = models.CharField(max_length=200)
    here = models.BooleanField(default=True, help_text="Not when they were put on the list by mistake.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "kind", "name"], name="came_once")]

    def __str__(self) -> str:
        return f"{self.name}, {words.TABLE_LABELS[self.kind]}"


class MeetingDraft(models.Model):
    """One field of one person's page as typed so far, by whoever typed last; gone once it is decided."""

    item = models.ForeignKey(MeetingItem, on_delete=models.PROTECT, related_name="drafts")
    field = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "field"], name="one_draft_of_a_field")]


class MeetingDecision(AppendOnlyModel):
    """What was decided about somebody. A mistake is put right by a further one, with the next number.

    `rating` is empty only for somebody in hospital, who stays blue. `present` and `left` are kept as the
    people were named then: who heard this person discussed, and which organisations left for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(MeetingItem, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    rating = models.ForeignKey(Rating, null=True, on_delete=models.PROTECT, related_name="meeting_decisions")
    stays = models.BooleanField(help_text="The colour stayed as it was.")
    colour = models.CharField(max_length=5, choices=COLOURS)
    discussion = models.TextField(blank=True)
    works = models.TextField(blank=True)
    must_change = models.TextField(blank=True)
    own_view = models.TextField(blank=True)
    next_look = models.DateField(null=True)
    present = ArrayField(models.CharField(max_length=240), default=list)
    present_kinds = ArrayField(models.CharField(max_length=30, blank=True), default=list)
    left = ArrayField(models.CharField(max_length=240), default=list)
    missing = ArrayField(models.CharField(max_length=60), default=list)
    sent = models.CharField(max_length=64, help_text="SHA-256 of what was sent: the same again is one.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_meeting_decision_of_each_number")
        ]


class MeetingAddendum(AppendOnlyModel):
    """What is added to minutes once the meeting is closed: they are not rewritten."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class MeetingExtract(AppendOnlyModel):
    """What one kind of organisation was given of the minutes: only people it may hear about then."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="extracts")
    kind = models.CharField(max_length=30, choices=TABLE)
    to_whom = models.CharField(max_length=200)
    people = ArrayField(models.UUIDField())
    content = models.JSONField(help_text="A list of blocks for each person, by id.")
    left_out = models.PositiveSmallIntegerField(help_text="How many others were discussed; not who.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

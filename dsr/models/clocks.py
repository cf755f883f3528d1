"""Deadlines, why they cannot be met now, and areas' own numbers for their rules."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Area, User
from config.records import AppendOnlyModel, AppendOnlyQuerySet, TrackedModel, TrackedQuerySet
from dsr import rules
from dsr.days import Unit
from dsr.models.entries import RegisterEntry


class DeadlineQuerySet(TrackedQuerySet):
    """Deadlines; overdue is worked out, never stored."""

    def open(self) -> "DeadlineQuerySet":
        return self.filter(met_on=None, cancelled_on=None)

    def late(self, today: date) -> "DeadlineQuerySet":
        return self.open().filter(due_on__lt=today)

    def of_rule(self, area: Area, key: str, group: rules.Group | None = None) -> "DeadlineQuerySet":
        """Those of a rule in an area that a number for `group` is about; None: for everybody."""
        rows = self.filter(entry__area=area, key=key)
        return rows.filter(group__in=["", group.name]) if group else rows


class Timed(TrackedModel):
    """Something that must happen by a day, and the rule and count that made it so.

    The rule's unit, mark and source are kept as they were: a later edit of the table rewrites no reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=40)
    started_on = models.DateField()
    count = models.SmallIntegerField()
    own_number = models.BooleanField(default=False, help_text="The count is the area's own.")
    unit = models.CharField(max_length=20, blank=True)
    mark = models.CharField(max_length=4, blank=True)
    source = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    met_on = models.DateField(null=True)
    opened_at = models.DateTimeField(default=timezone.now, help_text="When it was written down.")

    class Meta:
        abstract = True

    @property
    def rule(self) -> rules.Rule:
        return rules.RULES[self.key]

    @property
    def counted_in(self) -> Unit:
        """What it counts in, as when it began."""
        return Unit(self.unit) if self.unit else self.rule.unit

    @property
    def why(self) -> str:
        kept = {"mark": self.mark, "source": self.source} if self.mark else {}
        return rules.why(
            self.key, started_on=self.started_on, count=self.count, own_number=self.own_number, **kept
        )


class Deadline(Timed):
    """A time limit of somebody's place on the register."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="deadlines")
    about = models.UUIDField(null=True, help_text="The review, stay or recommendation it belongs to.")
    group = models.CharField(max_length=6, blank=True, help_text="Whose number it is: ADULT, CYP, SECURE.")
    cancelled_on = models.DateField(null=True)
    cancelled_why = models.CharField(max_length=200, blank=True)
    recomputed_why = models.CharField(max_length=200, blank=True, help_text="Why its day moved.")
    # Repeats the open pause, so that a list need not look for it; a pause never moves the day.
    paused = models.CharField(max_length=10, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "key", "about"],
                condition=Q(met_on=None, cancelled_on=None),
                nulls_distinct=False,
                name="one_open_deadline_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on=None, cancelled_why="")
                | (Q(cancelled_on__isnull=False) & ~Q(cancelled_why="")),
                name="cancelled_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(met_on=None) | Q(cancelled_on=None), name="met_or_cancelled"),
        ]
        indexes = [
            models.Index(
                fields=["entry", "due_on"], condition=Q(met_on=None, cancelled_on=None), name="deadline_open"
            ),
        ]

    @property
    def found_late(self) -> bool:
        """Whether it was over already when somebody wrote down what began it."""
        return self.key not in rules.SWEPT and timezone.localdate(self.opened_at) > self.due_on

    @property
    def pause_label(self) -> str:
        """Why it cannot be met now, in words; empty when nothing stands in the way."""
        return PauseReason(self.paused).label if self.paused else ""


def paused_words(reason: str) -> str:
    """The reason of a pause as a list says it beside the day: "paused: too unwell"; "" without one."""
    label = PauseReason(reason).label if reason else ""
    return f"paused: {label[:1].lower()}{label[1:]}" if label else ""


class PauseReason(models.TextChoices):
    """Why something cannot be done now (domain reference 11, clock rules [D]). It never moves the day."""

    DECLINED = "declined", "They said no to it for now"
    ABSENT = "absent", "Absent without leave"
    UNWELL = "unwell", "Too unwell"
    COURT = "court", "A court decides first"
    OTHER = "other", "Another reason"


class DeadlinePause(TrackedModel):
    """Why a deadline cannot be met now, from a day until somebody ends it or it is met."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="pauses")
    reason = models.CharField(max_length=10, choices=PauseReason.choices)
    words = models.TextField(blank=True)
    from_day = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deadline"], condition=Q(ended_on=None), name="one_pause_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("from_day")), name="pause_dates_in_order"
            ),
        ]


class AreaDeadline(Timed):
    """A time limit of a whole register, such as going through everybody on it."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="deadlines")
    words = models.TextField(blank=True, help_text="What was noted when it was met.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "key"], condition=Q(met_on=None), name="one_open_deadline_of_an_area"
            )
        ]


class PlanStep(AppendOnlyModel):
    """A step of the plan for growing up: what, who, by when. It answers a prompt (R29)."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="plan_steps")
    what = models.TextField()
    who = models.CharField(max_length=200)
    by_day = models.DateField()
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class AreaRuleQuerySet(AppendOnlyQuerySet):
    """Areas' own numbers."""

    def in_force(self, area_id: int, key: str, on: date, group: str = "") -> "AreaRule | None":
        """The area's latest word on a rule for a group on a day; None when it has said nothing."""
        rows = self.filter(area_id=area_id, key=key, from_day__lte=on, group__in={"", group})
        return rows.order_by("-from_day", "-pk").first()

    def own_number(self, area_id: int, key: str, on: date, group: str = "") -> int | None:
        """The area's own count for a rule on a day, or None when it follows the table."""
        row = self.in_force(area_id, key, on, group)
        return row.count if row else None


class AreaRule(AppendOnlyModel):
    """An area's own count for a rule, from a day, with its reason.

    Without a count it is off, or back to the table. The latest row that is for everybody, or for somebody's
    group, is the one that counts.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="own_rules")
    key = models.CharField(max_length=40)
    group = models.CharField(max_length=6, blank=True, help_text="ADULT, CYP or SECURE; empty for everybody.")
    count = models.SmallIntegerField(null=True)
    off = models.BooleanField(default=False)
    reason = models.TextField()
    approved_by = models.CharField(max_length=200, blank=True, help_text="Who agreed to a looser limit.")
    approved_why = models.TextField(blank=True)
    from_day = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = AreaRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(off=False) | Q(count=None), name="off_has_no_number"),
            models.CheckConstraint(
                condition=Q(approved_by="", approved_why="") | (~Q(approved_by="") & ~Q(approved_why="")),
                name="approved_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["area", "key", "from_day"], name="own_number_of_a_day")]

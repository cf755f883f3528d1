"""What an area sets about ratings: its risk tool in versions, and the colour after hospital."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Area, User
from config.records import AppendOnlyModel, AppendOnlyQuerySet, TrackedModel, TrackedQuerySet
from dsr import ratings, risk_tool
from dsr.models.choices import choices


class RiskToolQuerySet(TrackedQuerySet):
    """Versions of risk tools."""

    def drafts(self) -> "RiskToolQuerySet":
        return self.filter(published_from=None, thrown_away_on=None)

    def published(self) -> "RiskToolQuerySet":
        return self.exclude(published_from=None)

    def in_force(self, area_id: int, ages: risk_tool.Ages, on: date) -> "RiskTool | None":
        """The version that an area uses on a day for these ages; None when it uses none, or stopped."""
        begun = self.published().filter(area_id=area_id, ages=ages, published_from__lte=on)
        latest = begun.order_by("-published_from", "-number").first()
        return latest if latest and not (latest.ended_on and latest.ended_on <= on) else None


class RiskTool(TrackedModel):
    """One version of an area's risk tool, for one range of ages. Once published it never changes.

    The database holds that too: after publishing only the day from which nobody uses it may be written.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="risk_tools")
    ages = models.CharField(max_length=10, choices=choices(risk_tool.AGES_LABELS))
    number = models.PositiveIntegerField(null=True, help_text="The version; given when it is published.")
    name = models.CharField(max_length=150)
    licence = models.TextField(
        blank=True, help_text="Who owns the questions, and by what right they are used."
    )
    content = models.JSONField(help_text="Questions and bands, as dsr.risk_tool writes them.")
    published_from = models.DateField(null=True)
    ended_on = models.DateField(null=True, help_text="Nobody answers it from this day on.")
    ended_why = models.CharField(max_length=500, blank=True)
    thrown_away_on = models.DateField(null=True, help_text="A draft that was given up.")

    objects = RiskToolQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "ages", "number"], name="one_tool_of_each_number"),
            models.UniqueConstraint(
                fields=["area", "ages"],
                condition=Q(published_from=None, thrown_away_on=None),
                name="one_draft_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(published_from=None, number=None)
                | Q(published_from__isnull=False, number__isnull=False, thrown_away_on=None),
                name="published_with_a_number",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_why="")
                | (Q(published_from__isnull=False, ended_on__isnull=False) & ~Q(ended_why="")),
                name="ended_with_a_reason",
            ),
        ]

    @property
    def tool(self) -> risk_tool.Tool:
        """Its questions and bands."""
        return risk_tool.read(self.content)

    @property
    def is_draft(self) -> bool:
        return self.published_from is None and self.thrown_away_on is None

    @property
    def called(self) -> str:
        """How it is named: "Our tool, version 3"."""
        return f"{self.name}, version {self.number}" if self.number else f"{self.name}, draft"


AFTER = [(colour.value, ratings.MEANINGS[colour].label) for colour in ratings.AFTER_HOSPITAL]


class AfterHospitalQuerySet(AppendOnlyQuerySet):
    """Areas' own choice of the colour after hospital."""

    def colour(self, area_id: int, on: date) -> ratings.Colour:
        """The colour that this area gives somebody who leaves hospital on a day; red unless it chose [L]."""
        rows = self.filter(area_id=area_id, from_day__lte=on).order_by("-from_day", "-pk")
        return ratings.Colour(rows.values_list("colour", flat=True).first() or ratings.Colour.RED)


class AfterHospital(AppendOnlyModel):
    """The colour an area gives on leaving hospital, from a day, with its reason."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    colour = models.CharField(max_length=5, choices=AFTER)
    reason = models.TextField()
    from_day = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = AfterHospitalQuerySet.as_manager()

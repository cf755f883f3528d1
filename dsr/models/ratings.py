"""A rating of an entry, and that the person was told about it afterwards."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from config.records import AppendOnlyModel
from dsr import keyworker_offers, ratings
from dsr.evidence import TELLING_LABELS
from dsr.models.choices import choices
from dsr.models.entries import RegisterEntry
from dsr.models.risk_tools import RiskTool

COLOURS = [(colour.value, meaning.label) for colour, meaning in ratings.MEANINGS.items()]


class Rating(AppendOnlyModel):
    """One rating of an entry. Number 8 can exist once, so two people cannot both save it.

    What the area's risk tool suggested is kept apart from what was agreed, with the answers it came from.
    """

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="ratings")
    number = models.PositiveIntegerField()
    colour = models.CharField(max_length=5, choices=COLOURS)
    criteria = ArrayField(models.CharField(max_length=40), default=list)
    reason = models.TextField()
    words_for_person = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, help_text="Who decided, by name or role.")
    decided_at = models.CharField(max_length=20, choices=choices(ratings.DECIDED_AT_LABELS))
    decided_on = models.DateField()
    meeting = models.UUIDField(null=True, help_text="The meeting of the register that decided it.")
    about = models.UUIDField(null=True, help_text="The review or stay it came from.")
    # What it rests on (domain reference 3.6: kept for every rating event).
    evidence = ArrayField(
        models.CharField(max_length=20), default=list, help_text="Codes of what it rests on."
    )
    evidence_words = models.TextField(blank=True)
    person_view = models.TextField(blank=True, help_text="What the person says about it.")
    family_view = models.TextField(blank=True, help_text="What the family says about it.")
    works = models.TextField(blank=True, help_text="What works.")
    must_change = models.TextField(blank=True, help_text="What must change.")
    telling = models.CharField(max_length=5, blank=True, choices=choices(TELLING_LABELS))
    telling_how = models.TextField(blank=True)
    telling_on = models.DateField(null=True)
    # The risk tool: empty where the area has none, or nobody answered it.
    tool = models.ForeignKey(RiskTool, null=True, on_delete=models.PROTECT, related_name="ratings")
    tool_answers = models.JSONField(default=dict, help_text="Code of the answer, by code of the question.")
    tool_score = models.IntegerField(null=True, help_text="Points; empty while a question is unanswered.")
    suggested = models.CharField(max_length=5, blank=True, choices=COLOURS)
    why_differs = models.TextField(blank=True, help_text="Why the colour is not the suggested one.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="one_rating_of_each_number"),
            models.UniqueConstraint(
                fields=["about"],
                condition=Q(decided_at=ratings.DecidedAt.REVIEW),
                name="one_rating_from_each_review",
            ),
            models.CheckConstraint(
                condition=Q(suggested="") | Q(tool__isnull=False, tool_score__isnull=False),
                name="suggested_by_a_tool",
            ),
            models.CheckConstraint(
                condition=Q(suggested="") | Q(suggested=F("colour")) | ~Q(why_differs=""),
                name="another_colour_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(telling="", telling_on=None) | (~Q(telling="") & Q(telling_on__isnull=False)),
                name="told_on_a_day",
            ),
        ]


class RatingTold(AppendOnlyModel):
    """That the person, or somebody close to them, was told about a rating after it was saved."""

    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="told")
    on = models.DateField()
    how = models.TextField(help_text="Who told them, and how.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class KeyworkerOffer(AppendOnlyModel):
    """A keyworker was offered, or what came of it; the latest row is how it stands."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="keyworker_offers")
    state = models.CharField(max_length=10, choices=choices(keyworker_offers.OFFER_LABELS))
    words = models.TextField(blank=True)
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["entry", "id"], name="offers_of_an_entry")]

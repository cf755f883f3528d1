"""What a panel reads, finds, decides and reports."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from cetr import personal, rules, statuses
from cetr.models.reviews import Review
from config.records import AppendOnlyModel, TrackedModel, TrackedQuerySet
from dsr import ratings
from dsr.models import choices

COLOURS = [(colour.value, meaning.label) for colour, meaning in ratings.MEANINGS.items()]


def stored_name(paper: "Paper", sent_name: str) -> str:
    """Where a paper is kept: a name of our own making, whatever the file was called."""
    return f"reviews/{paper.review_id}/{uuid.uuid4()}.{paper.format}"


class Paper(TrackedModel):
    """A document of the panel's pack. Only a guarded page hands it out, after asking the consent gate."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        PNG = "png", "PNG picture"
        JPEG = "jpg", "JPEG picture"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=choices(statuses.PAPER_LABELS))
    format = models.CharField(max_length=3, choices=Format)
    file = models.FileField(upload_to=stored_name, max_length=200)
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)
    taken_away_at = models.DateTimeField(null=True)
    taken_away_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="taken_away_with_a_reason",
                condition=Q(taken_away_at=None, taken_away_why="")
                | (Q(taken_away_at__isnull=False) & ~Q(taken_away_why="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PrincipleCheck(TrackedModel):
    """What one person on the panel thinks of one principle, and what they saw."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="principle_checks")
    member = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    principle = models.CharField(max_length=20, choices=personal.CHOICES)
    view = models.CharField(max_length=10, choices=choices(statuses.VIEW_LABELS))
    what_was_seen = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "member", "principle"], name="one_view_of_a_principle"),
            models.CheckConstraint(
                name="not_upheld_says_what_was_seen", condition=Q(view="upheld") | ~Q(what_was_seen="")
            ),
        ]


class Outcome(TrackedModel):
    """What the panel agreed: a working draft until the review is concluded, then frozen."""

    review = models.OneToOneField(Review, primary_key=True, on_delete=models.PROTECT, related_name="outcome")
    version = models.PositiveIntegerField(default=1)
    is_safe = models.TextField(blank=True)
    good_care = models.TextField(blank=True)
    future = models.TextField(blank=True)
    community = models.TextField(blank=True)
    colour = models.CharField(max_length=5, choices=COLOURS, blank=True)
    why = models.TextField(blank=True)
    words_for_person = models.TextField(blank=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    def answers(self) -> dict[str, str]:
        """The four questions' answers, by question."""
        return {key: getattr(self, key) for key in rules.QUESTIONS}


class DraftRecommendationQuerySet(TrackedQuerySet):
    """Recommendations on their way."""

    def now(self) -> "DraftRecommendationQuerySet":
        """Those not taken out again, in their order."""
        return self.filter(removed_at=None).order_by("position")


class DraftRecommendation(TrackedModel):
    """What the panel is going to ask for; put on the entry when the review is concluded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="draft_recommendations")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    owner = models.CharField(max_length=200)
    due_on = models.DateField()
    measure = models.TextField(blank=True, db_default="", help_text="How we will know that it is done.")
    serves = models.CharField(max_length=20, blank=True, db_default="", choices=personal.CHOICES)
    removed_at = models.DateTimeField(null=True)

    objects = DraftRecommendationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "position"], name="one_draft_at_a_position"),
            models.CheckConstraint(name="a_draft_says_what_and_who", condition=~Q(text="") & ~Q(owner="")),
        ]


class Report(AppendOnlyModel):
    """A report as it was issued: its content, and the fingerprint of its text."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="reports")
    version = models.PositiveSmallIntegerField()
    content = models.JSONField(help_text="The report's blocks, in order: what page and PDF are made from.")
    sha256 = models.CharField(max_length=64, help_text="Of the text, as cetr.report writes it out.")
    issued_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "report"
        constraints = [
            models.UniqueConstraint(fields=["review", "version"], name="one_report_of_each_version"),
        ]

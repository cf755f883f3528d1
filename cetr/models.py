"""Reviews, who sits on them, what they read, what they found. Rules live in the pure modules."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from cetr import personal, rules, statuses
from cetr.statuses import Role, State
from config.records import AppendOnlyModel, TrackedModel, TrackedQuerySet
from dsr import ratings
from dsr.models import RegisterEntry, choices

COLOURS = [(colour.value, meaning.label) for colour, meaning in ratings.MEANINGS.items()]


class ExpertQuerySet(TrackedQuerySet):
    """The pool of people who sit on panels."""

    def visible_to(self, user: User, permission: Permission = Permission.PLAN_REVIEW) -> "ExpertQuerySet":
        """Those of the areas in which `user` plans reviews."""
        return self.filter(area_id__in=user.areas_where(permission, Reach.AREA))


class Expert(TrackedModel):
    """Somebody from outside the team who may sit on panels, and until when they may."""

    class Kind(models.TextChoices):
        CLINICAL = Role.CLINICAL.value, "Clinical expert"
        EXPERIENCE = Role.EXPERIENCE.value, "Expert by experience"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="experts")
    speciality = models.CharField(max_length=200, blank=True)
    training_valid_until = models.DateField(null=True, blank=True)
    registration_valid_until = models.DateField(null=True, blank=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="as_expert")

    objects = ExpertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "user"], name="one_expert_of_an_account_in_an_area"),
        ]
        indexes = [models.Index(fields=["area", "kind", "name"])]

    def __str__(self) -> str:
        return self.name

    def warnings(self, on: date) -> list[str]:
        """What runs out before a review on that day."""
        return rules.runs_out(
            self.name, training=self.training_valid_until, registration=self.registration_valid_until, on=on
        )


OPEN_TO_PANEL = Q(state=State.PLANNED) | Q(state=State.CONCLUDED, report_issued_at=None)


class ReviewQuerySet(TrackedQuerySet):
    """Reviews, always through the scope of the person who asks."""

    def visible_to(self, user: User, permission: Permission = Permission.SEE_REVIEWS) -> "ReviewQuerySet":
        """Reviews about which `user` holds `permission` today.

        By area, allocation or link as the entry is; by a place on the panel only while the review is
        open, which ends when the report is issued. What is not in here is *not found*.
        """
        entries = RegisterEntry.objects.visible_to(user, permission)
        scope = Q(entry__in=entries.values("pk"))
        placed = user.areas_where(permission, Reach.PLACE)
        if placed:
            sits = PanelPlace.objects.now().of(user).values("review_id")
            scope |= OPEN_TO_PANEL & Q(entry__area_id__in=placed, pk__in=sits)
        return self.filter(scope)

    def sat_on_by(self, user: User) -> "ReviewQuerySet":
        """Those on whose panel `user` has a place now."""
        return self.filter(pk__in=PanelPlace.objects.now().of(user).values("review_id"))

    def planned(self) -> "ReviewQuerySet":
        return self.filter(state=State.PLANNED)

    def report_due(self) -> "ReviewQuerySet":
        """Concluded, and the report not issued."""
        return self.filter(state=State.CONCLUDED, report_issued_at=None)

    def going_on(self) -> "ReviewQuerySet":
        """Planned, or concluded with its report still to come."""
        return self.filter(OPEN_TO_PANEL)

    def with_people(self) -> "ReviewQuerySet":
        """With the entry, the person and the panel: three queries however many reviews."""
        panel = PanelPlace.objects.now().select_related("user", "expert__user")
        return self.select_related("entry__person", "entry__area").prefetch_related(
            models.Prefetch("places", queryset=panel, to_attr="panel_now")
        )


class Review(TrackedModel):
    """A CETR or CTR, from its plan to its report. One that is planned is the only one of its entry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=choices(rules.KIND_LABELS))
    kind_reason = models.CharField(max_length=500, blank=True)
    trigger = models.CharField(max_length=10, choices=choices(statuses.TRIGGER_LABELS))
    planned_for = models.DateField()
    starts_at = models.TimeField()
    place = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=choices(statuses.LABELS), default=State.PLANNED)
    panel_confirmed_at = models.DateTimeField(null=True)
    panel_confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    cancelled_why = models.CharField(max_length=500, blank=True)
    held_on = models.DateField(null=True)
    concluded_at = models.DateTimeField(null=True)
    concluded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    report_issued_at = models.DateTimeField(null=True)
    report_issued_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(state=State.PLANNED), name="one_planned_review_of_an_entry"
            ),
            models.CheckConstraint(
                name="concluded_by_somebody_on_a_day",
                condition=(
                    Q(state=State.CONCLUDED, concluded_at__isnull=False)
                    & Q(concluded_by__isnull=False, held_on__isnull=False)
                )
                | (~Q(state=State.CONCLUDED) & Q(concluded_at=None, concluded_by=None, held_on=None)),
            ),
            models.CheckConstraint(
                name="held_on_or_after_the_planned_day",
                condition=Q(held_on=None) | Q(held_on__gte=F("planned_for")),
            ),
            models.CheckConstraint(
                name="report_issued_by_somebody",
                condition=Q(report_issued_at=None, report_issued_by=None)
                | Q(report_issued_at__isnull=False, report_issued_by__isnull=False, state=State.CONCLUDED),
            ),
            models.CheckConstraint(
                name="panel_confirmed_by_somebody",
                condition=Q(panel_confirmed_at=None, panel_confirmed_by=None)
                | Q(panel_confirmed_at__isnull=False, panel_confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="review_cancelled_with_a_reason",
                condition=(Q(state=State.CANCELLED) & ~Q(cancelled_why=""))
                | (~Q(state=State.CANCELLED) & Q(cancelled_why="")),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "planned_for"]),
            models.Index(fields=["entry", "-planned_for"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.planned_for:%d/%m/%Y}"

    def panel(self) -> list["PanelPlace"]:
        """Who sits on it now, the chair first; from `with_people` when the query asked for them."""
        found = getattr(self, "panel_now", None)
        if found is None:
            found = list(self.places.now().select_related("user", "expert__user"))
        order = list(Role)
        return sorted(found, key=lambda place: order.index(Role(place.role)))

    def chair(self) -> "PanelPlace | None":
        return next((place for place in self.panel() if place.role == Role.CHAIR), None)

    def is_chaired_by(self, user: User) -> bool:
        chair = self.chair()
        return chair is not None and chair.account == user

    def is_sat_on_by(self, user: User) -> bool:
        return any(place.account == user for place in self.panel())

    @property
    def is_planned(self) -> bool:
        return self.state == State.PLANNED

    @property
    def is_concluded(self) -> bool:
        return self.state == State.CONCLUDED

    @property
    def kind_label(self) -> str:
        return self.get_kind_display()


class PanelPlaceQuerySet(TrackedQuerySet):
    """Places on panels."""

    def now(self) -> "PanelPlaceQuerySet":
        """Those still held."""
        return self.filter(left_at=None)

    def of(self, user: User) -> "PanelPlaceQuerySet":
        """Those of one account, held as themselves or as an expert of the pool."""
        return self.filter(Q(user=user) | Q(expert__user=user))


class PanelPlace(TrackedModel):
    """Somebody's place on a panel: a colleague's account, or an expert of the pool."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="places")
    role = models.CharField(max_length=20, choices=choices(statuses.ROLE_LABELS))
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    expert = models.ForeignKey(Expert, null=True, on_delete=models.PROTECT, related_name="places")
    left_at = models.DateTimeField(null=True)

    objects = PanelPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_place_is_a_users_or_an_experts",
                condition=Q(user__isnull=False, expert=None) | Q(user=None, expert__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["review", "role"],
                condition=Q(left_at=None) & ~Q(role=Role.OTHER),
                name="one_of_each_role",
            ),
            models.UniqueConstraint(
                fields=["review", "user"], condition=Q(left_at=None), name="one_place_of_a_user"
            ),
            models.UniqueConstraint(
                fields=["review", "expert"], condition=Q(left_at=None), name="one_place_of_an_expert"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display().lower()}"

    @property
    def name(self) -> str:
        return (self.user or self.expert).name

    @property
    def account(self) -> User | None:
        """Who signs in for this place, when somebody does."""
        return self.user or self.expert.user

    @property
    def seat(self) -> rules.Seat:
        """The same for the pure rules."""
        return rules.Seat(Role(self.role), self.name, self.account.pk if self.account else None)


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

"""Reviews and the places on their panels."""

import uuid

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from accounts.permissions import Permission, Reach
from cetr import rules, statuses
from cetr.models.experts import Expert
from cetr.statuses import Role, State
from config.records import TrackedModel, TrackedQuerySet
from dsr.models import Person, RegisterEntry, choices

OPEN_TO_PANEL = Q(state=State.PLANNED) | Q(state=State.CONCLUDED, report_issued_at=None)


class ReviewQuerySet(TrackedQuerySet):
    """Reviews, always through the scope of the person who asks."""

    def visible_to(self, user: User, permission: Permission = Permission.SEE_REVIEWS) -> "ReviewQuerySet":
        """Reviews about which `user` holds `permission` today.

        By area, allocation or link as the entry is; by a place on the panel only while the review is
        open, which ends when the report is issued, and of a restricted record only with a grant on top.
        What is not in here is *not found*.
        """
        entries = RegisterEntry.objects.visible_to(user, permission)
        scope = Q(entry__in=entries.values("pk"))
        placed = user.areas_where(permission, Reach.PLACE)
        if placed:
            sits = PanelPlace.objects.now().of(user).values("review_id")
            open_to = Person.objects.open_to(user, "entry__person_id")
            scope |= OPEN_TO_PANEL & Q(entry__area_id__in=placed, pk__in=sits) & open_to
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

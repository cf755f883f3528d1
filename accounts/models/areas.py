"""The bodies people work for, the areas they work in, and the roles they hold there."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from accounts.models.users import User
from accounts.permissions import ROLE_CHOICES, Permission, Reach
from config.records import TrackedModel, TrackedQuerySet


class Organisation(TrackedModel):
    """A body that plays a part: an NHS body, a council, a school, a charity."""

    class Kind(models.TextChoices):
        ICB = "icb", "Integrated care board"
        TRUST = "trust", "NHS trust"
        COUNCIL = "council", "Council"
        SCHOOL = "school", "School or college"
        CHARITY = "charity", "Charity"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    ods_code = models.CharField("ODS code", max_length=10, blank=True)

    def __str__(self) -> str:
        return self.name


class AreaQuerySet(TrackedQuerySet):
    """Areas, open and closed."""

    def open_on(self, day: date) -> "AreaQuerySet":
        """Those whose register is open on `day`."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)

    def kept_by(self, user: User) -> "AreaQuerySet":
        """Those in which `user` keeps areas and accounts today; any other is not found."""
        return self.filter(pk__in=user.areas_where(Permission.MANAGE_AREAS, Reach.NOBODY))


class Area(TrackedModel):
    """A local register's territory. Areas merge, so they are dated and may have a successor.

    `name` is the name on every screen: after a merge it says what the area is now part of. `valid_to`
    is the first day on which the register is closed.
    """

    name = models.CharField(max_length=220, unique=True)
    slug = models.SlugField(unique=True)
    phone = models.CharField(max_length=40, help_text="Where families reach the team.")
    phone_hours = models.CharField(max_length=100, default="Monday to Friday, 9am to 5pm")
    crisis_phone = models.CharField(max_length=40, help_text="The local mental health crisis line.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)
    # Where an area has two registers, one of children and one of adults, each is an area here. The ages are
    # whole years, both included; empty is no limit.
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    hands_over_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="takes_over_from"
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="area_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
                name="area_ages_in_order",
            ),
            models.CheckConstraint(
                condition=Q(hands_over_to=None) | Q(age_to__isnull=False), name="hands_over_at_an_age"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_open_on(self, day: date) -> bool:
        """Whether new people may be put on its register that day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def takes(self, age: int) -> bool:
        """Whether its register is for people of this age, in whole years."""
        return (self.age_from is None or self.age_from <= age) and (self.age_to is None or age <= self.age_to)

    def today_in(self, day: date) -> "Area":
        """The area that does this one's work on `day`: itself, or what it was merged into."""
        area, seen = self, {self.pk}
        while area.successor_id and not area.is_open_on(day) and area.successor_id not in seen:
            area = area.successor
            seen.add(area.pk)
        return area

    def with_forerunners(self) -> list[int]:
        """Its id and those of every area that became part of it."""
        found = {self.pk}
        while more := set(Area.objects.filter(successor__in=found).values_list("pk", flat=True)) - found:
            found |= more
        return sorted(found)


class MembershipQuerySet(TrackedQuerySet):
    """Roles held in areas."""

    def on(self, day: date) -> "MembershipQuerySet":
        """Those in force on `day`, of people who may sign in."""
        return self.filter(Q(to_day=None) | Q(to_day__gte=day), from_day__lte=day, user__is_active=True)


class Membership(TrackedModel):
    """A role that somebody holds in an area, from a day, perhaps to a day (included).

    One that was taken away on its very first day ends on the day before: it is held on no day.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "area", "role", "from_day"], name="one_role_from_a_day"),
            models.CheckConstraint(
                condition=Q(to_day=None) | Q(to_day__gte=F("from_day") - timedelta(days=1)),
                name="membership_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} in {self.area}"

"""The bodies people work for, the areas they work in, and the roles they hold there."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from accounts.models.users import User
from accounts.permissions import ROLE_CHOICES
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


class Area(TrackedModel):
    """A local register's territory. Areas merge, so they are dated and may have a successor."""

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(unique=True)
    phone = models.CharField(max_length=40, help_text="Where families reach the team.")
    phone_hours = models.CharField(max_length=100, default="Monday to Friday, 9am to 5pm")
    crisis_phone = models.CharField(max_length=40, help_text="The local mental health crisis line.")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="area_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(TrackedQuerySet):
    """Roles held in areas."""

    def on(self, day: date) -> "MembershipQuerySet":
        """Those in force on `day`, of people who may sign in."""
        return self.filter(Q(to_day=None) | Q(to_day__gte=day), from_day__lte=day, user__is_active=True)


class Membership(TrackedModel):
    """A role that somebody holds in an area, from a day, perhaps to a day (included)."""

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
                condition=Q(to_day=None) | Q(to_day__gte=F("from_day")), name="membership_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} in {self.area}"

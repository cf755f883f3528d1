"""People who sign in, the bodies they work for, the areas they work in; what they saw; what is sent."""

import uuid
from datetime import date
from typing import Any, NoReturn

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.permissions import ROLE_CHOICES, ROLES, Permission, Reach, RoleName, roles_with
from config.records import (
    AppendOnlyModel,
    FencedQuerySet,
    History,
    TrackedModel,
    TrackedQuerySet,
    refuse_shortcut,
)


class UserManager(BaseUserManager.from_queryset(FencedQuerySet)):  # type: ignore[misc]
    """Finds people by e-mail, whatever its capitals; an account is tracked like any record."""

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser):
    """Somebody who signs in by e-mail, or one of the register's own hands (`automatic`)."""

    last_login = None  # who signed in when belongs to the record of looks, not to the account
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, help_text="As colleagues know them: Priya Nair.")
    automatic = models.BooleanField(default=False, help_text="Signs what the register does by itself.")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    history = History(excluded_fields=["password"])
    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="email_in_small_letters")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, by: "User | None" = None, **options: Any) -> None:
        """Save, signed by `by`, or by the person themselves (a new password, say)."""
        self._history_user = by or self
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        refuse_shortcut("delete()")

    def places(self) -> list[tuple[RoleName, int]]:
        """The roles this person holds today, each with its area's id; read once a request."""
        return [(role, area) for role, area, _ in self._places]

    def area_names(self) -> list[str]:
        """The names of the areas of those roles, in order of the alphabet; no further query."""
        return sorted({name for _, _, name in self._places})

    @cached_property
    def _places(self) -> list[tuple[RoleName, int, str]]:
        rows = Membership.objects.on(timezone.localdate()).filter(user=self)
        found = rows.values_list("role", "area_id", "area__name")
        return [(RoleName(role), area, name) for role, area, name in found]

    def may(self, permission: Permission) -> bool:
        """Whether any of today's roles holds `permission`."""
        return any(permission in ROLES[role].permissions for role, _ in self.places())

    def areas_where(self, permission: Permission, reach: Reach) -> list[int]:
        """Ids of the areas in which a role of this reach gives this person `permission` today."""
        roles = roles_with(permission, reach)
        return sorted({area for role, area in self.places() if role in roles})


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
    role = models.CharField(max_length=20, choices=ROLE_CHOICES)
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


class AccessLogEntry(AppendOnlyModel):
    """Who saw whom, on which page, and why. No foreign keys, so that nothing can block it."""

    at = models.DateTimeField(default=timezone.now)
    user_id = models.BigIntegerField()
    user_name = models.CharField(max_length=200)
    roles = models.CharField(max_length=200, blank=True)
    page = models.CharField(max_length=60)
    people = ArrayField(models.UUIDField(), help_text="Ids of the people shown.")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = "record of a look"
        indexes = [GinIndex(fields=["people"], name="look_by_person")]


class OutboxMessage(models.Model):
    """Something to be sent: written with the change it tells of, sent by a task, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=50)
    key = models.CharField(max_length=200, unique=True, help_text="The same event never sends twice.")
    payload = models.JSONField(default=dict, help_text="Ids only: never a name or an answer.")
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=100, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    given_up_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(sent_at=None, given_up_at=None), name="outbox_waiting"
            )
        ]


class Heartbeat(models.Model):
    """When a part of the house was last seen at work."""

    name = models.CharField(max_length=30, primary_key=True)
    at = models.DateTimeField()
    finding = models.CharField(max_length=200, blank=True)

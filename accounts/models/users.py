"""People who sign in, and the register's own hands."""

import uuid
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NoReturn

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.permissions import ROLES, Permission, Reach, RoleName, roles_with
from config.compiled import compiled
from config.records import FencedQuerySet, History, refuse_shortcut


class UserQuerySet(FencedQuerySet):
    """Accounts."""

    def kept_by(self, user: "User") -> "UserQuerySet":
        """Those who hold or held a role in an area that `user` keeps; anybody else is not found."""
        areas = user.areas_where(Permission.MANAGE_AREAS, Reach.NOBODY)
        return self.filter(automatic=False, memberships__area__in=areas).distinct()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Finds people by e-mail, whatever its capitals; an account is tracked like any record."""

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").lower())


class User(AbstractBaseUser):
    """Somebody who signs in by e-mail, or one of the register's own hands (`automatic`)."""

    class Stopped(models.TextChoices):
        LEFT = "left", "Left"
        SUSPENDED = "suspended", "Suspended"
        UNUSED = "unused", "Suspended, not used for 90 days"

    last_login = None  # who signed in when belongs to the record of looks, not to the account
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, help_text="As colleagues know them: Priya Nair.")
    automatic = models.BooleanField(default=False, help_text="Signs what the register does by itself.")
    is_active = models.BooleanField(default=True)
    stopped_why = models.CharField(max_length=10, choices=Stopped.choices, blank=True)
    stopped_at = models.DateTimeField(null=True)
    reference = models.UUIDField(
        unique=True, editable=False, default=uuid.uuid4, db_default=RandomUUID(), help_text="For addresses."
    )
    created_at = models.DateTimeField(default=timezone.now)

    history = History(excluded_fields=["password", "reference"])
    working_in: int | None = None  # the area that was chosen for this request; None is all of them
    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="email_in_small_letters"),
            models.CheckConstraint(
                name="stopped_with_a_reason_at_a_time",
                condition=Q(stopped_why="", stopped_at=None)
                | (~Q(stopped_why="") & Q(stopped_at__isnull=False, is_active=False)),
            ),
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
        """The roles this person holds today, each with its area's id; read once a request.

        Where somebody has chosen one of their areas to work in, only the roles held there.
        """
        return [(role, area) for role, area, _, _ in self._places if self.working_in in (None, area)]

    def roles_held(self) -> set[RoleName]:
        """Every role held today in any area, whichever area is chosen to work in."""
        return {role for role, _, _, _ in self._places}

    def area_names(self) -> list[str]:
        """The names of the areas of those roles, in order of the alphabet; no further query."""
        return sorted({name for _, area, _, name in self._places if self.working_in in (None, area)})

    def areas_held(self) -> dict[str, tuple[int, str]]:
        """Every area in which a role is held today, chosen or not: its id and name by short name."""
        rows = sorted(self._places, key=lambda row: row[3])
        return {slug: (area, name) for _, area, slug, name in rows}

    def holds(self, places: Iterable[tuple[RoleName, int]]) -> None:
        """Say what this account holds instead of reading it: for one that stands for others, never saved."""
        self._places = [(role, area, "", "") for role, area in places]

    @cached_property
    def _places(self) -> list[tuple[RoleName, int, str, str]]:
        return [(RoleName(role), area, slug, name) for role, area, slug, name in _roles_of(self.pk)]

    def may(self, permission: Permission) -> bool:
        """Whether any of today's roles holds `permission`."""
        return permission in _permissions(tuple(self.places()))

    def areas_where(self, permission: Permission, reach: Reach) -> list[int]:
        """Ids of the areas in which a role of this reach gives this person `permission` today."""
        return list(_areas_where(tuple(self.places()), permission, reach))


# A page asks a hundred times; what a few roles give is worked out once.
@lru_cache(1024)
def _permissions(places: tuple[tuple[RoleName, int], ...]) -> frozenset[Permission]:
    return frozenset(permission for role, _ in places for permission in ROLES[role].permissions)


@lru_cache(8192)
def _areas_where(
    places: tuple[tuple[RoleName, int], ...], permission: Permission, reach: Reach
) -> tuple[int, ...]:
    roles = roles_with(permission, reach)
    return tuple(sorted({area for role, area in places if role in roles}))


@compiled
def _roles_of(user_id: int) -> models.QuerySet:
    """What an account holds today; read before every page."""
    held = User.memberships.rel.related_model.objects.on(timezone.localdate())
    return held.filter(user=user_id).values_list("role", "area_id", "area__slug", "area__name")

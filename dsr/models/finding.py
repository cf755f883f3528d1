"""What helps to find people: parts of an area, lists that are looked at again, and when one last looked."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from config.records import TrackedModel, TrackedQuerySet


class PlaceQuerySet(TrackedQuerySet):
    """Parts of areas."""

    def open(self) -> "PlaceQuerySet":
        return self.filter(closed_on=None)


class Place(TrackedModel):
    """A part of an area, as its team names them: a town, a district, a locality. It may be closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="parts")
    name = models.CharField(max_length=60)
    closed_on = models.DateField(null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "area", Lower("name"), condition=Q(closed_on=None), name="one_part_of_a_name"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_part_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SavedFilterQuerySet(TrackedQuerySet):
    """Saved filters."""

    def kept(self) -> "SavedFilterQuerySet":
        return self.filter(removed_at=None)

    def for_reader(self, user: User) -> "SavedFilterQuerySet":
        """Their own, and those that colleagues share with an area whose register they see."""
        areas = user.areas_where(Permission.SEE_REGISTER, Reach.AREA)
        areas += user.areas_where(Permission.SEE_REGISTER, Reach.ALLOCATION)
        return self.kept().filter(Q(owner=user) | Q(shared_with__in=areas))


class SavedFilter(TrackedModel):
    """A way to look at the register, by a name; its owner's alone, or shared with an area.

    `query` holds codes and random references, never whom the list showed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    shared_with = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=1000, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "owner", Lower("name"), condition=Q(removed_at=None), name="one_saved_filter_of_a_name"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_saved_filter_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class LastLook(models.Model):
    """When somebody last opened a person's entry: the latest of their looks at it, for quick comparison.

    Kept by PostgreSQL as each look is written down (migration 0010), so it costs no statement of its own
    and cannot be forgotten. It says nothing that the record of looks does not say; asking that record
    instead would read every list that ever showed the person. Not a record, and so without keys.
    """

    user_id = models.BigIntegerField()
    person_id = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "last look"
        constraints = [models.UniqueConstraint(fields=["user_id", "person_id"], name="one_last_look")]
        indexes = [models.Index(fields=["user_id", "-at"], name="last_look_recent")]

    def __str__(self) -> str:
        return f"{self.user_id} looked at {self.person_id}"

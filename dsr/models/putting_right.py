"""Holds on what must be kept, and lists of names that were taken out of the register."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models import Area, User
from config.records import TrackedModel, TrackedQuerySet
from dsr.models.people import Person


class LegalHoldQuerySet(TrackedQuerySet):
    """Holds."""

    def open(self) -> "LegalHoldQuerySet":
        return self.filter(ended_on=None)


class LegalHold(TrackedModel):
    """What is on record about somebody must stay as it is: an inquest, a complaint, a claim.

    One person places it; ending it takes two. Until then nothing of theirs is removed, merged or erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holds")
    why = models.CharField(max_length=500)
    from_day = models.DateField()
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=500, blank=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_on=None), name="one_open_hold"),
            models.CheckConstraint(condition=~Q(why=""), name="held_with_a_reason"),
            models.CheckConstraint(
                name="hold_ended_with_a_reason",
                condition=Q(ended_on=None, ended_why="")
                | (Q(ended_on__gte=F("from_day")) & ~Q(ended_why="")),
            ),
        ]


class NameList(TrackedModel):
    """A list of names taken out of the register, from the request of two people to its deletion.

    The file lies sealed among the papers; `people` are those in it, so that a look can say whom it
    showed and a download can ask again whether its reader may still see them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request_id = models.UUIDField(unique=True, help_text="The request that two people agreed on.")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    file = models.CharField(max_length=100, blank=True, help_text="Its name in the store; random.")
    people = ArrayField(models.UUIDField(), default=list)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the ids of those in it.")
    not_made_why = models.CharField(max_length=300, blank=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_list_is_made_whole_or_not",
                condition=Q(made_at=None, until=None, file="", digest="")
                | Q(made_at__isnull=False, until__gt=F("made_at"), not_made_why=""),
            ),
            models.CheckConstraint(
                name="deleted_from_the_store", condition=Q(deleted_at=None) | Q(file="", people=[])
            ),
        ]

"""Notes, and the log of contacts."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from config.records import AppendOnlyModel
from dsr import notes
from dsr.models.choices import choices
from dsr.models.entries import RegisterEntry


class Note(AppendOnlyModel):
    """Something somebody wants the next reader to know. A mistake is put right by another note.

    `key` is made by the page it is written on: what is sent twice is one note. It is also its name in
    addresses. What happened at a moment has `happened_at`; of what only the day is known, `happened_on`.
    """

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="notes")
    key = models.UUIDField(unique=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)
    kind = models.CharField(
        max_length=12,
        choices=[(kind.value, facts.label) for kind, facts in notes.KINDS.items()],
        default=notes.Kind.NOTE.value,
        db_default=notes.Kind.NOTE.value,
    )
    text = models.TextField()
    happened_at = models.DateTimeField(null=True)
    happened_on = models.DateField(null=True)
    with_whom = models.CharField(max_length=200, blank=True, db_default="")
    how = models.CharField(max_length=10, blank=True, choices=choices(notes.HOW_LABELS), db_default="")
    reached = models.BooleanField(null=True)
    sensitive = models.BooleanField(default=False, db_default=False)
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="correction",
        help_text="The earlier note that this one puts right.",
    )  # fmt: skip
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_at=None) | Q(happened_on=None), name="note_of_a_moment_or_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(kind=notes.Kind.SAFEGUARDING.value) | Q(sensitive=True),
                name="safeguarding_is_sensitive",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in notes.CONTACTS]) | Q(how="", reached=None),
                name="only_a_contact_has_a_way",
            ),
        ]
        indexes = [models.Index(fields=["entry", "-at"], name="note_latest")]

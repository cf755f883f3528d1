"""Codes that prove an e-mail address: for ten minutes, and once."""

import uuid

from django.db import models
from django.utils import timezone


class AddressCode(models.Model):
    """The one code that is out for a draft, or for a form's second part: a new one ends the old one.

    The address is sealed and the code a keyed hash, so that the database tells neither.
    """

    SEALED_AS = "referrals address"

    class Purpose(models.TextChoices):
        FLAG = "flag", "A flag"
        SECOND_PART = "second_part", "The second part of a flag"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    about = models.UUIDField(help_text="The draft's id, or the form's.")
    sealed = models.TextField(help_text="The address, readable only with the register's secret.")
    number = models.PositiveSmallIntegerField(default=0, help_text="How many were asked for so far.")
    hashed = models.CharField(max_length=64, blank=True)
    wrong = models.PositiveSmallIntegerField(default=0, help_text="Wrong tries at this code.")
    expires_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "about"], name="one_code_for_each")]
        indexes = [models.Index(fields=["asked_at"])]

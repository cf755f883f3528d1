"""Who has had what about somebody, and who of them was told when consent ended."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from config.records import AppendOnlyModel
from dsr import consent
from dsr import consent_words as words
from dsr.models.choices import choices
from dsr.models.consents import ConsentQuerySet, ConsentRecord
from dsr.models.people import Person


class Disclosure(AppendOnlyModel):
    """One thing that was shared about somebody, with whom, and on which answer or in spite of which."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="disclosures")
    purpose = models.CharField(max_length=20, choices=choices(consent.PURPOSE_LABELS))
    to = models.CharField(max_length=30, blank=True, choices=choices(words.SHARE_LABELS))
    to_whom = models.CharField(max_length=200, help_text="Who had it, in words.")
    what = models.CharField(max_length=20, choices=list(words.SHARED_WHAT.items()))
    what_words = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    about = models.UUIDField(null=True, help_text="The review whose answers allowed it.")
    reference = models.UUIDField(null=True, help_text="The paper, report or list itself.")
    consent = models.ForeignKey(
        ConsentRecord, null=True, on_delete=models.PROTECT, related_name="disclosures",
        help_text="The answer that allowed it.",
    )  # fmt: skip
    overriding = models.TextField(blank=True, help_text="Why it was shared without a yes.")
    legal_basis = models.CharField(max_length=20, blank=True, choices=list(words.LEGAL_BASES.items()))
    person_told = models.TextField(blank=True, help_text="Whether the person was told of that, or why not.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(overriding="", legal_basis="", consent__isnull=False)
                | (~Q(overriding="") & ~Q(legal_basis="")),
                name="shared_with_a_yes_or_a_reason",
            ),
        ]


class PartnerTold(AppendOnlyModel):
    """Somebody who had something was told that consent for it has ended."""

    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="told")
    withdrawal = models.ForeignKey(ConsentRecord, on_delete=models.PROTECT, related_name="told")
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["disclosure", "withdrawal"], name="told_once_of_each_withdrawal")
        ]

"""The ledger of consent."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from config.records import AppendOnlyModel, AppendOnlyQuerySet
from dsr import consent
from dsr.models.choices import choices
from dsr.models.people import Person


class ConsentQuerySet(AppendOnlyQuerySet):
    """Answers."""

    def of(self, *people: Person | UUID) -> "ConsentQuerySet":
        """Those of these people, and of records of the same people that were merged into theirs."""
        ids = [person.pk if isinstance(person, Person) else person for person in people]
        same = Person.objects.filter(Q(pk__in=ids) | Q(merged_into__in=ids))
        return self.filter(person_id__in=same.values("pk"))


class ConsentRecord(AppendOnlyModel):
    """One answer, by one person, on one day, for one purpose. A change of mind is another row."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=choices(consent.PURPOSE_LABELS))
    decision = models.CharField(max_length=20, choices=choices(consent.DECISION_LABELS))
    basis = models.CharField(max_length=20, choices=choices(consent.BASIS_LABELS))
    given_by = models.CharField(max_length=200)
    limits = models.TextField(blank=True)
    evidence = models.TextField(help_text="How it was explained and given, and where the proof is.")
    decided_on = models.DateField()
    valid_until = models.DateField(null=True)
    about = models.UUIDField(null=True, help_text="The review that this answer is for.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "consent"
        indexes = [models.Index(fields=["person", "purpose", "about"])]

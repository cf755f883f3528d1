"""The ledger of consent: answers, and what was found about the capacity to give them."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from config.records import AppendOnlyModel, AppendOnlyQuerySet
from dsr import consent
from dsr import consent_words as words
from dsr.models.choices import choices
from dsr.models.people import Person
from dsr.who_decides import CAPACITY_LABELS


class ConsentQuerySet(AppendOnlyQuerySet):
    """Answers, and whatever else is kept of somebody and never rewritten."""

    def of(self, *people: Person | UUID) -> "ConsentQuerySet":
        """Those of these people, and of records of the same people that were merged into theirs."""
        ids = [person.pk if isinstance(person, Person) else person for person in people]
        same = Person.objects.filter(Q(pk__in=ids) | Q(merged_into__in=ids))
        return self.filter(person_id__in=same.values("pk"))


class ConsentRecord(AppendOnlyModel):
    """One answer, by one person, on one day, for one purpose. A change of mind is another row."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=choices(consent.PURPOSE_LABELS))
    to = models.CharField(
        max_length=30, blank=True, choices=choices(words.SHARE_LABELS),
        help_text="The kind of organisation a sharing is with; empty for all that help.",
    )  # fmt: skip
    decision = models.CharField(max_length=20, choices=choices(consent.DECISION_LABELS))
    basis = models.CharField(max_length=20, choices=choices(consent.BASIS_LABELS))
    given_by = models.CharField(max_length=200)
    limits = models.TextField(blank=True)
    evidence = models.TextField(help_text="How it was explained and given, and where the proof is.")
    explained_how = ArrayField(
        models.CharField(max_length=20, choices=list(words.EXPLAINED_HOW.items())), default=list, blank=True
    )
    explained_by = models.CharField(max_length=200, blank=True)
    given_how = models.CharField(max_length=10, blank=True, choices=list(words.GIVEN_HOW.items()))
    recorded_from = models.CharField(
        max_length=40, blank=True, help_text="Reference of the form it came from."
    )
    consulted = models.TextField(blank=True, help_text="Who was asked, and what each of them thinks.")
    child_view = models.TextField(blank=True, help_text="What the child says, beside whoever decides.")
    competence = models.TextField(
        blank=True, help_text="Whether the child understands: who asked, when, what came of it and why."
    )
    authority = models.CharField(max_length=20, blank=True, choices=list(words.AUTHORITY_LABELS.items()))
    authority_proof = models.TextField(
        blank=True, help_text="Which document was seen, or how it was checked."
    )
    sign_off = models.CharField(
        max_length=200, blank=True, help_text="The legal or safeguarding lead behind a welfare decision."
    )
    settled = models.TextField(blank=True, help_text="How a disagreement was settled, if this settles one.")
    decided_on = models.DateField()
    valid_until = models.DateField(null=True)
    about = models.UUIDField(null=True, help_text="The review that this answer is for.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "consent"
        indexes = [models.Index(fields=["person", "purpose", "about"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(to="") | Q(purpose=consent.Purpose.SHARE), name="only_sharing_is_with_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(basis=consent.Basis.WELFARE_UNDER_16) | ~Q(sign_off=""),
                name="a_welfare_decision_is_signed_off",
            ),
        ]


class CapacityAssessment(AppendOnlyModel):
    """What was found about somebody's capacity for one decision on one day; a change is another row."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessments")
    purpose = models.CharField(
        max_length=20, blank=True, choices=choices(consent.PURPOSE_LABELS),
        help_text="The decision it is about; empty for all decisions about the register.",
    )  # fmt: skip
    about = models.UUIDField(null=True, help_text="The review that the decision belongs to.")
    finding = models.CharField(max_length=20, choices=choices(CAPACITY_LABELS))
    understands = models.BooleanField(null=True)
    retains = models.BooleanField(null=True)
    weighs = models.BooleanField(null=True)
    communicates = models.BooleanField(null=True)
    assessor = models.CharField(max_length=200)
    assessed_on = models.DateField()
    help_given = models.TextField(help_text="How the person was helped to decide.")
    why = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "capacity assessment"
        indexes = [models.Index(fields=["person", "assessed_on"])]

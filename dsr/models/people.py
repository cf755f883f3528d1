"""People, and who is in their life."""

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from config.records import TrackedModel, TrackedQuerySet
from dsr import days
from dsr.living import SETTING_LABELS, Setting
from dsr.models.choices import choices


class Diagnosis(models.TextChoices):
    """How sure anybody is; a status, never yes or no (domain reference 3.1 [D])."""

    UNKNOWN = "unknown", "Not known"
    NO = "no", "No"
    WAITING = "waiting", "Waiting for an assessment"
    CLINICAL = "clinical", "Clinically understood to have"
    DIAGNOSED = "diagnosed", "Diagnosed"


class YesNo(models.TextChoices):
    UNKNOWN = "unknown", "Not known"
    YES = "yes", "Yes"
    NO = "no", "No"


class PersonQuerySet(TrackedQuerySet):
    """People; which of them somebody may see follows from the entries they may see."""

    def visible_to(self, user: User, permission: Permission = Permission.SEE_ENTRY) -> "PersonQuerySet":
        """Those with an entry that `user` may see, and those their area has recorded but not yet added."""
        # Entries stand on people, not the other way round: they are reached through the relation.
        every_entry = self.model.entries.rel.related_model.objects
        entries = every_entry.visible_to(user, permission).values("person_id")
        areas = user.areas_where(permission, Reach.AREA)
        # Not by a join: somebody on two registers would stand here twice.
        not_added = ~Exists(every_entry.filter(person=OuterRef("pk")))
        recorded = Q(not_added, recorded_in_id__in=areas) & self.open_to(user, "pk")
        return self.filter(Q(pk__in=entries) | recorded, merged_into=None)

    def closed_to(self, user: User) -> "PersonQuerySet":
        """Restricted people for whom `user` holds no grant today: a few, found by an index of their own."""
        grants = self.model.grants.rel.related_model.objects.on(timezone.localdate())
        return self.model.objects.filter(restricted=True).exclude(
            pk__in=grants.filter(user=user).values("person_id")
        )

    def open_to(self, user: User, person: str) -> Q:
        """The rows whose person is not closed to `user`; `person` is the way from the row to them.

        The one place where a restricted record is kept from staff: every `visible_to` adds it to what a
        role reaches. It costs no query of its own: PostgreSQL reads the few closed people once.
        """
        return ~Q(**{f"{person}__in": self.closed_to(user).values("pk")})


class Person(TrackedModel):
    """Somebody the register may be about. The id is random; nothing personal is ever in an address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nhs_number = models.CharField("NHS number", max_length=10, null=True, blank=True, unique=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    preferred_name = models.CharField(max_length=100, blank=True)
    # Made from the names by `search_key`, so that any PostgreSQL sorts and finds them alike.
    search_name = models.CharField(max_length=900, editable=False)
    other_names = models.CharField(
        max_length=500, blank=True, help_text="Names of records merged into this one; still found by them."
    )
    date_of_birth = models.DateField()
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    learning_disability = models.CharField(max_length=10, choices=Diagnosis, default=Diagnosis.UNKNOWN)
    autism = models.CharField(max_length=10, choices=Diagnosis, default=Diagnosis.UNKNOWN)
    ehc_plan = models.CharField("EHC plan", max_length=10, choices=YesNo, default=YesNo.UNKNOWN)
    looked_after = models.CharField(max_length=10, choices=YesNo, default=YesNo.UNKNOWN)
    setting = models.CharField(
        max_length=20,
        choices=choices(SETTING_LABELS),
        default=Setting.NOT_KNOWN,
        help_text="Where they live.",
    )
    what_matters = models.TextField(blank=True, help_text="What matters to the person, in their own words.")
    adjustments = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    contact_rules = models.TextField(
        blank=True, help_text="Whom to tell, whom not, and how it is safe to call."
    )
    restricted = models.BooleanField(default=False)
    died_on = models.DateField(null=True, blank=True)
    recorded_in = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged",
        help_text="The record of the same person that goes on; one step, never a chain.",
    )  # fmt: skip

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            # The migration adds the check digit (modulus 11), which Django cannot say.
            models.CheckConstraint(
                name="nhs_number_is_one", condition=Q(nhs_number=None) | Q(nhs_number__regex=r"^\d{10}$")
            ),
            models.CheckConstraint(
                name="merged_into_somebody_else", condition=Q(merged_into=None) | ~Q(merged_into=F("id"))
            ),
            models.CheckConstraint(
                name="a_merged_record_holds_no_number", condition=Q(merged_into=None) | Q(nhs_number=None)
            ),
        ]
        indexes = [
            GinIndex(fields=["search_name"], opclasses=["gin_trgm_ops"], name="person_by_name"),
            models.Index(fields=["date_of_birth"]),
            models.Index(fields=["id"], condition=Q(restricted=True), name="person_restricted"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Given name, then the family name in capitals, so that nobody takes one for the other."""
        return f"{self.given_name} {self.family_name.upper()}"

    @property
    def known_as(self) -> str:
        """What to call them."""
        return self.preferred_name or self.given_name

    def age_on(self, day: date) -> int:
        return days.age_on(self.date_of_birth, day)


class ContactQuerySet(TrackedQuerySet):
    """People in somebody's life."""

    def now(self) -> "ContactQuerySet":
        """Those who are in it still: everything that lists contacts asks for these."""
        return self.filter(ended_on=None)


class Contact(TrackedModel):
    """Somebody in a person's life; linked to an account when they have one of their own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=200)
    relation = models.CharField(max_length=100, help_text="Mum, brother, social worker, school.")
    organisation = models.CharField(max_length=200, blank=True, help_text="Where they work, and as what.")
    is_the_person = models.BooleanField(default=False, help_text="The account is the person's own.")
    parental_responsibility = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    may_be_told = models.BooleanField(default=False, help_text="May be told what is on the register.")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    ended_on = models.DateField(
        null=True, blank=True, help_text="Since when they are no longer in the person's life."
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="who_is_gone_is_told_nothing",
                condition=Q(ended_on=None) | Q(may_be_told=False, user=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.relation})"

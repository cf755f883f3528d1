"""Admissions of people who are not on the register: known, and why they are not on it yet."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from config.records import AppendOnlyModel, AppendOnlyQuerySet
from dsr import known_admission_rules as rules
from dsr import law, stay_rules
from dsr.models.choices import choices
from dsr.models.clocks import AreaRule
from dsr.models.entries import RegisterEntry
from dsr.models.people import Person


class KnownAdmissionQuerySet(AppendOnlyQuerySet):
    """Known admissions, always through the scope of the person who asks."""

    def visible_to(
        self, user: User, permission: Permission = Permission.RECORD_STAY
    ) -> "KnownAdmissionQuerySet":
        """Those of the areas in which `user` records stays, of people whose record is not closed to them."""
        areas = user.areas_where(permission, Reach.AREA)
        to = Person.objects.open_to
        mine = to(user, "person_id") & to(user, "person__merged_into_id")
        return self.filter(mine, area_id__in=areas)

    def of(self, person: Person) -> "KnownAdmissionQuerySet":
        """Those of a person, and of records that were merged into theirs."""
        return self.filter(Q(person=person) | Q(person__merged_into=person))

    def open(self) -> "KnownAdmissionQuerySet":
        """Those that nobody has closed: the person is in hospital and consent is not answered."""
        closing = [outcome.value for outcome in rules.CLOSING]
        closed = AdmissionFollowUp.objects.filter(known=OuterRef("pk"), outcome__in=closing)
        return self.filter(~Exists(closed))

    def with_asking(self) -> "KnownAdmissionQuerySet":
        """With what `ask_by` counts from: the day they were last asked, and the area's number on that day."""
        again = AdmissionFollowUp.objects.filter(known=OuterRef("pk"), outcome=rules.Outcome.ASKED)
        own = AreaRule.objects.filter(
            area=OuterRef("area"), key=rules.ASKED, group="", from_day__lte=OuterRef("asked_on")
        )
        asked = Coalesce(Subquery(again.order_by("-on", "-pk").values("on")[:1]), F("recorded_on"))
        return self.annotate(asked_on=asked).annotate(
            own_number=Subquery(own.order_by("-from_day", "-pk").values("count")[:1])
        )


class KnownAdmission(AppendOnlyModel):
    """Somebody is in hospital and not on the register, because of something: it is followed up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="known_admissions")
    hospital = models.CharField(max_length=200)
    security = models.CharField(max_length=10, choices=choices(stay_rules.SECURITY_LABELS))
    legal_status = models.CharField(max_length=10, choices=choices(law.SECTION_LABELS))
    admitted_on = models.DateField()
    because = models.CharField(max_length=20, choices=choices(rules.BECAUSE_LABELS))
    words = models.TextField(blank=True, help_text="Who told us, and what stands in the way.")
    recorded_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    asked_on: date  # both by `with_asking`
    own_number: int | None

    objects = KnownAdmissionQuerySet.as_manager()

    @property
    def whom(self) -> Person:
        """Whom it is about: the record that goes on, where theirs was merged into another."""
        return self.person.merged_into or self.person

    @property
    def ask_by(self) -> date | None:
        """By when consent is asked (again), of a row read `with_asking`; None where they have said no."""
        return rules.ask_by(self.asked_on, because=rules.Because(self.because), own=self.own_number)


class AdmissionFollowUp(AppendOnlyModel):
    """What was done about it: asked again, on the register now, or closed for a reason."""

    known = models.ForeignKey(KnownAdmission, on_delete=models.PROTECT, related_name="follow_ups")
    outcome = models.CharField(max_length=20, choices=choices(rules.OUTCOME_LABELS))
    words = models.TextField(blank=True)
    on = models.DateField()
    entry = models.ForeignKey(RegisterEntry, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

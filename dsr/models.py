"""The register's records. Rules live in the pure modules; writing lives in actions."""

import uuid
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from config.records import AppendOnlyModel, AppendOnlyQuerySet, TrackedModel, TrackedQuerySet
from dsr import consent, days, ratings, rules, statuses


def choices(labels: dict[Any, str]) -> list[tuple[str, str]]:
    """A table of labels as Django's choices."""
    return [(key.value, label) for key, label in labels.items()]


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


ADJUSTMENTS = {
    "easy_read": "Easy read",
    "pictures": "Show pictures first",
    "slow_speech": "Talk slowly, wait for answers",
    "large_print": "Large print",
    "interpreter": "Interpreter",
    "bsl": "British Sign Language",
    "someone_with_me": "Have someone they trust there",
    "quiet_room": "A quiet room",
    "breaks": "Breaks",
    "text_not_phone": "Text, no phone calls",
}


class PersonQuerySet(TrackedQuerySet):
    """People; which of them somebody may see follows from the entries they may see."""

    def visible_to(self, user: User, permission: Permission = Permission.SEE_ENTRY) -> "PersonQuerySet":
        """Those with an entry that `user` may see, and those their area has recorded but not yet added."""
        entries = RegisterEntry.objects.visible_to(user, permission).values("person_id")
        areas = user.areas_where(permission, Reach.AREA)
        return self.filter(Q(pk__in=entries) | Q(recorded_in_id__in=areas, entries=None))


class Person(TrackedModel):
    """Somebody the register may be about. The id is random; nothing personal is ever in an address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nhs_number = models.CharField("NHS number", max_length=10, null=True, blank=True, unique=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    preferred_name = models.CharField(max_length=100, blank=True)
    # Made from the names by `search_key`, so that any PostgreSQL sorts and finds them alike.
    search_name = models.CharField(max_length=300, editable=False)
    date_of_birth = models.DateField()
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    learning_disability = models.CharField(max_length=10, choices=Diagnosis, default=Diagnosis.UNKNOWN)
    autism = models.CharField(max_length=10, choices=Diagnosis, default=Diagnosis.UNKNOWN)
    ehc_plan = models.CharField("EHC plan", max_length=10, choices=YesNo, default=YesNo.UNKNOWN)
    looked_after = models.CharField(max_length=10, choices=YesNo, default=YesNo.UNKNOWN)
    what_matters = models.TextField(blank=True, help_text="What matters to the person, in their own words.")
    adjustments = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    contact_rules = models.TextField(
        blank=True, help_text="Whom to tell, whom not, and how it is safe to call."
    )
    restricted = models.BooleanField(default=False)
    recorded_in = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            # The migration adds the check digit (modulus 11), which Django cannot say.
            models.CheckConstraint(
                name="nhs_number_is_one", condition=Q(nhs_number=None) | Q(nhs_number__regex=r"^\d{10}$")
            ),
        ]
        indexes = [
            GinIndex(fields=["search_name"], opclasses=["gin_trgm_ops"], name="person_by_name"),
            models.Index(fields=["date_of_birth"]),
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


class Contact(TrackedModel):
    """Somebody in a person's life; linked to an account when they have one of their own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=200)
    relation = models.CharField(max_length=100, help_text="Mum, brother, social worker, school.")
    is_the_person = models.BooleanField(default=False, help_text="The account is the person's own.")
    parental_responsibility = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    may_be_told = models.BooleanField(default=False, help_text="May be told what is on the register.")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")

    def __str__(self) -> str:
        return f"{self.name} ({self.relation})"


class EntryQuerySet(TrackedQuerySet):
    """Entries, always through the scope of the person who asks."""

    def visible_to(self, user: User, permission: Permission = Permission.SEE_ENTRY) -> "EntryQuerySet":
        """Entries about which `user` holds `permission` today, by area, by allocation or by link.

        What is not in here is *not found*, so that nobody learns who is on a register by asking.
        """
        areas = user.areas_where(permission, Reach.AREA)
        allocated = user.areas_where(permission, Reach.ALLOCATION)
        linked = user.areas_where(permission, Reach.LINK)
        scope = Q(pk__in=[])
        if areas:
            scope |= Q(area_id__in=areas)
        if allocated:
            scope |= Q(area_id__in=allocated) & (Q(keyworker=user) | Q(lead_professional=user))
        if linked:
            own = Contact.objects.filter(user=user, may_be_told=True).values("person_id")
            scope |= Q(area_id__in=linked, person_id__in=own)
        return self.filter(scope)

    def active(self) -> "EntryQuerySet":
        """Those on the register now."""
        return self.filter(status=statuses.EntryStatus.ACTIVE)


class RegisterEntry(TrackedModel):
    """A person's place on one area's register.

    `colour`, `rated_on` and `rating_number` repeat the latest rating for speed; `change_rating` keeps
    them in step and the nightly check recomputes them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="entries")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="entries")
    status = models.CharField(
        max_length=20, choices=choices(statuses.ENTRY_LABELS), default=statuses.EntryStatus.ACTIVE
    )
    added_on = models.DateField()
    keyworker = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead_professional = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # NULL, not an empty text: "not yet rated" is a fact of its own and never sorts as a colour.
    colour = models.CharField(max_length=5, null=True, blank=True)  # noqa: DJ001
    coloured_since = models.DateField(null=True, blank=True)
    rated_on = models.DateField(null=True, blank=True)
    rating_number = models.PositiveIntegerField(default=0)
    # Worked out by PostgreSQL from the colour, so that "most urgent first" is one index.
    urgency = models.GeneratedField(
        expression=Case(
            When(colour=None, then=Value(0)),
            *(
                When(colour=colour.value, then=Value(place))
                for place, colour in enumerate(ratings.URGENT_FIRST, 1)
            ),
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "register entries"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "area"],
                condition=Q(status__in=["active", "paused_consent"]),
                name="one_active_entry_in_an_area",
            ),
            models.CheckConstraint(
                name="rated_or_not",
                condition=Q(rating_number=0, colour=None, rated_on=None, coloured_since=None)
                | Q(
                    rating_number__gt=0,
                    colour__isnull=False,
                    rated_on__isnull=False,
                    coloured_since__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["area", "status", "urgency", "rated_on", "id"], name="entry_most_urgent"),
            models.Index(fields=["keyworker"]),
            models.Index(fields=["lead_professional"]),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.area}"


class Rating(AppendOnlyModel):
    """One rating of an entry. Number 8 can exist once, so two people cannot both save it."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="ratings")
    number = models.PositiveIntegerField()
    colour = models.CharField(max_length=5, choices=[(c.value, m.label) for c, m in ratings.MEANINGS.items()])
    criteria = ArrayField(models.CharField(max_length=40), default=list)
    reason = models.TextField()
    words_for_person = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, help_text="Who decided, by name or role.")
    decided_at = models.CharField(max_length=20, choices=choices(ratings.DECIDED_AT_LABELS))
    decided_on = models.DateField()
    about = models.UUIDField(null=True, help_text="The review or stay it came from.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="one_rating_of_each_number"),
            models.UniqueConstraint(
                fields=["about"],
                condition=Q(decided_at=ratings.DecidedAt.REVIEW),
                name="one_rating_from_each_review",
            ),
        ]


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

    class Meta:
        verbose_name = "consent"
        indexes = [models.Index(fields=["person", "purpose", "about"])]


class HospitalStay(TrackedModel):
    """One stay in a mental health hospital, from admission to discharge."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="stays")
    hospital = models.CharField(max_length=200)
    secure = models.BooleanField("secure ward", default=False)
    legal_status = models.CharField(max_length=100, help_text="Informal, section 2, section 3.")
    admitted_on = models.DateField()
    discharged_on = models.DateField(null=True, blank=True)
    going_to = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(discharged_on=None), name="one_open_stay"),
            models.CheckConstraint(
                condition=Q(discharged_on=None) | Q(discharged_on__gte=F("admitted_on")),
                name="stay_dates_in_order",
            ),
        ]


class DeadlineQuerySet(TrackedQuerySet):
    """Deadlines; overdue is worked out, never stored."""

    def open(self) -> "DeadlineQuerySet":
        return self.filter(met_on=None, cancelled_on=None)

    def late(self, today: date) -> "DeadlineQuerySet":
        return self.open().filter(due_on__lt=today)


class Deadline(TrackedModel):
    """Something that must happen by a day, and the rule and count that made it so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="deadlines")
    key = models.CharField(max_length=40)
    about = models.UUIDField(null=True, help_text="The review, stay or recommendation it belongs to.")
    started_on = models.DateField()
    count = models.SmallIntegerField()
    own_number = models.BooleanField(default=False, help_text="The count is the area's own.")
    due_on = models.DateField()
    met_on = models.DateField(null=True)
    cancelled_on = models.DateField(null=True)
    cancelled_why = models.CharField(max_length=200, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "key", "about"],
                condition=Q(met_on=None, cancelled_on=None),
                nulls_distinct=False,
                name="one_open_deadline_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on=None, cancelled_why="")
                | (Q(cancelled_on__isnull=False) & ~Q(cancelled_why="")),
                name="cancelled_with_a_reason",
            ),
            models.CheckConstraint(condition=Q(met_on=None) | Q(cancelled_on=None), name="met_or_cancelled"),
        ]
        indexes = [
            models.Index(
                fields=["entry", "due_on"], condition=Q(met_on=None, cancelled_on=None), name="deadline_open"
            ),
        ]

    @property
    def rule(self) -> rules.Rule:
        return rules.RULES[self.key]

    @property
    def why(self) -> str:
        return rules.why(self.key, started_on=self.started_on, count=self.count, own_number=self.own_number)


class Recommendation(TrackedModel):
    """What a panel asks for: one owner, one date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="recommendations")
    about = models.UUIDField(null=True, help_text="The review that asked for it.")
    position = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    owner = models.CharField(max_length=200, help_text="One named person and where they work.")
    due_on = models.DateField()
    agreed_on = models.DateField()
    step = models.CharField(
        max_length=12, choices=choices(statuses.STEP_LABELS), default=statuses.Step.AGREED
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about", "position"], name="one_recommendation_at_a_position"),
            models.CheckConstraint(condition=Q(due_on__gte=F("agreed_on")), name="due_after_agreed"),
        ]
        indexes = [models.Index(fields=["entry", "step", "due_on"])]


class Progress(AppendOnlyModel):
    """One thing that happened to a recommendation."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="progress")
    step = models.CharField(max_length=12, choices=choices(statuses.STEP_LABELS))
    note = models.TextField()
    on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class Note(AppendOnlyModel):
    """Something somebody wants the next reader to know. A mistake is put right by another note."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class AreaRuleQuerySet(AppendOnlyQuerySet):
    """Areas' own numbers."""

    def own_number(self, area_id: int, key: str, on: date) -> int | None:
        """The area's own count for a rule on a day, or None when it follows the table."""
        rows = self.filter(area_id=area_id, key=key, from_day__lte=on).order_by("-from_day", "-pk")
        return rows.values_list("count", flat=True).first()


class AreaRule(AppendOnlyModel):
    """An area's own count for a rule, from a day, with its reason."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="own_rules")
    key = models.CharField(max_length=40)
    count = models.SmallIntegerField()
    reason = models.TextField()
    from_day = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = AreaRuleQuerySet.as_manager()

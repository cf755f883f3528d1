"""Consent forms as they were sent, and changes of mind; what the team does with each stands beside it."""

import uuid
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from config.records import TrackedModel, TrackedQuerySet
from dsr import days
from dsr.consent_words import AUTHORITY_LABELS, GIVEN_HOW
from dsr.models import Person
from referrals import consent_answers as given
from referrals import doubts, mind, references, statuses, styles
from referrals.choices import choices
from referrals.consent_answers import FormState, Giver


def _text() -> models.TextField:
    return models.TextField(blank=True)


def _line(most: int = 200) -> models.CharField:
    return models.CharField(max_length=most, blank=True)


def _one_of(labels: dict[Any, str]) -> models.CharField:
    return models.CharField(max_length=20, blank=True, choices=choices(labels))


def _many_of(labels: dict[Any, str]) -> ArrayField:
    one = models.CharField(max_length=20, choices=choices(labels))
    return ArrayField(one, default=list, blank=True)


class OfAnAreaQuerySet(TrackedQuerySet):
    """What came in, always through the scope of the person who asks."""

    def visible_to(self, user: User, permission: Permission = Permission.SEE_REFERRALS) -> "OfAnAreaQuerySet":
        """Those of the areas for which `user` holds `permission` today; about restricted people by grant."""
        in_area = Q(area_id__in=user.areas_where(permission, Reach.AREA))
        return self.filter(in_area & Person.objects.open_to(user, "person_id"))


class ConsentFormQuerySet(OfAnAreaQuerySet):
    """Consent forms."""

    def waiting(self) -> "ConsentFormQuerySet":
        """Those whose answers are not in the ledger yet, what is due first at the top."""
        return self.filter(state=FormState.RECEIVED).order_by("due_on", "sent_at", "pk")


class AsSentModel(TrackedModel):
    """A record of which only the columns in `CHANGING` ever move: the database refuses the others."""

    CHANGING: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """The first time everything; afterwards only what may change, as the trigger demands."""
        if not self._state.adding:
            options.setdefault("update_fields", self.CHANGING)
        super().save(*args, **options)


class ConsentForm(AsSentModel):
    """One consent form, kept as it was sent, a column a question (`sheets/consent_form.py`).

    `referral` is set when the reference and the birthday that were typed fit one another: then whoever
    sent it proved that they know both.
    """

    CHANGING = ("area", "state", "person", "recorded_on", "recorded_by", "why_not")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=9, unique=True, default=references.new_reference)
    key = models.UUIDField(unique=True, help_text="The draft's id: sent twice, it is still one form.")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(
        "referrals.Referral", null=True, blank=True, on_delete=models.PROTECT, related_name="consent_forms"
    )
    sent_at = models.DateTimeField(default=timezone.now)
    received_on = models.DateField()
    due_on = models.DateField(help_text="By when its answers are in the ledger.")
    came_by = models.CharField(max_length=10, choices=choices(statuses.CAME_BY), default=statuses.CameBy.WEB)
    style = models.CharField(max_length=10, choices=choices(styles.LABELS), default=styles.Style.STANDARD)

    doubts = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    giver = models.CharField(max_length=20, choices=choices(given.GIVERS))
    giver_name, giver_role, reference_typed = _line(), _line(), _line(40)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    preferred_name = _line(100)
    date_of_birth = models.DateField()
    postcode, nhs_number, lives_in = _line(10), _line(10), _line(50)
    explained_how = _many_of(given.EXPLAINED)
    explained_by, own_words, talked_with = _line(), _text(), _line()
    talked_on = models.DateField(null=True, blank=True)
    authority, authority_proof, other_holders = _one_of(AUTHORITY_LABELS), _text(), _text()
    court_order, court_order_words = _one_of(given.COURT_ORDERS), _text()
    child_says, child_words = _one_of(given.CHILD_SAYS), _text()
    document, document_seen = _one_of(AUTHORITY_LABELS), _text()
    assessor = _line()
    assessed_on = models.DateField(null=True, blank=True)
    understands = _one_of(statuses.YES_NO_NOT_SURE)
    retains = _one_of(statuses.YES_NO_NOT_SURE)
    weighs = _one_of(statuses.YES_NO_NOT_SURE)
    communicates = _one_of(statuses.YES_NO_NOT_SURE)
    help_given, why_unable, wishes, consulted = _text(), _text(), _text(), _text()
    disagrees, disagrees_words, least_restrictive = _one_of(statuses.YES_NO), _text(), _text()
    register = models.CharField(max_length=20, choices=choices(given.ANSWERS))
    register_limits = _text()
    share_all = models.CharField(max_length=20, choices=choices(given.SHARE_ALL))
    share_icb = _one_of(given.SHORT_ANSWERS)
    share_adult_social_care = _one_of(given.SHORT_ANSWERS)
    share_childrens_social_care = _one_of(given.SHORT_ANSWERS)
    share_education = _one_of(given.SHORT_ANSWERS)
    share_camhs = _one_of(given.SHORT_ANSWERS)
    share_adult_mental_health = _one_of(given.SHORT_ANSWERS)
    share_ld_autism_team = _one_of(given.SHORT_ANSWERS)
    share_forensic_outreach = _one_of(given.SHORT_ANSWERS)
    share_continuing_healthcare = _one_of(given.SHORT_ANSWERS)
    share_acute_hospital = _one_of(given.SHORT_ANSWERS)
    share_eating_disorder = _one_of(given.SHORT_ANSWERS)
    share_gp = _one_of(given.SHORT_ANSWERS)
    share_keyworker_provider = _one_of(given.SHORT_ANSWERS)
    share_housing = _one_of(given.SHORT_ANSWERS)
    share_police = _one_of(given.SHORT_ANSWERS)
    share_voluntary = _one_of(given.SHORT_ANSWERS)
    share_limits = _text()
    review_asked, review_words = _one_of(statuses.YES_NO), _line(300)
    meeting, papers, findings = _one_of(given.ANSWERS), _one_of(given.ANSWERS), _one_of(given.ANSWERS)
    review_limits = _text()
    given_how = models.CharField(max_length=10, choices=list(GIVEN_HOW.items()))
    typed_name, worker_name = _line(), _line()
    said_on = models.DateField(null=True, blank=True)
    said_words, paper_how = _text(), _one_of(given.PAPER_HOW)
    signed_on = models.DateField(null=True, blank=True)
    copy_to, copy_whom = _many_of(given.COPY_TO), _line(300)
    copy_format = _one_of(given.COPY_FORMATS)
    phone, safe_message = _line(40), models.CharField(max_length=3, blank=True)
    email = models.EmailField(blank=True)
    post = _text()

    state = models.CharField(
        max_length=20, choices=choices(given.FORM_STATES), default=given.FormState.RECEIVED
    )
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why_not = models.TextField(blank=True, help_text="Why its answers do not go into the ledger.")

    objects = ConsentFormQuerySet.as_manager()

    class Meta:
        verbose_name = "consent form"
        constraints = [
            models.CheckConstraint(
                name="consent_form_can_be_answered", condition=~Q(phone="") | ~Q(email="") | ~Q(post="")
            ),
            models.CheckConstraint(
                name="recorded_by_somebody_on_a_day",
                condition=Q(recorded_on=None, recorded_by=None)
                | Q(recorded_on__isnull=False, recorded_by__isnull=False),
            ),
            models.CheckConstraint(
                name="recorded_of_somebody",
                condition=~Q(state="recorded") | Q(person__isnull=False, recorded_on__isnull=False),
            ),
            models.CheckConstraint(
                name="not_recorded_says_why", condition=~Q(state="not_recorded") | ~Q(why_not="")
            ),
        ]
        indexes = [models.Index(fields=["area", "state", "due_on"]), models.Index(fields=["person"])]

    def __str__(self) -> str:
        return self.spaced_reference

    @property
    def spaced_reference(self) -> str:
        return references.spaced(self.reference)

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name.upper()}"

    @property
    def known_as(self) -> str:
        return self.preferred_name or self.given_name

    @property
    def seen_as(self) -> uuid.UUID:
        """Under which id a look at this form is recorded: the person's, or its own until that is known."""
        return self.person_id or self.id

    @property
    def about_age(self) -> int:
        """How old the person was when the form came in."""
        return days.age_on(self.date_of_birth, self.received_on)

    @property
    def sent_by(self) -> str:
        """Who answered, by what they are: never a name."""
        return given.WHO_ANSWERED[Giver(self.giver)]

    @property
    def answered_by(self) -> str:
        """The name of whoever answered."""
        own = self.typed_name or f"{self.given_name} {self.family_name}"
        return own if self.giver == Giver.PERSON else self.giver_name

    @property
    def answered_on(self) -> date:
        """The day of the answer: that on the paper, or of the talk, else the day on which it was sent."""
        return {"spoken": self.said_on, "paper": self.signed_on}.get(self.given_how) or self.received_on

    @property
    def why_doubted(self) -> list[str]:
        """Why it may not be a person's; nothing was acted on before somebody looked."""
        return [doubts.SENTENCES[doubts.Doubt(found)] for found in self.doubts]

    @property
    def is_open(self) -> bool:
        return self.state == FormState.RECEIVED


class ChangeOfMind(AsSentModel):
    """Somebody said “I changed my mind”: what it stops, who says so, and that it was acted on.

    `acted`: the ledger holds it. Otherwise a person of the team calls, the same day.
    """

    CHANGING = ("person", "seen_on", "seen_by", "note")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(unique=True, help_text="Of the page it was sent from: pressed twice, it is once.")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=choices(mind.WAYS))
    referral = models.ForeignKey(
        "referrals.Referral", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    form = models.ForeignKey(ConsentForm, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=20, choices=choices(mind.SAYS))
    stops = ArrayField(models.CharField(max_length=40, choices=choices(mind.STOPS)))
    words = models.TextField(blank=True)
    acted = models.BooleanField()
    why_not = models.TextField(blank=True)
    received_on = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    seen_on = models.DateField(null=True, blank=True)
    seen_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    objects = OfAnAreaQuerySet.as_manager()

    class Meta:
        verbose_name = "change of mind"
        verbose_name_plural = "changes of mind"
        constraints = [
            models.CheckConstraint(
                name="seen_by_somebody_on_a_day",
                condition=Q(seen_on=None, seen_by=None) | Q(seen_on__isnull=False, seen_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["area", "seen_on", "received_on"])]

    def __str__(self) -> str:
        return f"{self.get_who_display()}, {self.received_on}"

    @property
    def seen_as(self) -> uuid.UUID:
        """Under which id a look is recorded: the person's, else of what it came with, else its own."""
        return self.person_id or self.referral_id or self.form_id or self.id

    @property
    def lines(self) -> list[str]:
        """What it stops, in words."""
        return [mind.STOPS[stop] for stop in self.stops]

"""Stays in hospital: the stay, the wards it went through, the legal statuses it was under, and leave."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Area
from config.records import TrackedModel
from dsr import law, stay_rules
from dsr.models.choices import choices
from dsr.models.entries import RegisterEntry

SECURE = Q(security__in=[s.value for s in sorted(stay_rules.SECURE)])


class HospitalStay(TrackedModel):
    """One stay in a mental health hospital, from admission to discharge; moves between wards are in it.

    Its ward, security, area and legal status repeat the latest link of their chains for speed, and
    `planned_discharge` and `ready_on` the latest row about them; the nightly check holds them together.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="stays")
    hospital = models.CharField(max_length=200)
    ward = models.CharField(max_length=100, blank=True)
    security = models.CharField(
        max_length=10, choices=choices(stay_rules.SECURITY_LABELS), default=stay_rules.Security.GENERAL
    )
    secure = models.BooleanField("secure ward", default=False)
    legal_status = models.CharField(
        max_length=10, choices=choices(law.SECTION_LABELS), default=law.Section.NOT_KNOWN
    )
    admitted_on = models.DateField()
    recorded_on = models.DateField(default=timezone.localdate, help_text="When it was heard of.")
    reviewed_before = models.DateField(
        null=True, blank=True, help_text="A review before the admission, or before their place came here."
    )
    planned_discharge = models.DateField(null=True, blank=True)
    ready_on = models.DateField(null=True, blank=True, help_text="Clinically ready to leave since.")
    discharged_on = models.DateField(null=True, blank=True)
    # In which area the hospital stands, when somebody knew: its host commissioner sees the number.
    host_area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    going_to_kind = models.CharField(max_length=20, blank=True, choices=choices(stay_rules.GOES_TO_LABELS))
    going_to = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(discharged_on=None), name="one_open_stay"),
            models.CheckConstraint(
                condition=Q(discharged_on=None) | Q(discharged_on__gte=F("admitted_on")),
                name="stay_dates_in_order",
            ),
            models.CheckConstraint(
                condition=(Q(secure=True) & SECURE) | (Q(secure=False) & ~SECURE),
                name="secure_says_what_the_ward_is",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} since {self.admitted_on}"

    @property
    def place(self) -> str:
        """Hospital and ward, as people say it."""
        return f"{self.hospital}, {self.ward}" if self.ward else self.hospital


class WardMove(TrackedModel):
    """Somebody came to a ward on a day: the first is the admission, each other a transfer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stay = models.ForeignKey(HospitalStay, on_delete=models.PROTECT, related_name="moves")
    number = models.PositiveSmallIntegerField()
    moved_on = models.DateField()
    hospital = models.CharField(max_length=200)
    ward = models.CharField(max_length=100, blank=True)
    provider = models.CharField(max_length=200, blank=True, help_text="The trust or company that runs it.")
    security = models.CharField(max_length=10, choices=choices(stay_rules.SECURITY_LABELS))
    inadequate = models.BooleanField(default=False, help_text="The unit was rated inadequate on that day.")
    host_area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    host_commissioner = models.CharField(max_length=200, blank=True, help_text="Who they are.")
    host_told_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=500, blank=True)
    recorded_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stay", "number"], name="one_move_of_each_number"),
        ]

    def __str__(self) -> str:
        return f"{self.place} from {self.moved_on}"

    @property
    def place(self) -> str:
        """Hospital and ward, as people say it."""
        return f"{self.hospital}, {self.ward}" if self.ward else self.hospital


class LegalStatusPeriod(TrackedModel):
    """Under which law somebody was in hospital from a moment on, until the next begins or the stay ends.

    `time_known` is false where only the day was known: no fake 00:00 is shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stay = models.ForeignKey(HospitalStay, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=10, choices=choices(law.SECTION_LABELS))
    started_at = models.DateTimeField()
    time_known = models.BooleanField(default=False)
    recorded_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stay", "started_at"], name="one_legal_status_at_a_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.status} from {self.started_at}"


class Leave(TrackedModel):
    """Somebody is away from the ward for a while; the stay goes on, and so does the rating."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    stay = models.ForeignKey(HospitalStay, on_delete=models.PROTECT, related_name="leaves")
    kind = models.CharField(max_length=12, choices=choices(stay_rules.LEAVE_LABELS))
    from_on = models.DateField()
    expected_on = models.DateField(help_text="Expected back.")
    back_on = models.DateField(null=True, blank=True)
    where = models.CharField(max_length=200)
    overnight = models.BooleanField()
    how_it_went = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stay"], condition=Q(back_on=None), name="on_leave_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(expected_on__gte=F("from_on")) & (Q(back_on=None) | Q(back_on__gte=F("from_on"))),
                name="leave_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"leave from {self.from_on}"

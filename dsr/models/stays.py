"""Stays in hospital."""

import uuid

from django.db import models
from django.db.models import F, Q

from accounts.models import Area
from config.records import TrackedModel
from dsr.models.entries import RegisterEntry


class HospitalStay(TrackedModel):
    """One stay in a mental health hospital, from admission to discharge."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="stays")
    hospital = models.CharField(max_length=200)
    secure = models.BooleanField("secure ward", default=False)
    legal_status = models.CharField(max_length=100, help_text="Informal, section 2, section 3.")
    admitted_on = models.DateField()
    discharged_on = models.DateField(null=True, blank=True)
    # In which area the hospital stands, when somebody knew: its host commissioner sees the number.
    host_area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    going_to = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(discharged_on=None), name="one_open_stay"),
            models.CheckConstraint(
                condition=Q(discharged_on=None) | Q(discharged_on__gte=F("admitted_on")),
                name="stay_dates_in_order",
            ),
        ]

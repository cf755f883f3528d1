"""When something was last recorded about somebody, for many entries at once (R33: contact, visit or update).

The same list as `HEARD` of `dsr.actions.sweeping`: the day on which it happened where one is kept, else the
day of writing. What the register writes by itself is no contact. Ratings and the beginning of the place are
on the entry itself.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Max
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone

from dsr.models import (
    CapacityAssessment,
    ConsentRecord,
    KeyworkerOffer,
    Leave,
    LegalStatusPeriod,
    MeetingDecision,
    Note,
    OversightVisit,
    PlannedDischarge,
    PlanPoint,
    PlanStep,
    Progress,
    RatingTold,
    Readiness,
    Recommendation,
    RegisterEntry,
    StayCorrection,
    UnitNotice,
    WardMove,
)

TOLD_OF = Coalesce("happened_on", TruncDate(Coalesce("happened_at", "at")))  # as notes.day_told_of
# By the way to the entry: the records, and their day or moment.
OF_ENTRIES = (
    (Note.objects.filter(by__automatic=False), "entry", TOLD_OF),
    (Recommendation.objects, "entry", "agreed_on"),
    (Progress.objects, "recommendation__entry", "on"),
    (MeetingDecision.objects, "item__entry", "item__meeting__on"),
    (RatingTold.objects, "rating__entry", "on"),
    (KeyworkerOffer.objects, "entry", "on"),
    (PlanStep.objects, "entry", "on"),
    (OversightVisit.objects, "stay__entry", "visited_on"),
    (WardMove.objects, "stay__entry", Greatest("moved_on", "host_told_on")),
    (UnitNotice.objects, "move__stay__entry", "sent_on"),
    (Leave.objects, "stay__entry", Greatest("from_on", "back_on")),
    (Readiness.objects, "stay__entry", "on"),
    (LegalStatusPeriod.objects, "stay__entry", "started_at"),
    (PlannedDischarge.objects, "stay__entry", "at"),
    (StayCorrection.objects, "stay__entry", "at"),
    (PlanPoint.history, "stay__entry", "history_date"),
)
OF_PEOPLE = ((ConsentRecord.objects, "decided_on"), (CapacityAssessment.objects, "assessed_on"))


def last_heard(entries: Collection[RegisterEntry]) -> dict[UUID, date]:
    """The day of the last thing, by entry; an entry of which there is nothing is left out."""
    found: dict[UUID, date] = {}
    for pk, last in [*_of_entries([entry.pk for entry in entries]), *_of_people(entries)]:
        day = timezone.localdate(last) if isinstance(last, datetime) else last
        found[pk] = max(found.get(pk, day), day)
    return found


def _of_entries(ids: list[UUID]) -> Iterator[tuple[UUID, date | datetime]]:
    for rows, owner, day in OF_ENTRIES:
        theirs = rows.filter(**{f"{owner}__in": ids}).order_by().values(whose=F(owner))
        yield from theirs.annotate(last=Max(day)).values_list("whose", "last")


def _of_people(entries: Collection[RegisterEntry]) -> Iterator[tuple[UUID, date]]:
    people: dict[UUID, list[UUID]] = {}
    for entry in entries:
        people.setdefault(entry.person_id, []).append(entry.pk)
    for rows, day in OF_PEOPLE:
        of = rows.of(*people).order_by().values("person", "person__merged_into")
        for person, kept, last in of.annotate(last=Max(day)).values_list(
            "person", "person__merged_into", "last"
        ):
            for pk in people.get(kept or person, ()):
                yield pk, last

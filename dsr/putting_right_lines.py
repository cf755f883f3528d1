"""The timeline's lines about what was put right: taken off in error, merged, held."""

from collections.abc import Iterable

from dsr.models import LegalHold, Person, RegisterEntry
from dsr.statuses import EntryStatus
from dsr.timeline import Line, source


@source
def _removed(entry: RegisterEntry) -> Iterable[Line]:
    rows = entry.history.filter(status=EntryStatus.REMOVED_IN_ERROR).order_by("history_id")
    first = rows.values_list("history_date", "history_user__name").first()
    if first:
        yield Line(first[0], "register", "Taken off the register: entered in error", first[1])


@source
def _merged(entry: RegisterEntry) -> Iterable[Line]:
    ids = Person.objects.filter(merged_into=entry.person_id).values_list("pk", flat=True)
    for pk in ids:
        first = Person.history.filter(id=pk, merged_into__isnull=False).order_by("history_id")
        for at, by in first.values_list("history_date", "history_user__name")[:1]:
            yield Line(at, "person", "Another record of this person was merged into this one", by)


@source
def _holds(entry: RegisterEntry) -> Iterable[Line]:
    for hold in LegalHold.objects.filter(person=entry.person_id):
        rows = list(hold.history.order_by("history_id").values_list("history_date", "history_user__name"))
        yield Line(rows[0][0], "person", "Legal hold placed", rows[0][1], hold.why)
        if hold.ended_on:
            yield Line(rows[-1][0], "person", "Legal hold ended", rows[-1][1], hold.ended_why)

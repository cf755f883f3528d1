"""What the person and the family read of recommendations, and of a place that has ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from dsr.chasing import Stage
from dsr.models import Chase, Ending, Progress, Recommendation, RegisterEntry
from dsr.statuses import EntryStatus, Step

# Nothing of an entry that should never have been made.
OWN_STATUSES = tuple(status for status in EntryStatus if status != EntryStatus.REMOVED_IN_ERROR)
ENDED = (EntryStatus.REMOVED, EntryStatus.TRANSFERRED_OUT)
DONE, SORTED = (Step.DONE, Step.CONFIRMED), (Step.DONE, Step.CONFIRMED, Step.NOT_DONE)


def latest_of_each(entries: Iterable[RegisterEntry]) -> list[RegisterEntry]:
    """Of each person in each area the place that counts now; of several places the last one added.

    Somebody who has a place in another area now is not told about the one that ended there.
    """
    first: dict[tuple[object, int], RegisterEntry] = {}
    for entry in entries:
        first.setdefault((entry.person_id, entry.area_id), entry)
    held = {entry.person_id for entry in first.values() if entry.status not in ENDED}
    return [entry for entry in first.values() if entry.status not in ENDED or entry.person_id not in held]


def no_longer_on_it(entry: RegisterEntry) -> Ending | None:
    """How the place ended, for somebody who is no longer on this register."""
    return getattr(entry, "ending", None) if entry.status in ENDED else None


@dataclass(frozen=True)
class Promise:
    """One thing that somebody promised, as the person reads it."""

    row: Recommendation
    state: str
    asking: str = ""  # who asks about what is late
    panel: bool = False
    words: str = ""  # what was said about it last


def promises(entry: RegisterEntry, today: date) -> list[Promise]:
    """What people promised, in the order of the days; replaced ones stand as the new one. Three queries."""
    rows = entry.recommendations.exclude(step=Step.REPLACED).order_by("due_on", "position")
    steps = Progress.objects.order_by("-pk").only("recommendation_id", "note", "step")
    asked = Chase.objects.only("recommendation_id", "due_on", "stage")
    found = rows.prefetch_related(Prefetch("progress", steps), Prefetch("chases", asked))
    return [_promise(row, entry, today) for row in found]


def _promise(row: Recommendation, entry: RegisterEntry, today: date) -> Promise:
    late = row.step not in SORTED and row.due_on < today
    said = next(iter(row.progress.all()), None)
    asking = entry.keyworker.name if entry.keyworker else f"the {entry.area.name} team"
    stages = {chase.stage for chase in row.chases.all() if chase.due_on == row.due_on}
    return Promise(
        row=row,
        state=_state(row, late),
        asking=asking if late and row.step != Step.CANNOT else "",
        panel=Stage.PANEL in stages and row.step not in SORTED,
        words=said.note if said else "",
    )


def _state(row: Recommendation, late: bool) -> str:
    if row.step in DONE:
        return "done"
    if row.step in (Step.NOT_DONE, Step.CANNOT):
        return str(row.step)
    return "late" if late else "to come"

"""The card “Next” of an entry: what is due, when and why then, whose it is, and where it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.permissions import Permission
from config.compiled import compiled
from dsr import rules
from dsr.days import in_days, plain
from dsr.models import Deadline, DeadlinePause, RegisterEntry
from dsr.where_done import OPEN, task_of


@dataclass(frozen=True)
class Due:
    """One line of the card."""

    deadline: Deadline
    owner: str
    why: list[str]
    pause: DeadlinePause | None
    pause_words: str
    link: str = ""
    link_words: str = ""


def due(entry: RegisterEntry, lets: Callable[[Permission], bool]) -> list[Due]:
    """What is open for an entry, the most urgent first. One query, and one more when something is paused."""
    rows = _open(entry.pk)
    pauses: dict[object, DeadlinePause] = {}
    if any(row.paused for row in rows):
        held = DeadlinePause.objects.filter(deadline__in=rows, ended_on=None)
        pauses = {pause.deadline_id: pause for pause in held}
    held = {permission for permission in Permission if lets(permission)}
    return [_due(entry, row, pauses.get(row.pk), held) for row in rows]


@compiled
def _open(entry_id: UUID) -> QuerySet:
    return Deadline.objects.filter(entry=entry_id).open().order_by("due_on", "key")


def _due(entry: RegisterEntry, row: Deadline, pause: DeadlinePause | None, held: set[Permission]) -> Due:
    task = task_of(row.key, held)
    elsewhere = task != OPEN  # the entry is where we are
    return Due(
        row,
        owner=owner(entry, row.key),
        why=why(row),
        pause=pause,
        pause_words=pause.words if pause and Permission.SEE_NARRATIVE in held else "",
        link=task.address(entry.pk) if elsewhere else "",
        link_words=task.words if elsewhere else "",
    )


def owner(entry: RegisterEntry, key: str) -> str:
    """Whose it is. Silence (R33) is broken by who knows them: lead professional, keyworker, coordinator."""
    if key not in rules.SILENCES:
        return rules.RULES[key].owner
    if entry.lead_professional:
        return f"{entry.lead_professional.name}, lead professional"
    if entry.keyworker:
        return f"{entry.keyworker.name}, keyworker"
    return "coordinator"


def why(row: Deadline) -> list[str]:
    """Why it is due then, in sentences: the rule, who says so, and what happened to its day."""
    said = [row.why]
    written = timezone.localdate(row.opened_at)
    late = (written - row.started_on).days
    if row.key not in rules.SWEPT and late > 0:
        said.append(f"Written down on {plain(written)}, {in_days(late)} after that.")
    if row.recomputed_why:
        said.append(f"Worked out anew: {row.recomputed_why}")
    return said

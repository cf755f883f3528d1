"""What somebody's own work is: who is nobody's, what is late, what is due soon, what changed. Rows of values.

Each list is one statement for as many rows as the page shows, whoever asks; the counts are one more.
"""

from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.permissions import Permission
from accounts.stand_in import rows_for
from config.compiled import all_counted
from dsr import rules
from dsr.changed import changed_for, has_changed, with_what_changed, words_of
from dsr.models import Deadline, Recommendation, RegisterEntry
from dsr.models.clocks import paused_words
from dsr.where_done import task_of

MOST = 15
SOON = timedelta(days=7)


class Due(NamedTuple):
    """One thing that is due about somebody, and where it is done."""

    entry_id: UUID
    person_id: UUID
    full_name: str
    born: date
    colour: str | None
    what: str
    due_on: date
    why: str
    href: str
    words: str
    paused: str


class Changed(NamedTuple):
    """Somebody whose entry others changed since one looked, and what they changed."""

    entry_id: UUID
    person_id: UUID
    full_name: str
    born: date
    colour: str | None
    looked_at: Any
    what: str


FIELDS = (
    "entry_id", "entry__person_id", "entry__person__given_name", "entry__person__family_name",
    "entry__person__date_of_birth", "entry__colour", "key", "due_on", "started_on", "count", "own_number",
    "paused",
)  # fmt: skip


def in_sight(user: User) -> QuerySet:
    """The active entries that `user` sees."""
    return RegisterEntry.objects.visible_to(user).active()


def counts(user: User, today: date) -> dict[str, int]:
    """How many people in sight stand behind each list of the register, in one statement."""
    found: list[dict[str, int]] = rows_for(user, ("counts", today), lambda other: _counts(other, today))
    return found[0] if found else dict.fromkeys(COUNTED, 0)


COUNTED = ("everybody", "unrated", "unowned", "late", "soon", "promise", "changed")


def _counts(user: User, today: date) -> QuerySet:
    due = Deadline.objects.open().filter(entry=OuterRef("pk"))
    promised = Recommendation.objects.late(today).filter(entry=OuterRef("pk"))
    counted = {
        "everybody": Q(),
        "unrated": Q(colour=None),
        "unowned": Q(keyworker=None),
        "late": Exists(due.filter(due_on__lt=today)),
        "soon": Exists(due.filter(due_on__range=(today, today + SOON))),
        "promise": Exists(promised),
        "changed": has_changed(user),
    }
    return all_counted(in_sight(user), counted)


def due_rows(user: User, since: date | None, until: date) -> list[Due]:
    """What is open of who is in sight and due in these days, the first due first; one more than is shown."""
    held = {permission for permission in Permission if user.may(permission)}
    found = rows_for(user, ("due", since, until), lambda other: _due_rows(other, since, until))
    return [_due(values, held) for values in found]


def _due_rows(user: User, since: date | None, until: date) -> QuerySet:
    rows = Deadline.objects.open().filter(entry__in=in_sight(user), due_on__lte=until)
    if since:
        rows = rows.filter(due_on__gte=since)
    return rows.order_by("due_on", "key", "pk").values_list(*FIELDS)[: MOST + 1]


def _due(values: tuple[Any, ...], held: set[Permission]) -> Due:
    entry_id, person_id, given, family, born, colour, key, due_on, started, count, own, paused = values
    task = task_of(key, held)
    why = rules.why(key, started_on=started, count=count, own_number=own)
    name = f"{given} {family.upper()}"
    what, rests = rules.RULES[key].what, paused_words(paused)
    done = (task.address(entry_id), task.words)
    return Due(entry_id, person_id, name, born, colour, what, due_on, why, *done, rests)


def changed_rows(user: User) -> list[Changed]:
    """Who in sight was changed by others since one looked, the most urgent first; one more than is shown."""
    found = []
    for row in rows_for(user, "changed", _changed_rows):
        name, born = row.person.full_name, row.person.date_of_birth
        said = words_of(vars(row), user)
        found.append(Changed(row.pk, row.person_id, name, born, row.colour, row.looked_at, said))
    return found


def _changed_rows(user: User) -> QuerySet:
    rows = with_what_changed(changed_for(in_sight(user), user), user)
    return rows.order_by("standing", "rated_on", "pk").select_related("person")[: MOST + 1]

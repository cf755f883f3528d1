"""Taking an entry off the register that should never have been on it. It takes two people: see dsr.pairs."""

from datetime import date

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr.actions.deadlines import cancel_deadlines
from dsr.in_the_way import check_no_obstacle, check_not_held
from dsr.models import RegisterEntry
from dsr.statuses import ENTRY_LABELS, ENTRY_MOVES, EntryStatus

STOPPED = "Taken off the register: entered in error."


@transaction.atomic
def remove_in_error(*, entry: RegisterEntry, by: User, today: date) -> RegisterEntry:
    """Take an entry off the register as made in error: its clocks stop, the family's page closes.

    Nothing is deleted. It is not taken back: whoever belongs on the register after all is added anew.
    """
    entry = RegisterEntry.objects.select_for_update().get(pk=entry.pk)
    check_can_remove(entry)
    keys = set(entry.deadlines.open().values_list("key", flat=True))
    cancel_deadlines(entry=entry, keys=keys, on=today, why=STOPPED, by=by)
    entry.status = EntryStatus.REMOVED_IN_ERROR
    entry.save(by=by)
    return entry


def check_can_remove(entry: RegisterEntry) -> None:
    """Refuse an entry that is off the register, held, or in the middle of something."""
    if EntryStatus.REMOVED_IN_ERROR not in ENTRY_MOVES[EntryStatus(entry.status)]:
        label = ENTRY_LABELS[EntryStatus(entry.status)].lower()
        raise Refused(f"This entry is not on the register now ({label}), so it cannot be removed.")
    check_not_held(entry.person_id)
    check_no_obstacle(entry)

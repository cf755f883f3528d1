"""A place goes on after a rest, or a stay comes along from another area: what still runs is opened again."""

from django.db import transaction

from accounts.models import User
from dsr.actions.deadlines import open_deadline
from dsr.clock_facts import clocks_of
from dsr.models import RegisterEntry
from dsr.rules import SWEPT


@transaction.atomic
def open_what_runs(*, entry: RegisterEntry, by: User) -> None:
    """Open every clock that the facts say runs, from the day on which it began: a rest moves no day [D].

    What time alone brings is left to the sweep.
    """
    entry = RegisterEntry.objects.select_related("person", "area").get(pk=entry.pk)
    for clock in list(clocks_of(entry)):
        if clock.running and clock.started_on and clock.key not in SWEPT:
            open_deadline(entry=entry, key=clock.key, started_on=clock.started_on, about=clock.about, by=by)

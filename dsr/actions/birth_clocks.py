"""A date of birth is put right: what was counted from the wrong one stops, and the right one counts."""

from datetime import date

from django.db import transaction

from accounts.models import User
from dsr import rules
from dsr.actions.deadlines import cancel_deadlines, group_on, limit_for, open_deadline
from dsr.actions.growing_up import PROMPT, TURNED, offer_handovers
from dsr.actions.own_numbers import recompute_clocks, take_limit
from dsr.clock_facts import FACTS, clocks_of
from dsr.consent_dates import TURNING
from dsr.days import birthday
from dsr.growing_up import stage_days
from dsr.handing_on import Kind
from dsr.models import Deadline, Person, RegisterEntry

HANDOVER = "register_handover"
# Which of these run, and since when, follows from somebody's age: they are read from the facts anew.
FOLLOWING = (
    *TURNING, PROMPT, HANDOVER, "keyworker_offer", "consent_withdrawn_close", "consent_withdrawn_decision",
    "capacity_regained_recheck",
)  # fmt: skip
WHY = "The date of birth was wrong and has been corrected."


@transaction.atomic
def follow_birth(*, person: Person, by: User, today: date) -> None:
    """Count every open clock of somebody again by the date of birth that they have now.

    What was met or stopped before stays as it was. Birthdays to come are found by the nightly sweep.
    """
    for pk in person.entries.order_by("pk").values_list("pk", flat=True):
        _stop_other_birthdays(_fresh(pk), by, today)
        _count_by_age(_fresh(pk), by, today)
        _read_again(_fresh(pk), by, today)


def _fresh(pk: object) -> RegisterEntry:
    """Read anew: what an entry remembers of its clocks is of the date of birth before."""
    rows = RegisterEntry.objects.select_for_update(of=("self",))
    return rows.select_related("person", "area__hands_over_to").get(pk=pk)


def _stop(deadline: Deadline, entry: RegisterEntry, by: User, today: date) -> None:
    cancel_deadlines(entry=entry, keys=[deadline.key], on=today, why=WHY, about=deadline.about, by=by)


def _stop_other_birthdays(entry: RegisterEntry, by: User, today: date) -> None:
    """A question that was asked because of a day that is no birthday of theirs is asked no more."""
    born = entry.person.date_of_birth
    days = {key: {birthday(born, age)} for key, age in TURNING.items()}
    days[PROMPT] = {max(day, entry.added_on) for day, _ in stage_days(born)}
    for deadline in entry.deadlines.open().filter(key__in=days):
        if deadline.started_on not in days[deadline.key]:
            _stop(deadline, entry, by, today)


def _count_by_age(entry: RegisterEntry, by: User, today: date) -> None:
    """Where another number holds for a child than for an adult, the one of their right age counts."""
    child = rules.Group.CYP
    for deadline in entry.deadlines.open().exclude(group="").select_for_update():
        group = group_on(entry, deadline.started_on)
        if (group is child) == (deadline.group == child.name):
            continue
        since = deadline.started_on
        limit = limit_for(entry, deadline.key, started_on=since, group=group, said_on=since)
        if limit is None:
            _stop(deadline, entry, by, today)
            continue
        deadline.group = group.name
        take_limit(deadline, limit, WHY, by)
    if group_on(entry, today) is not child and entry.deadlines.open().filter(group=child.name).exists():
        recompute_clocks(entry=entry, on=today, why=TURNED, by=by)


def _read_again(entry: RegisterEntry, by: User, today: date) -> None:
    """Stop and start what follows from the age somebody had on the days of what happened."""
    found = {(c.key, c.about): c for c in clocks_of(entry) if c.running and c.key in FOLLOWING}
    passed_on = entry.deadlines.open().filter(key=HANDOVER).exists()
    for deadline in entry.deadlines.open().filter(key__in=[key for key in FOLLOWING if key in FACTS]):
        clock = found.get((deadline.key, deadline.about))
        if clock is None or clock.started_on not in (None, deadline.started_on):
            _stop(deadline, entry, by, today)
    for clock in found.values():
        if clock.started_on:
            open_deadline(entry=entry, key=clock.key, started_on=clock.started_on, about=clock.about, by=by)
    _offer_or_take_back(entry, passed_on, by, today)


def _offer_or_take_back(entry: RegisterEntry, before: bool, by: User, today: date) -> None:
    """Offered to the register for adults as soon as they have outgrown this one, and not before."""
    from dsr.actions.removal import close_offers  # which ends places, and calls off what they share

    now = entry.deadlines.open().filter(key=HANDOVER).exists()
    if now and not before:
        offer_handovers(entries=[entry.pk], by=by, today=today)
    if before and not now and entry.transfers.filter(kind=Kind.ADULTS).open().exists():
        close_offers(entry, WHY, by, today)

"""What the facts say about clocks: for each rule, when it began and how it ended, read anew from the records.

Deadlines are stored as the events happen. The nightly check and a property test hold them against these.
A part of the register that opens deadlines says here, once, from which facts they follow.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from dsr import rules
from dsr.clock_numbers import OwnNumbers
from dsr.clock_records import records_of
from dsr.models import Deadline, RegisterEntry
from dsr.statuses import EntryStatus


class Clock(NamedTuple):
    """One run of a rule for one entry; neither met nor stopped means that it runs now.

    `started_on` None: the facts say that it runs, and its first day is kept nowhere but in the deadline.
    """

    key: str
    started_on: date | None
    met_on: date | None = None
    stopped_on: date | None = None
    about: UUID | None = None

    @property
    def running(self) -> bool:
        return self.met_on is None and self.stopped_on is None


Facts = Callable[[RegisterEntry], Iterable[Clock]]
FACTS: dict[str, Facts] = {}


def from_facts(*keys: str) -> Callable[[Facts], Facts]:
    """Register where the clocks of these rules come from."""

    def remember(facts: Facts) -> Facts:
        FACTS.update(dict.fromkeys(keys, facts))
        return facts

    return remember


def clocks_of(entry: RegisterEntry) -> Iterator[Clock]:
    """Every run of every clock of an entry that the facts tell of."""
    for facts in dict.fromkeys(FACTS.values()):
        yield from (clock for clock in facts(entry) if FACTS.get(clock.key) is facts)


def differences_of(entry: RegisterEntry) -> Iterator[str]:
    """A sentence for each clock that runs and should not, should and does not, or differs. No names."""
    own = records_of(entry).own
    due = {(c.key, c.about): c for c in clocks_of(entry) if c.running}
    stored = {(d.key, d.about): d for d in records_of(entry).open if d.key in FACTS}
    if entry.status != EntryStatus.ACTIVE:
        due = {place: clock for place, clock in due.items() if clock.key in rules.GOES_ON}
    for (key, about), clock in due.items():
        deadline = stored.get((key, about))
        if deadline is None:
            if not _switched_off(entry, clock, own):
                yield f"Entry {entry.pk}: {key} should run since {clock.started_on or 'the facts say so'}."
        elif clock.started_on and clock.started_on != deadline.started_on:
            day = deadline.started_on
            yield f"Deadline {deadline.pk}: from {day}, and the facts give {clock.started_on}."
    for place, deadline in stored.items():
        if place not in due:
            yield f"Deadline {deadline.pk}: {deadline.key} runs, and nothing on record asks for it."
        elif not deadline.recomputed_why and deadline.count != _count(entry, deadline, own):
            yield f"Deadline {deadline.pk}: its number is {deadline.count}, and another one was in force."


def _switched_off(entry: RegisterEntry, clock: Clock, own: OwnNumbers) -> bool:
    if clock.started_on is None:
        return bool(own.rows.get((entry.area_id, clock.key)))
    groups = ("ADULT", "CYP", "SECURE")
    found = [own.in_force(entry.area_id, clock.key, clock.started_on, group) for group in groups]
    return any(word and word.off for word in found)


def _count(entry: RegisterEntry, deadline: Deadline, own: OwnNumbers) -> int | None:
    """The number that was in force when it began, as far as it had been written down when it was opened."""
    rule, group = deadline.rule, deadline.group
    child = entry.person.age_on(deadline.started_on) < 18
    if group and (group == "CYP") is not child:
        return None
    word = own.in_force(entry.area_id, deadline.key, deadline.started_on, group, deadline.opened_at)
    if word and word.count is not None:
        return word.count
    if not group:  # a rule without groups
        return next(iter(rule.days.values()))
    return rule.days.get(rules.Group[group])

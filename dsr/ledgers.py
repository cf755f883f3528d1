"""Many people's consent at once: two queries for a whole agenda."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from dsr import consent
from dsr.gate import Ledger, as_answer, assessments_by_person
from dsr.meeting_consent import MayHear, may_hear
from dsr.models import ConsentRecord


def ledgers_of(born: Mapping[UUID, date]) -> dict[UUID, Ledger]:
    """The ledgers of these people about the register, by person; merged records count with theirs."""
    answers: dict[UUID, list[consent.Answer]] = defaultdict(list)
    rows = ConsentRecord.objects.of(*born).filter(about=None).select_related("person").order_by("pk")
    for row in rows:
        answers[row.person.merged_into_id or row.person_id].append(as_answer(row))
    assessments = assessments_by_person(born)
    return {person: Ledger(day, answers[person], assessments.get(person, [])) for person, day in born.items()}


def who_may_hear(
    born: Mapping[UUID, date], table: Iterable[str], *, on: date, named: bool
) -> dict[UUID, MayHear]:
    """For each person, who of those at the table may hear about them on a day."""
    kinds = list(table)
    return {person: ask(ledger, kinds, on=on, named=named) for person, ledger in ledgers_of(born).items()}


def ask(ledger: Ledger, table: Iterable[str], *, on: date, named: bool) -> MayHear:
    """The same for one person, from their ledger."""
    kinds = list(table)
    place = ledger.may(consent.Purpose.REGISTER, on=on, named=named)
    sharing = {
        consent.ShareKind(kind): ledger.may(
            consent.Purpose.SHARE, on=on, to=consent.ShareKind(kind), named=named
        )
        for kind in kinds
        if kind
    }
    return may_hear(place, sharing, kinds)

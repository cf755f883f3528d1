"""Offers to and from somebody's areas, each list one query."""

from datetime import date, timedelta

from django.db.models import QuerySet

from accounts.models import User
from accounts.stand_in import rows_for
from dsr import consent
from dsr.gate import Ledger
from dsr.ledgers import ledgers_of
from dsr.models import Transfer

MOST, LATELY = 100, timedelta(days=30)


def _with_people(rows: QuerySet) -> QuerySet:
    return rows.select_related("entry__person", "entry__area", "to_area", "answered_by")


def rows_to(user: User, today: date, most: int = MOST) -> list[Transfer]:
    """What is offered to areas in which `user` may take people over, the longest waiting first.

    `shut` where no yes to sharing stands today: who it is about is then not said. Three queries.
    """
    rows = rows_for(
        user, ("offered to", most), lambda other: _open(Transfer.objects.for_receiver(other), most)
    )
    ledgers = ledgers_of({row.entry.person_id: row.entry.person.date_of_birth for row in rows})
    for row in rows:
        row.shut = not shown(ledgers[row.entry.person_id], today).allowed
    return rows


def shown(ledger: Ledger, today: date) -> consent.Gate:
    """Whether another area may be shown who somebody is; its sentence names nobody."""
    return ledger.may(consent.Purpose.SHARE, on=today, to=consent.ShareKind.ICB, named=False)


def rows_from(user: User, most: int = MOST) -> list[Transfer]:
    """What the areas of `user` have offered and nobody has answered."""
    return rows_for(user, ("offered by", most), lambda other: _open(Transfer.objects.for_sender(other), most))


def _open(rows: QuerySet, most: int) -> QuerySet:
    return _with_people(rows.open()).order_by("offered_on", "pk")[:most]


def answered(user: User, today: date) -> list[Transfer]:
    """Offers of theirs that were answered or taken back in the last 30 days, the latest first."""
    rows = Transfer.objects.for_sender(user).filter(answered_on__gte=today - LATELY)
    return list(_with_people(rows).order_by("-answered_on", "pk")[:MOST])

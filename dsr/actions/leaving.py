"""Somebody leaves: their people go to a colleague, or to nobody yet, entry by entry, so history says who."""

from datetime import date

from django.db import transaction

from accounts.models import Area, User
from dsr.actions.deadlines import meet_deadlines
from dsr.models import RegisterEntry, RestrictedGrant
from dsr.statuses import HOLDS_A_PLACE

PARTS = ("keyworker", "lead_professional")


@transaction.atomic
def hand_over_people(*, part: str, user: User, area: Area, to: User | None, by: User, today: date) -> int:
    """Give every entry of which `user` is keyworker (or lead professional) to `to`, or to nobody yet.

    A restricted record goes to nobody when `to` may not open it. How many entries went.
    """
    if part not in PARTS:
        raise ValueError(part)
    held = RegisterEntry.objects.filter(area=area, status__in=HOLDS_A_PLACE, **{part: user})
    rows = held.select_for_update(of=("self",)).select_related("person").order_by("pk")
    for entry in rows:
        taker = to if to and _may_open(to, entry, today) else None
        setattr(entry, part, taker)
        entry.save(by=by)
        if taker and part == "keyworker":
            meet_deadlines(entry=entry, keys=["keyworker_offer"], on=today, by=by)
    return len(rows)


def _may_open(worker: User, entry: RegisterEntry, today: date) -> bool:
    grants = RestrictedGrant.objects.on(today).filter(person=entry.person_id, user=worker)
    return not entry.person.restricted or grants.exists()

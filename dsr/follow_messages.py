"""Who hears that a recommendation's day has come, or of an offer to another area: a hint to sign in."""

from collections.abc import Iterable

from django.utils import timezone

from accounts.models import OutboxMessage, User
from accounts.outbox import handles
from accounts.permissions import Permission, Reach, roles_with
from accounts.told import holders, tell
from dsr.models import Recommendation, RegisterEntry, Transfer
from dsr.statuses import CHASED_STEPS, EntryStatus


@handles("recommendation_due")
def ask_the_owner(message: OutboxMessage) -> str:
    """Its owner, when they have an account, and the keyworker; where there is none, the coordinators.

    As it stands at this moment: answered, or another day agreed, and nobody is asked. Nobody is told of
    an entry that they could not open.
    """
    rows = Recommendation.objects.select_related("entry__person", "entry__keyworker", "owner_user")
    row = rows.get(pk=message.payload["recommendation"])
    if row.step not in CHASED_STEPS or row.due_on.isoformat() != message.payload["due_on"]:
        return "not sent: answered"
    if row.entry.status != EntryStatus.ACTIVE:
        return "not sent: no longer on the register"
    near = [row.entry.keyworker] if row.entry.keyworker else _coordinators(row.entry.area_id)
    return tell(_who_find(row.entry, [row.owner_user, *near]), message)


def _coordinators(area_id: int) -> list[User]:
    return holders(area_id, roles_with(Permission.END_PLACE, Reach.AREA))


def _who_find(entry: RegisterEntry, users: Iterable[User | None]) -> list[User]:
    seen = RegisterEntry.objects.visible_to
    return [user for user in users if user and seen(user, Permission.FOLLOW_UP).filter(pk=entry.pk).exists()]


@handles("transfer_news")
def tell_the_other_area(message: OutboxMessage) -> str:
    """An offer or its end: who may take people over there; an answer: who keeps the entry here."""
    rows = Transfer.objects.select_related("entry__area", "to_area")
    transfer = rows.get(pk=message.payload["transfer"])
    if message.payload["what"] in ("offered", "taken-back"):
        found = [u for u in _coordinators(transfer.to_area_id) if _finds(transfer, u)]
        return tell(found, message)
    area = transfer.entry.area.today_in(timezone.localdate())
    return tell(_coordinators(area.pk), message)


def _finds(transfer: Transfer, user: User) -> bool:
    return Transfer.objects.for_receiver(user).filter(pk=transfer.pk).exists()

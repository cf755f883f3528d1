"""The end of the chain, carried out of the house each day: a copy that no owner of the database can reach."""

import logging
from datetime import date

from django.conf import settings
from django.utils import timezone

from accounts.mail import send_plain
from accounts.models import AuditSeal, Membership, OutboxMessage, User
from accounts.outbox import handles, post
from accounts.permissions import Permission, roles_with

log = logging.getLogger(__name__)


def export_head(*, day: date) -> AuditSeal | None:
    """Write the head of `day` to its folder and the log, and post it to every governance lead; once a day."""
    seal = AuditSeal.objects.order_by("-number").first()
    if seal is None:
        return None
    folder = settings.AUDIT_HEADS_DIR
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{day.isoformat()}.txt"
    if not path.exists():
        path.write_text(f"{seal.number} {seal.hash} {seal.at.isoformat()}\n")
    log.warning("audit head: seal %s %s", seal.number, seal.hash)
    for user in governance_leads(day):
        payload = {"user": user.pk, "number": seal.number, "hash": seal.hash}
        post("audit_head", key=f"audit_head:{day}:{user.pk}", payload=payload)
    return seal


def governance_leads(day: date) -> list[User]:
    """Everybody who judges looks somewhere on `day`."""
    roles = roles_with(Permission.JUDGE_LOOKS)
    held = Membership.objects.on(day).filter(role__in=roles).select_related("user")
    return list({place.user_id: place.user for place in held.order_by("user_id")}.values())


@handles("audit_head")
def send_head(message: OutboxMessage) -> str:
    """Tell a governance lead the day's number and hash: to be kept, nothing to be done."""
    user = User.objects.get(pk=message.payload["user"])
    if user not in governance_leads(timezone.localdate()):
        return "not sent: no longer a governance lead"
    lines = [
        "Keep this e-mail: it proves later that nothing was cut off the end of the register’s record.",
        f"Seal {message.payload['number']}",
        message.payload["hash"],
        "There is nothing to do today. To check the record against it, whoever runs the register uses "
        "verify_audit with this value.",
    ]
    send_plain(to=user.email, subject="The register’s seal of the day", lines=lines, message_id=message.pk)
    return "sent"

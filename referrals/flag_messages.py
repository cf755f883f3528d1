"""E-mails around a flag: a code, a link, and a hint to sign in. None says whom or what it is about."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.actions import AUTOMATIC_MESSAGES, automatic_user
from accounts.mail import send_plain
from accounts.models import OutboxMessage, User
from accounts.outbox import handles
from accounts.permissions import Permission, RoleName
from accounts.told import holders, tell
from dsr.days import plain_with_weekday
from dsr.models import RegisterEntry
from referrals import actions
from referrals.duty import on_duty
from referrals.models import Referral

IF_NOT_YOU = "If you did not ask for this, you can ignore it."


@handles("address_code")
def send_the_code(message: OutboxMessage) -> str:
    """Make the code and send it: it stands nowhere but in the e-mail."""
    said = message.payload
    made = actions.make_code(row=UUID(said["row"]), number=said["number"], now=timezone.now())
    if made is None:
        return "not sent: a newer one was asked for"
    address, code = made
    lines = [f"Your code is {code}.", "It works once, within 10 minutes.", IF_NOT_YOU]
    send_plain(to=address, subject="Your code", lines=lines, message_id=message.pk)
    return "sent"


@handles("referral_urgent")
def tell_who_has_duty(message: OutboxMessage) -> str:
    """Tell whoever has duty today, or every coordinator of the area, that something cannot wait."""
    referral = _referral_of(message)
    if not referral.cannot_wait:
        return "not sent: somebody has acted"
    (found,) = on_duty([referral.area], timezone.localdate())
    lines = ["Something came in that must be looked at today.", f"Sign in: {settings.BASE_URL}/referrals/"]
    for user in found.people:
        send_plain(to=user.email, subject="Please look today", lines=lines, message_id=message.pk)
    return f"sent to {len(found.people)}"


@handles("flag_about_known")
def tell_who_works_with_them(message: OutboxMessage) -> str:
    """Tell the lead professional, the keyworker and the coordinators that there is news, as they are now."""
    referral = _referral_of(message)
    entries = RegisterEntry.objects.active().filter(person=referral.person_id)
    told: set[User] = set()
    for entry in entries.select_related("area", "keyworker", "lead_professional"):
        told |= {user for user in (entry.keyworker, entry.lead_professional) if user}
        told |= set(holders(entry.area, [RoleName.COORDINATOR]))
    may = [user for user in told if entries.visible_to(user, Permission.SEE_ENTRY).exists()]
    return tell(may, message)


@handles("flag_second_part")
def send_the_link(message: OutboxMessage) -> str:
    """Send the referrer a link to the second part. It opens nothing without the reference and a code."""
    referral = _referral_of(message)
    hand = automatic_user(AUTOMATIC_MESSAGES)
    token = actions.make_link(referral=referral, now=timezone.now(), by=hand)
    if token is None or not referral.second_due_on:
        return "not sent: it is in"
    link = settings.BASE_URL + reverse("part-two-link", args=[token])
    send_plain(
        to=referral.email,
        subject="There is something for you to fill in",
        lines=link_lines(link, referral.second_due_on, referral),
        message_id=message.pk,
    )
    return "sent"


def link_lines(link: str, due_on: date, referral: Referral) -> list[str]:
    """What the e-mail with the link says."""
    area = referral.area
    return [
        "Thank you for your form. There is a second part, with a few more questions.",
        f"Please send it by {plain_with_weekday(due_on)}: {link}",
        "You need the reference that we gave you. We then send a code to this address.",
        f"The link works for 14 days. Would you rather talk? Call us on {area.phone} ({area.phone_hours}).",
        "Please do not answer this e-mail: nobody reads it.",
    ]


def _referral_of(message: OutboxMessage) -> Referral:
    return Referral.objects.select_related("area").get(pk=message.payload["referral"])

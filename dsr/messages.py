"""How the person and family hear that something is new: a hint to sign in, never what it is."""

from django.conf import settings
from django.utils import timezone

from accounts.actions import AUTOMATIC_MESSAGES, automatic_user
from accounts.mail import send_plain
from accounts.models import OutboxMessage, User
from accounts.outbox import handles
from accounts.permissions import Permission, RoleName
from accounts.told import holders, tell, who_judges
from dsr import actions
from dsr.consent import Purpose
from dsr.gate import gate
from dsr.models import Disclosure, NameList, RegisterEntry
from dsr.statuses import HOLDS_A_PLACE

LINES = [
    "There is something new for you.",
    f"Sign in to see it: {settings.BASE_URL}/me/",
    "If you did not expect this, you can ignore it.",
]


@handles("something_new")
def tell_the_family(message: OutboxMessage) -> str:
    """Tell those who may be told, as consent and contacts stand at this moment."""
    entry = RegisterEntry.objects.select_related("person").get(pk=message.payload["entry"])
    if entry.person.died_on:
        return "not sent: the person has died"
    if entry.status not in HOLDS_A_PLACE:
        return "not sent: no longer on the register"
    if not gate(entry.person, Purpose.REGISTER, on=timezone.localdate()).allowed:
        return "not sent: no consent"
    contacts = entry.person.contacts.filter(may_be_told=True).exclude(user=None).select_related("user")
    addresses = sorted({contact.user.email for contact in contacts if _may_read(contact.user, entry)})
    for address in addresses:
        send_plain(to=address, subject="There is something new for you", lines=LINES, message_id=message.pk)
    return f"sent to {len(addresses)}"


def _may_read(user: User, entry: RegisterEntry) -> bool:
    """Whether the page that the message points at would show them this entry today."""
    return RegisterEntry.objects.visible_to(user, Permission.SEE_OWN_SPACE).filter(pk=entry.pk).exists()


@handles("shared_without_consent")
def tell_the_governance_lead(message: OutboxMessage) -> str:
    """Who judges looks in the person's areas: something was shared without a yes (hazard H09)."""
    row = Disclosure.objects.select_related("person").get(pk=message.payload["disclosure"])
    areas = set(row.person.entries.active().values_list("area_id", flat=True)) or {row.person.recorded_in_id}
    judges = {user for area in areas for user in who_judges(area)[0]}
    return tell([user for user in judges if user.pk != row.by_id], message)


@handles("gone_silent")
def tell_the_owner(message: OutboxMessage) -> str:
    """Whoever should have been in touch: the lead professional, else the keyworker, else the coordinators."""
    if "user" in message.payload:
        return tell(User.objects.filter(pk=message.payload["user"]), message)
    return tell(holders(message.payload["area"], [RoleName.COORDINATOR]), message)


@handles("name_list")
def make_the_list(message: OutboxMessage) -> str:
    """Make the list that two people agreed on, with its reader's rights of now, and tell them."""
    order = NameList.objects.get(pk=message.payload["list"])
    made = actions.make_name_list(order=order, now=timezone.now(), by=automatic_user(AUTOMATIC_MESSAGES))
    told = tell([made.reader], message)
    return told if made.made_at else "not made: no longer allowed"

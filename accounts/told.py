"""Whom an area's news goes to, and the one e-mail there is: that something is there, never what."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from accounts.mail import send_plain
from accounts.models import Area, Membership, OutboxMessage, User
from accounts.permissions import Permission, RoleName, roles_with


def holders(area: Area | int, roles: Iterable[RoleName]) -> list[User]:
    """The people who hold one of these roles in an area today, by name."""
    place = area.pk if isinstance(area, Area) else area
    rows = Membership.objects.on(timezone.localdate()).filter(role__in=list(roles), area_id=place)
    return list(User.objects.filter(pk__in=rows.values("user_id")).order_by("name", "pk"))


def who_judges(area: Area | int) -> tuple[list[User], bool]:
    """Who reviews emergency access in an area, and whether they are governance leads.

    Where there is none, the administrators are asked, and the page says so.
    """
    leads = holders(area, roles_with(Permission.JUDGE_LOOKS))
    return (leads, True) if leads else (holders(area, [RoleName.ADMINISTRATOR]), False)


def tell(users: Iterable[User], message: OutboxMessage) -> str:
    """Send each the hint to sign in, once; what happened, in a few words, for the outbox."""
    addresses = sorted({user.email for user in users if user.is_active and not user.automatic})
    lines = ["There is something for you.", f"Sign in to see it: {settings.BASE_URL}/my-work/"]
    for address in addresses:
        send_plain(to=address, subject="There is something for you", lines=lines, message_id=message.pk)
    return f"sent to {len(addresses)}"

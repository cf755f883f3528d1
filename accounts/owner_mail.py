"""Letting the owner know that something about their sign-in has changed (ASVS 6.3.5, 6.3.7).

Short, without names, devices or links that a thief could use, or that would teach people to press links.
"""

from django.conf import settings
from django.utils import timezone

from accounts.mail import send_plain
from accounts.models import AccountEvent, OutboxMessage, User
from accounts.outbox import handles

Kind = AccountEvent.Kind
WORDS = {
    Kind.NEW_DEVICE: "Somebody signed in to your account in a browser that was not used for it before.",
    Kind.FACTOR_ADDED: "A new way to sign in was added to your account.",
    Kind.FACTOR_REMOVED: "A way to sign in was removed from your account.",
    Kind.CODES_MADE: "New recovery codes were made for your account. The old ones no longer work.",
    Kind.CODE_USED: "A recovery code was used on your account.",
    Kind.PASSWORD_CHANGED: "The password of your account was changed.",
}


@handles("account_event")
def tell_owner(message: OutboxMessage) -> str:
    """One e-mail an event, also to an account that was stopped since: it may have been the thief."""
    event = AccountEvent.objects.get(pk=message.payload["event"])
    owner = User.objects.filter(pk=event.user_id, automatic=False).first()
    if owner is None:
        return "not sent: nobody's account"
    when = timezone.localtime(event.at)
    phone = f" on {settings.HELP_PHONE}" if settings.HELP_PHONE else ""
    lines = [
        WORDS[Kind(event.kind)],
        f"This was on {when:%-d %B %Y} at {when:%H:%M}.",
        "If it was you, there is nothing to do.",
        f"If it was not you, phone the person who gave you your account{phone} now, and sign in to "
        "change your password. Nobody will ever ask you for your password or a code.",
    ]
    send_plain(
        to=owner.email, subject="Something changed in how you sign in", lines=lines, message_id=message.pk
    )
    return "sent"

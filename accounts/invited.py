"""What joining and coming back send: a link made when it is sent, or a hint that something is new."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.links import address_of
from accounts.mail import send_plain
from accounts.models import Invitation, OutboxMessage, User
from accounts.outbox import handles
from accounts.told import tell

SUBJECT = "There is something for you"
NOT_YOU = "If you did not expect this, you can ignore it: without the link nothing happens."


@handles("invitation")
def send_the_link(message: OutboxMessage) -> str:
    """The link, if it is still any good; to the address that the account has now."""
    found = Invitation.objects.select_related("user").get(pk=message.payload["invitation"])
    if not found.is_open(timezone.now()) or not found.user.is_active:
        return "not sent: no longer open"
    until = timezone.localtime(found.expires_at)
    if found.kind == Invitation.Kind.JOIN:
        what, ends = "You have been given an account.", f"{until:%-d %B %Y}"
    else:
        what, ends = "Here is the link you asked for, to choose another password.", f"{until:%H:%M} today"
        ends = ends if until.date() == timezone.localdate() else f"{until:%H:%M} on {until:%-d %B}"
    lines = [what, f"Open this link. It works once, until {ends}:", address_of(found), NOT_YOU]
    send_plain(to=found.user.email, subject=SUBJECT, lines=lines, message_id=message.pk)
    return "sent"


@handles("cannot_sign_in")
def answer_somebody_who_cannot_sign_in(message: OutboxMessage) -> str:
    """Asked for on the public page, by somebody with an account or by anybody else."""
    user = User.objects.filter(pk=message.payload["user"]).first()
    hand = actions.automatic_user(actions.AUTOMATIC_MESSAGES)
    return actions.answer_cannot_sign_in(user=user, by=hand)


@handles("role_given")
def tell_of_a_new_role(message: OutboxMessage) -> str:
    """They have an account already: they hear that something is new."""
    return tell(User.objects.filter(pk=message.payload["user"]), message)


@handles("account_open_again")
def tell_that_it_is_open(message: OutboxMessage) -> str:
    """Their password still works; whoever has forgotten it finds the way to another."""
    user = User.objects.get(pk=message.payload["user"])
    if not user.is_active:
        return "not sent: closed again"
    lines = [
        "Your account is open again.",
        f"Sign in: {settings.BASE_URL}{reverse('account_login')}",
        f"If you have forgotten your password: {settings.BASE_URL}{reverse('cannot-sign-in')}",
    ]
    send_plain(to=user.email, subject=SUBJECT, lines=lines, message_id=message.pk)
    return "sent"


@handles("account_unused")
def tell_that_it_was_unused(message: OutboxMessage) -> str:
    """Kindly: nobody did anything wrong, and it is one call to come back."""
    user = User.objects.get(pk=message.payload["user"])
    if user.is_active:
        return "not sent: open again"
    lines = [
        "You have not signed in for three months, so your account is resting. Nothing in it is lost.",
        "To use it again, tell the person who gave it to you. They can bring it back in a minute.",
    ]
    send_plain(to=user.email, subject=SUBJECT, lines=lines, message_id=message.pk)
    return "sent"

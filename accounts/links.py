"""The link in an invitation: signed when it is sent, worth what the record behind it says when it is used.

Nothing secret is stored. The signature has 256 bits; the link dies when the e-mail address or the
password of the account changes, after its time, after one use, and when a newer one was made.
"""

import base64
import binascii
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts.models import Invitation, User

SALT = "accounts.links"


class Dead(StrEnum):
    """Why a link is no good any more; each a sentence for whoever holds it."""

    BROKEN = "This link is not complete. It may have been cut off in the e-mail."
    USED = "This link has been used. Each one works once."
    NEWER = "A newer link was sent after this one. Use the link in the latest e-mail."
    STOPPED = "The account that this link was for is closed."
    CANCELLED = "This invitation was taken back."
    EXPIRED = "The time for this link has run out."
    CHANGED = "The account has changed since this link was sent."


class DeadLink(Exception):
    """A link that lets nobody in any more; `why` is the sentence."""

    def __init__(self, why: Dead) -> None:
        self.why = why
        super().__init__(why.value)


def _mark_of(user: User) -> str:
    """Changes with the e-mail address and with the password."""
    return salted_hmac(SALT, f"{user.email}|{user.password}", algorithm="sha256").hexdigest()[:32]


def token_of(invitation: Invitation) -> str:
    """A new token for an invitation, as it stands now."""
    said = {"i": str(invitation.pk), "n": invitation.number, "m": _mark_of(invitation.user)}
    return base64.urlsafe_b64encode(signing.dumps(said, salt=SALT).encode()).decode().rstrip("=")


def address_of(invitation: Invitation) -> str:
    """The whole link."""
    return settings.BASE_URL + reverse("invitation", kwargs={"link": token_of(invitation)})


def read(token: str, now: datetime) -> Invitation:
    """The invitation that a token opens now; raises DeadLink with the reason when it opens none."""
    said = _said(token)
    invitation = Invitation.objects.select_related("user").filter(pk=said["i"], number=said["n"]).first()
    if invitation is None:
        raise DeadLink(Dead.BROKEN)
    if why := _why_dead(invitation, said["m"], now):
        raise DeadLink(why)
    return invitation


def _said(token: str) -> dict:
    try:
        signed = base64.urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4)).decode()
        said = signing.loads(signed, salt=SALT)
        return {"i": UUID(said["i"]), "n": int(said["n"]), "m": str(said["m"])}
    except (signing.BadSignature, binascii.Error, ValueError, KeyError, TypeError) as broken:
        raise DeadLink(Dead.BROKEN) from broken


def _tied(invitation: Invitation) -> bool:
    """Whether they joined with their organisation's sign-in instead of a password."""
    ties = SocialAccount.objects.filter(user=invitation.user, date_joined__gte=invitation.invited_at)
    return invitation.kind == Invitation.Kind.JOIN and ties.exists()


def _why_dead(invitation: Invitation, mark: str, now: datetime) -> Dead | None:
    user = invitation.user
    newer = Invitation.objects.filter(user=user, number__gt=invitation.number)
    reasons = (
        (Dead.USED, invitation.accepted_at is not None or _tied(invitation)),
        (Dead.STOPPED, not user.is_active),
        (Dead.NEWER, newer.exists()),
        (Dead.CANCELLED, invitation.cancelled_at is not None),
        (Dead.EXPIRED, now >= invitation.expires_at),
        (Dead.CHANGED, mark != _mark_of(user)),
    )
    return next((why for why, holds in reasons if holds), None)

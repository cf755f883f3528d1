"""The second steps as allauth keeps them: sealed at rest, named in words, never fewer than are needed."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from accounts.models import User
from accounts.second_factor import needs_second_factor
from config.sealed import seal, unseal

SEALED_AS = "second factor"
Type = Authenticator.Type


class Unreadable(Exception):
    """A secret sealed under a key that is gone. It must never pass for an empty one."""


class SecondSteps(DefaultMFAAdapter):
    """What allauth asks us about second steps."""

    def encrypt(self, text: str) -> str:
        return seal(text, kind=SEALED_AS)

    def decrypt(self, encrypted_text: str) -> str:
        text = unseal(encrypted_text, kind=SEALED_AS)
        if not text:
            raise Unreadable
        return str(text)

    def get_totp_issuer(self) -> str:
        return "Dynamic support"

    def _get_site_name(self) -> str:
        return "Dynamic support"


def factors_of(user: User) -> list[Authenticator]:
    """An account's second steps: the app, the passkeys by age; recovery codes are beside the point."""
    held = Authenticator.objects.filter(user=user).exclude(type=Type.RECOVERY_CODES)
    return list(held.order_by("type", "created_at"))


def codes_of(user: User) -> Authenticator | None:
    """An account's recovery codes."""
    return Authenticator.objects.filter(user=user, type=Type.RECOVERY_CODES).first()


def may_remove(user: User, held: list[Any]) -> bool:
    """Whoever works here keeps at least one."""
    return len(held) > 1 or not needs_second_factor(user)

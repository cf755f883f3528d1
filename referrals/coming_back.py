"""The way back to a form that is not sent: a code or a link, and one fact besides that only they know.

Nothing that opens a form is stored: of the code and of the fact there are marks, made with the register's
secret, and a link is signed when it is sent. A link or code is not used up by use: whoever was called away
twice comes back twice. It ends when a newer one is made, when the form is sent, and with the draft.
"""

import base64
import binascii
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from hmac import compare_digest
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from dsr.names import search_key

SALT = "referrals.coming_back"
KEPT_FOR = timedelta(days=30)  # domain reference 4.6: an abandoned draft is deleted after 30 days [D]


class Fact(StrEnum):
    """What is asked besides the code or the link."""

    BORN = "born"
    WORD = "word"


FACTS = {Fact.BORN: "The date of birth on the form", Fact.WORD: "A word of their own"}


def birthday_on(answers: Mapping[str, Any]) -> str:
    """The date of birth among the answers, as text; empty when nobody gave it."""
    return str((answers.get("born") or {}).get("date_of_birth") or "")


def plain_word(word: str) -> str:
    """A word as it is compared: capitals, accents and spaces do not matter."""
    return search_key(word).replace(" ", "")


def mark(text: str, secret: str | None = None) -> str:
    """What is stored of a code or a fact."""
    return salted_hmac(SALT, text, secret=secret, algorithm="sha256").hexdigest()


def marks(text: str) -> list[str]:
    """Its mark with the secret of today, and with those that are being replaced."""
    return [mark(text, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def fits(stored: str, text: str) -> bool:
    """Whether a stored mark is that of this text; as long for a wrong one as for a right one."""
    return sum(compare_digest(stored, made) for made in marks(text)) > 0


def of_draft(draft: UUID, fact: str) -> str:
    """What is marked of a fact: it fits this draft only, so that equal facts leave unequal marks."""
    return f"{draft}|{fact}"


def token(draft: UUID, number: int) -> str:
    """The secret part of a link, for the newest number of this draft."""
    signed = signing.dumps([str(draft), number], salt=SALT)
    return base64.urlsafe_b64encode(signed.encode()).decode().rstrip("=")


def read_token(text: str) -> tuple[UUID, int] | None:
    """Which draft and which of its links a token is for; None for anything that we did not sign."""
    try:
        signed = base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)).decode()
        draft, number = signing.loads(signed, salt=SALT, max_age=KEPT_FOR)
        return UUID(draft), int(number)
    except (signing.BadSignature, binascii.Error, ValueError, TypeError):
        return None

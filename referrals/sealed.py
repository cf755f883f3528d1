"""Answers that nobody has sent yet, unreadable without the register's secret."""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def _lock(secret: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"referrals draft").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def _locks() -> MultiFernet:
    """Seals with the secret of today; opens with an older one too, while it is being changed."""
    return MultiFernet([_lock(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def seal(value: dict[str, Any]) -> str:
    """`value` as a token that says nothing."""
    return _locks().encrypt(json.dumps(value).encode()).decode()


def unseal(token: str) -> dict[str, Any] | None:
    """The value, or None when the secret has changed and it can no longer be read."""
    try:
        return json.loads(_locks().decrypt(token.encode()))
    except InvalidToken:
        return None

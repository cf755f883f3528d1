"""Words at rest that nobody reads without the secret: answers not sent yet, reasons, second factors.

Each kind has a key of its own, so that what was sealed as one thing never opens as another.
"""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def _lock(secret: str, kind: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=kind.encode()).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def _locks(kind: str) -> MultiFernet:
    """Seals with the secret of today; opens with an older one too, while it is being changed."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_lock(secret, kind) for secret in secrets])


def seal(value: Any, *, kind: str) -> str:
    """`value`, anything JSON can say, as a token that says nothing; `kind` names what it is."""
    return _locks(kind).encrypt(json.dumps(value).encode()).decode()


def unseal(token: str, *, kind: str) -> Any | None:
    """The value, or None when the secret has changed and it can no longer be read."""
    try:
        return json.loads(_locks(kind).decrypt(token.encode()))
    except InvalidToken:
        return None

"""What somebody looked for, kept in their session for a while, so that no address and no log ever holds it.

A search is sent in the body of a form, sealed in the session under a random token, and shown at the
address of the token: going back and loading again work, and nobody else's token opens anything.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from config.sealed import seal, unseal

KEY = "searches"
SEALED_AS = "search"
KEPT = 10  # the latest of them
FOR = timedelta(minutes=30)


def keep(session: Any, text: str, now: datetime) -> str:
    """Keep what was typed; the token by which it is found again. Drops what is too old or too much."""
    token = secrets.token_urlsafe(16)
    kept = {name: one for name, one in session.get(KEY, {}).items() if not _over(one, now)}
    kept[token] = [seal(text, kind=SEALED_AS), now.timestamp()]
    session[KEY] = dict(list(kept.items())[-KEPT:])
    return token


def typed(session: Any, token: str, now: datetime) -> str | None:
    """What was typed, or None when it was never typed here or has been forgotten."""
    one = session.get(KEY, {}).get(token)
    if one is None or _over(one, now):
        return None
    found = unseal(one[0], kind=SEALED_AS)
    return found if isinstance(found, str) else None


def _over(one: list[Any], now: datetime) -> bool:
    return now.timestamp() - one[1] > FOR.total_seconds()

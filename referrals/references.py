"""References and codes that can be read out over the telephone: random symbols, and one that checks them.

Pure but for chance. A reference alone opens nothing: the date of birth must be known too.
"""

import secrets

# No I, L, O, 0 or 1. Thirty-one is prime, so the weighted sum notices every single wrong symbol and
# every two that changed places.
SYMBOLS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
CODE_LENGTH = 12  # a code opens what is not sent yet: 59.5 random bits, and a second fact besides


def new_reference() -> str:
    """A fresh reference of nine symbols (39.6 random bits), without its hyphens."""
    return _new(LENGTH)


def new_code() -> str:
    """A fresh code to come back with, of thirteen symbols, without its hyphens."""
    return _new(CODE_LENGTH)


def _new(length: int) -> str:
    body = "".join(secrets.choice(SYMBOLS) for _ in range(length))
    return body + check_symbol(body)


def check_symbol(body: str) -> str:
    """The last symbol of a reference."""
    total = sum(weight * SYMBOLS.index(symbol) for weight, symbol in enumerate(body, start=1))
    return SYMBOLS[total % len(SYMBOLS)]


def spaced(reference: str) -> str:
    """As people read it: ABCD-EFGH-J, and a longer code ABCD-EFGH-JKLM-N."""
    return "-".join(reference[place : place + 4] for place in range(0, len(reference), 4))


def read_reference(typed: str) -> str | None:
    """What was typed as nine symbols, or None when it cannot be a reference."""
    return _read(typed, LENGTH)


def read_code(typed: str) -> str | None:
    """What was typed as thirteen symbols, or None when it cannot be a code."""
    return _read(typed, CODE_LENGTH)


def _read(typed: str, length: int) -> str | None:
    text = "".join(symbol for symbol in typed.upper() if symbol.isalnum())
    if len(text) != length + 1 or set(text) - set(SYMBOLS):
        return None
    return text if check_symbol(text[:length]) == text[length] else None

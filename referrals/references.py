"""References that can be read out over the telephone: eight random symbols and one that checks them.

Pure but for chance. A reference alone opens nothing: the date of birth must be known too.
"""

import secrets

# No I, L, O, 0 or 1. Thirty-one is prime, so the weighted sum notices every single wrong symbol and
# every two that changed places.
SYMBOLS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


def new_reference() -> str:
    """A fresh reference of nine symbols (39.6 random bits), without its hyphens."""
    body = "".join(secrets.choice(SYMBOLS) for _ in range(LENGTH))
    return body + check_symbol(body)


def check_symbol(body: str) -> str:
    """The last symbol of a reference."""
    total = sum(weight * SYMBOLS.index(symbol) for weight, symbol in enumerate(body, start=1))
    return SYMBOLS[total % len(SYMBOLS)]


def spaced(reference: str) -> str:
    """As people read it: ABCD-EFGH-J."""
    return f"{reference[:4]}-{reference[4:8]}-{reference[8:]}"


def read_reference(typed: str) -> str | None:
    """What was typed as nine symbols, or None when it cannot be a reference."""
    text = "".join(symbol for symbol in typed.upper() if symbol.isalnum())
    if len(text) != LENGTH + 1 or set(text) - set(SYMBOLS):
        return None
    return text if check_symbol(text[:LENGTH]) == text[LENGTH] else None

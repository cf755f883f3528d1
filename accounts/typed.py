"""What of a form is kept when it cannot be sent: the words, never a secret. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

MOST_CHARACTERS = 100_000
MOST_NAMES = 300
Answers = dict[str, list[str]]

# Never kept, on no page: passwords, codes, proofs, and what somebody looked for.
SECRET = re.compile(
    r"passw|passphrase|passkey|csrf|token|secret|credential|recovery|^(code|otp|totp|pin|q|kept_path)$",
    re.IGNORECASE,
)


def worth_keeping(lists: Iterable[tuple[str, list[Any]]]) -> Answers:
    """The answers of a form by name; nothing at all when nobody wrote or chose anything."""
    found = {name: values for name, values in lists if not SECRET.search(name)}
    said = {name: [str(value) for value in values] for name, values in found.items()}
    blank = not any(value.strip() for values in said.values() for value in values)
    return {} if blank or is_too_much(said) else said


def read(sent: Any) -> Answers | None:
    """The same from what a script of ours sent as JSON; None for anything of another shape."""
    if not isinstance(sent, Mapping):
        return None
    shaped = all(
        isinstance(name, str) and isinstance(values, list) and all(isinstance(v, str) for v in values)
        for name, values in sent.items()
    )
    if not shaped or is_too_much(sent):
        return None
    return worth_keeping(sent.items())


def is_too_much(said: Mapping[str, list[str]]) -> bool:
    """More than any form of ours can hold."""
    size = sum(len(name) + sum(map(len, values)) for name, values in said.items())
    return len(said) > MOST_NAMES or size > MOST_CHARACTERS

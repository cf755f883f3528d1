"""A refusal is a sentence: one rule serves the guard, the button and the message."""

from collections.abc import Callable
from typing import Any


class Refused(Exception):
    """Something may not be done, and the page shows this text to the person who tried.

    `field` names the question that it is about, when it is about one: the page shows the sentence there.
    """

    field: str | None = None


def reason_not(check: Callable[..., Any], *facts: Any, **named: Any) -> str | None:
    """The sentence with which `check` refuses these facts, or None when it allows them."""
    try:
        check(*facts, **named)
    except Refused as refused:
        return str(refused)
    return None

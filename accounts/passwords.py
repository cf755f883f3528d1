"""Passwords: long rather than strange. No rules of composition; nothing anybody would guess here.

ASVS 6.2.1, 6.2.4, 6.2.5, 6.2.9, 6.2.11. Everything is offline: no password leaves the house.
"""

import re
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import Area

LONGEST = 256
OTHERS_LEFT = 8  # characters that must remain when what anybody here would guess is taken away
# Longest first, so that "dynamic support register" goes before "support".
CONTEXT = (
    "dynamicsupportregister", "dynamicsupport", "supportregister", "dynamic", "support", "register",
    "password", "passphrase", "welcome", "letmein", "qwertyuiop", "qwerty", "england", "council", "hospital",
    "autism", "keyworker", "coordinator", "commissioner", "admin", "nhs", "cetr", "ctr", "dsr", "icb",
)  # fmt: skip
TIMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "spring", "summer", "autumn", "winter", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
YEAR = re.compile(r"(?:19|20)\d\d")
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
LOOKALIKES = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s", "!": "i"})
GUESSED = "Your password is made of words that many people here would think of. Add words of your own"
RUNS = "Your password repeats itself or runs along the alphabet or the keyboard. Use several words"
TOO_LONG = f"Your password must be {LONGEST} characters or fewer"


class LongestPassword:
    """A limit far above what anybody types: one slow hash must not become a way to stop the house."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(TOO_LONG, code="password_too_long")

    def get_help_text(self) -> str:
        return TOO_LONG + "."


class NotGuessedHere:
    """Refuses what is made of the service's own words, areas, months and years, repeats and runs."""

    def validate(self, password: str, user: Any = None) -> None:
        if is_run(password):
            raise ValidationError(RUNS, code="password_runs")
        areas = Area.objects.values_list("name", flat=True)
        if len(what_is_left(password, [name for area in areas for name in words_of(area)])) < OTHERS_LEFT:
            raise ValidationError(GUESSED, code="password_of_context")

    def get_help_text(self) -> str:
        return "Do not use the name of the service, your area, a month or a year."


def words_of(area: str) -> list[str]:
    """An area's name as somebody would type it: in one go, and its longer words."""
    parts = re.findall(r"[a-z]+", area.lower())
    return ["".join(parts), *(part for part in parts if len(part) > 3)]


def what_is_left(password: str, more: list[str]) -> str:
    """The letters and digits that nobody here would guess."""
    plain = YEAR.sub(" ", password.lower())
    for text in (plain, plain.translate(LOOKALIKES)):
        for word in sorted({*CONTEXT, *TIMES, *more}, key=len, reverse=True):
            text = text.replace(word, " ")
        joined = re.sub(r"[\W_]+", "", text)
        for word in sorted({*CONTEXT, *TIMES, *more}, key=len, reverse=True):
            joined = joined.replace(word, "")
        plain = min(plain, joined, key=len)
    return plain


def is_run(password: str) -> bool:
    """Few different characters, one piece over and over, or a walk along the alphabet or keyboard."""
    text = password.lower()
    if len(set(text)) < 5:
        return True
    if any(text == (text[:size] * len(text))[: len(text)] for size in range(1, len(text) // 2 + 1)):
        return True
    steps = {pair for row in ROWS for line in (row, row[::-1]) for pair in pairwise(line)}
    along = sum(pair in steps for pair in pairwise(text))
    return len(text) > 1 and along >= 0.75 * (len(text) - 1)

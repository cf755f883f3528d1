"""What is typed at a meeting before it is decided: fields, their marks, and whose words win. Pure.

A mark is a fingerprint of the words that somebody had before them when they began to type. By it the
server tells who changed what: two people who write in different fields never touch each other's
words, and of the same field both versions are shown.
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

ROWS = 6  # recommendations that can be typed at once; each has one owner, one date, and how we will know
BOXES = ("what", "who", "when", "know")
WORDS = ("discussion", "works", "must_change", "own_view")
CRITERIA = ("red_criteria", "amber_criteria", "green_criteria")
ASKED = tuple(f"{name}{row}" for row in range(1, ROWS + 1) for name in BOXES)
FIELDS = ("choice", *CRITERIA, "reason", "words_for_person", *WORDS, "there", *ASKED, "next_look")
SETS = (*CRITERIA, "there")  # ticks, kept as their values with commas between
EVERYBODY = "*"  # all those who may hear it
LONGEST = 10_000


class Fate(StrEnum):
    """What becomes of one field that was sent."""

    KEPT = "kept"
    SAME = "same"
    THEIRS = "theirs"  # somebody else changed it, and whoever sends it did not
    CLASH = "clash"  # both changed it


@dataclass(frozen=True)
class Typed:
    """A field as it stands: its words, and who typed them last."""

    text: str = ""
    by: str = ""

    @property
    def mark(self) -> str:
        return fingerprint(self.text)


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def fate(sent: str, shown: str, now: Typed) -> Fate:
    """What becomes of `sent`, typed over the version marked `shown`, when the field stands as `now`."""
    if sent == now.text:
        return Fate.SAME
    if shown == now.mark:
        return Fate.KEPT
    if shown == fingerprint(sent):
        return Fate.THEIRS
    return Fate.CLASH


def tidy(field: str, text: str) -> str:
    """One way of writing line ends, and ticks in one order."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")[:LONGEST]
    return ",".join(sorted(set(filter(None, text.split(","))))) if field in SETS else text

"""Words in what somebody wrote that a person must read at once. Pure.

A list of words understands nothing: it is wrong in both directions, so it stops nobody, promises nothing and
decides nothing. It shows the crisis numbers to whoever wrote, and a loud line to the team. Words of abuse
are for the team alone: whoever fills the form in may be the one it is about.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Alarm(StrEnum):
    DANGER = "danger"
    ABUSE = "abuse"


_ONE = r"(?:\w+ )?"  # one word more, or none: "want to just die"
_WHOSE = r"(?:my|his|her|their|your)"
_THEM = r"(?:me|him|her|them)"
_SELF = r"(?:my|him|her|your|them)sel(?:f|ves)"
WORDS: dict[Alarm, tuple[str, ...]] = {
    Alarm.DANGER: (
        rf"wants? to {_ONE}die",
        r"wanted to die",
        r"wish(?:es)? (?:i|he|she|they) (?:was|were) dead",
        r"better off dead",
        r"suicid\w*",
        r"kill(?:s|ed|ing)?",
        r"overdos\w*",
        rf"end {_WHOSE} (?:own )?life",
        r"end it all",
        r"no reason to live",
        rf"tak(?:e|es|ing|en) {_WHOSE} own life",
        rf"hang(?:ing)? {_SELF}",
        r"ligatures?",
        r"stab(?:s|bed|bing)?",
        r"strangl\w*",
        r"set(?:s|ting)? fires?",
        r"(?:can’t|cannot|can not|unable to) keep (?:\w+ ){1,3}safe",
        r"jump(?:ed|ing|s)? (?:off|in front)",
        rf"cut(?:s|ting)? {_SELF}",
        r"(?:has|have|had|got|with) a knife",
    ),
    Alarm.ABUSE: (
        rf"(?:hits?|hurts?|beats?|slap(?:s|ped)?|kick(?:s|ed)?|punch(?:es|ed)?) {_THEM}",
        rf"touch(?:es|ed) {_THEM}",
        r"abus\w*",
        r"rap(?:e|ed|es|ist)",
        rf"lock(?:s|ed)? (?:{_THEM}|in)",
        r"bruis\w*",
        r"starv\w*",
        rf"tak(?:es|ing) {_WHOSE} money",
        rf"(?:scared|afraid|frightened) of (?:{_WHOSE}|{_THEM})",
        r"sexual\w*",
        r"tied (?:up|down)",
    ),
}
_PATTERNS = {alarm: re.compile(rf"\b(?:{'|'.join(found)})\b") for alarm, found in WORDS.items()}

# Every answer that somebody writes in their own words.
FREE_TEXT = (
    "happening", "tried", "would_help", "diagnosis_said", "hospital", "education", "people_involved",
    "needs_more", "not_share_words", "best_time", "do_not_contact", "through_whom", "person_reach_at",
)  # fmt: skip
EVERYTHING = (*FREE_TEXT, "wants_words")  # with what the person wrote alone


@dataclass(frozen=True)
class Found:
    """An alarm, the column it was found in, and the words."""

    alarm: Alarm
    column: str
    words: str


def alarms(kept: Mapping[str, Any], columns: Iterable[str] = EVERYTHING) -> list[Found]:
    """All that was found, each kind of words once a column."""
    return [
        Found(alarm, column, words)
        for column in columns
        for alarm, pattern in _PATTERNS.items()
        for words in dict.fromkeys(pattern.findall(_plain(kept.get(column) or "")))
    ]


def shows_danger(kept: Mapping[str, Any]) -> bool:
    """Whether whoever wrote is shown whom to call now: by what they can read themselves, nothing private."""
    return any(found.alarm is Alarm.DANGER for found in alarms(kept, FREE_TEXT))


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("'", "’").split())

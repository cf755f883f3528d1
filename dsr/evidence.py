"""What a rating rests on, and whether the person has been told: the words of those answers. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from config.refused import Refused

# A product default [D]: an area's own words go into the free text.
EVIDENCE = {
    "seen": "Seen in person",
    "call": "A telephone or video call",
    "person_said": "What the person said",
    "family_said": "What the family said",
    "colleague": "What a colleague or another team said",
    "report": "A report or a letter",
    "incident": "A record of an incident",
    "assessment": "An assessment or a risk plan",
}


class Telling(StrEnum):
    """Whether the person and those close to them know (domain reference 3.6: kept for every rating) [D]."""

    TOLD = "told"
    WILL = "will"


TELLING_LABELS = {Telling.TOLD: "They have been told", Telling.WILL: "They will be told"}


def check_telling(telling: Telling | None, how: str, on: date | None, *, today: date) -> None:
    """Refuse half an answer, a telling in the future and a promise in the past, each in a sentence."""
    if telling is None:
        return
    if on is None:
        raise Refused("Say on which day the person was told, or will be told.")
    if telling is Telling.TOLD and on > today:
        raise Refused("The day they were told must be today or earlier. Or choose “will be told”.")
    if telling is Telling.WILL and on < today:
        raise Refused("The day they will be told must be today or later.")
    if not how.strip():
        raise Refused("Say how the person was told, or will be told, and by whom.")


@dataclass(frozen=True)
class Grounds:
    """What a rating rests on and what people think of it: all optional, all kept with the rating."""

    evidence: tuple[str, ...] = ()
    evidence_words: str = ""
    person_view: str = ""
    family_view: str = ""
    works: str = ""
    must_change: str = ""
    telling: Telling | None = None
    telling_how: str = ""
    telling_on: date | None = None

    def columns(self) -> dict[str, Any]:
        """As a rating keeps them."""
        kept = {name: getattr(self, name) for name in WORDS_OF_GROUNDS}
        if self.telling:
            kept |= {
                "telling": self.telling,
                "telling_how": self.telling_how,
                "telling_on": self.telling_on,
            }
        return kept | {"evidence": sorted(self.evidence)}


WORDS_OF_GROUNDS = {
    "evidence_words": "What it rests on",
    "person_view": "What the person says",
    "family_view": "What the family says",
    "works": "What works",
    "must_change": "What must change",
}

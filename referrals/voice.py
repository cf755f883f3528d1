"""The words of the form change with who fills it in: "your", "your child's", then "Jade's". Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from referrals.statuses import FillingIn

BEFORE_THE_NAME = {
    FillingIn.CHILD: "your child",
    FillingIn.CARE: "the person you care for",
    FillingIn.WORK: "the person you support",
}


@dataclass(frozen=True)
class Voice:
    """Words to put into a question: {who}, {whose}, {do}, {are}, {have}, {was}, {s}, {they} and so on."""

    who: str
    whose: str
    do: str = "does"
    are: str = "is"
    have: str = "has"
    was: str = "was"
    s: str = "s"
    they: str = "they"
    them: str = "them"
    their: str = "their"

    def say(self, text: str) -> str:
        """A question in this voice. A word at its beginning gets a capital: {Who}, {Are}."""
        words = vars(self)
        return text.format_map({**words, **{key.capitalize(): first_up(word) for key, word in words.items()}})


def first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


YOU = Voice("you", "your", "do", "are", "have", "were", "", "you", "you", "your")


def voice_of(answers: Mapping[str, Mapping[str, Any]], whom: str = "") -> Voice:
    """How to speak, from what has been answered so far.

    `whom`: the form is always about somebody else, called this until their name is known.
    """
    filling_in = answers.get("who", {}).get("filling_in_for", "")
    if filling_in not in BEFORE_THE_NAME and not whom:
        return YOU
    name = answers.get("name", {})
    called = name.get("preferred_name") or name.get("given_name")
    who = called or whom or BEFORE_THE_NAME[FillingIn(filling_in)]
    return Voice(who, f"{who}’s" if called or whom or filling_in == FillingIn.CHILD else "their")

"""The eight PERSONAL principles, and what a panel asks itself about each. Pure.

The principles are national [N] (domain reference 6.9); the questions are our own drafts [D].
"""

from dataclasses import dataclass

from dsr.principles import PRINCIPLES as NAMED


@dataclass(frozen=True)
class Principle:
    """One principle: its letter in PERSONAL, its name, and the question a panel answers."""

    key: str
    letter: str
    name: str
    question: str


QUESTIONS = {
    "person_centred": "Is the person, with their family, at the centre of their care and of this review?",
    "evidence_based": "Does what we say rest on what we read, saw and heard?",
    "rights_led": (
        "Are the person's rights respected: an advocate, the least restriction, their legal status?"
    ),
    "whole_person": "Do we see the whole person: health, mind, senses, learning, family, what they love?",
    "open_independent": "Could everybody on the panel ask anything, and disagree?",
    "nothing_about_us": (
        "Did the person take part in the way that suits them, or did somebody speak for them?"
    ),
    "action_focused": "Does each thing that must change have somebody to do it, and a day?",
    "living_life": "Is there a way to live a good life in the community, and what is the next step to it?",
}
PRINCIPLES = tuple(Principle(key, letter, name, QUESTIONS[key]) for key, (letter, name) in NAMED.items())
BY_KEY = {principle.key: principle for principle in PRINCIPLES}
CHOICES = [(principle.key, principle.name) for principle in PRINCIPLES]

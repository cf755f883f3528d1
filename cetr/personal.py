"""The eight PERSONAL principles, and what a panel asks itself about each. Pure.

The principles are national [N] (domain reference 6.9); the questions are our own drafts [D].
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Principle:
    """One principle: its letter in PERSONAL, its name, and the question a panel answers."""

    key: str
    letter: str
    name: str
    question: str


PRINCIPLES = (
    Principle("person_centred", "P", "Person- and family-centred",
              "Is the person, with their family, at the centre of their care and of this review?"),
    Principle("evidence_based", "E", "Evidence based",
              "Does what we say rest on what we read, saw and heard?"),
    Principle("rights_led", "R", "Rights led",
              "Are the person's rights respected: an advocate, the least restriction, their legal status?"),
    Principle("whole_person", "S", "Seeing the whole person",
              "Do we see the whole person: health, mind, senses, learning, family, what they love?"),
    Principle("open_independent", "O", "Open, independent and challenging",
              "Could everybody on the panel ask anything, and disagree?"),
    Principle("nothing_about_us", "N", "Nothing about us without us",
              "Did the person take part in the way that suits them, or did somebody speak for them?"),
    Principle("action_focused", "A", "Action focused",
              "Does each thing that must change have somebody to do it, and a day?"),
    Principle("living_life", "L", "Living life in the community",
              "Is there a way to live a good life in the community, and what is the next step to it?"),
)  # fmt: skip
BY_KEY = {principle.key: principle for principle in PRINCIPLES}
CHOICES = [(principle.key, principle.name) for principle in PRINCIPLES]

"""Who may be discussed at a meeting, and which partners leave for it. Pure.

The consent banner comes first, and nobody is discussed whose consent is missing (domain reference 3.9 [D]).
Partners join for their own cases only; whether one may hear about somebody is their answer about sharing
with that kind of organisation, asked at that moment.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dsr.consent_holds import Gate
from dsr.consent_words import ShareKind
from dsr.meeting_words import TABLE_LABELS, TEAM


@dataclass(frozen=True)
class MayHear:
    """Whether somebody may be discussed, why (not) as a sentence, who stays and who leaves, with why."""

    allowed: bool
    sentence: str
    stays: tuple[str, ...]
    leaves: Mapping[str, str]

    @property
    def leave_words(self) -> list[tuple[str, str]]:
        """The organisations that leave for this one, each with the sentence that says why."""
        return [(TABLE_LABELS[kind], sentence) for kind, sentence in self.leaves.items()]

    @property
    def stay_words(self) -> list[str]:
        return [TABLE_LABELS[kind] for kind in self.stays]


def may_hear(place: Gate, sharing: Mapping[ShareKind, Gate], table: Iterable[str]) -> MayHear:
    """Of those at the table who may hear about somebody.

    `place` is the answer about being on the register; `sharing` that for each kind. Without the first
    nobody is discussed; with partners at the table and none of them allowed, neither.
    """
    kinds = [kind for kind in TABLE_LABELS if kind in set(table)]
    partners = [kind for kind in kinds if kind != TEAM]
    leaves = {
        kind: sharing[ShareKind(kind)].sentence for kind in partners if not sharing[ShareKind(kind)].allowed
    }
    if not place.allowed:
        return MayHear(False, place.sentence, (), leaves)
    stays = tuple(kind for kind in kinds if kind not in leaves)
    if partners and len(leaves) == len(partners):
        return MayHear(
            False, f"None of the organisations here may hear this. {leaves[partners[0]]}", (), leaves
        )
    return MayHear(True, place.sentence, stays, leaves)

"""Changing one's mind: what can be stopped, who may stop it, and what is closed then. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from config.refused import Refused
from dsr.consent import SHARE_LABELS, Answer, Basis, Purpose, ShareKind


class Way(StrEnum):
    """How it was said, and so how we know that it is true."""

    REFERENCE = "reference"
    OWN_SPACE = "me"


WAYS = {
    Way.REFERENCE: "With a reference and the date of birth",
    Way.OWN_SPACE: "Signed in, in their own space",
}


class Says(StrEnum):
    """Who says it."""

    PERSON = "person"
    PARENT = "parent"
    DECIDER = "decider"
    OTHER = "other"


SAYS = {
    Says.PERSON: "I am the person this is about",
    Says.PARENT: "I have parental responsibility for them",
    Says.DECIDER: "I am their attorney or deputy, or made the best-interests decision",
    Says.OTHER: "Somebody else",
}
SAID_BY = {
    Says.PERSON: "The person themselves",
    Says.PARENT: "Somebody with parental responsibility",
    Says.DECIDER: "Whoever decides for them",
    Says.OTHER: "Somebody else",
}

EVERYTHING, SHARE_ALL = "everything", "share"
REVIEW = {
    "meeting": Purpose.MEETING,
    "papers": Purpose.DISCLOSURE,
    "findings": Purpose.USE,
}
KINDS = {f"share_{kind.value}": kind for kind in ShareKind}
PARTS = {
    "register": "Being on the register",
    SHARE_ALL: "Sharing with anybody",
    "meeting": "Having a review",
    "papers": "Showing papers to the panel of a review",
    "findings": "Using what a review finds",
}
STOPS = {
    EVERYTHING: "Everything",
    **PARTS,
    **{code: f"Sharing with: {SHARE_LABELS[kind]}" for code, kind in KINDS.items()},
}


@dataclass(frozen=True)
class Stop:
    """One decision that is taken back."""

    purpose: Purpose
    to: ShareKind | None = None

    @property
    def of_a_review(self) -> bool:
        return self.purpose in REVIEW.values()


def stops(codes: Iterable[str]) -> list[Stop]:
    """The decisions that these choices take back, each once."""
    chosen = set(codes)
    if EVERYTHING in chosen:
        chosen |= set(PARTS)
    if SHARE_ALL in chosen:
        chosen -= set(KINDS)
    found = [Stop(Purpose.REGISTER)] if "register" in chosen else []
    found += [Stop(Purpose.SHARE)] if SHARE_ALL in chosen else []
    found += [Stop(Purpose.SHARE, kind) for code, kind in KINDS.items() if code in chosen]
    return found + [Stop(purpose) for code, purpose in REVIEW.items() if code in chosen]


GROWN = (
    "From 16 a person decides for themselves, so a parent cannot stop this for them. "
    "They can: here, with their own account, or by telling anybody of the team. "
    "We call today and ask them."
)
SOMEBODY_ELSE = (
    "Only the person, or whoever decides for them, can stop this. We have written down what you say. "
    "The team calls today and asks the person."
)
NOT_KNOWN_YET = (
    "Nothing is on the register from this form yet, and nothing has been shared. "
    "The team reads today what you say, and does not go on without asking you."
)


def check_may_stop(says: str, *, age: int) -> None:
    """Refuse somebody who does not decide for a person of this age."""
    if says == Says.OTHER:
        raise Refused(SOMEBODY_ELSE)
    if says == Says.PARENT and age >= 16:
        raise Refused(GROWN)
    if says == Says.DECIDER and age < 16:
        raise Refused(SOMEBODY_ELSE)


def refusal_in_own_space(parent: bool) -> str:
    """Why somebody with an account cannot stop this for the person, and who can."""
    return (
        GROWN.removesuffix(" We call today and ask them.")
        if parent
        else (
            "Only the person, or whoever decides for them, can stop this. They can do it here with their own "
            "account, or by telling anybody of the team."
        )
    )


def basis_to_stop(says: str, *, age: int, answers: Iterable[Answer]) -> Basis:
    """On which basis a change of mind is written down.

    A child is taken to understand when the ledger already holds an answer of theirs as one who does;
    otherwise theirs stands beside the parents' as what they want, which closes just the same.
    """
    held = {answer.basis for answer in answers}
    if says == Says.PERSON:
        if age >= 16:
            return Basis.PERSON
        return Basis.CHILD if Basis.CHILD in held else Basis.CHILD_WISH
    if says == Says.PARENT:
        return (
            Basis.COUNCIL_PR if Basis.COUNCIL_PR in held and Basis.PARENT_PR not in held else Basis.PARENT_PR
        )
    return Basis.ATTORNEY if Basis.ATTORNEY in held and age >= 18 else Basis.BEST_INTERESTS

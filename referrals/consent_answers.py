"""What a consent form says: who answers, what about, and what can go into the ledger from it. Pure.

`kept` is a form's columns by name, as `Sheet.columns` makes them or as the model holds them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dsr.consent import Basis, Decision, Purpose, ShareKind, thing
from dsr.consent_words import EXPLAINED_HOW


class Giver(StrEnum):
    """Who answers."""

    PERSON = "person"
    PARENT = "parent"
    ATTORNEY = "attorney"
    BEST_INTERESTS = "best_interests"


GIVERS = {
    Giver.PERSON: "I answer for myself",
    Giver.PARENT: "I have parental responsibility for a child under 16",
    Giver.ATTORNEY: "I am an attorney or deputy for an adult’s health and welfare",
    Giver.BEST_INTERESTS: "I work with somebody of 16 or over who cannot decide this",
}
WHO_ANSWERED = {
    Giver.PERSON: "the person themselves",
    Giver.PARENT: "somebody with parental responsibility",
    Giver.ATTORNEY: "an attorney or deputy",
    Giver.BEST_INTERESTS: "a professional, in the person’s best interests",
}


class FormState(StrEnum):
    """Where a consent form is."""

    RECEIVED = "received"
    RECORDED = "recorded"
    NOT_RECORDED = "not_recorded"


FORM_STATES = {
    FormState.RECEIVED: "To be recorded",
    FormState.RECORDED: "Recorded",
    FormState.NOT_RECORDED: "Not recorded",
}
FORM_MOVES: dict[FormState, tuple[FormState, ...]] = {
    FormState.RECEIVED: (FormState.RECORDED, FormState.NOT_RECORDED),
    FormState.RECORDED: (),
    FormState.NOT_RECORDED: (FormState.RECORDED,),
}

ANSWERS = {
    Decision.YES: "Yes",
    Decision.LIMITED: "Yes, with limits",
    Decision.THINKING: "I am not sure yet",
    Decision.NO: "No",
}
SHORT_ANSWERS = {Decision.YES: "Yes", Decision.NO: "No", Decision.THINKING: "Not sure"}
EXPLAINED = {"read": "On this website", **EXPLAINED_HOW}  # the first says nothing that proves anything
EACH = "each"
SHARE_ALL = {
    EACH: "I choose one by one",
    Decision.YES: "Yes to all of them",
    Decision.NO: "No to all of them",
    Decision.THINKING: "I am not sure yet",
}
CHILD_SAYS = {
    "agrees": "They want this too",
    "no": "They say no",
    "not_sure": "They are not sure",
    "not_asked": "They have not been asked",
}
COURT_ORDERS = {
    "none": "No",
    "other": "Yes, but it does not change what I may decide",
    "limits": "Yes, and it limits what I may decide",
    "not_sure": "I am not sure",
}
PAPER_HOW = {"handed": "I hand it in", "posted": "I post it"}
COPY_TO = {"sender": "Me", "person": "The person this is about", "other": "Somebody else"}
COPY_FORMATS = {
    "standard": "Usual letters",
    "large": "Large print",
    "easy": "Easy read, with pictures",
    "email": "By e-mail",
    "audio": "Read to me on the phone",
}


def share_column(kind: ShareKind) -> str:
    """The column that holds the answer about one kind of organisation."""
    return f"share_{kind.value}"


# ---------------------------------------------------------------- who may answer at which age

INSTEAD = {
    Giver.PARENT: (
        "From the 16th birthday a person answers for themselves, and a parent’s answer no longer counts. "
        "Please ask them to fill in this form: you can sit beside them and help. "
        "If they cannot decide this even with help, phone us: then we decide together what is best for them."
    ),
    Giver.BEST_INTERESTS: (
        "Decisions like this start at 16. Before that the child answers if they understand, or somebody with "
        "parental responsibility does. Go back to the first question and choose who answers."
    ),
    Giver.ATTORNEY: (
        "An attorney or deputy decides for adults only, from 18. Go back to the first question and choose "
        "who answers. If you are not sure who can, phone us."
    ),
}


def cannot_answer(giver: str, age: int | None) -> str:
    """Why somebody may not answer for a person of this age, and what to do instead; "" when they may."""
    if age is None:
        return ""
    refused = {
        Giver.PARENT: age >= 16,
        Giver.BEST_INTERESTS: age < 16,
        Giver.ATTORNEY: age < 18,
    }
    return next((INSTEAD[who] for who, not_them in refused.items() if not_them and giver == who), "")


def basis_of(giver: str, *, age: int, authority: str = "", understands: bool = False) -> Basis:
    """On which basis an answer goes into the ledger. `understands`: a child under 16, as the team found."""
    if giver == Giver.PERSON:
        if age >= 16:
            return Basis.PERSON
        return Basis.CHILD if understands else Basis.CHILD_WISH
    if giver == Giver.PARENT:
        return Basis.COUNCIL_PR if authority == "council" else Basis.PARENT_PR
    return Basis.ATTORNEY if giver == Giver.ATTORNEY else Basis.BEST_INTERESTS


# ---------------------------------------------------------------- what was decided


@dataclass(frozen=True)
class Decided:
    """One decision on a form: about what, with which kind of organisation, and the answer with its limits."""

    purpose: Purpose
    decision: Decision
    to: ShareKind | None = None
    limits: str = ""

    @property
    def about(self) -> str:
        words = thing(self.purpose, self.to)
        return words[:1].upper() + words[1:]

    @property
    def closes(self) -> bool:
        return self.decision is Decision.NO


OF_THE_REVIEW = {"meeting": Purpose.MEETING, "papers": Purpose.DISCLOSURE, "findings": Purpose.USE}


def decisions(kept: Mapping[str, Any]) -> list[Decided]:
    """Every decision that a form holds, in the order of its questions."""
    return [*_register(kept), *_sharing(kept), *_review(kept)]


def _register(kept: Mapping[str, Any]) -> Iterator[Decided]:
    if kept["register"]:
        yield Decided(Purpose.REGISTER, Decision(kept["register"]), limits=kept["register_limits"])


def _sharing(kept: Mapping[str, Any]) -> Iterator[Decided]:
    """A yes to all is said of each kind by name too: it was shown by name, and may be taken back alone."""
    limits = kept["share_limits"]
    if kept["share_all"] == EACH:
        answered = {kind: kept[share_column(kind)] for kind in ShareKind}
        for kind, answer in answered.items():
            if answer:
                yield _with_limits(Decided(Purpose.SHARE, Decision(answer), to=kind), limits)
    elif kept["share_all"]:
        decision = Decision(kept["share_all"])
        for to in (None, *(ShareKind if decision is Decision.YES else ())):
            yield _with_limits(Decided(Purpose.SHARE, decision, to=to), limits)


def _with_limits(decided: Decided, limits: str) -> Decided:
    if decided.decision is not Decision.YES or not limits:
        return decided
    return Decided(decided.purpose, Decision.LIMITED, decided.to, limits)


def _review(kept: Mapping[str, Any]) -> Iterator[Decided]:
    if kept["review_asked"] != "yes":
        return
    for name, purpose in OF_THE_REVIEW.items():
        if kept[name]:
            yield Decided(purpose, Decision(kept[name]), limits=_review_limits(kept, name))


def _review_limits(kept: Mapping[str, Any], name: str) -> str:
    return kept["review_limits"] if kept[name] == Decision.LIMITED else ""


def says_no(kept: Mapping[str, Any]) -> bool:
    """Whether anything on the form closes something: that is acted on the same day."""
    return any(decided.closes for decided in decisions(kept)) or child_says_no(kept)


def child_says_no(kept: Mapping[str, Any]) -> bool:
    """Whether a parent writes that the child says no: the ledger holds both, and shares nothing."""
    return kept["giver"] == Giver.PARENT and kept["child_says"] == "no"


# ---------------------------------------------------------------- what each answer changes

CHANGES = {
    (Purpose.REGISTER, True): "The team looks at how things are going, and finds help early.",
    (Purpose.REGISTER, False): "There is no place on the register. Other care goes on as before.",
    (Purpose.SHARE, True): "They see what they need to help, and nothing more.",
    (Purpose.SHARE, False): "They are told nothing from the register.",
    (Purpose.MEETING, True): "We agree on the day, the place and who comes.",
    (Purpose.MEETING, False): "There is no review. The team still works on help.",
    (Purpose.DISCLOSURE, True): "The panel can read the papers for this one review.",
    (Purpose.DISCLOSURE, False): "The papers stay locked.",
    (Purpose.USE, True): "Those who give care get the report, and have to act on it.",
    (Purpose.USE, False): "The report stays with the person and those who must know.",
}
ASK_AGAIN = "Nothing changes. We come back and ask again."


@dataclass(frozen=True)
class Change:
    """What one answer changes, for whoever sent it: the thing, the answer in words, what follows."""

    about: str
    answer: str
    follows: str


ANSWER_WORDS = {**ANSWERS, Decision.THINKING: "Not sure yet"}


def changes(kept: Mapping[str, Any]) -> list[Change]:
    """What the answers of a form change. Sharing with all of them is one line, not seventeen."""
    whole = kept["share_all"] != EACH
    told = [d for d in decisions(kept) if not (whole and d.to)]
    return [Change(d.about, ANSWER_WORDS[d.decision], _follows(d)) for d in told]


def _follows(decided: Decided) -> str:
    if decided.decision is Decision.THINKING:
        return ASK_AGAIN
    return CHANGES[decided.purpose, not decided.closes]

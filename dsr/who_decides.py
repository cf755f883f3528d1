"""Who decides about consent, by age, understanding, capacity and authority. Pure.

The logic of the domain reference 5.3, after the Mental Capacity Act and what the courts said of children
who understand. A hold is an answer too: who must be asked before anybody decides.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from config.refused import Refused
from dsr.consent_words import FOR_SOMEBODY_UNABLE, UNDER_16, Basis
from dsr.days import age_on, birthday, plain


class Competence(StrEnum):
    """Whether a child under 16 understands this decision (Gillick)."""

    NOT_ASKED = "not_asked"
    COMPETENT = "competent"
    NOT_COMPETENT = "not_competent"


class Capacity(StrEnum):
    """What is known about the capacity of somebody of 16 or over for this decision."""

    NO_DOUBT = "no_doubt"
    HAS = "has"
    LACKS = "lacks"
    DOUBT = "doubt"
    OTHER_REASON = "other_reason"  # cannot decide freely, and not for an impairment of mind or brain


CAPACITY_LABELS = {
    Capacity.HAS: "They can decide this now",
    Capacity.LACKS: "They cannot decide this now, because of an impairment of mind or brain",
    Capacity.DOUBT: "There is a doubt: it is not assessed yet",
    Capacity.OTHER_REASON: "They cannot decide freely, for another reason",
}
ABILITIES = {
    "understands": "Understand what it is about",
    "retains": "Keep it in mind long enough to decide",
    "weighs": "Use or weigh it",
    "communicates": "Say or show what they decide",
}


@dataclass(frozen=True)
class Authority:
    """Who else could decide: each is true only when somebody has seen the proof."""

    attorney: bool = False
    care_order: bool = False
    parent: bool = False


@dataclass(frozen=True)
class Hold:
    """Nobody decides yet, and what must happen first, in a sentence."""

    sentence: str


ASK_CHILD = Hold("Ask the child first, in a way that suits them, and write down whether they understand.")
ASSESS = Hold("There is a doubt whether the person can decide this now. Assess that first.")
ADVICE = Hold(
    "The person cannot decide this freely, and not because of an impairment of mind or brain. "
    "Ask for legal advice first."
)
UNDECIDED = {Capacity.DOUBT: ASSESS, Capacity.OTHER_REASON: ADVICE}
SIGN_OFF = (
    "A welfare decision for a child needs the name of the legal or safeguarding lead who signed it off."
)


def who_decides(
    *,
    age: int,
    competence: Competence = Competence.NOT_ASKED,
    capacity: Capacity = Capacity.NO_DOUBT,
    authority: Authority = Authority(),
) -> Basis | Hold:
    """Whose answer counts for this decision at this age, or what must be found out first."""
    if age < 16:
        return _for_a_child(competence, authority)
    if capacity in (Capacity.NO_DOUBT, Capacity.HAS):
        return Basis.PERSON
    if capacity is Capacity.LACKS:
        return Basis.ATTORNEY if age >= 18 and authority.attorney else Basis.BEST_INTERESTS
    return UNDECIDED[capacity]


def _for_a_child(competence: Competence, authority: Authority) -> Basis | Hold:
    if competence is Competence.NOT_ASKED:
        return ASK_CHILD
    if competence is Competence.COMPETENT:
        return Basis.CHILD
    if authority.care_order:
        return Basis.COUNCIL_PR
    return Basis.PARENT_PR if authority.parent else Basis.WELFARE_UNDER_16


def check_basis(basis: Basis, *, born: date, on: date) -> None:
    """Refuse a basis that somebody of this age cannot have."""
    age = age_on(born, on)
    if age >= 16 and basis in UNDER_16:
        raise Refused(
            f"This person is {age}: from 16 they decide for themselves, or a best-interests decision is made."
        )
    if age < 16 and basis in (Basis.PERSON, Basis.BEST_INTERESTS):
        raise Refused(
            f"This person is {age}: under 16 the child decides if they understand, "
            "or somebody with parental responsibility."
        )
    if age < 18 and basis is Basis.ATTORNEY:
        raise Refused(f"This person is {age}: an attorney or deputy decides for adults only.")


def check_yes(basis: Basis, *, capacity: Capacity, assessed_on: date | None) -> None:
    """Refuse a yes from whoever does not decide, by what is known of the person's capacity on that day.

    Only a yes: a no and a change of mind are written down whoever says them.
    """
    day = f" on {plain(assessed_on)}" if assessed_on else ""
    if basis is Basis.PERSON and capacity is Capacity.LACKS:
        raise Refused(
            f"This person was found unable to decide this{day}. Record a best-interests decision, "
            "or a new assessment if they can decide it now."
        )
    if basis in FOR_SOMEBODY_UNABLE and capacity is Capacity.HAS:
        raise Refused(f"This person was found able to decide this{day}. Ask them: nobody else says yes.")
    if basis is Basis.PERSON and capacity in UNDECIDED:
        raise Refused(UNDECIDED[capacity].sentence)


def check_assessment(finding: Capacity, abilities: dict[str, bool | None], *, age: int) -> None:
    """Refuse an assessment that does not follow from its four answers [S], or that is about a child."""
    if age < 16:
        raise Refused(
            f"This person was {age}: capacity is assessed from 16. Before that ask if they understand."
        )
    cannot = [name for name, can in abilities.items() if can is False]
    if finding is Capacity.LACKS and not cannot:
        raise Refused("Somebody lacks capacity only if they cannot do at least one of the four. Say which.")
    if finding is Capacity.HAS and (cannot or None in abilities.values()):
        raise Refused("Somebody who can decide can do all four. Say so for each, or choose another finding.")


def ends_with_birthday(basis: Basis, *, decided_on: date, born: date, standing: bool) -> int | None:
    """The birthday on which an answer ends, 16 or 18, or None.

    Whoever decides for a child decides until 16. An answer about the register, sharing or a keyworker that
    was given before 18 is asked again then, as adult rules begin [L]. What the young person says
    themselves in the 91 days before either birthday is the new answer already, and goes on.
    """
    own = basis is Basis.CHILD and counts_from_birthday(decided_on, born, 16)
    if basis in UNDER_16 and not own:
        return 16
    early = decided_on < birthday(born, 18) and not counts_from_birthday(decided_on, born, 18)
    return 18 if standing and early else None


ASKED_AHEAD = 91  # days before the 16th and 18th birthday (domain reference, R12 and R13 [D])


def counts_from_birthday(decided_on: date, born: date, age: int) -> bool:
    """Whether an answer of this day is the one that was asked for because of a birthday."""
    return (birthday(born, age) - decided_on).days <= ASKED_AHEAD

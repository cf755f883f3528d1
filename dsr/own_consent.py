"""What is open and closed, for the person and the family: yes or no, and nobody else's words."""

from dataclasses import dataclass
from datetime import date

from dsr import consent
from dsr import consent_words as words
from dsr.gate import Ledger

SHUT = {
    consent.State.NOT_ASKED: "Not asked yet. So it is no for now.",
    consent.State.THINKING: "Not decided yet. So it is no for now.",
    consent.State.EXPIRED: "We have to ask again. Until then it is no.",
    consent.State.DISPUTED: "Not settled yet. Until then it is no.",
}


@dataclass(frozen=True)
class Said:
    """One decision in plain words."""

    thing: str
    is_open: bool
    more: str


def own_consent(ledger: Ledger, today: date) -> dict[str, list[Said]]:
    """Each decision as it stands: never who said it, what they said beside it, or why."""
    decisions = [(words.PURPOSE_LABELS[p], ledger.may(p, on=today)) for p in MINE]
    kinds = [(words.SHARE_LABELS[kind], gate) for kind, gate in ledger.kinds(on=today).items()]
    return {"decisions": [_said(*row) for row in decisions], "kinds": [_said(*row) for row in kinds]}


MINE = (consent.Purpose.REGISTER, consent.Purpose.KEYWORKER)


def _said(thing: str, gate: consent.Gate) -> Said:
    if gate.rechecking:
        return Said(thing, True, "We are asking again.")
    limits = "With limits." if gate.state is consent.State.LIMITED and gate.allowed else ""
    return Said(thing, gate.allowed, limits or ("" if gate.allowed else SHUT.get(gate.state, "")))

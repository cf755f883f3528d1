"""A keyworker is offered, and what came of it: the states of an offer and the moves between them. Pure.

That the offer is recorded is what the clock asks for; the words of the states are the reference's (7) [D].
"""

from enum import StrEnum

from config.refused import Refused


class OfferState(StrEnum):
    """What came of offering a keyworker."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WAITING = "waiting"
    ENDED = "ended"


OFFER_LABELS = {
    OfferState.OFFERED: "Offered, no answer yet",
    OfferState.ACCEPTED: "Offered, and they said yes",
    OfferState.DECLINED: "Offered, and they said no",
    OfferState.WAITING: "They said yes and wait for one",
    OfferState.ENDED: "The keyworker’s work has ended",
}
_S = OfferState
OFFER_MOVES: dict[OfferState | None, tuple[OfferState, ...]] = {
    None: (_S.OFFERED, _S.ACCEPTED, _S.WAITING, _S.DECLINED),
    _S.OFFERED: (_S.ACCEPTED, _S.WAITING, _S.DECLINED),
    _S.ACCEPTED: (_S.WAITING, _S.DECLINED, _S.ENDED),
    _S.WAITING: (_S.ACCEPTED, _S.DECLINED),
    _S.DECLINED: (_S.OFFERED, _S.ACCEPTED, _S.WAITING),
    _S.ENDED: (_S.OFFERED, _S.ACCEPTED, _S.WAITING, _S.DECLINED),
}


def check_offer(new: OfferState, *, now: OfferState | None) -> None:
    """Refuse, in a sentence, what does not follow from what was recorded last."""
    if new in OFFER_MOVES[now]:
        return
    if now is None:
        raise Refused("No keyworker has been offered yet, so nothing can have ended.")
    if new is OfferState.ENDED:
        raise Refused("They have no keyworker from this offer, so nothing can have ended.")
    raise Refused(f"On record already: {OFFER_LABELS[now].lower()}.")

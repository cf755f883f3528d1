"""The timeline's lines about what followed a rating: a keyworker offered, the person told."""

from datetime import date

from dsr.days import plain
from dsr.keyworker_offers import OFFER_LABELS, OfferState
from dsr.models import KeyworkerOffer, RatingTold
from dsr.timeline import told
from dsr.timeline_rows import ENTRY, at_or_on


@told(
    lambda: KeyworkerOffer.objects.filter(entry=ENTRY),
    kind="keyworker", when=at_or_on("at", "on"), who="by_id", detail="words", values=("state",),
)  # fmt: skip
def _offered(state: str) -> str:
    label = OFFER_LABELS[OfferState(state)]
    return f"Keyworker: {label[0].lower()}{label[1:]}"


@told(
    lambda: RatingTold.objects.filter(rating__entry=ENTRY),
    kind="rating", when=at_or_on("at", "on"), who="by_id", detail="how", values=("rating__decided_on",),
)  # fmt: skip
def _told(decided: str) -> str:
    return f"Told about the rating of {plain(date.fromisoformat(decided))}"

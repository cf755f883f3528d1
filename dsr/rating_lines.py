"""The timeline's lines about what followed a rating: a keyworker offered, the person told."""

from collections.abc import Iterable

from dsr.days import plain
from dsr.keyworker_offers import OFFER_LABELS, OfferState
from dsr.models import KeyworkerOffer, RatingTold, RegisterEntry
from dsr.timeline import Line, moment, source


@source
def _offers(entry: RegisterEntry) -> Iterable[Line]:
    rows = KeyworkerOffer.objects.filter(entry=entry).order_by("pk")
    for at, on, state, words, by in rows.values_list("at", "on", "state", "words", "by__name"):
        when, has_time = moment(at, on)
        label = OFFER_LABELS[OfferState(state)]
        yield Line(when, "keyworker", f"Keyworker: {label[0].lower()}{label[1:]}", by, words, has_time)


@source
def _told(entry: RegisterEntry) -> Iterable[Line]:
    rows = RatingTold.objects.filter(rating__entry=entry).order_by("pk")
    for at, on, how, decided, by in rows.values_list("at", "on", "how", "rating__decided_on", "by__name"):
        when, has_time = moment(at, on)
        yield Line(when, "rating", f"Told about the rating of {plain(decided)}", by, how, has_time)

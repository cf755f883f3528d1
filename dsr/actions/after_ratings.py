"""What follows a rating: the person is told, and up to 25 a keyworker is offered."""

from datetime import date

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr.actions.deadlines import heard, meet_deadlines
from dsr.actions.ratings import TOLD
from dsr.keyworker_offers import OfferState, check_offer
from dsr.models import KeyworkerOffer, Rating, RatingTold, RegisterEntry


@transaction.atomic
def offer_keyworker(
    *, entry: RegisterEntry, state: OfferState, on: date, by: User, today: date, words: str = ""
) -> KeyworkerOffer:
    """Record that a keyworker was offered, or what came of it; that is what rule R28 asks for [L/D].

    Refuses a day in the future or before the last word, and what does not follow from it. The same said
    twice by the same person is one row.
    """
    entry = RegisterEntry.objects.select_for_update(of=("self",)).select_related("person").get(pk=entry.pk)
    last = entry.keyworker_offers.order_by("-pk").first()
    if last and (last.state, last.on, last.words, last.by_id) == (state, on, words, by.pk):
        return last
    if on > today:
        raise Refused("The day of the offer must be today or earlier.")
    if last and on < last.on:
        raise Refused("Something later is on record already. Say what has happened since.")
    check_offer(state, now=OfferState(last.state) if last else None)
    row = KeyworkerOffer.objects.create(entry=entry, state=state, words=words, on=on, by=by)
    if state is not OfferState.ENDED:
        meet_deadlines(entry=entry, keys=["keyworker_offer"], on=on, by=by)
    heard(entry=entry, on=on, by=by)
    return row


@transaction.atomic
def record_rating_told(*, rating: Rating, on: date, how: str, by: User, today: date) -> RatingTold:
    """Record how and when the person was told about a rating (domain reference 3.6: kept for every one).

    Refuses a day before the rating was decided or after today. The same sent twice is one row.
    """
    entry = RegisterEntry.objects.select_for_update().get(pk=rating.entry_id)
    if on > today:
        raise Refused("The day they were told must be today or earlier.")
    if on < rating.decided_on:
        raise Refused("That is before the rating was decided. Check the day.")
    already = rating.told.filter(on=on, how=how, by=by).first()
    if already:
        return already
    row = RatingTold.objects.create(rating=rating, on=on, how=how, by=by)
    if rating.number == entry.rating_number:
        meet_deadlines(entry=entry, keys=[TOLD], on=on, by=by)
    heard(entry=entry, on=on, by=by)
    return row

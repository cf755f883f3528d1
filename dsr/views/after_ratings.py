"""What a rating asks for at once: a review, a meeting, a keyworker, and telling the person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission, Reach
from config.access import needs
from config.refused import Refused
from dsr import actions, days, ratings
from dsr.after_rating_forms import OfferForm, ToldForm, quickly
from dsr.entry_page import rating_facts, shared_with
from dsr.gate import ledger_of
from dsr.keyworker_offers import OfferState
from dsr.meetings_coming import coming_for
from dsr.models import Rating, RegisterEntry
from dsr.next_steps import CLOCKS
from dsr.rating_words import preview
from dsr.views.entries import GET_POST
from dsr.views.one_person import number_in
from dsr.views.scope import entry_for
from dsr.who_hears import who_hears


@needs(Permission.CHANGE_RATING)
@GET_POST
def rate_next(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The steps of this colour, each done with one press or put off: then its clock stays under Next."""
    entry = entry_for(request, entry_id, Permission.CHANGE_RATING, page="after a rating")
    latest = get_object_or_404(entry.ratings.order_by("-number")[:1])
    today = timezone.localdate()
    last = entry.keyworker_offers.select_related("by").order_by("-pk").first()
    what, first = request.POST.get("what"), {"on": today}
    offer = OfferForm(
        request.POST if what == "offer" else None,
        initial=first,
        now=OfferState(last.state) if last else None,
    )
    told = ToldForm(request.POST if what == "told" else None, initial=first)
    try:
        done = _offer(request, entry, offer) or _tell(request, latest, told)
    except Refused as refused:
        _say(request, offer if what == "offer" else told, str(refused))
    else:
        if done:
            messages.success(request, done)
            return redirect("rate-next", entry_id=entry.pk)
    forms = {
        "offer": offer,
        "told": told,
        "last": last,
        "rating_shown": (_shown(request, latest) or latest).number,
    }
    return render(request, "dsr/rate_next.html", _facts(entry, latest, request.user) | forms)


def _say(request: HttpRequest, form: OfferForm | ToldForm, sentence: str) -> None:
    """Beside the form that was sent; what one press asked for has none."""
    if form.is_bound:
        form.add_error(None, sentence)
    else:
        messages.error(request, sentence)


def _offer(request: HttpRequest, entry: RegisterEntry, form: OfferForm) -> str:
    """Record the offer; a sentence when that is done."""
    if not form.is_bound or not form.is_valid():
        return ""
    actions.offer_keyworker(entry=entry, by=request.user, today=timezone.localdate(), **form.facts())
    return "Recorded: how the offer of a keyworker stands."


def _tell(request: HttpRequest, latest: Rating, form: ToldForm) -> str:
    """Record that the person was told, with one press or in words; a sentence when that is done."""
    today = timezone.localdate()
    facts = quickly(request.POST.get("quickly", ""), request.user.name, today)
    if not facts and form.is_bound and form.is_valid():
        facts = form.cleaned_data
    if not facts:
        return ""
    shown = _shown(request, latest)
    if shown is None:
        raise Refused("Open the page again: it does not say which rating they were told of.")
    actions.record_rating_told(rating=shown, by=request.user, today=today, **facts)
    if shown.number == latest.number:
        return "Recorded: they have been told."
    return (
        f"Recorded for the rating that you had before you: {_named(shown)}. Somebody rated again since: "
        f"{_named(latest)}. That they were told of that one is not recorded yet."
    )


def _shown(request: HttpRequest, latest: Rating) -> Rating | None:
    """The rating on the page that was sent: they were told of that one, whatever was decided since."""
    number = number_in(request.POST, "rating")
    return Rating.objects.filter(entry=latest.entry_id, number=number).first()


def _named(rating: Rating) -> str:
    label = ratings.MEANINGS[ratings.Colour(rating.colour)].label.lower()
    return f"{label}, {days.plain(rating.decided_on)}"


def _facts(entry: RegisterEntry, latest: Rating, user: User) -> dict[str, Any]:
    today, clocks = timezone.localdate(), {}
    for deadline in entry.deadlines.open().filter(key__in=CLOCKS).order_by("-due_on"):
        clocks[CLOCKS[deadline.key].value] = deadline
    may_plan = bool(clocks.get("meeting")) and entry.area_id in user.areas_where(
        Permission.RUN_MEETING, Reach.AREA
    )
    before = entry.ratings.filter(number=latest.number - 1).values_list("colour", flat=True).first()
    return {
        "entry": entry,
        "person": entry.person,
        "today": today,
        "rating": rating_facts(entry),
        "before": before,
        "clocks": clocks,
        "may_plan": may_plan,
        "coming": coming_for(entry, user, today=today) if may_plan else [],
        "space": preview(latest.colour, latest.words_for_person, since=entry.coloured_since),
        "hears": who_hears(entry, today=today),
        "shared_with": shared_with(ledger_of(entry.person), today),
        "times_told": list(latest.told.select_related("by").order_by("on", "pk")),
    }

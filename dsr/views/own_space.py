"""The person's and the family's own space: plain words, larger type, nothing about anybody else."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.looks import record_look
from accounts.permissions import Permission
from config.access import needs
from config.paging import page_of
from dsr import ratings
from dsr.consent import Purpose
from dsr.gate import ledger_of
from dsr.models import RegisterEntry
from dsr.own_consent import own_consent
from dsr.own_places import OWN_STATUSES, latest_of_each, no_longer_on_it, promises
from dsr.statuses import EntryStatus
from dsr.views.looks import days_of, looks_at

LOOKS = 20


@needs(Permission.SEE_OWN_SPACE)
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    """What is on the register about me, or about the person I act for while consent allows it."""
    today = timezone.localdate()
    scope = RegisterEntry.objects.visible_to(request.user, Permission.SEE_OWN_SPACE)
    found = scope.filter(status__in=OWN_STATUSES).select_related("person", "area", "keyworker", "ending")
    entries = latest_of_each(found.order_by("person__search_name", "area", "-added_on", "-pk"))
    record_look(request, page="own space", people=[entry.person_id for entry in entries])
    spaces = [_space(request, entry, today) for entry in entries]
    return render(request, "dsr/me.html", {"spaces": spaces, "today": today})


def _space(request: HttpRequest, entry: RegisterEntry, today: date) -> dict[str, Any]:
    own = entry.person.contacts.filter(user=request.user, is_the_person=True).exists()
    ledger = ledger_of(entry.person)
    if entry.status == EntryStatus.DIED:
        return {"died": True, "entry": entry, "person": entry.person}
    # Their own record is always theirs. Showing it to somebody else is sharing, and asks the gate.
    if not own and not ledger.may(Purpose.REGISTER, on=today).allowed:
        return {"shut": True, "entry": entry, "person": entry.person}
    ended = no_longer_on_it(entry)
    if ended:
        return {"ended": ended, "entry": entry, "person": entry.person, "own": own}
    latest = entry.ratings.order_by("-number").first()
    meaning = ratings.MEANINGS[ratings.Colour(entry.colour)] if entry.colour else None
    return {
        "entry": entry,
        "person": entry.person,
        "own": own,
        "whose": "My" if own else f"{entry.person.known_as}’s",
        "rating": latest,
        "meaning": meaning,
        "meaning_words": _about(meaning.to_the_person, own, entry.person.known_as) if meaning else "",
        "consent": own_consent(ledger, today),
        "promises": promises(entry, today),
        "stay": entry.stays.filter(discharged_on=None).first(),
        "looks": days_of(
            request, page_of(looks_at(entry.person), None, size=LOOKS), entry.person, fold_lists=True
        ),
    }


def _about(words: str, own: bool, name: str) -> str:
    """The meaning of a colour, said to the person or about them."""
    return words if own else f"We say it to {name} like this: “{words}”"

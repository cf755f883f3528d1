"""Where a form is, for whoever knows its reference and one fact besides; and taking it back."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions import PUBLIC_FORM, automatic_user
from config.access import public
from config.refused import Refused
from referrals import actions, browser
from referrals.follow import find
from referrals.forms.follow import TakeBack, Track
from referrals.limits import at_one_door, right_one, too_often
from referrals.models import Referral
from referrals.references import read_reference
from referrals.views.public import public_page, too_many

FROM_ONE_PLACE, OF_ONE_FORM, AN_HOUR = 30, 5, 3600
CANNOT_FIND = (
    "We cannot find a form with this reference and these details. Check both, or call us: we can look it up."
)


@public
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for the reference and a fact; then show where the form is, on a page of its own."""
    if request.method == "POST" and too_often(request, "track", most=FROM_ONE_PLACE, seconds=AN_HOUR):
        return too_many(request)
    form = Track(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reference = read_reference(form.cleaned_data["reference"])
        door = f"track-{reference}"
        if reference and at_one_door(door, most=OF_ONE_FORM, seconds=AN_HOUR):
            return too_many(request)
        if found := find(**form.facts()):
            right_one(door)
            browser.track(request, found)
            return redirect("track-status")
        form.add_error(None, CANNOT_FIND)
    return public_page(request, "track", form=form)


@public
@require_GET
def track_status(request: HttpRequest) -> HttpResponse:
    """Where the form is that this browser asked about; the address holds no reference."""
    if form := browser.tracked_form_of(request):
        return public_page(request, "track_consent", form=form, area=form.area)
    referral = browser.tracked_of(request)
    return _status(request, referral) if referral else redirect("track")


def _status(request: HttpRequest, referral: Referral) -> HttpResponse:
    facts = {"decision": referral.decision, "area": referral.area}
    return public_page(request, "track_status", referral=referral, **facts)


@public
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest) -> HttpResponse:
    """Take a form back before it is decided: asked once, done at once, and it stays on record as such."""
    referral = browser.tracked_of(request)
    if referral is None:
        return redirect("track")
    form = TakeBack(request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts = {"why": form.cleaned_data["why"], "by": automatic_user(PUBLIC_FORM)}
        with suppress(Refused):  # it was decided a moment ago: the page says so
            actions.withdraw_referral(referral=referral, today=timezone.localdate(), **facts)
        return redirect("track-status")
    return public_page(request, "take_back", referral=referral, form=form, area=referral.area)


@public
@require_POST
def track_close(request: HttpRequest) -> HttpResponse:
    """Forget which form this browser asked about, for a computer that others use too."""
    browser.forget_tracked(request)
    return redirect("track")

"""Pages that anybody may open: the start, information, and where a form is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from config.access import public
from config.errors import too_many
from dsr.consent import Purpose
from dsr.ratings import MEANINGS
from referrals import browser
from referrals.follow import find
from referrals.forms.follow import Track
from referrals.limits import too_often
from referrals.promises import promises

TRIES_AN_HOUR = 30
CANNOT_FIND = (
    "We cannot find a form with this reference and this date of birth. "
    "Check both, or call us: we can look it up."
)


def public_page(request: HttpRequest, template: str, *, status: int = 200, **facts: Any) -> HttpResponse:
    """A page with the area's numbers and the time limits that everybody is promised."""
    today = timezone.localdate()
    areas = browser.valid_areas(today)
    area = browser.area_of(request, areas)
    style = browser.style_of(request)
    shared = {"area": area, "areas": areas, "today": today, "times": promises(area, today), "style": style}
    return render(request, f"referrals/{template}.html", {**shared, **facts}, status=status)


@public
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What this is, whom to call, and the way into the form."""
    return public_page(request, "start")


@public
@require_POST
def choose_style(request: HttpRequest) -> HttpResponse:
    """Standard words or easy read, from now on; back to the page it was chosen on."""
    browser.choose_style(request, request.POST.get("style"))
    back = request.POST.get("back", "")
    fits = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if fits else "start")


@public
@require_GET
def consent_info(request: HttpRequest) -> HttpResponse:
    """What somebody is asked to agree to, and what each answer changes."""
    return public_page(request, "consent_info", purposes=Purpose)


@public
@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    """What the register is, in plain words."""
    colours = sorted(MEANINGS.items(), key=lambda pair: pair[1].urgency)
    return public_page(request, "help", colours=[(colour.value, meaning) for colour, meaning in colours])


@public
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for the reference and the date of birth; then show where the form is, on a page of its own."""
    if request.method == "POST" and too_often(request, "track", most=TRIES_AN_HOUR, seconds=3600):
        return too_many(request)
    form = Track(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = find(typed=form.cleaned_data["reference"], born=form.cleaned_data["date_of_birth"])
        if found:
            request.session[browser.TRACKED] = str(found.pk)
            return redirect("track-status")
        form.add_error(None, CANNOT_FIND)
    return public_page(request, "track", form=form)


@public
@require_GET
def track_status(request: HttpRequest) -> HttpResponse:
    """Where the form is that this browser asked about; the address holds no reference."""
    referral = browser.tracked_of(request)
    if referral is None:
        return redirect("track")
    decision = getattr(referral, "decision", None)
    return public_page(request, "track_status", referral=referral, decision=decision, area=referral.area)


@public
@require_POST
def track_close(request: HttpRequest) -> HttpResponse:
    """Forget which form this browser asked about, for a computer that others use too."""
    request.session.pop(browser.TRACKED, None)
    return redirect("track")

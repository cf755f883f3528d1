"""Pages that anybody may open: the start, information, and where a form is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Area
from config.access import public
from dsr.ratings import MEANINGS
from referrals import browser
from referrals.easy_words import PAGES
from referrals.promises import promises
from referrals.styles import Style


def public_page(
    request: HttpRequest,
    template: str,
    *,
    easy_as: str = "",
    status: int = 200,
    areas: list[Area] | None = None,
    **facts: Any,
) -> HttpResponse:
    """A page with the area's numbers and the time limits that everybody is promised.

    The limits are read when the page names one; most do not. `areas` spares reading them twice. In easy read
    the page gets its ideas as `easy`: those named `easy_as`, else those of its own name.
    """
    today, style = timezone.localdate(), browser.style_of(request)
    areas = browser.valid_areas(today) if areas is None else areas
    area = browser.area_of(request, areas)
    times = SimpleLazyObject(lambda: promises(area, today))
    shared = {"area": area, "areas": areas, "today": today, "times": times, "style": style}
    if style is Style.EASY:
        facts.setdefault("easy", PAGES.get(easy_as or template))
    return render(request, f"referrals/{template}.html", {**shared, **facts}, status=status)


@public
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What this is, whom to call, and the way into the form."""
    return public_page(request, "start")


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many tries from one place: when to try again, and the number to ring now."""
    return public_page(request, "too_many", status=429)


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
def help_page(request: HttpRequest) -> HttpResponse:
    """What the register is, in plain words."""
    colours = sorted(MEANINGS.items(), key=lambda pair: pair[1].urgency)
    return public_page(request, "help", colours=[(colour.value, meaning) for colour, meaning in colours])

"""The forms on paper: printed blank, as a PDF to fill in, and taken in by the team."""

from contextlib import suppress
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods
from redis.exceptions import RedisError

from accounts.models import Area
from accounts.permissions import Permission, Reach
from config import pdf
from config.access import download, needs, public
from config.refused import Refused
from referrals import actions, browser, paper, taking_in
from referrals.filled_pdf import fields_of
from referrals.forms.paper import TakeIn
from referrals.kinds import HANDLED, Handling
from referrals.steps import Answers, Kind
from referrals.views.asking import at
from referrals.views.public import public_page

A_DAY = 86_400  # seconds
NOT_NOW = "The PDF cannot be made just now. Print the page before this one instead, or try again."


def _leaves(request: HttpRequest, handled: Handling) -> dict[str, Any]:
    """What stands on the paper: every question, in the words that were chosen."""
    today, style = timezone.localdate(), browser.style_of(request)
    areas = browser.valid_areas(today)
    found = paper.leaves(handled, {}, areas, style)
    facts = {"sheet": handled.sheet, "name": handled.name, "leaves": found, "style": style}
    return {**facts, "area": browser.area_of(request, areas)}


@public
@require_GET
def blank(request: HttpRequest, kind: Kind) -> HttpResponse:
    """All questions on one page, to be printed and written on."""
    facts = _leaves(request, HANDLED[kind])
    return public_page(request, "paper", **facts, why_no_pdf=pdf.why_not())


@public
@download
@require_GET
def blank_pdf(request: HttpRequest, kind: Kind) -> HttpResponse:
    """The same as a tagged PDF whose boxes can be filled in on a screen."""
    if why := pdf.why_not():
        return HttpResponse(why, content_type="text/plain; charset=utf-8", status=503)
    drawn = _drawn(_leaves(request, HANDLED[kind]))
    if drawn is None:
        return HttpResponse(NOT_NOW, content_type="text/plain; charset=utf-8", status=503)
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{HANDLED[kind].sheet.word}-form.pdf"'
    return response


def _drawn(facts: dict[str, Any]) -> bytes | None:
    """The PDF of these words, which holds nothing of anybody: drawn once a day, since it takes a second.

    None where nothing can be kept just now: drawn for each request it would be a way to stop the register.
    """
    words = render_to_string("referrals/paper_pdf.html", facts)
    with suppress(RedisError):
        key = f"blank-{sha256(words.encode()).hexdigest()}"
        drawn: bytes = cache.get_or_set(key, lambda: _draw(facts), timeout=A_DAY)
        return drawn
    return None


def _draw(facts: dict[str, Any]) -> bytes:
    return pdf.write("referrals/paper_pdf.html", "referrals/paper_pdf.css", facts, fillable=True)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """A form that came on paper, as a PDF or by phone: into the same questions, to be checked and sent."""
    areas = Area.objects.filter(pk__in=request.user.areas_where(Permission.DECIDE_REFERRAL, Reach.AREA))
    sent = request.method == "POST"
    form = TakeIn(request.POST if sent else None, request.FILES if sent else None, areas=areas)
    if form.is_valid():
        try:
            return _into_the_questions(request, form, list(areas))
        except Refused as refused:
            form.add_error("file", str(refused))
    return render(request, "referrals/take_in.html", {"form": form})


def _into_the_questions(request: HttpRequest, form: TakeIn, areas: list[Area]) -> HttpResponse:
    kind, facts = Kind(form.cleaned_data["kind"]), form.cleaned_data
    handled = HANDLED[kind]
    file = facts["file"] if facts["came_by"] == "pdf" else None
    read = paper.read_back(handled, fields_of(file.read()) if file else {}, areas)
    draft = actions.start_draft(kind=kind, answers=read.as_draft())
    browser.remember_draft(request, kind, draft)
    browser.go_to_area(request, form.chosen_area.slug, areas)
    taking_in.remember(request, draft, came_by=facts["came_by"], received_on=facts["received_on"])
    answers = {**read.answers, **handled.known(request, draft)}
    first = next(iter(read.unclear), None) or _first_missing(handled, answers)
    return redirect(at(handled.sheet, "step", first) if first else at(handled.sheet, "check"))


def _first_missing(handled: Handling, answers: Answers) -> str | None:
    missing = handled.sheet.first_missing(answers)
    return missing.key if missing else None

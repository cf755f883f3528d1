"""The last pages of every public form: the check, which sends it, and the confirmation."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from config.access import public
from referrals import browser, sending, summary, taking_in
from referrals.actions.drafts import DraftGone
from referrals.actions.send import NotFinished
from referrals.danger import shows_danger
from referrals.doubts import MOST_FROM_ONE_PLACE
from referrals.kinds import HANDLED, Handling
from referrals.steps import Kind
from referrals.typed import waiting_steps
from referrals.views.asking import at, go_on, gone
from referrals.views.public import public_page, too_many
from referrals.voice import voice_of


@public
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, kind: Kind) -> HttpResponse:
    """All answers, to be checked; POST sends them."""
    handled = HANDLED[kind]
    sheet = handled.sheet
    if request.method == "POST":
        return _send(request, kind)
    answers = browser.answers_of(request, kind)
    if answers is None:
        never_begun = browser.draft_of(request, kind) is None
        return redirect(at(sheet, "")) if never_begun else gone(request, kind)
    if sheet.first_missing(answers):
        return redirect(go_on(sheet, answers))
    areas, voice = browser.valid_areas(timezone.localdate()), voice_of(answers, sheet.whom)
    kept = sheet.columns(answers)
    facts = {
        "parts": summary.rows(
            sheet,
            handled.lines,
            kept,
            areas=summary.names_of(areas),
            asked={step.key for step in sheet.path(answers)},
        ),
        "draft": browser.draft_of(request, kind),
        "last": sheet.path(answers)[-1].key,
        "team": _team(request, kept, areas),
        "unclear": [(step.key, voice.say(step.title)) for step in waiting_steps(sheet, answers)],
        "taken_in": taking_in.of(request, browser.draft_of(request, kind)),
        "danger": shows_danger(kept),
        "kept": kept,
    }
    return public_page(request, "check", sheet=sheet, trap=sending.TRAP, **facts)


def _team(request: HttpRequest, kept: dict[str, Any], areas: list[Any]) -> Any:
    """Whose team reads it: that of the area they say they live in, else that of the page."""
    lives_in = browser.open_today(kept.get("lives_in", ""), {area.slug for area in areas})
    home = next((area for area in areas if area.slug == lives_in), None)
    return home or browser.area_of(request, areas)


def _send(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Send the draft that the page was made from: a second click, or another tab, finds it sent."""
    handled, today = HANDLED[kind], timezone.localdate()
    draft = browser.as_uuid(request.POST.get("draft")) or browser.draft_of(request, kind)
    area = browser.area_of(request, browser.valid_areas(today))
    if draft is None or area is None:
        return gone(request, kind) if area else redirect(at(handled.sheet, ""))
    signed = _signed(request, handled, draft)
    if signed is None:
        return too_many(request)
    try:
        facts = {"draft": draft, "area": area, "today": today, "style": browser.style_of(request)}
        found = handled.send(**facts, **signed)
    except DraftGone:
        return gone(request, kind)
    except NotFinished as missing:
        return redirect(at(handled.sheet, "step", missing.step.key))
    if browser.draft_of(request, kind) == draft:
        browser.forget_draft(request, kind)
    if "taken_in" in signed:
        return redirect(handled.team_page, found.pk)
    browser.remember_sent(request, kind, found.pk)
    return redirect(at(handled.sheet, "sent"))


def _signed(request: HttpRequest, handled: Handling, draft: UUID) -> dict[str, Any] | None:
    """Who sends it and what is known of how; None when too many came from one place within the hour."""
    if taken_in := taking_in.of(request, draft):  # one of the team, who has checked it
        return {"taken_in": taken_in, "by": request.user}
    how = sending.how_sent(request, handled.sheet.kind)
    if how.from_here > MOST_FROM_ONE_PLACE:
        return None
    return {"how": how, "by": handled.hand(request)}


@public
@require_GET
def sent(request: HttpRequest, kind: Kind) -> HttpResponse:
    """The reference, what happens next and by when; it opens again for as long as the session lasts."""
    found = browser.sent_of(request, kind)
    facts: dict[str, Any] = {}
    if found:
        facts |= {"area": found.area, "danger": shows_danger(vars(found))}
    return public_page(request, f"sent_{HANDLED[kind].sheet.word}", sent=found, **facts)

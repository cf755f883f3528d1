"""The pages of every public form: before it begins, one question a page, the check, the confirmation.

Which form it is stands in the address (`referrals.urls`); what differs is `referrals.kinds`.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions import PUBLIC_FORM, automatic_user
from config.access import public
from referrals import actions, browser, sending, summary, taking_in
from referrals.actions.drafts import DraftGone
from referrals.actions.send import NotFinished
from referrals.danger import shows_danger
from referrals.doubts import MOST_FROM_ONE_PLACE
from referrals.kinds import HANDLED
from referrals.steps import Answers, Kind, Sheet, Step
from referrals.typed import offering, typed_lists, waiting_steps
from referrals.views import alone
from referrals.views.public import public_page, too_many
from referrals.voice import voice_of

HOURS = settings.SESSION_COOKIE_AGE // 3600


def at(sheet: Sheet, page: str, *args: str) -> str:
    """The address of a page of this form."""
    return reverse(f"{sheet.word}-{page}" if page else sheet.word, args=args)


@public
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Before the first question: what is asked, and how to stop and come back. POST begins."""
    sheet = HANDLED[kind].sheet
    if request.method == "POST":
        if unfinished := browser.draft_of(request, kind):
            actions.forget_draft(draft=unfinished)
        browser.remember_draft(request, kind, actions.start_draft(kind=kind))
        return redirect(at(sheet, "step", sheet.steps[0].key))
    answers = browser.answers_of(request, kind)
    go_on = _where_stopped(sheet, answers) if answers else ""
    return public_page(
        request,
        f"begin_{sheet.word}",
        sheet=sheet,
        begun=bool(answers),
        go_on=go_on,
        hours=HOURS,
        easy=HANDLED[kind].page_words("begin", browser.style_of(request)),
    )


def _go_on(sheet: Sheet, answers: Answers) -> str:
    """The address of the first question that still must be answered, or of the check page."""
    missing = sheet.first_missing(answers)
    return at(sheet, "step", missing.key) if missing else at(sheet, "check")


def _where_stopped(sheet: Sheet, answers: Answers) -> str:
    """The address of the first question that nobody has passed yet, or of the check page."""
    found = sheet.first_open(answers)
    return at(sheet, "step", found.key) if found else at(sheet, "check")


@public
@require_POST
def forget(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Delete the answers of this browser now."""
    if draft := browser.forget_draft(request, kind):
        actions.forget_draft(draft=draft)
    return public_page(request, "forgotten", sheet=HANDLED[kind].sheet)


def gone(request: HttpRequest, kind: Kind) -> HttpResponse:
    """The answers are no longer here: say so calmly, and how to go on."""
    if browser.answers_of(request, kind) is None:  # a page of another form may still be at work
        browser.forget_draft(request, kind)
    facts = {"sent": browser.sent_of(request, kind), "hours": HOURS, "sheet": HANDLED[kind].sheet}
    return public_page(request, "gone", status=410, **facts)


@public
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, kind: Kind, step: str) -> HttpResponse:
    """One question. Its answer is kept, and leads to the next question or back to the check page."""
    sheet = HANDLED[kind].sheet
    asked = sheet.by_key.get(step)
    if asked is None:
        raise Http404
    answers = browser.answers_of(request, kind)
    if answers is None:
        never_begun = request.method == "GET" and browser.draft_of(request, kind) is None
        return redirect(at(sheet, "")) if never_begun else gone(request, kind)
    if not sheet.reached(step, answers):
        return redirect(_go_on(sheet, answers))
    if asked.private:
        return _alone(request, kind, asked, answers)
    if request.method == "POST" and (aside := set(ASIDE) & set(request.POST)):
        return _aside(request, kind, asked, aside.pop())
    return _ask(request, kind, asked, answers)


def _ask(request: HttpRequest, kind: Kind, asked: Step, answers: Answers) -> HttpResponse:
    handled, style = HANDLED[kind], browser.style_of(request)
    areas = browser.valid_areas(timezone.localdate())
    with offering(answers, asked.key):
        form = handled.form(asked, answers, areas, style, request.POST if request.method == "POST" else None)
    if form.is_valid():
        browser.go_to_area(request, form.cleaned_data.get("lives_in"), areas)
        return _keep(request, kind, asked, form.kept())
    changing = "change" in request.GET
    back = _back(handled.sheet, asked, answers, changing)
    must = asked.must_be_answered(answers)
    facts = {"form": form, "step": asked, "must": must, "changing": changing, "back": back}
    return public_page(request, "step", sheet=handled.sheet, areas=areas, **facts)


# Buttons that leave a question without judging what was typed, and where they lead.
ASIDE = {"style": "the same page in other words", "later": "a page that says how to come back"}


def _aside(request: HttpRequest, kind: Kind, asked: Step, button: str) -> HttpResponse:
    """Keep what was typed just as it is; then change the words, or stop for now."""
    sheet, draft = HANDLED[kind].sheet, browser.draft_of(request, kind)
    try:
        actions.keep_typed(draft=draft, step=asked.key, typed=typed_lists(request.POST))
    except DraftGone:
        return gone(request, kind)
    if button == "later":
        return redirect(at(sheet, "later"))
    browser.choose_style(request, request.POST["style"])
    changing = "?change=1" if "change" in request.GET else ""
    return redirect(at(sheet, "step", asked.key) + changing)


def _keep(request: HttpRequest, kind: Kind, asked: Step, kept: dict[str, Any]) -> HttpResponse:
    sheet = HANDLED[kind].sheet
    try:
        answers = actions.keep_answers(draft=browser.draft_of(request, kind), step=asked.key, answers=kept)
    except DraftGone:  # sent or deleted from another tab, a moment ago
        return gone(request, kind)
    if asked.private:
        return alone.given(request)
    return redirect(_onward(sheet, asked, answers, "change" in request.GET))


def _onward(sheet: Sheet, asked: Step, answers: Answers, changing: bool) -> str:
    if changing:
        missing = sheet.first_missing(answers)
        return f"{_go_on(sheet, answers)}?change=1" if missing else at(sheet, "check")
    following = sheet.after(asked.key, answers)
    return at(sheet, "step", following.key) if following else at(sheet, "check")


def _alone(request: HttpRequest, kind: Kind, asked: Step, answers: Answers) -> HttpResponse:
    """A question for the person alone. What is typed there is kept only when it is finished."""
    handled, changing = HANDLED[kind], "change" in request.GET
    ways = {"onward": _onward(handled.sheet, asked, answers, changing)}
    if request.method == "GET" and alone.HERE not in request.GET:
        ways["back"] = _back(handled.sheet, asked, answers, changing)
        return alone.hand_over(request, handled, asked, answers, **ways)
    if "later" in request.POST:
        return redirect(at(handled.sheet, ""))
    if "skip" in request.POST:
        return _skip(request, kind, asked, answers, ways["onward"])
    if "style" in request.POST:
        browser.choose_style(request, request.POST["style"])
    bound = request.method == "POST" and "style" not in request.POST
    form = alone.form_of(request, handled, asked, answers, bound=bound)
    if not bound or not form.is_valid():
        return alone.question(request, handled, asked, form)
    if not any(form.kept().values()) and asked.key in answers:
        return alone.given(request)  # an empty page takes back no answer
    return _keep(request, kind, asked, form.kept())


def _skip(request: HttpRequest, kind: Kind, asked: Step, answers: Answers, onward: str) -> HttpResponse:
    """Pass a question without an answer; one that was given before stays."""
    try:
        if asked.key not in answers:
            actions.keep_answers(draft=browser.draft_of(request, kind), step=asked.key, answers={})
    except DraftGone:
        return gone(request, kind)
    return redirect(onward)


def _back(sheet: Sheet, asked: Step, answers: Answers, changing: bool) -> str:
    if changing:
        return at(sheet, "check")
    earlier = sheet.before(asked.key, answers)
    return at(sheet, "step", earlier.key) if earlier else at(sheet, "")


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
        return redirect(_go_on(sheet, answers))
    areas, voice = browser.valid_areas(timezone.localdate()), voice_of(answers)
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
        "easy": handled.page_words("check", browser.style_of(request)),
        "danger": shows_danger(kept),
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
    signed = _signed(request, kind, draft)
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


def _signed(request: HttpRequest, kind: Kind, draft: UUID) -> dict[str, Any] | None:
    """Who sends it and what is known of how; None when too many came from one place within the hour."""
    if taken_in := taking_in.of(request, draft):  # one of the team, who has checked it
        return {"taken_in": taken_in, "by": request.user}
    how = sending.how_sent(request, kind)
    if how.from_here > MOST_FROM_ONE_PLACE:
        return None
    return {"how": how, "by": automatic_user(PUBLIC_FORM)}


@public
@require_GET
def sent(request: HttpRequest, kind: Kind) -> HttpResponse:
    """The reference, what happens next and by when; it opens again for as long as the session lasts."""
    found = browser.sent_of(request, kind)
    facts: dict[str, Any] = {"easy": HANDLED[kind].page_words("sent", browser.style_of(request))}
    if found:
        facts |= {"area": found.area, "danger": shows_danger(vars(found))}
    return public_page(request, f"sent_{HANDLED[kind].sheet.word}", sent=found, **facts)

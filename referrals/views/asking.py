"""The pages of every public form that ask: before it begins, and one question a page.

Which form it is stands in the address (`referrals.urls`); what differs is `referrals.kinds`.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from config.access import public
from referrals import actions, browser
from referrals.actions.drafts import DraftGone
from referrals.forms.asked import StepForm
from referrals.kinds import HANDLED
from referrals.steps import SIGNED, Answers, Kind, Sheet, Step
from referrals.typed import offering, typed_lists
from referrals.views import alone
from referrals.views.public import public_page

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
    known = HANDLED[kind].known(request, browser.draft_of(request, kind))
    begun = bool(answers and set(answers) - set(known))
    facts = {
        "begun": begun,
        "go_on": _where_stopped(sheet, answers) if answers and begun else "",
        "hours": HOURS,
        "signed": SIGNED in known,
    }
    return public_page(request, f"begin_{sheet.word}", sheet=sheet, **facts)


def go_on(sheet: Sheet, answers: Answers) -> str:
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
    sent = browser.sent_of(request, kind)
    facts = {"sent": sent, "hours": HOURS, "sheet": HANDLED[kind].sheet}
    return public_page(request, "gone", easy_as="sent_before" if sent else "", status=410, **facts)


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
        return redirect(go_on(sheet, answers))
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
    if form.is_valid() and (kept := _judged(request, kind, asked, answers, form)) is not None:
        browser.go_to_area(request, form.cleaned_data.get("lives_in"), areas)
        return _keep(request, kind, asked, kept)
    changing = "change" in request.GET
    back = _back(handled.sheet, asked, answers, changing)
    must = asked.must_be_answered(answers)
    facts = {"form": form, "step": asked, "must": must, "changing": changing, "back": back}
    return public_page(request, "step", sheet=handled.sheet, areas=areas, **facts)


def _judged(
    request: HttpRequest, kind: Kind, asked: Step, answers: Answers, form: StepForm
) -> dict[str, Any] | None:
    draft = browser.draft_of(request, kind)
    return HANDLED[kind].judged(request, asked, draft, answers, form) if draft else {}


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
    sheet, draft = HANDLED[kind].sheet, browser.draft_of(request, kind)
    try:
        stored = actions.keep_answers(draft=draft, step=asked.key, answers=kept)
    except DraftGone:  # sent or deleted from another tab, a moment ago
        return gone(request, kind)
    answers = {**stored, **HANDLED[kind].known(request, draft)}
    if asked.private:
        return alone.given(request)
    return redirect(_onward(sheet, asked, answers, "change" in request.GET))


def _onward(sheet: Sheet, asked: Step, answers: Answers, changing: bool) -> str:
    if changing:
        missing = sheet.first_missing(answers)
        return f"{go_on(sheet, answers)}?change=1" if missing else at(sheet, "check")
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
        return redirect(at(handled.sheet, "later"))
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

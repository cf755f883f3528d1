"""The form: one question a page, then all answers to check, then the confirmation."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions import PUBLIC_FORM, automatic_user
from config.access import public
from referrals import actions, browser, steps, summary
from referrals.actions.drafts import DraftGone
from referrals.actions.send import NotFinished
from referrals.forms.asked import form_for
from referrals.views.public import public_page

HOURS = settings.SESSION_COOKIE_AGE // 3600


@public
@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest) -> HttpResponse:
    """Before the first question: what is asked, and how to stop and come back. POST begins."""
    if request.method == "POST":
        if unfinished := browser.draft_of(request):
            actions.forget_draft(draft=unfinished)
        request.session[browser.DRAFT] = str(actions.start_draft())
        return redirect("refer-step", step=steps.STEPS[0].key)
    answers = browser.answers_of(request)
    facts = {"begun": bool(answers), "go_on": _go_on(answers) if answers else "", "hours": HOURS}
    return public_page(request, "refer", **facts)


def _go_on(answers: steps.Answers) -> str:
    """The address of the first question that still must be answered, or of the check page."""
    missing = steps.first_missing(answers)
    return reverse("refer-step", args=[missing.key]) if missing else reverse("refer-check")


@public
@require_POST
def refer_forget(request: HttpRequest) -> HttpResponse:
    """Delete the answers of this browser now."""
    draft = browser.as_uuid(request.session.pop(browser.DRAFT, None))
    if draft:
        actions.forget_draft(draft=draft)
    return public_page(request, "forgotten")


def gone(request: HttpRequest) -> HttpResponse:
    """The answers are no longer here: say so calmly, and how to go on."""
    sent = browser.referral_of(request, browser.SENT)
    request.session.pop(browser.DRAFT, None)
    return public_page(request, "gone", status=410, sent=sent, hours=HOURS)


@public
@require_http_methods(["GET", "POST"])
def refer_step(request: HttpRequest, step: str) -> HttpResponse:
    """One question. Its answer is kept, and leads to the next question or back to the check page."""
    asked = steps.BY_KEY.get(step)
    if asked is None:
        raise Http404
    answers = browser.answers_of(request)
    if answers is None:
        never_begun = request.method == "GET" and browser.draft_of(request) is None
        return redirect("refer") if never_begun else gone(request)
    if not steps.reached(step, answers):
        return redirect(_go_on(answers))
    areas = browser.valid_areas(timezone.localdate())
    form = form_for(asked, answers, areas, request.POST if request.method == "POST" else None)
    if form.is_valid():
        browser.go_to_area(request, form.cleaned_data.get("lives_in"), areas)
        return _keep(request, asked, form.kept())
    changing = "change" in request.GET
    facts = {"form": form, "step": asked, "changing": changing, "back": _back(asked, answers, changing)}
    return public_page(request, "step", **facts, areas=areas)


def _keep(request: HttpRequest, asked: steps.Step, kept: dict[str, object]) -> HttpResponse:
    draft = browser.draft_of(request)
    try:
        answers = actions.keep_answers(draft=draft, step=asked.key, answers=kept)
    except DraftGone:  # sent or deleted from another tab, a moment ago
        return gone(request)
    if "change" in request.GET:
        missing = steps.first_missing(answers)
        return redirect(f"{_go_on(answers)}?change=1" if missing else "refer-check")
    following = steps.after(asked.key, answers)
    return redirect("refer-step", step=following.key) if following else redirect("refer-check")


def _back(asked: steps.Step, answers: steps.Answers, changing: bool) -> str:
    if changing:
        return reverse("refer-check")
    earlier = steps.before(asked.key, answers)
    return reverse("refer-step", args=[earlier.key]) if earlier else reverse("refer")


@public
@require_http_methods(["GET", "POST"])
def refer_check(request: HttpRequest) -> HttpResponse:
    """All answers, to be checked; POST sends them."""
    if request.method == "POST":
        return _send(request)
    answers = browser.answers_of(request)
    if answers is None:
        return redirect("refer") if browser.draft_of(request) is None else gone(request)
    if steps.first_missing(answers):
        return redirect(_go_on(answers))
    areas = browser.valid_areas(timezone.localdate())
    kept = steps.columns(answers)
    lives_in = browser.open_today(kept["lives_in"], {area.slug for area in areas})
    home = next((area for area in areas if area.slug == lives_in), None)
    facts = {
        "parts": summary.rows(kept, areas=summary.names_of(areas)),
        "draft": browser.draft_of(request),
        "last": steps.shown_steps(answers)[-1].key,
        "team": home or browser.area_of(request, areas),
    }
    return public_page(request, "check", **facts)


def _send(request: HttpRequest) -> HttpResponse:
    """Send the draft that the page was made from: a second click, or another tab, finds it sent."""
    today = timezone.localdate()
    draft = browser.as_uuid(request.POST.get("draft")) or browser.draft_of(request)
    area = browser.area_of(request, browser.valid_areas(today))
    if draft is None or area is None:
        return gone(request) if area else redirect("refer")
    try:
        sent = actions.send_draft(draft=draft, area=area, by=automatic_user(PUBLIC_FORM), today=today)
    except DraftGone:
        return gone(request)
    except NotFinished as missing:
        return redirect("refer-step", step=missing.step.key)
    if browser.draft_of(request) == draft:
        del request.session[browser.DRAFT]
    request.session[browser.SENT] = str(sent.pk)
    return redirect("refer-sent")


@public
@require_GET
def refer_sent(request: HttpRequest) -> HttpResponse:
    """The reference, what happens next and by when; it opens again for as long as the session lasts."""
    referral = browser.referral_of(request, browser.SENT)
    facts = {"area": referral.area} if referral else {}
    return public_page(request, "sent", referral=referral, **facts)

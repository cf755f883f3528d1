"""What the team does with a form between receiving and deciding it: one page and one action each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission
from config.access import needs
from config.nhsuk.forms import NHSForm
from config.refused import Refused
from referrals import actions
from referrals.forms.team_moves import AskMore, CameBack, Hold, Met, Reason
from referrals.views.team import as_shown, done, page_of, seen, signed, typed


@dataclass(frozen=True)
class Page:
    """A page with one form and one action; `guarded` ones notice that a colleague was quicker."""

    heading: str
    intro: str
    button: str
    form: type[NHSForm]
    action: Callable[..., Any]
    guarded: bool = True


MORE = Page(
    "Ask for more",
    "The form waits for the answer and comes up again on the day. Its other time limits go on.",
    "Ask for it", AskMore, actions.ask_more,
)  # fmt: skip
ANSWER = Page(
    "What came back", "The form goes back among those to work on.", "Save", CameBack, actions.record_answer
)
HOLD = Page(
    "Put on hold", "It comes up again on the day that you choose. It is never forgotten.",
    "Put on hold", Hold, actions.hold_referral,
)  # fmt: skip
RESUME = Page(
    "Take off hold", "The form goes back among those to work on.", "Take off hold", Reason,
    actions.resume_referral,
)  # fmt: skip
URGENT = Page(
    "This is urgent today",
    "It stands at the top of the list. Somebody acts on it today, and those who are needed meet within two "
    "working days. Is somebody in danger now? Call 999 first.",
    "Mark as urgent today", Reason, actions.mark_urgent, guarded=False,
)  # fmt: skip
NOT_URGENT = Page(
    "It can wait after all", "The time limits of what is urgent stop. The usual ones go on.",
    "No longer urgent", Reason, actions.end_urgency, guarded=False,
)  # fmt: skip
MET = Page(
    "The urgent meeting", "This stops both time limits of what is urgent.", "Save", Met,
    actions.record_urgent_meeting, guarded=False,
)  # fmt: skip
UNMATCH = Page(
    "Take back who this is",
    "The form is linked to nobody again. A record that was made from it by mistake stays: recorded, and on "
    "no register. Nothing is deleted.",
    "Take it back", Reason, actions.unmatch_person, guarded=False,
)  # fmt: skip
REOPEN = Page(
    "Open it again",
    "For a form that was taken back by mistake, or was thought not to be real. Its time limits are those it "
    "always had.",
    "Open it again", Reason, actions.reopen_referral, guarded=False,
)  # fmt: skip


def _page(request: HttpRequest, referral_id: UUID, page: Page) -> HttpResponse:
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    form = page.form(typed(request))
    if form.is_valid():
        facts = dict(form.cleaned_data)
        if page.guarded:
            facts["shown"] = as_shown(request)
        if done(form, page.action, referral=sent, **facts, **signed(request)):
            return redirect("referral", referral_id=sent.pk)
    return page_of(request, "one_form", sent, form=form, what=page)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def more(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Ask somebody for what is missing, by a day."""
    return _page(request, referral_id, MORE)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Write down what came back."""
    return _page(request, referral_id, ANSWER)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Put on hold until a day."""
    return _page(request, referral_id, HOLD)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Take off hold."""
    return _page(request, referral_id, RESUME)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def urgent(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Mark as urgent today."""
    return _page(request, referral_id, URGENT)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def not_urgent(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Take the mark of what is urgent away."""
    return _page(request, referral_id, NOT_URGENT)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def urgent_met(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Write down what the urgent meeting agreed."""
    return _page(request, referral_id, MET)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def unmatch(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Take back who the form is about."""
    return _page(request, referral_id, UNMATCH)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Open again what was taken back by mistake, or was thought not to be real."""
    return _page(request, referral_id, REOPEN)


@needs(Permission.DECIDE_REFERRAL)
@require_POST
def real(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Say that a doubted form is real; one that was declined as not real is opened again."""
    return _pressed(request, referral_id, actions.clear_doubts)


@needs(Permission.DECIDE_REFERRAL)
@require_POST
def ask_consent(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Ask the person, and whoever sent the form, for a yes or a no."""
    return _pressed(request, referral_id, actions.ask_for_consent)


@needs(Permission.DECIDE_REFERRAL)
@require_POST
def link_again(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Send the referrer another link to the second part."""
    return _pressed(request, referral_id, actions.send_link_again)


def _pressed(request: HttpRequest, referral_id: UUID, action: Callable[..., Any]) -> HttpResponse:
    """One button: done, or refused with a sentence on the form's page."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    try:
        action(referral=sent, **signed(request))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("referral", referral_id=sent.pk)

"""What only the form for professionals has: another code, and a copy of what was sent."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from config.access import public
from referrals import browser, summary
from referrals.as_sent import for_the_sender
from referrals.confirming import for_draft, send_code
from referrals.models import Referral
from referrals.sheets.flag import CODE, address_of, is_confirmed
from referrals.steps import Kind
from referrals.views.asking import gone
from referrals.views.public import public_page

COPY_FOR = timedelta(hours=1)  # a desk that others use too must not show it all day


@public
@require_POST
def code_again(request: HttpRequest) -> HttpResponse:
    """Send another code to the address that was typed; the page is the same whether one goes out or not."""
    answers, draft = browser.answers_of(request, Kind.FLAG), browser.draft_of(request, Kind.FLAG)
    if answers is None or draft is None:
        return gone(request, Kind.FLAG)
    if address_of(answers) and not is_confirmed(answers):
        send_code(request, for_draft(draft, address_of(answers)))
    return redirect("flag-step", step=CODE)


@public
@require_GET
def copy(request: HttpRequest) -> HttpResponse:
    """What this browser just sent, to be printed or kept: as it was typed, and nothing that we know."""
    sent = browser.sent_of(request, Kind.FLAG)
    if not isinstance(sent, Referral) or sent.sent_at < timezone.now() - COPY_FOR:
        return redirect("flag-sent")
    areas = summary.names_of(browser.valid_areas(timezone.localdate()))
    return public_page(request, "flag_copy", sent=sent, parts=for_the_sender(sent, areas), area=sent.area)

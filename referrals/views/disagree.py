"""How to disagree: what anybody can do, and a short form for whoever sent something."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actions import PUBLIC_FORM, automatic_user
from config.access import public
from config.errors import too_many
from referrals import actions, browser
from referrals.forms.disagree import Disagree
from referrals.limits import too_often
from referrals.views.public import public_page

AN_HOUR, MOST = 3600, 10


@public
@require_GET
def how(request: HttpRequest) -> HttpResponse:
    """The steps, from a call to the Ombudsman."""
    return public_page(request, "disagree")


@public
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest) -> HttpResponse:
    """For whoever follows a form in this browser: say in your own words that you disagree."""
    referral = browser.tracked_of(request)
    if referral is None:
        return redirect("track")
    if request.method == "POST" and too_often(request, "disagree", most=MOST, seconds=AN_HOUR):
        return too_many(request)
    form = Disagree(request.POST if request.method == "POST" else None)
    sent = None
    if form.is_valid():
        words, today = form.cleaned_data["words"], timezone.localdate()
        by = automatic_user(PUBLIC_FORM)
        sent = actions.send_disagreement(referral=referral, words=words, by=by, today=today)
    return public_page(request, "track_disagree", form=form, sent=sent, referral=referral, area=referral.area)

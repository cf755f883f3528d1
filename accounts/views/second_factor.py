"""A second step: why one is needed, and adding the authenticator app."""

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts import actions, qr, sign_ins
from accounts.factors import SEALED_AS, SecondSteps, codes_of
from accounts.fresh import fresh
from accounts.second_factor import (
    APP,
    how_strong,
    mark_strong,
    needs_second_factor,
    without_second_factor,
)
from accounts.sign_in_forms import AddApp
from accounts.where import where_next
from config.access import signed_in
from config.refused import Refused
from config.sealed import seal, unseal

OFFER = "app_offered"
GOING = "going"
ADDED = "The app is added. You can sign in with its codes from now on."


@without_second_factor
@signed_in
@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second step, what to do, how long it takes."""
    going = where_next(request)
    if how_strong(request) or not needs_second_factor(request.user):
        return redirect(going)
    request.session[GOING] = going
    return render(request, "account/second_factor.html")


@without_second_factor
@signed_in
@fresh
@require_http_methods(["GET", "POST"])
def add_app(request: HttpRequest) -> HttpResponse:
    """Show a secret as a picture and in letters; keep it when a code proves that the app has it."""
    secret = _offered(request)
    form = AddApp(request.POST or None, secret=secret)
    if request.method == "POST" and form.is_valid():
        had_codes = codes_of(request.user) is not None
        try:
            actions.add_app(
                secret=secret, device=sign_ins.device(request), by=request.user, here=request.sign_in
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            del request.session[OFFER]
            mark_strong(request, APP)
            return after_adding(request, ADDED, first=not had_codes)
    steps = SecondSteps()
    picture = qr.drawn(steps.build_totp_url(request.user, secret))
    facts = {"form": form, "picture": picture, "secret": _in_fours(secret)}
    return render(request, "account/add_app.html", facts)


def after_adding(request: HttpRequest, said: str, *, first: bool) -> HttpResponse:
    """With the first second step come recovery codes to keep; with a further one there is nothing to do."""
    if first:
        return redirect("recovery-codes")
    messages.success(request, said)
    return redirect("your-sign-in")


def _offered(request: HttpRequest) -> str:
    """The secret on offer in this session, the same while the page is open; sealed, as it will be kept."""
    secret = unseal(request.session.get(OFFER, ""), kind=SEALED_AS)
    if not secret:
        secret = generate_totp_secret()
        request.session[OFFER] = seal(secret, kind=SEALED_AS)
    return str(secret)


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))

"""“Your sign-in”: what somebody signs in with, and what happened to their account lately."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import BACKEND_SESSION_KEY, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts import actions, sign_ins
from accounts.factors import codes_of, factors_of, may_remove
from accounts.fresh import fresh, mark_fresh
from accounts.linking import tied_to
from accounts.models import AccountEvent, User
from accounts.second_factor import how_strong, mark_strong, needs_second_factor, without_second_factor
from accounts.sign_in_forms import NewPassword
from accounts.views.passkeys import mark_of, remove
from accounts.views.second_factor import GOING
from config.access import signed_in
from config.identity_providers import Provider
from config.refused import Refused

Type = Authenticator.Type
MOST_EVENTS = 10


@signed_in
@require_GET
def your_sign_in(request: HttpRequest) -> HttpResponse:
    """Every way in that this person has, and the last things that happened."""
    held, codes = factors_of(request.user), codes_of(request.user)
    facts = {
        "app": next((one for one in held if one.type == Type.TOTP), None),
        "passkeys": [(one, mark_of(one)) for one in held if one.type == Type.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "may_remove": may_remove(request.user, held),
        "organisations": _organisations(request.user),
        "needed": needs_second_factor(request.user),
        "events": AccountEvent.objects.filter(user_id=request.user.pk).order_by("-at", "-pk")[:MOST_EVENTS],
    }
    return render(request, "account/your_sign_in.html", facts)


def _organisations(user: User) -> list[tuple[Provider, bool]]:
    """The identity providers, and whether this account is tied to each."""
    tied = tied_to(user)
    return [(one, one in tied) for one in settings.IDENTITY_PROVIDERS]


@signed_in
@fresh
@require_http_methods(["GET", "POST"])
def remove_app(request: HttpRequest) -> HttpResponse:
    """Ask, then take the authenticator app away."""
    app = next((one for one in factors_of(request.user) if one.type == Type.TOTP), None)
    if app is None:
        return redirect("your-sign-in")
    if request.method == "POST":
        return remove(request, app, "The authenticator app was removed.")
    return render(request, "account/remove_app.html", {"may_remove": may_remove(request.user, [app, app])})


@without_second_factor
@signed_in
@fresh
@require_http_methods(["GET", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes not used yet, to print or write down; a button makes new ones."""
    if request.method == "POST":
        try:
            actions.make_recovery_codes(device=sign_ins.device(request), by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("recovery-codes")
    held = codes_of(request.user)
    facts = {
        "codes": held.wrap().get_unused_codes() if held else [],
        "has_second_step": bool(factors_of(request.user)),
        "going": request.session.get(GOING),
    }
    return render(request, "account/recovery_codes.html", facts)


@signed_in
@sensitive_post_parameters("old", "new")
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password; it ends every other session of theirs."""
    form = NewPassword(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        user = actions.set_password(user=request.user, password=form.cleaned_data["new"], by=request.user)
        _come_back(request, user)
        messages.success(request, "Your password was changed. You were signed out everywhere else.")
        return redirect("your-sign-in")
    return render(request, "account/change_password.html", {"form": form})


def _come_back(request: HttpRequest, user: User) -> None:
    """A new password ends every session, this one too: its owner goes on in a new one, as strong."""
    how, backend = how_strong(request), request.session[BACKEND_SESSION_KEY]
    login(request, user, backend=backend)
    if how:
        mark_strong(request, how)
    mark_fresh(request)

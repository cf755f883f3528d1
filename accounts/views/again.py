"""Is it still you? The page before great acts."""

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import sign_ins
from accounts.factors import factors_of
from accounts.fresh import mark_fresh
from accounts.linking import tied_to
from accounts.models import AccountEvent
from accounts.second_factor import DEMONSTRATION, how_strong, without_second_factor
from accounts.sign_in_forms import PasskeyStep, ProveAgain
from accounts.where import where_next
from config.access import signed_in

Type = Authenticator.Type


@without_second_factor
@signed_in
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "POST"])
def reauthenticate(request: HttpRequest) -> HttpResponse:
    """Ask for the password, a code, a passkey or their organisation, and go back to where they were going."""
    going = where_next(request)
    demonstration = settings.DEMO and how_strong(request) == DEMONSTRATION
    kinds = {one.type for one in factors_of(request.user)}
    with_passkey = "credential" in request.POST
    posted = request.POST if request.method == "POST" else None
    passkey = PasskeyStep(posted if with_passkey else None, user=request.user)
    form = ProveAgain(None if with_passkey else posted, request=request, codes=Type.TOTP in kinds)
    if posted is not None and (demonstration or (passkey if with_passkey else form).is_valid()):
        sign_ins.note(request, AccountEvent.Kind.PROVED_AGAIN, user=request.user)
        mark_fresh(request)
        return redirect(going)
    facts = {"form": form, "passkey": passkey, "next": going, "demonstration": demonstration}
    facts["tied_to"] = tied_to(request.user)
    if Type.WEBAUTHN in kinds:
        facts["options"] = auth.begin_authentication(request.user)
    return render(request, "account/reauthenticate.html", facts)

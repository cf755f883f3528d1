"""Passkeys: added, renamed, removed."""

from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts import actions, sign_ins
from accounts.factors import codes_of, factors_of
from accounts.fresh import fresh
from accounts.second_factor import PASSKEY, mark_strong, without_second_factor
from accounts.sign_in_forms import AddPasskey, NamePasskey
from accounts.views.second_factor import after_adding
from config.access import signed_in
from config.refused import Refused

ADDED = "The passkey is added. You can sign in with it from now on."


@without_second_factor
@signed_in
@fresh
@require_http_methods(["GET", "POST"])
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Ask the browser to make a passkey, and keep what it answers."""
    form = AddPasskey(request.POST or None, initial={"name": sign_ins.device(request)})
    if request.method == "POST" and form.is_valid():
        had_codes = codes_of(request.user) is not None
        try:
            actions.add_passkey(
                name=form.cleaned_data["name"],
                credential=form.cleaned_data["credential"],
                device=sign_ins.device(request),
                by=request.user,
                here=request.sign_in,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            mark_strong(request, PASSKEY)
            return after_adding(request, ADDED, first=not had_codes)
    options = auth.begin_registration(request.user, passwordless=True)
    return render(request, "account/add_passkey.html", {"form": form, "options": options})


@signed_in
@fresh
@require_http_methods(["GET", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """Rename one of one's own passkeys, or remove it; which one stands in the form, not in the address."""
    which = request.POST.get("which") or request.GET.get("which", "")
    found = next((one for one in factors_of(request.user) if mark_of(one) == which), None)
    if found is None:
        return redirect("your-sign-in")
    renaming = request.method == "POST" and "remove" not in request.POST
    form = NamePasskey(request.POST if renaming else None, initial={"name": found.wrap().name})
    if renaming and form.is_valid():
        actions.rename_passkey(passkey=found, name=form.cleaned_data["name"], by=request.user)
        messages.success(request, "The passkey has its new name.")
        return redirect("your-sign-in")
    if request.method == "POST" and not renaming:
        return remove(request, found, "The passkey was removed. Remove it on your device too.")
    return render(request, "account/passkey.html", {"form": form, "which": which, "passkey": found})


def remove(request: HttpRequest, factor: Any, said: str) -> HttpResponse:
    """Take away one of one's own second steps, or say why not."""
    try:
        actions.remove_factor(factor=factor, device=sign_ins.device(request), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("your-sign-in")


def mark_of(factor: Any) -> str:
    """A mark for one passkey that tells nothing about it or the others; empty for an app."""
    if factor.type != Authenticator.Type.WEBAUTHN:
        return ""
    return sha256(str(factor.data["credential"].get("id")).encode()).hexdigest()[:24]

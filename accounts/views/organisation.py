"""Signing in through one's organisation's own identity provider."""

import logging
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts import actions, links, oidc, sign_ins
from accounts.fresh import fresh, is_fresh
from accounts.linking import link_on_next_sign_in, provider_called, take_intention
from accounts.models import AccountEvent, User
from accounts.where import where_next
from config.access import public, signed_in
from config.identity_providers import Provider
from config.refused import Refused

log = logging.getLogger(__name__)
NOT_SHOWN = "{} did not say that you signed in there just now. Sign out there first, or use another way."


def _back() -> str:
    return settings.BASE_URL + reverse("organisation-back")


@public
@require_GET
def organisation_sign_in(request: HttpRequest) -> HttpResponse:
    """Off to the provider. A link, not a button: our pages may send forms to nobody but ourselves.

    Whoever is in already and comes from “Is it still you?” is to show there anew who they are.
    """
    provider = provider_called(request.GET.get("organisation", ""))
    if provider is None:
        raise Http404
    again = request.user.is_authenticated and "again" in request.GET
    try:
        return redirect(oidc.ask(request, provider, back=_back(), going=where_next(request), again=again))
    except oidc.NotProven as why:
        return _refuse(request, provider, why)


@public
@require_GET
def organisation_back(request: HttpRequest) -> HttpResponse:
    """The provider's answer: a session for the account that is linked to this person, or a plain page."""
    provider = None
    try:
        kept = oidc.asked(request)
        provider = provider_called(kept["provider"])
        if provider is None:
            raise oidc.NotProven("no such provider")
        proof = oidc.answered(request, provider, kept, back=_back())
    except oidc.NotProven as why:
        return _refuse(request, provider, why)
    try:
        user = _whose(request, provider, proof.subject)
    except (Refused, links.DeadLink) as refused:
        return _page(request, "refused", provider, str(refused))
    if user is None:
        return _page(request, "unknown", provider)
    if not user.is_active:
        return redirect("account_inactive")
    return _let_in(request, provider, user, proof, kept)


def _whose(request: HttpRequest, provider: Provider, subject: str) -> User | None:
    """The account linked to them, or linked just now because its owner asked for it."""
    meant = take_intention(request, provider)
    if meant and request.user.is_authenticated and request.user.pk != meant.user.pk:
        meant = None
    if meant:
        device = sign_ins.device(request)
        actions.link_identity(
            provider=provider.id, subject=subject, device=device, by=meant.user, link=meant.link
        )
        return meant.user
    held = SocialAccount.objects.filter(provider=provider.id, uid=subject).select_related("user").first()
    return held.user if held else None


def _let_in(
    request: HttpRequest, provider: Provider, user: User, proof: oidc.Proof, kept: dict[str, Any]
) -> HttpResponse:
    """Their session: new, strong, fresh if the proof is, written down."""
    adapter = get_adapter(request)
    if request.user.is_authenticated and request.user.pk != user.pk:
        adapter.logout(request)
    facts = {"provider": provider.id, "uid": proof.subject, "proved_at": proof.proved_at}
    record_authentication(request, user, "socialaccount", **facts)
    adapter.login(request, user)
    if kept.get("again") and not is_fresh(request):
        messages.info(request, NOT_SHOWN.format(provider.name))
    response = redirect(kept["going"])
    sign_ins.write_down(request, response, user)
    return response


@signed_in
@fresh
@require_POST
def organisation_link(request: HttpRequest) -> HttpResponse:
    """Tie one's account to one's identity at a provider, or untie it."""
    provider = provider_called(request.POST.get("organisation", ""))
    if provider is None:
        raise Http404
    if "unlink" not in request.POST:
        link_on_next_sign_in(request, request.user, provider.id)
        return _page(request, "going", provider, status=HTTPStatus.OK)
    try:
        actions.unlink_identity(provider=provider.id, device=sign_ins.device(request), by=request.user)
        messages.success(request, f"You no longer sign in with {provider.name}.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("your-sign-in")


def _refuse(request: HttpRequest, provider: Provider | None, why: oidc.NotProven) -> HttpResponse:
    log.warning("identity provider: not proven: %s", why)
    sign_ins.note_failure(request, AccountEvent.Kind.FAILED, user=None, method="organisation")
    return _page(request, "weak" if isinstance(why, oidc.TooWeak) else "failed", provider)


def _page(
    request: HttpRequest,
    what: str,
    provider: Provider | None,
    said: str = "",
    status: int = HTTPStatus.FORBIDDEN,
) -> HttpResponse:
    facts = {"what": what, "provider": provider, "said": said}
    return render(request, "account/organisation.html", facts, status=status)

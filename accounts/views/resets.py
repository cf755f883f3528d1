"""Another password, another second step, the end of somebody's sessions: started here, finished by them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import actions
from accounts.fresh import fresh
from accounts.kept_accounts import account_for, check_keeps_all, check_works_here
from accounts.people_forms import CheckedForm
from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused


@needs(Permission.MANAGE_AREAS)
@fresh
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, account: UUID) -> HttpResponse:
    """Start a new password: the link goes to its owner alone."""
    words = {
        "title": "Start a new password",
        "intro": "They get an e-mail with a link that works once, within the hour, and choose a password "
        "themselves. You never see it. Their second step stays as it is.",
        "button": "Send the link",
        "done": "The link is on its way to {name}.",
    }
    return _checked(request, account, actions.start_reset, words)


@needs(Permission.MANAGE_AREAS)
@fresh
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest, account: UUID) -> HttpResponse:
    """Take away the second steps of somebody who lost theirs."""
    words = {
        "title": "Take away the second step",
        "intro": "For somebody who lost their phone or key. They are signed out everywhere, told by e-mail, "
        "and make a new second step when they next sign in with their password.",
        "button": "Take the second step away",
        "done": "{name} makes a new second step at the next sign-in.",
    }
    return _checked(request, account, actions.remove_second_step, words)


def _checked(
    request: HttpRequest, account: UUID, act: Callable[..., Any], words: dict[str, str]
) -> HttpResponse:
    user = account_for(request, account)
    form = CheckedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_keeps_all(request.user, user)
            act(user=user, how_checked=form.cleaned_data["how"], by=request.user)
            messages.success(request, words["done"].format(name=user.name))
            return redirect("account", account=user.reference)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "accounts/checked.html", {"person": user, "form": form, **words})


@needs(Permission.MANAGE_AREAS)
@fresh
@require_POST
def end_sessions(request: HttpRequest, account: UUID) -> HttpResponse:
    """Sign somebody out everywhere."""
    user = account_for(request, account)
    try:
        check_works_here(request.user, user)
        count = actions.end_sessions(user=user, by=request.user)
        was = f"{user.name} is signed out everywhere." if count else f"{user.name} was signed in nowhere."
        messages.success(request, was)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("account", account=user.reference)

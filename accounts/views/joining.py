"""A link is opened, a password is chosen, or somebody cannot sign in. Nothing here signs anybody in."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts import actions, links, tries
from accounts.linking import link_on_next_sign_in, provider_called
from accounts.models import Invitation, User
from accounts.people_forms import CannotSignInForm, ChoosePasswordForm
from accounts.permissions import ROLES
from config.access import public

KEPT = "invitation"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, link: str) -> HttpResponse:
    """The page behind a link. Opening it uses nothing up: mail scanners open links too (ASVS 6.4.1)."""
    try:
        found = links.read(link, timezone.now())
    except links.DeadLink as dead:
        return _dead(request, dead)
    if request.method == "POST":
        return _go_on(request, found, link)
    joins = found.kind == Invitation.Kind.JOIN
    facts = {"invitation": found, "places": _places(found), "joins": joins}
    facts["organisations"] = settings.IDENTITY_PROVIDERS if joins else []
    return render(request, "accounts/invitation.html", facts)


def _go_on(request: HttpRequest, found: Invitation, link: str) -> HttpResponse:
    """To a password of their own; or, to join, to their organisation's own sign-in, which is tied to it."""
    provider = provider_called(request.POST.get("organisation", ""))
    if provider and found.kind == Invitation.Kind.JOIN:
        link_on_next_sign_in(request, found.user, provider.id, link)
        return redirect(f"{reverse('organisation-sign-in')}?{urlencode({'organisation': provider.id})}")
    request.session[KEPT] = link
    return redirect("choose-password")


def _places(found: Invitation) -> list[tuple[str, str]]:
    """Area and role, and nothing about anybody."""
    held = found.user.memberships.on(timezone.localdate()).select_related("area").order_by("area__name")
    return [(row.area.name, ROLES[row.role].label) for row in held]


def _dead(request: HttpRequest, dead: links.DeadLink) -> HttpResponse:
    request.session.pop(KEPT, None)
    return render(request, "accounts/dead_link.html", {"why": dead.why.value}, status=410)


@public
@require_http_methods(["GET", "POST"])
def choose_password(request: HttpRequest) -> HttpResponse:
    """The next step after the button: a password of one's own. Then the sign-in page, and the second step."""
    link = request.session.get(KEPT)
    if link is None:
        return redirect("cannot-sign-in")
    try:
        found = links.read(link, timezone.now())
        form = ChoosePasswordForm(request.POST or None, user=found.user)
        if request.method == "POST" and form.is_valid():
            actions.accept_invitation(link=link, password=form.cleaned_data["password"])
            del request.session[KEPT]
            messages.success(request, "Your password is kept. Sign in with it now.")
            return redirect("account_login")
    except links.DeadLink as dead:
        return _dead(request, dead)
    return render(request, "accounts/choose_password.html", {"form": form, "invitation": found})


@public
@require_http_methods(["GET", "POST"])
def cannot_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a link: one answer and one piece of work for every address (ASVS 6.3.8)."""
    form = CannotSignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if tries.too_often_from_here(request):
            return render(request, "accounts/cannot_sign_in_wait.html", status=429)
        email = form.cleaned_data["email"].lower()
        user = User.objects.filter(email=email, automatic=False).only("pk").first()
        if not tries.too_often_for(email):
            tries.ask_for_link(user)
        return redirect("cannot-sign-in-asked")
    return render(request, "accounts/cannot_sign_in.html", {"form": form})


@public
@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """The one answer."""
    return render(request, "accounts/cannot_sign_in_asked.html")

"""The staff home page, the demonstration's door, and the pages of governance and administration."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.demo import BY_KEY, PERSONAS
from accounts.models import AccessLogEntry, Area, Heartbeat, Membership, User
from accounts.permissions import ROLES, Permission
from config.access import needs, public, signed_in
from config.paging import page_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@signed_in
@require_GET
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Send everybody to the page that is theirs."""
    if not request.user.may(Permission.SEE_WORK) and request.user.may(Permission.SEE_OWN_SPACE):
        return redirect("me")
    return redirect("my-work")


@needs(Permission.SEE_WORK)
@require_GET
def my_work(request: HttpRequest) -> HttpResponse:
    """The worklist: each app brings its own part, by tags in the template."""
    checked = Heartbeat.objects.filter(name="deadlines").first()
    facts = {"today": timezone.localdate(), "now": timezone.localtime(), "checked": checked}
    return render(request, "accounts/my_work.html", facts)


def _demo_only() -> None:
    if not settings.DEMO:
        raise Http404


@public
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """One button a role; only where the demonstration is on."""
    _demo_only()
    people = [(persona, ROLES[persona.role]) for persona in PERSONAS]
    return render(request, "accounts/demo.html", {"people": people})


@public
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the invented people."""
    _demo_only()
    persona = BY_KEY.get(request.POST.get("persona", ""))
    if persona is None:
        raise Http404
    login(request, get_object_or_404(User, email=persona.email), backend=BACKEND)
    return redirect("home")


@signed_in
@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """Who may do what, for everybody who works here to read."""
    return render(request, "accounts/roles.html", {"roles": ROLES.values(), "permissions": list(Permission)})


@needs(Permission.SEE_LOOKS)
@require_GET
def governance(request: HttpRequest) -> HttpResponse:
    """Who looked, newest first; people are shown by their random ids only."""
    page = page_of(AccessLogEntry.objects.order_by("-pk"), request.GET.get("before"), size=50)
    return render(request, "accounts/governance.html", {"page": page})


@needs(Permission.MANAGE_AREAS)
@require_GET
def areas(request: HttpRequest) -> HttpResponse:
    """Areas with their numbers, and who holds which role in them today."""
    members = Membership.objects.on(timezone.localdate()).select_related("user", "area", "organisation")
    facts = {"areas": Area.objects.all(), "members": members.order_by("area__name", "role", "user__name")}
    return render(request, "accounts/areas.html", facts)

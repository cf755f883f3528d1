"""The demonstration's door."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.demo import BY_KEY, PERSONAS
from accounts.fresh import mark_fresh
from accounts.models import User
from accounts.permissions import ROLES
from accounts.second_factor import DEMONSTRATION, mark_strong
from config.access import public

BACKEND = "accounts.backend.Backend"


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
    """Sign in as one of the invented people, with one press."""
    _demo_only()
    persona = BY_KEY.get(request.POST.get("persona", ""))
    if persona is None:
        raise Http404
    login(request, get_object_or_404(User, email=persona.email), backend=BACKEND)
    mark_strong(request, DEMONSTRATION)
    mark_fresh(request)
    return redirect("home")

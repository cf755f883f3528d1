"""The staff home page, and who may do what."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.looks import one_look
from accounts.models import Heartbeat
from accounts.permissions import ROLES, Permission
from config.access import needs, signed_in

# A night that was missed is a warning: the deadlines may be older than they look.
LONGEST = timedelta(hours=26)


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
    now = timezone.localtime()
    facts = {"today": timezone.localdate(), "now": now, "checked": checked}
    facts["stale"] = checked is not None and now - checked.at > LONGEST
    with one_look(request, page="my work"):
        return render(request, "accounts/my_work.html", facts)


@needs(Permission.SEE_WORK)
@require_GET
def roles(request: HttpRequest) -> HttpResponse:
    """Who may do what and must not see what, for everybody who works here to read."""
    return render(request, "accounts/roles.html", {"roles": ROLES.values(), "permissions": list(Permission)})

"""Areas, and who holds which role in them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import Area, Membership
from accounts.permissions import Permission
from config.access import needs


@needs(Permission.MANAGE_AREAS)
@require_GET
def areas(request: HttpRequest) -> HttpResponse:
    """Areas with their numbers, and who holds which role in them today."""
    members = Membership.objects.on(timezone.localdate()).select_related("user", "area", "organisation")
    facts = {"areas": Area.objects.all(), "members": members.order_by("area__name", "role", "user__name")}
    return render(request, "accounts/areas.html", facts)

"""Who looked at which record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.models import AccessLogEntry
from accounts.permissions import Permission
from config.access import needs
from config.paging import page_of


@needs(Permission.SEE_LOOKS)
@require_GET
def governance(request: HttpRequest) -> HttpResponse:
    """Who looked, newest first; people are shown by their random ids only."""
    page = page_of(AccessLogEntry.objects.order_by("-pk"), request.GET.get("before"), size=50)
    return render(request, "accounts/governance.html", {"page": page})

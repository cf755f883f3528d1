"""The areas that an administrator keeps."""

from django.db.models import Count, Q
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
    """The reader's areas, with their numbers and how many work there today."""
    today = timezone.localdate()
    held = Membership.objects.on(today).values("pk")
    count = Count("memberships__user", filter=Q(memberships__pk__in=held), distinct=True)
    rows = Area.objects.kept_by(request.user).annotate(people=count).order_by("name")
    return render(request, "accounts/areas.html", {"areas": rows})

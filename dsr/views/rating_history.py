"""The history of somebody's rating, and what held about them on a day."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.permissions import Permission
from config.access import needs
from dsr import rating_page
from dsr.views.scope import entry_for


@needs(Permission.SEE_ENTRY)
@require_GET
def history(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The strip, the table with each rating, and with `?on=` what held on that day."""
    found = entry_for(request, entry_id, Permission.SEE_ENTRY, page="ratings of an entry")
    today = timezone.localdate()
    facts = rating_page.facts(
        found,
        lets=partial(found.lets, request.user),
        today=today,
        whole="all" in request.GET,
        on=request.GET.get("on"),
    )
    return render(
        request, "dsr/rating_history.html", facts | {"entry": found, "person": found.person, "today": today}
    )

"""Who looked at which record, what stands out among it, and what somebody made of that."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts import actions
from accounts.look_filters import ONLY, Filters
from accounts.models import AccessLogEntry, Membership, Signal
from accounts.models.second import areas_with
from accounts.pages import PAGES, in_words
from accounts.permissions import Permission
from accounts.signal_forms import VerdictForm
from accounts.signals import looks_of
from config.access import needs
from config.paging import page_of
from config.refused import Refused

A_PAGE = 50
FIRST_FEW = 5


@needs(Permission.SEE_LOOKS)
@require_GET
def governance(request: HttpRequest) -> HttpResponse:
    """What stands out first; then who looked in the reader's areas, newest first, people by random id."""
    areas = areas_with(request.user, Permission.SEE_LOOKS)
    filters = Filters.read(request.GET)
    looks = filters.narrow(AccessLogEntry.objects.filter(areas__overlap=areas)).order_by("-pk")
    page = page_of(looks, request.GET.get("before"), size=A_PAGE)
    colleagues = Membership.objects.filter(area__in=areas).select_related("user").order_by("user__name")
    waiting = Signal.objects.visible_to(request.user).waiting()
    facts: dict[str, Any] = {
        "rows": [(look, in_words(look.page)) for look in page.rows],
        "older": urlencode({**filters.chosen(), "before": page.next}) if page.next else "",
        "filters": filters,
        "chosen": filters.chosen(),
        "viewers": {place.user.reference: place.user.name for place in colleagues},
        "pages": sorted((name.words, code) for code, name in PAGES.items()),
        "only": ONLY,
        "waiting": waiting[:FIRST_FEW],
        "waiting_count": waiting.count(),
    }
    return render(request, "accounts/governance.html", facts)


@needs(Permission.JUDGE_LOOKS)
@require_GET
def signals(request: HttpRequest) -> HttpResponse:
    """Looks that deserve a second look: those that wait, the oldest first; then those that are closed."""
    found = Signal.objects.visible_to(request.user)
    waiting = found.waiting()
    closed = found.with_open().filter(is_open=False).order_by("-found_at", "-pk")
    facts = {
        "waiting": list(waiting[:A_PAGE]),
        "waiting_count": waiting.count(),
        "closed": list(closed.prefetch_related("verdicts__by")[:A_PAGE]),
    }
    return render(request, "accounts/signals.html", facts)


@needs(Permission.JUDGE_LOOKS)
@require_http_methods(["GET", "POST"])
def signal(request: HttpRequest, signal_id: UUID) -> HttpResponse:
    """One signal: what was seen, that day's looks as they stand now, and what came of it."""
    found = get_object_or_404(Signal.objects.visible_to(request.user).with_open(), pk=signal_id)
    own = found.user_id == request.user.pk
    form = VerdictForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.judge_signal(signal=found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Your verdict is on record.")
            return redirect("signals")
    facts = {
        "signal": found,
        "own": own,
        "form": None if own and not form.errors else form,
        "looks": [(look, in_words(look.page)) for look in looks_of(found)],
        "verdicts": found.verdicts.select_related("by").order_by("pk"),
    }
    return render(request, "accounts/signal.html", facts)

"""The register as a list, finding somebody in it, and the area's dashboard."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.looks import record_look
from accounts.permissions import Permission, Reach
from config.access import needs
from dsr import counted, ratings, register_list
from dsr import dashboard as figures
from dsr.models import RegisterEntry
from dsr.register_html import rows_html
from dsr.search import find, is_exact
from dsr.small_numbers import FEWER

COLOURS = [("none", "Not yet rated"), *((c.value, ratings.MEANINGS[c].label) for c in ratings.URGENT_FIRST)]


@needs(Permission.SEE_REGISTER)
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Everybody on the register whom this person may see, most urgent first."""
    entries = RegisterEntry.objects.visible_to(request.user, Permission.SEE_REGISTER)
    filters = register_list.Filters.read(request.GET)
    today = timezone.localdate()
    page = register_list.page(entries, filters, after=request.GET.get("after", ""), today=today)
    record_look(request, page="register", people=[row.person_id for row in page.rows])
    several = len({area for _, area in request.user.places()}) > 1
    chosen = [(name, value) for name, value, _ in filters.chips()]
    totals = register_list.visible_totals(entries)
    facts = {
        "today": today,
        "now": timezone.localtime(),
        "totals": totals,
        "everybody": sum(count for _, count in totals),
        "page": page,
        "rows": rows_html(page, today=today, areas=several),
        "several": several,
        "filters": filters,
        "chips": [
            (label, urlencode([c for c in chosen if c != (name, value)]))
            for name, value, label in filters.chips()
        ],
        "next_page": urlencode([*chosen, ("after", page.after)]) if page.after else "",
        "first_page": "after" not in request.GET,
        "colours": COLOURS,
    }
    return render(request, "dsr/register.html", facts)


@needs(Permission.SEE_ENTRY)
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Find somebody. What was typed travels in the body, never in an address or a log.

    Opened by its address, or after signing in again, it asks for something to look for.
    """
    text = request.POST.get("q", "").replace("\x00", "")[:100].strip()
    found = list(find(RegisterEntry.objects.visible_to(request.user), text)) if text else []
    record_look(request, page="search", people=[entry.person_id for entry in found])
    if len(found) == 1 and is_exact(text):
        return redirect("entry", entry_id=found[0].pk)
    facts = {"text": text, "found": found, "today": timezone.localdate(), "most": len(found) == 25}
    return render(request, "dsr/search.html", facts)


@needs(Permission.SEE_DASHBOARD)
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """The area in figures, and what is late behind each of them; for an analyst figures alone."""
    today, now = timezone.localdate(), timezone.localtime()
    if not request.user.areas_where(Permission.SEE_DASHBOARD, Reach.AREA):
        return render(
            request, "dsr/dashboard_counts.html", counted.facts(request.user, today=today) | {"now": now}
        )
    entries = RegisterEntry.objects.visible_to(request.user, Permission.SEE_DASHBOARD)
    facts = figures.facts(entries, today=today)
    record_look(request, page="dashboard", people={row.entry.person_id for row in facts["late"]})
    return render(request, "dsr/dashboard.html", facts | {"now": now})


@needs(Permission.SEE_PLACEMENTS)
@require_GET
def placements(request: HttpRequest) -> HttpResponse:
    """How many people each area has placed in the hospitals of the reader's area; numbers only."""
    facts = {"rows": counted.placements(request.user), "fewer": FEWER, "today": timezone.localdate()}
    return render(request, "dsr/placements.html", facts)

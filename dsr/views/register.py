"""The register as a list, and the area's dashboard."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.looks import record_look
from accounts.permissions import Permission, Reach
from config.access import needs
from dsr import counted, register_list
from dsr import dashboard as figures
from dsr.models import RegisterEntry
from dsr.register_filters import Filters
from dsr.register_html import table_html
from dsr.register_look import Look
from dsr.register_options import areas_of, options_for, saved_for
from dsr.register_panel import panel_html
from dsr.small_numbers import FEWER


@needs(Permission.SEE_REGISTER)
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """Everybody on the register whom this person may see, narrowed and ordered as they choose."""
    filters, look, today = Filters.read(request.GET), Look.read(request.GET), timezone.localdate()
    on_paper = request.GET.get("print") == "1"
    page = register_list.page(
        filters, after=request.GET.get("after", ""), today=today, reader=request.user,
        sort=look.sort, columns=look.columns, size=register_list.PRINTED if on_paper else None,
    )  # fmt: skip
    record_look(request, page="register", people=[row.person_id for row in page.rows])
    several = len({area for _, area in request.user.places()}) > 1
    totals = register_list.totals_for(request.user)
    facts = {
        "now": timezone.localtime(),
        "totals": totals,
        "everybody": sum(count for _, count in totals),
        "table": table_html(page, today=today, look=look, areas=several) if page.rows else "",
        "shown": len(page.rows),
        "look": look,
        "first_page": "after" not in request.GET,
        "on_paper": on_paper,
    }
    choices = _choices(request, filters, look, page.after, [("print", "1")] if on_paper else [])
    return render(request, "dsr/register.html", facts | choices)


def _choices(
    request: HttpRequest, filters: Filters, look: Look, after: str, paper: list[tuple[str, str]]
) -> dict[str, Any]:
    """What is chosen and what can be chosen, and the addresses that keep it."""
    options = options_for(areas_of(request.user), timezone.localdate())
    colleagues = bool(request.user.areas_where(Permission.SEE_REGISTER, Reach.AREA))
    looks, chosen = list(look.pairs()), list(filters.pairs())
    here = urlencode([*chosen, *looks])
    return {
        "panel": panel_html(filters, look, options, colleagues=colleagues),
        "chips": [
            (label, urlencode([pair for pair in chosen if pair != (name, value)] + looks))
            for name, value, label in filters.chips(options.names())
        ],
        "saved": saved_for(request.user),
        "here": here,
        "look_alone": urlencode(looks),
        "filters_alone": urlencode(chosen),
        "next_page": urlencode([*chosen, *looks, *paper, ("after", after)]) if after else "",
        "to_print": urlencode([*chosen, *looks, ("print", "1")]),
    }


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

"""The team's list of forms: what is new, what is late, what waits for whom."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.looks import record_look
from accounts.models import Area
from accounts.permissions import Permission, Reach
from config.access import needs
from referrals import lists
from referrals.forms.team_moves import FindReference
from referrals.models import Handover, Referral
from referrals.references import read_reference
from referrals.steps import Kind

A_PAGE = 25
KINDS = {"": "All forms", Kind.SELF.value: "Self-referrals", Kind.FLAG.value: "Flags"}
NO_SUCH = "No form in your areas has this reference. Check it with whoever gave it to you."


@needs(Permission.SEE_REFERRALS)
@require_GET
def referrals(request: HttpRequest) -> HttpResponse:
    """Forms of the reader's areas: what is urgent first, then what is late, then what is due."""
    return _list(request, FindReference())


@needs(Permission.SEE_REFERRALS)
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Straight to the form with a reference, which never stands in an address."""
    form = FindReference(request.POST)
    if form.is_valid():
        wanted = read_reference(form.cleaned_data["reference"]) or "-"
        found = Referral.objects.visible_to(request.user).filter(reference=wanted).first()
        if found:
            return redirect("referral", referral_id=found.pk)
        form.add_error("reference", NO_SUCH)
    return _list(request, form)


def _list(request: HttpRequest, form: FindReference) -> HttpResponse:
    today, user = timezone.localdate(), request.user
    chosen = _one_of(request.GET.get("state"), lists.TABS)
    kind = _one_of(request.GET.get("kind"), KINDS)
    waiting = _one_of(request.GET.get("for"), lists.WAITING)
    rows = lists.told_apart(Referral.objects.visible_to(user))
    rows = rows.filter(kind=kind) if kind else rows
    counts = lists.counts(rows, today)
    held = rows.filter(lists.TABS[chosen].holds(today))
    if chosen == "waiting" and waiting:
        held = held.filter(lists.WAITING[waiting][1])
    held = _in_order(held, chosen)
    areas = user.areas_where(Permission.SEE_REFERRALS, Reach.AREA)
    page = Paginator(held, A_PAGE).get_page(request.GET.get("page"))
    record_look(request, page="referrals", people={row.seen_as for row in page})
    facts: dict[str, Any] = {
        "page": page,
        "rows": [(row, lists.next_thing(row, areas), lists.waits_for(row, areas)) for row in page],
        "tabs": [(key, tab.label, counts[key]) for key, tab in lists.TABS.items()],
        "tab": lists.TABS[chosen],
        "chosen": chosen,
        "kinds": KINDS,
        "kind": kind,
        "waiting": waiting,
        "whom": {key: label for key, (label, _) in lists.WAITING.items()},
        "gone": _gone(areas) if chosen == "passed" else [],
        "own_areas": Area.objects.filter(pk__in=areas),
        "form": form,
        "today": today,
    }
    return render(request, "referrals/list.html", facts)


def _one_of(said: str | None, known: Any) -> str:
    return said if said in known else ""


def _in_order(rows: Any, chosen: str) -> Any:
    rows = lists.with_offers(rows.select_related("area", "offered_to"))
    if chosen in lists.IN_WORK:
        return rows.most_urgent_first("telling_due", "disagreement_due")
    return rows.order_by("-received_on", "-sent_at")


def _gone(areas: list[int]) -> Any:
    """Forms that another area has taken over from these: no names, since they are no longer theirs."""
    taken = Handover.objects.filter(from_area__in=areas, answer=Handover.Answer.ACCEPTED)
    gone = taken.exclude(referral__area__in=areas).select_related("referral", "to_area")
    return gone.order_by("-answered_on")[:A_PAGE]

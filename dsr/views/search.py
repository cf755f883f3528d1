"""Finding somebody: sent, kept under a token, shown at an address that says nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.looks import record_look
from accounts.permissions import Permission
from config.access import needs
from dsr.models import RegisterEntry
from dsr.search import MOST, find, find_in_sight, is_exact, opens_at_once, recent
from dsr.typed_searches import keep, typed


@needs(Permission.SEE_ENTRY)
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Whom one opened last; or take what was typed, which is never in an address, and show it elsewhere.

    An NHS number that fits one person in sight opens their entry at once.
    """
    entries = RegisterEntry.objects.visible_to(request.user)
    if request.method == "GET":
        last = recent(entries, reader=request.user)
        record_look(request, page="search", people=[one.person_id for one in last])
        return render(request, "dsr/search.html", {"recent": last, "today": timezone.localdate()})
    text = request.POST.get("q", "").replace("\x00", "")[:100].strip()
    if not text:
        return redirect("search")
    if is_exact(text):
        found = find(entries, text, today=timezone.localdate(), reader=request.user)
        if only := opens_at_once(found):
            record_look(request, page="search", people=[only.person_id])
            return redirect("entry", entry_id=only.id)
    return redirect("search-found", token=keep(request.session, text, timezone.now()))


@needs(Permission.SEE_ENTRY)
@require_GET
def search_found(request: HttpRequest, token: str) -> HttpResponse:
    """What fits, asked anew: whoever has left one's sight since is not shown."""
    text, today = typed(request.session, token, timezone.now()), timezone.localdate()
    if text is None:
        return render(request, "dsr/search.html", {"forgotten": True})
    found = find_in_sight(text, today=today, reader=request.user)
    record_look(request, page="search", people=[one.person_id for one in found])
    facts = {"text": text, "found": found, "today": today, "most": len(found) == MOST}
    return render(request, "dsr/search.html", facts)

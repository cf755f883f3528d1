"""The page of consent: where each decision stands, and the small acts that change it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused
from dsr import actions, consent_page
from dsr.consent_forms import ConsentForm, SettleForm
from dsr.ledger_forms import CapacityForm, SharedForm
from dsr.models import RegisterEntry
from dsr.sharing import whole_ledger
from dsr.views.entries import GET_POST, one_form
from dsr.views.scope import entry_for


@needs(Permission.SEE_ENTRY)
@require_GET
def consents(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Where each decision stands and why, its history, and who has had what."""
    found = entry_for(request, entry_id, Permission.SEE_ENTRY, page="consents")
    today = timezone.localdate()

    def lets(permission: Permission) -> bool:
        return found.lets(request.user, permission)

    facts = consent_page.facts(found, lets=lets, today=today)
    facts |= {"entry": found, "person": found.person, "today": today}
    return render(request, "dsr/consents.html", facts | {"records": lets(Permission.RECORD_CONSENT)})


@needs(Permission.RECORD_CONSENT)
@GET_POST
def record(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Record an answer about the register, a keyworker, or sharing."""
    found = entry_for(request, entry_id, Permission.RECORD_CONSENT, page="consent")
    today = timezone.localdate()
    form = ConsentForm(
        request.POST or None, initial={"decided_on": today}, born=found.person.date_of_birth, today=today
    )

    def save(form: ConsentForm) -> None:
        actions.record_answers(person=found.person, by=request.user, today=today, **form.facts())

    words = {
        "title": "Record an answer about consent",
        "intro": "Each answer is kept. The latest one counts from the moment you save it.",
        "button": "Record this answer",
        "done": "The answer is recorded and counts from now.",
    }
    return one_form(request, found, form, save, words)


@needs(Permission.RECORD_CONSENT)
@GET_POST
def settle(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Record the answer that ends a disagreement, and how it came about."""
    found = entry_for(request, entry_id, Permission.RECORD_CONSENT, page="settle a disagreement")
    today, person = timezone.localdate(), found.person
    held = consent_page.held_now(whole_ledger(person), today)
    first = {"which": "0"} if len(held) == 1 else {}
    form = SettleForm(
        request.POST or None, initial={"decided_on": today, **first}, born=person.date_of_birth, today=today,
        held=held,
    )  # fmt: skip

    def save(form: SettleForm) -> None:
        actions.record_consent(person=person, by=request.user, today=today, **form.facts())

    words = {
        "title": "Settle a disagreement",
        "intro": "Until it is settled the no holds and nothing is shared."
        if held
        else "People do not disagree about anything now. Record a new answer on the page of consent.",
        "button": "Record how it was settled",
        "done": "It is settled. The answer counts from now.",
    }
    return one_form(request, found, form, save, words)


@needs(Permission.RECORD_CONSENT)
@GET_POST
def capacity(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Record what was found about somebody's capacity for a decision."""
    found = entry_for(request, entry_id, Permission.RECORD_CONSENT, page="capacity")
    today = timezone.localdate()
    form = CapacityForm(request.POST or None, initial={"assessed_on": today})

    def save(form: CapacityForm) -> None:
        actions.record_capacity(person=found.person, by=request.user, today=today, **form.facts())

    words = {
        "title": "Record a capacity assessment",
        "intro": "About one decision, at one time, from the age of 16. Everybody can decide until it is "
        "shown that they cannot, and only after all help was given.",
        "button": "Record this assessment",
        "done": "The assessment is recorded and counts from now.",
    }
    return one_form(request, found, form, save, words)


@needs(Permission.RECORD_CONSENT)
@GET_POST
def shared(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Write down something that was shared; without a yes, with the reason and the legal basis."""
    found = entry_for(request, entry_id, Permission.RECORD_CONSENT, page="something shared")
    today = timezone.localdate()
    form = SharedForm(request.POST or None, initial={"on": today, "without": "no"})

    def save(form: SharedForm) -> None:
        actions.record_disclosure(person=found.person, by=request.user, today=today, **form.facts())

    words = {
        "title": "Write down something that was shared",
        "intro": "So that everybody who had something can be told when the answer changes.",
        "button": "Write it down",
        "done": "Written down. It is on the list of who has had what.",
    }
    return one_form(request, found, form, save, words)


@needs(Permission.RECORD_CONSENT)
@require_POST
def told(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Somebody who had something was told that consent has ended; or nobody is left to be told."""
    found = entry_for(request, entry_id, Permission.RECORD_CONSENT, page="consents")
    try:
        _tell(request, found)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Written down.")
    return redirect("entry-consents", entry_id=found.pk)


def _tell(request: HttpRequest, found: RegisterEntry) -> None:
    facts: dict[str, Any] = {"person": found.person, "by": request.user, "today": timezone.localdate()}
    chosen = request.POST.get("disclosure", "")
    if not chosen:
        actions.record_everybody_told(**facts)
        return
    try:
        disclosure = UUID(chosen)
    except ValueError:
        raise Refused("This is not on the list of what was shared. Open the page again.") from None
    actions.record_told(disclosure=disclosure, **facts)

"""The team's side of consent: forms whose answers go into the ledger, and changes of mind."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.looks import record_look
from accounts.models import Area
from accounts.permissions import Permission
from config.access import needs
from dsr.models import Person, RegisterEntry
from dsr.reviews_asked import reviews_of
from referrals import actions
from referrals.as_sent import for_the_team
from referrals.consent_answers import FORM_STATES, FormState
from referrals.consent_plan import Found, left_out
from referrals.consent_preview import preview, whole_refusal
from referrals.forms.consent_team import Aside, RecordAnswers, Seen, Whom
from referrals.known import similar_people
from referrals.models import ChangeOfMind, ConsentForm
from referrals.views.team import done, signed, typed
from referrals.views.team_list import A_PAGE

DONE = {state.value: FORM_STATES[state] for state in (FormState.RECORDED, FormState.NOT_RECORDED)}
TABS = {"": "To do", **DONE}


@needs(Permission.SEE_REFERRALS)
@require_GET
def consent_forms(request: HttpRequest) -> HttpResponse:
    """Consent forms of the reader's areas, what is due first at the top; and changes of mind to be read."""
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in TABS else ""
    rows = ConsentForm.objects.visible_to(request.user).select_related("area")
    rows = rows.filter(state=chosen).order_by("-recorded_on", "-sent_at") if chosen else rows.waiting()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    changes = ChangeOfMind.objects.visible_to(request.user).filter(seen_on=None).select_related("area")
    changes = [] if chosen else list(changes.order_by("received_on", "at")[:A_PAGE])
    seen = {row.seen_as for row in page} | {change.seen_as for change in changes}
    record_look(request, page="consent forms", people=seen)
    facts = {"page": page, "tabs": TABS, "chosen": chosen, "changes": changes, "today": timezone.localdate()}
    return render(request, "referrals/consent_forms.html", facts)


def _seen(request: HttpRequest, form_id: UUID, permission: Permission) -> ConsentForm:
    """The form, if it is one of the reader's areas; else not found."""
    rows = ConsentForm.objects.visible_to(request.user, permission)
    rows = rows.select_related("area", "person", "recorded_by", "referral__person")
    return get_object_or_404(rows, pk=form_id)


def _whom(sent: ConsentForm) -> Person | None:
    return sent.person or (sent.referral.person if sent.referral else None)


def _page(request: HttpRequest, template: str, sent: ConsentForm, **facts: Any) -> HttpResponse:
    """A page about one form: what was sent stands beside it, and the look is on record first."""
    person = facts.get("person")
    people = {sent.seen_as, *(one.pk for one, _ in facts.get("found", ())), *([person.pk] if person else [])}
    record_look(request, page="consent form", people=people)
    areas = dict(Area.objects.values_list("slug", "name"))
    shared = {"sent": sent, "parts": for_the_team(sent, areas), "today": timezone.localdate()}
    return render(request, f"referrals/{template}.html", {**shared, **facts})


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def consent_form(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """One form: as it was sent, who it is, each row that it becomes, and the button that records them."""
    sent, today = _seen(request, form_id, Permission.DECIDE_REFERRAL), timezone.localdate()
    person = _whom(sent)
    if request.method == "POST" and person is None:
        return redirect("consent-form-person", form_id=sent.pk)
    reviews = reviews_of(person, today=today) if person else []
    age = person.age_on(sent.answered_on) if person else None
    form = RecordAnswers(typed(request), sent=sent, age=age, reviews=reviews)
    if form.is_valid():
        record = actions.record_consent_form
        if done(form, record, form=sent, found=form.found(), **signed(request)):
            return redirect("consent-form", form_id=sent.pk)
    found = form.found() if form.is_bound and not form.errors else Found(understands=True)
    facts = {"form": form, "person": person, "left_out": left_out(sent, found)}
    if person:
        entries = RegisterEntry.objects.visible_to(request.user).active().filter(person=person)
        facts |= {"rows": preview(sent, person, found, today), "refused": whole_refusal(sent, person)}
        facts |= {"entry": entries.first()}
    else:
        facts |= {"found": similar_people(sent, request.user)}
    return _page(request, "consent_form", sent, **facts)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def whom(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """Who is this? The same comparison as for a referral; nothing is put together by itself."""
    sent = _seen(request, form_id, Permission.DECIDE_REFERRAL)
    found = similar_people(sent, request.user)
    form = Whom(typed(request), found=found)
    if form.is_valid():
        match = actions.match_consent_form
        if done(form, match, form=sent, person=form.chosen(), by=request.user):
            return redirect("consent-form", form_id=sent.pk)
    return _page(request, "consent_form_person", sent, form=form, found=found)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def aside(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """The answers are not recorded, and why."""
    sent = _seen(request, form_id, Permission.DECIDE_REFERRAL)
    form = Aside(typed(request))
    if form.is_valid():
        put = actions.put_consent_form_aside
        if done(form, put, form=sent, why=form.cleaned_data["why"], **signed(request)):
            return redirect("consent-forms")
    return _page(request, "consent_form_aside", sent, form=form)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """A change of mind: what was stopped or what was asked for, and what the team did about it."""
    rows = ChangeOfMind.objects.visible_to(request.user, Permission.DECIDE_REFERRAL)
    rows = rows.select_related("area", "person", "seen_by", "referral", "form")
    found = get_object_or_404(rows, pk=change_id)
    form = Seen(typed(request))
    if form.is_valid():
        write = actions.record_change_seen
        if done(form, write, change=found, note=form.cleaned_data["note"], **signed(request)):
            return redirect("consent-forms")
    record_look(request, page="change of mind", people=[found.seen_as])
    entry = None
    if found.person:
        entries = RegisterEntry.objects.visible_to(request.user).active()
        entry = entries.filter(person=found.person).first()
    facts = {"change": found, "form": form, "entry": entry, "today": timezone.localdate()}
    return render(request, "referrals/change_of_mind.html", facts)

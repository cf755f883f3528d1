"""The team's side: forms that came in, what they say, and what the team makes of them."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.looks import record_look
from accounts.models import Area
from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused
from dsr import actions as dsr
from dsr.consent import Purpose
from dsr.gate import gate
from dsr.models import RegisterEntry
from referrals import actions
from referrals.as_sent import for_the_team
from referrals.forms.team import NEW, ConsentAnswer, Decide, Helper, NewPerson, Talk, WhoIsThis
from referrals.known import similar_people
from referrals.models import Referral
from referrals.statuses import LABELS, FillingIn, State

A_PAGE = 25
DECIDED = {state.value: LABELS[state] for state in (State.ACCEPTED, State.DECLINED)}
TABS = {"": "To do", **DECIDED, "all": "All"}


@needs(Permission.SEE_REFERRALS)
@require_GET
def referrals(request: HttpRequest) -> HttpResponse:
    """Forms of the reader's areas: what is late first, then what is due."""
    today = timezone.localdate()
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in TABS else ""
    rows = Referral.objects.visible_to(request.user).select_related("area")
    if chosen == "":
        rows = rows.waiting().most_urgent_first()
    else:
        rows = rows.order_by("-received_on", "-sent_at")
        rows = rows if chosen == "all" else rows.filter(state=chosen)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    record_look(request, page="referrals", people={row.seen_as for row in page})
    facts = {"page": page, "tabs": TABS, "chosen": chosen, "today": today}
    return render(request, "referrals/list.html", facts)


def seen(request: HttpRequest, referral_id: UUID, permission: Permission) -> Referral:
    """The form, if it is one of the reader's areas; else not found."""
    rows = Referral.objects.visible_to(request.user, permission).select_related(
        "area", "person", "entry", "flag"
    )
    return get_object_or_404(rows, pk=referral_id)


def page_about(request: HttpRequest, template: str, referral: Referral, **facts: Any) -> HttpResponse:
    """A page about one form: what was sent stands beside it, and the look is on record first."""
    people = {person.pk for person, _ in facts.get("found", ())}
    record_look(request, page="referral", people={referral.seen_as, *people})
    areas = dict(Area.objects.values_list("slug", "name"))
    shared = {"referral": referral, "parts": for_the_team(referral, areas), "today": timezone.localdate()}
    return render(request, f"referrals/{template}.html", {**shared, **facts})


@needs(Permission.SEE_REFERRALS)
@require_GET
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """One form: as it was sent, its clocks, who it may be, and the three steps to a decision."""
    form = seen(request, referral_id, Permission.SEE_REFERRALS)
    today = timezone.localdate()
    found = similar_people(form, request.user) if form.person is None and form.is_open else []
    consent = gate(form.person, Purpose.REGISTER, on=today) if form.person else None
    entry = form.entry
    if form.person and not entry:
        entries = RegisterEntry.objects.visible_to(request.user).active()
        entry = entries.filter(person=form.person, area=form.area).first()
    talks = form.conversations.select_related("by").order_by("-on", "-pk")
    decision = getattr(form, "decision", None)
    facts = {"found": found, "consent": consent, "entry": entry, "talks": talks, "decision": decision}
    return page_about(request, "referral", form, **facts)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Step 1: is this somebody on record? Straight to somebody new when nobody is like them."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    found = similar_people(sent, request.user)
    if not found:
        return redirect("referral-new-person", referral_id=sent.pk)
    form = WhoIsThis(typed(request), found=found)
    if form.is_valid():
        chosen = form.cleaned_data["person"]
        if chosen == NEW:
            return redirect("referral-new-person", referral_id=sent.pk)
        known = next(person for person, _ in found if str(person.pk) == chosen)
        if done(form, actions.match_person, referral=sent, person=known, **signed(request)):
            return redirect("referral", referral_id=sent.pk)
    return page_about(request, "person", sent, form=form, found=found)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Step 1 for somebody new: a record made from the answers, corrected where they were wrong."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    data = typed(request)
    form = NewPerson(data, initial=NewPerson.first_values(sent))
    helper = None
    if sent.filling_in_for != FillingIn.ME and not sent.is_flag:  # a professional is nobody's family
        helper = Helper(data, initial={"name": sent.helper_name, "relation": sent.helper_relation})
    if data is not None and all([form.is_valid(), helper is None or helper.is_valid()]):
        made = done(
            form,
            actions.make_person,
            referral=sent,
            instead_of=_as_shown(request),
            facts=form.cleaned_data,
            helper=helper.facts(sent) if helper else None,
            **signed(request),
        )
        if made:
            return redirect("referral", referral_id=sent.pk)
    return page_about(request, "new_person", sent, form=form, helper=helper)


def _as_shown(request: HttpRequest) -> UUID | None:
    """Who was linked when the page was shown."""
    try:
        return UUID(request.POST.get("instead_of", ""))
    except ValueError:
        return None


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Step 2: the answer to being on the register, by whom, and how it was given."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    if sent.person is None:
        return redirect("referral-person", referral_id=sent.pk)
    form = ConsentAnswer(typed(request))
    if form.is_valid():
        facts = {"person": sent.person, "purpose": Purpose.REGISTER, **form.facts()}
        if done(form, dsr.record_consent, **facts, **signed(request)):
            return redirect("referral", referral_id=sent.pk)
    gate_now = gate(sent.person, Purpose.REGISTER, on=timezone.localdate())
    return page_about(request, "consent", sent, form=form, consent=gate_now)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def conversation(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Write down the first conversation, or a try."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    form = Talk(typed(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        facts = {**form.cleaned_data, "spoke": form.cleaned_data["spoke"] == "yes"}
        if done(form, actions.record_contact, referral=sent, **facts, **signed(request)):
            return redirect("referral", referral_id=sent.pk)
    return page_about(request, "conversation", sent, form=form)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Step 3: on the register or not, and why. What stands in the way is said before anybody tries."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    form = Decide(typed(request))
    if form.is_valid():
        accepted = form.cleaned_data["decision"] == "accept"
        action = actions.accept_referral if accepted else actions.decline_referral
        if done(form, action, referral=sent, reason=form.cleaned_data["reason"], **signed(request)):
            return redirect("referral", referral_id=sent.pk)
    gate_now = gate(sent.person, Purpose.REGISTER, on=timezone.localdate()) if sent.person else None
    return page_about(request, "decide", sent, form=form, consent=gate_now)


@needs(Permission.DECIDE_REFERRAL)
@require_POST
def told(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Record that whoever sent the form was told by phone or post."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    if not sent.is_open:
        actions.record_told(referral=sent, **signed(request))
    return redirect("referral", referral_id=sent.pk)


def typed(request: HttpRequest) -> Any:
    """What was typed, or None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def signed(request: HttpRequest) -> dict[str, Any]:
    """Who does it, and on which day."""
    return {"by": request.user, "today": timezone.localdate()}


def done(form: BaseForm, action: Any, **facts: Any) -> bool:
    """Whether the action was carried out; a refusal becomes an error of the form, with all that was typed."""
    try:
        action(**facts)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True

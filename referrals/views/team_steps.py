"""The steps to a decision: who it is, consent, the first conversation, and yes or no."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission
from config.access import needs
from dsr.consent import Purpose
from dsr.gate import gate
from referrals import actions
from referrals.forms.team import ACCEPT, NEW, ConsentAnswer, Decide, Helper, NewPerson, Talk, WhoIsThis
from referrals.known import similar_people
from referrals.statuses import FillingIn
from referrals.views.team import as_shown, done, page_of, seen, signed, typed


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
    return page_of(request, "person", sent, form=form, found=found)


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
            instead_of=_linked_then(request),
            facts=form.cleaned_data,
            helper=helper.facts(sent) if helper else None,
            **signed(request),
        )
        if made:
            return redirect("referral", referral_id=sent.pk)
    return page_of(request, "new_person", sent, form=form, helper=helper)


def _linked_then(request: HttpRequest) -> UUID | None:
    """Who was linked when the page was shown."""
    try:
        return UUID(request.POST.get("instead_of", ""))
    except ValueError:
        return None


NOBODY_NOW = (
    "A colleague took away the link to the person after you opened this page. Nothing of yours is saved. Say "
    "first who this is, in another window, and then save this again."
)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Step 2: the answer to being on the register, by whom, and how it was given."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    if sent.person is None and request.method == "GET":
        return redirect("referral-person", referral_id=sent.pk)
    form = ConsentAnswer(typed(request))
    if sent.person is None:  # a colleague was quicker; what was typed is given back
        form.add_error(None, NOBODY_NOW)
    elif form.is_valid():
        facts = {"person": sent.person, **form.facts()}
        if done(form, actions.record_consent_answer, referral=sent, **facts, **signed(request)):
            return redirect("referral", referral_id=sent.pk)
    gate_now = gate(sent.person, Purpose.REGISTER, on=timezone.localdate()) if sent.person else None
    return page_of(request, "consent", sent, form=form, consent=gate_now)


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
    return page_of(request, "conversation", sent, form=form)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Step 3: on the register or not, and why. What stands in the way is said before anybody tries."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    form = Decide(typed(request), initial=Decide.first_values(request.GET.get("because", "")))
    if form.is_valid():
        accepted = form.cleaned_data["decision"] == ACCEPT
        action: Any = actions.accept_referral if accepted else actions.decline_referral
        facts = {**form.facts(), "shown": as_shown(request)}
        if done(form, action, referral=sent, **facts, **signed(request)):
            return redirect("referral", referral_id=sent.pk)
    gate_now = gate(sent.person, Purpose.REGISTER, on=timezone.localdate()) if sent.person else None
    return page_of(request, "decide", sent, form=form, consent=gate_now)

"""Changing one's mind: from a form's reference, or from one's own space. Two clicks, and it is done."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actions import PUBLIC_FORM, automatic_user
from accounts.looks import record_look
from accounts.models import User
from accounts.permissions import Permission
from config.access import needs, public
from dsr.days import age_on
from dsr.models import Contact, RegisterEntry
from referrals import actions, browser, mind
from referrals.actions.send import due_on
from referrals.consent_answers import Giver
from referrals.forms.mind import ChangeMind
from referrals.mind import Says, Way
from referrals.models import ConsentForm, Referral
from referrals.statuses import FillingIn
from referrals.views.public import public_page

ALL = list(Says)
# Whoever sent it: nobody is asked who they are where the form says so already.
SENT_BY = {Giver.PERSON: [Says.PERSON], Giver.PARENT: [Says.PARENT, Says.PERSON]}


@public
@require_http_methods(["GET", "POST"])
def with_reference(request: HttpRequest) -> HttpResponse:
    """For whoever has just shown that they know a form's reference and the birthday on it."""
    source = browser.tracked_form_of(request) or browser.tracked_of(request)
    if source is None:
        return redirect("track")
    form = ChangeMind(_typed(request), says=_may_say(source))
    if form.is_valid():
        facts = _of_form(source) if isinstance(source, ConsentForm) else _of_referral(source)
        said = form.facts()
        given_by = _name(source, said["says"], form.cleaned_data.get("name", ""))
        return _act(request, Way.REFERENCE, automatic_user(PUBLIC_FORM), given_by=given_by, **facts, **said)
    return public_page(request, "change_mind", form=form, area=source.area)


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _may_say(source: ConsentForm | Referral) -> list[Says]:
    if isinstance(source, ConsentForm):
        return SENT_BY.get(Giver(source.giver), ALL)
    return [Says.PERSON] if source.filling_in_for == FillingIn.ME else ALL


def _of_form(form: ConsentForm) -> dict[str, Any]:
    person = form.person or (form.referral.person if form.referral else None)
    return {"form": form, "referral": form.referral, "area": form.area, "person": person}


def _of_referral(referral: Referral) -> dict[str, Any]:
    return {"referral": referral, "area": referral.area, "person": referral.person}


def _name(source: ConsentForm | Referral, says: Says, typed: str) -> str:
    """Under which name it stands in the ledger."""
    if typed:
        return typed
    if says is Says.PERSON:
        return f"{source.given_name} {source.family_name}"
    sender = source.giver_name if isinstance(source, ConsentForm) else source.helper_name
    return sender or mind.SAID_BY[says]


@needs(Permission.SEE_OWN_SPACE)
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, entry_id: Any) -> HttpResponse:
    """For the person, or whoever decides for them, in their own space."""
    scope = RegisterEntry.objects.visible_to(request.user, Permission.SEE_OWN_SPACE).active()
    entry = scope.select_related("person", "area").filter(pk=entry_id).first()
    contact = entry and entry.person.contacts.filter(user=request.user).order_by("-is_the_person").first()
    if entry is None or contact is None:
        raise Http404
    record_look(request, page="change of mind", people=[entry.person_id])
    says = says_as(contact, entry.person.age_on(timezone.localdate()))
    form = ChangeMind(_typed(request), says=[says]) if says else None
    if form and form.is_valid():
        facts = {"person": entry.person, "area": entry.area, "given_by": contact.name, **form.facts()}
        return _act(request, Way.OWN_SPACE, request.user, **facts)
    refused = "" if says else mind.refusal_in_own_space(contact.parental_responsibility)
    return public_page(request, "change_mind", form=form, area=entry.area, refused=refused, entry=entry)


def says_as(contact: Contact, age: int) -> Says | None:
    """As whom somebody with an account may change what was agreed; None for whoever does not decide."""
    if contact.is_the_person:
        return Says.PERSON
    return Says.PARENT if contact.parental_responsibility and age < 16 else None


def _act(request: HttpRequest, way: Way, by: User, **facts: Any) -> HttpResponse:
    done = actions.change_mind(way=way, by=by, today=timezone.localdate(), **facts)
    request.session[browser.CHANGED] = str(done.pk)
    return redirect("changed-my-mind")


@public
@require_GET
def changed(request: HttpRequest) -> HttpResponse:
    """What is closed now, who is told and by when, and how to say yes again."""
    done = browser.changed_of(request)
    if done is None:
        return redirect("track")
    born = done.person.date_of_birth if done.person else None
    age = age_on(born, done.received_on) if born else None
    told = due_on("consent_withdrawn_close", area=done.area, age=age, started_on=done.received_on)
    words = "changed_mind" if done.acted else "written_down"
    return public_page(request, "changed_mind", easy_as=words, change=done, area=done.area, told_by=told)

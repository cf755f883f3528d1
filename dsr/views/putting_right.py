"""Asking for what takes two people about one entry; a legal hold, which one person places."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts import actions as accounts
from accounts.fresh import fresh
from accounts.looks import one_look, record_look
from accounts.models import User
from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused, reason_not
from dsr import actions, merge_facts, merging, pairs, unmerging
from dsr.actions.removal import check_can_remove
from dsr.like_people import like
from dsr.models import RegisterEntry
from dsr.place_forms import UndoForm
from dsr.putting_right_forms import MergeForm, WhyForm
from dsr.search import MOST, fitting
from dsr.views.entries import GET_POST, one_form
from dsr.views.scope import entry_for

ASKED = "Asked. It is done when a second person agrees; you are told either way."


@needs(Permission.ASK_SECOND)
@GET_POST
def remove(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Ask for an entry to be taken off the register as made in error."""
    found = entry_for(request, entry_id, Permission.ASK_SECOND, page="remove in error")
    form = WhyForm(request.POST or None)

    def save(form: WhyForm) -> None:
        _ask(request, pairs.REMOVE, found, {"entry": str(found.pk)}, form.cleaned_data["why"])

    words = {
        "title": "Ask for this entry to be removed as made in error",
        "intro": reason_not(check_can_remove, found)
        or "For entries that should never have been made. A second person decides. Then every clock on it "
        "stops and the family’s page closes; what was written stays readable. It cannot be taken back.",
        "button": "Ask a second person",
        "done": ASKED,
    }
    return one_form(request, found, form, save, words)


def _ask(
    request: HttpRequest, kind: str, found: RegisterEntry, details: dict[str, Any], why: str, *others: UUID
) -> None:
    subjects = [found.person_id, *others]
    accounts.ask_for_two(
        kind=kind, area=found.area, subjects=subjects, details=details, why=why, by=request.user
    )


@needs(Permission.ASK_SECOND)
@GET_POST
def hold(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Place a legal hold; or, where there is one, ask for its end."""
    found = entry_for(request, entry_id, Permission.ASK_SECOND, page="legal hold")
    now = found.person.holds.open().first()
    form = WhyForm(request.POST or None)

    def place(form: WhyForm) -> None:
        why = form.cleaned_data["why"]
        actions.place_hold(person=found.person, why=why, by=request.user, today=timezone.localdate())

    def end(form: WhyForm) -> None:
        _ask(request, pairs.END_HOLD, found, {"hold": str(now.pk)}, form.cleaned_data["why"])

    return one_form(request, found, form, end if now else place, END_HOLD if now else PLACE_HOLD)


PLACE_HOLD = {
    "title": "Place a legal hold",
    "intro": "For an inquest, a complaint or a claim. It counts at once: nothing of this person’s is "
    "removed, merged or erased until it ends. Ending it takes two people.",
    "button": "Place the hold",
    "done": "The hold is placed and counts from now.",
}
END_HOLD = {
    "title": "Ask for the legal hold to end",
    "intro": "A second person decides. Until then it counts.",
    "button": "Ask a second person",
    "done": ASKED,
}


@needs(Permission.ASK_SECOND)
@GET_POST
def unmerge(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Ask for a merge of the last 30 days to be undone."""
    found = entry_for(request, entry_id, Permission.ASK_SECOND, page="merge")
    records = unmerging.can_be_undone(found.person, timezone.localdate())
    if not records:
        raise Http404
    form = UndoForm(request.POST or None, records=records)

    def save(form: UndoForm) -> None:
        record = form.records[form.cleaned_data["merge"]]
        details = {"merge": str(record.pk)}
        _ask(request, pairs.UNDO_MERGE, found, details, form.cleaned_data["why"], record.merged_id)

    return one_form(request, found, form, save, UNMERGE)


UNMERGE = {
    "title": "Ask for a merge to be undone",
    "intro": "For two people who were taken for one. What went over goes back, and both records read again "
    "as before. What was written on an entry since stays with that entry. A second person decides.",
    "button": "Ask a second person",
    "done": ASKED,
}


@needs(Permission.ASK_SECOND)
@GET_POST
def merge(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Find the other record of the same person. What was typed travels in the body only."""
    with one_look(request, page="merge"):
        return _search_for_other(request, entry_id)


def _search_for_other(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    found = entry_for(request, entry_id, Permission.ASK_SECOND, page="merge")
    text = request.POST.get("q", "").replace("\x00", "")[:100].strip()
    entries = RegisterEntry.objects.visible_to(request.user, Permission.ASK_SECOND)
    others = entries.exclude(person=found.person_id)
    others = others.select_related("person", "area")
    if text:
        fits = fitting(others, text, today=timezone.localdate(), reader=request.user)[:MOST]
    else:
        fits = _likely(request.user, found, others)
    rows = list({row.person_id: row for row in fits}.values())
    record_look(request, page="merge", people=[row.person_id for row in rows])
    facts = {"entry": found, "person": found.person, "today": timezone.localdate()}
    return render(request, "dsr/merge.html", facts | {"text": text, "rows": rows})


def _likely(user: User, found: RegisterEntry, others: QuerySet) -> list[RegisterEntry]:
    """Those whose name and date of birth are like this person's, the surest first, before anybody types."""
    person = found.person
    alike = like(
        user, given_name=person.given_name, family_name=person.family_name,
        date_of_birth=person.date_of_birth, permission=Permission.ASK_SECOND, but_not=person.pk,
    )  # fmt: skip
    place = {one.pk: number for number, one in enumerate(alike)}
    rows = others.filter(person__in=place).order_by("added_on", "pk")
    return sorted(rows, key=lambda row: place[row.person_id])


@needs(Permission.ASK_SECOND)
@fresh
@GET_POST
def merge_with(request: HttpRequest, entry_id: UUID, other_id: UUID) -> HttpResponse:
    """Two records side by side: which one goes on, and why they are one person."""
    with one_look(request, page="merge"):
        found = entry_for(request, entry_id, Permission.ASK_SECOND, page="merge")
        other = entry_for(request, other_id, Permission.ASK_SECOND, page="merge")
    both = (found.person, other.person)
    form = MergeForm(request.POST or None, both=both)
    if request.method == "POST" and form.is_valid():
        kept, merged = sorted(both, key=lambda person: str(person.pk) != form.cleaned_data["keep"])
        details = {"kept": str(kept.pk), "merged": str(merged.pk)}
        try:
            _ask(request, pairs.MERGE, found, details, form.cleaned_data["why"], other.person_id)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, ASKED)
            return redirect("entry", entry_id=found.pk)
    cannot = reason_not(merging.check_can_merge, *both, asker=request.user)
    rows = merge_facts.side_by_side(*both, reader=request.user)
    heads = ("The first", "The second")
    facts = {"entry": found, "rows": rows, "cannot": cannot, "form": form, "heads": heads}
    facts["to_correct"] = [
        (head.lower(), each.pk)
        for head, each in zip(heads, (found, other), strict=True)
        if each.lets(request.user, Permission.RECORD_CONSENT)
    ]
    return render(request, "dsr/merge_with.html", facts)

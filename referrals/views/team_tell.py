"""Telling people: the task, the letter to print, and whoever disagrees."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from accounts.looks import record_look
from accounts.permissions import Permission
from config import pdf
from config.access import download, needs
from referrals import actions
from referrals.forms.team_moves import AnswerDisagreement, Tell
from referrals.letter_of import facts_of, letter_of
from referrals.models import Referral, Telling
from referrals.reach import has_died, name_of, reach_of
from referrals.telling import NEVER_SAFE, Format, To, Way
from referrals.views.team import done, page_of, seen, signed, typed

PAPER = ("referrals/letter_pdf.html", "referrals/letter_pdf.css")


def _telling(
    request: HttpRequest, referral_id: UUID, telling_id: UUID, permission: Permission
) -> tuple[Referral, Telling]:
    sent = seen(request, referral_id, permission)
    telling = get_object_or_404(sent.tellings.select_related("done_by"), pk=telling_id)
    telling.referral = sent
    return sent, telling


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def telling(request: HttpRequest, referral_id: UUID, telling_id: UUID) -> HttpResponse:
    """One person to be told: how, what to say, and whether it is done."""
    sent, row = _telling(request, referral_id, telling_id, Permission.DECIDE_REFERRAL)
    form = Tell(typed(request), initial=Tell.first_values(row))
    if form.is_valid() and _told(form, row, request):
        return redirect("referral", referral_id=sent.pk)
    reach = reach_of(sent, To(row.to))
    facts = {
        "telling": row,
        "reach": reach,
        "nowhere": "" if any(map(reach.can, Way)) or sent.through_whom else NEVER_SAFE,
        "letter": letter_of(row),
        "name": name_of(sent, To(row.to)),
        "died": row.to == To.PERSON and has_died(sent),
    }
    return page_of(request, "telling", sent, form=form, **facts)


def _told(form: Tell, row: Telling, request: HttpRequest) -> bool:
    given = form.cleaned_data
    if given["told"] == "otherwise":
        chosen = {"way": Way(given["way"]), "format": Format(given["format"])}
        return done(form, actions.change_way, telling=row, **chosen, by=request.user)
    told = given["told"] == "yes"
    note = given["note"] if told else given["why"]
    return done(form, actions.end_telling, telling=row, told=told, note=note, **signed(request))


def _letter(request: HttpRequest, referral_id: UUID, telling_id: UUID) -> tuple[Referral, dict[str, Any]]:
    sent, row = _telling(request, referral_id, telling_id, Permission.SEE_REFERRALS)
    wanted = request.GET.get("format")
    shape = Format(wanted) if wanted in set(Format) else Format(row.format)
    about = facts_of(row)
    facts = {
        "telling": row,
        "letter": letter_of(row),
        "facts": about,
        "address": reach_of(sent, To(row.to)).post,
        "format": shape,
        "formats": Format,
        "easy": shape is Format.EASY,
        "large": shape is Format.LARGE,
    }
    return sent, facts


@needs(Permission.SEE_REFERRALS)
@require_GET
def letter(request: HttpRequest, referral_id: UUID, telling_id: UUID) -> HttpResponse:
    """The letter to read and to print, in the format that was asked for or in another."""
    sent, facts = _letter(request, referral_id, telling_id)
    return page_of(request, "letter", sent, page="letter", **facts, pdf_missing=pdf.why_not())


@download
@needs(Permission.SEE_REFERRALS)
@require_GET
def letter_pdf(request: HttpRequest, referral_id: UUID, telling_id: UUID) -> HttpResponse:
    """The same letter as a tagged PDF."""
    sent, facts = _letter(request, referral_id, telling_id)
    if pdf.why_not():
        return redirect("referral-letter", referral_id=sent.pk, telling_id=telling_id)
    record_look(request, page="letter as PDF", people={sent.seen_as}, count=1)
    response = HttpResponse(pdf.write(*PAPER, {**facts, "referral": sent}), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="letter-{facts["format"]}.pdf"'
    return response


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def disagreement(request: HttpRequest, referral_id: UUID, disagreement_id: UUID) -> HttpResponse:
    """Somebody disagrees: their words, and what the team does about it."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    row = get_object_or_404(sent.disagreements, pk=disagreement_id)
    form = AnswerDisagreement(
        typed(request), initial={"acknowledge": bool(row.acknowledged_on), "answer": row.answer}
    )
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        action: Any = actions.answer_disagreement if answer else actions.acknowledge_disagreement
        facts = {"answer": answer} if answer else {}
        if done(form, action, disagreement=row, **facts, **signed(request)):
            return redirect("referral", referral_id=sent.pk)
    return page_of(request, "disagreement", sent, form=form, disagreement=row)

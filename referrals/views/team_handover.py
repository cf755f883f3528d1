"""A form between two areas: offering it, taking the offer back, and the other area's answer."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Area
from accounts.permissions import Permission, Reach
from config.access import needs
from referrals import actions
from referrals.forms.team_moves import AnswerOffer, Offer, Reason
from referrals.models import Handover, Referral
from referrals.views.team import as_shown, done, page_of, seen, signed, typed


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Offer the form to another area; it stays with this one until the other takes it."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    areas = Area.objects.open_on(timezone.localdate()).exclude(pk=sent.area_id)
    form = Offer(typed(request), areas=areas)
    if form.is_valid():
        facts = {**form.cleaned_data, "shown": as_shown(request)}
        if done(form, actions.offer_referral, referral=sent, **facts, **signed(request)):
            return redirect("referral", referral_id=sent.pk)
    return page_of(request, "handover", sent, form=form, areas=len(form.areas))


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Take an offer back that nobody has answered."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    handover = sent.handovers.open().select_related("to_area").first()
    if handover is None:
        return redirect("referral", referral_id=sent.pk)
    form = Reason(typed(request))
    if form.is_valid():
        why = form.cleaned_data["reason"]
        if done(form, actions.take_handover_back, handover=handover, why=why, **signed(request)):
            return redirect("referral", referral_id=sent.pk)
    return page_of(request, "handover_back", sent, form=form, handover=handover)


def _offered(request: HttpRequest, referral_id: UUID) -> tuple[Referral, Handover]:
    """A form that is offered to one of the reader's areas, and the offer; else not found."""
    sent = seen(request, referral_id, Permission.SEE_REFERRALS)
    areas = request.user.areas_where(Permission.DECIDE_REFERRAL, Reach.AREA)
    open_offers = sent.handovers.open().filter(to_area__in=areas)
    handover = open_offers.select_related("from_area", "to_area", "offered_by", "referral").first()
    if handover is None:
        raise Http404
    return sent, handover


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The other area's answer: take it over, or say why not."""
    sent, handover = _offered(request, referral_id)
    form = AnswerOffer(typed(request))
    if form.is_valid():
        if form.cleaned_data["answer"] == "accept":
            answered = done(form, actions.accept_handover, handover=handover, **signed(request))
            where = "referral"
        else:
            why = form.cleaned_data["why"]
            answered = done(form, actions.decline_handover, handover=handover, why=why, **signed(request))
            where = ""
        if answered:
            return redirect(where, referral_id=sent.pk) if where else redirect("referrals")
    return page_of(request, "handover_answer", sent, form=form, handover=handover)


@needs(Permission.DECIDE_REFERRAL)
@require_POST
def offer_seen(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Say that the other area has seen what it is offered."""
    sent, handover = _offered(request, referral_id)
    actions.acknowledge_handover(handover=handover, **signed(request))
    return redirect("referral", referral_id=sent.pk)

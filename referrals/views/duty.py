"""What cannot wait: who has duty, how urgent a form is, the urgent meeting, a late second part."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Area, User
from accounts.permissions import Permission, Reach, RoleName
from accounts.told import holders
from config.access import needs
from referrals import actions
from referrals.duty import on_duty
from referrals.forms.duty import Duty, HowUrgent, MeetingHeld
from referrals.models import DutyTurn
from referrals.statuses import Urgency
from referrals.views.team import done, page_about, seen, signed, typed


def _offered(areas: list[Area]) -> list[tuple[Area, User]]:
    return [(area, user) for area in areas for user in holders(area, [RoleName.COORDINATOR])]


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def duty(request: HttpRequest) -> HttpResponse:
    """Who has duty now and next in the reader's areas; POST gives somebody a turn."""
    today = timezone.localdate()
    ids = request.user.areas_where(Permission.DECIDE_REFERRAL, Reach.AREA)
    areas = list(Area.objects.filter(pk__in=ids).order_by("name"))
    form = Duty(typed(request), offered=_offered(areas), initial={"from_day": today})
    if form.is_valid():
        area, user = form.chosen
        days = {"from_day": form.cleaned_data["from_day"], "to_day": form.cleaned_data["to_day"]}
        if done(form, actions.set_duty, area=area, user=user, **days, **signed(request)):
            return redirect("duty")
    turns = DutyTurn.objects.visible_to(request.user).filter(to_day__gte=today)
    turns = turns.select_related("user", "area").order_by("from_day", "area__name")
    facts = {
        "form": form,
        "turns": turns,
        "now": on_duty(areas, today),
        "today": today,
        "several": len(areas) > 1,
    }
    return render(request, "referrals/duty.html", facts)


@needs(Permission.DECIDE_REFERRAL)
@require_POST
def end_duty(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    """Take a turn back."""
    turn = get_object_or_404(DutyTurn.objects.visible_to(request.user), pk=turn_id)
    actions.end_duty(turn=turn, **signed(request))
    return redirect("duty")


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def urgent(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Say how urgent a form is, having read it."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    form = HowUrgent(typed(request), initial={"urgency": sent.urgency})
    if form.is_valid():
        urgency = Urgency(form.cleaned_data["urgency"])
        if done(form, actions.set_urgency, referral=sent, urgency=urgency, **signed(request)):
            return redirect("referral", referral_id=sent.pk)
    return page_about(request, "urgent", sent, form=form)


@needs(Permission.DECIDE_REFERRAL)
@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Write down that the urgent meeting was held."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    form = MeetingHeld(typed(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        on = form.cleaned_data["on"]
        if done(form, actions.record_urgent_meeting, referral=sent, on=on, **signed(request)):
            return redirect("referral", referral_id=sent.pk)
    return page_about(request, "urgent_meeting", sent, form=form)


@needs(Permission.DECIDE_REFERRAL)
@require_POST
def link_again(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Send the referrer another link to the second part."""
    sent = seen(request, referral_id, Permission.DECIDE_REFERRAL)
    if sent.second_due_on and not sent.second_on:
        actions.send_link_again(referral=sent, by=request.user)
    return redirect("referral", referral_id=sent.pk)

"""Who has duty, and so is told at once of what is urgent."""

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
from referrals.forms.duty import Duty
from referrals.models import DutyTurn
from referrals.views.team import done, signed, typed


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

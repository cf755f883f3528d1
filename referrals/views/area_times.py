"""An area's own time limits for forms: what applies, what applied before, and setting another one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import Area
from accounts.models.second import areas_with
from accounts.permissions import Permission
from config.access import needs
from config.refused import Refused
from dsr import actions, rules
from dsr.models import AreaRule
from referrals import clocks
from referrals.forms.area_times import SetTime


@needs(Permission.SET_TIMES)
@require_http_methods(["GET", "POST"])
def times(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Every time limit of a form with the number that applies today, and a box for another one."""
    areas = Area.objects.filter(pk__in=areas_with(request.user, Permission.SET_TIMES))
    area, today = get_object_or_404(areas, slug=area_slug), timezone.localdate()
    form = SetTime(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        try:
            actions.set_own_number(area=area, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error("count", str(refused))
        else:
            return redirect("area-times", area_slug=area.slug)
    own = AreaRule.objects.filter(area=area, key__in=clocks.OF_AN_AREA).select_related("by")
    past = list(own.order_by("-from_day", "-pk"))
    now: dict[str, AreaRule] = {}
    for row in past:
        if row.from_day <= today:
            now.setdefault(row.key, row)
    rows = [
        (rules.RULES[key], max(rules.RULES[key].days.values()), now.get(key)) for key in clocks.OF_AN_AREA
    ]
    told = [(row, rules.RULES[row.key]) for row in past]
    facts = {"area": area, "form": form, "rows": rows, "past": told, "today": today, "marks": rules.MARKS}
    return render(request, "referrals/area_times.html", facts)

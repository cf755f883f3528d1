"""Choosing the area to work in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.area_switch import choose
from accounts.context import NAVIGATION
from config.access import signed_in

LISTS = {link["href"] for link in NAVIGATION}


@signed_in
@require_POST
def choose_area(request: HttpRequest) -> HttpResponse:
    """Narrow every page to one area, or widen it to all; an area that is not theirs is not found.

    A list is shown again as it now is. A record may belong to an area that was left: then it is home.
    """
    if not choose(request, request.POST.get("area", "")):
        raise Http404
    going = request.POST.get("next", "")
    return redirect(going if going in LISTS else "home")

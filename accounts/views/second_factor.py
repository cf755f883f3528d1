"""Adding a second step, and the page that explains why one is needed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.second_factor import how_strong, needs_second_factor, without_second_factor
from accounts.where import where_next
from config.access import signed_in


@without_second_factor
@signed_in
@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Why a second step, what to do, how long it takes."""
    going = where_next(request)
    if how_strong(request) or not needs_second_factor(request.user):
        return redirect(going)
    return render(request, "account/second_factor.html", {"next": going})

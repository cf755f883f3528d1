"""Is it still you? The page before great acts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.forms import PasswordAgain
from accounts.fresh import mark_fresh
from accounts.second_factor import DEMONSTRATION, how_strong
from accounts.where import where_next
from config.access import signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def reauthenticate(request: HttpRequest) -> HttpResponse:
    """Ask for the password again, and go back to where they were going."""
    going = where_next(request)
    demonstration = settings.DEMO and how_strong(request) == DEMONSTRATION
    form = PasswordAgain(request.POST or None, request=request)
    if request.method == "POST" and (demonstration or form.is_valid()):
        mark_fresh(request)
        return redirect(going)
    facts = {"form": form, "next": going, "demonstration": demonstration}
    return render(request, "account/reauthenticate.html", facts)

"""Where you are signed in, the clock of this sign-in, and what you typed and have not sent."""

from math import ceil
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts import actions, clock, keeping
from accounts.models import BrowserSession, User
from accounts.second_factor import without_second_factor
from accounts.session_clock import facts, limits, quiet
from config.access import signed_in


def sessions_of(user: User) -> list[BrowserSession]:
    """Where this person is signed in now, the latest activity first; what has run out is not among them."""
    rows = BrowserSession.objects.filter(user=user, ended_at=None).order_by("-last_active_at", "pk")
    now, most = timezone.now(), limits()
    return [row for row in rows if clock.state(facts(row, now), most) in clock.LIVING]


@signed_in
@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Every browser in which this person is signed in; each can be ended."""
    context = {
        "sessions": sessions_of(request.user),
        "own": request.sign_in,
        "idle": settings.IDLE_MINUTES,
        "hours": settings.SESSION_COOKIE_AGE // 3600,
    }
    return render(request, "accounts/sessions.html", context)


@signed_in
@require_POST
def end(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """End one of one's own sign-ins; this one too, which is signing out."""
    session = get_object_or_404(BrowserSession, pk=session_id, user=request.user, ended_at=None)
    actions.end_session(session=session, why=BrowserSession.Ended.ENDED, by=request.user)
    if session == request.sign_in:
        logout(request)
        return redirect("account_login")
    messages.success(request, f"{session.device} is signed out.")
    return redirect("sessions")


@signed_in
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every sign-in but this one."""
    count = actions.end_sessions(user=request.user, by=request.user, but=request.sign_in)
    messages.success(request, "Every other device is signed out." if count else "There was no other device.")
    return redirect("sessions")


# ---------------------------------------------------------------- the clock


def _time(session: BrowserSession) -> dict[str, Any]:
    """What the page's script needs: seconds left, when to say so, and whether staying is possible.

    Rounded up: a page that believed itself over a moment early would ask for itself, and so go on living.
    """
    now, most = facts(session), limits()
    return {
        "left": ceil(clock.time_left(now, most).total_seconds()),
        "warn": int(most.warning.total_seconds()),
        "can_stay": clock.can_stay(now, most),
    }


@without_second_factor
@quiet
@signed_in
@require_GET
def session_clock(request: HttpRequest) -> HttpResponse:
    """How long this sign-in still lasts. To ask is no sign that anybody is there."""
    return JsonResponse(_time(request.sign_in))


@without_second_factor
@signed_in
@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """ "Stay signed in": the time starts again, in every tab."""
    now = timezone.now()
    actions.keep_session_alive(session=request.sign_in, at=now, by=request.user)
    request.sign_in.last_active_at = now
    return JsonResponse(_time(request.sign_in))


# ---------------------------------------------------------------- what was typed


@quiet
@signed_in
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what is typed into a page of ours. Only `typing` counts as activity, not the saving."""
    found = keeping.sent_by_script(request)
    if found is None:
        return HttpResponseBadRequest("Nothing that can be kept.", content_type="text/plain; charset=utf-8")
    path, answers = found
    if answers:
        actions.keep_form(path=path, answers=answers, by=request.user)
    else:
        actions.forget_form(path=path, by=request.user)
    if request.POST.get("typing") == "1":
        actions.keep_session_alive(session=request.sign_in, at=timezone.now(), by=request.user)
    return HttpResponse(status=204)


@signed_in
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Forget what was kept for a page, and show the page as it is."""
    path = request.POST.get("path", "")
    if not keeping.is_form_page(path):
        return redirect("home")
    actions.forget_form(path=path, by=request.user)
    messages.success(request, "What we had kept is cleared.")
    return redirect(path)

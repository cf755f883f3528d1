"""Before every page: is this sign-in still good, and after it: what of it has changed.

The clock itself is arithmetic (clock.py); the truth is in one row a sign-in, shared by all its tabs.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from accounts import actions, clock, keeping
from accounts.devices import in_words
from accounts.form_proof import proof_of
from accounts.models import BrowserSession, User
from config.compiled import compiled, first_of
from config.nhsuk.kept import offer, withdraw

ROW = "sign_in"  # where the session says which row is its own
# What a browser may still hold of us is cleared at the end. Not "cookies": that would sign people out
# of every other service under the same registered domain.
CLEAR = '"cache", "storage"'
Ended = BrowserSession.Ended
Respond = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]


def limits() -> clock.Limits:
    """The lengths that the settings give."""
    return clock.Limits(
        idle=timedelta(minutes=settings.IDLE_MINUTES),
        in_all=timedelta(seconds=settings.SESSION_COOKIE_AGE),
        warning=timedelta(minutes=settings.IDLE_WARNING_MINUTES),
    )


def facts(session: BrowserSession, now: datetime | None = None) -> clock.Facts:
    """The moments of one sign-in."""
    return clock.Facts(session.signed_in_at, session.last_active_at, now or timezone.now())


def begin(*, request: HttpRequest, user: User, **told: Any) -> None:
    """Somebody has signed in, by whatever way: their clock starts. Connected in apps.py."""
    before = BrowserSession.objects.filter(pk=request.session.get(ROW)).first()
    if before or request.session.session_key is None:
        request.session.cycle_key()  # Django keeps the id when the same person signs in again (ASVS 7.2.4)
    if before:
        actions.end_session(session=before, why=Ended.REPLACED, by=user)
    session = actions.start_session(
        session_key=request.session.session_key,
        device=in_words(request.META.get("HTTP_USER_AGENT", "")),
        form_proof=proof_of(request),
        by=user,
    )
    request.session[ROW] = str(session.pk)
    request.sign_in = session  # type: ignore[attr-defined]


def quiet(view: View) -> View:
    """Mark a page that says nothing about whether somebody is there: asking for the time is no activity."""
    view.quiet = True  # type: ignore[attr-defined]
    return view


class SessionClockMiddleware:
    """Signs out whoever's time is over; keeps what they typed; notes that somebody is there."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        find(request)
        request.keep_typed = lambda: keeping.keep_refused(request)  # type: ignore[attr-defined]
        was, token = request.sign_in, offer(None)  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
        finally:
            withdraw(token)
        if was:
            after(request, was, response)
        if request.ended or (was and not request.user.is_authenticated):  # type: ignore[attr-defined]
            response["Clear-Site-Data"] = CLEAR
            add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not getattr(view, "login_required", True):
            return None
        session = request.sign_in  # type: ignore[attr-defined]
        if session is None:
            return say_why(request, view)
        now = timezone.now()
        if not getattr(view, "quiet", False) and clock.is_worth_writing(facts(session, now)):
            actions.keep_session_alive(session=session, at=now, by=session.user)
            session.last_active_at = now
        if request.method in ("GET", "HEAD"):
            offer(keeping.kept_for(request.user, request.path))
        return None


def find(request: HttpRequest) -> None:
    """Set `request.sign_in`, the open row of this session, or None; and `request.ended` when it is over."""
    request.sign_in = request.ended = None  # type: ignore[attr-defined]
    row = request.session.get(ROW)
    session = first_of(rows_of(UUID(row))) if row else None
    known = request.user.is_authenticated
    if session and session.user_id == request.user.pk:
        session.user = request.user  # read a moment ago; not once more with every page
    why = reason_to_end(session, request.user) if session else None
    if session and known and why is None:
        request.sign_in = session  # type: ignore[attr-defined]
        return
    if known or session:  # whoever was stopped is no longer known, and their session still holds theirs
        request.session.flush()
        request.user = AnonymousUser()
    if session:
        over(session, why or Ended.ENDED)
        request.ended = session  # type: ignore[attr-defined]


@compiled
def rows_of(row: UUID) -> QuerySet:
    """The row of a sign-in; read before every page."""
    return BrowserSession.objects.filter(pk=row)


def reason_to_end(session: BrowserSession, user: User | AnonymousUser) -> str | None:
    """Why this sign-in opens nothing (any more); None while it is good."""
    if session.ended_at:
        return session.ended_why
    if not session.user.is_active:
        return Ended.STOPPED
    if session.user_id != user.pk:
        return Ended.PASSWORD  # the only other thing by which a session stops being somebody's
    state = clock.state(facts(session), limits())
    return None if state in clock.LIVING else state.value


def over(session: BrowserSession, why: str) -> None:
    """End a sign-in whose time has come, in the name of whose it was."""
    if session.ended_at is None:
        actions.end_session(session=session, why=why, by=session.user)
        session.refresh_from_db()


def by_its_form(proof: str) -> BrowserSession | None:
    """The sign-in whose forms bear this proof, when its time ran out; ended here if nobody had noticed."""
    found = BrowserSession.objects.filter(form_proof=proof).select_related("user") if proof else None
    session = found.order_by("-signed_in_at").first() if found is not None else None
    if session and session.ended_at is None:
        state = clock.state(facts(session), limits())
        if state in clock.LIVING:
            return None
        over(session, state.value)
    return session if session and session.ended_why in keeping.RAN_OUT else None


def say_why(request: HttpRequest, view: View) -> HttpResponse | None:
    """To the sign-in page, with what was typed kept and a plain sentence why."""
    session = request.ended or by_its_form(proof_of(request))  # type: ignore[attr-defined]
    if session is None:
        return None  # somebody who has not signed in: the next rule asks them to
    page = keeping.page_of(request)
    kept = keeping.keep_of(request, session)
    if getattr(view, "quiet", False):
        return JsonResponse({"left": 0, "kept": kept}, status=401)
    messages.info(request, sentence(session, kept or keeping.is_kept(session.user, page)))
    return redirect_to_login(page)


def sentence(session: BrowserSession, kept: bool) -> str:
    """Why somebody has to sign in again, as they read it."""
    hours = settings.SESSION_COOKIE_AGE // 3600
    why = {
        Ended.IDLE: f"You were away for {settings.IDLE_MINUTES:g} minutes, so we signed you out.",
        Ended.TOO_OLD: f"You were signed in for {hours} hours, so we signed you out.",
        Ended.ENDED: "Somebody ended this sign-in: you on another device, or an administrator.",
        Ended.PASSWORD: "Your password was changed, so you have to sign in again.",
    }.get(session.ended_why, "You are signed out.")
    return f"{why} What you had typed is kept." if kept else why


def after(request: HttpRequest, was: BrowserSession, response: HttpResponse) -> None:
    """Signed out, signed in as somebody else, or the same sign-in with a new id; and what was taken goes."""
    if request.session.get(ROW) != str(was.pk):
        why = Ended.REPLACED if request.user.is_authenticated else Ended.SIGNED_OUT
        actions.end_session(session=was, why=why, by=was.user)
        return
    now = request.session.session_key or "", proof_of(request) or was.form_proof
    if now != (was.session_key, was.form_proof):
        actions.follow_session(session=was, session_key=now[0], form_proof=now[1], by=was.user)
    if request.method == "POST" and 300 <= response.status_code < 400:
        keeping.after_sending(request, response.headers.get("Location", ""))

"""What somebody typed, between the page and the record of it: whose it is, where it goes back to."""

import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse

from accounts import actions, typed
from accounts.actions.kept import KIND
from accounts.form_proof import from_our_own_page, proof_in_form, proof_of
from accounts.models import BrowserSession, KeptForm, User
from config.compiled import compiled, first_of
from config.nhsuk.kept import KeptAnswers
from config.sealed import unseal

Ended = BrowserSession.Ended
# After these ends something typed is still kept. Whoever was signed out by somebody else, or left by
# themselves, keeps what was kept before and nothing more.
RAN_OUT = frozenset({Ended.IDLE, Ended.TOO_OLD})
# Nothing is kept for these, nor does anybody come back to them.
OWN_AFFAIRS = ("/accounts/", "/sessions/", "/kept/")


def is_form_page(path: str) -> bool:
    """Whether `path` is a page of ours for people who have signed in, on which something can be typed."""
    odd = "\\" in path or "//" in path or not path.isprintable() or len(path) > 300
    if odd or not path.startswith("/") or path.startswith(OWN_AFFAIRS):
        return False
    try:
        view = resolve(path).func
    except Resolver404:
        return False
    return getattr(view, "login_required", True) and not getattr(view, "quiet", False)


def page_of(request: HttpRequest) -> str:
    """The page to come back to: the one the form stood on, else the address itself, else home."""
    if request.method != "POST":
        return request.get_full_path() if is_form_page(request.path) else reverse("home")
    return next(filter(is_form_page, (_page_before(request), request.path)), reverse("home"))


def _page_before(request: HttpRequest) -> str:
    """The path of the page of ours that this was sent from, as the browser tells it; "" when it does not."""
    try:
        before = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    return before.path if before.netloc == request.get_host() else ""


def sent_by_script(request: HttpRequest) -> tuple[str, typed.Answers] | None:
    """(page, answers) as keep.js sends them; None when they are not what it would send."""
    try:
        answers = typed.read(json.loads(request.POST.get("answers", "")))
    except (ValueError, RecursionError):
        return None
    path = request.POST.get("path", "")
    return (path, answers) if answers is not None and is_form_page(path) else None


def keep_of(request: HttpRequest, session: BrowserSession) -> bool:
    """Keep what was just sent for the person whose sign-in ran out; False when there is nothing to keep.

    The proof in the form has been checked against the cookie before this, and must be this session's.
    """
    proved = session.form_proof and session.form_proof == proof_of(request)
    ran_out = session.ended_why in RAN_OUT
    return request.method == "POST" and bool(proved) and ran_out and _keep(request, session.user)


def keep_refused(request: HttpRequest) -> bool | None:
    """For a form whose proof is no longer the browser's: True kept; False not; None not theirs to see.

    They signed in again in another tab, and so the proof changed. It must be that of an earlier
    sign-in of the same person, and the form must have stood on a page of ours.
    """
    if not from_our_own_page(request):
        return None
    proof = proof_in_form(request)
    rows = BrowserSession.objects.filter(form_proof=proof).select_related("user") if proof else []
    found = list(rows)
    if not found:
        return False
    if request.user.is_authenticated and {row.user_id for row in found} != {request.user.pk}:
        return None  # with a secret that two people had nobody knows who wrote it
    session = found[0]
    mine = request.user.is_authenticated or session.ended_why in RAN_OUT
    return mine and _keep(request, session.user)


def _keep(request: HttpRequest, user: User) -> bool:
    script = request.path == reverse("kept")
    plain = page_of(request), typed.worth_keeping(request.POST.lists())
    path, answers = (sent_by_script(request) or ("", {})) if script else plain
    if not (user.is_active and answers and is_form_page(path)):
        return False
    actions.keep_form(path=path, answers=answers, by=user)
    return True


def is_kept(user: User, path: str) -> bool:
    """Whether something typed into that page is kept for this person."""
    return KeptForm.objects.filter(user=user, path=urlsplit(path).path).exists()


def _read(user: User, path: str) -> tuple[typed.Answers, datetime] | None:
    """What is kept for that page, and since when; None too when it can no longer be read."""
    kept = first_of(_kept(user.pk, path))
    answers: Any = unseal(kept.sealed, kind=KIND) if kept else None
    return (answers, kept.at) if kept and answers else None


@compiled
def _kept(user_id: int, path: str) -> QuerySet:
    """What somebody typed into a page; read whenever a page has a form."""
    return KeptForm.objects.filter(user=user_id, path=path)


def kept_for(user: User, path: str) -> KeptAnswers:
    """What the forms on a page may take up; read only if there is a form."""
    return KeptAnswers(lambda: _read(user, path))


def after_sending(request: HttpRequest, to: str) -> None:
    """A form was answered with a way on, `to`: forget what was kept of it, for it has been taken.

    Unless the way leads to one's own sign-in: then it was not taken, and is kept until they are back.
    """
    if to.startswith(OWN_AFFAIRS):
        if not request.path.startswith(OWN_AFFAIRS):
            _keep(request, request.user)
        return
    for path in {request.path, _page_before(request)} - {""}:
        kept = _read(request.user, path) if is_form_page(path) else None
        if kept and set(kept[0]) & set(request.POST):
            actions.forget_form(path=path, by=request.user)

"""Sign-ins: begun, kept alive, ended."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from accounts.models import BrowserSession, User

REMEMBERED_FOR = timedelta(days=7)  # as long as what was typed in it is kept
Ended = BrowserSession.Ended


@transaction.atomic
def start_session(*, session_key: str, device: str, form_proof: str, by: User) -> BrowserSession:
    """Remember that `by` has signed in in a browser; its clock starts now."""
    now = timezone.now()
    return BrowserSession.objects.create(
        user=by,
        session_key=session_key,
        device=device,
        form_proof=form_proof,
        signed_in_at=now,
        last_active_at=now,
    )


@transaction.atomic
def keep_session_alive(*, session: BrowserSession, at: datetime, by: User) -> None:
    """Note activity. The clock only goes forward, and what has ended stays ended."""
    rows = BrowserSession.objects.filter(pk=session.pk, user=by, ended_at=None, last_active_at__lt=at)
    rows.update(last_active_at=at)


@transaction.atomic
def follow_session(*, session: BrowserSession, session_key: str, form_proof: str, by: User) -> None:
    """The same sign-in under a new session id or a new proof for its forms (both change now and then)."""
    rows = BrowserSession.objects.filter(pk=session.pk, user=by, ended_at=None)
    rows.update(session_key=session_key, form_proof=form_proof)


@transaction.atomic
def end_session(*, session: BrowserSession, why: str, by: User) -> bool:
    """End one sign-in: its next page is the sign-in page. False when it had ended already."""
    locked = BrowserSession.objects.select_for_update().get(pk=session.pk)
    if locked.ended_at is not None:
        return False
    locked.ended_at, locked.ended_why, locked.ended_by = timezone.now(), why, by
    locked.save(update_fields=["ended_at", "ended_why", "ended_by"])
    Session.objects.filter(session_key=locked.session_key).delete()
    return True


@transaction.atomic
def end_sessions(*, user: User, by: User, why: str = Ended.ENDED, but: BrowserSession | None = None) -> int:
    """End every sign-in of `user`, or all `but` one; returns how many were ended.

    For "end all others", for an administrator (whose right to this account the caller has checked),
    for a stopped account (why=BrowserSession.Ended.STOPPED) and for a new password
    (Ended.PASSWORD). The next page of each of them is the sign-in page. What the person typed and
    has not sent stays theirs for seven days, and nothing more is kept for those sessions.
    """
    rows = BrowserSession.objects.filter(user=user, ended_at=None)
    others = rows.exclude(pk=but.pk) if but else rows
    return sum(end_session(session=session, why=why, by=by) for session in others.order_by("pk"))


@transaction.atomic
def forget_ended_sessions(*, now: datetime) -> int:
    """Delete what is known of sign-ins that ended, or lapsed unseen, more than a week ago.

    And what browsers left behind whose time is over: an unused link may lie in it (ASVS 14.2.7).
    """
    Session.objects.filter(expire_date__lt=now).delete()
    old = BrowserSession.objects.filter(last_active_at__lt=now - REMEMBERED_FOR)
    return old.delete()[0]

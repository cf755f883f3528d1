"""Asking for what takes two people, and deciding it as the second."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts import outbox
from accounts.joint import KINDS, LAPSES_AFTER
from accounts.models import Area, JointRequest, User
from accounts.models.second import areas_with
from accounts.permissions import Permission
from config.refused import Refused

ALREADY_ASKED = "This has been asked for already and waits for a second person."


@transaction.atomic
def ask_for_two(
    *,
    kind: str,
    area: Area,
    subjects: Iterable[UUID],
    why: str,
    by: User,
    details: dict[str, Any] | None = None,
) -> JointRequest:
    """Ask for something that one person alone may not do; whoever may agree in the area is told.

    Refuses what could not be done today, a reason that is missing, and the same thing asked twice.
    """
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)  # two tabs cannot ask for one thing twice
    check_may_ask(by, area.pk)
    if not why.strip():
        raise Refused("Say why.")
    now, about = timezone.now(), sorted(set(subjects), key=str)
    request = JointRequest(
        kind=kind, area=area, subjects=about, details=details or {}, why=why.strip(),
        asked_by=by, asked_at=now, lapses_at=now + LAPSES_AFTER,
    )  # fmt: skip
    same = JointRequest.objects.waiting(now).filter(kind=kind, area=area, subjects=about)
    if about and same.filter(details=request.details).exists():
        raise Refused(ALREADY_ASKED)
    KINDS[kind].check(request)
    request.save(by=by)
    outbox.post("second_person_asked", key=f"asked-{request.pk}", payload={"request": str(request.pk)})
    return request


@transaction.atomic
def agree_as_second(*, request: JointRequest, by: User, words: str = "") -> JointRequest:
    """Agree, and have it carried out in this same transaction: all of it or nothing.

    The rights of both are asked again now, and whether it can still be done; a refusal leaves the
    request waiting.
    """
    request = _locked(request, by)
    _decide(request, by, agreed=True, words=words)
    asker = User.objects.get(pk=request.asked_by_id)
    if not asker.is_active:
        raise Refused(f"{asker.name} no longer has an account, so what they asked for is not done.")
    check_may_ask(asker, request.area_id, whose=f"{asker.name} no longer")
    KINDS[request.kind].check(request)
    request.outcome = KINDS[request.kind].carry_out(request, by=by)[:300]
    request.done_at = timezone.now()
    return _save(request, by)


@transaction.atomic
def refuse_as_second(*, request: JointRequest, words: str, by: User) -> JointRequest:
    """Say no, with the reason; nothing happens."""
    request = _locked(request, by)
    if not words.strip():
        raise Refused("Say why not: whoever asked reads it.")
    _decide(request, by, agreed=False, words=words)
    return _save(request, by)


def check_may_ask(by: User, area_id: int, *, whose: str = "You do not") -> None:
    """Refuse somebody who may not ask for what takes two in this area."""
    if area_id not in areas_with(by, Permission.ASK_SECOND):
        raise Refused(f"{whose} hold a role in this area that may ask for this.")


def check_may_decide(request: JointRequest, by: User, now: datetime) -> None:
    """Refuse somebody who cannot be the second person of this request, or not any more."""
    if request.decided_by_id:
        word = "agreed to" if request.agreed else "refused"
        raise Refused(f"{request.decided_by.name} has {word} this already.")
    if request.asked_by_id == by.pk:
        raise Refused("You asked for this, so somebody else decides it: it takes two people.")
    if not request.is_waiting(now):
        raise Refused("This was not decided within 14 days and has lapsed. It can be asked for again.")
    if request.area_id not in areas_with(by, Permission.AGREE_SECOND):
        raise Refused("You do not hold a role in this area that may agree to this.")
    if KINDS[request.kind].hidden_from(request, by):
        raise Refused("You may not open this record, so somebody else decides.")


def _locked(request: JointRequest, by: User) -> JointRequest:
    # Without joins: after waiting for the lock PostgreSQL reads this row anew, but not those joined to it.
    request = JointRequest.objects.select_for_update().get(pk=request.pk)
    check_may_decide(request, User.objects.get(pk=by.pk), timezone.now())
    return request


def _decide(request: JointRequest, by: User, *, agreed: bool, words: str) -> None:
    request.agreed, request.words = agreed, words.strip()
    request.decided_by, request.decided_at = by, timezone.now()


def _save(request: JointRequest, by: User) -> JointRequest:
    request.save(by=by)
    outbox.post("second_person_decided", key=f"decided-{request.pk}", payload={"request": str(request.pk)})
    return request

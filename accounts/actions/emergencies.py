"""Opening a record in an emergency, ending that, and judging it afterwards."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts import emergency, outbox
from accounts.held_open import forget_held
from accounts.models import Area, EmergencyAccess, EmergencyAttempt, User
from accounts.models.emergencies import SEALED_AS
from accounts.permissions import Permission
from accounts.told import who_judges
from config.refused import Refused
from config.sealed import seal

TOO_OFTEN = (
    f"You have tried {emergency.MOST_TRIES} times within an hour, which is as often as anybody may. "
    "Phone the area’s team or its crisis line."
)
NOT_YOURS = "Your role does not open records in an emergency."


@transaction.atomic
def count_emergency_attempt(*, people_found: int, by: User) -> EmergencyAttempt:
    """Write down one try to find somebody; refuses the eleventh within an hour, whatever the ten found."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two tabs cannot both be the tenth
    since = timezone.now() - timedelta(hours=1)
    if EmergencyAttempt.objects.filter(user=by, at__gt=since).count() >= emergency.MOST_TRIES:
        raise Refused(TOO_OFTEN)
    found = {0: "none", 1: "one"}.get(people_found, "several")
    return EmergencyAttempt.objects.create(user=by, found=found)


@transaction.atomic
def start_emergency_access(
    *, person_id: UUID, area: Area, reason: emergency.Reason, words: str, review_due_on: date, by: User
) -> EmergencyAccess:
    """Open one person's record in one area to `by`, to read, for four hours; the area is told at once.

    Refuses without a sentence that says why. One that is open already stays as it is: pressing twice
    opens nothing twice.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if not user.is_active or not user.may(Permission.OPEN_IN_EMERGENCY):
        raise Refused(NOT_YOURS)
    if not emergency.is_a_sentence(words):
        raise Refused("Say in a sentence why you need this record now: somebody else reads it.")
    now = timezone.now()
    mine = EmergencyAccess.objects.filter(user=user, person_id=person_id, area=area)
    already = mine.open_at(now).first()
    if already:
        return already
    access = EmergencyAccess.objects.create(
        user=user,
        person_id=person_id,
        area=area,
        reason=emergency.Reason(reason),
        words_sealed=seal(words.strip(), kind=SEALED_AS),
        started_at=now,
        until=emergency.ends_at(now),
        review_due_on=review_due_on,
        by=user,
    )
    forget_held(by)
    outbox.post("emergency_access", key=f"emergency-{access.pk}", payload={"access": str(access.pk)})
    return access


@transaction.atomic
def end_emergency_access(*, access: EmergencyAccess, by: User) -> EmergencyAccess:
    """Close it before its four hours are over; only whoever opened it. It is reviewed all the same."""
    access = EmergencyAccess.objects.select_for_update().get(pk=access.pk)
    if access.user_id != by.pk:
        raise Refused("Only whoever opened the record can end that early.")
    now = timezone.now()
    if access.is_open(now):
        access.ended_at = now
        access.save(by=by)
    forget_held(by)
    return access


@transaction.atomic
def judge_emergency_access(
    *, access: EmergencyAccess, verdict: emergency.Verdict, words: str, by: User
) -> EmergencyAccess:
    """Say whether it was justified, and why. Nobody judges their own.

    What is being followed up may be judged again; any other verdict stands.
    """
    access = EmergencyAccess.objects.select_for_update().get(pk=access.pk)
    check_can_judge(access, by)
    if not words.strip():
        raise Refused("Say why.")
    access.verdict, access.verdict_words = emergency.Verdict(verdict), words.strip()
    access.reviewed_by, access.reviewed_at = by, timezone.now()
    access.save(by=by)
    return access


def check_can_judge(access: EmergencyAccess, by: User) -> None:
    """Refuse whoever may not judge this one, with the reason."""
    if access.user_id == by.pk:
        raise Refused("You opened this record yourself, so somebody else reviews it.")
    judges, are_leads = who_judges(access.area_id)
    if by not in judges:
        lead = "A governance lead of the area reviews this." if are_leads else "You cannot review this."
        raise Refused(lead)
    if access.verdict and access.verdict != emergency.Verdict.FOLLOW_UP:
        raise Refused(f"{access.reviewed_by} has reviewed this already.")


@transaction.atomic
def escalate_emergency_accesses(*, today: date, by: User) -> int:
    """Tell governance leads and administrators of what was not reviewed in time, once; how many."""
    waiting = EmergencyAccess.objects.unreviewed().filter(review_due_on__lt=today, escalated_at=None)
    late = list(waiting.select_for_update(skip_locked=True))
    for access in late:
        access.escalated_at = timezone.now()
        access.save(by=by)
        key = f"emergency-late-{access.pk}"
        outbox.post("emergency_late", key=key, payload={"access": str(access.pk)})
    return len(late)

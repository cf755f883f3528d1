"""Signals: written once when they are found, and judged by somebody else than the person they are about."""

from datetime import datetime

from django.db import transaction

from accounts.actions.life import mark_alive
from accounts.models import Signal, SignalVerdict, User
from accounts.models.second import areas_with
from accounts.permissions import Permission
from accounts.signal_kinds import Verdict
from accounts.signals import found_since, last_time
from config.refused import Refused

LONGEST = 1000


@transaction.atomic
def find_signals(*, now: datetime, by: User) -> int:
    """Look through what was looked at since the last time; how many signals are new. Safe to run twice."""
    before = Signal.objects.count()
    for signals in found_since(last_time(), until=now):
        Signal.objects.bulk_create(signals, ignore_conflicts=True)
    mark_alive(name="signals")
    return Signal.objects.count() - before


@transaction.atomic
def judge_signal(*, signal: Signal, verdict: str, words: str, by: User) -> SignalVerdict:
    """Record what somebody made of a signal. Nobody judges their own looks; a double click counts once."""
    User.objects.select_for_update().get(pk=by.pk)  # a signal itself is never locked: nobody may change it
    if signal.user_id == by.pk:
        raise Refused("This is about your own looks. Another governance lead judges it.")
    if not set(signal.areas) & set(areas_with(by, Permission.JUDGE_LOOKS)):
        raise Refused("This is about another area.")
    words = words.strip()
    if verdict not in set(Verdict):
        raise Refused("Choose what came of it.")
    if not words or len(words) > LONGEST:
        raise Refused(f"Say what you found out, in at most {LONGEST:,} characters.")
    latest = signal.verdicts.order_by("-pk").first()
    if latest and (latest.by_id, latest.verdict, latest.words) == (by.pk, verdict, words):
        return latest
    return SignalVerdict.objects.create(signal=signal, verdict=verdict, words=words, by=by)

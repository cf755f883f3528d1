"""What panels ask for, and what became of it."""

from datetime import date
from uuid import UUID

from django.db import transaction

from accounts import outbox
from accounts.models import User
from config.refused import Refused
from dsr.actions.deadlines import heard
from dsr.models import Progress, Recommendation, RegisterEntry
from dsr.statuses import STEP_LABELS, STEP_MOVES, Step


@transaction.atomic
def add_recommendation(
    *,
    entry: RegisterEntry,
    text: str,
    owner: str,
    due_on: date,
    agreed_on: date,
    by: User,
    about: UUID | None = None,
    position: int = 1,
) -> Recommendation:
    """Put what a panel asked for on the entry: one owner, one date."""
    if due_on < agreed_on:
        raise Refused("A recommendation is due on or after the day it was agreed.")
    return Recommendation.objects.create(
        entry=entry,
        text=text,
        owner=owner,
        due_on=due_on,
        agreed_on=agreed_on,
        about=about,
        position=position,
        by=by,
    )


@transaction.atomic
def record_progress(*, recommendation: Recommendation, step: Step, note: str, on: date, by: User) -> Progress:
    """Say what happened to a recommendation. Done is done: it takes no further steps."""
    recommendation = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    now = Step(recommendation.step)
    if step not in STEP_MOVES[now]:
        raise Refused(f"This recommendation is recorded as: {STEP_LABELS[now].lower()}.")
    progress = Progress.objects.create(recommendation=recommendation, step=step, note=note, on=on, by=by)
    recommendation.step = step
    recommendation.save(by=by)
    heard(entry=recommendation.entry, on=on, by=by)
    payload = {"entry": str(recommendation.entry_id)}
    outbox.post("something_new", key=f"progress-{progress.pk}", payload=payload)
    return progress

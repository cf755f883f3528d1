"""What panels and meetings ask for, and what became of it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import outbox
from accounts.models import Organisation, User
from accounts.permissions import Permission
from config.refused import Refused
from dsr.actions.deadlines import heard
from dsr.days import plain
from dsr.models import Progress, Recommendation, RegisterEntry
from dsr.owners import works_for
from dsr.statuses import OPEN_STEPS, STEP_LABELS, STEP_MOVES, CameFrom, Step

NOT_THE_DOER = "Somebody else confirms that it is done: not its owner, and not who said so."


class ProgressFirst(Refused):
    """Somebody recorded something after this page was opened; it stands above what was typed."""

    def __init__(self, theirs: Progress) -> None:
        self.theirs = theirs
        super().__init__(
            f"{theirs.by.name} recorded something after you opened this page: see “So far”. Nothing of "
            "yours is lost. Save it if it is still right."
        )


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
    owner_user: User | None = None,
    organisation: Organisation | None = None,
    measure: str = "",
    serves: str = "",
    standard: str = "",
    came_from: CameFrom | None = None,
    first_due_on: date | None = None,
) -> Recommendation:
    """Put something that was asked for on the entry: one owner, one date (domain reference 6.10 [N]).

    Refuses a day before it was agreed, nobody to do it, and an owner with an account who could not open
    the entry: they would be asked about something they never find. With an account and no organisation
    it is the one they work for here. `came_from` is a review when `about` is given and nothing else is said.
    """
    if due_on < agreed_on:
        raise Refused("A recommendation is due on or after the day it was agreed.")
    if owner_user:
        check_finds(owner_user, entry)
        organisation = organisation or works_for(owner_user, entry)
    if not (owner := owner.strip() or (owner_user.name if owner_user else "")):
        raise Refused("Say who does it: one person.")
    made: Recommendation = Recommendation.objects.create(
        entry=entry,
        text=text,
        owner=owner,
        owner_user=owner_user,
        organisation=organisation,
        measure=measure,
        serves=serves,
        standard=standard,
        due_on=due_on,
        first_due_on=first_due_on,
        agreed_on=agreed_on,
        about=about,
        came_from=came_from or (CameFrom.REVIEW if about else CameFrom.BETWEEN),
        position=position,
        by=by,
    )
    heard(entry=entry, on=agreed_on, by=by)
    return made


def check_finds(owner: User, entry: RegisterEntry) -> None:
    """Refuse an owner who could not open the entry: they would be asked about something they never find."""
    seen = RegisterEntry.objects.visible_to(owner, Permission.FOLLOW_UP)
    if not seen.filter(pk=entry.pk).exists():
        raise Refused(f"{owner.name} cannot open this entry. Write their name instead, without an account.")


@transaction.atomic
def record_progress(
    *,
    recommendation: Recommendation,
    step: Step,
    note: str,
    on: date,
    by: User,
    evidence: str = "",
    due_on: date | None = None,
    shown: int | None = None,
) -> Progress:
    """Say what happened to a recommendation, perhaps with another day for it; the note is the reason.

    `shown` is how many rows the page showed: raises ProgressFirst when there are more by now. Done means
    with evidence (the note, where nothing else is given), and it is confirmed by somebody else. Refuses
    moves that are not in the table, and replacing, which is `replace_recommendation`.
    """
    recommendation = _locked(recommendation)
    if shown is not None and recommendation.progress.count() > shown:
        raise ProgressFirst(recommendation.progress.select_related("by").latest("pk"))
    _check_move(recommendation, step)
    if step is Step.CONFIRMED:
        _check_somebody_else(recommendation, by)
    if due_on and due_on != recommendation.due_on:
        _check_new_day(recommendation, step, due_on, on)
    return _write(recommendation, step, note, on, by, evidence, due_on)


@transaction.atomic
def replace_recommendation(
    *, recommendation: Recommendation, why: str, on: date, by: User, **facts: Any
) -> Recommendation:
    """Put another recommendation in the place of one; the new one points to the old, which is ended.

    `facts` are those of `add_recommendation`, without the entry. Replaced twice it is refused.
    """
    recommendation = _locked(recommendation)
    _check_move(recommendation, Step.REPLACED)
    new = add_recommendation(entry=recommendation.entry, by=by, **{"agreed_on": on} | facts)
    new.replaces = recommendation
    new.save(by=by)
    _write(recommendation, Step.REPLACED, why, on, by, "", None)
    return new


def _locked(recommendation: Recommendation) -> Recommendation:
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("entry__person")
    return rows.get(pk=recommendation.pk)


def _check_move(recommendation: Recommendation, step: Step) -> None:
    now = Step(recommendation.step)
    if step not in STEP_MOVES[now]:
        raise Refused(f"This recommendation is recorded as: {STEP_LABELS[now].lower()}.")


def may_confirm(recommendation: Recommendation, user: User) -> bool:
    """Whether this colleague is somebody else than who did it or said that it is done (6.10 [D])."""
    said = recommendation.progress.filter(step=Step.DONE).order_by("-pk").values_list("by_id", flat=True)
    return user.pk not in (recommendation.owner_user_id, *said[:1])


def _check_somebody_else(recommendation: Recommendation, by: User) -> None:
    if not may_confirm(recommendation, by):
        raise Refused(NOT_THE_DOER)


def _check_new_day(recommendation: Recommendation, step: Step, due_on: date, on: date) -> None:
    if step not in OPEN_STEPS:
        raise Refused("Only what is not done yet can have another day.")
    if due_on < max(recommendation.agreed_on, on):
        raise Refused(f"The new day must be {plain(max(recommendation.agreed_on, on))} or later.")


def _write(
    recommendation: Recommendation,
    step: Step,
    note: str,
    on: date,
    by: User,
    evidence: str,
    due_on: date | None,
) -> Progress:
    moved = bool(due_on and due_on != recommendation.due_on)
    progress = Progress.objects.create(
        recommendation=recommendation,
        step=step,
        note=note,
        evidence=evidence.strip() or (note if step is Step.DONE else ""),
        due_before=recommendation.due_on if moved else None,
        due_after=due_on if moved else None,
        on=on,
        by=by,
    )
    recommendation.step = step
    if due_on and moved:
        recommendation.first_due_on = recommendation.first_due_on or recommendation.due_on
        recommendation.due_on = due_on
    recommendation.save(by=by)
    heard(entry=recommendation.entry, on=on, by=by)
    payload = {"entry": str(recommendation.entry_id)}
    outbox.post("something_new", key=f"progress-{progress.pk}", payload=payload)
    return progress

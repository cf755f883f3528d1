"""Growing up: steps of the plan, the prompts for it, and the numbers that change at 18."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr import turning_eighteen
from dsr.actions.deadlines import cancel_deadlines, heard, meet_deadlines
from dsr.actions.notes import add_note
from dsr.actions.own_numbers import recompute_clocks
from dsr.actions.transfers import offer_transfer
from dsr.handing_on import Kind
from dsr.models import PlanStep, RegisterEntry

PROMPT = "transition_prompt"
TURNED = "Turned 18: the earlier of the old day and the new one."


@transaction.atomic
def add_plan_step(
    *, entry: RegisterEntry, what: str, who: str, by_day: date, by: User, today: date
) -> PlanStep:
    """Record the next step of somebody's plan for growing up: the prompt for it (R29) is met."""
    entry = RegisterEntry.objects.select_for_update().get(pk=entry.pk)
    if by_day < today:
        raise Refused("The day by which it is done must be today or later.")
    step = PlanStep.objects.create(entry=entry, what=what, who=who, by_day=by_day, on=today, by=by)
    meet_deadlines(entry=entry, keys=[PROMPT], on=today, by=by)
    heard(entry=entry, on=today, by=by)
    return step


def replace_older_prompts(*, today: date, by: User) -> int:
    """Stop a prompt where the next one's day has come: one of them at a time is asked; how many stopped."""
    found = turning_eighteen.older_prompts(today)
    for entry, age in found:
        why = f"The prompt at {age} takes its place."
        cancel_deadlines(entry=entry, keys=[PROMPT], on=today, why=why, by=by)
    return len(found)


def turn_eighteen(*, today: date, by: User) -> int:
    """Work out anew what runs by a child's number for those who have turned 18; how many days moved."""
    return sum(
        recompute_clocks(entry=entry, on=today, why=TURNED, by=by)
        for entry in turning_eighteen.with_a_childs_number(today)
    )


def offer_handovers(*, entries: Iterable[UUID], by: User, today: date) -> None:
    """Offer those who have outgrown this register to the one that takes over.

    The place on this register stays until the other area has accepted: nobody is in nobody's hands. Who
    cannot be offered now, because consent is missing say, has that in a note, and the clock runs on.
    """
    rows = RegisterEntry.objects.filter(pk__in=list(entries)).select_related("area__hands_over_to")
    for entry in rows.order_by("pk"):
        to, why = entry.area.hands_over_to, turning_eighteen.WHY
        try:
            with transaction.atomic():
                offer_transfer(entry=entry, to_area=to, why=why, kind=Kind.ADULTS, by=by, today=today)
        except Refused as refused:
            add_note(entry=entry, text=f"Not offered to {to.name} yet. {refused}", by=by)

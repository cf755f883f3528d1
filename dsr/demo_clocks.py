"""Deadlines in the demonstration: an area's own number, one that cannot be met now, a plan, silence."""

from datetime import timedelta

from accounts.actions import AUTOMATIC_CHECKS, automatic_user
from accounts.demo import DemoWorld
from dsr import actions
from dsr.models import Deadline, PauseReason, RegisterEntry

TEN_DAYS = "We agreed in our meeting to hear of everybody amber every ten days."


def seed(world: DemoWorld) -> None:
    """In Northmoor: silence sooner than the table says, a late date with its reason, steps of a plan."""
    by, area = world.users["coordinator"], world.areas["northmoor"]
    signed = {"by": by, "today": world.today}
    actions.set_own_number(
        area=area, key="silence_amber", count=10, reason=TEN_DAYS, by=by,
        from_day=world.today - timedelta(days=60),
    )  # fmt: skip
    actions.record_whole_review(
        area=area, on=world.today - timedelta(days=24), words="All partners were there.", **signed
    )
    late = Deadline.objects.late(world.today).filter(entry__area=area, key__startswith="rating_review_")
    row = late.order_by("due_on", "pk").first()
    if row:
        actions.pause_deadline(
            deadline=row, reason=PauseReason.UNWELL, words="In bed with a chest infection.", **signed
        )
    ours = (
        RegisterEntry.objects.active().filter(area=area).select_related("person").order_by("added_on", "pk")
    )
    for entry in [e for e in ours if 14 <= e.person.age_on(world.today) < 18][1:3]:
        actions.add_plan_step(
            entry=entry, what="Visit the college in town and meet the adults’ team there.",
            who="Sam Okafor, school", by_day=world.today + timedelta(days=30), **signed,
        )  # fmt: skip
    actions.sweep(today=world.today, by=automatic_user(AUTOMATIC_CHECKS))

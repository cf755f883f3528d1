"""For the demonstration: a stay with all that happens in one, and somebody who is not on the register."""

from datetime import date, time, timedelta
from typing import Any

from accounts.demo import DemoWorld
from accounts.models import User
from dsr import actions
from dsr.models import HospitalStay
from dsr.stay_rules import Notice

DAY = timedelta(days=1)
POINTS = [
    (1, "done", "Amara Bell, keyworker", None, "With pictures. A flat of their own, near the park."),
    (2, "done", "Amara Bell, keyworker", None, ""),
    (3, "not_needed", "", None, "They have one already."),
    (4, "done", "Ward manager", None, ""),
    (5, "under_way", "Sam Okafor, housing", -4, "Two flats seen. Neither has a quiet bedroom."),
    (6, "under_way", "Lena Marsh, commissioning", 12, "A provider is asked."),
    (7, "not_started", "Lena Marsh, commissioning", 20, ""),
]
VISIT = {
    "visitors": "Lena Marsh, commissioner; Tom Ryle, expert by experience",
    "spoke_with": "Tom Ryle",
    "seen_alone": "yes",
    "words": "A tidy ward, loud at lunch. Staff know what helps.",
    "restrictions": ["locked", "belongings"],
    "about_restrictions": "Headphones are kept in the office. Nobody could say why.",
    "concerns": "Nothing to do between four and eight.",
    "done_about": "The ward manager gives the headphones back today, and writes about evenings by Friday.",
    "persons_words": "I like Tuesdays, when we cook. I want my headphones.",
}


def seed(world: DemoWorld) -> None:
    """One stay of the first area in full, and an admission of somebody who is not on the register."""
    by, today = world.users["coordinator"], world.today
    area = world.areas["northmoor"]
    stays = HospitalStay.objects.filter(
        entry__area=area, discharged_on=None, entry__person__restricted=False
    ).select_related("entry__person")
    stay = stays.filter(admitted_on__lte=today - 30 * DAY).order_by("admitted_on", "pk").first()
    if stay:
        _in_full(stay, by, today)
    person = actions.add_person(
        area=area, given_name="Wilf", family_name="Tarrington", date_of_birth=date(today.year - 24, 5, 4),
        by=by, today=today,
    )  # fmt: skip
    actions.record_known_admission(
        area=area, person=person, hospital="Stoneacre Unit", security="general", legal_status="2",
        admitted_on=today - 3 * DAY, because="not_asked", words="The ward rang. His sister comes on Sunday.",
        by=by, today=today,
    )  # fmt: skip


def _in_full(stay: HospitalStay, by: User, today: date) -> None:
    """From the admission to being ready to leave, day by day."""
    signed: dict[str, Any] = {"by": by, "today": today}
    status = "3" if stay.legal_status != "3" else "2"
    actions.change_legal_status(
        stay=stay, status=status, on=stay.admitted_on + 2 * DAY, at=time(14, 10), **signed
    )
    move = actions.move_ward(
        stay=stay, moved_on=stay.admitted_on + 9 * DAY, hospital="Fenwick House", ward="Beech",
        provider="Invented Care Ltd", security="low", inadequate=True,
        host_commissioner="Eastmere commissioning team", host_told_on=stay.admitted_on + 10 * DAY,
        why="The first ward could not keep the quiet that they need.", **signed,
    )  # fmt: skip
    for kind in (Notice.ICB, Notice.HOST):
        actions.record_notice(move=move, kind=kind, sent_on=stay.admitted_on + 10 * DAY, **signed)
    actions.record_visit(stay=stay, visited_on=today - 12 * DAY, **VISIT, **signed)
    leave = actions.start_leave(
        stay=stay, kind="section_17", from_on=today - 9 * DAY, expected_on=today - 8 * DAY,
        where="A day at the new flat", overnight=False, **signed,
    )  # fmt: skip
    actions.end_leave(
        leave=leave, back_on=today - 9 * DAY, how_it_went="Good. Chose the blue room.", **signed
    )
    actions.start_leave(
        stay=stay, kind="section_17", from_on=today - 3 * DAY, expected_on=today - DAY,
        where="Mum’s for the weekend", overnight=True, **signed,
    )  # fmt: skip
    actions.record_readiness(
        stay=stay, ready=True, on=today - 6 * DAY, reasons=["housing", "care_provider"],
        words="Housing sees two more flats on Thursday.", **signed,
    )  # fmt: skip
    actions.plan_discharge(
        stay=stay, planned_for=today + 26 * DAY, why="The flat, if the landlord agrees.", **signed
    )
    for place, step, who, days, note in POINTS:
        due = None if days is None else today + days * DAY
        actions.change_point(stay=stay, place=place, step=step, who=who, due_on=due, note=note, by=by)

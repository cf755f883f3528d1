"""Recommendations, somebody who left, and offers between two areas, for the demonstration: all invented."""

from datetime import date, timedelta
from typing import Any

from accounts import actions as accounts
from accounts.demo import DemoWorld
from config.refused import reason_not
from dsr import actions
from dsr.actions.transfers import check_can_offer
from dsr.endings import DecidedWhere, Reason
from dsr.models import RegisterEntry
from dsr.statuses import CameFrom, Step

DAY = timedelta(days=1)
AREAS = ("northmoor", "eastmere")


def seed(world: DemoWorld) -> None:
    """What Jade was promised; one late enough for the panel; somebody well; and one person each way."""
    _promises(world)
    green = RegisterEntry.objects.active().filter(colour="green", person__restricted=False)
    ours, theirs = (list(green.filter(area__slug=slug).order_by("added_on", "pk")) for slug in AREAS)
    ours, theirs = (_free(rows, world.today) for rows in (ours, theirs))
    if len(ours) < 4 or not theirs:
        return
    signed: dict[str, Any] = {"by": world.users["coordinator"], "today": world.today}
    actions.remove_from_register(
        entry=_now(ours[-1]), reason=Reason.RISK_REDUCED, decided_by="The register panel",
        why="Well at home for two years. The nurse keeps in touch.", decided_where=DecidedWhere.MEETING,
        decided_on=world.today - DAY, **signed,
        words_for_person="You have been well for two years. You no longer need us to watch out for you.",
    )  # fmt: skip
    actions.offer_transfer(
        entry=_now(ours[-2]), to_area=world.areas["eastmere"], why="Moves in with an aunt in June.",
        words_for_person="Your new team is in Eastmere. They have what you wanted them to have.", **signed,
    )  # fmt: skip
    actions.offer_transfer(
        entry=_now(theirs[-1]), to_area=world.areas["northmoor"], today=world.today,
        why="Starts college in Northmoor and lives there from September.",
        by=world.users["coordinator-other-area"],
        words_for_person="Your new team is in Northmoor. They will call you first.",
    )  # fmt: skip


def _free(rows: list[RegisterEntry], today: date) -> list[RegisterEntry]:
    """Those of the latest who could be offered to another area today: nobody disagrees about them."""
    return [entry for entry in rows[-12:] if reason_not(check_can_offer, _now(entry), today) is None]


def _now(entry: RegisterEntry) -> RegisterEntry:
    return RegisterEntry.objects.select_related("person", "area").get(pk=entry.pk)


def _promises(world: DemoWorld) -> None:
    jade, by, today = world.entries[0], world.users["coordinator"], world.today
    school = accounts.add_organisation(name="Mill Lane School", kind="school", by=by)
    trust = accounts.add_organisation(name="Northmoor Care NHS Trust", kind="trust", by=by)
    agreed: dict[str, Any] = {"agreed_on": today - 40 * DAY, "came_from": CameFrom.MEETING, "by": by}
    visit = actions.add_recommendation(
        entry=jade, text="Visit Jade on Fridays", owner="", owner_user=world.users["keyworker"],
        organisation=trust, due_on=today - 20 * DAY, measure="Four visits in a row.", **agreed,
    )  # fmt: skip
    actions.record_progress(
        recommendation=visit, step=Step.DONE, note="I have come four Fridays in a row.",
        evidence="Visits in the diary; Mum says so too.", on=today - 18 * DAY, by=world.users["keyworker"],
    )  # fmt: skip
    actions.add_recommendation(
        entry=jade, text="A plan for bad days", owner="Dr Osei, CAMHS", organisation=trust, position=2,
        due_on=today + 2 * DAY, measure="Jade and Mum have it in their hands.", serves="rights_led",
        standard="7.5", **agreed,
    )  # fmt: skip
    room = actions.add_recommendation(
        entry=jade, text="A quiet room at school", owner="Sam Okafor", organisation=school, position=3,
        due_on=today - 9 * DAY, measure="Jade has been in it and can lock the door.", **agreed,
    )  # fmt: skip
    actions.record_progress(
        recommendation=room, step=Step.IN_PROGRESS, note="The room is chosen. It needs a door.",
        due_on=today - 3 * DAY, on=today - 12 * DAY, by=world.users["keyworker"],
    )  # fmt: skip
    actions.chase_recommendations(today=today, by=by)

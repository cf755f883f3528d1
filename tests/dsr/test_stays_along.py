"""Somebody in hospital whose place goes to another area: the stay goes on there, and stays on record here."""

from typing import Any

import pytest
from django.utils import timezone

from dsr import actions, clock_records, consent
from dsr.clock_facts import differences_of
from dsr.handing_on import Part
from dsr.models import HospitalStay, PlanPoint, RegisterEntry
from dsr.stay_rules import GoesTo, Notice
from tests.dsr.stay_worlds import DAY, in_hospital, moved, signed
from tests.worlds import World, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def east(world: World) -> World:
    east = World("Eastmere")
    assert east.coordinator
    return east


def taken_over(world: World, east: World, stay: HospitalStay, **facts: Any) -> RegisterEntry:
    """The place that they have in the east, with all of the pack unless `parts` says otherwise."""
    world.consent(stay.entry.person, consent.Purpose.SHARE)
    entry = RegisterEntry.objects.get(pk=stay.entry_id)
    sent = actions.offer_transfer(entry=entry, to_area=east.area, why="Moves.", **facts, **signed(world))
    return actions.accept_transfer(transfer=sent, by=east.coordinator, today=world.today).made


def touched(world: World, stay: HospitalStay, note: str = "Three visits.") -> PlanPoint:
    return actions.change_point(
        stay=stay, place=1, step="done", who="Ward", due_on=None, note=note, by=world.coordinator
    )


def visit(world: World, stay: HospitalStay, days: int) -> Any:
    return actions.record_visit(
        stay=stay, visited_on=world.today - days * DAY, words="A calm ward.", **signed(world)
    )


def own_list(world: World, *points: str) -> None:
    actions.set_checklist(
        area=world.area, points=points, source="Ours", expected_version=0, by=world.coordinator
    )


@pytest.mark.parametrize("theirs", [(), ("Another meaning", "A second one")])
def test_a_plan_that_was_begun_elsewhere_goes_on_with_its_own_points(
    world: World, east: World, theirs: tuple[str, ...]
) -> None:
    own_list(world, "A home is found", "A name of the worker")
    if theirs:
        own_list(east, *theirs)
    stay = in_hospital(world)
    touched(world, stay)
    new = taken_over(world, east, stay)
    browser = signed_in(east.coordinator)
    page = browser.get(f"/register/{new.pk}/").content.decode()
    assert "Plan for leaving: 1 of 2" in page
    page = browser.get(f"/register/{new.pk}/stays/{new.stays.get().pk}/").content.decode()
    assert "A home is found" in page and "A name of the worker" in page and "Another meaning" not in page
    assert "The list of the area they came from" in page


@pytest.mark.parametrize("whole", [True, False])
def test_the_stay_goes_on_there_as_far_as_was_chosen_and_stays_on_record_here(
    world: World, east: World, whole: bool
) -> None:
    stay = in_hospital(world, ward="Elm")
    moved(world, stay, days=20)
    visit(world, stay, 10)
    actions.start_leave(
        stay=stay, kind="informal", from_on=world.today - DAY, expected_on=world.today + DAY, where="Home",
        overnight=True, **signed(world),
    )  # fmt: skip
    touched(world, stay, note="About an aunt.")
    parts = list(Part) if whole else [Part.RATING]
    new = taken_over(world, east, stay, parts=parts)
    theirs = new.stays.get()
    assert (theirs.hospital, theirs.admitted_on, theirs.legal_status) == (
        "Stoneacre", stay.admitted_on, "informal",
    )  # fmt: skip
    assert theirs.secure and RegisterEntry.objects.get(pk=new.pk).colour == "blue"
    kept = [theirs.visits.count(), theirs.leaves.count(), theirs.points.count(), theirs.moves.count() - 1]
    assert kept == ([1, 1, 1, 1] if whole else [0, 0, 0, 0])
    assert theirs.moves.get(number=1).moved_on == stay.admitted_on
    assert theirs.statuses.order_by("started_at")[0].started_at == stay.statuses.get().started_at
    ours = HospitalStay.objects.get(pk=stay.pk)
    assert ours.entry_id == stay.entry_id and ours.visits.count() == 1 and ours.moves.count() == 2
    assert ours.discharged_on == world.today and ours.going_to_kind == GoesTo.STAYS_THERE
    assert ours.leaves.get().back_on == world.today
    page = signed_in(world.coordinator).get(f"/register/{ours.entry_id}/").content.decode()
    assert "Still in Stoneacre when their place went to Eastmere" in page and "Left Stoneacre" not in page


def running(entry: RegisterEntry) -> dict[str, Any]:
    return dict(entry.deadlines.open().values_list("key", "started_on"))


def test_the_clocks_of_a_stay_go_on_where_they_were(world: World, east: World) -> None:
    stay = in_hospital(world, inadequate=True, reviewed_before=world.today - 70 * DAY)
    visit(world, stay, 12)
    actions.record_readiness(
        stay=HospitalStay.objects.get(pk=stay.pk), ready=True, on=world.today - 5 * DAY, reasons=["housing"],
        words="", **signed(world),
    )  # fmt: skip
    actions.record_notice(
        move=stay.moves.get(), kind=Notice.ICB, sent_on=world.today - 50 * DAY, **signed(world)
    )
    new = taken_over(world, east, stay)
    clocks = running(new)
    assert clocks["oversight_visit"] == world.today - 12 * DAY
    assert clocks["stuck_in_hospital"] == world.today - 5 * DAY
    assert clocks["inadequate_unit_notice"] == stay.admitted_on
    assert "post_admission_cetr" not in clocks, "the review before the admission stands in still"
    about = new.deadlines.get(key="inadequate_unit_notice").about
    assert about == new.stays.get().moves.get().pk
    assert list(differences_of(RegisterEntry.objects.get(pk=new.pk))) == []
    for kind in (Notice.REGION, Notice.HOST):
        actions.record_notice(
            move=new.stays.get().moves.get(), kind=kind, sent_on=world.today, by=east.coordinator,
            today=world.today,
        )  # fmt: skip
    assert "inadequate_unit_notice" not in running(new)


def test_a_review_that_was_held_here_does_not_fall_due_there_again(
    world: World, east: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    stay = in_hospital(world)
    held = world.today - 30 * DAY
    review = (stay.entry_id, timezone.now(), held)
    monkeypatch.setattr(clock_records, "REVIEWS_HELD", [lambda ids: [review] if review[0] in ids else []])
    new = taken_over(world, east, stay, parts=[Part.RATING])
    assert "post_admission_cetr" not in running(new)
    assert new.stays.get().reviewed_before == held
    assert list(differences_of(RegisterEntry.objects.get(pk=new.pk))) == []


def test_whoever_is_in_hospital_there_already_keeps_that_stay_and_none_stays_open_here(
    world: World, east: World
) -> None:
    stay = in_hospital(world)
    there = actions.add_to_register(
        person=stay.entry.person, area=east.area, added_on=world.today, by=east.coordinator
    )
    theirs = in_hospital(east, there, days=3)
    assert taken_over(world, east, stay) == there
    assert there.stays.get() == theirs
    assert HospitalStay.objects.get(pk=stay.pk).discharged_on == world.today


def test_a_death_ends_leave_with_the_stay_and_nobody_is_said_to_have_left(world: World) -> None:
    stay = in_hospital(world)
    actions.start_leave(
        stay=stay, kind="informal", from_on=world.today - DAY, expected_on=world.today + DAY, where="Home",
        overnight=True, **signed(world),
    )  # fmt: skip
    actions.record_death(
        person=stay.entry.person, died_on=world.today, heard_from="The ward.", to_tell=[], **signed(world)
    )
    stay.refresh_from_db()
    assert stay.going_to_kind == GoesTo.DIED and stay.leaves.get().back_on == world.today
    page = signed_in(world.coordinator).get(f"/register/{stay.entry_id}/").content.decode()
    assert "Died while in The Larches" in page
    assert "Left The Larches" not in page and "Going to" not in page

"""Where somebody was is put right with a reason, and the commissioner there may be told later."""

import uuid
from typing import Any

import pytest

from accounts.models import Area
from accounts.permissions import RoleName
from config.refused import Refused
from dsr import actions
from dsr.clock_facts import differences_of
from dsr.models import HospitalStay, RegisterEntry, StayCorrection
from dsr.stay_lines import lines_of
from dsr.stay_rules import Notice
from tests.dsr.stay_worlds import DAY, in_hospital, left, moved, signed
from tests.worlds import World, signed_in

NOTICE = "inadequate_unit_notice"


def as_it_is(stay: HospitalStay, number: int = 1) -> dict[str, Any]:
    move = stay.moves.get(number=number)
    names = ("hospital", "ward", "provider", "security", "inadequate", "host_area", "host_commissioner")
    return {name: getattr(move, name) for name in (*names, "host_told_on")}


def corrects(world: World, stay: HospitalStay, number: int = 1, **facts: Any) -> list[StayCorrection]:
    given = {**as_it_is(stay, number), "why": "The ward’s letter.", **facts}
    return actions.correct_ward(stay=stay, move_number=number, **given, **signed(world))


def fresh(stay: HospitalStay) -> HospitalStay:
    return HospitalStay.objects.get(pk=stay.pk)


def differences(stay: HospitalStay) -> list[str]:
    return list(differences_of(RegisterEntry.objects.select_related("person", "area").get(pk=stay.entry_id)))


def open_notices(stay: HospitalStay) -> list[Any]:
    return list(stay.entry.deadlines.open().filter(key=NOTICE))


def test_a_ward_is_put_right_and_what_it_said_stays_on_record(world: World) -> None:
    stay, south = in_hospital(world, days=9), World("Southmoor")
    rows = corrects(world, stay, hospital="Fernlea", ward="Oak", security="low", host_area=south.area)
    move, now = stay.moves.get(), fresh(stay)
    assert move.place == now.place == "Fernlea, Oak"
    assert (now.security, now.secure, now.host_area) == ("low", True, south.area)
    said = {row.what.split(",")[0]: (row.before, row.after) for row in rows}
    assert said["The hospital"] == ("The Larches", "Fernlea")
    assert said["The area that the hospital is in"] == ("empty", "Southmoor")
    assert len(said) == 4 and {row.why for row in rows} == {"The ward’s letter."}
    assert differences(stay) == []


def test_a_ward_that_was_left_says_nothing_of_where_somebody_is_now(world: World) -> None:
    stay = in_hospital(world, days=9)
    moved(world, stay, days=3)
    corrects(world, fresh(stay), 1, hospital="Fernlea")
    assert fresh(stay).hospital == "Stoneacre" and stay.moves.get(number=1).hospital == "Fernlea"
    left(world, fresh(stay))
    corrects(world, fresh(stay), 2, ward="Oak")
    assert fresh(stay).ward == "Oak"


def test_the_three_are_told_of_a_unit_that_turns_out_to_be_rated_inadequate(world: World) -> None:
    stay = in_hospital(world, days=9)
    corrects(world, stay, inadequate=True)
    (clock,) = open_notices(stay)
    assert clock.started_on == stay.admitted_on and differences(stay) == []
    corrects(world, fresh(stay), inadequate=False)
    assert open_notices(stay) == [] and differences(stay) == []
    stopped = stay.entry.deadlines.get(key=NOTICE)
    assert "corrected" in stopped.cancelled_why


def test_who_was_told_already_is_not_told_again(world: World) -> None:
    stay = in_hospital(world, days=9, inadequate=True)
    for kind in Notice:
        actions.record_notice(
            move=stay.moves.get(), kind=kind, sent_on=world.today - 2 * DAY, **signed(world)
        )
    corrects(world, fresh(stay), inadequate=False)
    corrects(world, fresh(stay), inadequate=True)
    assert open_notices(stay) == [] and differences(stay) == []


def test_what_is_recorded_already_is_no_correction(world: World) -> None:
    stay = in_hospital(world, days=9)
    with pytest.raises(Refused, match="recorded already"):
        corrects(world, stay)
    with pytest.raises(Refused, match="not in the stay"):
        actions.correct_ward(stay=stay, move_number=2, hospital="x", security="low", why="x", **signed(world))
    with pytest.raises(actions.StayChangedFirst):
        corrects(world, stay, hospital="x", expected_version=stay.version - 1)
    assert not StayCorrection.objects.exists()


def test_the_commissioner_there_is_told_later_than_the_admission(world: World) -> None:
    stay = in_hospital(world, days=9)
    facts = {"stay": stay, "move_number": 1, **signed(world)}
    for day in (world.today - 10 * DAY, world.today + DAY):
        with pytest.raises(Refused, match="must be between"):
            actions.record_host_told(told_on=day, **facts)
    facts["by"] = world.user(RoleName.COORDINATOR, "Otto Other")
    actions.record_host_told(told_on=world.today - DAY, host_commissioner="Hugh Stead", **facts)
    (line,) = [line for line in lines_of([stay.pk]) if line.sentence == "Told: Hugh Stead"]
    assert line.who == "Otto Other"
    move = stay.moves.get()
    assert (move.host_told_on, move.host_commissioner) == (world.today - DAY, "Hugh Stead")
    with pytest.raises(Refused, match="recorded already"):
        actions.record_host_told(told_on=world.today, **facts)
    corrects(world, fresh(stay), host_told_on=world.today)
    assert stay.moves.get().host_told_on == world.today and differences(stay) == []


def test_telling_the_commissioner_there_is_something_heard(world: World) -> None:
    now, world.today = world.today, world.today - 60 * DAY
    stay = in_hospital(world, days=0)
    world.today = now
    assert actions.sweep(today=world.today, by=world.hand)["silent"] == 1
    actions.record_host_told(stay=stay, move_number=1, told_on=world.today - 3 * DAY, **signed(world))
    assert not stay.entry.deadlines.open().filter(key="silence_blue").exists()
    assert actions.sweep(today=world.today, by=world.hand)["silent"] == 0 and differences(stay) == []


# ---------------------------------------------------------------- the pages


def test_a_ward_is_corrected_and_the_telling_recorded_from_the_page_of_the_stay(world: World) -> None:
    south: Area = World("Southmoor").area
    stay, page = in_hospital(world, days=9, host_area=south), signed_in(world.coordinator)
    address = f"/register/{stay.entry_id}/stays/{stay.pk}/"
    shown = page.get(address).text
    first = f"{address}wards/{stay.moves.get(number=1).pk}/"
    assert first in shown and f"{address}host-told/" in shown
    form = page.get(first)
    typed = form.context["form"].initial
    assert typed["host_area"] == south.slug and 'value="The Larches"' in form.text
    sent = {name: value for name, value in typed.items() if value is not None}
    sent |= {"inadequate": "yes", "ward": "Oak"}
    assert "Say how you know" in page.post(first, sent).text
    assert page.post(first, sent | {"why": "The letter."}).status_code == 302
    assert stay.moves.get().inadequate and fresh(stay).host_area == south
    day = world.today
    told = {"move_number": "1", "host_commissioner": "Hugh Stead", "version": fresh(stay).version}
    told |= {"told_on_day": day.day, "told_on_month": day.month, "told_on_year": day.year}
    assert page.get(f"{address}host-told/").status_code == 200
    assert page.post(f"{address}host-told/", told).status_code == 302
    shown = page.get(address).text
    assert "Hugh Stead, Southmoor, told on" in shown and f"{address}host-told/" not in shown
    assert "The ward, The Larches" in shown and "is Oak, not empty" in shown
    assert page.get(f"{address}wards/{uuid.uuid4()}/").status_code == 404
    assert "told of every ward" in page.get(f"{address}host-told/").text
    second = page.post(first, sent | {"why": "x", "version": 0, "ward": "Elm"})
    assert second.status_code == 409 and 'value="Elm"' in second.text

"""A place that rests or has ended: what stops, what goes on with a new yes, and who still sees it."""

from datetime import timedelta
from typing import Any

import pytest

from config.refused import Refused
from dsr import actions, consent
from dsr.clock_facts import differences_of
from dsr.counted import placements
from dsr.endings import DecidedWhere, Reason
from dsr.handing_on import State
from dsr.models import Escalation, RegisterEntry
from dsr.statuses import EntryStatus
from tests.dsr.stay_worlds import DAY, in_hospital, left, signed
from tests.dsr.test_places import fresh, offer, remove, withdraw
from tests.worlds import World, signed_in

pytestmark = pytest.mark.django_db
LATER = timedelta(days=20)


def pause(world: World, entry: RegisterEntry) -> RegisterEntry:
    withdraw(world, entry)
    facts: dict[str, Any] = {"why": "Wants to think.", "ask_again_on": world.today + LATER, **signed(world)}
    actions.pause_for_consent(entry=fresh(entry), **facts)
    return fresh(entry)


def resume(world: World, entry: RegisterEntry) -> RegisterEntry:
    world.consent(entry.person)
    return actions.resume_place(entry=fresh(entry), by=world.coordinator, today=world.today)


def running(entry: RegisterEntry) -> dict[str, Any]:
    return dict(entry.deadlines.open().values_list("key", "started_on"))


# ---------------------------------------------------------------- clocks


@pytest.mark.parametrize("colour", ["red", "amber", "green"])
def test_every_clock_of_a_place_that_rested_runs_again(world: World, colour: str) -> None:
    entry = world.entry()
    actions.allocate(
        entry=entry, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
    )
    world.rate(entry, colour)
    before = running(entry)
    again = resume(world, pause(world, entry))
    assert running(again) == before | {"consent_withdrawn_close": world.today} or running(again) == before
    assert list(differences_of(fresh(entry))) == []


def test_in_hospital_the_clocks_of_the_stay_run_again_each_from_its_own_day(world: World) -> None:
    stay = in_hospital(world, days=30, inadequate=True)
    actions.record_visit(stay=stay, visited_on=world.today - 9 * DAY, words="Calm.", **signed(world))
    actions.record_readiness(
        stay=stay, ready=True, on=world.today - 3 * DAY, reasons=[], words="", **signed(world)
    )
    entry = stay.entry
    before = running(entry)
    assert {"oversight_visit", "stuck_in_hospital", "inadequate_unit_notice", "post_admission_cetr"} <= set(
        before
    )
    again = resume(world, pause(world, entry))
    now = running(again)
    assert {key: now.get(key) for key in before if key != "rating_review_blue"} == {
        key: day for key, day in before.items() if key != "rating_review_blue"
    }
    assert now["rating_review_blue"] == world.today, "looking at the rating begins anew"
    assert list(differences_of(fresh(entry))) == []


# ---------------------------------------------------------------- hospital


def test_who_is_paused_in_hospital_leaves_it_and_is_given_the_colour_with_the_new_yes(world: World) -> None:
    stay = in_hospital(world)
    entry = pause(world, stay.entry)
    number = entry.rating_number
    stay = left(world, stay, days=1)
    assert stay.discharged_on == world.today - DAY
    assert fresh(entry).rating_number == number, "nobody is rated while the place rests"
    again = resume(world, entry)
    assert again.colour == "red" and "post_discharge_rerate" in running(again)
    assert list(differences_of(fresh(entry))) == []


def test_in_an_ended_place_nothing_begins_and_leaving_is_recorded_still(world: World) -> None:
    stay = in_hospital(world, host_area=world.area)
    entry = stay.entry
    withdraw(world, entry)
    remove(world, fresh(entry), Reason.CONSENT_WITHDRAWN, decided_where=DecidedWhere.BETWEEN)
    before = running(entry)
    actions.record_visit(stay=stay, visited_on=world.today, words="Calm.", **signed(world))
    assert running(entry) == before, "no clock begins on an ended place"
    page = signed_in(world.coordinator).get(f"/register/{entry.pk}/discharge/")
    assert page.status_code == 200
    left(world, stay)
    assert running(entry) == before and fresh(entry).status == EntryStatus.REMOVED


def test_whose_place_rests_is_not_counted_in_a_hospital(world: World) -> None:
    for name in "abcdef":
        entry = world.entry(world.person("P", family_name=f"Q{name}"))
        in_hospital(world, entry, days=3, host_area=world.area)
    assert [row.count for row in placements(world.host_commissioner)] == [6]
    pause(world, entry)
    assert [row.count for row in placements(world.host_commissioner)] == [5]


# ---------------------------------------------------------------- the oversight panel


def end_it(world: World, entry: RegisterEntry, how: str) -> None:
    if how == "pause":
        pause(world, entry)
    if how == "remove":
        remove(world, fresh(entry))
    if how == "error":
        actions.remove_in_error(entry=fresh(entry), by=world.coordinator, today=world.today)
    if how == "death":
        actions.record_death(
            person=entry.person, died_on=world.today, heard_from="Mum", to_tell=[], **signed(world)
        )


@pytest.mark.parametrize("how", ["pause", "remove", "error", "death"])
def test_a_case_leaves_the_panel_with_the_place(world: World, how: str) -> None:
    entry = world.entry()
    world.rate(entry, "green")
    case = actions.escalate(entry=entry, why="No flat.", **signed(world))
    end_it(world, entry, how)
    case.refresh_from_db()
    assert case.closed_on == world.today and case.closed_why
    assert not entry.deadlines.open().filter(key="oversight_panel_next").exists()
    panel = signed_in(world.oversight_panel_member)
    assert panel.get(f"/oversight/{case.pk}/").status_code == 404
    with pytest.raises(Refused, match="not on the register now"):
        actions.escalate(entry=fresh(entry), why="Again.", **signed(world))


def test_the_panel_sees_nobody_whose_place_has_ended_though_a_case_was_left_open(world: World) -> None:
    entry = world.entry()
    Escalation.objects.create(
        entry=entry, why="x", put_on=world.today, put_by=world.coordinator, by=world.coordinator
    )
    entry.status = EntryStatus.REMOVED
    entry.save(by=world.coordinator)
    assert not RegisterEntry.objects.visible_to(world.oversight_panel_member).exists()


def test_without_a_yes_nobody_comes_before_the_panel_by_themselves_and_with_it_they_do(world: World) -> None:
    entry = world.entry()
    row = actions.add_recommendation(
        entry=entry, text="A room", owner="School", due_on=world.today - LATER,
        agreed_on=world.today - LATER, by=world.coordinator,
    )  # fmt: skip
    for _ in range(2):
        actions.chase_recommendations(today=world.today - DAY, by=world.hand)
    withdraw(world, entry)
    for _ in range(3):
        actions.chase_recommendations(today=world.today, by=world.hand)
    if row.chases.filter(stage="panel").exists():
        pytest.fail("asked of the panel without a yes")
    assert not Escalation.objects.exists()
    world.consent(entry.person)
    for _ in range(3):
        actions.chase_recommendations(today=world.today, by=world.hand)
    assert Escalation.objects.get().entry == entry


# ---------------------------------------------------------------- what is offered


@pytest.mark.parametrize(
    ("purpose", "to"),
    [
        (consent.Purpose.SHARE, None),
        (consent.Purpose.SHARE, consent.ShareKind.ICB),
        (consent.Purpose.SHARE, consent.ShareKind.EDUCATION),
        (consent.Purpose.REGISTER, None),
    ],
)
def test_a_yes_that_is_taken_back_shuts_what_is_offered(
    world: World, purpose: consent.Purpose, to: consent.ShareKind | None
) -> None:
    east = World("Eastmere")
    entry = world.entry(world.person("Jadwiga", family_name="Quill"))
    sent = offer(world, entry, east)
    facts: dict[str, Any] = {"to": to} if purpose is consent.Purpose.SHARE else {}
    world.consent(entry.person, purpose, decision=consent.Decision.WITHDRAWN, **facts)
    sent.refresh_from_db()
    stays_open = purpose is consent.Purpose.SHARE and to is consent.ShareKind.EDUCATION
    assert (sent.state == State.OFFERED) is stays_open
    browser = signed_in(east.coordinator)
    assert ("QUILL" in browser.get("/transfers/").text) is stays_open
    assert ("QUILL" in browser.get("/my-work/").text) is stays_open


def test_where_the_yes_has_ended_it_is_not_even_said_who_is_offered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a child's yes ends with a birthday: nobody recorded anything, so nothing was taken back."""
    monkeypatch.setattr("dsr.actions.withdrawals.shut_offers", lambda **facts: None)
    east = World("Eastmere")
    entry = world.entry(world.person("Jadwiga", family_name="Quill"))
    sent = offer(world, entry, east)
    browser, path = signed_in(east.coordinator), f"/transfers/{sent.pk}/"
    assert "QUILL" in browser.get(path).text
    withdraw(world, entry)
    for page in ("/transfers/", "/my-work/", path):
        found = browser.get(page)
        assert found.status_code == 200
        assert "Quill" not in found.text and "QUILL" not in found.text and "Jadwiga" not in found.text
    assert "Somebody whose yes has ended" in browser.get("/transfers/").text
    refused = browser.post(path, {"answer": "accept"})
    assert refused.status_code == 200 and "Ask Northmoor to speak with them" in refused.text
    assert browser.post(path, {"answer": "decline", "why": "No yes."}).status_code == 302

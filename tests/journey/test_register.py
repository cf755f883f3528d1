"""Three people's work with the register, each walked in a browser on a telephone, on the real parts.

1. A keyworker comes from her worklist to a red rating, tells the person, logs a call, chases a promise.
2. A coordinator finds somebody, sees them through a stay in hospital and out again, and ends a place.
3. A chair plans a meeting, takes three people through it by keyboard, and hands out what may be known.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from dsr import actions
from dsr.consent import Purpose
from dsr.models import Disclosure, MeetingDecision, RegisterEntry, SavedFilter
from tests.clicks import follow
from tests.dsr.meetings import Meetings
from tests.journey.conftest import Visitor
from tests.worlds import World

pytestmark = pytest.mark.slow
AtWork = Callable[[User], Visitor]


# ---------------------------------------------------------------- a keyworker


def test_a_keyworker_rates_tells_logs_and_chases(at_work: AtWork) -> None:
    world = World()
    entry = world.entry(given_name="Jade", what_matters="I want to sleep in my own bed.")
    actions.add_recommendation(
        entry=entry, text="A quiet room", owner="School", agreed_on=world.today,
        due_on=world.today + timedelta(days=7), by=world.coordinator,
    )  # fmt: skip
    priya = at_work(world.keyworker)
    priya.opens("/my-work/")
    priya.sees("Jade MORRIS", "Not yet rated")
    priya.follows("Rate Jade MORRIS")
    she_rates(priya)
    she_offers_a_keyworker_and_tells(priya)
    she_logs_a_call(priya)
    she_chases_what_was_agreed(priya)
    priya.sees(
        "Rated ▲ Red", "A&E twice in a week.", "Mary Morris, Mum", "She slept better.",
        "A quiet room", "Room chosen.", "keyworker",
    )  # fmt: skip


def she_rates(priya: Visitor) -> None:
    priya.chooses(colour="red", decided_at="between")
    priya.presses("Save the rating")
    priya.sees("There is a problem", "Say why this is the rating")
    priya.chooses(red_criteria="serious_harm")
    priya.writes(reason="A&E twice in a week.", words_for_person="You need more help very soon.")
    priya.presses("Save the rating")
    priya.sees("What follows now", "Rated Red")


def she_offers_a_keyworker_and_tells(priya: Visitor) -> None:
    priya.presses("In person, by me")
    priya.sees("Recorded: they have been told.")
    priya.follows("Not now: back to the entry")


def she_logs_a_call(priya: Visitor) -> None:
    priya.follows("a call")
    priya.writes(with_whom="Mary Morris, Mum", text="She slept better. I call again on Friday.")
    priya.chooses(reached="yes")
    priya.presses("Save")
    priya.sees("She slept better.")


def she_chases_what_was_agreed(priya: Visitor) -> None:
    priya.follows("Say how it stands")
    priya.chooses(step="in_progress")
    priya.writes(note="Room chosen. It is painted next week.")
    priya.presses("Save")


# ---------------------------------------------------------------- a coordinator


def test_a_coordinator_sees_somebody_through_hospital(at_work: AtWork) -> None:
    world, other = World(), World("Southmoor")
    ali = world.entry(given_name="Alistair", family_name="Rahman")
    calm, moving = world.entry(given_name="Bea", family_name="Hale"), world.entry(given_name="Col")
    for entry in (ali, calm, moving):
        world.consent(entry.person, Purpose.SHARE)
        world.rate(entry, "red" if entry == ali else "green")
    cora = at_work(world.coordinator)
    she_narrows_the_register_and_keeps_it(cora)
    she_finds_him_by_a_misspelt_name(cora)
    she_chooses_the_keyworker(cora)
    she_records_the_stay(cora)
    she_records_that_he_leaves(cora)
    ali.refresh_from_db()
    assert ali.colour == "red" and not ali.stays.filter(discharged_on=None).exists()
    assert ali.deadlines.open().filter(key="post_discharge_rerate").exists()
    she_offers_a_transfer(cora, moving, other)
    she_ends_a_place(cora, calm)


def she_narrows_the_register_and_keeps_it(cora: Visitor) -> None:
    cora.opens("/register/")
    cora.page.locator("summary", has_text="Filters, order and columns").click()
    cora.chooses(colour="red")
    cora.presses("Apply")
    cora.sees("RAHMAN")
    cora.does_not_see("HALE")
    cora.follows("Save these filters")
    cora.writes(name="Red ones")
    cora.presses("Save")
    cora.sees("Red ones")
    assert SavedFilter.objects.get().query == "colour=red"


def she_finds_him_by_a_misspelt_name(cora: Visitor) -> None:
    cora.writes(q="Alistar Raman")
    cora.presses("Find")
    assert "Raman" not in cora.page.url
    cora.follows("Alistair RAHMAN")
    cora.sees("Alistair RAHMAN", "Red since")


def she_chooses_the_keyworker(cora: Visitor) -> None:
    cora.follows("Change the keyworker")
    cora.picks(keyworker="Priya Nair", lead_professional="Priya Nair")
    cora.presses("Save")
    cora.sees("Lead professional: Priya Nair")


def she_records_the_stay(cora: Visitor) -> None:
    today = timezone.localdate()
    cora.follows("Record an admission")
    cora.dates("admitted_on", today)
    cora.picks(legal_status="Section 2")
    cora.writes(hospital="The Larches", ward="Ash")
    cora.chooses(security="general", inadequate="no")
    cora.sends()
    cora.sees("the rating is blue", "The Larches")
    cora.follows("Open the stay")
    cora.follows("Record a move")
    cora.dates("moved_on", today)
    cora.writes(hospital="The Larches", ward="Birch", why="A quieter ward.")
    cora.chooses(security="low", inadequate="no")
    cora.sends()
    cora.sees("Birch", "Low secure")
    cora.follows("Record a visit")
    cora.dates("visited_on", today)
    cora.writes(visitors="Comfort Mission", spoke_with="Comfort Mission", words="A bare room, kind staff.")
    cora.chooses(seen_alone="yes")
    cora.sends()


def she_records_that_he_leaves(cora: Visitor) -> None:
    today = timezone.localdate()
    cora.sees("A bare room, kind staff.")
    cora.follows("Ready to leave")
    cora.chooses(ready="yes", reasons="housing")
    cora.dates("on", today)
    cora.sends()
    cora.sees("No home found, or it is not ready")
    cora.follows("Record leaving hospital")
    cora.dates("discharged_on", today)
    cora.chooses(going_to_kind="family")
    cora.writes(going_to="With his sister")
    cora.sends()
    cora.sees("Leaving hospital is recorded and the rating is red.")


def she_offers_a_transfer(cora: Visitor, moving: RegisterEntry, other: World) -> None:
    cora.opens(f"/register/{moving.pk}/transfer/")
    cora.picks(to_area=other.name)
    cora.chooses(kind="moving")
    cora.writes(why="He moves in with his dad on Monday.", words_for_person="A new team knows you.")
    cora.sends()
    cora.opens("/transfers/")
    cora.sees("Col MORRIS", other.name)


def she_ends_a_place(cora: Visitor, calm: RegisterEntry) -> None:
    cora.opens(f"/register/{calm.pk}/leaving/")
    cora.chooses(reason="risk_reduced_sustained", decided_where="meeting", told_how="not_yet")
    cora.writes(why="Calm for a year.", decided_by="The panel", words_for_person="You are doing well.")
    cora.dates("decided_on", timezone.localdate())
    cora.sends()
    assert not RegisterEntry.objects.active().filter(pk=calm.pk).exists()


# ---------------------------------------------------------------- a chair


def test_a_chair_takes_three_people_through_a_meeting(at_work: AtWork) -> None:
    world = World()
    meetings = Meetings(world)
    people = [meetings.somebody(name, family_name=name) for name in ("Ali", "Tom", "Wren")]
    chair = at_work(world.coordinator)
    she_plans_it(chair)
    she_puts_people_on_the_agenda(chair)
    she_opens_it(chair)
    for place in (1, 2, 3):
        she_decides_by_keyboard(chair, place)
    assert MeetingDecision.objects.count() == 3
    she_closes_it(chair)
    shared = Disclosure.objects.filter(person__in=[entry.person_id for entry in people])
    told_at_the_meeting = shared.count()
    she_makes_an_extract(chair)
    assert shared.count() == told_at_the_meeting + 3, "each person in an extract is on record as shared"


def she_plans_it(chair: Visitor) -> None:
    chair.opens("/meetings/")
    chair.follows("Plan a meeting")
    chair.dates("on", timezone.localdate())
    chair.writes(starts_at="14:00", place="Town Hall, room 2", chair="Dr Ada Chairwell")
    chair.chooses(how="in_person", invited="camhs")
    chair.sends()


def she_puts_people_on_the_agenda(chair: Visitor) -> None:
    if chair.page.locator("h1").inner_text() != "Who comes up":
        chair.follows("Choose who comes up")
    chair.sees("Ali ALI", "Tom TOM", "Wren WREN", "Always")
    chair.presses("Put them on the agenda")
    chair.sees("Agenda (3)")


def she_opens_it(chair: Visitor) -> None:
    chair.presses("Open the meeting")
    if chair.page.locator("h1").inner_text() != "Who is here":
        chair.follows("Who is here")
    chair.picks(kind="CAMHS")
    chair.writes(name="Kit Hale, nurse")
    chair.presses("Add")
    chair.sees("Kit Hale, nurse")
    chair.follows("Everybody is here: go on")
    chair.follows("Begin: ")


def she_decides_by_keyboard(chair: Visitor, place: int) -> None:
    page = chair.page
    expect(page.get_by_text(f"person {place} of 3")).to_be_visible()
    page.wait_for_selector("body.nhsuk-frontend-supported")
    for keys in ("Tab", "Tab", "Space", "Tab", "Tab"):
        page.keyboard.press(keys)
    page.keyboard.type(f"Said of {page.locator('h1').inner_text()}.")
    done = page.get_by_role("button", name="Done, next")
    while not done.evaluate("button => button === document.activeElement"):
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    chair.sees_a_sound_page()


def she_closes_it(chair: Visitor) -> None:
    chair.sees("Nobody else is waiting")
    follow(chair.page.get_by_role("link", name="Close the meeting"))
    chair.presses("Close the meeting")
    if "minutes" not in chair.page.url:
        chair.follows("Minutes")
    chair.sees("Said of Ali ALI.", "Kit Hale, nurse", "Dr Ada Chairwell")


def she_makes_an_extract(chair: Visitor) -> None:
    chair.follows("Extracts for organisations")
    chair.chooses(kind="camhs")
    chair.writes(to_whom="Kit Hale")
    chair.presses("Make the extract")
    chair.sees("Ali ALI")

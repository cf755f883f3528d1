"""What a rating asks for at once: offered on the spot, or put off with its clock under Next."""

import re
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

import pytest

from config.refused import Refused, reason_not
from dsr import actions, rules
from dsr.clock_facts_rating import told_of_lower_ratings
from dsr.consent import Decision, Purpose
from dsr.evidence import Grounds, Telling
from dsr.keyworker_offers import OFFER_LABELS, OFFER_MOVES, OfferState, check_offer
from dsr.models import KeyworkerOffer, Meeting, RatingTold, RegisterEntry
from dsr.next_steps import CLOCKS, Step, steps
from dsr.ratings import DecidedAt
from dsr.who_hears import who_hears
from tests.dsr.meetings import Meetings
from tests.worlds import World, signed_in

DAY = timedelta(days=1)
S = OfferState


@pytest.fixture
def young(world: World) -> RegisterEntry:
    """Somebody of 15, without a keyworker."""
    entry = world.entry(born=date(world.today.year - 15, 1, 1))
    return actions.allocate(
        entry=entry, keyworker=None, lead_professional=world.keyworker, on=world.today, by=world.coordinator
    )


def page(world: World, entry: RegisterEntry, **sent: Any) -> Any:
    browser, path = signed_in(world.coordinator), f"/register/{entry.pk}/rate/next/"
    if not sent:
        return browser.get(path)
    entry.refresh_from_db(fields=["rating_number"])
    return browser.post(path, {"rating": entry.rating_number} | sent)


def day_of(prefix: str, day: date) -> dict[str, int]:
    return {f"{prefix}-on_{part}": getattr(day, part) for part in ("day", "month", "year")}


def open_keys(entry: RegisterEntry) -> set[str]:
    return set(entry.deadlines.open().values_list("key", flat=True))


# ---------------------------------------------------------------- pure


def test_each_clock_that_asks_for_a_step_is_a_rule_and_each_step_has_one() -> None:
    assert set(CLOCKS) <= set(rules.RULES) and set(CLOCKS.values()) == set(Step)
    assert steps(["step_down_told", "consent_recheck", "amber_meeting"]) == [Step.MEETING, Step.TELL]
    assert steps(["post_admission_cetr", "red_review_decision"]) == [Step.REVIEW]
    assert steps(["rating_review_red"]) == []


ALLOWED = {
    (None, S.OFFERED), (None, S.ACCEPTED), (None, S.WAITING), (None, S.DECLINED),
    (S.OFFERED, S.ACCEPTED), (S.OFFERED, S.WAITING), (S.OFFERED, S.DECLINED),
    (S.ACCEPTED, S.WAITING), (S.ACCEPTED, S.DECLINED), (S.ACCEPTED, S.ENDED),
    (S.WAITING, S.ACCEPTED), (S.WAITING, S.DECLINED),
    (S.DECLINED, S.OFFERED), (S.DECLINED, S.ACCEPTED), (S.DECLINED, S.WAITING),
    (S.ENDED, S.OFFERED), (S.ENDED, S.ACCEPTED), (S.ENDED, S.WAITING), (S.ENDED, S.DECLINED),
}  # fmt: skip


@pytest.mark.parametrize(("now", "new"), list(product([None, *S], S)))
def test_every_move_of_an_offer(now: OfferState | None, new: OfferState) -> None:
    said = reason_not(check_offer, new, now=now)
    assert (said is None) is ((now, new) in ALLOWED)
    assert said is None or said.endswith(".")


def test_every_state_of_an_offer_has_words_and_a_way_on() -> None:
    assert set(OFFER_LABELS) == set(S) and set(OFFER_MOVES) == {None, *S}
    assert all(OFFER_MOVES.values())


# ---------------------------------------------------------------- the offer of a keyworker


@pytest.mark.parametrize("state", [S.OFFERED, S.ACCEPTED, S.DECLINED, S.WAITING])
def test_an_offer_on_record_meets_its_clock_whatever_came_of_it(
    world: World, young: RegisterEntry, state: OfferState
) -> None:
    world.rate(young, "red")
    assert "keyworker_offer" in open_keys(young)
    signed = {"by": world.coordinator, "today": world.today}
    actions.offer_keyworker(entry=young, state=state, on=world.today, words="Said at home.", **signed)
    assert "keyworker_offer" not in open_keys(young)
    assert young.deadlines.get(key="keyworker_offer").met_on == world.today


def test_the_same_offer_sent_twice_is_one_and_the_past_and_future_are_refused(
    world: World, young: RegisterEntry
) -> None:
    facts: dict[str, Any] = {"entry": young, "by": world.coordinator, "today": world.today}
    for _ in "ab":
        actions.offer_keyworker(state=S.OFFERED, on=world.today, **facts)
    assert KeyworkerOffer.objects.count() == 1
    with pytest.raises(Refused, match="today or earlier"):
        actions.offer_keyworker(state=S.DECLINED, on=world.today + DAY, **facts)
    with pytest.raises(Refused, match="Something later"):
        actions.offer_keyworker(state=S.DECLINED, on=world.today - DAY, **facts)
    with pytest.raises(Refused, match="nothing can have ended"):
        actions.offer_keyworker(state=S.ENDED, on=world.today, **facts)


def test_above_25_no_keyworker_is_offered(world: World) -> None:
    entry = world.entry(born=date(world.today.year - 26, 1, 1))
    actions.allocate(
        entry=entry, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
    )
    world.rate(entry, "red")
    html = page(world, entry).content.decode()
    assert "keyworker-heading" not in html and "reviews-heading" in html


# ---------------------------------------------------------------- telling a lower rating


def test_stepping_down_asks_that_somebody_tells_the_person(world: World, young: RegisterEntry) -> None:
    world.rate(young, "red")
    assert "step_down_told" not in open_keys(young)
    world.rate(young, "amber")
    assert "step_down_told" in open_keys(young)
    latest = young.ratings.latest("number")
    signed = {"by": world.coordinator, "today": world.today}
    for _ in "ab":
        actions.record_rating_told(rating=latest, on=world.today, how="At home.", **signed)
    assert RatingTold.objects.count() == 1 and "step_down_told" not in open_keys(young)


@pytest.mark.parametrize(
    ("telling", "open_after"), [(Telling.TOLD, False), (Telling.WILL, True), (None, True)]
)
def test_told_before_it_was_saved_asks_nothing_more(
    world: World, young: RegisterEntry, telling: Telling | None, open_after: bool
) -> None:
    world.rate(young, "amber")
    told = {"telling": telling, "telling_how": "At home.", "telling_on": world.today} if telling else {}
    world.rate(young, "green", grounds=Grounds(**told))
    assert ("step_down_told" in open_keys(young)) is open_after


def test_the_same_colour_again_does_not_forget_it_and_another_begins_anew(
    world: World, young: RegisterEntry
) -> None:
    for colour, expected in (
        ("red", False),
        ("amber", True),
        ("amber", True),
        ("red", False),
        ("green", True),
    ):
        world.rate(young, colour)
        assert ("step_down_told" in open_keys(young)) is expected, colour
    assert young.deadlines.filter(key="step_down_told").exclude(cancelled_on=None).count() == 1


def test_they_were_told_of_the_rating_that_the_page_showed(world: World, young: RegisterEntry) -> None:
    """Somebody rates again while another tells the person: that is recorded for what they were told."""
    world.rate(young, "red")
    world.rate(young, "amber")
    shown = page(world, young).content.decode()
    number = re.findall(r'name="rating" value="(\d+)"', shown)
    assert number == ["2", "2"]
    world.rate(young, "green")
    for sent in (
        {"quickly": "person"},
        {"what": "told", "told-how": "At home."} | day_of("told", world.today),
    ):
        told = page(world, young, rating="2", **sent)
        said = signed_in(world.coordinator).get(told["Location"]).content.decode()
        assert young.rating_number == 3 and "Told</strong> on" not in said
    assert set(RatingTold.objects.values_list("rating__number", flat=True)) == {2}
    assert RatingTold.objects.count() == 2
    assert "step_down_told" in open_keys(young), "of the latest they still have to hear"


@pytest.mark.parametrize("number", ["", "x", "0", "99999999", "7", "-1", "²"])
def test_a_rating_that_is_none_is_told_to_nobody(world: World, young: RegisterEntry, number: str) -> None:
    world.rate(young, "red")
    found = page(world, young, quickly="person", rating=number)
    assert found.status_code == 200 and "Open the page again" in found.content.decode()
    assert not RatingTold.objects.exists()


def test_a_keyworker_is_led_to_no_page_that_refuses_them(world: World, young: RegisterEntry) -> None:
    actions.allocate(
        entry=young, keyworker=world.keyworker, lead_professional=None, on=world.today, by=world.coordinator
    )
    world.rate(young, "amber", decided_at=DecidedAt.BETWEEN)
    theirs = signed_in(world.keyworker).get(f"/register/{young.pk}/rate/next/").content.decode()
    assert "The coordinator plans it" in theirs and 'href="/meetings/' not in theirs
    assert 'href="/meetings/plan/?for=' in page(world, young).content.decode()


def test_told_on_a_day_that_cannot_be(world: World, young: RegisterEntry) -> None:
    rating = world.rate(young, "red")
    signed = {"rating": rating, "how": "x", "by": world.coordinator, "today": world.today}
    for day, said in ((world.today + DAY, "today or earlier"), (world.today - DAY, "before the rating")):
        with pytest.raises(Refused, match=said):
            actions.record_rating_told(on=day, **signed)


def test_being_told_of_an_older_rating_leaves_the_clock_of_the_latest(
    world: World, young: RegisterEntry
) -> None:
    old = world.rate(young, "red")
    world.rate(young, "amber")
    actions.record_rating_told(rating=old, on=world.today, how="x", by=world.coordinator, today=world.today)
    assert "step_down_told" in open_keys(young)


# ---------------------------------------------------------------- whom it tells


def test_who_gets_a_message_and_who_does_not_with_the_reason(world: World, young: RegisterEntry) -> None:
    person, by = young.person, world.coordinator
    for name, facts in (
        ("Mary Morris", {"may_be_told": True, "user": world.family}),
        ("Dad", {"may_be_told": False}),
        ("Gran", {"may_be_told": True}),
    ):
        actions.add_contact(person=person, name=name, relation="Family", by=by, **facts)
    found = {one.name: one for one in who_hears(young, today=world.today)}
    assert found["Mary Morris"].by_message and not found["Dad"].by_message and not found["Gran"].by_message
    assert "May not be told" in found["Dad"].why and "no account" in found["Gran"].why
    world.consent(person, Purpose.REGISTER, decision=Decision.NO)
    after = {one.name: one for one in who_hears(young, today=world.today)}
    assert not after["Mary Morris"].by_message and "no consent" in after["Mary Morris"].why


# ---------------------------------------------------------------- the page


def test_red_offers_a_review_and_a_keyworker_and_not_now_leaves_both_under_next(
    world: World, young: RegisterEntry
) -> None:
    world.rate(young, "red", words_for_person="We want to help you more.")
    html = page(world, young).content.decode()
    for words in ("Plan a review", "A keyworker", "Choose the keyworker", "Not now: back to the entry",
                  "We want to help you more.", "Review to be decided and planned"):  # fmt: skip
        assert words in html, words
    entry = signed_in(world.coordinator).get(f"/register/{young.pk}/").content.decode()
    assert "Keyworker offered" in entry and "What follows: review" in entry


def test_amber_offers_a_meeting(world: World, young: RegisterEntry) -> None:
    world.rate(young, "amber", decided_at="between")
    html = page(world, young).content.decode()
    assert "A meeting of everybody involved" in html and "reviews-heading" not in html


def test_an_offer_and_a_telling_are_each_one_press(world: World, young: RegisterEntry) -> None:
    world.rate(young, "red")
    world.rate(young, "amber")
    sent = {"what": "offer", "offer-state": "declined", "offer-words": "Not now, thanks."}
    assert page(world, young, **sent, **day_of("offer", world.today)).status_code == 302
    assert page(world, young, quickly="phone").status_code == 302
    assert RatingTold.objects.get().how == "On the phone, by Cora Ordway."
    html = page(world, young).content.decode()
    assert "Offered, and they said no" in html and "On the phone, by Cora Ordway." in html
    assert not {"keyworker_offer", "step_down_told"} & open_keys(young)
    line = signed_in(world.coordinator).get(f"/register/{young.pk}/").content.decode()
    assert "Keyworker: offered, and they said no" in line and "Told about the rating" in line


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"what": "offer"}, "Say how it stands"),
        ({"what": "offer", "offer-state": "ended"}, "There is a problem"),
        (
            {"what": "offer", "offer-state": "offered", "offer-on_day": "31", "offer-on_month": "2"},
            "real date",
        ),
        ({"what": "told"}, "Say how they were told"),
        ({"what": "told", "told-how": "x", "told-on_year": "2999"}, "There is a problem"),
        ({"quickly": "carrier pigeon"}, "What follows now"),
        ({"what": "<b>"}, "What follows now"),
    ],
)
def test_bad_input_is_said_and_changes_nothing(
    world: World, young: RegisterEntry, sent: dict[str, Any], said: str
) -> None:
    world.rate(young, "red")
    sent = day_of("offer", world.today) | day_of("told", world.today) | sent
    found = page(world, young, **sent)
    assert found.status_code == 200 and said in found.content.decode()
    assert not KeyworkerOffer.objects.exists() and not RatingTold.objects.exists()


def test_nothing_to_follow_goes_straight_to_the_entry(world: World) -> None:
    entry = world.entry()
    day = world.today
    found = signed_in(world.keyworker).post(
        f"/register/{entry.pk}/rate/",
        {
            "expected_number": 0, "colour": "green", "reason": "Settled.", "decided_by": "Priya Nair",
            "decided_at": "meeting", "decided_on_day": day.day, "decided_on_month": day.month,
            "decided_on_year": day.year,
        },
    )  # fmt: skip
    assert found["Location"] == f"/register/{entry.pk}/"


def test_before_the_first_rating_there_is_no_such_page(world: World, young: RegisterEntry) -> None:
    assert page(world, young).status_code == 404


@pytest.mark.parametrize("seed", range(6))
def test_the_clock_of_telling_is_what_the_facts_say_after_any_history(world: World, seed: int) -> None:
    chance, entry = Random(seed), world.entry()
    for _ in range(9):
        latest = entry.ratings.order_by("-number").first()
        if latest and chance.random() < 0.3:
            rating = chance.choice(list(entry.ratings.all()))
            signed = {"by": world.coordinator, "today": world.today}
            actions.record_rating_told(rating=rating, on=world.today, how=str(chance.random()), **signed)
            continue
        told = {"telling": Telling.TOLD, "telling_how": "x", "telling_on": world.today}
        grounds = Grounds(**told) if chance.random() < 0.2 else None
        world.rate(entry, chance.choice(["red", "amber", "green"]), grounds=grounds)
    rows = entry.deadlines.filter(key="step_down_told").values_list("started_on", "met_on", "cancelled_on")
    facts = [(clock.started_on, clock.met_on, clock.stopped_on) for clock in told_of_lower_ratings(entry)]
    assert sorted(map(str, facts)) == sorted(map(str, rows))


# ---------------------------------------------------------------- amber: a meeting with this person


def amber(world: World) -> RegisterEntry:
    entry = world.entry()
    world.rate(entry, "amber", decided_at="between")
    assert "amber_meeting" in open_keys(entry)
    return entry


def test_amber_is_one_press_from_the_agenda_of_each_coming_meeting(world: World) -> None:
    entry, meetings = amber(world), Meetings(world)
    far = meetings.planned(on=world.today + 9 * DAY)
    near = meetings.planned(on=world.today + 2 * DAY)
    off = meetings.planned(on=world.today + 3 * DAY)
    actions.cancel_meeting(meeting=off, why="Snow.", by=world.coordinator)
    elsewhere = Meetings(World("Eastmere")).planned()
    text = page(world, entry).text
    assert text.index(str(near.pk)) < text.index(str(far.pk))
    assert str(off.pk) not in text and str(elsewhere.pk) not in text
    path, sent = f"/meetings/{near.pk}/agenda/add/", {"entry": str(entry.pk), "after": "rating"}
    assert f'action="{path}"' in text
    for _ in "ab":
        answer = signed_in(world.coordinator).post(path, sent)
        assert answer.url == f"/register/{entry.pk}/rate/next/", "back to what else follows"
    assert [item.entry_id for item in near.items.all()] == [entry.pk]
    text = page(world, entry).text
    assert text.count("On the agenda:") == 1 and f'action="{path}"' not in text


def test_without_a_meeting_an_urgent_one_is_planned_that_carries_the_person(world: World) -> None:
    entry = amber(world)
    assert f'href="/meetings/plan/?for={entry.pk}"' in page(world, entry).text
    browser = signed_in(world.coordinator)
    text = browser.get(f"/meetings/plan/?for={entry.pk}").text
    assert "MORRIS" in text and f'name="for" value="{entry.pk}"' in text
    sent = {f"on_{part}": getattr(world.today, part) for part in ("day", "month", "year")}
    sent |= {"kind": "urgent", "starts_at": "14:00", "how": "online", "place": "Ring", "chair": "Dr Chair"}
    assert "Enter the minutes" in browser.post("/meetings/plan/", sent | {"for": str(entry.pk)}).text
    answer = browser.post("/meetings/plan/", sent | {"for": str(entry.pk), "minutes_each": "10"})
    meeting = Meeting.objects.get()
    assert answer.url == f"/meetings/{meeting.pk}/" and meeting.kind == "urgent"
    assert [item.entry_id for item in meeting.items.all()] == [entry.pk]


def test_who_is_not_found_is_not_carried_along(world: World) -> None:
    stranger = World("Eastmere").entry()
    browser = signed_in(world.coordinator)
    for value in (str(stranger.pk), "nonsense", "9"):
        assert browser.get(f"/meetings/plan/?for={value}").status_code == 404
    assert not Meeting.objects.exists()


def test_a_keyworker_hears_who_plans_the_meeting(world: World) -> None:
    entry = amber(world)
    Meetings(world).planned(on=world.today + DAY)
    text = signed_in(world.keyworker).get(f"/register/{entry.pk}/rate/next/").text
    assert "The coordinator plans it" in text and world.area.phone in text
    assert "/meetings/" not in text.split('id="meeting-heading"')[1].split("</section>")[0]

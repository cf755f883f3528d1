"""How places on a register end, rest, and go to another area; and that nobody is in nobody's hands."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import outbox
from accounts.models import OutboxMessage
from config.refused import Refused
from dsr import actions, consent, endings
from dsr.checks import differences
from dsr.clock_facts import FACTS
from dsr.endings import DecidedWhere, Reason, Told
from dsr.handing_on import MOVES, OPEN, Kind, Part, State
from dsr.models import Disclosure, Ending, Note, RegisterEntry, Transfer
from dsr.statuses import ENTRY_MOVES, HOLDS_A_PLACE, EntryStatus, Step
from tests.worlds import World

DAY = timedelta(days=1)
TODAY = date(2026, 3, 31)


def fresh(entry: RegisterEntry) -> RegisterEntry:
    return RegisterEntry.objects.get(pk=entry.pk)


def remove(world: World, entry: RegisterEntry, reason: Reason = Reason.RISK_REDUCED, **facts: Any) -> Ending:
    given = {
        "why": "Well for a year.", "decided_by": "The panel", "decided_where": DecidedWhere.MEETING,
        "decided_on": world.today, "words_for_person": "You are doing well.", "by": world.coordinator,
        "today": world.today,
    } | facts  # fmt: skip
    return actions.remove_from_register(entry=entry, reason=reason, **given)


def withdraw(world: World, entry: RegisterEntry) -> None:
    world.consent(entry.person, decision=consent.Decision.WITHDRAWN)


# ---------------------------------------------------------------- taking somebody off


@pytest.mark.parametrize(("in_hospital", "held", "agrees"), list(product([True, False], repeat=3)))
@pytest.mark.parametrize("reason", Reason)
def test_who_may_be_taken_off(reason: Reason, in_hospital: bool, held: bool, agrees: bool) -> None:
    sentence = endings.in_the_way(
        reason, in_hospital=in_hospital, held_until=TODAY if held else None, on=TODAY, still_agrees=agrees
    )
    if reason is Reason.CONSENT_WITHDRAWN:
        assert bool(sentence) is agrees
    elif reason in (Reason.DIED, Reason.IN_ERROR):
        assert sentence == ""
    else:
        assert bool(sentence) is (in_hospital or held)


@pytest.mark.parametrize("where", DecidedWhere)
@pytest.mark.parametrize("reason", Reason)
def test_where_it_may_be_decided(reason: Reason, where: DecidedWhere) -> None:
    alone = where is DecidedWhere.BETWEEN and reason not in endings.ALWAYS
    assert bool(endings.needs_a_meeting(reason, where)) is alone


def test_the_place_ends_its_clocks_stop_and_the_letter_falls_due(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "amber")
    ending = remove(world, entry)
    assert fresh(entry).status == EntryStatus.REMOVED
    assert list(entry.deadlines.open().values_list("key", flat=True)) == ["removal_letter"]
    stopped = set(entry.deadlines.exclude(cancelled_on=None).values_list("cancelled_why", flat=True))
    assert stopped and all("Their place ended: the risk has been low" in why for why in stopped)
    told = {"told_how": Told.LETTER, "told_on": world.today, "words": "", "by": world.coordinator}
    actions.record_person_told(ending=ending, today=world.today, **told)
    assert not entry.deadlines.open().exists()
    with pytest.raises(Refused, match="on record already"):
        actions.record_person_told(ending=ending, today=world.today, **told)


def test_told_at_once_no_letter_is_owed(world: World) -> None:
    entry = world.entry()
    remove(world, entry, told_how=Told.IN_PERSON, told_on=world.today)
    assert not entry.deadlines.open().exists()


def test_nobody_in_hospital_or_just_out_of_it_is_taken_off_but_a_no_counts_there_too(world: World) -> None:
    entry = world.entry()
    stay = actions.admit(
        entry=entry, hospital="The Larches", legal_status="informal", admitted_on=world.today,
        by=world.coordinator, today=world.today,
    )  # fmt: skip
    with pytest.raises(Refused, match="in hospital now"):
        remove(world, entry)
    actions.discharge(
        stay=stay, discharged_on=world.today, going_to="Home", by=world.coordinator, today=world.today
    )
    with pytest.raises(Refused, match="stay red until"):
        remove(world, fresh(entry))
    with pytest.raises(Refused, match="still stands"):
        remove(world, fresh(entry), Reason.CONSENT_WITHDRAWN)
    withdraw(world, entry)
    remove(world, fresh(entry), Reason.CONSENT_WITHDRAWN, decided_where=DecidedWhere.BETWEEN)
    assert entry.deadlines.get(key="consent_withdrawn_decision").met_on == world.today
    assert set(entry.deadlines.open().values_list("key", flat=True)) == {
        "removal_letter",
        "consent_withdrawn_close",
    }, "whoever had something is still told"


@pytest.mark.parametrize("reason", [Reason.DIED, Reason.IN_ERROR])
def test_a_death_and_an_error_have_pages_of_their_own(world: World, reason: Reason) -> None:
    with pytest.raises(Refused, match="a page of its own"):
        remove(world, world.entry(), reason)


def test_a_decision_has_a_day_and_the_person_is_told_after_it(world: World) -> None:
    entry = world.entry()
    for facts in ({"decided_on": world.today + DAY}, {"decided_on": world.today - DAY}):
        with pytest.raises(Refused, match="It was decided between"):
            remove(world, entry, **facts)
    with pytest.raises(Refused, match="or after it"):
        remove(world, entry, told_how=Told.PHONE, told_on=world.today - DAY)


def test_what_has_ended_is_not_ended_again(world: World) -> None:
    entry = world.entry()
    remove(world, entry)
    with pytest.raises(Refused, match="not on the register now"):
        remove(world, fresh(entry))


def test_whoever_comes_back_is_added_anew_with_consent_and_the_old_place_stays(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "green")
    with pytest.raises(Refused, match="has not ended"):
        actions.put_back(entry=entry, by=world.coordinator, today=world.today)
    remove(world, entry)
    new = actions.put_back(entry=fresh(entry), by=world.coordinator, today=world.today)
    again = actions.put_back(entry=fresh(entry), by=world.coordinator, today=world.today)
    assert new == again and new != entry and new.colour is None
    assert fresh(entry).status == EntryStatus.REMOVED and fresh(entry).colour == "green"


def test_nobody_comes_back_without_a_yes(world: World) -> None:
    entry = world.entry()
    withdraw(world, entry)
    remove(world, entry, Reason.CONSENT_WITHDRAWN)
    with pytest.raises(Refused, match="Record consent"):
        actions.put_back(entry=fresh(entry), by=world.coordinator, today=world.today)


# ---------------------------------------------------------------- a death


def test_with_a_death_everything_stops_at_once_in_every_area(world: World, mailoutbox: list[Any]) -> None:
    entry, elsewhere = world.entry(), World("Eastmere")
    world.rate(entry, "red")
    family = world.family
    actions.add_contact(
        person=entry.person, name="Mary", relation="Mum", user=family, may_be_told=True, by=world.coordinator
    )
    row = actions.add_recommendation(
        entry=entry, text="A room", owner="School", due_on=world.today, agreed_on=world.today,
        by=world.coordinator,
    )  # fmt: skip
    other = actions.add_to_register(
        person=entry.person, area=elsewhere.area, added_on=world.today, by=elsewhere.coordinator
    )
    stay = actions.admit(
        entry=fresh(entry), hospital="The Larches", legal_status="informal", admitted_on=world.today,
        by=world.coordinator, today=world.today,
    )  # fmt: skip
    facts: dict[str, Any] = {"died_on": world.today, "heard_from": "The ward.", "to_tell": ["The school"]}
    actions.record_death(person=entry.person, by=world.coordinator, today=world.today, **facts)
    for one in (entry, other):
        assert fresh(one).status == EntryStatus.DIED
        assert not one.deadlines.open().exists()
    stay.refresh_from_db()
    assert stay.discharged_on == world.today
    outbox.send_due()
    assert not any(family.email in mail.to for mail in mailoutbox)
    assert actions.chase_recommendations(today=world.today, by=world.hand) == 0
    row.refresh_from_db()
    assert row.step == Step.AGREED, "what was asked for stays as it was written"
    ending = fresh(entry).ending
    with pytest.raises(Refused, match="has died"):
        actions.put_back(entry=fresh(entry), by=world.coordinator, today=world.today)
    with pytest.raises(Refused, match="has died"):
        actions.record_person_told(
            ending=ending, told_how=Told.LETTER, told_on=world.today, words="", by=world.coordinator,
            today=world.today,
        )  # fmt: skip
    actions.record_partner_told_of_death(ending=ending, who="The school", by=world.coordinator)
    ending.refresh_from_db()
    assert ending.to_tell == []
    person = fresh(entry).person
    with pytest.raises(Refused, match="on record already"):
        actions.record_death(person=person, by=world.coordinator, today=world.today, **facts)


def test_of_somebody_off_the_register_who_dies_no_letter_is_owed_any_more(world: World) -> None:
    entry = world.entry()
    remove(world, entry)
    actions.record_death(
        person=entry.person, died_on=world.today, heard_from="Mum", to_tell=[], by=world.coordinator,
        today=world.today,
    )  # fmt: skip
    assert fresh(entry).status == EntryStatus.DIED and not entry.deadlines.open().exists()


# ---------------------------------------------------------------- a pause


def test_a_place_rests_while_they_have_not_answered_and_goes_on_with_a_yes(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "amber")
    pause: dict[str, Any] = {"why": "Wants to think.", "by": world.coordinator, "today": world.today}
    with pytest.raises(Refused, match="still stands"):
        actions.pause_for_consent(entry=entry, ask_again_on=world.today + DAY, **pause)
    withdraw(world, entry)
    with pytest.raises(Refused, match="today or later"):
        actions.pause_for_consent(entry=entry, ask_again_on=world.today - DAY, **pause)
    actions.pause_for_consent(entry=entry, ask_again_on=world.today + 20 * DAY, **pause)
    assert fresh(entry).status == EntryStatus.PAUSED_CONSENT
    assert list(entry.deadlines.open().values_list("key", flat=True)) == ["consent_withdrawn_close"]
    assert entry.deadlines.get(key="consent_withdrawn_decision").met_on == world.today
    with pytest.raises(Refused, match="Record the new answer first"):
        actions.resume_place(entry=entry, by=world.coordinator, today=world.today)
    world.consent(entry.person)
    actions.resume_place(entry=entry, by=world.coordinator, today=world.today)
    assert fresh(entry).status == EntryStatus.ACTIVE
    running = set(entry.deadlines.open().values_list("key", flat=True))
    assert {"consent_recheck", "rating_review_amber"} <= running
    assert entry.pauses.get().ended_on == world.today


def test_what_was_owed_before_a_rest_and_is_owed_still_goes_on_from_its_own_day(world: World) -> None:
    entry = world.entry()
    stay = actions.admit(
        entry=entry, hospital="The Larches", legal_status="informal", admitted_on=world.today - 9 * DAY,
        inadequate=True, by=world.coordinator, today=world.today,
    )  # fmt: skip
    withdraw(world, entry)
    actions.pause_for_consent(
        entry=fresh(entry), why="Thinks.", ask_again_on=world.today, by=world.coordinator, today=world.today
    )
    actions.record_visit(
        stay=stay, visited_on=world.today - 3 * DAY, words="Seen.", by=world.coordinator, today=world.today
    )
    assert not entry.deadlines.open().exclude(key="consent_withdrawn_close").exists()
    world.consent(entry.person)
    actions.resume_place(entry=fresh(entry), by=world.coordinator, today=world.today)
    runs = dict(entry.deadlines.open().values_list("key", "started_on"))
    assert runs["post_admission_cetr"] == runs["inadequate_unit_notice"] == stay.admitted_on
    assert runs["oversight_visit"] == world.today - 3 * DAY
    assert runs["rating_review_blue"] == world.today
    assert differences() == []


def test_a_letter_that_is_owed_after_the_place_is_no_difference(world: World) -> None:
    entry = world.entry()
    remove(world, entry)
    assert list(entry.deadlines.open().values_list("key", flat=True)) == ["removal_letter"]
    assert differences() == []


def test_nobody_s_case_goes_before_the_panel_whose_place_has_ended(world: World) -> None:
    entry = world.entry()
    remove(world, entry)
    with pytest.raises(Refused, match="not put before the panel"):
        actions.escalate(entry=fresh(entry), why="No flat.", by=world.coordinator, today=world.today)


# ---------------------------------------------------------------- to another area


@pytest.fixture
def east(world: World) -> World:
    east = World("Eastmere")
    assert east.coordinator, "somebody there reads what is offered"
    return east


def offer(world: World, entry: RegisterEntry, east: World, **facts: Any) -> Transfer:
    if not Disclosure.objects.filter(person=entry.person).exists():
        world.consent(entry.person, consent.Purpose.SHARE)
    given = {"why": "Moves in with an aunt.", "by": world.coordinator, "today": world.today} | facts
    return actions.offer_transfer(entry=fresh(entry), to_area=east.area, **given)


def test_the_states_of_an_offer_end_in_an_answer() -> None:
    assert {state for state in State if MOVES[state]} == set(OPEN)
    assert all(State.OFFERED not in MOVES[state] for state in State)


def test_offered_it_is_still_ours_and_taken_over_it_is_theirs(world: World, east: World) -> None:
    entry = world.entry()
    world.rate(entry, "amber", reason="Out of school.")
    note = actions.add_note(entry=entry, text="Likes trains.", by=world.keyworker)
    other = actions.add_note(entry=entry, text="Told in confidence.", by=world.keyworker)
    row = actions.add_recommendation(
        entry=entry, text="A quiet room", owner="School", due_on=world.today + DAY, agreed_on=world.today,
        by=world.coordinator,
    )  # fmt: skip
    sent = offer(world, entry, east, notes=[note.pk], words_for_person="Your new team is in Eastmere.")
    assert fresh(entry).status == EntryStatus.ACTIVE
    assert Disclosure.objects.get(reference=sent.pk).to_whom == "The team of Eastmere"
    running = set(entry.deadlines.open().values_list("key", flat=True))
    assert {"transfer_acknowledge", "transfer_decide"} <= running
    actions.acknowledge_transfer(transfer=sent, by=east.coordinator, today=world.today)
    assert not entry.deadlines.open().filter(key="transfer_acknowledge").exists()
    actions.accept_transfer(transfer=sent, by=east.coordinator, today=world.today)
    sent.refresh_from_db()
    new = sent.made
    assert fresh(entry).status == EntryStatus.TRANSFERRED_OUT and new.area == east.area
    assert new.status == EntryStatus.ACTIVE and new.colour is None
    assert new.deadlines.open().filter(key="consent_recheck").exists()
    words = "\n".join(Note.objects.filter(entry=new).values_list("text", flat=True))
    assert "Likes trains." in words and "Out of school." in words and other.text not in words
    row.refresh_from_db()
    assert row.step == Step.REPLACED and row.replaced_by.entry == new
    assert row.replaced_by.due_on == row.due_on
    ending = fresh(entry).ending
    assert ending.reason == Reason.MOVED and ending.words_for_person == "Your new team is in Eastmere."
    assert entry.deadlines.open().filter(key="removal_letter").exists()
    assert actions.accept_transfer(transfer=sent, by=east.coordinator, today=world.today).made == new
    assert OutboxMessage.objects.filter(kind="transfer_news").count() == 2


def test_what_was_not_chosen_does_not_go_along(world: World, east: World) -> None:
    entry = world.entry()
    world.rate(entry, "red", reason="A secret reason.")
    sent = offer(world, entry, east, parts=[Part.STAYS], kind=Kind.ADULTS)
    actions.accept_transfer(transfer=sent, by=east.coordinator, today=world.today)
    sent.refresh_from_db()
    assert "secret" not in Note.objects.get(entry=sent.made).text
    assert fresh(entry).ending.reason == Reason.TURNED_18


def test_a_stay_goes_along_and_its_clocks_run_from_the_admission(world: World, east: World) -> None:
    entry = world.entry()
    stay = actions.admit(
        entry=entry, hospital="The Larches", legal_status="informal", admitted_on=world.today - 3 * DAY,
        by=world.coordinator, today=world.today,
    )  # fmt: skip
    seen = {"words": "Seen.", "by": world.coordinator, "today": world.today}
    actions.record_visit(stay=stay, visited_on=world.today - DAY, **seen)
    sent = offer(world, entry, east)
    actions.accept_transfer(transfer=sent, by=east.coordinator, today=world.today)
    sent.refresh_from_db()
    assert sent.made.stays.get().hospital == stay.hospital and fresh(sent.made).colour == "blue"
    review = sent.made.deadlines.open().get(key="post_admission_cetr")
    assert review.started_on == world.today - 3 * DAY
    visit = sent.made.deadlines.open().get(key="oversight_visit")
    assert visit.started_on == world.today - DAY and differences() == []


def test_declined_it_stays_ours_and_we_are_told(world: World, east: World, mailoutbox: list[Any]) -> None:
    entry = world.entry()
    sent = offer(world, entry, east)
    outbox.send_due()
    assert {a for mail in mailoutbox for a in mail.to} >= {east.coordinator.email}
    mailoutbox.clear()
    with pytest.raises(Refused, match="Say why not"):
        actions.decline_transfer(transfer=sent, why=" ", by=east.coordinator, today=world.today)
    for _ in range(2):  # pressed twice
        actions.decline_transfer(transfer=sent, why="Not ours.", by=east.coordinator, today=world.today)
    outbox.send_due()
    assert [mail.to for mail in mailoutbox] == [[world.coordinator.email]]
    assert fresh(entry).status == EntryStatus.ACTIVE
    assert not entry.deadlines.open().filter(key__startswith="transfer").exists()
    with pytest.raises(Refused, match="was answered on"):
        actions.accept_transfer(transfer=sent, by=east.coordinator, today=world.today)


def test_without_a_yes_nothing_goes_and_a_no_later_shuts_it(world: World, east: World) -> None:
    entry = world.entry()
    with pytest.raises(Refused, match="No consent has been recorded"):
        actions.offer_transfer(
            entry=entry, to_area=east.area, why="Moves.", by=world.coordinator, today=world.today
        )
    assert not Transfer.objects.exists()
    sent = offer(world, entry, east)
    world.consent(entry.person, consent.Purpose.SHARE, decision=consent.Decision.WITHDRAWN)
    with pytest.raises(Refused, match="taken back"):
        actions.accept_transfer(transfer=sent, by=east.coordinator, today=world.today)
    assert fresh(entry).status == EntryStatus.ACTIVE


@pytest.mark.parametrize("how", ["again", "own", "closed", "restricted", "ended"])
def test_where_nothing_can_be_offered(world: World, east: World, how: str) -> None:
    entry, to = world.entry(), east
    world.consent(entry.person, consent.Purpose.SHARE)
    if how == "again":
        offer(world, entry, east)
    if how == "own":
        to = world
    if how == "closed":
        east.area.valid_to = world.today
        east.area.save(by=east.administrator)
    if how == "restricted":
        actions.restrict(person=entry.person, why="Kin.", allowed=[], by=world.coordinator, today=world.today)
    if how == "ended":
        remove(world, entry)
    with pytest.raises(Refused):
        actions.offer_transfer(
            entry=fresh(entry), to_area=to.area, why="Moves.", by=world.coordinator, today=world.today
        )


def test_offered_nobody_is_taken_off_unless_they_say_so_and_then_the_pack_is_shut(
    world: World, east: World
) -> None:
    entry = world.entry()
    sent = offer(world, entry, east)
    with pytest.raises(Refused, match="offered to Eastmere"):
        remove(world, fresh(entry))
    withdraw(world, entry)
    remove(world, fresh(entry), Reason.CONSENT_WITHDRAWN)
    sent.refresh_from_db()
    assert sent.state == State.TAKEN_BACK
    assert entry.deadlines.get(key="transfer_decide").cancelled_on == world.today


DEEDS = ["offer", "seen", "accept", "decline", "back"]


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.tuples(st.sampled_from(DEEDS), st.booleans()), max_size=9))
def test_whatever_two_areas_do_the_person_is_in_the_hands_of_exactly_one(
    deeds: list[tuple[str, bool]], house_of_two: tuple[World, World, RegisterEntry]
) -> None:
    """After every step; each area does whatever it likes, in any order, also what it may not."""
    north, east, first = house_of_two
    point = transaction.savepoint()
    for deed, other_way in deeds:
        try:
            with transaction.atomic():
                _do(deed, other_way, north, east, first)
        except Refused:
            pass
        held = RegisterEntry.objects.filter(person=first.person, status__in=HOLDS_A_PLACE)
        assert held.count() == 1, deeds
        assert Transfer.objects.open().count() <= 1
        assert all(offer.entry == held.get() for offer in Transfer.objects.open())
    transaction.savepoint_rollback(point)


@pytest.fixture
def house_of_two(world: World, east: World) -> tuple[World, World, RegisterEntry]:
    entry = world.entry()
    world.consent(entry.person, consent.Purpose.SHARE)
    return world, east, entry


def _do(deed: str, other_way: bool, north: World, east: World, first: RegisterEntry) -> None:
    today = north.today
    if deed == "offer":
        held = RegisterEntry.objects.filter(person=first.person, status__in=HOLDS_A_PLACE).get()
        to = north if other_way else east
        actions.offer_transfer(entry=held, to_area=to.area, why="Moves.", by=north.coordinator, today=today)
        return
    sent = Transfer.objects.order_by("offered_on", "pk").first()
    if sent is None or other_way:
        sent = Transfer.objects.order_by("state", "-pk").first()
    if sent is None:
        return
    facts: dict[str, Any] = {"transfer": sent, "by": east.coordinator, "today": today}
    if deed == "seen":
        actions.acknowledge_transfer(**facts)
    elif deed == "accept":
        actions.accept_transfer(**facts)
    elif deed == "decline":
        actions.decline_transfer(why="No.", **facts)
    else:
        actions.take_transfer_back(why="Stays.", **facts)


def test_the_states_of_an_entry_know_every_way_out() -> None:
    for status in HOLDS_A_PLACE:
        assert {EntryStatus.REMOVED, EntryStatus.DIED, EntryStatus.TRANSFERRED_OUT} <= set(
            ENTRY_MOVES[status]
        )


def test_the_clocks_of_all_this_follow_from_the_facts(world: World, east: World) -> None:
    entry = world.entry()
    sent = offer(world, entry, east)
    actions.acknowledge_transfer(transfer=sent, by=east.coordinator, today=world.today)
    actions.take_transfer_back(transfer=sent, why="Stays.", by=world.coordinator, today=world.today)
    case = actions.escalate(entry=entry, why="A test.", by=world.coordinator, today=world.today)
    actions.close_escalation(escalation=case, why="Done.", by=world.coordinator, today=world.today)
    again = offer(world, entry, east)
    case = actions.escalate(entry=entry, why="A test.", by=world.coordinator, today=world.today)
    actions.close_escalation(escalation=case, why="Done.", by=world.coordinator, today=world.today)
    actions.escalate(entry=entry, why="Closed with the place.", by=world.coordinator, today=world.today)
    actions.accept_transfer(transfer=again, by=east.coordinator, today=world.today)
    keys = ("removal_letter", "transfer_acknowledge", "transfer_decide", "oversight_panel_next")
    for key in keys:
        told = {
            (c.started_on, c.met_on, c.stopped_on, c.about) for c in FACTS[key](fresh(entry)) if c.key == key
        }
        stored = entry.deadlines.filter(key=key)
        kept = set(stored.values_list("started_on", "met_on", "cancelled_on", "about"))
        assert told == kept, key

"""Where places, stays, notes, meetings and merges meet: nothing is lost from one to the other."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import User
from accounts.permissions import RoleName
from config.refused import Refused
from dsr import actions, consent, notes
from dsr.clock_facts import differences_of
from dsr.known_admission_rules import Because
from dsr.merging import check_can_merge
from dsr.models import AfterHospital, KnownAdmission, Note, Person, RegisterEntry, Transfer
from dsr.pack import in_pieces
from dsr.ratings import Colour
from dsr.statuses import EntryStatus
from tests.dsr.meetings import Meetings
from tests.dsr.stay_worlds import DAY, in_hospital, left, signed
from tests.dsr.test_merging import merge, second
from tests.dsr.test_places import fresh, offer, remove, withdraw
from tests.dsr.test_resting import pause, running
from tests.dsr.test_stay_pages import yes
from tests.dsr.test_unmerging import undo
from tests.worlds import World, signed_in

__all__ = ["second"]  # a fixture
pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------- the dead


def died(world: World, person: Person, on: date | None = None) -> None:
    actions.record_death(
        person=person, died_on=on or world.today, heard_from="Mum", to_tell=[], **signed(world)
    )


def test_a_death_is_not_lost_in_a_merge_and_nobody_dead_is_added(world: World) -> None:
    one, other = world.person("Jade"), world.person("Jayde")
    died(world, other)
    one, other = Person.objects.get(pk=one.pk), Person.objects.get(pk=other.pk)
    for kept, merged in ((one, other), (other, one)):
        with pytest.raises(Refused, match="the person has died"):
            check_can_merge(kept, merged, asker=world.coordinator)
    died(world, one, world.today - DAY)
    with pytest.raises(Refused, match="on another day"):
        check_can_merge(Person.objects.get(pk=one.pk), other, asker=world.coordinator)
    world.consent(other)
    with pytest.raises(Refused, match="has died"):
        actions.add_to_register(person=other, area=world.area, added_on=world.today, by=world.coordinator)


def test_where_somebody_lives_comes_along_with_a_merge_and_goes_back_with_it(
    world: World, second: User
) -> None:
    one = world.person("Jade")
    other = world.person("Jayde", setting="foster")
    kept = merge(world, one, other, second)
    assert kept.setting == "foster"
    undo(world, kept, second)
    assert Person.objects.get(pk=one.pk).setting == "not_known"


# ---------------------------------------------------------------- notes


def test_a_note_goes_along_by_itself_and_what_was_sensitive_stays_it(world: World) -> None:
    east, entry = World("Eastmere"), world.entry()
    plain = actions.add_note(entry=entry, text="Likes trains.", by=world.keyworker)
    secret = actions.add_note(entry=entry, text="About a scar.", sensitive=True, by=world.keyworker)
    guarded = actions.add_note(
        entry=entry, text="A call to the police.", kind=notes.Kind.SAFEGUARDING, by=world.keyworker
    )
    sent = offer(world, entry, east, notes=[plain.pk, secret.pk, guarded.pk])
    new = actions.accept_transfer(transfer=sent, by=east.coordinator, today=world.today).made
    marks = {note.text.rpartition(": ")[2]: (note.sensitive, note.kind) for note in new.notes.all()}
    assert marks["Likes trains."] == (False, notes.Kind.NOTE)
    assert marks["About a scar."] == (True, notes.Kind.NOTE)
    assert marks["A call to the police."] == (True, notes.Kind.SAFEGUARDING)


def test_however_much_goes_along_it_can_be_taken_over(world: World) -> None:
    east, entry = World("Eastmere"), world.entry()
    long = ["x" * notes.LONGEST, "word\n" * 3900, "y" * 15_000]
    chosen = [actions.add_note(entry=entry, text=text, by=world.keyworker).pk for text in long]
    sent = offer(world, entry, east, notes=chosen)
    new = actions.accept_transfer(transfer=sent, by=east.coordinator, today=world.today).made
    carried = "".join(new.notes.order_by("pk").values_list("text", flat=True))
    assert carried.count("x") >= notes.LONGEST and carried.count("y") >= 15_000
    assert carried.count("word") == 3900


def test_a_text_is_parted_between_lines_and_nothing_of_it_is_lost() -> None:
    assert in_pieces("aa\nbb\ncc", 5) == ["aa\nbb", "cc"]
    assert in_pieces("abcdefg", 3) == ["abc", "def", "g"]
    assert in_pieces("short", 10) == ["short"] and in_pieces("", 10) == []


# ---------------------------------------------------------------- corrections


def correct(world: World, stay: Any, what: str, days: int) -> None:
    actions.correct_stay(
        stay=stay, what=what, day=world.today - days * DAY, why="The letter.", **signed(world)
    )


def young(world: World) -> RegisterEntry:
    entry = world.entry(world.person("Kit", born=date(world.today.year - 20, 3, 2)))
    return actions.allocate(
        entry=entry, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
    )


def test_a_corrected_admission_moves_the_offer_of_a_keyworker(world: World) -> None:
    stay = in_hospital(world, young(world), days=9)
    correct(world, stay, "admission", 12)
    assert running(stay.entry)["keyworker_offer"] == world.today - 12 * DAY
    assert list(differences_of(fresh(stay.entry))) == []


def test_a_corrected_admission_asks_anew_whether_a_review_stands_in(world: World) -> None:
    stay = in_hospital(world, days=20, reviewed_before=world.today - 40 * DAY)
    assert "post_admission_cetr" not in running(stay.entry)
    correct(world, stay, "admission", 5)
    assert running(stay.entry)["post_admission_cetr"] == world.today - 5 * DAY, "35 days is too long ago"
    correct(world, stay, "admission", 18)
    assert "post_admission_cetr" not in running(stay.entry)
    assert list(differences_of(fresh(stay.entry))) == []


def test_a_corrected_day_of_leaving_moves_the_rating_after_the_hold(world: World) -> None:
    stay = left(world, in_hospital(world), days=3)
    before = running(stay.entry)["post_discharge_rerate"]
    correct(world, stay, "leaving", 5)
    assert running(stay.entry)["post_discharge_rerate"] == before - 2 * DAY
    assert list(differences_of(fresh(stay.entry))) == []


def test_a_reason_that_stood_in_the_way_ends_with_the_clock_that_was_wrong(world: World) -> None:
    stay = in_hospital(world, days=9)
    visit = stay.entry.deadlines.get(key="oversight_visit")
    actions.pause_deadline(deadline=visit, reason="unwell", words="", **signed(world))
    correct(world, stay, "admission", 12)
    visit.refresh_from_db()
    assert visit.cancelled_on == world.today and visit.paused == ""
    assert visit.pauses.get().ended_on == world.today


# ---------------------------------------------------------------- the hold


def amber_after_hospital(world: World) -> None:
    AfterHospital.objects.create(
        area=world.area, colour=Colour.AMBER, from_day=world.long_ago, reason="Ours.", by=world.administrator
    )


def test_nobody_goes_to_another_area_during_the_hold_and_the_words_name_its_colour(world: World) -> None:
    amber_after_hospital(world)
    stay, east = in_hospital(world), World("Eastmere")
    page = signed_in(world.coordinator)
    leaving = page.get(f"/register/{stay.entry_id}/discharge/").text
    assert "The rating becomes amber and stays at least amber for 14 days" in leaving
    sent = offer(world, stay.entry, east)
    left(world, stay, days=2)
    with pytest.raises(Refused, match="stay at least amber until"):
        actions.accept_transfer(transfer=sent, by=east.coordinator, today=world.today)
    actions.take_transfer_back(transfer=sent, why="Too early.", **signed(world))
    with pytest.raises(Refused, match="stay at least amber until"):
        offer(world, stay.entry, east)
    with pytest.raises(Refused, match="stay at least amber until"):
        remove(world, fresh(stay.entry))


@pytest.mark.parametrize(("deed", "words"), [("pause", "cannot be paused"), ("offer", "passed to another")])
def test_what_cannot_be_done_with_an_ended_place_is_named(world: World, deed: str, words: str) -> None:
    entry = world.entry()
    world.consent(entry.person, consent.Purpose.SHARE)
    remove(world, entry)
    with pytest.raises(Refused, match=words):
        if deed == "pause":
            pause(world, entry)
        else:
            offer(world, entry, World("Eastmere"))


# ---------------------------------------------------------------- merges, admissions, consent


def known(world: World, person: Person) -> KnownAdmission:
    return actions.record_known_admission(
        area=world.area, person=person, hospital="The Larches", security="general", legal_status="informal",
        admitted_on=world.today - 2 * DAY, because=Because.NOT_ASKED, words="", **signed(world),
    )  # fmt: skip


def say_yes(world: World, row: KnownAdmission) -> RegisterEntry | None:
    answer = signed_in(world.coordinator).post(f"/admissions/{row.pk}/", yes(world))
    assert answer.status_code == 302, answer.text
    found = row.follow_ups.exclude(entry=None).first()
    return found.entry if found else None


def test_an_admission_of_a_merged_record_is_answered_under_the_one_that_goes_on(
    world: World, second: User
) -> None:
    kept, merged = world.person("Jade", family_name="Quill"), world.person("Jayde", family_name="Quyll")
    row = known(world, merged)
    kept = merge(world, kept, merged, second)
    page = signed_in(world.coordinator).get(f"/admissions/{row.pk}/").text
    assert "QUILL" in page and "QUYLL" not in page
    entry = say_yes(world, row)
    assert entry and entry.person == kept and entry.colour == "blue"


def test_when_only_the_kept_record_is_restricted_no_colleague_sees_the_admission(
    world: World, second: User
) -> None:
    kept, merged = world.person("Jade"), world.person("Jayde", family_name="Quyll")
    row = known(world, merged)
    kept = merge(world, kept, merged, second)
    actions.restrict(person=kept, why="Kin.", allowed=[], by=world.coordinator, today=world.today)
    colleague = world.user(RoleName.COORDINATOR, "Otto Other")
    assert not KnownAdmission.objects.visible_to(colleague).exists()
    assert signed_in(colleague).get(f"/admissions/{row.pk}/").status_code == 404


def test_whose_place_rests_says_yes_in_hospital_and_it_goes_on_in_blue(world: World) -> None:
    entry = world.entry(born=date(1999, 5, 4))
    world.rate(entry, "green")
    pause(world, entry)
    row = known(world, entry.person)
    assert say_yes(world, row) == entry
    again = fresh(entry)
    assert again.status == EntryStatus.ACTIVE and again.colour == "blue"
    assert again.pauses.get().ended_on == world.today
    assert list(differences_of(again)) == []


def test_after_a_merge_the_latest_yes_is_the_one_that_is_checked_again(world: World, second: User) -> None:
    entry, other = world.entry(), world.person("Jayde")
    answered = world.today - 40 * DAY
    row = entry.deadlines.get(key="consent_recheck")
    row.started_on = answered
    row.save(by=world.coordinator)
    world.consent(other)
    kept = merge(world, entry.person, other, second)
    assert running(entry)["consent_recheck"] == world.today
    assert entry.deadlines.filter(key="consent_recheck", started_on=answered).get().cancelled_on
    assert list(differences_of(fresh(entry))) == []
    assert kept.pk == entry.person_id


def test_after_a_merge_a_yes_that_was_taken_back_begins_what_follows_from_that(
    world: World, second: User
) -> None:
    entry, other = world.entry(), world.person("Jayde")
    sent = offer(world, entry, World("Eastmere"))
    world.consent(other)
    world.consent(other, decision=consent.Decision.WITHDRAWN)
    kept = merge(world, entry.person, other, second)
    clocks = running(entry)
    assert {"consent_withdrawn_close", "consent_withdrawn_decision"} <= set(clocks)
    assert "consent_recheck" not in clocks
    assert not Transfer.objects.open().filter(pk=sent.pk).exists(), "what was offered is shut"
    undo(world, kept, second)
    clocks = running(entry)
    assert "consent_recheck" in clocks and "consent_withdrawn_decision" not in clocks


def test_of_somebody_not_yet_rated_the_facts_are_read_too(world: World) -> None:
    assert list(differences_of(world.entry())) == []


# ---------------------------------------------------------------- meetings


@pytest.mark.parametrize("how", ["removed", "paused"])
def test_no_meeting_decides_about_a_place_that_has_ended_or_rests(world: World, how: str) -> None:
    meetings = Meetings(world)
    entry = meetings.somebody()
    item = meetings.item(meetings.open(entry), entry)
    if how == "removed":
        remove(world, fresh(entry))
    else:
        withdraw(world, entry)
        pause_it = {"why": "x", "ask_again_on": world.today + timedelta(days=9)}
        actions.pause_for_consent(entry=fresh(entry), **pause_it, **signed(world))
        world.consent(entry.person)
    with pytest.raises(Refused, match="not on the register now"):
        meetings.decided(item, asked=(meetings.asked("One"),))
    assert not item.decisions.exists() and not Note.objects.filter(entry=entry).exists()

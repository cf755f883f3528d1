"""The pages of a meeting: who sees what of it, one person a page, minutes and extracts."""

import json
import re
from datetime import time, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import AccessLogEntry, Organisation
from dsr import actions
from dsr.consent import Decision, Purpose, ShareKind
from dsr.days import plain
from dsr.meeting_words import SHORT, Depth, MeetingKind, depth, is_less, is_owned_by
from dsr.models import Disclosure, Meeting, MeetingDecision, MeetingExtract, Rating, RegisterEntry
from dsr.statuses import CameFrom
from tests.dsr.meetings import AMBER, Meetings
from tests.worlds import World, signed_in


@pytest.fixture
def meetings(world: World) -> Meetings:
    return Meetings(world)


@pytest.fixture
def runner(world: World) -> Client:
    return signed_in(world.coordinator)


def at(meeting: Meeting, rest: str = "") -> str:
    return f"/meetings/{meeting.pk}/{rest}"


def page_of(meetings: Meetings, meeting: Meeting, entry: RegisterEntry) -> str:
    return at(meeting, f"people/{meetings.item(meeting, entry).pk}/")


def shown(runner: Client, path: str) -> dict[str, Any]:
    """The fields of a person's page as a browser would send them."""
    form = runner.get(path).context["form"]
    found = {name: form[name].value() for name in form.fields if form[name].value()}
    return found | marks_of(runner.get(path).text)


def marks_of(text: str) -> dict[str, str]:
    values = {
        name: re.search(f'name="{name}" value="([^"]*)"', text)
        for name in ("marks", "number", "offered", "rating_number")
    }
    return {name: found[1].replace("&quot;", '"') for name, found in values.items() if found}


def test_a_meeting_from_its_plan_to_its_minutes(meetings: Meetings, runner: Client, world: World) -> None:
    red, green = meetings.somebody("Ruby"), meetings.somebody("Gwen")
    world.rate(green, "green")
    day = world.today
    plan = {
        "kind": "regular", "on_0": day.day, "on_1": day.month, "on_2": day.year, "starts_at": "14:00",
        "how": "online", "place": "Ring 01632 960 123", "minutes_each": "3", "chair": "Dr Ada Chairwell",
        "invited": ["camhs", "police"],
    }  # fmt: skip
    names = re.findall(r'name="(on[^"]*)"', runner.get("/meetings/plan/").text)
    plan |= dict(zip(names, (day.day, day.month, day.year), strict=True))
    answer = runner.post("/meetings/plan/", plan, follow=True)
    assert "Ruby MORRIS" in answer.text and "Always" in answer.text and "Gwen" not in answer.text
    meeting = Meeting.objects.get()
    runner.post(at(meeting, "agenda/"))
    found = runner.post(at(meeting, "agenda/add/"), {"who": "Gwen"})
    assert "Gwen MORRIS" in found.text
    runner.post(at(meeting, "agenda/add/"), {"entry": str(green.pk)})
    assert list(meeting.items.order_by("position").values_list("entry_id", flat=True)) == [red.pk, green.pk]
    here = runner.post(at(meeting, "open/"), follow=True)
    assert "Who is here" in here.text
    for kind, name in (("team", "Cora"), ("camhs", "Kit Hale"), ("police", "Jo Kerb")):
        runner.post(at(meeting, "attendance/"), {"kind": kind, "name": name})
    text = runner.get(page_of(meetings, meeting, red)).text
    assert "Police and youth justice leaves for this one:" in text and "Kit Hale, CAMHS" in text
    sent = {"choice": "stay", "discussion": "Slept well.", "done": "1", "next_look": "2 weeks"}
    sent |= {"what1": "A quiet room", "who1": "Kit Hale", "when1": "in 7 days"}
    answer = runner.post(
        page_of(meetings, meeting, red), shown(runner, page_of(meetings, meeting, red)) | sent
    )
    assert answer.url == page_of(meetings, meeting, green) + "#person"
    assert red.recommendations.get().due_on == day + timedelta(days=7)
    closing = runner.get(at(meeting, "close/")).text
    assert "Not reached" in closing and "Gwen MORRIS" in closing and "Ruby" not in closing
    minutes = runner.post(at(meeting, "close/"), follow=True).text
    assert "Slept well." in minutes and "A quiet room" in minutes and "Carried to the next meeting" in minutes
    added = runner.post(at(meeting, "minutes/"), {"text": "It was the blue room."}, follow=True).text
    assert "It was the blue room." in added and "Slept well." in added
    assert runner.post(page_of(meetings, meeting, red), sent).status_code == 409, "the minutes are fixed"


def test_a_commissioner_sees_agenda_attendance_and_decisions_and_nothing_that_was_said(
    meetings: Meetings, world: World
) -> None:
    entry = meetings.somebody()
    meeting = meetings.open(entry)
    meetings.decided(
        meetings.item(meeting, entry), **AMBER, works="The cat.", asked=(meetings.asked("A key"),)
    )
    reader = signed_in(world.commissioner)
    for path in (at(meeting), at(meeting, "minutes/"), f"/register/{entry.pk}/"):
        text = reader.get(path).text
        assert (
            "mber" in text
            and "Slept at home" not in text
            and "Calmer." not in text
            and "The cat." not in text
        )
    text = reader.get(at(meeting, "minutes/")).text
    assert "PC Jo Kerb" in text and "A key" in text
    for path in (page_of(meetings, meeting, entry), at(meeting, "agenda/"), at(meeting, "extracts/")):
        assert reader.get(path).status_code == 403


def test_a_keyworker_sees_the_outcome_on_the_entry_of_their_own_people_only(
    meetings: Meetings, world: World
) -> None:
    entry = meetings.somebody()
    meeting = meetings.open(entry)
    meetings.decided(meetings.item(meeting, entry))
    reader = signed_in(world.keyworker)
    assert "Slept at home all week." in reader.get(f"/register/{entry.pk}/").text
    asked = actions.add_recommendation(
        entry=entry, text="A quiet room", owner="Kit Hale", due_on=world.today, agreed_on=world.today,
        about=meetings.item(meeting, entry).pk, came_from=CameFrom.MEETING, by=world.coordinator,
    )  # fmt: skip
    path = f"/recommendations/{asked.pk}/"
    assert at(meeting) not in reader.get(path).text, "no link to a page that refuses them"
    assert f'href="{at(meeting)}"' in signed_in(world.coordinator).get(path).text
    assert reader.get("/meetings/").status_code == 403
    assert reader.get(at(meeting)).status_code == 403


def test_nobody_is_left_out_in_silence_whose_consent_is_missing(meetings: Meetings, runner: Client) -> None:
    entry = meetings.somebody(shared=False)
    meeting = meetings.planned()
    assert "May not be discussed" in runner.get(at(meeting, "agenda/")).text
    meeting = meetings.open(entry)
    for path in (at(meeting), page_of(meetings, meeting, entry)):
        text = runner.get(path).text
        assert "ay not be discussed" in text and f"/register/{entry.pk}/consent/" in text
    path = page_of(meetings, meeting, entry)
    text = runner.get(path).text
    assert "A&amp;E twice" not in text and 'name="discussion"' not in text, "nothing is read out meanwhile"
    before = MeetingDecision.objects.count()
    answer = runner.post(path, {"choice": "stay", "discussion": "All the same.", "done": "1", "number": "0"})
    assert "May not be discussed" in answer.text or "may not be discussed" in answer.text
    assert MeetingDecision.objects.count() == before


def test_a_restricted_record_stands_on_no_agenda_of_those_who_do_not_find_it(
    meetings: Meetings, world: World
) -> None:
    entry = meetings.somebody("Rue", family_name="Quillfeather")
    meeting = meetings.open(entry)
    meetings.decided(meetings.item(meeting, entry))
    actions.close_meeting(meeting=meeting, by=world.coordinator, now=timezone.now())
    actions.restrict(person=entry.person, why="Related.", allowed=[], by=world.coordinator, today=world.today)
    other = signed_in(world.user("coordinator", "Cole Oworker"))  # type: ignore[arg-type]
    for path in (at(meeting), at(meeting, "minutes/"), at(meeting, "extracts/")):
        assert "Quillfeather" not in other.get(path).text, path
    assert "restricted, and not shown to you" in other.get(at(meeting, "minutes/")).text
    assert other.get(page_of(meetings, meeting, entry)).status_code == 404


# ---------------------------------------------------------------- typed in place


def test_mistakes_are_said_beside_the_field_and_what_was_typed_is_kept(
    meetings: Meetings, runner: Client
) -> None:
    entry = meetings.somebody()
    meeting = meetings.open(entry)
    path = page_of(meetings, meeting, entry)
    before = Rating.objects.count()
    sent = {
        "choice": "green",
        "discussion": "Typed words.",
        "what1": "A key",
        "when1": "31 June",
        "done": "1",
    }
    text = runner.post(path, shown(runner, path) | sent).text
    for words in (
        "Say why this is the rating", "From red straight to green: tick the box",
        "Name the person who will do it", "The date must be a real date", "Typed words.", "31 June",
    ):  # fmt: skip
        assert words in text, words
    assert Rating.objects.count() == before
    again = runner.get(path).text
    assert "Typed words." in again and "31 June" in again, "kept on the server too"


def test_the_hold_after_hospital_is_a_sentence_beside_the_rating(
    meetings: Meetings, runner: Client, world: World
) -> None:
    entry = meetings.somebody()
    signed = {"by": world.coordinator, "today": world.today}
    stay = actions.admit(
        entry=entry, hospital="The Larches", legal_status="informal", admitted_on=world.today, **signed
    )
    actions.discharge(stay=stay, discharged_on=world.today, going_to="Home", **signed)
    path = page_of(meetings, meetings.open(entry), entry)
    sent = {"choice": "amber", "amber_criteria": ["behaviour_rising"], "reason": "Calm.", "done": "1"}
    assert "a person stays red until" in runner.post(path, shown(runner, path) | sent).text


def test_done_twice_is_decided_once_and_goes_on(meetings: Meetings, runner: Client) -> None:
    entry, other = meetings.somebody("Ali"), meetings.somebody("Tom")
    meeting = meetings.open(entry, other)
    path = page_of(meetings, meeting, entry)
    sent = shown(runner, path) | {"choice": "stay", "discussion": "Once.", "done": "1"}
    first, second = runner.post(path, sent), runner.post(path, sent)
    assert first.url == second.url == page_of(meetings, meeting, other) + "#person"
    assert MeetingDecision.objects.count() == 1


def test_two_people_in_different_fields_lose_nothing_and_in_the_same_both_are_shown(
    meetings: Meetings, runner: Client, world: World
) -> None:
    entry = meetings.somebody()
    path = page_of(meetings, meetings.open(entry), entry)
    other = signed_in(world.user("coordinator", "Cole Oworker"))  # type: ignore[arg-type]
    mine, theirs = shown(runner, path), shown(other, path)
    other.post(path, theirs | {"works": "The cat.", "discussion": "Theirs.", "keep": "1"})
    runner.post(path, mine | {"must_change": "The noise.", "keep": "1"})
    text = runner.get(path).text
    assert all(words in text for words in ("The cat.", "Theirs.", "The noise."))
    answer = runner.post(path, mine | {"discussion": "Mine.", "keep": "1"})
    assert answer.status_code == 409 and "Theirs." in answer.text and "Mine." in answer.text
    chosen = mine | marks_of(answer.text) | {"discussion": "Theirs. Mine.", "must_change": "The noise."}
    runner.post(path, chosen | {"works": "The cat.", "keep": "1"})
    assert "Theirs. Mine." in runner.get(path).text


def test_whoever_comes_in_while_the_page_is_open_is_not_taken_for_away(
    meetings: Meetings, runner: Client, world: World
) -> None:
    entry = meetings.somebody()
    meeting = meetings.open(entry)
    path = page_of(meetings, meeting, entry)
    mine = shown(runner, path) | {"choice": "stay", "discussion": "Mine.", "done": "1"}
    actions.record_attendance(meeting=meeting, kind="camhs", name="Late Comer", by=world.coordinator)
    runner.post(path, mine)
    assert "Late Comer, CAMHS" in MeetingDecision.objects.get().present


def test_done_takes_in_what_a_colleague_typed_elsewhere_on_the_page(
    meetings: Meetings, runner: Client, world: World
) -> None:
    entry = meetings.somebody()
    path = page_of(meetings, meetings.open(entry), entry)
    mine = shown(runner, path)
    other = signed_in(world.user("coordinator", "Cole Oworker"))  # type: ignore[arg-type]
    other.post(path, shown(other, path) | {"own_view": "I want to stay.", "keep": "1"})
    runner.post(path, mine | {"choice": "stay", "discussion": "Mine.", "done": "1"})
    decision = MeetingDecision.objects.get()
    assert (decision.own_view, decision.discussion) == ("I want to stay.", "Mine.")


def test_a_decision_over_an_unseen_one_shows_both(meetings: Meetings, runner: Client) -> None:
    entry = meetings.somebody()
    meeting = meetings.open(entry)
    path = page_of(meetings, meeting, entry)
    mine = shown(runner, path) | {
        "choice": "amber",
        "amber_criteria": ["behaviour_rising"],
        "reason": "Calm.",
    }
    meetings.decided(meetings.item(meeting, entry), discussion="")
    answer = runner.post(path, mine | {"done": "1"})
    assert answer.status_code == 409 and "Calm." in answer.text
    assert MeetingDecision.objects.count() == 1


WHY = {
    "reason": "Mine.",
    "amber_criteria": ["behaviour_rising"],
    "red_criteria": ["crisis_care"],
    "sure": "on",
}


@pytest.mark.parametrize(
    ("theirs", "mine", "in_words", "said_now"),
    [
        ("amber", "stay", "Stay red", "red"),  # "stay" meant the rating that the page showed
        ("amber", "amber", "Amber", "stay"),
        ("amber", "green", "Green", "green"),
        ("red", "stay", "Stay red", "stay"),  # looked at again elsewhere
        ("blue", "stay", "Stay red", ""),  # in hospital since
        ("blue", "green", "Green", ""),
    ],
)
def test_a_rating_saved_elsewhere_meanwhile_is_shown_beside_mine_and_nothing_is_decided(
    meetings: Meetings, runner: Client, world: World, theirs: str, mine: str, in_words: str, said_now: str
) -> None:
    entry = meetings.somebody()
    path = page_of(meetings, meetings.open(entry), entry)
    sent = shown(runner, path) | WHY | {"choice": mine, "discussion": "Typed words.", "done": "1"}
    if theirs == "blue":
        actions.admit(
            entry=entry, hospital="The Larches", legal_status="informal", admitted_on=world.today,
            by=world.coordinator, today=world.today,
        )  # fmt: skip
    else:
        world.rate(entry, theirs, reason="Theirs.")
    before = Rating.objects.count()
    answer = runner.post(path, sent)
    assert answer.status_code == 409 and not MeetingDecision.objects.exists()
    text = answer.text
    assert "Somebody rated this person since" in text and "Typed words." in text and "Mine." in text
    assert re.search(rf"<strong>You:</strong> (\S )?{in_words}\b", text)
    assert (answer.context["form"]["choice"].value() or "") == said_now
    assert Rating.objects.count() == before
    again = sent | marks_of(text) | {"choice": said_now or "stay"}
    assert runner.post(path, again).status_code == 302
    assert MeetingDecision.objects.get().colour == {"stay": theirs, "": theirs}.get(said_now, said_now)


@pytest.mark.parametrize("sent", ["", "x", "-1", "99999999", "1"])
def test_a_made_up_number_of_the_rating_fits_nothing_that_was_saved_since(
    meetings: Meetings, runner: Client, world: World, sent: str
) -> None:
    entry = meetings.somebody()
    world.rate(entry, "amber")
    path = page_of(meetings, meetings.open(entry), entry)
    answer = runner.post(path, shown(runner, path) | {"choice": "stay", "done": "1", "rating_number": sent})
    assert answer.status_code == 409 and not MeetingDecision.objects.exists()


def test_closing_a_meeting_loses_nothing_that_somebody_types(
    meetings: Meetings, runner: Client, world: World
) -> None:
    """Whoever presses Done too late reads their words; what was kept stands at the next meeting."""
    entry = meetings.somebody("Tom")
    meeting = meetings.open(entry)
    path = page_of(meetings, meeting, entry)
    sent = shown(runner, path) | WHY | {"choice": "green", "discussion": "Sleeps again."}
    runner.post(path, sent | {"keep": "1"})
    warned = runner.get(at(meeting, "close/")).text
    assert "Typed and not decided" in warned and "Tom MORRIS, typed by " in warned
    late = shown(runner, path) | {"discussion": "Sleeps again. A cat helps.", "done": "1"}
    runner.post(at(meeting, "close/"))
    answer = runner.post(path, late)
    assert (
        answer.status_code == 409 and "A cat helps." in answer.text and "the minutes" in answer.text.lower()
    )
    kept = runner.get(path).text
    assert "Sleeps again." in kept and "Green" in kept and 'name="discussion"' not in kept
    assert "Typed and not decided" not in runner.get(at(meetings.open(), "close/")).text
    following = meetings.open(entry)
    page = runner.get(page_of(meetings, following, entry)).text
    assert "Typed last time, not decided" in page and "Sleeps again." in page
    meetings.decided(meetings.item(following, entry))
    third = meetings.open(entry)
    assert "Sleeps again." not in runner.get(page_of(meetings, third, entry)).text, "decided since"


def test_what_was_typed_is_shown_when_somebody_is_taken_off_or_consent_is_taken_back(
    meetings: Meetings, runner: Client, world: World
) -> None:
    entry, other = meetings.somebody(), meetings.somebody("Tom")
    meeting = meetings.open(entry, other)
    for one in (entry, other):
        path = page_of(meetings, meeting, one)
        runner.post(path, shown(runner, path) | {"discussion": "Typed words.", "keep": "1"})
    actions.take_off_agenda(item=meetings.item(meeting, entry), why="On holiday.", by=world.coordinator)
    world.consent(other.person, Purpose.REGISTER, decision="withdrawn")
    for one in (entry, other):
        text = runner.get(page_of(meetings, meeting, one)).text
        assert "Typed words." in text and 'name="discussion"' not in text


def test_what_a_page_keeps_by_itself_is_no_look_at_the_person(meetings: Meetings, runner: Client) -> None:
    entry = meetings.somebody()
    path = page_of(meetings, meetings.open(entry), entry)
    marks, looks = shown(runner, path)["marks"], AccessLogEntry.objects.count()
    for number in range(3):
        marks = json.dumps(
            runner.post(path + "draft/", {"f-works": f"Cat {number}.", "marks": marks}).json()["marks"]
        )
    assert AccessLogEntry.objects.count() == looks


def test_done_goes_through_when_only_somebody_else_ticked_who_hears(
    meetings: Meetings, runner: Client, world: World
) -> None:
    entry = meetings.somebody()
    meeting = meetings.open(entry)
    path = page_of(meetings, meeting, entry)
    other = signed_in(world.user("coordinator", "Cole Oworker"))  # type: ignore[arg-type]
    away = shown(other, path)
    other.post(path, away | {"there": away["there"][:1], "keep": "1"})
    mine = shown(runner, path)
    everybody = shown(other, path)
    other.post(path, everybody | {"there": away["there"], "keep": "1"})
    answer = runner.post(path, mine | {"choice": "stay", "discussion": "Mine.", "done": "1"})
    assert answer.status_code == 302, "theirs counts, and it is everybody"
    assert len(MeetingDecision.objects.get().present) == len(away["there"])


def test_the_page_keeps_by_itself_only_what_changed(meetings: Meetings, runner: Client) -> None:
    entry = meetings.somebody()
    path = page_of(meetings, meetings.open(entry), entry)
    marks = shown(runner, path)["marks"]
    answer = runner.post(path + "draft/", {"f-works": "The cat.", "f-nothing": "x", "marks": marks}).json()
    assert set(answer["marks"]) == {"works"} and re.fullmatch(r"\d\d:\d\d:\d\d", answer["at"])
    clash = runner.post(path + "draft/", {"f-works": "The dog.", "marks": marks}).json()
    assert clash["clashes"]["works"]["text"] == "The cat."
    for nonsense in ("", "[]", "{", "9", '{"works": 3}'):
        assert runner.post(path + "draft/", {"f-works": "Other.", "marks": nonsense}).json()["clashes"]
    assert "The cat." in runner.get(path).text
    assert json.loads(shown(runner, path)["marks"])["works"] == clash["marks"]["works"]


# ---------------------------------------------------------------- who does it, and how we will know


def asks(runner: Client, path: str, **row: str) -> Any:
    sent = {"choice": "stay", "discussion": "Said.", "done": "1"}
    given = {"what1": "A quiet room", "when1": "in 7 days"} | {f"{name}1": text for name, text in row.items()}
    return runner.post(path, shown(runner, path) | sent | given)


@pytest.mark.parametrize(
    "typed", ["Priya Nair", "  priya   NAIR ", "Priya Nair (keyworker)", "priya nair, kw"]
)
def test_the_typed_name_of_one_colleague_who_finds_the_entry_is_theirs(
    meetings: Meetings, runner: Client, world: World, typed: str
) -> None:
    trust = Organisation.objects.create(name="Northmoor Trust", kind="trust", by=world.hand)
    (held,) = world.keyworker.memberships.all()
    held.organisation = trust
    held.save(by=world.hand)
    entry = meetings.somebody()
    path = page_of(meetings, meetings.open(entry), entry)
    asks(runner, path, who=typed, know="She has slept in it.")
    row = entry.recommendations.get()
    assert (row.owner_user, row.organisation, row.measure) == (world.keyworker, trust, "She has slept in it.")
    assert row.owner == " ".join(typed.split()) or row.owner == typed.strip(), "as it was typed"
    assert "A quiet room" in signed_in(world.keyworker).get("/recommendations/?whose=mine").text


@pytest.mark.parametrize("typed", ["Dr Kit Hale", "Priya", "Toby Fielding", "Comfort Mission", "Mary Morris"])
def test_any_other_name_stands_alone(meetings: Meetings, runner: Client, world: World, typed: str) -> None:
    """A stranger, half a name, a professional to whom she is not given, and those who follow nothing up."""
    for user in (world.community_professional, world.commissioner, world.family):
        assert user.pk
    entry = meetings.somebody()
    asks(runner, page_of(meetings, meetings.open(entry), entry), who=typed)
    row = entry.recommendations.get()
    assert (row.owner, row.owner_user, row.organisation, row.measure) == (typed, None, None, "")


@pytest.mark.parametrize(
    ("typed", "theirs"),
    [
        ("Sol Ward, Mill Lane School", True), ("Sol Ward (mill lane school)", True),
        ("Mill Lane School", False), ("Sol Ward, the school", False), ("Sol Ward,", False),
    ],
)  # fmt: skip
def test_where_they_work_after_a_comma_puts_it_among_what_is_asked_of_that_organisation(
    meetings: Meetings, runner: Client, world: World, typed: str, theirs: bool
) -> None:
    school = accounts.add_organisation(name="Mill Lane school", kind="school", by=world.hand)
    entry = meetings.somebody()
    asks(runner, page_of(meetings, meetings.open(entry), entry), who=typed)
    row = entry.recommendations.get()
    assert (row.owner, row.organisation) == (typed, school if theirs else None)


def test_two_colleagues_of_one_name_are_nobody_until_somebody_says_which(
    meetings: Meetings, runner: Client, world: World
) -> None:
    entry = meetings.somebody()
    twin = world.user("coordinator", "Priya  Nair")  # type: ignore[arg-type]
    assert twin != world.keyworker
    asks(runner, page_of(meetings, meetings.open(entry), entry), who="Priya Nair")
    assert entry.recommendations.get().owner_user is None


def test_the_names_offered_are_those_who_find_the_entry_and_the_box_is_plain_text_without(
    meetings: Meetings, runner: Client, world: World
) -> None:
    entry = meetings.somebody()
    stranger = world.user("keyworker", "Not Hers")  # type: ignore[arg-type]
    text = runner.get(page_of(meetings, meetings.open(entry), entry)).text
    offered = re.findall(r'<option value="([^"]*)"></option>', text)
    assert offered == ["Cora Ordway", "Priya Nair"] and stranger.name not in offered
    assert re.search(r'<input[^>]*name="who1"[^>]*list="colleagues"', text)


def test_how_we_will_know_alone_asks_for_the_rest_and_is_kept(meetings: Meetings, runner: Client) -> None:
    entry = meetings.somebody()
    path = page_of(meetings, meetings.open(entry), entry)
    text = runner.post(
        path, shown(runner, path) | {"know1": "She sleeps.", "done": "1", "choice": "stay"}
    ).text
    assert "Say what will be done" in text and "Name the person who will do it" in text
    assert 'value="She sleeps."' in runner.get(path).text, "kept on the server too"
    assert not entry.recommendations.exists()


def test_the_minutes_say_what_was_agreed_there_whatever_changes_later(
    meetings: Meetings, runner: Client, world: World
) -> None:
    entry = meetings.somebody()
    meeting = meetings.open(entry)
    path = page_of(meetings, meeting, entry)
    asks(runner, path, who="Kit Hale", know="She has slept in it.")
    before = runner.get(at(meeting, "minutes/")).text
    assert "She has slept in it." in before
    row = entry.recommendations.get()
    later = row.due_on + timedelta(days=21)
    actions.record_progress(
        recommendation=row, step="in_progress", note="Ill.", on=world.today, by=world.keyworker, due_on=later
    )  # fmt: skip
    after = runner.get(at(meeting, "minutes/")).text
    assert plain(row.due_on) in after and plain(later) not in after


# ---------------------------------------------------------------- who is here, quickly


def last_time(meetings: Meetings, world: World) -> Meeting:
    """A closed meeting, to which four came; one of them was put on the list by mistake."""
    meeting = meetings.open()
    gone = meeting.attendance.get(name="Sol Ward")
    actions.take_off_attendance(attendance=gone, by=world.coordinator)
    actions.close_meeting(meeting=meeting, by=world.coordinator, now=timezone.now())
    return meeting


def begun(meetings: Meetings, world: World) -> Meeting:
    signed = {"by": world.coordinator, "now": timezone.now(), "today": world.today}
    return actions.open_meeting(meeting=meetings.planned(), **signed)


def ticks(text: str) -> dict[str, str]:
    """The names that can be ticked, each with its value; none of them is ticked beforehand."""
    boxes = re.findall(
        r'<input[^>]*name="again"[^>]*value="([^"]*)"([^>]*)>\s*<label[^>]*>\s*(.*?)\s*</', text
    )
    assert not any("checked" in rest for _, rest, _ in boxes)
    return {name: value for value, _, name in boxes}


def test_those_of_last_time_are_ticked_and_saved_in_one_go(
    meetings: Meetings, runner: Client, world: World
) -> None:
    last_time(meetings, world)
    meeting = begun(meetings, world)
    offered = ticks(runner.get(at(meeting, "attendance/")).text)
    assert list(offered) == [
        "Cora Ordway, The register’s own team", "Dr Kit Hale, CAMHS", "PC Jo Kerb, Police and youth justice",
    ]  # fmt: skip
    chosen = [offered["Dr Kit Hale, CAMHS"], offered["PC Jo Kerb, Police and youth justice"]]
    for _ in "ab":
        runner.post(at(meeting, "attendance/"), {"all": "1", "again": chosen})
    here = meeting.attendance.filter(here=True).order_by("name")
    assert list(here.values_list("name", "kind")) == [("Dr Kit Hale", "camhs"), ("PC Jo Kerb", "police")]
    text = runner.get(at(meeting, "attendance/")).text
    assert list(ticks(text)) == ["Cora Ordway, The register’s own team"], "whoever is here is not asked about"
    runner.post(at(meeting, "attendance/"), {"kind": "camhs", "name": "New Nurse"})
    assert here.count() == 3


def test_nobody_ticked_is_said_beside_the_ticks_and_strangers_are_refused(
    meetings: Meetings, runner: Client, world: World
) -> None:
    elsewhere = Meetings(World("Eastmere")).open().attendance.first()
    last_time(meetings, world)
    meeting = begun(meetings, world)
    assert "Tick who is here" in runner.post(at(meeting, "attendance/"), {"all": "1"}).text
    for value in ("nonsense", str(elsewhere.pk)):
        runner.post(at(meeting, "attendance/"), {"all": "1", "again": [value]})
    assert not meeting.attendance.exists()


def test_the_first_meeting_of_an_area_asks_for_names_alone(
    meetings: Meetings, runner: Client, world: World
) -> None:
    text = runner.get(at(begun(meetings, world), "attendance/")).text
    assert 'name="again"' not in text and 'name="name"' in text


# ---------------------------------------------------------------- the plan


def test_a_meeting_opened_late_says_that_its_day_is_today(
    meetings: Meetings, runner: Client, world: World
) -> None:
    yesterday = world.today - timedelta(days=1)
    meeting = actions.plan_meeting(
        area=world.area, kind=MeetingKind.REGULAR, on=yesterday, starts_at=time(14), place="Room 2",
        chair="Dr Ada Chairwell", by=world.coordinator, today=yesterday,
    )  # fmt: skip
    assert "it is then held today" in runner.get("/meetings/").text
    assert "is held today: its day is" in runner.post(at(meeting, "open/"), follow=True).text
    assert Meeting.objects.get().on == world.today


def test_the_second_to_change_a_plan_sees_both_field_by_field_and_may_save_theirs_over_it(
    meetings: Meetings, runner: Client, world: World
) -> None:
    meeting = meetings.planned()
    form = runner.get(at(meeting, "change/")).context["form"]
    day = meeting.on
    sent = {name: form[name].value() for name in form.fields if name != "on"}
    sent |= {"on_day": day.day, "on_month": day.month, "on_year": day.year, "place": "Room 9, mine"}
    sent["invited"] = [kind for kind in meeting.invited if kind]  # the team is no box
    actions.change_meeting(
        meeting=meeting, expected_version=meeting.version, by=world.coordinator, today=world.today,
        place="Room 3, theirs", invited=["gp"],
    )  # fmt: skip
    answer = runner.post(at(meeting, "change/"), sent)
    assert answer.status_code == 409 and Meeting.objects.get().place == "Room 3, theirs"
    rows = {label: (theirs, yours) for label, theirs, yours in answer.context["rows"]}
    assert rows["The room, or how people join"] == ("Room 3, theirs", "Room 9, mine")
    assert rows["Who is invited?"][0] == "GP" and "CAMHS" in rows["Who is invited?"][1]
    assert {theirs == yours for label, (theirs, yours) in rows.items() if label[:3] == "Whi"} == {True}
    kept: dict[str, list[str]] = {}
    for name, value in answer.context["kept"]:
        kept.setdefault(name, []).append(value)
    assert runner.post(at(meeting, "change/"), kept).status_code == 302
    assert Meeting.objects.get().place == "Room 9, mine" and "camhs" in Meeting.objects.get().invited


def test_earlier_meetings_of_one_hour_stand_on_one_page_or_another(
    meetings: Meetings, runner: Client
) -> None:
    made = {str(meetings.planned().pk) for _ in range(25)}
    for meeting in Meeting.objects.all():
        actions.cancel_meeting(meeting=meeting, why="Snow.", by=meetings.world.coordinator)
    seen: list[str] = []
    page = runner.get("/meetings/")
    while True:
        seen += [str(row.pk) for row in page.context["past"]]
        if not page.context["more"]:
            break
        page = runner.get("/meetings/", {"before": str(page.context["more"])})
    assert sorted(seen) == sorted(made)


# ---------------------------------------------------------------- extracts


@pytest.mark.parametrize(
    ("kind", "limited", "expected"),
    [
        (ShareKind.CAMHS, False, Depth.WHOLE),
        (ShareKind.CAMHS, True, Depth.OUTCOME),
        (ShareKind.EDUCATION, False, Depth.OUTCOME),
        (ShareKind.CHILDRENS_SOCIAL_CARE, True, Depth.OUTCOME),
        (ShareKind.POLICE, False, Depth.OWN_PART),
        (ShareKind.POLICE, True, Depth.OWN_PART),
    ],
)
def test_how_much_goes_to_whom(kind: ShareKind, limited: bool, expected: Depth) -> None:
    assert depth(kind, limited=limited) is expected


@pytest.mark.parametrize(
    ("owner", "came", "theirs"),
    [
        ("Jo Kerb (police)", [], True),
        ("jo kerb", ["Jo Kerb, constable"], True),
        ("PC Kerb, Youth Justice service", [], True),
        ("Jo Kerb", ["PC Jo Kerb"], True),
        ("PC Jo Kerb, neighbourhood team", ["Jo Anna Kerb"], True),
        ("Kit Hale (CAMHS)", ["Jo Kerb"], False),
        ("Joanne Smith, CAMHS", ["Ann, police"], False),
        ("Ann Smith, CAMHS", ["Ann, police"], False),
        ("Ann, CAMHS", ["Ann, police"], False),
        ("Ann", ["Ann, police"], True),
        ("Dr Hale", ["Dr Hale"], True),
        ("Jo Smith and Ann Kerb", ["Jo Kerb"], False),
        ("Mary Jo Kerbside", ["Jo Kerb"], False),
        ("Kit Hale, policeless team", [], False),
        ("Kit Hale", ["Dr", "", " , nurse"], False),
    ],
)
def test_whose_a_recommendation_is(owner: str, came: list[str], theirs: bool) -> None:
    assert is_owned_by(owner, ShareKind.POLICE, came) is theirs


@pytest.mark.parametrize(("now", "given"), list(product(Depth, Depth)))
def test_less_than_was_given_is_a_question_of_what_each_depth_holds(now: Depth, given: Depth) -> None:
    holds = {Depth.WHOLE: 3, Depth.OUTCOME: 2, Depth.OWN_PART: 1}
    assert is_less(now, given) is (holds[now] < holds[given])


@pytest.fixture
def closed(meetings: Meetings, world: World) -> dict[str, Any]:
    """Three were discussed: the police may hear about one of them, and have something to do there."""
    people = {name: meetings.somebody(name, family_name=name) for name in ("Ali", "Tom", "Wren")}
    world.consent(people["Tom"].person, Purpose.SHARE, to=ShareKind.POLICE)
    world.consent(
        people["Wren"].person, Purpose.SHARE, decision=Decision.LIMITED, limits="Nothing about medicine."
    )
    meeting = meetings.open(*people.values())
    for name, entry in people.items():
        asked = (meetings.asked(f"Call {name}", "PC Jo Kerb"), meetings.asked(f"See {name}"))
        meetings.decided(meetings.item(meeting, entry), discussion=f"Said of {name}.", asked=asked)
    actions.close_meeting(meeting=meeting, by=world.coordinator, now=timezone.now())
    return {"meeting": meeting, **people}


def extract(runner: Client, meeting: Meeting, kind: str) -> str:
    answer = runner.post(at(meeting, "extracts/"), {"kind": kind, "to_whom": "Their desk"}, follow=True)
    return re.sub(r"<[^>]+>", " ", answer.text)


def test_an_extract_has_only_whom_that_organisation_may_hear_about_and_is_on_record(
    closed: dict[str, Any], runner: Client
) -> None:
    before = Disclosure.objects.count()
    police = extract(runner, closed["meeting"], "police")
    assert "Call Tom" in police and "See Tom" not in police and "Said of" not in police
    assert not re.search(r"\bAli\b|\bWren\b", police)
    rows = Disclosure.objects.filter(to="police", reference=MeetingExtract.objects.get().pk)
    assert [row.person_id for row in rows] == [closed["Tom"].person_id]
    assert Disclosure.objects.count() == before + 1
    camhs = extract(runner, closed["meeting"], "camhs")
    assert "Said of Ali." in camhs and "Said of Tom." in camhs
    assert "See Wren" in camhs and "Said of Wren." not in camhs, "a yes with limits lets out no story"
    school = extract(runner, closed["meeting"], "childrens_social_care")
    assert "Call Ali" in school and "Said of" not in school


def test_an_extract_loses_whoever_says_yes_with_limits_since(
    closed: dict[str, Any], runner: Client, world: World
) -> None:
    extract(runner, closed["meeting"], "camhs")
    path = at(closed["meeting"], f"extracts/{MeetingExtract.objects.get().pk}/")
    assert "Said of Ali." in runner.get(path).text
    world.consent(closed["Ali"].person, Purpose.SHARE, decision=Decision.LIMITED, limits="Nothing from home.")
    text = runner.get(path).text
    assert "Said of Ali." not in text and "make a new extract" in text and "Said of Tom." in text
    assert "See Wren" in text, "their limits were known when it was made"
    again = extract(runner, closed["meeting"], "camhs")
    assert "Call Ali" in again and "Said of Ali." not in again


def test_whoever_was_put_on_the_list_by_mistake_brings_nothing_into_an_extract(
    meetings: Meetings, runner: Client, world: World
) -> None:
    entry = meetings.somebody("Tom")
    world.consent(entry.person, Purpose.SHARE, to=ShareKind.POLICE)
    meeting = meetings.open(entry)
    signed = {"by": world.coordinator}
    row = actions.record_attendance(meeting=meeting, kind="police", name="Kit Hale", **signed)
    actions.take_off_attendance(attendance=row, **signed)
    asked = (meetings.asked("Call Tom", "PC Jo Kerb"), meetings.asked("See Tom", "Kit Hale, CAMHS"))
    meetings.decided(meetings.item(meeting, entry), asked=asked)
    actions.close_meeting(meeting=meeting, by=world.coordinator, now=timezone.now())
    police = extract(runner, meeting, "police")
    assert "Call Tom" in police and "See Tom" not in police


def test_an_extract_loses_whoever_takes_consent_back(
    closed: dict[str, Any], runner: Client, world: World
) -> None:
    extract(runner, closed["meeting"], "police")
    made = MeetingExtract.objects.get()
    path = at(closed["meeting"], f"extracts/{made.pk}/")
    assert "Call Tom" in runner.get(path).text
    world.consent(closed["Tom"].person, Purpose.SHARE, decision="withdrawn")
    text = runner.get(path).text
    assert "Call Tom" not in text and "consent has changed since" in text
    assert SHORT[ShareKind.POLICE] not in re.findall(
        r"<label[^>]*>\s*(.*?)\s*</label>", runner.get(at(closed["meeting"], "extracts/")).text
    )


@pytest.mark.pdf
def test_minutes_and_extracts_are_pdfs_that_pass_the_ua_gate(closed: dict[str, Any], runner: Client) -> None:
    import page

    extract(runner, closed["meeting"], "camhs")
    made = MeetingExtract.objects.get()
    for path in (
        at(closed["meeting"], "minutes.pdf"),
        at(closed["meeting"], f"extracts/{made.pk}/extract.pdf"),
    ):
        answer = runner.get(path)
        assert answer["Content-Type"] == "application/pdf"
        assert page.validate_pdf_bytes(answer.content, profile="ua1").is_compliant


# ---------------------------------------------------------------- forty people in two hours


def statements(runner: Client, path: str) -> int:
    """How many a page asks for, without the clock of the sign-in, which is written once a minute."""
    runner.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert runner.get(path).status_code == 200
    clock = re.compile(r'SAVEPOINT|UPDATE "(accounts_browsersession|django_session)"')
    return sum(not clock.search(query["sql"]) for query in asked.captured_queries)


def test_forty_people_cost_the_same_statements_as_five(meetings: Meetings, runner: Client) -> None:
    people = [meetings.somebody(f"P{place:02}") for place in range(40)]
    small, large = meetings.open(*people[:5]), meetings.open(*people)
    for meeting in (small, large):
        item = meetings.item(meeting, people[0])
        meetings.decided(item, asked=(meetings.asked(),), discussion=str(meeting.pk))
    for rest in ("", "close/", "minutes/", "extracts/", "people/{}/"):
        few, many = (
            statements(runner, at(meeting, rest.format(meetings.item(meeting, people[2]).pk)))
            for meeting in (small, large)
        )
        assert few == many, rest
        if rest.startswith("people"):
            assert many <= 27
    few, many = (statements(runner, at(meetings.planned(), "agenda/")) for _ in range(2))
    assert few == many


def test_a_keyworker_sees_on_their_work_when_their_own_people_come_up(
    meetings: Meetings, runner: Client, world: World
) -> None:
    hers = meetings.somebody()
    other = meetings.somebody()
    actions.allocate(
        entry=other, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
    )
    meetings.open(hers, other)
    work = signed_in(world.keyworker).get("/my-work/").text
    shown = work.partition('id="at-meetings-heading"')[2].partition("</section>")[0]
    assert str(hers.pk) in shown and str(other.pk) not in shown
    looks = AccessLogEntry.objects.filter(page="my work", user_id=world.keyworker.pk)
    seen = {person for look in looks for person in look.people}
    assert hers.person_id in seen and other.person_id not in seen
    assert "at-meetings-heading" not in runner.get("/my-work/").text, "who runs them has a list of their own"

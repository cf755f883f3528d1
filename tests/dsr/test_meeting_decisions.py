"""What a meeting decides becomes a rating event and recommendations: once, all of it, or none."""

from datetime import timedelta
from typing import Any

import pytest

from config.refused import Refused
from dsr import actions
from dsr.actions.meeting_decisions import DecidedFirst
from dsr.consent import Purpose
from dsr.meeting_words import HEALTH, SOCIAL_CARE, TEAM, missing_for_quorum
from dsr.models import Disclosure, MeetingDecision, MeetingDraft, Rating, Recommendation, RegisterEntry
from dsr.timeline import timeline
from tests.dsr.meetings import AMBER, Meetings
from tests.worlds import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def meetings(world: World) -> Meetings:
    return Meetings(world)


def counts() -> tuple[int, int, int, int]:
    return tuple(m.objects.count() for m in (Rating, Recommendation, MeetingDecision, Disclosure))  # type: ignore[return-value]


def test_stay_as_it_is_is_a_rating_event_of_the_same_colour_and_meets_the_review(meetings: Meetings) -> None:
    entry = meetings.somebody()
    before = entry.ratings.get()
    item = meetings.item(meetings.open(entry), entry)
    decision = meetings.decided(item)
    rating = entry.ratings.order_by("-number").first()
    assert decision.rating == rating and decision.stays and decision.colour == "red"
    assert (rating.colour, rating.number, rating.decided_at) == ("red", 2, "meeting")
    assert rating.criteria == before.criteria and "stays red" in rating.reason
    assert rating.decided_by == "Dr Ada Chairwell"
    clocks = entry.deadlines.filter(key="rating_review_red")
    assert clocks.filter(met_on=meetings.world.today).count() == 1
    assert clocks.open().get().started_on == meetings.world.today
    item.refresh_from_db()
    assert item.state == "done"


def test_a_change_lowers_a_rating_at_a_meeting_and_meets_the_amber_meeting(meetings: Meetings) -> None:
    entry = meetings.somebody()
    item = meetings.item(meetings.open(entry, kind="urgent"), entry)
    decision = meetings.decided(item, **AMBER)
    assert decision.rating and decision.rating.decided_at == "urgent_meeting" and not decision.stays
    entry.refresh_from_db()
    assert entry.colour == "amber"
    assert not entry.deadlines.open().filter(key="amber_meeting").exists()


def test_recommendations_stand_on_the_entry_with_their_owner_and_day(meetings: Meetings) -> None:
    entry = meetings.somebody()
    item = meetings.item(meetings.open(entry), entry)
    meetings.decided(item, asked=(meetings.asked("One"), meetings.asked("Two")))
    meetings.decided(item, asked=(meetings.asked("Three"),), discussion="More.")
    rows = entry.recommendations.order_by("position").values_list("text", "about", "position")
    assert list(rows) == [("One", item.pk, 1), ("Two", item.pk, 2), ("Three", item.pk, 3)]


def test_however_often_and_by_whomever_it_is_sent_it_is_decided_once(meetings: Meetings) -> None:
    entry = meetings.somebody()
    item = meetings.item(meetings.open(entry), entry)
    facts: dict[str, Any] = {"asked": (meetings.asked(),), "expected_number": 0, **AMBER}
    first = meetings.decided(item, **facts)
    before = counts()
    again = [
        meetings.decided(item, **facts, by=by)
        for by in (meetings.world.coordinator, meetings.world.keyworker)
    ]
    assert again == [first, first] and counts() == before


def test_another_decision_over_an_unseen_one_is_refused_and_shows_it(meetings: Meetings) -> None:
    entry = meetings.somebody()
    item = meetings.item(meetings.open(entry), entry)
    first = meetings.decided(item, expected_number=0)
    before = counts()
    with pytest.raises(DecidedFirst) as refused:
        meetings.decided(item, expected_number=0, **AMBER)
    assert refused.value.theirs == first and counts() == before


def test_a_wrong_decision_is_put_right_by_a_further_one(meetings: Meetings) -> None:
    entry = meetings.somebody()
    item = meetings.item(meetings.open(entry), entry)
    meetings.decided(item, **AMBER)
    meetings.decided(item, **(AMBER | {"colour": "red", "criteria": ("serious_harm",)}))
    entry.refresh_from_db()
    assert entry.colour == "red" and entry.rating_number == 3
    assert list(item.decisions.order_by("number").values_list("colour", flat=True)) == ["amber", "red"]


def test_when_a_part_is_refused_nothing_is_kept(meetings: Meetings) -> None:
    entry = meetings.somebody()
    item = meetings.item(meetings.open(entry), entry)
    before = counts()
    with pytest.raises(Refused, match="due on or after"):
        meetings.decided(item, **AMBER, asked=(meetings.asked(), meetings.asked(days=-9)))
    item.refresh_from_db()
    assert counts() == before and item.state == "waiting"


def test_in_hospital_blue_stays_without_a_rating_and_its_own_clock_starts_again(meetings: Meetings) -> None:
    entry, w = meetings.somebody(), meetings.world
    actions.admit(
        entry=entry, hospital="The Larches", legal_status="3",
        admitted_on=w.today - timedelta(days=3), by=w.coordinator, today=w.today,
    )  # fmt: skip
    item = meetings.item(meetings.open(entry), entry)
    with pytest.raises(Refused, match="in hospital"):
        meetings.decided(item, **AMBER)
    before = Rating.objects.count()
    decision = meetings.decided(item)
    assert decision.rating is None and decision.colour == "blue" and Rating.objects.count() == before
    assert entry.deadlines.open().get(key="rating_review_blue").started_on == w.today


def test_after_hospital_red_stays_for_its_two_weeks(meetings: Meetings) -> None:
    entry, w = meetings.somebody(), meetings.world
    signed = {"by": w.coordinator, "today": w.today}
    stay = actions.admit(entry=entry, hospital="The Larches", legal_status="3", admitted_on=w.today, **signed)
    actions.discharge(stay=stay, discharged_on=w.today, going_to="Home", **signed)
    item = meetings.item(meetings.open(entry), entry)
    with pytest.raises(Refused, match="stays red until"):
        meetings.decided(item, **AMBER)
    assert meetings.decided(item).colour == "red"


def test_not_yet_rated_needs_a_rating(meetings: Meetings, world: World) -> None:
    entry = world.entry()
    meetings.share(entry)
    item = meetings.item(meetings.open(entry), entry)
    with pytest.raises(Refused, match="choose a rating"):
        meetings.decided(item)
    assert meetings.decided(item, **AMBER).colour == "amber"


def test_nobody_is_discussed_whose_consent_is_missing_at_that_moment(
    meetings: Meetings, world: World
) -> None:
    unshared, gone = meetings.somebody("Ali", shared=False), meetings.somebody("Tom")
    meeting = meetings.open(unshared, gone)
    world.consent(gone.person, Purpose.REGISTER, decision="withdrawn")
    before = counts()
    for entry, why in ((unshared, "may hear"), (gone, "withdrawn")):
        with pytest.raises(Refused, match=why):
            meetings.decided(meetings.item(meeting, entry))
    assert counts() == before


def test_who_heard_it_is_kept_and_the_police_left(meetings: Meetings) -> None:
    entry = meetings.somebody()
    meeting = meetings.open(entry)
    away = meeting.attendance.get(name="Sol Ward")
    decision = meetings.decided(meetings.item(meeting, entry), away=(away.pk,))
    assert decision.present == ["Cora Ordway, The register’s own team", "Dr Kit Hale, CAMHS"]
    assert decision.left == ["Police and youth justice"]
    assert decision.missing == ["social care"]


def test_what_partners_heard_is_a_disclosure_to_each_kind_of_them(meetings: Meetings) -> None:
    entry = meetings.somebody()
    item = meetings.item(meetings.open(entry), entry)
    meetings.decided(item)
    meetings.decided(item, discussion="And more.")
    rows = Disclosure.objects.filter(person=entry.person).order_by("to")
    assert [(row.to, row.what, row.reference) for row in rows] == [
        ("camhs", "conversation", item.pk), ("childrens_social_care", "conversation", item.pk),
    ]  # fmt: skip
    assert all(row.consent_id for row in rows)


@pytest.mark.parametrize(
    ("kinds", "missing"),
    [
        (set(), ("the register’s own team", "health", "social care")),
        ({TEAM}, ("health", "social care")),
        ({TEAM, "camhs"}, ("social care",)),
        ({TEAM, "police", "education"}, ("health", "social care")),
        ({"camhs", "adult_social_care"}, ("the register’s own team",)),
        *(({TEAM, health, care}, ()) for health in HEALTH for care in SOCIAL_CARE),
    ],
)
def test_a_rating_is_agreed_by_the_team_health_and_social_care(kinds: set[str], missing: tuple) -> None:
    assert missing_for_quorum(kinds) == missing


def test_drafts_go_when_they_are_decided_and_stay_when_that_is_refused(meetings: Meetings) -> None:
    entry, by = meetings.somebody(), meetings.world.coordinator
    item = meetings.item(meetings.open(entry), entry)
    nothing = actions.keep_drafts(item=item, sent={"discussion": ("", "")}, by=by).now["discussion"].mark
    actions.keep_drafts(item=item, sent={"discussion": (nothing, "Half a")}, by=by)
    with pytest.raises(Refused):
        meetings.decided(item, colour="blue", reason="No.")
    assert MeetingDraft.objects.get().text == "Half a"
    meetings.decided(item)
    assert not MeetingDraft.objects.exists()


@pytest.mark.parametrize("state", ["planned", "closed"])
def test_only_an_open_meeting_decides(meetings: Meetings, world: World, state: str) -> None:
    entry = meetings.somebody()
    meeting = meetings.planned()
    actions.add_to_agenda(meeting=meeting, entries={entry.pk: []}, by=world.coordinator)
    if state == "closed":
        meeting = meetings.open(entry)
        actions.close_meeting(meeting=meeting, by=world.coordinator, now=meeting.opened_at)
    with pytest.raises(Refused, match=r"not been opened|minutes are fixed"):
        meetings.decided(meetings.item(meeting, entry))


def test_the_entry_says_that_it_was_discussed(meetings: Meetings) -> None:
    entry = meetings.somebody()
    meetings.decided(meetings.item(meetings.open(entry), entry))
    found = [line for line in timeline(RegisterEntry.objects.get(pk=entry.pk)) if line.kind == "meeting"]
    assert [(line.sentence, line.detail) for line in found] == [
        ("Discussed at a meeting: stays red", "Slept at home all week.")
    ]

"""The timeline: one statement, whole days, kinds, what folds, what is new, and who may read what."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AccessLogEntry
from accounts.permissions import Permission
from dsr import actions, timeline
from dsr.models import RegisterEntry
from dsr.timeline import Line, _merged, _whole_days, shown
from dsr.timeline_asked import Asked
from dsr.timeline_html import IN_FULL, OPEN, timeline_html
from tests.worlds import World, signed_in

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def entry(world: World) -> RegisterEntry:
    return world.entry(world.person(born=date(1990, 1, 1)))


def written(world: World, entry: RegisterEntry, days: int, a_day: int = 1) -> None:
    """So many notes a day, on so many days before today."""
    for ago in range(1, days + 1):
        for _ in range(a_day):
            on = world.today - ago * DAY
            actions.add_note(entry=entry, text=f"Day {ago}", happened_on=on, by=world.keyworker)


# ---------------------------------------------------------------- pages


def test_pages_of_whole_days_show_every_line_once_in_order(world: World, entry: RegisterEntry) -> None:
    written(world, entry, 7, a_day=3)
    everything = timeline.timeline(entry)
    found: list[Line] = []
    before = None
    for _ in range(20):
        page = shown(entry, lets=timeline.everybody, before=before, most=4)
        days = {localdate(line.at) for line in page.lines}
        assert not days & {localdate(line.at) for line in found}, "a day is split over pages"
        found += page.lines
        assert page.older == len(everything) - len(found)
        if not page.older:
            break
        assert len(page.lines) >= 4
        before = min(days)
    assert found == everything


def test_days_newest_first_and_within_a_day_oldest_first(world: World, entry: RegisterEntry) -> None:
    written(world, entry, 3, a_day=2)
    days = timeline.by_day(timeline.timeline(entry))
    assert [day for day, _ in days] == sorted((day for day, _ in days), reverse=True)
    assert all([line.at for line in lines] == sorted(line.at for line in lines) for _, lines in days)


lines = st.lists(st.integers(0, 200), max_size=25).map(
    lambda hours: [Line(NOW - timedelta(hours=h), "note", "x", "") for h in sorted(hours)]
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(lines, st.integers(1, 15))
def test_a_cut_never_goes_through_a_day_and_loses_nothing(found: list[Line], most: int) -> None:
    kept, cut = _whole_days(found, most)
    assert len(kept) + cut == len(found) and len(kept) >= min(most, len(found))
    assert not {localdate(x.at) for x in kept} & {localdate(x.at) for x in found[len(kept) :]}


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(lines, lines)
def test_lines_that_were_read_apart_stand_where_they_belong(one: list[Line], more: list[Line]) -> None:
    found, older = _merged(one, more, 0)
    assert len(found) == len(one) + len(more) and older == 0
    assert [x.at for x in found] == sorted((x.at for x in found), reverse=True)


# ---------------------------------------------------------------- what is asked for


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", Asked()),
        ("kind=note&kind=rating", Asked(kinds=("rating", "note"))),
        ("kind=purple&kind=", Asked()),
        ("before=2026-03-03", Asked(before=date(2026, 3, 3))),
        ("before=2026-02-30", Asked()),
        ("before=' OR 1=1", Asked()),
        ("before=\x00", Asked()),
        ("all=1", Asked(whole=True)),
    ],
)
def test_an_address_says_what_is_asked_for_and_nonsense_is_left_out(query: str, asked: Asked) -> None:
    assert Asked.read(QueryDict(query)) == asked
    assert Asked.read(QueryDict(asked.href().split("#")[0][1:])) == asked


def test_kinds_are_added_and_taken_away_one_by_one() -> None:
    asked = Asked(kinds=("rating", "note"), before=date(2026, 3, 3))
    assert [label for label, _ in asked.chips()] == ["Rating", "Note"]
    assert asked.chips()[0][1] == "?kind=note#timeline-heading"
    assert "Consent" in dict(asked.offers()) and "Note" not in dict(asked.offers())


def test_only_the_kinds_that_were_chosen_are_shown(world: World, entry: RegisterEntry) -> None:
    written(world, entry, 2)
    world.rate(entry, "red")
    everything = timeline.timeline(entry)
    for kind in {line.kind for line in everything}:
        only = shown(entry, lets=timeline.everybody, kinds=[kind]).lines
        assert only == [line for line in everything if line.kind == kind]


# ---------------------------------------------------------------- who reads what


def lets(*held: Permission) -> Any:
    return lambda permission: permission in held


def test_a_sensitive_note_is_for_those_who_may_and_for_whoever_wrote_it(
    world: World, entry: RegisterEntry
) -> None:
    writer = world.community_professional
    actions.add_note(entry=entry, text="canary", kind="safeguarding", by=writer)
    basic = (Permission.SEE_ENTRY, Permission.SEE_NARRATIVE, Permission.SEE_CONTACTS)

    def reads(reader: int, *held: Permission) -> bool:
        return any(x.detail == "canary" for x in shown(entry, lets=lets(*held), reader=reader).lines)

    assert reads(world.coordinator.pk, *basic, Permission.SEE_SENSITIVE)
    assert reads(writer.pk, *basic)
    assert not reads(world.coordinator.pk, *basic)
    assert not reads(writer.pk, Permission.SEE_ENTRY)


def test_a_note_put_right_by_a_sensitive_one_is_sensitive_too(world: World, entry: RegisterEntry) -> None:
    first = actions.add_note(entry=entry, text="Who he is: canary", by=world.coordinator)
    actions.add_note(entry=entry, text="Hidden.", sensitive=True, corrects=first, by=world.coordinator)
    basic = lets(Permission.SEE_ENTRY, Permission.SEE_NARRATIVE, Permission.SEE_CONTACTS)
    assert not [line for line in shown(entry, lets=basic).lines if line.kind == "note"]
    assert len([line for line in timeline.timeline(entry) if line.kind == "note"]) == 2


# ---------------------------------------------------------------- how it is drawn


def drawn(*lines: Line, since: datetime | None = None) -> str:
    return timeline_html(list(lines), today=NOW.date(), since=since)


def a_note(text: str, **facts: Any) -> Line:
    return Line(facts.pop("at", NOW), "note", "", "Priya Nair", text, **facts)


def test_short_words_stand_in_full_and_of_long_ones_the_first_three_are_open() -> None:
    long = [a_note("x" * IN_FULL) for _ in range(OPEN + 2)]
    page = drawn(*long, a_note("x" * (IN_FULL - 1)))
    assert page.count("<details") == OPEN + 2 and page.count(" open>") == OPEN


def test_a_sensitive_line_is_folded_however_short_and_never_open() -> None:
    page = drawn(a_note("x", sensitive=True), *[a_note("y" * IN_FULL, sensitive=True)] * 4)
    assert page.count("<details") == 5 and " open>" not in page


def test_what_was_put_right_is_struck_and_its_correction_stands_beside_it() -> None:
    page = drawn(a_note("He went.", corrected="Corrected by Cora, 3 March 2026", correction="He did not."))
    assert "<del>He went.</del>" in page and "Corrected by Cora, 3 March 2026.</strong> He did not." in page


def test_no_time_is_made_up() -> None:
    assert "00:00" not in drawn(a_note("x", has_time=False, at=datetime(2026, 11, 28, tzinfo=UTC)))
    assert "12:00" in drawn(a_note("x"))


def test_what_came_on_record_since_the_last_look_is_new_whenever_it_happened() -> None:
    old, new = a_note("a", written=NOW - DAY), a_note("b", at=NOW - 9 * DAY, written=NOW)
    assert drawn(old, new, since=NOW - timedelta(hours=1)).count("dsr-new") == 1
    assert drawn(old, new).count("dsr-new") == 0


def test_html_stays_text_wherever_it_was_written() -> None:
    bad = '<script>"&'
    page = drawn(
        a_note(bad, corrected=bad, correction=bad, mark=bad), a_note(bad * 90), Line(NOW, "x", bad, bad)
    )
    assert "<script" not in page and "&lt;script" in page


# ---------------------------------------------------------------- the page


def test_the_page_counts_what_is_new_since_the_look_before_this_sitting(
    world: World, entry: RegisterEntry
) -> None:
    browser, path = signed_in(world.coordinator), f"/register/{entry.pk}/"
    assert "since you last looked" not in browser.get(path).text
    AccessLogEntry.objects.create(
        user_id=world.coordinator.pk, user_name="Cora", page="entry", people=[entry.person_id],
        areas=[world.area.pk], at=timezone.now() - 2 * DAY,
    )  # fmt: skip
    written(world, entry, 1)
    page = browser.get(path).text
    assert "since you last looked" in page and page.count("dsr-new") > 1


def test_a_commissioner_reads_no_note_in_any_form(world: World, entry: RegisterEntry) -> None:
    first = actions.add_note(entry=entry, text="canary-one", with_whom="Mum canary", by=world.keyworker)
    actions.add_note(entry=entry, text="canary-two", corrects=first, by=world.keyworker)
    browser = signed_in(world.commissioner)
    for part in ("", "?kind=note", "?all=1", "ratings/"):
        assert "canary" not in browser.get(f"/register/{entry.pk}/{part}").text
    assert browser.get(f"/register/{entry.pk}/notes/").status_code == 403

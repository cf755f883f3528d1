"""The pages of notes and of the rating's history: what is sent, kept, shown, and as of which day."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from dsr import actions, notes_page
from dsr.as_of import as_of
from dsr.models import Note, RegisterEntry
from dsr.rating_page import spans_of
from tests.worlds import World, signed_in

DAY = timedelta(days=1)
A_CALL = {"kind": "call", "with_whom": "Mum", "how": "phone", "reached": "no", "text": "No answer."}


@pytest.fixture
def entry(world: World) -> RegisterEntry:
    return world.entry(world.person(born=date(1990, 1, 1)))


def key_on(page: str) -> str:
    found = re.search(r'name="key" value="([0-9a-f-]{36})"', page)
    assert found
    return found[1]


def test_a_call_is_written_down_once_however_often_it_is_sent(world: World, entry: RegisterEntry) -> None:
    browser, path = signed_in(world.keyworker), f"/register/{entry.pk}/notes/add/"
    sent = A_CALL | {"key": key_on(browser.get(path).text)}
    assert [browser.post(path, sent).status_code for _ in range(2)] == [302, 302]
    note = Note.objects.get()
    assert (note.kind, note.with_whom, note.how, note.reached) == ("call", "Mum", "phone", False)
    log = browser.get(f"/register/{entry.pk}/notes/?log=1").text
    assert "No answer." in log and "✗ no" in log


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": ""}, "Write the note"),
        ({"text": "x" * 20_001}, "20,000 characters or fewer"),
        ({"with_whom": ""}, "Say with whom it was"),
        ({"happened_time": "14:30"}, "Enter the day that this time is of"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_words_are_kept(
    world: World, entry: RegisterEntry, changed: dict[str, Any], sentence: str
) -> None:
    browser, path = signed_in(world.keyworker), f"/register/{entry.pk}/notes/add/"
    page = browser.post(path, A_CALL | changed).text
    assert sentence in page and "<title>Error: " in page and not Note.objects.exists()
    assert changed.get("text", "No answer.")[:50] in page


def test_the_second_to_correct_a_note_reads_the_first_correction_and_keeps_their_words(
    world: World, entry: RegisterEntry
) -> None:
    first = actions.add_note(entry=entry, text="He went.", by=world.keyworker)
    browser, path = signed_in(world.keyworker), f"/register/{entry.pk}/notes/{first.key}/correct/"
    assert "He went." in browser.get(path).text
    actions.add_note(entry=entry, text="He did not go.", corrects=first, by=world.coordinator)
    page = browser.post(path, {"kind": "note", "text": "She went."})
    assert page.status_code == 409 and "He did not go." in page.text and "She went." in page.text
    assert Note.objects.count() == 2


def test_the_second_to_correct_a_note_is_not_shown_a_first_correction_that_is_not_theirs_to_read(
    world: World, entry: RegisterEntry
) -> None:
    actions.allocate(
        entry=entry, keyworker=None, lead_professional=world.community_professional, on=world.today,
        by=world.coordinator,
    )  # fmt: skip
    first = actions.add_note(entry=entry, text="He went.", by=world.community_professional)
    browser, path = (
        signed_in(world.community_professional),
        f"/register/{entry.pk}/notes/{first.key}/correct/",
    )
    secret = {"kind": "safeguarding", "text": "Uncle Silas hit him.", "sensitive": True}
    actions.add_note(entry=entry, corrects=first, by=world.coordinator, **secret)
    page = browser.post(path, {"kind": "note", "text": "She went."})
    assert page.status_code == 409 and "She went." in page.text and "not shown to you" in page.text
    read = (path, f"/register/{entry.pk}/notes/", f"/register/{entry.pk}/")
    for text in (page.text, *(browser.get(at).text for at in read)):
        assert "He went." in text and "Silas" not in text
    assert "not shown to you" in browser.get(f"/register/{entry.pk}/notes/").text
    assert "Silas" in signed_in(world.coordinator).get(f"/register/{entry.pk}/notes/").text


def test_pages_of_notes_show_each_once(
    world: World, entry: RegisterEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes_page, "SIZE", 4)
    for place in range(10):
        on = world.today - place // 3 * DAY
        actions.add_note(entry=entry, text=f"note-{place}.", happened_on=on, by=world.keyworker)
    browser, found, part = signed_in(world.keyworker), [], ""
    for _ in range(5):
        page = browser.get(f"/register/{entry.pk}/notes/{part}").text
        found += re.findall(r"note-\d\.", page)
        following = re.search(r'<a href="(\?[^"]+)">Older ones', page)
        if not following:
            break
        part = following[1].replace("&amp;", "&")
    assert sorted(found) == sorted(f"note-{place}." for place in range(10))


@pytest.mark.parametrize(
    "before",
    [
        "x",
        "_",
        "2026-01-01_1",
        "2026-01-01T00:00:00+00:00_x",
        "0001-01-01T00:00:00+14:00_1",
        "9999-12-31T23:59:59-14:00_1",
        "\x00",
    ],
)
def test_a_page_that_makes_no_sense_starts_at_the_top(
    world: World, entry: RegisterEntry, before: str
) -> None:
    page = signed_in(world.keyworker).get(f"/register/{entry.pk}/notes/", {"before": before})
    assert page.status_code == 200


def test_what_held_on_each_day(world: World, entry: RegisterEntry) -> None:
    world.rate(entry, "green")
    entry.refresh_from_db()
    spans = spans_of(entry, today=world.today)
    now = as_of(entry, world.today, spans=spans, today=world.today)
    assert (now["colour"], now["keyworker"], now["stays"]) == ("green", world.keyworker.name, [])
    assert {row.key for row in now["deadlines"]} == {row.key for row in entry.deadlines.open()}
    before, after = (
        as_of(entry, world.today + days * DAY, spans=spans, today=world.today) for days in (-1, 1)
    )
    assert "not on the register" in before["refused"] and "still to come" in after["refused"]


@pytest.mark.parametrize("on", ["", "x", "2026-02-30", "2026-01-01"])
def test_the_page_of_ratings_answers_whatever_day_is_asked(
    world: World, entry: RegisterEntry, on: str
) -> None:
    world.rate(entry, "red", reason="canary")
    for user, reads in ((world.coordinator, True), (world.commissioner, False)):
        page = signed_in(user).get(f"/register/{entry.pk}/ratings/", {"on": on}).text
        assert ("canary" in page) is reads and "dsr-strip" in page
        assert ("Choose a day" in page) is (on in ("x", "2026-02-30"))

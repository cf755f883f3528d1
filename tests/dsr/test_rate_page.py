"""The page that changes a rating: nothing typed is lost, nothing wrong is saved."""

from datetime import date, timedelta
from typing import Any

import pytest

from dsr.models import Rating, RegisterEntry
from tests.worlds import World, signed_in

REASON = "A&E twice in a week, and the school place ended."


def sent(world: World, **changes: Any) -> dict[str, Any]:
    """A rating as a browser sends it; a field that is None is left out."""
    day: date = world.today
    given = {
        "expected_number": 0, "colour": "red", "red_criteria": ["serious_harm"], "reason": REASON,
        "words_for_person": "You need more help soon.", "decided_by": "Dr Asha Rao",
        "decided_at": "urgent_meeting",
        "decided_on_day": day.day, "decided_on_month": day.month, "decided_on_year": day.year,
    }  # fmt: skip
    names = {"day": "decided_on_day", "month": "decided_on_month", "year": "decided_on_year"}
    given |= {names.get(name, name): value for name, value in changes.items()}
    return {name: value for name, value in given.items() if value is not None}


@pytest.fixture
def entry(world: World) -> RegisterEntry:
    return world.entry()


def fields(world: World, entry: RegisterEntry) -> str:
    return signed_in(world.keyworker).get(f"/register/{entry.pk}/rate/").content.decode()


def post(world: World, entry: RegisterEntry, **changes: Any) -> Any:
    return signed_in(world.keyworker).post(f"/register/{entry.pk}/rate/", sent(world, **changes))


def test_the_page_asks_for_what_this_test_sends(world: World, entry: RegisterEntry) -> None:
    page = fields(world, entry)
    for name in sent(world):
        assert f'name="{name}"' in page, name


def test_a_rating_is_saved_and_the_entry_shows_it(world: World, entry: RegisterEntry) -> None:
    found = post(world, entry)
    assert (found.status_code, found["Location"]) == (302, f"/register/{entry.pk}/")
    rating = Rating.objects.get()
    assert (rating.colour, rating.criteria, rating.reason, rating.by) == (
        "red",
        ["serious_harm"],
        REASON,
        world.keyworker,
    )
    page = signed_in(world.keyworker).get(found["Location"]).content.decode()
    assert ("A&amp;E twice in a week" in page and "Rated Red" in page) or "dsr-rating--red" in page


def test_pressed_twice_is_saved_once(world: World, entry: RegisterEntry) -> None:
    assert post(world, entry).status_code == post(world, entry).status_code == 302
    assert Rating.objects.count() == 1


BAD = {
    "nothing at all": dict.fromkeys(
        ("colour", "red_criteria", "reason", "decided_by", "decided_at", "day", "month", "year")
    ),
    "no colour": {"colour": None},
    "a colour that is none": {"colour": "purple"},
    "blue by hand": {"colour": "blue"},
    "no reason": {"reason": "  \n "},
    "a reason of ten thousand letters": {"reason": "x" * 10_000},
    "ten thousand for the person": {"words_for_person": "y" * 10_000},
    "nobody decided": {"decided_by": ""},
    "nowhere decided": {"decided_at": None},
    "at a review, which is not asked here": {"decided_at": "review"},
    "nothing that makes it red": {"red_criteria": None},
    "an unknown criterion": {"red_criteria": ["full_moon"]},
    "31 February": {"day": 31, "month": 2},
    "a month of words": {"month": "<b>March</b>"},
    "a year too short": {"year": "26"},
    "tomorrow": {"tomorrow": True},
    "no day": {"day": "", "month": "", "year": ""},
    "a number that is no number": {"expected_number": "x"},
    "a number below nothing": {"expected_number": -1},
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_bad_input_keeps_what_was_typed_and_changes_nothing(
    world: World, entry: RegisterEntry, what: str
) -> None:
    changes = dict(BAD[what])
    if changes.pop("tomorrow", False):
        day = world.today + timedelta(days=1)
        changes = {"day": day.day, "month": day.month, "year": day.year}
    found = post(world, entry, **changes)
    page = found.content.decode()
    assert found.status_code == 200
    assert not Rating.objects.exists() and RegisterEntry.objects.get().rating_number == 0
    assert page.count("<title>Error: ") == 1 or "expected_number" in changes
    for name, typed in sent(world, **changes).items():
        if name in ("words_for_person", "decided_by") and len(typed) < 300:
            assert typed in page, name
        if name == "reason" and name not in changes:
            assert "A&amp;E twice in a week" in page
    assert "<b>March</b>" not in page
    if name_kept := (changes.get("reason") or "").strip() or changes.get("words_for_person"):
        assert name_kept in page, "even what is too long is not lost"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}{% load x %}",
             "Zoë 😀 ﷽ Ł", "line one\r\nline two", "</textarea><script>x</script>"],
)  # fmt: skip
def test_whatever_is_written_is_shown_as_written(world: World, entry: RegisterEntry, text: str) -> None:
    found = post(world, entry, reason=text, words_for_person=text, decided_by=text.splitlines()[0])
    assert found.status_code == 302
    assert Rating.objects.get().reason.replace("\r", "") == text.replace("\r", "")
    pages = [
        signed_in(world.keyworker).get(f"/register/{entry.pk}/{page}").content.decode()
        for page in ("", "rate/")
    ]
    for page in pages:
        assert "<script>alert" not in page and "<img src=x" not in page and "<script>x" not in page
        assert "49{%" not in page


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\x00" * 100], ids=["one", "inside", "many"])
def test_what_postgresql_cannot_keep_is_a_sentence_not_a_crash(
    world: World, entry: RegisterEntry, text: str
) -> None:
    for name in ("reason", "decided_by", "words_for_person", "colour", "expected_number", "decided_at"):
        assert post(world, entry, **{name: text}).status_code in (200, 302)
    assert not Rating.objects.filter(reason__contains="\x07").exists()


def test_a_refusal_stands_at_the_top_with_everything_kept(world: World, entry: RegisterEntry) -> None:
    world.rate(entry, "red")
    found = post(world, entry, expected_number=1, colour="amber", amber_criteria=["just_left_hospital"],
                 decided_at="between")  # fmt: skip
    page = found.content.decode()
    assert found.status_code == 200 and "Lowering a rating is decided at a meeting" in page
    assert "nhsuk-error-summary" in page and "A&amp;E twice" in page and Rating.objects.count() == 1


def test_from_red_straight_to_green_asks_twice(world: World, entry: RegisterEntry) -> None:
    world.rate(entry, "red")
    change = {"expected_number": 1, "colour": "green", "decided_at": "meeting"}
    found = post(world, entry, **change)
    assert found.status_code == 200 and "From red straight to green?" in found.content.decode()
    assert "A&amp;E twice" in found.content.decode() and 'name="sure"' in found.content.decode()
    assert Rating.objects.count() == 1
    assert post(world, entry, **change, sure="on").status_code == 302
    assert RegisterEntry.objects.get().colour == "green"


def test_amber_to_green_asks_once(world: World, entry: RegisterEntry) -> None:
    world.rate(entry, "amber")
    assert post(world, entry, expected_number=1, colour="green", decided_at="meeting").status_code == 302


# ---------------------------------------------------------------- somebody saved first


def hidden(page: str) -> dict[str, list[str]]:
    """What the form on the page would send."""
    from tests.nhsuk.dom import tree

    form = next(f for f in tree(page).all("form") if (f.attrs.get("action") or "").endswith("/rate/"))
    found: dict[str, list[str]] = {}
    for box in form.all("input"):
        found.setdefault(box.attrs["name"] or "", []).append(box.attrs["value"] or "")
    return found


def test_both_versions_are_shown_and_mine_can_be_the_next(world: World, entry: RegisterEntry) -> None:
    world.rate(entry, "amber", reason="Theirs: the place is breaking down.", by=world.coordinator)
    found = post(world, entry, reason="Mine: A&E twice\nin a week.", words_for_person="Line one\r\nline two")
    page = found.content.decode()
    assert found.status_code == 409
    assert "Theirs: the place is breaking down." in page and "Mine: A&amp;E twice" in page
    assert "Cora Ordway saved a rating" in page
    assert Rating.objects.count() == 1, "nothing is saved until somebody chooses"
    again = signed_in(world.keyworker).post(f"/register/{entry.pk}/rate/", hidden(page))
    assert again.status_code == 302
    mine = Rating.objects.get(number=2)
    assert (mine.colour, mine.criteria, mine.by) == ("red", ["serious_harm"], world.keyworker)
    assert mine.reason.replace("\r", "") == "Mine: A&E twice\nin a week."
    assert Rating.objects.get(number=1).reason.startswith("Theirs"), "theirs stays as it was"


def test_a_third_in_between_is_shown_again(world: World, entry: RegisterEntry) -> None:
    world.rate(entry, "amber", by=world.coordinator)
    kept = hidden(post(world, entry).content.decode())
    world.rate(entry, "red", reason="A third.", by=world.coordinator)
    again = signed_in(world.keyworker).post(f"/register/{entry.pk}/rate/", kept)
    assert again.status_code == 409 and "A third." in again.content.decode()


def test_mine_may_not_do_what_the_rules_forbid_after_theirs(world: World, entry: RegisterEntry) -> None:
    world.rate(entry, "red", by=world.coordinator)
    page = post(world, entry, colour="amber", amber_criteria=["behaviour_rising"], decided_at="between")
    kept = hidden(page.content.decode())
    again = signed_in(world.keyworker).post(f"/register/{entry.pk}/rate/", kept)
    assert again.status_code == 200 and "Lowering a rating" in again.content.decode()
    assert Rating.objects.count() == 1

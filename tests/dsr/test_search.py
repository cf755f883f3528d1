"""Finding somebody: misspelt, by old names, by reference; one's own first; nothing in an address or a log."""

import re
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from accounts.permissions import RoleName
from dsr import actions, typed_searches
from dsr.demo import FAMILY, GIVEN
from dsr.endings import DecidedWhere, Reason
from dsr.models import Person, RegisterEntry
from dsr.names import search_key, synthetic_nhs_number
from dsr.search import find
from dsr.statuses import ENTRY_LABELS, EntryStatus
from referrals import actions as referrals
from tests.referrals.sendings import sent
from tests.worlds import World, signed_in

MORE = [
    "Abernathy", "Blackwood", "Castellan", "Drummond", "Eastwick", "Fairweather", "Gallacher", "Hollis",
    "Ingham", "Jessop", "Kirkbride", "Lockhart", "Macready", "Nightingale", "Osbourne", "Pemberton",
    "Quigley", "Rutherford", "Satterthwaite", "Thackeray", "Underwood", "Venables", "Wainwright", "Yardley",
]  # fmt: skip
PEOPLE = 400


def invented(world: World, count: int) -> list[RegisterEntry]:
    """So many active entries with names of their own, written straight into the tables for speed."""
    chance, given, family = Random(11), sorted(set(GIVEN)), sorted({*FAMILY, *MORE})
    pairs = [(g, f) for g in given for f in family]
    assert len(pairs) >= count
    people = [
        Person(
            given_name=g, family_name=f, search_name=search_key(g, f), recorded_in=world.area,
            date_of_birth=world.today - timedelta(days=9000),
        )
        for g, f in chance.sample(pairs, count)
    ]  # fmt: skip
    QuerySet(Person).bulk_create(people)
    entries = [RegisterEntry(person=person, area=world.area, added_on=world.today) for person in people]
    QuerySet(RegisterEntry).bulk_create(entries)
    return entries


def misspelt(name: str, chance: Random, mistakes: int) -> str:
    """One letter left out, doubled, changed for another or changed places with the next, so often."""
    for _ in range(mistakes):
        place = chance.randrange(1, len(name) - 1)
        before, here, after = name[:place], name[place], name[place + 1 :]
        name = chance.choice([
            before + after, before + here + here + after, before + chance.choice("aeiourstln") + after,
            before + after[:1] + here + after[1:],
        ])  # fmt: skip
    return name


@pytest.mark.parametrize("mistakes", [1, 2])
def test_a_misspelt_name_is_among_the_first_ten_at_least_95_times_in_a_hundred(
    world: World, mistakes: int
) -> None:
    entries, chance = invented(world, PEOPLE), Random(7)
    found, asked, missed = 0, chance.sample(entries, 150), []
    scope = RegisterEntry.objects.visible_to(world.coordinator)
    for entry in asked:
        typed = misspelt(f"{entry.person.given_name} {entry.person.family_name}".lower(), chance, mistakes)
        first = [one.id for one in find(scope, typed, today=world.today, reader=world.coordinator)[:10]]
        found += entry.pk in first
        missed += [] if entry.pk in first else [(entry.person.full_name, typed)]
    print(f"recall@10 with {mistakes}: {found / len(asked):.3f}; missed {missed}")
    assert found / len(asked) >= 0.95


def test_ones_own_people_come_first(world: World) -> None:
    others = [world.entry(world.person("Jade", family_name="Morris")) for _ in range(3)]
    for other in others[:2]:
        actions.allocate(
            entry=other, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
        )
    priya = world.keyworker
    rows = find(RegisterEntry.objects.all(), "jade moris", today=world.today, reader=priya)
    assert [row.own for row in rows] == [True, False, False] and rows[0].id == others[2].pk


def test_a_name_that_somebody_had_before_still_finds_them_and_is_not_shown(world: World) -> None:
    entry = world.entry(world.person("Jade", family_name="Morris"))
    actions.change_person(
        person=entry.person, given_name="Jay", family_name="Bell-Smith", by=world.coordinator
    )
    for typed in ("jade", "morris", "jay", "bell smith", "jade moriss"):
        assert [r.id for r in find(RegisterEntry.objects.all(), typed, today=world.today,
                                   reader=world.coordinator)] == [entry.pk], typed  # fmt: skip
    shown = signed_in(world.coordinator).post("/search/", {"q": "jay bell"}, follow=True).text
    assert "Jay BELL-SMITH" in shown and "Morris" not in shown


def test_the_reference_of_a_form_finds_whom_it_was_linked_to_and_nobody_out_of_sight(world: World) -> None:
    entry = world.entry(world.person("Jade"))
    form = referrals.match_person(
        referral=sent(world), person=entry.person, by=world.coordinator, today=world.today
    )
    there = World("Eastmere")
    for typed in (form.reference, form.spaced_reference, form.spaced_reference.lower()):
        found = signed_in(world.coordinator).post("/search/", {"q": typed}, follow=True)
        assert str(entry.pk) in found.text and found.redirect_chain[0][0].startswith("/search/")
        assert (
            str(entry.pk) not in signed_in(there.coordinator).post("/search/", {"q": typed}, follow=True).text
        )


def test_nothing_typed_is_in_an_address_or_readable_in_a_session_and_back_and_reload_work(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    entry = world.entry(world.person("Jade", family_name="Morris"))
    browser = signed_in(world.coordinator)
    answer = browser.post("/search/", {"q": "jade moris"})
    path = answer["Location"]
    assert re.fullmatch(r"/search/[\w-]{22}/", path)
    for _ in range(2):
        assert str(entry.pk) in browser.get(path).text
    stored = Session.objects.get(session_key=browser.session.session_key).get_decoded()
    assert "moris" not in str(stored) and "moris" not in caplog.text and "moris" not in path
    second = world.user(RoleName.COORDINATOR, "Cody Second")
    other = signed_in(second).get(path)
    assert (
        other.status_code == 200 and "This search is over" in other.text and str(entry.pk) not in other.text
    )
    actions.restrict(
        person=entry.person, why="A colleague.", allowed=[second], by=second, today=world.today
    )  # fmt: skip
    assert str(entry.pk) not in browser.get(path).text, "out of sight since"


def test_a_search_is_forgotten_after_half_an_hour_and_only_the_latest_ten_are_kept() -> None:
    session: dict[str, Any] = {}
    now = timezone.now()
    first = typed_searches.keep(session, "jade", now)
    assert typed_searches.typed(session, first, now + timedelta(minutes=30)) == "jade"
    assert typed_searches.typed(session, first, now + timedelta(minutes=31)) is None
    tokens = [typed_searches.keep(session, str(place), now) for place in range(typed_searches.KEPT)]
    assert typed_searches.typed(session, first, now) is None
    assert [typed_searches.typed(session, token, now) for token in tokens] == [str(p) for p in range(10)]
    assert typed_searches.typed(session, "nonsense", now) is None


def test_the_search_page_lists_whom_one_opened_last_and_still_sees(world: World) -> None:
    entries = [world.entry(world.person(name)) for name in ("Ann", "Bob", "Cat")]
    browser = signed_in(world.keyworker)
    assert "listed here" in browser.get("/search/").text
    for entry in (*entries, entries[0]):
        browser.get(f"/register/{entry.pk}/")
    actions.allocate(
        entry=entries[1], keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
    )
    shown = browser.get("/search/").text
    assert re.findall(r'/register/([\w-]{36})/">', shown) == [str(entries[0].pk), str(entries[2].pk)]


@pytest.mark.parametrize("typed", ["NHS {}", "nhs no. {}", "{} ", "{0}", "NHS number: {}"])
def test_an_nhs_number_is_read_with_words_before_it(world: World, typed: str) -> None:
    number = synthetic_nhs_number(5)
    entry = world.entry(world.person("Jade", nhs_number=number))
    for shape in (number, f"{number[:3]} {number[3:6]} {number[6:]}", "-".join([number[:3], number[3:]])):
        found = find(
            RegisterEntry.objects.all(), typed.format(shape), today=world.today, reader=world.keyworker
        )
        assert [one.id for one in found] == [entry.pk]


def test_whoever_left_the_register_is_found_after_those_on_it_and_can_be_put_back(world: World) -> None:
    """By the pages' own links: nobody knows an address by heart."""
    number = synthetic_nhs_number(3)
    gone, here = world.entry(world.person("Jade", nhs_number=number)), world.entry(world.person("Jade"))
    world.rate(gone, "green")
    actions.remove_from_register(
        entry=gone, reason=Reason.RISK_REDUCED, why="Settled.", decided_by="The meeting",
        decided_where=DecidedWhere.MEETING, decided_on=world.today, words_for_person="You are doing well.",
        by=world.coordinator, today=world.today,
    )  # fmt: skip
    browser = signed_in(world.coordinator)
    shown = browser.post("/search/", {"q": "jade morris"}, follow=True).text
    assert shown.index(str(here.pk)) < shown.index(str(gone.pk))
    assert ENTRY_LABELS[EntryStatus.REMOVED] in shown
    opened = browser.post("/search/", {"q": number}, follow=True)
    assert opened.redirect_chain[-1][0] == f"/register/{gone.pk}/"
    assert f"/register/{gone.pk}/leaving/back/" in opened.text


def test_an_entry_made_in_error_is_found_by_nobody(world: World) -> None:
    entry = world.entry(world.person("Jade"))
    actions.remove_in_error(entry=entry, by=world.coordinator, today=world.today)
    assert find(RegisterEntry.objects.all(), "jade", today=world.today, reader=world.coordinator) == []

"""The register as a list, and finding somebody in it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import QueryDict

from accounts.models import AccessLogEntry, User
from dsr import actions, consent, register_list
from dsr.models import RegisterEntry
from dsr.names import spaced_nhs_number, synthetic_nhs_number
from dsr.register_list import SORTS, Filters, page, totals, visible_totals
from dsr.register_look import COLUMNS
from dsr.search import find
from tests.dsr.stay_worlds import in_hospital, signed
from tests.worlds import World, signed_in

COLOURS = [None, "red", "amber", "green"]


def people(world: World, count: int) -> list[RegisterEntry]:
    """So many entries of every colour and age, some of nobody's, rated on a few different days."""
    found = []
    for place in range(count):
        born = date(world.today.year - (12 if place % 5 == 0 else 40), 1, 1)
        person = world.person(f"P{place:03}", born=born, nhs_number=synthetic_nhs_number(place))
        entry = world.entry(person)
        if colour := COLOURS[place % 4]:
            world.rate(entry, colour, decided_on=world.today - timedelta(days=place % 3 * 20))
        if place % 7 == 0:
            actions.allocate(
                entry=entry, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
            )
        found.append(RegisterEntry.objects.get(pk=entry.pk))
    return found


def walk(world: World, filters: Filters, sort: str = "urgent", reader: User | None = None) -> list[Any]:
    """Every page, one after another, as somebody pressing Next would see them."""
    found, after = [], ""
    for _ in range(50):
        shown = page(
            filters, after=after, today=world.today,
            reader=reader or world.coordinator, sort=SORTS[sort], columns=COLUMNS,
        )  # fmt: skip
        found += shown.rows
        if not shown.after:
            return found
        after = shown.after
    raise AssertionError("the pages never end")


def test_walking_the_pages_meets_everybody_once_in_order(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(register_list, "SIZE", 4)
    expected = people(world, 30)
    found = walk(world, Filters())
    assert sorted(row.id for row in found) == sorted(entry.pk for entry in expected)
    assert len({row.id for row in found}) == 30
    stands = {entry.pk: (entry.standing, entry.rated_on or date.min, entry.pk) for entry in expected}
    assert [stands[row.id] for row in found] == sorted(stands.values())
    assert [row.colour for row in found[:8]] == [None] * 8, "not yet rated stands above red"


FILTERS = [
    ("colour=red", lambda e, w: e.colour == "red"),
    ("colour=none", lambda e, w: e.colour is None),
    ("colour=none&colour=amber", lambda e, w: e.colour in (None, "amber")),
    ("under_18=1", lambda e, w: e.person.age_on(w.today) < 18),
    ("unowned=1", lambda e, w: e.keyworker is None),
    ("late=1", lambda e, w: e.deadlines.late(w.today).exists()),
    ("colour=red&under_18=1", lambda e, w: e.colour == "red" and e.person.age_on(w.today) < 18),
    ("colour=purple&under_18=yes&x=1", lambda e, w: True),
    ("colour=<script>&colour=red", lambda e, w: e.colour == "red"),
]


def test_filters(world: World) -> None:
    everybody = people(world, 24)
    for query, fits in FILTERS:
        found = walk(world, Filters.read(QueryDict(query)))
        assert {row.id for row in found} == {e.pk for e in everybody if fits(e, world)}, query


def test_on_the_eighteenth_birthday_one_is_no_longer_under_18(world: World) -> None:
    today = world.today
    eighteen = world.entry(world.person("A", born=today.replace(year=today.year - 18)))
    still = world.entry(world.person("B", born=today.replace(year=today.year - 18) + timedelta(days=1)))
    found = walk(world, Filters.read(QueryDict("under_18=1")))
    assert {row.id for row in found} == {still.pk} != {eighteen.pk}


@pytest.mark.parametrize(
    "after",
    [
        "", "x", "1", "1.2.3", "99999999999999999999.2026-01-01.x", "1.2026-13-01.x", "' OR 1=1", "x" * 9999,
        "9999999999.2026-01-01.00000000-0000-4000-8000-000000000000", "1.0001-01-01.\x00",
    ],
)  # fmt: skip
def test_a_page_key_that_makes_no_sense_is_no_error(world: World, after: str) -> None:
    people(world, 3)
    assert signed_in(world.coordinator).get("/register/", {"after": after}).status_code == 200


def test_totals_are_all_there_even_when_none(world: World) -> None:
    assert visible_totals(RegisterEntry.objects.all()) == [
        (None, 0), ("red", 0), ("amber", 0), ("blue", 0), ("green", 0),
    ]  # fmt: skip
    people(world, 9)
    assert totals(RegisterEntry.objects.all()) == {None: 3, "red": 2, "amber": 2, "green": 2}
    assert totals(RegisterEntry.objects.none()) == {}


def test_the_list_writes_down_whom_it_showed_and_no_more(world: World) -> None:
    shown = people(world, 30)
    signed_in(world.coordinator).get("/register/")
    look = AccessLogEntry.objects.get()
    assert (look.page, look.user_name, look.roles) == ("register", "Cora Ordway", "Coordinator")
    assert len(look.people) == register_list.SIZE
    assert set(look.people) <= {entry.person_id for entry in shown}


def test_an_empty_register_says_so_and_writes_nothing_down(world: World) -> None:
    page = signed_in(world.coordinator).get("/register/")
    assert page.status_code == 200 and not AccessLogEntry.objects.exists()


# ---------------------------------------------------------------- search


@pytest.fixture
def known(world: World) -> dict[str, RegisterEntry]:
    names = {
        "jade": ("Jade", "Morris", date(2011, 3, 2)), "sean": ("Seán", "O’Brien-Müller", date(1990, 7, 1)),
        "zoe": ("Zoë", "Łukasz", date(1985, 12, 31)), "tom": ("Tom", "Bell", date(1990, 7, 1)),
    }  # fmt: skip
    return {
        key: world.entry(
            world.person(given, family_name=family, born=born, nhs_number=synthetic_nhs_number(place))
        )
        for place, (key, (given, family, born)) in enumerate(names.items())
    }


def ids(typed: str, world: World) -> set[UUID]:
    rows = find(RegisterEntry.objects.all(), typed, today=world.today, reader=world.coordinator)
    return {one.id for one in rows}


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("jade morris", ["jade"]), ("Morris", ["jade"]), ("MORRIS JADE", ["jade"]),
        ("  jade   morris ", ["jade"]),
        ("jaed moris", ["jade"]), ("Moriss", ["jade"]), ("mor", ["jade"]), ("sean obrien", ["sean"]),
        ("Sean O'Brien", ["sean"]), ("muller", ["sean"]), ("O’Brien-Müller", ["sean"]), ("zoe", ["zoe"]),
        ("2/3/2011", ["jade"]), ("02/03/2011", ["jade"]), ("2 3 2011", ["jade"]), ("2.3.2011", ["jade"]),
        ("2-3-2011", ["jade"]), ("1/7/1990", ["sean", "tom"]), ("31/2/2011", []), ("3/2/2011", []),
        ("nobody at all", []), ("j", []), ("", []), ("   ", []), ("%", []), ("_", []), ("999 000 0000", []),
        ("' OR 1=1 --", []), ("\\", []), ("<script>", []),
    ],
)  # fmt: skip
def test_what_is_typed_finds(
    known: dict[str, RegisterEntry], world: World, typed: str, who: list[str]
) -> None:
    found = ids(typed, world)
    assert {known[key].pk for key in who} <= found if who else not found
    if len(who) > 1 or "/" in typed:
        assert found == {known[key].pk for key in who}


@pytest.mark.parametrize("shape", ["{}", "{0:.3} {0}", "spaced", "dashed", " {} "])
def test_an_nhs_number_is_found_however_it_is_written(
    known: dict[str, RegisterEntry], world: World, shape: str
) -> None:
    number = known["jade"].person.nhs_number
    typed = {"spaced": spaced_nhs_number(number), "dashed": spaced_nhs_number(number).replace(" ", "-")}
    if shape == "{0:.3} {0}":
        assert not ids(shape.format(number), world)
        return
    assert ids(typed.get(shape, shape.format(number)), world) == {known["jade"].pk}


def test_search_stays_inside_what_somebody_may_see(known: dict[str, RegisterEntry], world: World) -> None:
    there = World("Eastmere")
    twin = there.entry(there.person("Jade", born=date(2011, 3, 2), nhs_number=synthetic_nhs_number(99)))
    for typed in ("jade morris", "2/3/2011", twin.person.nhs_number):
        page = signed_in(world.coordinator).post("/search/", {"q": typed}, follow=True)
        assert str(twin.pk) not in page.content.decode()
    page = signed_in(there.keyworker).post("/search/", {"q": "morris"}, follow=True).content.decode()
    assert str(twin.pk) in str(page) and not any(str(e.pk) in page for e in known.values())


def test_a_name_never_opens_a_record_by_itself(known: dict[str, RegisterEntry], world: World) -> None:
    """One found by a name may be somebody else: the date of birth is looked at first (hazard H01)."""
    found = signed_in(world.coordinator).post("/search/", {"q": "jade morris"}, follow=True)
    assert found.status_code == 200 and str(known["jade"].pk) in found.content.decode()


def test_an_nhs_number_opens_at_once_and_both_looks_are_on_record(
    known: dict[str, RegisterEntry], world: World
) -> None:
    jade = known["jade"]
    found = signed_in(world.coordinator).post("/search/", {"q": jade.person.nhs_number}, follow=True)
    assert found.redirect_chain == [(f"/register/{jade.pk}/", 302)]
    looks = AccessLogEntry.objects.values_list("page", "people")
    assert {p for p, _ in looks} >= {"search", "entry"}
    assert all(people == [jade.person_id] for _, people in looks)


@pytest.mark.parametrize(
    "typed", ["", "\x00", "x" * 10_000, "<script>alert(1)</script>", "\x1b[2J", "é" * 99, "{{7*7}}"]
)
def test_nonsense_is_shown_back_safely(known: dict[str, RegisterEntry], world: World, typed: str) -> None:
    found = signed_in(world.coordinator).post("/search/", {"q": typed}, follow=True)
    assert found.status_code == 200
    page = found.content.decode()
    assert "<script>alert" not in page and ">49<" not in page


def test_leave_an_offer_and_a_yes_taken_back_are_said_in_the_list(world: World) -> None:
    names = ("Away", "Offered", "Back", "Quiet")
    away, offered, back, _ = (
        world.entry(world.person(name, nhs_number=synthetic_nhs_number(place)))
        for place, name in enumerate(names)
    )
    east = World("Eastmere")
    actions.start_leave(
        stay=in_hospital(world, away, legal_status="3"), kind="section_17", from_on=world.today,
        expected_on=world.today, where="Home", overnight=True, **signed(world),
    )  # fmt: skip
    world.consent(offered.person, consent.Purpose.SHARE)
    actions.offer_transfer(
        entry=RegisterEntry.objects.get(pk=offered.pk), to_area=east.area, why="They move.", **signed(world)
    )
    world.consent(back.person, decision=consent.Decision.WITHDRAWN)
    html = signed_in(world.coordinator).get("/register/?column=flags").text
    said = {name: html.split(f">{name} ")[1].split("</tr>")[0] for name in names}
    assert "on leave from hospital" in said["Away"]
    assert "offered to another area" in said["Offered"]
    assert "consent taken back" in said["Back"]
    assert "<td></td>" in said["Quiet"]


def test_an_answer_that_is_too_old_is_said_in_the_list_from_the_day_after_it_was_due(world: World) -> None:
    entry = world.entry()
    due = entry.deadlines.get(key="consent_recheck").due_on
    for days, said in ((0, None), (1, "consent_recheck")):
        shown = page(
            Filters(), after="", today=due + timedelta(days=days),
            reader=world.coordinator, columns=["flags"],
        )  # fmt: skip
        assert [row.consent for row in shown.rows] == [said]


def test_on_paper_everybody_stands_on_one_page_and_the_look_names_them(
    world: World, monkeypatch: Any
) -> None:
    monkeypatch.setattr(register_list, "SIZE", 3)
    entries = people(world, 8)
    red = [str(entry.pk) for entry in entries if entry.colour == "red"]
    browser = signed_in(world.coordinator)
    screen = browser.get("/register/?colour=red&colour=green&compact=1").text
    assert "?colour=red&amp;colour=green&amp;compact=1&amp;print=1" in screen and "Next page" in screen
    paper = browser.get("/register/?colour=red&colour=green&compact=1&print=1").text
    assert "4 people on one page" in paper and "Next page" not in paper
    assert all(f"/register/{pk}/" in paper for pk in red) and "Printed by" in paper
    look = AccessLogEntry.objects.filter(page="register").latest("pk")
    assert len(look.people) == 4
    monkeypatch.setattr(register_list, "PRINTED", 2)
    assert "print=1&amp;after=" in browser.get("/register/?print=1").text, "more than fits goes on on paper"

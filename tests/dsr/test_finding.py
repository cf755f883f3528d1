"""Narrowing and ordering the register, saved filters, parts of the area, what changed since one looked."""

import re
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.http import QueryDict

from accounts import actions as accounts
from accounts.models import AccessLogEntry, User
from accounts.permissions import RoleName
from config.refused import Refused
from dsr import actions, register_list
from dsr.changed import changed_for
from dsr.consent import Decision, Purpose
from dsr.living import Setting
from dsr.models import HospitalStay, LastLook, Place, RegisterEntry, SavedFilter
from dsr.organisations import code_of
from dsr.register_filters import Filters
from dsr.register_list import SORTS, page
from dsr.register_look import COLUMNS, Look
from dsr.who_decides import ABILITIES, Capacity
from tests.worlds import World, signed_in

DAY = timedelta(days=1)


def fitting(world: World, query: str, reader: User | None = None) -> set[str]:
    rows = Filters.read(QueryDict(query)).narrow(
        RegisterEntry.objects.active(), today=world.today, reader=reader or world.coordinator
    )
    return set(rows.values_list("person__given_name", flat=True))


@pytest.fixture
def four(world: World) -> dict[str, RegisterEntry]:
    """Ann, 15, at home, autistic; Bob, 40, in supported living, detained; Cat, 70, with neither; Dan, new."""
    today = world.today

    def made(name: str, age: int, **facts: Any) -> RegisterEntry:
        return world.entry(world.person(name, born=date(today.year - age, 1, 1), **facts))

    found = {
        "Ann": made("Ann", 15, autism="diagnosed", setting=Setting.FAMILY, learning_disability="waiting"),
        "Bob": made("Bob", 40, autism="clinical", learning_disability="diagnosed", setting=Setting.SUPPORTED),
        "Cat": made("Cat", 70, autism="no", learning_disability="no"),
        "Dan": made("Dan", 20, learning_disability="diagnosed", setting=Setting.SCHOOL_52),
    }
    world.rate(found["Ann"], "red", decided_on=today - 30 * DAY)
    world.rate(found["Bob"], "red")
    actions.admit(
        entry=found["Bob"], hospital="The Larches", legal_status="3", admitted_on=today,
        by=world.coordinator, today=today,
    )  # fmt: skip
    world.rate(found["Cat"], "green")
    return found


def test_each_filter_shows_whom_it_names(world: World, four: dict[str, RegisterEntry]) -> None:
    school = accounts.add_organisation(name="Mill <b>Lane</b> school", kind="school", by=world.hand)
    lead = accounts.add_user(email="lea@example.org", name="Lea <i>Dale</i>", by=world.hand)
    accounts.add_membership(
        user=lead, area=world.area, role="keyworker", from_day=world.long_ago, organisation=school,
        by=world.hand,
    )  # fmt: skip
    town = actions.add_part(area=world.area, name="<u>Town</u>", by=world.coordinator)
    for name, keyworker, lead_too in (
        ("Ann", lead, None),
        ("Cat", world.keyworker, lead),
        ("Dan", None, None),
    ):
        actions.allocate(
            entry=four[name], keyworker=keyworker, lead_professional=lead_too, on=world.today,
            by=world.coordinator,
        )  # fmt: skip
    actions.choose_part(entry=four["Bob"], part=town, by=world.coordinator)
    known: list[tuple[str, str]] = [
        ("", "Ann Bob Cat Dan"), ("colour=none", "Dan"), ("colour=red&colour=green", "Ann Cat"),
        ("age=14-15", "Ann"), ("age=26-64&age=65", "Bob Cat"), ("under_18=1", "Ann"), ("age=0-13", ""),
        ("setting=family", "Ann"), ("setting=supported&setting=school_52", "Bob Dan"),
        ("setting=not_known", "Cat"), ("need=ld", "Bob Dan"), ("need=autism", "Ann Bob"),
        ("need=both", "Bob"), ("need=ld&sure=waiting", "Ann"), ("need=autism&sure=clinical", "Bob"),
        ("sure=waiting", "Ann Bob Cat Dan"), ("law=detained", "Bob"), ("law=3&law=2", "Bob"),
        ("law=informal", ""), (f"keyworker={lead.reference}", "Ann"), ("keyworker=none", "Dan"),
        (f"organisation={code_of(school.pk)}", "Ann Cat"),
        (f"organisation={Place().pk}", ""), (f"place={town.pk}", "Bob"),
        ("place=none", "Ann Cat Dan"),
        ("late=1", "Ann"), ("unowned=1", "Dan"), ("colour=red&need=autism&age=14-15&late=1", "Ann"),
        ("colour=red&need=ld", ""),
        ("keyworker=Lea&place=Town&organisation=x&age=9&law=z", "Ann Bob Cat Dan"),
    ]  # fmt: skip
    for query, names in known:
        assert fitting(world, query) == set(names.split()), query
    world.rate(four["Dan"], "red")
    assert fitting(world, "soon=1") == {"Dan"}, "is to be rated again in a week"
    signed = {"by": world.coordinator, "today": world.today}
    assert not fitting(world, "panel=1") and not fitting(world, "owed=1") and not fitting(world, "promise=1")
    actions.escalate(entry=four["Bob"], why="No flat.", **signed)
    world.consent(four["Cat"].person, decision=Decision.WITHDRAWN)
    actions.add_recommendation(
        entry=four["Dan"], text="A room", owner="School", agreed_on=world.today - 9 * DAY,
        due_on=world.today - DAY, by=world.keyworker,
    )  # fmt: skip
    for tick, name in (("panel", "Bob"), ("owed", "Cat"), ("promise", "Dan")):
        assert fitting(world, f"{tick}=1") == {name}, tick
    browser = signed_in(world.coordinator)
    shown = browser.get(f"/register/?keyworker={lead.reference}&place={town.pk}&column=place&column=law").text
    assert "Keyworker: Lea &lt;i&gt;Dale&lt;/i&gt;" in shown and "&lt;u&gt;Town&lt;/u&gt;" in shown
    assert "<i>Dale" not in shown and "<u>Town" not in shown and "<b>Lane" not in shown
    mine = signed_in(lead).get("/register/").text
    assert "Organisation of keyworker" not in mine, "a keyworker's list is their own people"


def test_a_patch_of_every_filter_fits_who_is_in_it_alone(
    world: World, four: dict[str, RegisterEntry]
) -> None:
    """What the address says is read, said and written back the same."""
    query = "colour=none&age=18-25&setting=school_52&law=2&sure=diagnosed&need=ld&late=1&soon=1&unowned=1"
    filters = Filters.read(QueryDict(query))
    assert "&".join(f"{name}={value}" for name, value in filters.pairs()) == query
    assert [label for _, _, label in filters.chips()] == [
        "Not yet rated", "18 to 25", "Residential school, 52 weeks", "Section 2: assessment, up to 28 days",
        "Diagnosed", "Learning disability", "Something is late", "Something is due within 7 days",
        "No keyworker",
    ]  # fmt: skip


# ---------------------------------------------------------------- orders


def everybody(world: World, count: int) -> None:
    """With and without a rating, a keyworker, something due; many alike."""
    chance = Random(5)
    for place in range(count):
        entry = world.entry(world.person(f"P{place % 7}", family_name=chance.choice(["Ash", "ash", "Bell"])))
        colour = chance.choice([None, "red", "amber", "green"])
        if colour:
            world.rate(entry, colour, decided_on=world.today - chance.choice([0, 3, 30]) * DAY)
        if chance.random() < 0.4:
            actions.allocate(
                entry=entry, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
            )
        if chance.random() < 0.3:
            for deadline in entry.deadlines.open():
                deadline.met_on = world.today
                deadline.save(by=world.hand)


def test_in_every_order_the_pages_meet_everybody_once_and_stand_as_one_page_would(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody(world, 22)
    facts = {"today": world.today, "reader": world.coordinator, "columns": COLUMNS}
    for name, sort in SORTS.items():
        monkeypatch.setattr(register_list, "SIZE", 100)
        whole = page(Filters(), after="", sort=sort, **facts).rows
        monkeypatch.setattr(register_list, "SIZE", 3)
        found, after = [], ""
        for _ in range(20):
            shown = page(Filters(), after=after, sort=sort, **facts)
            found += shown.rows
            after = shown.after
            assert not any(part in after for part in ("Ash", "ash", "Bell", "bell")), "a name in an address"
            if not after:
                break
        assert [row.id for row in found] == [row.id for row in whole], name
        assert len({row.id for row in found}) == 22
    stands = list(RegisterEntry.objects.order_by("standing").values_list("colour", "keyworker", "standing"))
    assert [colour for colour, _, place in stands if place == 0] == [c for c, _, _ in stands if c is None]
    needed = [(c in ("red", "amber"), k is None) for c, k, place in stands if 0 < place < 4]
    assert all(asks and unowned for asks, unowned in needed) and needed
    last_first_green = max(place for c, _, place in stands if c in ("red", "amber"))
    assert all(place > last_first_green for c, _, place in stands if c == "green")


@pytest.mark.parametrize("sort", sorted(SORTS))
@pytest.mark.parametrize("after", ["x", "-.-.-", "1.2", "-", "é.é.é", "1.2026-01-01.x", "-." * 99, "\x00"])
def test_a_key_that_makes_no_sense_in_any_order_is_no_error(world: World, sort: str, after: str) -> None:
    rows = SORTS[sort].after(RegisterEntry.objects.all(), after, RegisterEntry.objects.all())
    assert list(rows) == []


def test_the_key_of_somebody_out_of_sight_tells_nothing(world: World) -> None:
    there = World("Eastmere")
    hidden, ours = there.entry(there.person("Zoe")), world.entry(world.person("Ann"))
    shown = signed_in(world.coordinator).get(f"/register/?sort=name&after={hidden.pk}").text
    assert str(ours.pk) in shown, "starts at the top: where Zoe would stand is not told"


# ---------------------------------------------------------------- changed since


def in_hospital_by_others(world: World, entry: RegisterEntry) -> dict[str, Any]:
    """What colleagues write down while somebody is in hospital, and around them."""
    signed = {"by": world.hand, "today": world.today}
    stay: list[HospitalStay] = []
    return {
        "a new rating and a hospital stay": lambda: stay.append(
            actions.admit(
                entry=RegisterEntry.objects.get(pk=entry.pk), hospital="The Larches", legal_status="3",
                admitted_on=world.today, **signed,
            )
        ),
        "a visit in hospital": lambda: actions.record_visit(
            stay=stay[0], visited_on=world.today, words="Seen.", persons_words="Hello.", visitors="Ann",
            restrictions=[], **signed,
        ),
        "leave from hospital": lambda: actions.start_leave(
            stay=stay[0], kind="section_17", from_on=world.today, expected_on=world.today, where="Home",
            overnight=True, **signed,
        ),
        "the plan for leaving": lambda: actions.change_point(
            stay=stay[0], place=3, step="under_way", who="Ann", due_on=None, note="", by=world.hand
        ),
        "whether they can decide": lambda: actions.record_capacity(
            person=entry.person, finding=Capacity.HAS, abilities=dict.fromkeys(ABILITIES, True),
            assessor="Dr Bell", assessed_on=world.today, help_given="Pictures.", why="As seen.", **signed,
        ),
        "people around them": lambda: actions.add_contact(
            person=entry.person, name="Sol", relation="Uncle", by=world.hand
        ),
        "the oversight panel": lambda: actions.escalate(entry=entry, why="No flat.", **signed),
    }  # fmt: skip


def test_changed_is_what_others_did_after_one_looked_and_looking_again_clears_it(world: World) -> None:
    entry, never = world.entry(world.person("Ann")), world.entry(world.person("Bob"))
    browser, me = signed_in(world.coordinator), world.coordinator
    mine = RegisterEntry.objects.visible_to(me)
    actions.add_note(entry=never, text="Not opened by me yet.", by=world.keyworker)
    assert not changed_for(mine, me), "what was never opened has not changed"
    by_others = {
        "a note": lambda: actions.add_note(entry=entry, text="Slept better.", by=world.keyworker),
        "a new rating": lambda: world.rate(entry, "red"),
        "an answer about consent": lambda: actions.record_consent(
            person=entry.person, purpose=Purpose.SHARE, decision="yes", basis="person", given_by="Ann",
            evidence="Said so.", decided_on=world.today, by=world.hand, today=world.today,
        ),
        "a recommendation": lambda: actions.add_recommendation(
            entry=entry, text="A room", owner="School", agreed_on=world.today, due_on=world.today,
            by=world.keyworker,
        ),
        "what is recorded about them": lambda: actions.change_person(
            person=entry.person, preferred_name="Annie", by=world.keyworker
        ),
    }  # fmt: skip
    by_others |= in_hospital_by_others(world, entry)
    for words, act in by_others.items():
        browser.get(f"/register/{entry.pk}/")
        assert not changed_for(mine, me)
        act()
        assert list(changed_for(mine, me)) == [entry], words
        work = browser.get("/my-work/").text
        assert f"{words[0].upper()}{words[1:]}; you last looked on" in work
        assert '?changed=1"><strong class="dsr-count">1</strong>' in work
        assert str(entry.pk) in browser.get("/register/?changed=1").text
    browser.get(f"/register/{entry.pk}/")
    actions.add_note(entry=entry, text="My own.", by=me)
    assert not changed_for(mine, me), "one's own change is no news"
    actions.add_note(entry=entry, text="A note.", by=world.keyworker)
    signed_in(world.commissioner).get(f"/register/{entry.pk}/")
    actions.add_note(entry=entry, text="Another.", by=world.keyworker)
    theirs = RegisterEntry.objects.visible_to(world.commissioner)
    assert not changed_for(theirs, world.commissioner), "who reads no notes is not told of them"


def test_nobody_is_told_that_a_note_is_new_which_they_may_not_read(world: World) -> None:
    """Sensitive, made sensitive by what put it right, or of an area where they read no notes."""
    reader, there = world.community_professional, World("Eastmere")
    mine, elsewhere = world.entry(world.person("Ann")), there.entry(there.person("Bob"))
    actions.allocate(
        entry=mine, keyworker=None, lead_professional=reader, on=world.today, by=world.coordinator
    )
    accounts.add_membership(
        user=reader, area=there.area, role=RoleName.COMMISSIONER, from_day=world.long_ago, by=world.hand
    )
    browser = signed_in(reader)
    for entry in (mine, elsewhere):
        assert browser.get(f"/register/{entry.pk}/").status_code == 200
    sight, by = RegisterEntry.objects.visible_to(reader), {"by": world.coordinator}
    actions.add_note(entry=elsewhere, text="Of the other area.", by=there.coordinator)
    actions.add_note(entry=mine, text="Sensitive.", sensitive=True, **by)
    plain = actions.add_note(entry=mine, text="Plain.", **by)
    assert list(changed_for(sight, reader)) == [mine], "the plain one is theirs to read"
    actions.add_note(entry=mine, text="Made sensitive.", sensitive=True, corrects=plain, **by)
    assert not changed_for(sight, reader)
    work = browser.get("/my-work/")
    assert work.status_code == 200 and "you last looked on" not in work.text
    assert list(changed_for(sight, there.commissioner)) == []


def test_a_part_that_is_closed_meanwhile_leaves_the_whole_page_unsaved(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry, choose = world.entry(), actions.choose_part
    dales = actions.add_part(area=world.area, name="The Dales", by=world.coordinator)

    def closed_meanwhile(**facts: Any) -> RegisterEntry:
        actions.close_part(part=dales, on=world.today, by=world.coordinator)
        return choose(**facts)

    monkeypatch.setattr(actions, "choose_part", closed_meanwhile)
    sent = {"version": entry.person.version, "what_matters": "My dog.", "setting": "own_home"}
    browser, path = signed_in(world.coordinator), f"/register/{entry.pk}/person/"
    answer = browser.post(path, sent | {"place": str(dales.pk)})
    assert answer.status_code == 200 and "is no part of" in answer.text and "My dog." in answer.text
    entry.person.refresh_from_db()
    assert entry.person.what_matters != "My dog." and entry.person.version == sent["version"]


def test_the_last_look_is_the_latest_of_the_record_of_looks(world: World) -> None:
    entry = world.entry()
    browser = signed_in(world.coordinator)
    browser.get("/register/")
    assert not LastLook.objects.exists(), "a list is no look at one entry"
    for _ in range(2):
        browser.get(f"/register/{entry.pk}/")
    look = LastLook.objects.get()
    latest = AccessLogEntry.objects.filter(page="entry").order_by("-at")[0]
    assert (look.user_id, look.person_id, look.at) == (world.coordinator.pk, entry.person_id, latest.at)
    AccessLogEntry.objects.create(
        user_id=look.user_id, user_name="Cora", page="entry", people=[look.person_id], at=look.at - DAY
    )
    assert LastLook.objects.get().at == look.at, "a look written late does not go back"


# ---------------------------------------------------------------- saved filters, parts


def test_a_saved_filter_is_its_owners_and_shared_with_the_area_when_they_say_so(world: World) -> None:
    world.entry()
    cora, priya = signed_in(world.coordinator), signed_in(world.keyworker)
    there = World("Eastmere")
    answer = cora.post(
        "/register/saved/new/?colour=red&sort=next&nonsense=Jade", {"name": " Tuesday  meeting "}
    )
    saved = SavedFilter.objects.get()
    assert answer["Location"] == "/register/?colour=red&sort=next" == f"/register/?{saved.query}"
    assert "Tuesday meeting" in cora.get("/register/").text
    assert saved.name not in priya.get("/register/").text
    page = f"/register/saved/{saved.pk}/"
    assert priya.post(page, {"name": "Mine now"}).status_code == 404
    cora.post(page, {"name": "Wednesday", "shared_with": world.area.slug})
    assert "Wednesday" in priya.get("/register/").text and "from Cora Ordway" in priya.get("/register/").text
    assert priya.post(f"{page}remove/").status_code == 404
    assert "Wednesday" not in signed_in(there.coordinator).get("/register/").text
    assert "Wednesday" not in signed_in(there.coordinator).get("/register/saved/").text
    again = cora.post("/register/saved/new/?colour=red", {"name": "wednesday"})
    assert "You have a saved filter of this name already" in again.text and 'value="wednesday"' in again.text
    assert "40 characters" in cora.post("/register/saved/new/?colour=red", {"name": "x" * 41}).text
    assert cora.get("/register/saved/new/").status_code == 302, "nothing chosen, nothing to save"
    elsewhere = cora.post(page, {"name": "W", "shared_with": there.area.slug})
    assert elsewhere.status_code == 200 and SavedFilter.objects.get().name == "Wednesday"
    cora.post(f"{page}remove/")
    assert "Wednesday" not in priya.get("/register/").text and "None yet" in cora.get("/register/saved/").text


def test_parts_are_kept_by_the_area_and_chosen_on_the_persons_page(world: World) -> None:
    entry, there = world.entry(), World("Eastmere")
    browser = signed_in(world.coordinator)
    assert "Which part" not in browser.get(f"/register/{entry.pk}/person/").text, "no parts, no question"
    browser.post("/register/parts/", {"area": "northmoor", "northmoor-name": "The Dales"})
    dales = Place.objects.get()
    twice = browser.post("/register/parts/", {"area": "northmoor", "northmoor-name": "the dales"})
    assert "There is a part of this name already." in twice.text
    browser.post("/register/parts/", {"area": there.area.slug, f"{there.area.slug}-name": "Not mine"})
    assert Place.objects.count() == 1
    form = browser.get(f"/register/{entry.pk}/person/")
    version = entry.person.version
    sent = {"version": version, "what_matters": "My dog.", "setting": "own_home", "place": str(dales.pk)}
    assert "The Dales" in form.text
    assert browser.post(f"/register/{entry.pk}/person/", sent).status_code == 302
    entry.refresh_from_db()
    assert (entry.place, entry.person.setting) == (dales, "own_home")
    late = browser.post(f"/register/{entry.pk}/person/", sent | {"setting": "family", "place": ""})
    assert late.status_code == 409 and "Their own home" in late.text and "At home with family" in late.text
    assert "The Dales" in late.text
    kept = browser.post(f"/register/parts/{dales.pk}/close/", follow=True).text
    assert "1 person is in The Dales now" in kept and Place.objects.open().exists()
    browser.post(f"/register/parts/{dales.pk}/", {"name": "High Dales"})
    with pytest.raises(Refused, match="no part of Eastmere"):
        actions.choose_part(entry=there.entry(), part=dales, by=there.coordinator)
    actions.choose_part(entry=entry, part=None, by=world.coordinator)
    browser.post(f"/register/parts/{dales.pk}/close/")
    browser.get("/register/parts/")  # says that it is closed
    assert "High Dales" not in browser.get("/register/parts/").text
    with pytest.raises(Refused, match="High Dales is no part"):
        actions.choose_part(entry=entry, part=dales, by=world.coordinator)


# ---------------------------------------------------------------- the page


def test_a_row_says_since_when_by_whom_and_why_something_is_due(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "red", decided_on=world.today - 3 * DAY, decided_by="Dr <Bell>")
    shown = signed_in(world.coordinator).get("/register/").text
    assert "3 days, Dr &lt;Bell&gt;" in shown
    assert '<details class="dsr-why"><summary>Why' in shown and re.search(
        r"\d (calendar|working) days? after", shown
    )
    close = signed_in(world.coordinator).get("/register/?compact=1&column=rating&column=added").text
    assert "dsr-table--close" in close and "On the register since</th>" in close
    assert '<th scope="col">Keyworker</th>' not in close
    assert close.count('id="filter-sort"') == 1 and close.count(">Apply<") == 2
    assert Look.read(QueryDict("sort=x&column=y&compact=2")) == Look()


def test_law_in_words_of_the_stay_that_is_open(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "red")
    actions.admit(
        entry=entry, hospital="The Larches", legal_status="37/41", admitted_on=world.today,
        by=world.coordinator, today=world.today,
    )  # fmt: skip
    assert HospitalStay.objects.get().legal_status == "37/41"
    shown = signed_in(world.coordinator).get("/register/?column=law").text
    assert "<td>Section 37/41: hospital order with restrictions</td>" in shown

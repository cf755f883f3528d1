"""What the register's pages cost, whom they write down, and what families never read."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessLogEntry
from dsr import actions, consent
from dsr.models import RegisterEntry
from tests.full_house import CANARY, House
from tests.worlds import World, signed_in


def more(world: World, count: int) -> list[RegisterEntry]:
    """So many people who are late for everything, with recommendations, linked to the family's account."""
    found = []
    for place in range(count):
        entry = world.entry(world.person(f"P{place}"))
        world.rate(entry, "red", decided_on=world.today - timedelta(days=30))
        actions.add_recommendation(
            entry=entry, text="A quiet room", owner="School", agreed_on=world.today - timedelta(days=9),
            due_on=world.today - timedelta(days=2), by=world.coordinator,
        )  # fmt: skip
        found.append(entry)
    return found


def queries(client: Any, path: str, **sent: Any) -> int:
    """Of the page itself; of what is sent, with the page that it leads to."""
    with CaptureQueriesContext(
        connection,
    ) as caught:
        found = client.post(path, sent, follow=True) if sent else client.get(path)
    assert found.status_code == 200, path
    return len(caught)


LISTS = [
    "/register/", "/my-work/", "/dashboard/", "/recommendations/", "/register/?late=1&colour=red",
    "/register/?sort=next&age=18-25&setting=family&need=ld&law=detained&soon=1&changed=1&column=law",
    "/search/", "/register/saved/", "/register/parts/", "/register/?promise=1", "/meetings/", "/transfers/",
    "/admissions/",
]  # fmt: skip


def test_lists_cost_the_same_for_five_people_and_for_forty(world: World) -> None:
    browser = signed_in(world.coordinator)
    more(world, 5)
    before = {path: queries(browser, path) for path in LISTS} | {
        "search": queries(browser, "/search/", q="morris")
    }
    more(world, 35)
    after = {path: queries(browser, path) for path in LISTS} | {
        "search": queries(browser, "/search/", q="morris")
    }
    assert after == before
    assert after.pop("/my-work/") <= 36, "every part of the house brings its own"
    assert max(after.values()) <= 25


def test_an_entry_costs_the_same_with_ten_lines_and_with_two_hundred(world: World) -> None:
    (entry,) = more(world, 1)
    browser = signed_in(world.coordinator)
    before = queries(browser, f"/register/{entry.pk}/")
    assert before <= 30, "the timeline is one statement, whatever has sources"
    for place in range(100):
        actions.add_note(entry=entry, text=f"Note {place}", by=world.keyworker)
        if place % 10 == 0:
            world.rate(entry, "red", reason=f"Reason {place}")
            world.consent(entry.person)
            actions.add_contact(person=entry.person, name=f"C{place}", relation="Aunt", by=world.coordinator)
    assert queries(browser, f"/register/{entry.pk}/") == before
    assert queries(browser, f"/register/{entry.pk}/?all=1") == before


def test_ones_own_space_costs_the_same_however_much_is_promised(world: World) -> None:
    (entry,) = more(world, 1)
    facts = {"relation": "Mum", "user": world.family, "may_be_told": True, "by": world.coordinator}
    actions.add_contact(person=entry.person, name="Mary", **facts)
    browser = signed_in(world.family)
    before = queries(browser, "/me/")
    for place in range(30):
        actions.add_recommendation(
            entry=entry, text=f"Promise {place}", owner="School", agreed_on=world.today, due_on=world.today,
            by=world.coordinator,
        )  # fmt: skip
        world.rate(entry, "red", reason=f"Reason {place}")
    assert queries(browser, "/me/") == before


# ---------------------------------------------------------------- looks

PAGES = [
    "", "rate/", "consent/", "consents/", "consents/settle/", "consents/capacity/", "consents/shared/",
    "keyworker/", "person/", "admission/", "notes/", "notes/add/", "ratings/", "ratings/?on=2026-01-01",
]  # fmt: skip


@pytest.mark.parametrize("part", PAGES)  # not "page": that is the browser's
def test_each_page_of_an_entry_writes_down_one_look_at_that_person(house: House, part: str) -> None:
    before = AccessLogEntry.objects.count()
    found = signed_in(house.world.coordinator).get(f"/register/{house.jade.pk}/{part}")
    assert found.status_code == 200
    looks = AccessLogEntry.objects.order_by("pk")[before:]
    assert [look.people for look in looks] == [[house.jade.person_id]]
    assert looks[0].user_id == house.world.coordinator.pk and looks[0].page


def test_a_look_that_is_refused_is_not_on_record(house: House, eastmere: House) -> None:
    before = AccessLogEntry.objects.count()
    assert signed_in(house.world.coordinator).get(f"/register/{eastmere.jade.pk}/").status_code == 404
    assert signed_in(house.world.governance).get(f"/register/{house.jade.pk}/").status_code == 403
    assert AccessLogEntry.objects.count() == before


def test_the_person_can_read_who_looked(house: House) -> None:
    signed_in(house.world.keyworker).get(f"/register/{house.jade.pk}/")
    page = signed_in(house.world.family).get("/me/").content.decode()
    assert "Priya Nair" in page and "(keyworker)" in page


# ---------------------------------------------------------------- families


def test_a_family_sees_their_own_person_in_plain_words_and_nothing_else(house: House) -> None:
    page = signed_in(house.world.family).get("/me/").content.decode()
    assert "We will help you." in page and "A quiet room in Northmoor" in page
    assert "01632 960 100" in page and "999" in page
    for where, canary in CANARY.items():
        assert canary not in page, f"a family must not read: {where}"
    for entry in RegisterEntry.objects.exclude(pk=house.jade.pk).select_related("person"):
        assert str(entry.pk) not in page and entry.person.family_name.upper() not in page
        assert f">{entry.person.given_name}<" not in page


def test_a_parent_who_may_no_longer_be_told_sees_nothing_from_the_next_page_on(house: House) -> None:
    browser = signed_in(house.world.family)
    assert "A quiet room" in browser.get("/me/").content.decode()
    actions.change_access(contact=house.mum, may_be_told=False, user=None, by=house.world.coordinator)
    page = browser.get("/me/")
    assert page.status_code == 200 and "A quiet room" not in page.content.decode()
    assert "There is nothing here for you yet" in page.content.decode()


@pytest.mark.parametrize("decision", ["withdrawn", "no", "disputed"])
def test_without_consent_a_parents_space_is_closed_and_the_persons_own_stays_open(
    house: House, decision: str
) -> None:
    jade = house.world.user("family", "Jade Morris")
    actions.add_contact(
        person=house.jade.person, name="Jade", relation="herself", is_the_person=True, may_be_told=True,
        user=jade, by=house.world.coordinator,
    )  # fmt: skip
    house.world.consent(house.jade.person, decision=consent.Decision(decision))
    page = signed_in(house.world.family).get("/me/").text
    assert "space is closed now" in page and "A quiet room" not in page and "rating" not in page.lower()
    assert "A quiet room" in signed_in(jade).get("/me/").text


def test_a_parent_with_two_children_sees_each_under_their_own_name(house: House) -> None:
    facts = {"relation": "Mum", "user": house.world.family, "may_be_told": True}
    actions.add_contact(person=house.ali.person, name="Mary", by=house.world.coordinator, **facts)
    page = signed_in(house.world.family).get("/me/").content.decode()
    assert "Jay’s rating" in page and "Ali’s rating" in page
    look = AccessLogEntry.objects.filter(page="own space").latest("pk")
    assert set(look.people) == {house.jade.person_id, house.ali.person_id}


def test_the_person_themselves_is_spoken_to(house: House) -> None:
    actions.add_contact(
        person=house.jade.person, name="Jade", relation="herself", is_the_person=True, may_be_told=True,
        user=house.world.user("family", "Jade Morris"), by=house.world.coordinator,
    )  # fmt: skip
    page = signed_in(house.world.user("family", "Jade Morris")).get("/me/").content.decode()
    assert "My rating" in page and "You need more help very soon." in page


# ---------------------------------------------------------------- HTML in every field


def test_html_in_every_field_stays_text_on_every_page(house: House) -> None:
    """The rows and the timeline are drawn in Python: every value goes through escape()."""
    bad = '<script>alert(1)</script>"><img src=x>'
    actions.change_person(
        person=house.jade.person, given_name=bad, family_name=bad, preferred_name=bad, what_matters=bad,
        contact_rules=bad, by=house.world.coordinator,
    )  # fmt: skip
    actions.add_contact(person=house.jade.person, name=bad, relation=bad, by=house.world.coordinator)
    actions.add_note(entry=house.jade, text=bad, by=house.world.keyworker)
    house.world.rate(house.jade, "red", reason=bad, decided_by=bad, words_for_person=bad)
    worker = house.world.keyworker
    worker.name = bad
    worker.save(by=house.world.hand)
    paths = [
        "/register/",
        "/my-work/",
        "/dashboard/",
        "/recommendations/",
        "/governance/",
        "/areas/",
        "/me/",
        "/roles/",
    ]
    paths += [f"/register/{house.jade.pk}/{page}" for page in PAGES]
    seen = 0
    for user in house.staff.values():
        for path in paths:
            page = signed_in(user).get(path).content.decode()
            assert "<script>alert" not in page and "<img src=x" not in page, f"{user} at {path}"
            seen += "&lt;script&gt;" in page
    assert seen > 15, "what was written is shown, as text"

"""My work: in order, each number opens its list, one click to where the thing is done."""

import re
from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, reverse

from accounts.permissions import Permission
from dsr import rules, worklist
from dsr.where_done import DONE_AT, OPEN, task_of
from tests.dsr.test_pages import queries
from tests.worlds import World, signed_in

DAY = timedelta(days=1)


def test_each_rule_leads_to_a_page_about_the_entry_and_who_may_not_do_it_is_led_to_the_entry() -> None:
    assert set(DONE_AT) <= set(rules.RULES)
    for task in {*DONE_AT.values(), OPEN}:
        try:
            reverse(task.page, kwargs={"entry_id": "00000000-0000-4000-8000-000000000000"})
        except NoReverseMatch:
            pytest.fail(f"{task.page} is no page about an entry")
    for key, task in DONE_AT.items():
        assert task_of(key, {task.needs}) == task and task_of(key, set()) == OPEN
    assert task_of("no such rule", set(Permission)) == OPEN


def test_the_home_page_of_a_keyworker_counts_orders_and_leads(world: World) -> None:
    late, soon = world.entry(world.person("Late")), world.entry(world.person("Soon"))
    world.rate(late, "red", decided_on=world.today - 30 * DAY)
    world.rate(soon, "red")
    world.entry(world.person("New"))
    page = signed_in(world.keyworker).get("/my-work/").text
    assert "3 people are given to you." in page
    counts = re.findall(r'href="/register/\?(\w+=\w+)"[^>]*><strong class="dsr-count">(\d+)', page)
    assert counts == [
        ("colour=none", "1"),
        ("late=1", "1"),
        ("promise=1", "0"),
        ("soon=1", "1"),
        ("changed=1", "0"),
    ]
    order = [page.index(f'id="{part}-heading"') for part in ("unrated", "late", "week")]
    assert order == sorted(order)
    assert f'href="/register/{late.pk}/rate/">Rate<' in page
    coordinator = signed_in(world.coordinator).get("/my-work/").text
    assert f'href="/reviews/plan/{late.pk}/">Plan the review<' in coordinator
    assert "?unowned=1" in coordinator and f"/reviews/plan/{late.pk}/" not in page
    commissioner = signed_in(world.commissioner).get("/my-work/").text
    assert f"/register/{late.pk}/rate/" not in commissioner and f'/register/{late.pk}/">Open<' in commissioner


def test_the_numbers_are_those_of_the_lists_behind_them(world: World) -> None:
    for place, colour in enumerate(["red", None, "amber", "green", "red"]):
        entry = world.entry(world.person(f"P{place}"))
        if colour:
            world.rate(entry, colour, decided_on=world.today - place * 6 * DAY)
    found = worklist.counts(world.coordinator, world.today)
    for query, name in (
        ("late=1", "late"),
        ("soon=1", "soon"),
        ("colour=none", "unrated"),
        ("unowned=1", "unowned"),
    ):
        shown = signed_in(world.coordinator).get(f"/register/?{query}").text
        assert shown.count('<th scope="row">') == found[name], query


def test_a_home_page_costs_the_same_for_a_keyworker_with_nobody_and_for_everybody_with_many(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worklist, "MOST", 3)
    world.entry(world.person("First"))
    before = {who: queries(signed_in(who), "/my-work/") for who in (world.coordinator, world.keyworker)}
    for place in range(8):
        entry = world.entry(world.person(f"P{place}"))
        if place % 2:
            world.rate(entry, "red", decided_on=world.today - 30 * DAY)
    after = {who: queries(signed_in(who), "/my-work/") for who in before}
    assert after == before
    print(after)


def test_the_register_costs_a_fixed_number_of_statements(world: World) -> None:
    world.rate(world.entry(), "red")
    browser = signed_in(world.coordinator)
    browser.get("/register/")
    six = "/register/?colour=red&age=26-64&setting=not_known&soon=1&need=ld&sure=unknown&place=none&sort=next"
    assert [queries(browser, path) for path in ("/register/", six)] == [14, 14]

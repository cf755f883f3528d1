"""Areas rename and merge, and nobody loses or gains a record by it (S59, section 0, fact 8)."""

import re
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts import actions
from accounts.actions import areas
from accounts.area_names import named, own_name
from accounts.models import Area, Membership, User
from accounts.permissions import Permission, RoleName
from cetr.models import Review
from config.refused import Refused
from dsr import actions as dsr
from dsr.models import Person, RegisterEntry
from referrals.models import Referral
from tests.cetr.worlds import Reviews
from tests.referrals.sendings import sent
from tests.worlds import World, signed_in

NUMBERS = count(1)


@pytest.fixture
def world(db: None) -> World:
    return World()


@pytest.fixture
def moor(world: World) -> World:
    return World("Moorland")


def merge(*worlds: World, into: World) -> None:
    actions.merge_areas(
        areas=[world.area for world in worlds], into=into.area, on=into.today, by=into.administrator
    )
    for world in worlds:
        world.area.refresh_from_db()


def seen_by(user: User) -> dict[str, set[Any]]:
    """Everything anybody could find, by each permission; read afresh."""
    user = User.objects.get(pk=user.pk)
    found = {}
    for permission in Permission:
        for model in (RegisterEntry, Review, Referral, Person):
            rows = set(model.objects.visible_to(user, permission).values_list("pk", flat=True))
            found[f"{model.__name__} {permission.name}"] = rows
    return found


# ---------------------------------------------------------------- names


def test_the_name_says_what_it_is_part_of_and_follows_it(world: World, moor: World) -> None:
    merge(world, into=moor)
    assert world.area.name == "Northmoor (now part of Moorland)" and world.area.slug == "northmoor"
    actions.rename_area(area=moor.area, name="North and Moor", by=moor.administrator)
    world.area.refresh_from_db()
    assert world.area.name == "Northmoor (now part of North and Moor)"
    last = World("Highwold")
    merge(moor, into=last)
    world.area.refresh_from_db()
    assert world.area.name == "Northmoor (now part of Highwold)"
    assert world.area.history.earliest().name == "Northmoor"


@pytest.mark.parametrize("own", ["Northmoor", "St Mary’s (east)", "A" * 100])
def test_the_own_name_is_found_again(own: str) -> None:
    assert own_name(named(own, "Moorland")) == own == own_name(own)


def test_two_areas_cannot_share_a_name(world: World, moor: World) -> None:
    with pytest.raises(Refused, match="Another area"):
        actions.rename_area(area=world.area, name="Moorland", by=world.administrator)


# ---------------------------------------------------------------- nobody loses, nobody gains


class AnyWorld(TestCase):
    """S59: random worlds of areas, roles, allocations and links; before equals after."""

    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        roles=st.lists(
            st.tuples(
                st.integers(0, 3), st.sampled_from(list(RoleName)), st.integers(0, 2), st.integers(-2, 1)
            ),
            max_size=12,
        ),
        people=st.lists(
            st.tuples(st.integers(0, 2), st.integers(0, 3) | st.none(), st.integers(0, 3) | st.none()),
            max_size=4,
        ),
        merged=st.sets(st.integers(0, 2), min_size=1, max_size=2),
    )
    def test_everybody_finds_after_a_merge_what_they_found_before(
        self, roles: list, people: list, merged: set[int]
    ) -> None:
        number = next(NUMBERS)
        worlds = [World(f"Area {number} {letter}") for letter in "ABC"]
        users = [worlds[0].user(None, f"Somebody {number} {n}") for n in range(4)]
        for who, role, where, since in roles:
            day = worlds[0].today + timedelta(days=since)
            place = {"user": users[who], "area": worlds[where].area, "role": role}
            if not Membership.objects.filter(**place, from_day=day).exists():
                actions.add_membership(**place, from_day=day, by=worlds[0].hand)
        for where, keyworker, family in people:
            entry = worlds[where].entry()
            if keyworker is not None:
                entry.keyworker = users[keyworker]
                entry.save(by=worlds[0].hand)
            if family is not None:
                dsr.add_contact(
                    person=entry.person, name="Mum", relation="Mum", may_be_told=True, user=users[family],
                    by=worlds[0].hand,
                )  # fmt: skip
        before = [seen_by(user) for user in users]
        into = next(n for n in range(3) if n not in merged)
        merge(*(worlds[n] for n in sorted(merged)), into=worlds[into])
        actions.rename_area(area=worlds[into].area, name=f"Renamed {number}", by=worlds[into].administrator)
        assert [seen_by(user) for user in users] == before


def test_also_whoever_sits_on_a_panel_or_reads_a_form(world: World, moor: World) -> None:
    reviews = Reviews(world)
    review = reviews.ready()
    sent(world)
    users = [world.chair, reviews.member, world.coordinator, moor.coordinator, moor.chair, world.commissioner]
    before = [seen_by(user) for user in users]
    assert any(rows for seen in before for rows in seen.values())
    merge(world, into=moor)
    assert [seen_by(user) for user in users] == before
    assert signed_in(world.chair).get(f"/reviews/{review.pk}/").status_code == 200
    assert signed_in(moor.coordinator).get(f"/reviews/{review.pk}/").status_code == 404


# ---------------------------------------------------------------- what is new goes to the successor


def test_nobody_new_is_put_on_a_closed_register(world: World, moor: World) -> None:
    on_it = world.entry()
    merge(world, into=moor)
    new = world.person("Tom", family_name="Bell")
    world.consent(new)
    with pytest.raises(Refused, match="is closed"):
        dsr.add_to_register(person=new, area=world.area, added_on=world.today, by=world.coordinator)
    kept = dsr.add_to_register(person=on_it.person, area=moor.area, added_on=world.today, by=moor.coordinator)
    assert kept == on_it and kept.area == world.area, "somebody on it keeps that entry"


def test_a_form_for_a_closed_area_goes_to_its_successor(world: World, moor: World) -> None:
    merge(world, into=moor)
    assert sent(world).area == moor.area


def test_the_public_form_names_only_areas_that_are_open(world: World, moor: World) -> None:
    merge(world, into=moor)
    page = Client().get("/?area=northmoor").content.decode()
    assert "Moorland" in page and "Northmoor" not in page


def test_a_form_that_waited_is_accepted_into_the_successor(world: World, moor: World) -> None:
    from referrals import actions as referrals

    form = sent(world)
    person = world.person("Tom", family_name="Bell")
    world.consent(person)
    referrals.match_person(referral=form, person=person, by=world.coordinator, today=world.today)
    merge(world, into=moor)
    form.refresh_from_db()
    done = referrals.accept_referral(referral=form, reason="Yes.", by=world.coordinator, today=world.today)
    assert done.entry.area == moor.area


@pytest.mark.parametrize("wrong", ["itself", "closed", "twice"])
def test_a_merge_that_makes_no_sense_is_refused(world: World, moor: World, wrong: str) -> None:
    if wrong == "itself":
        with pytest.raises(Refused, match="another area"):
            merge(world, into=world)
        return
    merge(world, into=moor)
    with pytest.raises(Refused, match="not open"):
        merge(moor, into=world) if wrong == "closed" else merge(world, into=moor)


# ---------------------------------------------------------------- the pages


def test_the_administrator_merges_and_gives_roles_one_by_one(world: World, moor: World) -> None:
    boss = world.administrator
    actions.add_membership(
        user=boss, area=moor.area, role=RoleName.ADMINISTRATOR, from_day=world.today, by=world.hand
    )
    worker, entry = world.keyworker, world.entry()
    browser = signed_in(boss)
    answer = browser.post("/areas/northmoor/merge/", {"into": "moorland"})
    assert answer.url == "/areas/northmoor/carry-over/"
    page = browser.get(answer.url).content.decode()
    key = re.search(rf'value="({worker.reference}\.keyworker)"', page)[1]  # type: ignore[index]
    assert browser.post(answer.url, {"chosen": [key]}).url == "/areas/moorland/"
    held = Membership.objects.on(world.today).filter(user=worker)
    assert {row.area.slug for row in held} == {"northmoor", "moorland"}
    assert signed_in(worker).get(f"/register/{entry.pk}/").status_code == 200
    assert not Membership.objects.on(world.today).filter(user=world.coordinator, area=moor.area).exists()


def test_carrying_over_offers_nobody_their_own_roles_and_does_all_or_nothing(
    world: World, moor: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S59: nobody gives themselves a role; refused halfway, the ticks before it are not kept."""
    boss, workers = world.administrator, [world.keyworker, world.coordinator]
    for area, role in ((moor.area, RoleName.ADMINISTRATOR), (world.area, RoleName.ANALYST)):
        actions.add_membership(user=boss, area=area, role=role, from_day=world.today, by=world.hand)
    browser, path = signed_in(boss), "/areas/northmoor/carry-over/"
    browser.post("/areas/northmoor/merge/", {"into": "moorland"})
    page = browser.get(path).content.decode()
    assert str(boss.reference) not in page
    keys = [re.search(rf'value="({one.reference}\.\w+)"', page)[1] for one in workers]  # type: ignore[index]
    assert browser.post(path, {"chosen": [*keys, f"{boss.reference}.analyst"]}).status_code == 200
    really, done = areas.give_role, []

    def only_one(**facts: Any) -> Membership:
        if done:
            raise Refused("Not this one.")
        done.append(really(**facts))
        return done[0]

    monkeypatch.setattr(areas, "give_role", only_one)
    assert b"Not this one." in browser.post(path, {"chosen": keys}).content
    assert done and not Membership.objects.filter(user__in=workers, area=moor.area).exists()


def test_a_merge_into_an_area_that_somebody_else_keeps_is_not_offered(world: World, moor: World) -> None:
    """S59."""
    browser = signed_in(world.administrator)
    assert b"Moorland" not in browser.get("/areas/northmoor/merge/").content
    assert browser.post("/areas/northmoor/merge/", {"into": "moorland"}).status_code == 200
    assert Area.objects.get(slug="northmoor").successor is None


def test_another_name_and_other_numbers(world: World, moor: World) -> None:
    browser = signed_in(world.administrator)
    said = {"phone": "01632 960 222", "phone_hours": "Always", "crisis_phone": "01632 960 333"}
    assert browser.post("/areas/northmoor/change/", said | {"name": "North Moor"}).url == "/areas/northmoor/"
    area = Area.objects.get(slug="northmoor")
    assert (area.name, area.crisis_phone) == ("North Moor", "01632 960 333")
    assert area.history.latest().history_user == world.administrator
    for name in ("Moorland", "", "x" * 10_000, "North (now part of Moor)"):
        page = browser.post("/areas/northmoor/change/", said | {"name": name})
        assert page.status_code == 200 and b"nhsuk-error-summary" in page.content, name

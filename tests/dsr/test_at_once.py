"""Many people saving in the same instant, on real connections (S15)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts import actions as accounts
from accounts.models import OutboxMessage, User
from accounts.permissions import RoleName
from config.refused import Refused
from dsr import actions
from dsr.checks import differences
from dsr.models import HospitalStay, Person, Rating, RegisterEntry
from dsr.names import synthetic_nhs_number
from tests.worlds import World

MANY = 20


def all_at_once(count: int, act: Callable[[int], Any]) -> list[Any]:
    """What each of `count` threads answers, or the exception it met; all start together."""
    ready = Barrier(count)

    def run(place: int) -> Any:
        ready.wait(30)
        try:
            return act(place)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.fixture
def real_world(transactional_db: None) -> World:
    """Committed, so that other connections see it."""
    return World()


def test_twenty_people_rate_at_once_and_one_rating_comes_of_it(real_world: World) -> None:
    world, entry = real_world, real_world.entry()
    writers = [world.user(RoleName.KEYWORKER, f"Worker {n}") for n in range(MANY)]
    found = all_at_once(
        MANY, lambda n: world.rate(entry, "red", expected_number=0, by=writers[n], reason=f"Reason {n}")
    )
    winners = [f for f in found if isinstance(f, Rating)]
    losers = [f for f in found if isinstance(f, actions.SavedFirst)]
    assert (len(winners), len(losers)) == (1, MANY - 1), found
    assert all(loser.theirs == winners[0] for loser in losers)
    assert Rating.objects.get() == winners[0]
    assert RegisterEntry.objects.get().rating_number == 1
    assert OutboxMessage.objects.filter(kind="something_new").count() == 1
    assert differences() == []


def test_one_button_pressed_twenty_times_is_one_rating(real_world: World) -> None:
    entry = real_world.entry()
    worker = real_world.keyworker
    found = all_at_once(MANY, lambda n: real_world.rate(entry, "red", expected_number=0, by=worker))
    assert {f.pk for f in found if isinstance(f, Rating)} == {Rating.objects.get().pk}
    assert all(isinstance(f, Rating) for f in found), found


def test_people_who_look_again_and_try_again_lose_nothing(real_world: World) -> None:
    """Each reads the number, saves, and on losing reads again: every rating is kept, numbered in a row."""
    entry, worker = real_world.entry(), real_world.keyworker

    def persist(place: int) -> int:
        while True:
            try:
                return real_world.rate(entry, "red", by=worker, reason=f"Reason {place}").number
            except actions.SavedFirst:
                continue

    found = all_at_once(6, persist)
    assert sorted(found) == [1, 2, 3, 4, 5, 6], found
    assert set(Rating.objects.values_list("reason", flat=True)) == {f"Reason {n}" for n in range(6)}
    assert differences() == []


def test_an_admission_and_a_rating_at_once_end_in_one_true_state(real_world: World) -> None:
    world, entry = real_world, real_world.entry()
    world.rate(entry, "red")
    coordinator, worker = world.coordinator, world.keyworker
    admit = lambda: actions.admit(  # noqa: E731
        entry=entry, hospital="The Larches", legal_status="informal", admitted_on=world.today,
        by=coordinator, today=world.today,
    )  # fmt: skip
    found = all_at_once(
        8, lambda n: admit() if n % 2 else world.rate(entry, "red", by=worker, reason=f"R{n}")
    )
    assert not [f for f in found if isinstance(f, Exception) and not isinstance(f, Refused)], found
    assert HospitalStay.objects.count() <= 1
    assert (RegisterEntry.objects.get().colour == "blue") is HospitalStay.objects.exists()
    assert differences() == []


def test_twenty_people_add_one_person_at_once(real_world: World) -> None:
    person = real_world.person()
    real_world.consent(person)
    coordinator = real_world.coordinator
    found = all_at_once(
        10,
        lambda n: actions.add_to_register(
            person=person, area=real_world.area, added_on=real_world.today, by=coordinator
        ),
    )
    assert {f.pk for f in found} == {RegisterEntry.objects.get().pk}


def test_the_hand_that_signs_is_made_once(real_world: World) -> None:
    found = all_at_once(8, lambda n: accounts.automatic_user("Night watch"))
    assert {f.pk for f in found} == {User.objects.get(name="Night watch").pk}


def test_ten_people_record_one_nhs_number_at_once_and_nine_are_told(real_world: World) -> None:
    number = synthetic_nhs_number(7)
    assert real_world.coordinator  # made before ten threads would make it
    found = all_at_once(10, lambda n: real_world.person(f"Ann{n}", nhs_number=number))
    assert sum(isinstance(f, Person) for f in found) == 1, found
    assert sum(isinstance(f, Refused) and "on record already" in str(f) for f in found) == 9, found

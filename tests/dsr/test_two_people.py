"""What takes two people: asked by one, agreed by another, done once (checks S15, S16, S51, S57, S58)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from accounts import outbox
from accounts.models import AccessLogEntry, JointRequest, OutboxMessage, User
from accounts.permissions import RoleName
from config.refused import Refused
from dsr import actions, pairs
from dsr.dashboard import facts as dashboard
from dsr.models import LegalHold, RegisterEntry
from dsr.statuses import EntryStatus
from dsr.timeline import timeline
from tests.cetr.worlds import Reviews
from tests.dsr.test_at_once import all_at_once
from tests.worlds import World, signed_in

WHY = "This is the entry of somebody else with the same name."


@pytest.fixture
def jade(world: World) -> RegisterEntry:
    entry = world.entry()
    world.rate(entry, "red")
    return RegisterEntry.objects.get(pk=entry.pk)


@pytest.fixture
def second(world: World) -> User:
    return world.user(RoleName.COORDINATOR, "Sec Ond")


def ask(entry: RegisterEntry, by: User, why: str = WHY) -> JointRequest:
    return accounts.ask_for_two(
        kind=pairs.REMOVE, area=entry.area, subjects=[entry.person_id], details={"entry": str(entry.pk)},
        why=why, by=by,
    )  # fmt: skip


def again(user: User) -> User:
    """The account as the next request reads it."""
    return User.objects.get(pk=user.pk)


# ---------------------------------------------------------------- two, not one


def test_one_asks_another_agrees_and_it_is_done(world: World, jade: RegisterEntry, second: User) -> None:
    request = ask(jade, world.coordinator)
    done = accounts.agree_as_second(request=request, by=second)
    jade.refresh_from_db()
    assert jade.status == EntryStatus.REMOVED_IN_ERROR
    assert (done.agreed, done.decided_by, bool(done.done_at)) == (True, second, True)
    assert not jade.deadlines.open().exists()
    reasons = set(jade.deadlines.exclude(cancelled_on=None).values_list("cancelled_why", flat=True))
    assert reasons == {"Taken off the register: entered in error."}
    assert jade.history.latest().history_user == second


@pytest.mark.parametrize("other_role", [RoleName.COORDINATOR, RoleName.GOVERNANCE_LEAD])
def test_nobody_does_both_halves_not_even_with_two_roles(
    world: World, jade: RegisterEntry, other_role: RoleName
) -> None:
    """S16."""
    asker = world.user(RoleName.COMMISSIONER, "Tessa Tworoles")
    accounts.add_membership(
        user=asker, area=world.area, role=other_role, from_day=world.long_ago, by=world.hand
    )
    request = ask(jade, again(asker))
    for _ in range(2):  # two tabs
        with pytest.raises(Refused, match="takes two people"):
            accounts.agree_as_second(request=request, by=again(asker))
        with pytest.raises(Refused, match="takes two people"):
            accounts.refuse_as_second(request=request, words="No.", by=again(asker))
    browser = signed_in(again(asker))
    answer = browser.post(f"/second-person/{request.pk}/decide/", {"answer": "agree"})
    assert answer.status_code == 302
    request.refresh_from_db()
    jade.refresh_from_db()
    assert request.decided_by is None and jade.status == EntryStatus.ACTIVE


def test_the_database_refuses_one_person_twice(world: World, jade: RegisterEntry) -> None:
    request = ask(jade, world.coordinator)
    request.decided_by, request.decided_at, request.agreed = world.coordinator, timezone.now(), True
    with pytest.raises(IntegrityError), transaction.atomic():
        request.save(by=world.coordinator)


def test_twenty_who_agree_at_once_carry_it_out_once(transactional_db: None) -> None:
    """S15."""
    world = World()
    entry = world.entry()
    request = ask(entry, world.coordinator)
    agreeing = [world.user(RoleName.COORDINATOR, f"Colleague {n}") for n in range(20)]
    found = all_at_once(20, lambda n: accounts.agree_as_second(request=request, by=again(agreeing[n])))
    assert sum(isinstance(f, JointRequest) for f in found) == 1, found
    assert sum(isinstance(f, Refused) and "already" in str(f) for f in found) == 19, found
    assert entry.history.filter(status=EntryStatus.REMOVED_IN_ERROR).count() == 1
    assert OutboxMessage.objects.filter(kind="second_person_decided").count() == 1


def test_asked_twice_at_once_it_is_asked_once(transactional_db: None) -> None:
    world = World()
    entry, asker = world.entry(), world.coordinator
    found = all_at_once(8, lambda n: ask(entry, again(asker)))
    assert sum(isinstance(f, JointRequest) for f in found) == 1, found
    assert JointRequest.objects.count() == 1


def test_a_no_has_its_reason_and_changes_nothing(world: World, jade: RegisterEntry, second: User) -> None:
    request = ask(jade, world.coordinator)
    with pytest.raises(Refused, match="why not"):
        accounts.refuse_as_second(request=request, words=" ", by=second)
    accounts.refuse_as_second(request=request, words="It is her.", by=second)
    with pytest.raises(Refused, match="refused this already"):
        accounts.agree_as_second(request=request, by=world.governance)
    jade.refresh_from_db()
    assert jade.status == EntryStatus.ACTIVE


def test_what_nobody_decides_in_fourteen_days_lapses(
    world: World, jade: RegisterEntry, second: User, monkeypatch: Any
) -> None:
    request = ask(jade, world.coordinator)
    assert request.lapses_at - request.asked_at == timedelta(days=14)
    monkeypatch.setattr("django.utils.timezone.now", lambda: request.lapses_at)
    with pytest.raises(Refused, match="lapsed"):
        accounts.agree_as_second(request=request, by=second)


# ---------------------------------------------------------------- rights, at the moment it is done


def test_the_askers_rights_are_asked_again_when_it_is_done(
    world: World, jade: RegisterEntry, second: User
) -> None:
    """S58."""
    asker = world.coordinator
    request = ask(jade, asker)
    accounts.end_membership(membership=asker.memberships.get(), on=world.long_ago, by=world.hand)
    with pytest.raises(Refused, match="no longer"):
        accounts.agree_as_second(request=request, by=second)
    request.refresh_from_db()
    assert request.decided_at is None


def test_the_second_persons_rights_are_asked_again(world: World, jade: RegisterEntry, second: User) -> None:
    """S57, S58."""
    request = ask(jade, world.coordinator)
    browser = signed_in(second)
    assert browser.get(f"/second-person/{request.pk}/decide/").status_code == 200
    accounts.end_membership(membership=second.memberships.get(), on=world.long_ago, by=world.hand)
    answer = browser.post(f"/second-person/{request.pk}/decide/", {"answer": "agree"})
    assert answer.status_code in (302, 403)
    with pytest.raises(Refused):
        accounts.agree_as_second(request=request, by=second)
    jade.refresh_from_db()
    assert jade.status == EntryStatus.ACTIVE


def test_a_restricted_record_that_the_asker_may_no_longer_open_stays(
    world: World, jade: RegisterEntry, second: User
) -> None:
    request = ask(jade, world.coordinator)
    actions.restrict(person=jade.person, why="Sister", allowed=[second], by=second, today=world.today)
    with pytest.raises(Refused, match="may no longer open"):
        accounts.agree_as_second(request=request, by=second)


@pytest.mark.parametrize(
    "role", [RoleName.KEYWORKER, RoleName.GOVERNANCE_LEAD, RoleName.PANEL_CHAIR, RoleName.ADMINISTRATOR]
)
def test_who_may_not_ask_does_not(world: World, jade: RegisterEntry, role: RoleName) -> None:
    user = world.keyworker if role == RoleName.KEYWORKER else world.user(role, f"Some {role}")
    with pytest.raises(Refused):
        ask(jade, user)
    for way in ("remove-in-error", "merge", "hold"):
        assert signed_in(user).get(f"/register/{jade.pk}/{way}/").status_code == 403


@pytest.mark.parametrize("role", [RoleName.KEYWORKER, RoleName.COMMISSIONER, RoleName.ANALYST])
def test_who_may_not_agree_does_not(world: World, jade: RegisterEntry, role: RoleName) -> None:
    request = ask(jade, world.coordinator)
    user = world.user(role, f"Some {role}")
    with pytest.raises(Refused):
        accounts.agree_as_second(request=request, by=user)
    assert signed_in(user).get(f"/second-person/{request.pk}/").status_code == 404
    assert signed_in(user).post(f"/second-person/{request.pk}/decide/").status_code == 403


def test_another_area_finds_neither_the_request_nor_the_ways_to_ask(
    jade: RegisterEntry, world: World
) -> None:
    """S59."""
    other = signed_in(World("Eastmere").coordinator)
    request = ask(jade, world.coordinator)
    for path in (
        f"/second-person/{request.pk}/",
        f"/second-person/{request.pk}/decide/",
        f"/register/{jade.pk}/remove-in-error/",
        f"/register/{jade.pk}/merge/",
        f"/register/{jade.pk}/hold/",
    ):
        assert other.get(path).status_code == 404, path
    assert str(request.pk) not in other.get("/second-person/").content.decode()


def test_whoever_decides_shows_again_that_it_is_them(world: World, jade: RegisterEntry, second: User) -> None:
    """S51."""
    request = ask(jade, world.coordinator)
    browser = signed_in(second, fresh=False)
    assert (
        "reauthenticate"
        in browser.post(f"/second-person/{request.pk}/decide/", {"answer": "agree"})["Location"]
    )
    jade.refresh_from_db()
    assert jade.status == EntryStatus.ACTIVE


# ---------------------------------------------------------------- what is told, what is shown


def test_both_are_told_and_no_message_says_whom_it_is_about(
    world: World, jade: RegisterEntry, second: User
) -> None:
    assert world.governance
    request = ask(jade, world.coordinator)
    outbox.send_due()
    asked = {address for message in mail.outbox for address in message.to}
    assert asked == {second.email, world.governance.email}
    accounts.agree_as_second(request=request, by=second)
    mail.outbox.clear()
    outbox.send_due()
    told = [message for message in mail.outbox if message.to[0] in (world.coordinator.email, second.email)]
    assert {message.to[0] for message in told} == {world.coordinator.email, second.email}
    for message in mail.outbox:
        for secret in ("Jade", "Morris", str(jade.pk), str(jade.person_id), WHY, "error"):
            assert secret not in message.subject + message.body


def test_it_stands_on_the_colleagues_home_page_and_not_on_the_askers(
    world: World, jade: RegisterEntry, second: User
) -> None:
    ask(jade, world.coordinator)
    assert "Waiting for a second person" in signed_in(second).get("/my-work/").content.decode()
    assert "Waiting for a second person" not in signed_in(world.coordinator).get("/my-work/").content.decode()


def test_a_governance_lead_agrees_by_ids_and_words_alone(world: World, jade: RegisterEntry) -> None:
    request = ask(jade, world.coordinator)
    browser = signed_in(world.governance)
    page = browser.get(f"/second-person/{request.pk}/decide/").content.decode()
    assert str(jade.person_id) in page and WHY in page
    assert "MORRIS" not in page and str(jade.pk) not in page
    answer = browser.post(f"/second-person/{request.pk}/decide/", {"answer": "agree"})
    assert answer["Location"] == f"/second-person/{request.pk}/"
    jade.refresh_from_db()
    assert jade.status == EntryStatus.REMOVED_IN_ERROR


def test_a_coordinator_sees_who_it_is_and_the_look_is_on_record(
    world: World, jade: RegisterEntry, second: User
) -> None:
    request = ask(jade, world.coordinator)
    assert "Jade MORRIS" in signed_in(second).get(f"/second-person/{request.pk}/").content.decode()
    look = AccessLogEntry.objects.get(page="second person")
    assert (look.user_id, look.people) == (second.pk, [jade.person_id])


def test_nonsense_decides_nothing(world: World, jade: RegisterEntry, second: User) -> None:
    request = ask(jade, world.coordinator)
    browser = signed_in(second)
    for typed in ({}, {"answer": "maybe"}, {"answer": "refuse"}, {"answer": "refuse", "words": "x" * 10_000}):
        assert browser.post(f"/second-person/{request.pk}/decide/", typed).status_code == 200, typed
    request.refresh_from_db()
    assert request.decided_at is None


def test_a_press_on_the_page_is_kept_as_asked(world: World, jade: RegisterEntry) -> None:
    answer = signed_in(world.coordinator).post(f"/register/{jade.pk}/remove-in-error/", {"why": WHY})
    assert answer["Location"] == f"/register/{jade.pk}/"
    request = JointRequest.objects.get()
    assert (request.subjects, request.details) == ([jade.person_id], {"entry": str(jade.pk)})
    page = signed_in(world.coordinator).post(f"/register/{jade.pk}/remove-in-error/", {"why": WHY})
    assert "asked for already" in page.content.decode()
    assert (
        "waits for a second person"
        in signed_in(world.coordinator).get(f"/register/{jade.pk}/").content.decode()
    )


# ---------------------------------------------------------------- removal in error


def test_what_changed_since_asking_is_asked_again(world: World, jade: RegisterEntry, second: User) -> None:
    request = ask(jade, world.coordinator)
    jade.status = EntryStatus.DIED
    jade.save(by=world.coordinator)
    page = (
        signed_in(second).post(f"/second-person/{request.pk}/decide/", {"answer": "agree"}).content.decode()
    )
    assert "As things stand this cannot be done" in page and "not on the register now (died)" in page
    request.refresh_from_db()
    assert request.decided_at is None


def test_a_planned_review_stands_in_the_way(world: World, second: User) -> None:
    reviews = Reviews(world)
    review = reviews.planned()
    with pytest.raises(Refused, match="A review is planned"):
        ask(review.entry, world.coordinator)


def test_an_open_stay_stands_in_the_way(world: World, jade: RegisterEntry) -> None:
    actions.admit(
        entry=jade, hospital="The Larches", legal_status="informal", admitted_on=world.today,
        by=world.coordinator, today=world.today,
    )  # fmt: skip
    with pytest.raises(Refused, match="leaving hospital first"):
        ask(jade, world.coordinator)


def test_taken_off_it_is_on_no_list_and_the_family_sees_nothing(
    world: World, jade: RegisterEntry, second: User
) -> None:
    actions.add_contact(
        person=jade.person, name="Mary", relation="Mum", may_be_told=True, user=world.family, by=second
    )
    actions.add_recommendation(
        entry=jade, text="A quiet room", owner="School", agreed_on=world.today, due_on=world.today, by=second
    )
    accounts.agree_as_second(request=ask(jade, world.coordinator), by=second)
    browser = signed_in(world.coordinator)
    for path in ("/register/", "/recommendations/", "/my-work/", "/dashboard/"):
        assert f"/register/{jade.pk}/" not in browser.get(path).content.decode(), path
    assert "Jade" not in signed_in(world.family).get("/me/").content.decode()
    page = browser.get(f"/register/{jade.pk}/").content.decode()
    assert "Taken off: entered in error" in page and "A&amp;E twice in a week." in page
    assert "Taken off the register: entered in error" in [line.sentence for line in timeline(jade)]
    assert dashboard(RegisterEntry.objects.all(), today=world.today)["late"] == []


def test_whoever_belongs_on_it_after_all_is_added_anew(
    world: World, jade: RegisterEntry, second: User
) -> None:
    accounts.agree_as_second(request=ask(jade, world.coordinator), by=second)
    new = actions.add_to_register(
        person=jade.person, area=world.area, added_on=world.today, by=world.coordinator
    )
    assert new.pk != jade.pk and new.status == EntryStatus.ACTIVE


# ---------------------------------------------------------------- legal holds


def held(world: World, entry: RegisterEntry) -> LegalHold:
    return actions.place_hold(person=entry.person, why="An inquest.", by=world.coordinator, today=world.today)


def test_a_hold_is_placed_by_one_and_stands_in_the_way(world: World, jade: RegisterEntry) -> None:
    browser = signed_in(world.coordinator)
    assert browser.post(f"/register/{jade.pk}/hold/", {"why": "An inquest."}).status_code == 302
    page = browser.get(f"/register/{jade.pk}/").content.decode()
    assert "Legal hold since" in page and "An inquest." in page and "made in error" not in page
    with pytest.raises(Refused, match="legal hold"):
        ask(jade, world.coordinator)


def test_why_it_is_held_is_for_those_who_read_what_people_wrote(world: World, jade: RegisterEntry) -> None:
    """S56: a commissioner sees that there is a hold, and no reason."""
    held(world, jade)
    page = signed_in(world.commissioner).get(f"/register/{jade.pk}/").text
    assert "Legal hold since" in page and "An inquest." not in page


def test_placed_twice_it_is_one(transactional_db: None) -> None:
    world = World()
    entry, coordinator = world.entry(), world.coordinator
    place = lambda n: actions.place_hold(  # noqa: E731
        person=entry.person, why="An inquest.", by=coordinator, today=world.today
    )
    assert {f.pk for f in all_at_once(8, place)} == {LegalHold.objects.get().pk}


def test_a_hold_placed_while_a_removal_waits_stops_it(
    world: World, jade: RegisterEntry, second: User
) -> None:
    request = ask(jade, world.coordinator)
    held(world, jade)
    with pytest.raises(Refused, match="legal hold"):
        accounts.agree_as_second(request=request, by=second)


def test_ending_it_takes_two(world: World, jade: RegisterEntry, second: User) -> None:
    hold = held(world, jade)
    browser = signed_in(world.coordinator)
    assert browser.post(f"/register/{jade.pk}/hold/", {"why": "The inquest is over."}).status_code == 302
    hold.refresh_from_db()
    assert hold.ended_on is None
    request = JointRequest.objects.get(kind=pairs.END_HOLD)
    with pytest.raises(Refused):
        accounts.agree_as_second(request=request, by=world.coordinator)
    accounts.agree_as_second(request=request, by=second)
    hold.refresh_from_db()
    assert (hold.ended_on, hold.ended_why) == (world.today, "The inquest is over.")
    assert ask(jade, world.coordinator).pk


def test_a_colleague_without_a_grant_learns_nothing_of_a_request_about_a_restricted_record(
    world: World, jade: RegisterEntry, second: User
) -> None:
    """S59: not found, on no list, and not decided; a governance lead still decides, by ids alone."""
    actions.restrict(person=jade.person, why="Sister", allowed=[], by=world.coordinator, today=world.today)
    request = ask(jade, world.coordinator)
    browser = signed_in(second)
    for path in (f"/second-person/{request.pk}/", f"/second-person/{request.pk}/decide/"):
        assert browser.get(path).status_code == 404
    for path in ("/second-person/", "/my-work/"):
        assert str(request.pk) not in browser.get(path).content.decode()
    with pytest.raises(Refused, match="may not open this record"):
        accounts.agree_as_second(request=request, by=second)
    assert WHY in signed_in(world.governance).get(f"/second-person/{request.pk}/").content.decode()


def test_whoever_gives_a_reason_is_told_who_reads_it(world: World, jade: RegisterEntry) -> None:
    page = signed_in(world.coordinator).get(reverse("entry-remove", args=[jade.pk]))
    words = page.content.decode()
    assert "Colleagues and the governance lead read this" in words and "write no names" in words

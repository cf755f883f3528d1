"""Movers and leavers: sessions end at once, work goes to somebody or stands at the coordinator's top."""

import io
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts import actions, outbox, tasks
from accounts.leaving import WORK, held_by
from accounts.models import AccountEvent, Area, Heartbeat, IdentityCheck, Invitation, Membership, User
from accounts.permissions import RoleName
from config.refused import Refused
from dsr import actions as dsr
from dsr.models import RegisterEntry
from tests.cetr.worlds import Reviews
from tests.worlds import World, signed_in

CHECKED = {"how": "Saw them and their badge."}


def page(user: User, *rest: str) -> str:
    return "/".join(["/staff", str(user.reference), *rest, ""])


def second_administrator(world: World) -> User:
    return world.user(RoleName.ADMINISTRATOR, "Ada Second")


# ---------------------------------------------------------------- sessions and work


def test_a_leaver_is_out_at_the_next_page_and_their_people_are_handed_over(world: World) -> None:
    """S49, S57; the history says who had them and who has them now."""
    entry, other = world.entry(), world.user(RoleName.KEYWORKER, "Sam Okafor")
    leaver, boss = world.keyworker, signed_in(world.administrator)
    browser = signed_in(leaver)
    assert browser.get(f"/register/{entry.pk}/").status_code == 200
    asked = boss.get(page(leaver, "stop")).content.decode()
    assert "Keyworker of 1 person in Northmoor" in asked and "Jade" not in asked and "Sam Okafor" in asked
    said = {"why": "left", "keyworker-northmoor": str(other.reference)}
    assert boss.post(page(leaver, "stop"), said).url == page(leaver)
    assert browser.get(f"/register/{entry.pk}/").status_code == 302
    entry.refresh_from_db()
    assert entry.keyworker == other
    latest = entry.history.latest()
    assert (latest.history_user, latest.prev_record.keyworker) == (world.administrator, leaver)
    gone = User.objects.get(pk=leaver.pk)
    assert (gone.is_active, gone.stopped_why) == (False, "left") and not gone.has_usable_password()
    assert not Membership.objects.filter(user=leaver, to_day=None).exists()


def test_what_nobody_takes_stands_at_the_coordinators_top_with_whose_it_was(world: World) -> None:
    entry = world.entry()
    world.rate(entry)
    actions.stop_account(user=world.keyworker, by=world.administrator)
    entry.refresh_from_db()
    assert entry.keyworker is None
    today = timezone.localdate()
    found = signed_in(world.coordinator).get("/my-work/").content.decode()
    assert f"was Priya Nair’s, who left on {today.day} {today:%B}" in found
    dsr.allocate(
        entry=entry, keyworker=world.user(RoleName.KEYWORKER, "Sam"), lead_professional=None, on=world.today,
        by=world.coordinator,
    )  # fmt: skip
    assert "was Priya" not in signed_in(world.coordinator).get("/my-work/").content.decode()


def test_a_panel_that_lost_its_chair_must_be_confirmed_again(world: World) -> None:
    reviews = Reviews(world)
    review, other = reviews.planned(), world.user(RoleName.PANEL_CHAIR, "Bo Hall")
    second = reviews.planned(entry=world.entry(world.person("Tom", family_name="Bell")))
    held = held_by(world.chair, [world.area], world.today)
    assert [(row.work.name, row.count) for row in held] == [("panel_chair", 2)]
    actions.stop_account(user=world.chair, by=world.administrator, to={"panel_chair-northmoor": other})
    for one in (review, second):
        one.refresh_from_db()
        assert one.chair().account == other and one.panel_confirmed_at is None
    actions.stop_account(user=other, by=world.administrator)
    assert review.places.now().filter(role="chair").count() == 0


def test_an_expert_who_leaves_frees_their_place(world: World) -> None:
    reviews = Reviews(world)
    review = reviews.planned()
    actions.stop_account(user=reviews.member, by=world.administrator)
    assert all(place.account != reviews.member for place in review.panel())


def test_somebody_without_the_role_cannot_be_given_the_work(world: World) -> None:
    entry = world.entry()
    actions.stop_account(
        user=world.keyworker, by=world.administrator, to={"keyworker-northmoor": world.commissioner}
    )
    entry.refresh_from_db()
    assert entry.keyworker is None


def test_a_restricted_person_goes_to_nobody_who_may_not_open_them(world: World) -> None:
    entry, other = world.entry(), world.user(RoleName.KEYWORKER, "Sam Okafor")
    entry.person.restricted = True
    entry.person.save(by=world.coordinator)
    actions.stop_account(user=world.keyworker, by=world.administrator, to={"keyworker-northmoor": other})
    entry.refresh_from_db()
    assert entry.keyworker is None


def test_every_kind_of_work_says_who_may_hold_it() -> None:
    assert {"keyworker", "lead_professional", "panel_chair"} <= set(WORK)
    assert all(work.roles and work.words for work in WORK.values())


# ---------------------------------------------------------------- movers


def test_a_mover_keeps_what_their_other_role_may_hold(world: World) -> None:
    entry, worker = world.entry(), world.keyworker
    dsr.allocate(
        entry=entry, keyworker=worker, lead_professional=worker, on=world.today, by=world.coordinator
    )
    actions.give_role(
        user=worker, area=world.area, role=RoleName.COMMUNITY_PROFESSIONAL, by=world.administrator
    )
    browser = signed_in(worker)
    answer = signed_in(world.administrator).post(page(worker, "end-role", "northmoor", "keyworker"))
    assert answer.url == page(worker)
    entry.refresh_from_db()
    assert entry.keyworker is None and entry.lead_professional == worker
    assert browser.get(f"/register/{entry.pk}/rate/").status_code == 403, "S57: at once"
    assert browser.get(f"/register/{entry.pk}/").status_code == 200


def test_a_role_given_and_ended_on_one_day_is_held_on_no_day_and_can_be_given_again(world: World) -> None:
    user, boss = world.user(None, "Some Body"), world.administrator
    given = actions.give_role(user=user, area=world.area, role=RoleName.ANALYST, by=boss)
    actions.end_role_now(membership=given, by=boss)
    assert not User.objects.get(pk=user.pk).places()
    again = actions.give_role(user=user, area=world.area, role=RoleName.ANALYST, by=boss)
    assert again.pk == given.pk and User.objects.get(pk=user.pk).places()
    assert actions.give_role(user=user, area=world.area, role=RoleName.ANALYST, by=boss).pk == given.pk


def test_nobody_gives_themselves_a_role(world: World) -> None:
    boss = world.administrator
    for act in (actions.give_role, actions.add_membership):
        more = {"from_day": world.today} if act is actions.add_membership else {}
        with pytest.raises(Refused, match="another administrator"):
            act(user=boss, area=world.area, role=RoleName.COORDINATOR, by=boss, **more)
    said = {"area": "northmoor", "role": "coordinator", "organisation": ""}
    found = signed_in(boss).post(page(boss, "role"), said)
    assert "Ask another administrator" in found.content.decode()
    invited = {"email": boss.email, "name": boss.name, "role": "coordinator", "organisation": ""}
    invited["known"] = str(boss.reference)
    assert signed_in(boss).post("/areas/northmoor/invite/", invited).status_code == 200
    assert boss.memberships.count() == 1


# ---------------------------------------------------------------- the last administrator


def test_the_last_administrator_of_an_area_stays(world: World) -> None:
    boss = world.administrator
    with pytest.raises(Refused, match="last administrator of Northmoor"):
        actions.stop_account(user=boss, by=world.hand)
    with pytest.raises(Refused, match="last administrator"):
        actions.end_role_now(membership=boss.memberships.get(), by=world.hand)
    with pytest.raises(CommandError, match="last administrator"):
        call_command("stop_account", boss.email)
    second_administrator(world)
    actions.stop_account(user=boss, by=world.hand)
    assert not User.objects.get(pk=boss.pk).is_active


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_stop_each_other_at_once_leave_one(transactional_db: Any) -> None:
    """S15: the area is locked while its administrators are counted."""
    world = World()
    pair = [world.administrator, second_administrator(world)]
    start, refused = Barrier(2), []

    def stop(me: User, other: User) -> None:
        start.wait()
        try:
            actions.stop_account(user=other, by=me)
        except Refused as said:
            refused.append(said)
        finally:
            connection.close()

    threads = [Thread(target=stop, args=(pair[n], pair[1 - n])) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert User.objects.filter(is_active=True, memberships__role="administrator").count() == 1
    assert len(refused) == 1


# ---------------------------------------------------------------- coming back


def test_who_was_suspended_comes_back_with_their_roles_and_password(world: World) -> None:
    user, boss = world.coordinator, signed_in(world.administrator)
    actions.set_password(user=user, password="a harbour full of quiet boats", by=world.hand)
    old = signed_in(User.objects.get(pk=user.pk))
    assert boss.post(page(user, "stop"), {"why": "suspended"}).status_code == 302
    assert boss.post(page(user, "back")).status_code == 302
    back = User.objects.get(pk=user.pk)
    assert back.is_active and back.places() and back.stopped_at is None
    assert back.check_password("a harbour full of quiet boats")
    assert old.get("/my-work/").status_code == 302, "S49: the session of before stays ended"


def test_who_left_comes_back_by_a_new_invitation_without_what_they_had(world: World) -> None:
    user, boss = world.coordinator, world.administrator
    actions.set_password(user=user, password="a harbour full of quiet boats", by=world.hand)
    Authenticator.objects.create(user=user, type="totp", data={})
    actions.stop_account(user=user, by=boss)
    assert not Authenticator.objects.filter(user=user).exists()
    said = {"email": user.email, "name": "Somebody", "role": "analyst", "organisation": ""}
    browser = signed_in(boss)
    shown = browser.post("/areas/northmoor/invite/", said).content.decode()
    assert "Cora Ordway" in shown and not User.objects.get(pk=user.pk).is_active, "shown first"
    assert browser.post("/areas/northmoor/invite/", said | {"known": str(user.reference)}).status_code == 302
    back = User.objects.get(pk=user.pk)
    assert back.is_active and {role for role, _ in back.places()} == {RoleName.ANALYST}
    assert back.name == "Cora Ordway" and not back.has_usable_password()
    assert Invitation.objects.open().get(user=back).kind == "join"


def test_a_lost_second_step_is_taken_away_only_after_a_check(world: World) -> None:
    """S44: re-proofed, recorded, told; sessions end."""
    user, boss = world.coordinator, signed_in(world.administrator)
    Authenticator.objects.create(user=user, type="totp", data={})
    browser = signed_in(user)
    assert boss.post(page(user, "second-step"), {"how": "  "}).status_code == 200
    assert Authenticator.objects.filter(user=user).exists()
    assert boss.post(page(user, "second-step"), CHECKED).status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()
    assert browser.get("/my-work/").status_code == 302
    assert IdentityCheck.objects.get().how == CHECKED["how"]
    event = AccountEvent.objects.get(user_id=user.pk, kind="factor_removed")
    assert event.by_id == world.administrator.pk


def test_an_administrator_starts_a_reset_and_never_sets_a_password(world: World) -> None:
    """S44."""
    user, boss = world.coordinator, signed_in(world.administrator)
    actions.set_password(user=user, password="a harbour full of quiet boats", by=world.hand)
    assert boss.post(page(user, "reset"), CHECKED | {"password": "mine now mine now"}).status_code == 302
    assert User.objects.get(pk=user.pk).check_password("a harbour full of quiet boats")
    assert Invitation.objects.get(user=user).kind == "reset"


# ---------------------------------------------------------------- 90 days


def in_days(days: int) -> Any:
    return timezone.now() + timedelta(days=days)


@pytest.mark.parametrize(("days", "open_still"), [(89, True), (91, False)])
def test_an_account_that_nobody_uses_for_90_days_is_suspended(
    world: World, days: int, open_still: bool
) -> None:
    entry, hand = world.entry(), world.hand
    user = world.keyworker
    actions.suspend_unused(now=in_days(days), by=hand)
    after = User.objects.get(pk=user.pk)
    assert after.is_active is open_still
    if not open_still:
        assert after.stopped_why == "unused"
        entry.refresh_from_db()
        assert entry.keyworker is None, "their work is nobody's"
    assert User.objects.get(pk=hand.pk).is_active, "the register's own hands are not people"


def test_a_sign_in_counts_and_so_does_coming_back(world: World) -> None:
    user, unseen = world.keyworker, world.coordinator
    AccountEvent.objects.create(user_id=user.pk, by_id=user.pk, kind="signed_in", at=in_days(50))
    actions.suspend_unused(now=in_days(100), by=world.hand)
    assert User.objects.get(pk=user.pk).is_active
    assert not User.objects.get(pk=unseen.pk).is_active
    actions.reopen_account(user=unseen, by=world.administrator)
    actions.suspend_unused(now=in_days(89), by=world.hand)
    assert User.objects.get(pk=unseen.pk).is_active


def test_the_last_administrator_is_kept_and_the_watch_says_so(world: World) -> None:
    boss = world.administrator
    _, kept = actions.suspend_unused(now=in_days(100), by=world.hand)
    assert User.objects.get(pk=boss.pk).is_active and kept == 1
    tasks.suspend_unused_accounts()
    assert Heartbeat.objects.filter(name="unused accounts").exists()


def test_families_are_told_kindly(world: World, mailoutbox: list) -> None:
    actions.suspend_unused(now=in_days(100), by=world.hand)
    family = world.family
    assert User.objects.get(pk=family.pk).is_active, "made just now by asking for her"
    actions.suspend_unused(now=in_days(200), by=world.hand)
    while outbox.send_due():
        pass
    text = next(m for m in mailoutbox if m.to == [family.email])
    assert "Nothing in it is lost" in text.body and "Northmoor" not in text.body


def test_many_come_back_at_once_by_ticking(world: World) -> None:
    people = [world.keyworker, world.coordinator, world.chair]
    boss = signed_in(world.administrator)
    AccountEvent.objects.create(
        user_id=world.administrator.pk, by_id=world.administrator.pk, kind="signed_in", at=in_days(99)
    )
    actions.suspend_unused(now=in_days(100), by=world.hand)
    shown = boss.get("/areas/northmoor/unused/").content.decode()
    assert all(user.name in shown for user in people)
    chosen = [str(user.reference) for user in people[:2]]
    assert boss.post("/areas/northmoor/unused/", {"chosen": chosen}).status_code == 302
    assert [User.objects.get(pk=user.pk).is_active for user in people] == [True, True, False]
    assert boss.post("/areas/northmoor/unused/", {"chosen": []}).status_code == 200


# ---------------------------------------------------------------- whose account it is (S59)


ACTS = ["stop", "back", "reset", "second-step", "role", "sessions", "invitation/again", "invitation/cancel"]


def test_another_areas_account_is_not_found(world: World) -> None:
    other = World("Eastmere")
    boss = signed_in(world.administrator)
    assert boss.get(page(other.keyworker)).status_code == 404
    for act in ACTS:
        assert boss.post(page(other.keyworker, *act.split("/")), CHECKED).status_code == 404, act
    for path in ("", "change/", "invite/", "merge/", "unused/", "carry-over/"):
        assert boss.get(f"/areas/eastmere/{path}").status_code == 404
    assert "Eastmere" not in boss.get("/areas/").content.decode()


@pytest.mark.parametrize("act", ["stop", "reset", "second-step"])
def test_who_works_elsewhere_too_is_not_one_administrators_to_close(world: World, act: str) -> None:
    """S59: here only the roles of this area are theirs to end."""
    other, user = World("Eastmere"), world.keyworker
    actions.give_role(user=user, area=other.area, role=RoleName.ANALYST, by=other.administrator)
    boss = signed_in(world.administrator)
    found = boss.post(page(user, act), CHECKED | {"why": "left"})
    assert found.status_code == 200 and "also works in Eastmere" in found.content.decode()
    assert User.objects.get(pk=user.pk).is_active and not IdentityCheck.objects.exists()
    assert boss.post(page(user, "end-role", "eastmere", "analyst")).status_code == 404
    assert boss.post(page(user, "end-role", "northmoor", "keyworker")).status_code == 302


@pytest.mark.parametrize("act", ["stop", "reset", "second-step", "role", "back", "sessions"])
def test_great_acts_ask_again_who_is_there(world: World, act: str) -> None:
    """S51."""
    browser = signed_in(world.administrator, fresh=False)
    answer = browser.post(page(world.keyworker, act), CHECKED)
    assert answer.status_code == 302 and "reauthenticate" in answer.url


def test_an_administrator_lists_and_ends_somebodys_sessions(world: World) -> None:
    """S50."""
    browser, boss = signed_in(world.keyworker), signed_in(world.administrator)
    assert "Signed in now" in boss.get(page(world.keyworker)).content.decode()
    assert boss.post(page(world.keyworker, "sessions")).url == page(world.keyworker)
    assert browser.get("/my-work/").status_code == 302


def test_the_page_tells_the_history_and_whose_act_it_was(world: World) -> None:
    user, boss = world.keyworker, signed_in(world.administrator)
    boss.post(page(user, "end-role", "northmoor", "keyworker"))
    boss.post(page(user, "stop"), {"why": "suspended"})
    found = boss.get(page(user)).content.decode()
    assert "Role ended: Keyworker in Northmoor" in found and "Closed: suspended" in found
    assert "Adam Minster" in found


def test_the_commands_do_the_same(world: World) -> None:
    entry = world.entry()
    call_command("end_role", world.keyworker.email, role="keyworker", area="northmoor", stdout=io.StringIO())
    assert RegisterEntry.objects.get(pk=entry.pk).keyworker is None
    assert Area.objects.count() == 1

"""Who holds which role on which day, and what that lets them do."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from accounts import actions
from accounts.models import Membership, User
from accounts.permissions import ROLE_CHOICES, ROLES, Permission, Reach, RoleName, roles_with
from tests.worlds import World

CHANGES = {
    Permission.DECIDE_REFERRAL, Permission.CHANGE_RATING, Permission.RECORD_CONSENT, Permission.WRITE_NOTE,
    Permission.RECORD_STAY, Permission.ALLOCATE, Permission.FOLLOW_UP, Permission.PLAN_REVIEW,
    Permission.ADD_PAPER, Permission.RECORD_FINDINGS, Permission.CONCLUDE_REVIEW, Permission.ISSUE_REPORT,
}  # fmt: skip
ABOUT_PEOPLE = {
    Permission.SEE_ENTRY,
    Permission.SEE_REGISTER,
    Permission.SEE_REFERRALS,
    Permission.SEE_PAPERS,
}
MUST_NOT = [  # domain reference 2.2, the right-hand column
    (RoleName.COORDINATOR, {Permission.RECORD_FINDINGS, Permission.CONCLUDE_REVIEW, Permission.SEE_PAPERS,
                            Permission.SEE_LOOKS, Permission.MANAGE_AREAS}),
    (RoleName.KEYWORKER, {Permission.SEE_REFERRALS, Permission.RECORD_CONSENT, Permission.ALLOCATE,
                          Permission.SEE_PAPERS, Permission.SEE_DASHBOARD, Permission.PLAN_REVIEW}),
    (RoleName.PANEL_CHAIR, {Permission.SEE_REGISTER, Permission.SEE_ENTRY, Permission.CHANGE_RATING}),
    (RoleName.PANEL_MEMBER, {Permission.SEE_REGISTER, Permission.SEE_ENTRY, Permission.CONCLUDE_REVIEW,
                             Permission.CHANGE_RATING, Permission.ISSUE_REPORT}),
    (RoleName.COMMISSIONER, CHANGES | {Permission.SEE_PAPERS, Permission.SEE_REFERRALS}),
    (RoleName.COMMUNITY_PROFESSIONAL, {Permission.SEE_REFERRALS, Permission.CHANGE_RATING,
                                       Permission.ALLOCATE, Permission.RECORD_CONSENT, Permission.SEE_PAPERS,
                                       Permission.SEE_DASHBOARD, Permission.PLAN_REVIEW}),
    (RoleName.OVERSIGHT_PANEL_MEMBER, CHANGES | ABOUT_PEOPLE | {Permission.SEE_NARRATIVE,
                                                                Permission.SEE_DASHBOARD}),
    (RoleName.HOST_COMMISSIONER, CHANGES | ABOUT_PEOPLE | {Permission.SEE_DASHBOARD}),
    (RoleName.ANALYST, CHANGES | ABOUT_PEOPLE | {Permission.SEE_NARRATIVE, Permission.SEE_LOOKS}),
    (RoleName.FAMILY, set(Permission) - {Permission.SEE_OWN_SPACE}),
    (RoleName.GOVERNANCE_LEAD, CHANGES | ABOUT_PEOPLE | {Permission.SEE_DASHBOARD, Permission.MANAGE_AREAS}),
    (RoleName.ADMINISTRATOR, CHANGES | ABOUT_PEOPLE | {Permission.SEE_LOOKS, Permission.SEE_DASHBOARD}),
]  # fmt: skip


@pytest.mark.parametrize(("role", "never"), MUST_NOT, ids=[str(row[0]) for row in MUST_NOT])
def test_what_a_role_must_not(role: RoleName, never: set[Permission]) -> None:
    assert not ROLES[role].permissions & never


def test_the_table_is_whole_and_in_plain_words() -> None:
    assert set(ROLES) == set(RoleName) and len(ROLE_CHOICES) == len(RoleName)
    for role in ROLES.values():
        assert role.label and role.sentence.endswith(".") and role.permissions
        assert len(role.sentence) < 180
    assert roles_with(Permission.SEE_LOOKS) == {RoleName.GOVERNANCE_LEAD}
    assert roles_with(Permission.SEE_ENTRY, Reach.AREA) == {RoleName.COORDINATOR, RoleName.COMMISSIONER}
    assert roles_with(Permission.SEE_OWN_SPACE) == {RoleName.FAMILY}


def test_who_reaches_nobodys_record_holds_no_permission_about_a_person() -> None:
    for role in ROLES.values():
        if role.reach is Reach.NOBODY:
            assert not role.permissions & (CHANGES | ABOUT_PEOPLE)


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        (0, None, True), (0, 0, True), (-9, 0, True), (-9, -1, False), (1, None, False), (1, 9, False),
        (-9, 9, True),
    ],
)  # fmt: skip
def test_a_role_is_held_from_its_first_day_to_its_last(
    world: World, start: int, end: int | None, held: bool
) -> None:
    user = world.user(None, "Some Body")
    membership = actions.add_membership(
        user=user, area=world.area, role=RoleName.KEYWORKER, by=world.hand,
        from_day=world.today + timedelta(days=start),
    )  # fmt: skip
    if end is not None:
        actions.end_membership(membership=membership, on=world.today + timedelta(days=end), by=world.hand)
    user = User.objects.get(pk=user.pk)
    assert user.may(Permission.CHANGE_RATING) is held
    assert user.areas_where(Permission.CHANGE_RATING, Reach.ALLOCATION) == ([world.area.pk] if held else [])
    assert user.areas_where(Permission.CHANGE_RATING, Reach.AREA) == []
    assert membership.history.earliest().history_user == world.hand


def test_an_account_that_is_stopped_holds_nothing(world: World) -> None:
    user = world.keyworker
    user.is_active = False
    user.save(by=world.administrator)
    assert not any(User.objects.get(pk=user.pk).may(permission) for permission in Permission)
    assert user.history.latest().history_user == world.administrator


def test_somebody_without_a_role_may_do_nothing(world: World) -> None:
    assert not any(world.user(None).may(permission) for permission in Permission)


def test_the_same_role_from_the_same_day_is_held_once(world: World) -> None:
    again = {"user": world.keyworker, "area": world.area, "role": RoleName.KEYWORKER, "by": world.hand}
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.add_membership(from_day=world.long_ago, **again)
    assert Membership.objects.filter(user=world.keyworker).count() == 1


def test_the_registers_own_hands_cannot_sign_in(world: World) -> None:
    hand = actions.automatic_user(actions.AUTOMATIC_MESSAGES)
    assert hand.automatic and not hand.has_usable_password() and not hand.places()
    for password in ("", "!", hand.password, "Automatic messages"):
        assert authenticate(None, email=hand.email, password=password) is None
    assert actions.automatic_user(actions.AUTOMATIC_MESSAGES) == hand


def test_an_account_without_a_password_cannot_be_signed_in_to(world: World) -> None:
    user = actions.add_user(email="New@Example.org", name="New", by=world.hand)
    assert user.email == "new@example.org" and not user.has_usable_password()
    assert user.history.get().history_user == world.hand

"""Signals among a whole area's work: who stands out there, and who may open the pages."""

from django.urls import reverse

from accounts.permissions import RoleName
from accounts.signal_kinds import Kind
from tests.accounts.test_signals import find, look, signal
from tests.full_house import House
from tests.worlds import signed_in


def test_a_panel_member_has_a_link_to_the_person_of_their_review_only(house: House) -> None:
    member = house.reviews.member
    look(member, house.ali.person_id, page="review")
    look(member, house.tom.person_id, page="review")
    found = {(s.kind, s.person_id) for s in find(house.world) if s.user_id == member.pk}
    assert (Kind.NO_LINK, house.tom.person_id) in found
    assert (Kind.NO_LINK, house.ali.person_id) not in found


def test_ordinary_work_stands_out_nowhere(house: House) -> None:
    """A day of everybody's pages, in working hours: no signal at all."""
    before = {found.pk for found in find(house.world)}
    for user, entries in (
        (house.world.coordinator, [house.jade, house.tom, house.ali, house.new]),
        (house.world.keyworker, [house.jade, house.tom, house.ali]),
        (house.world.commissioner, [house.jade]),
    ):
        for entry in entries:
            look(user, entry.person_id)
    new = [found for found in find(house.world) if found.pk not in before]
    assert [(found.kind, found.user_name) for found in new] == []


def test_only_those_who_judge_open_the_pages(house: House) -> None:
    found = signal(house.world)
    for role, user in house.staff.items():
        for path in (reverse("signals"), reverse("signal", args=[found.pk])):
            status = signed_in(user).get(path).status_code
            assert status == (200 if role is RoleName.GOVERNANCE_LEAD else 403), (role, path)

"""“I changed my mind”, any day, in two clicks: from a form's reference, or from one's own space."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import RoleName
from dsr import actions as dsr
from dsr.consent import Answer, Basis, Decision, Purpose, ShareKind, State
from dsr.gate import gate
from dsr.models import Deadline
from referrals import actions, mind
from referrals.consent_plan import Found
from referrals.mind import Says
from referrals.models import ChangeOfMind
from tests.cetr.worlds import Reviews
from tests.referrals.consents import born_at, day, sent_form
from tests.referrals.sendings import sent
from tests.worlds import World, signed_in

CHANGE, DONE = reverse("change-my-mind"), reverse("changed-my-mind")


def on_the_register(world: World, age: int = 30, **who: Any) -> tuple[Any, Any]:
    """Somebody on the register, shared with a GP, and the referral that began it."""
    entry = world.entry(world.person("Jade", born=born_at(age, world.today)))
    world.consent(entry.person, Purpose.SHARE, to=ShareKind.GP)
    referral = sent(
        world, born={"date_of_birth": entry.person.date_of_birth.isoformat()},
        who=who or {"filling_in_for": "me"},
    )  # fmt: skip
    referral = actions.match_person(
        referral=referral, person=entry.person, by=world.coordinator, today=world.today
    )
    return entry, referral


def followed(source: Any) -> Client:
    """A browser whose owner knows the reference and the birthday."""
    browser = Client()
    data = {"reference": source.spaced_reference, **day("date_of_birth", source.date_of_birth)}
    assert browser.post(reverse("track"), data).status_code == 302
    assert CHANGE in browser.get(reverse("track-status")).content.decode()
    return browser


def press(browser: Client, page: str = CHANGE, **data: Any) -> Any:
    key = browser.get(page).context["form"]["key"].value()
    return browser.post(page, {"key": str(key), "what": "everything", **data})


def may(world: World, entry: Any, purpose: Purpose = Purpose.REGISTER, to: Any = None) -> Any:
    return gate(entry.person, purpose, on=world.today, to=to)


def test_two_clicks_from_the_reference_close_everything_at_once(world: World) -> None:
    entry, referral = on_the_register(world)
    reviews = Reviews(world)
    review = reviews.planned(entry=entry)
    reviews.consent(review)
    assert may(world, entry, Purpose.SHARE, ShareKind.GP).allowed
    browser = followed(referral)
    assert press(browser).url == DONE
    assert may(world, entry).state is State.WITHDRAWN
    assert not may(world, entry, Purpose.SHARE, ShareKind.GP).allowed
    for purpose in (Purpose.MEETING, Purpose.DISCLOSURE, Purpose.USE):
        assert not gate(entry.person, purpose, on=world.today, about=review.pk).allowed
    text = browser.get(DONE).content.decode()
    for words in (
        "It has stopped",
        "Everything",
        "We tell those who had something",
        "To say yes again",
        world.area.phone,
    ):
        assert words in text
    assert Deadline.objects.filter(entry=entry, key="consent_withdrawn_decision").exists()


def test_a_part_can_be_stopped_alone(world: World) -> None:
    entry, referral = on_the_register(world)
    press(followed(referral), what="some", parts=["kinds"], kinds=["share_gp"])
    assert may(world, entry).allowed
    assert may(world, entry, Purpose.SHARE, ShareKind.GP).state is State.WITHDRAWN


def test_pressed_twice_it_is_stopped_once(world: World) -> None:
    entry, referral = on_the_register(world)
    browser = followed(referral)
    key = browser.get(CHANGE).context["form"]["key"].value()
    for _ in range(2):
        assert browser.post(CHANGE, {"key": str(key), "what": "everything"}).url == DONE
    assert ChangeOfMind.objects.count() == 1
    assert entry.person.consents.filter(purpose="register", decision="withdrawn").count() == 1


def test_from_a_consent_forms_own_reference(world: World) -> None:
    person = world.person("Jade", born=born_at(30, world.today))
    form = sent_form(world, born=person.date_of_birth)
    form = actions.match_consent_form(form=form, person=person, by=world.coordinator)
    actions.record_consent_form(form=form, found=Found(), by=world.coordinator, today=world.today)
    assert gate(person, Purpose.SHARE, on=world.today, to=ShareKind.POLICE).allowed
    press(followed(form))
    assert not gate(person, Purpose.SHARE, on=world.today, to=ShareKind.POLICE).allowed
    assert gate(person, Purpose.REGISTER, on=world.today).state is State.WITHDRAWN


def test_a_stranger_with_a_wrong_birthday_learns_nothing_and_stops_nothing(world: World) -> None:
    entry, referral = on_the_register(world)
    browser = Client()
    wrong = day("date_of_birth", referral.date_of_birth - timedelta(days=1))
    refused = browser.post(reverse("track"), {"reference": referral.spaced_reference, **wrong})
    unknown = browser.post(reverse("track"), {"reference": "2222-2222-2", **wrong})
    assert refused.status_code == unknown.status_code == 200
    assert refused.context["form"].errors == unknown.context["form"].errors
    for page in (CHANGE, DONE):
        assert browser.get(page).url == browser.post(CHANGE, {"what": "everything"}).url == reverse("track")
    assert may(world, entry).allowed


# ---------------------------------------------------------------- who may

CHILD, GROWN = 13, 16
TABLE = [
    (Says.PERSON, GROWN, True), (Says.PERSON, CHILD, True), (Says.PARENT, CHILD, True),
    (Says.PARENT, GROWN, False), (Says.DECIDER, GROWN, True), (Says.DECIDER, CHILD, False),
    (Says.OTHER, CHILD, False), (Says.OTHER, GROWN, False),
]  # fmt: skip


@pytest.mark.parametrize(("says", "age", "stops"), TABLE)
def test_whoever_decides_stops_it_and_for_anybody_else_the_team_calls(
    world: World, says: Says, age: int, stops: bool
) -> None:
    entry, referral = on_the_register(world, age=age, filling_in_for="child")
    browser = followed(referral)
    assert "Choose who you are" in press(browser).content.decode()
    press(browser, says=says, name="Mary Morris")
    assert may(world, entry).allowed is not stops
    change = ChangeOfMind.objects.get()
    assert (change.acted, bool(change.why_not)) == (stops, not stops)
    assert ("It has stopped" in browser.get(DONE).content.decode()) is stops
    listed = signed_in(world.coordinator).get(reverse("consent-forms")).content.decode()
    assert ("somebody has to call" in listed) is not stops


BASES = [
    (Says.PERSON, 16, [], Basis.PERSON), (Says.PERSON, 15, [], Basis.CHILD_WISH),
    (Says.PERSON, 15, [Basis.CHILD], Basis.CHILD), (Says.PARENT, 9, [], Basis.PARENT_PR),
    (Says.PARENT, 9, [Basis.COUNCIL_PR], Basis.COUNCIL_PR),
    (Says.PARENT, 9, [Basis.COUNCIL_PR, Basis.PARENT_PR], Basis.PARENT_PR),
    (Says.DECIDER, 40, [Basis.ATTORNEY], Basis.ATTORNEY), (Says.DECIDER, 40, [], Basis.BEST_INTERESTS),
    (Says.DECIDER, 17, [Basis.ATTORNEY], Basis.BEST_INTERESTS),
]  # fmt: skip


@pytest.mark.parametrize(("says", "age", "held", "basis"), BASES)
def test_on_which_basis_it_stands_in_the_ledger(
    world: Any, says: Says, age: int, held: list[Basis], basis: Basis
) -> None:
    answers = [Answer(Purpose.REGISTER, Decision.YES, b, "x", world.today) for b in held]
    assert mind.basis_to_stop(says, age=age, answers=answers) is basis


@pytest.mark.parametrize(
    ("codes", "count"),
    [(["everything"], 5), (["register"], 1), (["share", "share_gp"], 1), (["share_gp", "share_police"], 2),
     (["meeting", "papers", "findings"], 3), ([], 0)],
)  # fmt: skip
def test_what_is_chosen_is_what_stops(codes: list[str], count: int) -> None:
    assert len(mind.stops(codes)) == count


def test_before_anybody_is_on_record_the_team_hears_of_it(world: World) -> None:
    referral = sent(world, who={"filling_in_for": "me"})
    browser = followed(referral)
    press(browser)
    assert "nothing has been shared" in browser.get(DONE).content.decode()
    staff = signed_in(world.coordinator)
    assert "They changed their mind" in staff.get(reverse("referral", args=[referral.pk])).content.decode()
    change = ChangeOfMind.objects.get()
    page = reverse("change-of-mind", args=[change.pk])
    assert "Say what you did" in staff.post(page, {"note": ""}).content.decode()
    assert staff.post(page, {"note": "Called: stays off."}).url == reverse("consent-forms")
    assert staff.post(page, {"note": "Called: stays off."}).status_code == 302, "pressed twice"
    colleague = signed_in(world.user(RoleName.COORDINATOR, "Another Coordinator"))
    later = colleague.post(page, {"note": "Wrote to her."}).text
    assert "Nothing of yours is saved" in later and "Wrote to her." in later
    change.refresh_from_db()
    assert (change.seen_by, change.note) == (world.coordinator, "Called: stays off.")


BAD = [
    ({}, "Choose what should stop"), ({"what": "perhaps"}, "Choose an answer from the list"),
    ({"what": "some"}, "Tick at least one thing"),
    ({"what": "some", "parts": ["kinds"]}, "with whom we should stop"),
    ({"what": "everything", "key": "no key"}, "Open the page again"),
    ({"what": "everything", "words": "x" * 2000}, "1,000 characters or fewer"),
]  # fmt: skip


def test_a_bad_answer_gets_a_sentence_and_stops_nothing(world: World) -> None:
    entry, referral = on_the_register(world)
    browser = followed(referral)
    for data, sentence in BAD:
        key = str(browser.get(CHANGE).context["form"]["key"].value())
        page = browser.post(CHANGE, {"key": key, **data})
        assert page.status_code == 200 and sentence in page.content.decode(), data
    assert may(world, entry).allowed and not ChangeOfMind.objects.exists()


# ---------------------------------------------------------------- from one's own space


def own_page(world: World, age: int, **contact: Any) -> tuple[Any, Client, str]:
    entry, _ = on_the_register(world, age=age)
    dsr.add_contact(
        person=entry.person, name="Mary Morris", relation="Mum", may_be_told=True, user=world.family,
        by=world.coordinator, **contact,
    )  # fmt: skip
    return entry, signed_in(world.family), reverse("my-change", args=[entry.pk])


OWN = [
    (30, {"is_the_person": True}, True), (13, {"is_the_person": True}, True),
    (13, {"parental_responsibility": True}, True), (16, {"parental_responsibility": True}, False),
    (30, {}, False), (13, {}, False),
]  # fmt: skip


@pytest.mark.parametrize(("age", "contact", "stops"), OWN)
def test_in_ones_own_space_only_those_who_decide_may(
    world: World, age: int, contact: dict[str, bool], stops: bool
) -> None:
    entry, browser, page = own_page(world, age, **contact)
    assert page in browser.get(reverse("me")).content.decode()
    shown = browser.get(page)
    assert (shown.context["form"] is not None) is stops
    if stops:
        assert press(browser, page).url == DONE
        assert browser.get(DONE).status_code == 200
    else:
        assert "They can" in shown.content.decode()
        browser.post(page, {"what": "everything"})
    assert may(world, entry).allowed is not stops


def test_nobody_changes_the_mind_of_somebody_they_have_nothing_to_do_with(world: World) -> None:
    entry, _ = on_the_register(world)
    page = reverse("my-change", args=[entry.pk])
    assert signed_in(world.family).post(page, {"what": "everything"}).status_code == 404
    assert signed_in(world.coordinator).get(page).status_code == 403

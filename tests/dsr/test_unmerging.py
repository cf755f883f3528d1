"""A merge is undone by two people within 30 days, unless nobody can tell any more what is whose."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from accounts import actions as accounts
from accounts.models import User
from config.refused import Refused
from dsr import actions, consent, pairs
from dsr.days import plain
from dsr.models import Contact, MergeRecord, Person
from dsr.names import synthetic_nhs_number
from dsr.unmerging import FACTS, UNDONE_WITHIN
from referrals import actions as referrals
from referrals.models import Referral
from tests.dsr.test_merging import Two, merge, second, two
from tests.referrals.sendings import sent
from tests.worlds import World, signed_in

__all__ = ["second", "two"]  # fixtures
WHY = "Two sisters, not one person."


def ask_undo(world: World, kept: Person, by: User | None = None) -> Any:
    record = MergeRecord.objects.get(kept=kept, undone_on=None)
    return accounts.ask_for_two(
        kind=pairs.UNDO_MERGE, area=world.area, subjects=[kept.pk, record.merged_id], why=WHY,
        details={"merge": str(record.pk)}, by=by or world.coordinator,
    )  # fmt: skip


def undo(world: World, kept: Person, second: User) -> None:
    accounts.agree_as_second(request=ask_undo(world, kept), by=second)


def as_read(person: Person) -> dict[str, Any]:
    found = Person.objects.get(pk=person.pk)
    return {name: getattr(found, name) for name in (*FACTS, "search_name")}


def test_what_went_over_goes_back_and_both_read_as_before(world: World, two: Two, second: User) -> None:
    jade, other = two
    father = world.family
    told = actions.add_contact(
        person=jade.person, name="Fred Morris", relation="Dad", user=father, may_be_told=True,
        by=world.coordinator,
    )  # fmt: skip
    actions.add_contact(person=other, name="Fred Morris", relation="Dad", by=world.coordinator)
    form = sent(world)
    referrals.match_person(referral=form, person=other, by=world.coordinator, today=world.today)
    before = as_read(jade.person), as_read(other)
    rows = set(other.entries.values_list("pk", flat=True)), set(other.contacts.values_list("pk", flat=True))
    kept = merge(world, jade.person, other, second)
    assert Contact.objects.get(pk=told.pk).user is None
    undo(world, kept, second)
    assert (as_read(jade.person), as_read(other)) == before
    other.refresh_from_db()
    assert other.merged_into is None
    assert (
        set(other.entries.values_list("pk", flat=True)),
        set(other.contacts.values_list("pk", flat=True)),
    ) == rows
    assert Referral.objects.get(pk=form.pk).person == other
    assert Contact.objects.get(pk=told.pk).user == father
    record = MergeRecord.objects.get()
    assert record.undone_by == second and record.moved["referrals.Referral"] == [str(form.pk)]
    merge(world, Person.objects.get(pk=jade.person_id), other, second)
    assert MergeRecord.objects.filter(undone_on=None).count() == 1, "and can be merged again"


def an_answer(world: World, kept: Person) -> None:
    world.consent(kept, consent.Purpose.SHARE)


def a_contact(world: World, kept: Person) -> None:
    actions.add_contact(person=kept, name="Ann", relation="Aunt", by=world.coordinator)


def a_change(world: World, kept: Person) -> None:
    actions.change_person(person=kept, address="9 Elsewhere", by=world.coordinator)


def a_form(world: World, kept: Person) -> None:
    referrals.match_person(referral=sent(world), person=kept, by=world.coordinator, today=world.today)


def a_place(world: World, kept: Person) -> None:
    east = World("Eastmere")
    actions.add_to_register(person=kept, area=east.area, added_on=world.today, by=east.coordinator)


def a_restriction(world: World, kept: Person) -> None:
    actions.restrict(person=kept, why="Kin.", allowed=[], by=world.coordinator, today=world.today)


def a_hold(world: World, kept: Person) -> None:
    actions.place_hold(person=kept, why="An inquest.", by=world.coordinator, today=world.today)


def a_further_merge(world: World, kept: Person) -> None:
    third = world.person("Jadey")
    actions.merge_people(
        kept=kept, merged=third, asked_by=world.coordinator, by=world.governance, today=world.today
    )


ADDED: dict[str, Callable[[World, Person], None]] = {
    "an answer about consent": an_answer,
    "somebody in the person’s life": a_contact,
    "was changed since the merge": a_change,
    "a form": a_form,
    "a new place|not everything in them": a_place,
    "not everything in them|was changed since|restriction": a_restriction,
    "legal hold": a_hold,
    "merge|was changed since": a_further_merge,
}


@pytest.mark.parametrize("sentence", ADDED)
def test_what_was_added_since_and_could_be_of_either_stops_it(
    world: World, two: Two, second: User, sentence: str
) -> None:
    jade, other = two
    kept = merge(world, jade.person, other, second)
    ADDED[sentence](world, kept)
    record = MergeRecord.objects.filter(merged=other).get()
    with pytest.raises(Refused, match=sentence):
        actions.undo_merge(record=record, asked_by=world.coordinator, by=second, today=world.today)
    other.refresh_from_db()
    assert other.merged_into_id == kept.pk


def test_what_happens_on_an_entry_goes_with_it(world: World, two: Two, second: User) -> None:
    jade, other = two
    kept = merge(world, jade.person, other, second)
    actions.add_note(entry=jade, text="Slept well.", by=world.keyworker)
    world.rate(jade, "amber")
    undo(world, kept, second)
    assert jade.notes.count() == 1


@pytest.mark.parametrize(("days", "goes"), [(0, True), (UNDONE_WITHIN, True), (UNDONE_WITHIN + 1, False)])
def test_it_can_be_undone_for_thirty_days(
    world: World, two: Two, second: User, days: int, goes: bool
) -> None:
    jade, other = two
    merge(world, jade.person, other, second)
    on = world.today + timedelta(days=days)
    facts: dict[str, Any] = {"asked_by": world.coordinator, "by": second, "today": on}
    if goes:
        assert actions.undo_merge(record=MergeRecord.objects.get(), **facts) == other
    else:
        with pytest.raises(Refused, match="older than 30 days"):
            actions.undo_merge(record=MergeRecord.objects.get(), **facts)


def test_it_takes_two_and_is_asked_for_on_a_page(world: World, two: Two, second: User) -> None:
    jade, other = two
    team, path = signed_in(world.coordinator), f"/register/{jade.pk}/unmerge/"
    assert team.get(path).status_code == 404
    kept = merge(world, jade.person, other, second)
    record = MergeRecord.objects.get()
    assert "Jayde MAURICE" in team.get(path).content.decode()
    assert team.post(path, {"merge": str(record.pk), "why": WHY}).status_code == 302
    other.refresh_from_db()
    assert other.merged_into == kept, "one person alone undoes nothing"
    from accounts.models import JointRequest

    request = JointRequest.objects.get(kind=pairs.UNDO_MERGE)
    with pytest.raises(Refused):
        accounts.agree_as_second(request=request, by=world.coordinator)
    accounts.agree_as_second(request=request, by=second)
    other.refresh_from_db()
    assert other.merged_into is None and other.nhs_number == synthetic_nhs_number(5)


def test_the_entry_leads_to_undoing_while_it_can_be_and_says_until_when(
    world: World, two: Two, second: User
) -> None:
    jade, other = two
    page, link = f"/register/{jade.pk}/", f"/register/{jade.pk}/unmerge/"
    assert link not in signed_in(world.coordinator).get(page).text
    kept = merge(world, jade.person, other, second)
    until = plain(world.today + timedelta(days=UNDONE_WITHIN))
    shown = signed_in(world.coordinator).get(page).text
    assert link in shown and f"until {until}" in shown
    assert link not in signed_in(world.keyworker).get(page).text
    undo(world, kept, second)
    assert link not in signed_in(world.coordinator).get(page).text


def test_a_name_put_right_since_is_found_and_stops_undoing(world: World, two: Two, second: User) -> None:
    jade, other = two
    kept = merge(world, jade.person, other, second)
    actions.correct_person(person=kept, family_name="Rahman", by=second, today=world.today)
    with pytest.raises(Refused, match="was changed since the merge"):
        undo(world, kept, second)


def test_somebody_who_left_their_life_since_is_not_told_again_by_undoing(
    world: World, two: Two, second: User
) -> None:
    jade, other = two
    facts = {"name": "Fred Morris", "relation": "Dad", "by": world.coordinator}
    told = actions.add_contact(person=jade.person, user=world.family, may_be_told=True, **facts)
    actions.add_contact(person=other, **facts)
    kept = merge(world, jade.person, other, second)
    actions.end_contact(contact=told, by=second, today=world.today)
    undo(world, kept, second)
    told.refresh_from_db()
    assert (told.user, told.may_be_told, told.ended_on) == (None, False, world.today)

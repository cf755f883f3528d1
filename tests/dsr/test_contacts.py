"""Who is in somebody's life: added, changed, said to be the person themselves, and no longer in it."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts.permissions import RoleName
from dsr import actions
from dsr.models import Contact, RegisterEntry
from dsr.who_hears import who_hears
from tests.worlds import World, signed_in

MUM = {
    "name": "Mary Morris", "relation": "Mum", "organisation": "", "phone": "01632 960 123",
    "email": "mary@example.org", "is_the_person": "no", "parental_responsibility": "yes",
    "may_be_told": "yes", "account": "",
}  # fmt: skip


def path(entry: RegisterEntry, contact: Contact | None = None, what: str = "change") -> str:
    return f"/register/{entry.pk}/people/{f'{contact.pk}/{what}/' if contact else 'add/'}"


def sent(**other: Any) -> dict[str, Any]:
    return MUM | {"key": str(uuid4())} | other


def mum_of(world: World, entry: RegisterEntry, **facts: Any) -> Contact:
    told = {"may_be_told": True, "user": world.family} | facts
    return actions.add_contact(
        person=entry.person, name="Mary Morris", relation="Mum", by=world.coordinator, **told
    )


def test_somebody_is_added_from_the_entry_and_once_though_it_is_pressed_twice(world: World) -> None:
    entry, browser = world.entry(), signed_in(world.coordinator)
    page = f"/register/{entry.pk}/"
    assert path(entry) in browser.get(page).text
    assert browser.get(path(entry)).status_code == 200
    mum = sent(organisation="Northmoor Council, cook", account=world.family.pk)
    for _ in range(2):
        assert browser.post(path(entry), mum).status_code == 302
    contact = entry.person.contacts.get()
    assert (contact.phone, contact.email) == ("01632 960 123", "mary@example.org")
    assert contact.parental_responsibility and contact.may_be_told and contact.user == world.family
    shown = browser.get(page).text
    assert "Northmoor Council, cook" in shown and "mary@example.org" in shown
    seen = signed_in(world.commissioner).get(page).text
    assert "mary@example.org" not in seen and "01632 960 123" not in seen


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"name": ""}, "name", "Enter their name"),
        ({"email": "mary at home"}, "email", "e-mail"),
        ({"may_be_told": ""}, "may_be_told", "Say whether they may be told"),
        ({"may_be_told": "no", "account": "family"}, "account", "may not be told"),
        ({"is_the_person": "yes"}, "parental_responsibility", "for themselves"),
        (
            {"is_the_person": "yes", "parental_responsibility": "no", "may_be_told": "no"},
            "may_be_told",
            "their own record",
        ),
    ],
)
def test_what_cannot_be_is_said_beside_the_question_and_the_rest_stays(
    world: World, wrong: dict[str, str], field: str, sentence: str
) -> None:
    entry = world.entry()
    if wrong.get("account"):
        wrong = wrong | {"account": str(world.family.pk)}
    answer = signed_in(world.coordinator).post(path(entry), sent(organisation="Typed and kept") | wrong)
    assert answer.status_code == 200 and sentence in str(answer.context["form"].errors[field])
    assert "Typed and kept" in answer.text and not Contact.objects.exists()


def test_one_account_is_one_persons(world: World) -> None:
    entry = world.entry()
    mum_of(world, entry)
    own = {"name": "Jade", "relation": "herself", "is_the_person": "yes", "parental_responsibility": "no"}
    answer = signed_in(world.coordinator).post(path(entry), sent(**own, account=world.family.pk))
    assert "account of Mary Morris (Mum)" in str(answer.context["form"].errors["account"])


def test_a_young_person_gets_a_space_of_their_own(world: World) -> None:
    entry, jade = world.entry(), world.user(RoleName.FAMILY, "Jade Morris")
    contact = actions.add_contact(person=entry.person, name="Jade", relation="herself", by=world.coordinator)
    assert "My rating" not in signed_in(jade).get("/me/").text
    own = sent(name="Jade", relation="herself", is_the_person="yes", parental_responsibility="no",
               account=jade.pk, version=contact.version)  # fmt: skip
    assert signed_in(world.coordinator).post(path(entry, contact), own).status_code == 302
    space = signed_in(jade).get("/me/")
    assert [one["own"] for one in space.context["spaces"]] == [True]
    again = own | {"key": str(uuid4()), "name": "Jade M", "account": ""}
    refused = signed_in(world.coordinator).post(path(entry), again)
    assert "recorded as the person themselves already" in str(refused.context["form"].errors["is_the_person"])


def test_who_changes_second_sees_both_and_loses_nothing(world: World) -> None:
    entry = world.entry()
    contact = mum_of(world, entry, user=None)
    mine = sent(name="Mary Anne Morris", version=contact.version)
    actions.change_contact(
        contact=contact, expected_version=contact.version, phone="01632 960 999", by=world.hand
    )
    browser = signed_in(world.coordinator)
    both = browser.post(path(entry, contact), mine)
    assert both.status_code == 409 and "01632 960 999" in both.text and "Mary Anne Morris" in both.text
    assert browser.post(path(entry, contact), dict(both.context["kept"])).status_code == 302
    contact.refresh_from_db()
    assert (contact.name, contact.phone) == ("Mary Anne Morris", "01632 960 123")


def test_the_account_they_have_is_not_lost_by_saving_something_else(world: World) -> None:
    entry = world.entry()
    contact = mum_of(world, entry, user=world.keyworker)  # an account that is no family's now
    page = signed_in(world.coordinator).get(path(entry, contact))
    assert world.keyworker.email in page.text
    kept = sent(account=world.keyworker.pk, phone="01632 960 777", version=contact.version)
    assert signed_in(world.coordinator).post(path(entry, contact), kept).status_code == 302
    contact.refresh_from_db()
    assert (contact.user, contact.phone) == (world.keyworker, "01632 960 777")


def test_who_is_no_longer_in_their_life_is_listed_nowhere_and_sees_nothing(world: World) -> None:
    entry = world.entry()
    contact = mum_of(world, entry)
    mum, browser = signed_in(world.family), signed_in(world.coordinator)
    assert len(mum.get("/me/").context["spaces"]) == 1
    assert path(entry, contact, "end") in browser.get(path(entry, contact)).text
    assert "Mary Morris" in browser.get(path(entry, contact, "end")).text
    for _ in range(2):
        assert browser.post(path(entry, contact, "end")).status_code == 302
    contact.refresh_from_db()
    assert (contact.ended_on, contact.user, contact.may_be_told) == (world.today, None, False)
    assert contact.history.count() == 2 and contact.history.earliest().user == world.family
    assert mum.get("/me/").context["spaces"] == []
    browser.get(f"/register/{entry.pk}/")  # which says once that it is done
    assert "Mary Morris" not in browser.get(f"/register/{entry.pk}/").text
    assert who_hears(entry, today=world.today) == []
    assert browser.get(path(entry, contact)).status_code == 404
    assert browser.get(f"/register/{entry.pk}/people/{contact.pk}/").status_code == 404


def test_the_database_lets_nobody_who_is_gone_be_told(world: World) -> None:
    contact = mum_of(world, world.entry())
    contact.ended_on = world.today
    with pytest.raises(IntegrityError, match="who_is_gone"), transaction.atomic():
        contact.save(by=world.hand)


@pytest.mark.parametrize(
    "role", [RoleName.KEYWORKER, RoleName.COMMISSIONER, RoleName.FAMILY, RoleName.GOVERNANCE_LEAD]
)
def test_others_than_the_coordinator_change_nobody(world: World, role: RoleName) -> None:
    entry = world.entry()
    contact = mum_of(world, entry, user=None)
    browser = signed_in(world.user(role, "Some Body"))
    for page in (path(entry), path(entry, contact), path(entry, contact, "end")):
        assert browser.get(page).status_code in (403, 404)
        assert browser.post(page, sent(version=contact.version)).status_code in (403, 404)
    assert "people/add/" not in signed_in(world.keyworker).get(f"/register/{entry.pk}/").text


def test_somebody_of_another_persons_life_is_not_found(world: World) -> None:
    entry, other = world.entry(), world.entry(world.person("Ali"))
    contact = mum_of(world, other, user=None)
    browser = signed_in(world.coordinator)
    for what in ("change", "end"):
        assert browser.get(path(entry, contact, what)).status_code == 404

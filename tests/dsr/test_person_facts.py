"""Who somebody is can be put right: names, date of birth, NHS number, address, diagnoses."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.models import AccessLogEntry
from accounts.permissions import RoleName
from config.refused import Refused
from dsr import actions, consent
from dsr.clock_facts import differences_of
from dsr.days import add_months, birthday
from dsr.models import Person, RegisterEntry
from dsr.names import spaced_nhs_number, synthetic_nhs_number
from tests.worlds import World, signed_in


def path(entry: RegisterEntry) -> str:
    return f"/register/{entry.pk}/facts/"


def typed(person: Person, **other: Any) -> dict[str, Any]:
    """What the page sends when nothing is changed, and what is."""
    born = other.pop("born", person.date_of_birth)
    names = ("given_name", "family_name", "address", "postcode", "learning_disability", "autism")
    sent = {name: getattr(person, name) for name in (*names, "ehc_plan", "looked_after", "version")}
    sent |= {"nhs_number": person.nhs_number or ""}
    sent |= {"date_of_birth": born.isoformat()}
    return sent | other


def test_all_of_it_can_be_corrected_and_what_it_was_stays_in_the_history(world: World) -> None:
    entry = world.entry(world.person("Jade", address="1 Old Lane"))
    facts = {
        "family_name": "Rahman", "nhs_number": spaced_nhs_number(synthetic_nhs_number(3)),
        "address": "2 New Lane", "postcode": "ne8 1hh", "autism": "diagnosed", "ehc_plan": "yes",
        "looked_after": "no",
    }  # fmt: skip
    browser = signed_in(world.coordinator)
    done = browser.post(path(entry), typed(entry.person, born=date(1996, 5, 6), **facts))
    assert done.status_code == 302
    now = Person.objects.get(pk=entry.person_id)
    assert (now.family_name, now.date_of_birth, now.autism) == ("Rahman", date(1996, 5, 6), "diagnosed")
    assert (now.nhs_number, now.postcode, now.ehc_plan) == (synthetic_nhs_number(3), "NE8 1HH", "yes")
    before = now.history.earliest()
    assert (before.family_name, before.address) == ("Morris", "1 Old Lane")
    assert now.history.latest().history_user == world.coordinator
    shown = browser.get(f"/register/{entry.pk}/").text
    assert "2 New Lane, NE8 1HH" in shown and f'href="{path(entry)}"' in shown
    for name in ("Morris", "Rahman"):  # the old name finds them still
        assert f"/register/{entry.pk}/" in browser.post("/search/", {"q": name}, follow=True).text, name


def test_where_they_live_is_shown_only_to_who_may_know_it(world: World) -> None:
    entry = world.entry(world.person("Jade", address="1 Old Lane", ehc_plan="yes"))
    assert "1 Old Lane" in signed_in(world.keyworker).get(f"/register/{entry.pk}/").text
    seen = signed_in(world.commissioner).get(f"/register/{entry.pk}/").text
    assert "1 Old Lane" not in seen and "EHC plan" not in seen


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"given_name": ""}, "Enter the first name"),
        ({"nhs_number": "999 123 4567"}, "NHS number"),
        ({"born": date(2200, 1, 1)}, "date of birth"),
        ({"autism": "perhaps"}, "autism"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_the_rest_stays(
    world: World, wrong: dict[str, Any], sentence: str
) -> None:
    entry = world.entry()
    answer = signed_in(world.coordinator).post(
        path(entry), typed(entry.person, address="Typed and kept", **wrong)
    )
    assert answer.status_code == 200 and sentence in answer.text and "Typed and kept" in answer.text
    field = "date_of_birth" if "born" in wrong else next(iter(wrong))
    assert answer.context["form"].errors[field]
    assert Person.objects.get(pk=entry.person_id).address == ""


def test_nobody_is_born_after_something_that_is_on_record(world: World) -> None:
    entry = world.entry(world.person("Jade"))
    with pytest.raises(Refused, match="must be in the past"):
        correct(world, entry, world.today + timedelta(days=1))
    entry.added_on = world.today - timedelta(days=400)
    entry.save(by=world.hand)
    answer = signed_in(world.coordinator).post(
        path(entry), typed(entry.person, born=world.today - timedelta(days=300))
    )
    assert "before this date of birth" in str(answer.context["form"].errors["date_of_birth"])


def test_a_number_of_somebody_in_sight_leads_to_comparing_both(world: World) -> None:
    other = world.entry(world.person("Jayde", nhs_number=synthetic_nhs_number(4)))
    entry = world.entry(world.person("Jade"))
    sent = typed(entry.person, nhs_number=other.person.nhs_number, address="Typed and kept")
    answer = signed_in(world.coordinator).post(path(entry), sent)
    assert "Jayde MORRIS is on record with this NHS number" in answer.text
    assert f"/register/{entry.pk}/merge/{other.pk}/" in answer.text and "Typed and kept" in answer.text
    assert AccessLogEntry.objects.filter(page="facts", people__contains=[other.person_id]).count() == 1


def test_a_number_of_somebody_out_of_sight_tells_nothing_about_them(world: World) -> None:
    east = World("Eastmere")
    other = east.entry(east.person("Jayde", nhs_number=synthetic_nhs_number(4)))
    entry = world.entry(world.person("Jade"))
    sent = typed(entry.person, nhs_number=other.person.nhs_number)
    answer = signed_in(world.coordinator).post(path(entry), sent)
    assert "on record already" in str(answer.context["form"].errors["nhs_number"])
    assert "Jayde" not in answer.text and str(other.pk) not in answer.text
    assert not AccessLogEntry.objects.filter(people__contains=[other.person_id], page="facts").exists()


@pytest.mark.parametrize(
    "role", [RoleName.KEYWORKER, RoleName.COMMISSIONER, RoleName.FAMILY, RoleName.GOVERNANCE_LEAD]
)
def test_others_than_the_coordinator_cannot(world: World, role: RoleName) -> None:
    entry = world.entry()
    browser = signed_in(world.user(role, "Some Body"))
    assert browser.get(path(entry)).status_code in (403, 404)
    assert browser.post(path(entry), typed(entry.person, given_name="X")).status_code in (403, 404)
    shown = signed_in(world.keyworker).get(f"/register/{entry.pk}/").text
    assert path(entry) not in shown


def test_who_saves_second_sees_both_and_loses_nothing(world: World) -> None:
    entry = world.entry()
    mine = typed(entry.person, address="Mine, typed long")
    actions.correct_person(
        person=entry.person, family_name="Rahman", address="Theirs", by=world.hand, today=world.today
    )
    browser = signed_in(world.coordinator)
    both = browser.post(path(entry), mine)
    assert both.status_code == 409 and "Theirs" in both.text and "Mine, typed long" in both.text
    again = dict(both.context["kept"])
    assert browser.post(path(entry), again).status_code == 302
    assert Person.objects.get(pk=entry.person_id).address == "Mine, typed long"


# ---------------------------------------------------------------- clocks


def correct(world: World, entry: RegisterEntry, born: date) -> RegisterEntry:
    person = Person.objects.get(pk=entry.person_id)
    actions.correct_person(person=person, date_of_birth=born, by=world.coordinator, today=world.today)
    return RegisterEntry.objects.select_related("person", "area").get(pk=entry.pk)


def aged(world: World, years: int, months: int = 3) -> date:
    return add_months(world.today, -12 * years - months)


# Over 16, 18 and 25, to both sides, and far over all of them.
AGES = [(15, 16), (16, 15), (17, 18), (18, 17), (24, 26), (26, 24), (13, 40), (40, 13)]


@pytest.mark.parametrize(("first", "second"), AGES)
@pytest.mark.parametrize("way", ["hospital", "withdrawn"])
def test_the_clocks_are_those_of_the_right_age(world: World, first: int, second: int, way: str) -> None:
    entry = world.entry(world.person("Jade", born=aged(world, first)))
    actions.allocate(
        entry=entry, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
    )
    if way == "hospital":
        actions.admit(
            entry=entry, hospital="The Larches", legal_status="3", admitted_on=world.today,
            by=world.coordinator, today=world.today,
        )  # fmt: skip
    else:
        world.rate(entry, "red")
    if way == "withdrawn":
        world.consent(entry.person, decision=consent.Decision.WITHDRAWN)
    actions.sweep(today=world.today, by=world.hand)
    entry = RegisterEntry.objects.select_related("person", "area").get(pk=entry.pk)
    assert list(differences_of(entry)) == []
    entry = correct(world, entry, aged(world, second))
    assert list(differences_of(entry)) == []
    running = set(entry.deadlines.open().values_list("key", "started_on", "due_on", "about"))
    actions.sweep(today=world.today, by=world.hand)
    entry = RegisterEntry.objects.select_related("person", "area").get(pk=entry.pk)
    assert list(differences_of(entry)) == []
    assert set(entry.deadlines.open().values_list("key", "started_on", "due_on", "about")) == running


def test_a_visit_is_due_by_the_childs_number_once_they_are_known_to_be_a_child(world: World) -> None:
    entry = world.entry(world.person("Jade", born=aged(world, 19)))
    actions.admit(
        entry=entry, hospital="The Larches", legal_status="3", admitted_on=world.today,
        by=world.coordinator, today=world.today,
    )  # fmt: skip
    adult = entry.deadlines.open().get(key="oversight_visit")
    entry = correct(world, entry, aged(world, 17))
    child = entry.deadlines.open().get(key="oversight_visit")
    assert (adult.group, child.group) == ("ADULT", "CYP") and child.due_on < adult.due_on
    assert child.recomputed_why.startswith("The date of birth was wrong")


def test_who_turns_16_by_the_right_date_is_asked_though_a_wrong_16th_birthday_was_answered(
    world: World,
) -> None:
    entry = world.entry(world.person("Jade", born=aged(world, 16, 1)))
    row = entry.deadlines.filter(key="consent_turning_16")
    actions.open_deadline(
        entry=entry, key="consent_turning_16", started_on=birthday(aged(world, 16, 1), 16), by=world.hand
    )
    actions.meet_deadlines(entry=entry, keys=["consent_turning_16"], on=world.today, by=world.hand)
    born = aged(world, 15, 2)  # their birthday is in ten months: not asked yet
    correct(world, entry, born)
    assert not row.filter(met_on=None, cancelled_on=None).exists()
    later = birthday(born, 16) - timedelta(days=10)
    actions.sweep(today=later, by=world.hand)
    assert row.get(met_on=None, cancelled_on=None).started_on == birthday(born, 16)


def test_who_has_outgrown_the_register_by_the_right_date_is_offered_on(world: World) -> None:
    adults = World("Adultmere")
    world.area.age_to, world.area.hands_over_to = 17, adults.area
    world.area.save(by=world.hand)
    entry = world.entry(world.person("Jade", born=aged(world, 17)))
    world.consent(entry.person, consent.Purpose.SHARE)
    entry = correct(world, entry, aged(world, 18))
    assert entry.deadlines.open().filter(key="register_handover").count() == 1
    assert entry.transfers.open().count() == 1
    entry = correct(world, entry, aged(world, 17))
    assert not entry.deadlines.open().filter(key="register_handover").exists()
    assert not entry.transfers.open().exists() and list(differences_of(entry)) == []

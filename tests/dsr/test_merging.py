"""Two records of one person become one: by two people, whole or not at all (checks S16, S51)."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts import actions as accounts
from accounts.models import AccessLogEntry, JointRequest, User
from accounts.permissions import Permission, RoleName
from config.refused import Refused
from dsr import actions, consent, merging, pairs
from dsr.gate import gate
from dsr.in_the_way import MOVERS
from dsr.merge_facts import side_by_side
from dsr.models import ConsentRecord, Contact, Person, RegisterEntry
from dsr.names import synthetic_nhs_number
from referrals import actions as referrals
from tests.dsr.test_at_once import all_at_once
from tests.referrals.sendings import sent
from tests.worlds import World, signed_in

WHY = "Same birth date, same mother, the name was spelt by ear."
Two = tuple[RegisterEntry, Person]


@pytest.fixture
def two(world: World) -> Two:
    """Jade on the register; and a record of her under another spelling, off it, with a number and answers."""
    jade = world.entry(world.person("Jade", contact_rules="Phone after 4."))
    other = world.person(
        "Jayde", family_name="Maurice", nhs_number=synthetic_nhs_number(5), adjustments=["pictures"],
        contact_rules="Never phone the father.", address="1 Nowhere Lane",
    )  # fmt: skip
    entry = world.entry(other)
    entry.status = "removed"
    entry.save(by=world.coordinator)
    actions.add_contact(person=other, name="Ann Maurice", relation="Mum", by=world.coordinator)
    return jade, Person.objects.get(pk=other.pk)


@pytest.fixture
def second(world: World) -> User:
    return world.user(RoleName.COORDINATOR, "Sec Ond")


def ask(world: World, kept: Person, merged: Person, by: User | None = None) -> JointRequest:
    return accounts.ask_for_two(
        kind=pairs.MERGE, area=world.area, subjects=[kept.pk, merged.pk], why=WHY, by=by or world.coordinator,
        details={"kept": str(kept.pk), "merged": str(merged.pk)},
    )  # fmt: skip


def merge(world: World, kept: Person, merged: Person, second: User) -> Person:
    accounts.agree_as_second(request=ask(world, kept, merged), by=second)
    return Person.objects.get(pk=kept.pk)


def test_everything_follows_and_nothing_is_rewritten(world: World, two: Two, second: User) -> None:
    jade, other = two
    answers = list(ConsentRecord.objects.filter(person=other).values())
    kept = merge(world, jade.person, other, second)
    assert kept.nhs_number == synthetic_nhs_number(5) and kept.address == "1 Nowhere Lane"
    assert kept.contact_rules == "Phone after 4.\nNever phone the father."
    assert kept.adjustments == ["pictures"] and kept.given_name == "Jade"
    assert {entry.person_id for entry in RegisterEntry.objects.all()} == {kept.pk}
    assert {contact.person_id for contact in Contact.objects.all()} == {kept.pk}
    assert list(ConsentRecord.objects.filter(person=other).values()) == answers
    assert set(ConsentRecord.objects.of(kept)) == set(ConsentRecord.objects.all())
    other.refresh_from_db()
    assert (other.merged_into, other.nhs_number) == (kept, None)
    assert other.history.latest().history_user == second
    assert other.history.earliest().nhs_number == synthetic_nhs_number(5)


def test_an_answer_given_to_the_merged_record_counts_for_the_one_that_goes_on(
    world: World, second: User
) -> None:
    kept, other = world.person("Jade"), world.person("Jayde")
    world.consent(other)
    entry = world.entry(world.person("Anchor"))  # somebody else, untouched
    assert not gate(kept, consent.Purpose.REGISTER, on=world.today).allowed
    kept = merge(world, kept, other, second)
    assert gate(kept, consent.Purpose.REGISTER, on=world.today).allowed
    added = actions.add_to_register(person=kept, area=world.area, added_on=world.today, by=second)
    assert added.deadlines.open().filter(key="consent_recheck").exists()
    entry.refresh_from_db()
    assert entry.person.given_name == "Anchor"


def test_a_no_to_the_merged_record_is_a_no(world: World, second: User) -> None:
    kept, other = world.person("Jade"), world.person("Jayde")
    world.consent(kept)
    world.consent(other, decision=consent.Decision.NO)
    kept = merge(world, kept, other, second)
    assert not gate(kept, consent.Purpose.REGISTER, on=world.today).allowed


def test_three_records_become_one_step_not_a_chain(world: World, second: User) -> None:
    a, b, c = (world.person(name) for name in ("Ann", "Anne", "Anna"))
    merge(world, b, a, second)
    merge(world, c, Person.objects.get(pk=b.pk), second)
    assert set(Person.objects.filter(merged_into=c)) == {a, b}


def test_the_old_name_finds_it_and_the_old_record_is_gone(world: World, two: Two, second: User) -> None:
    jade, other = two
    merge(world, jade.person, other, second)
    browser = signed_in(world.coordinator)
    for text in ("maurice", "Jayde", "Jade Morris"):
        assert f"/register/{jade.pk}/" in browser.post("/search/", {"q": text}, follow=True).text, text
    assert not Person.objects.visible_to(world.coordinator).filter(pk=other.pk).exists()
    actions.change_person(person=jade.person, preferred_name="Jay", by=second)
    assert f"/register/{jade.pk}/" in browser.post("/search/", {"q": "maurice"}, follow=True).text


def test_who_looked_shows_the_looks_at_both(world: World, two: Two, second: User) -> None:
    jade, other = two
    old = other.entries.get()
    signed_in(world.commissioner).get(f"/register/{old.pk}/")
    merge(world, jade.person, other, second)
    from dsr.views.looks import looks_at

    seen = looks_at(Person.objects.get(pk=jade.person_id)).filter(user_id=world.commissioner.pk)
    assert seen.filter(people=[other.pk]).exists()
    assert AccessLogEntry.objects.filter(people=[other.pk]).exists()


def test_forms_follow(world: World, second: User) -> None:
    kept, other = world.person("Jade"), world.person("Jayde")
    form = referrals.match_person(referral=sent(world), person=other, by=world.coordinator, today=world.today)
    merge(world, kept, other, second)
    form.refresh_from_db()
    assert form.person == kept


def test_nothing_is_written_to_a_record_that_was_merged(world: World, second: User) -> None:
    kept, other = world.person("Jade"), world.person("Jayde")
    merge(world, kept, other, second)
    with pytest.raises(Refused, match="was merged"):
        world.consent(other)
    with pytest.raises(Refused, match="was merged"):
        actions.add_to_register(person=other, area=world.area, added_on=world.today, by=second)
    with pytest.raises(Refused, match="was merged"):
        actions.place_hold(person=other, why="An inquest.", by=second, today=world.today)


# ---------------------------------------------------------------- what is refused


def numbers(world: World) -> tuple[Person, Person]:
    return (
        world.person("Jade", nhs_number=synthetic_nhs_number(1)),
        world.person("Jade", nhs_number=synthetic_nhs_number(2)),
    )


def both_on(world: World) -> tuple[Person, Person]:
    return world.entry(world.person("Jade")).person, world.entry(world.person("Jayde")).person


def on_hold(world: World) -> tuple[Person, Person]:
    one, other = world.person("Jade"), world.person("Jayde")
    actions.place_hold(person=other, why="An inquest.", by=world.coordinator, today=world.today)
    return one, other


def elsewhere(world: World) -> tuple[Person, Person]:
    east = World("Eastmere")
    other = world.person("Jayde")
    world.consent(other)
    actions.add_to_register(person=other, area=east.area, added_on=world.today, by=east.coordinator)
    return world.person("Jade"), other


def one_record(world: World) -> tuple[Person, Person]:
    one = world.person("Jade")
    return one, one


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        (numbers, "two different NHS numbers"),
        (both_on, "Both are on the register of Northmoor"),
        (on_hold, "legal hold"),
        (elsewhere, "not everything in them is yours"),
        (one_record, "one record"),
    ],
)
def test_what_cannot_be_merged_is_refused_with_a_sentence(world: World, pair: Any, sentence: str) -> None:
    kept, merged = pair(world)
    with pytest.raises(Refused, match=sentence):
        ask(world, kept, merged)
    assert not JointRequest.objects.exists()


def test_what_changed_since_asking_stops_it_whole(world: World, two: Two, second: User) -> None:
    jade, other = two
    request = ask(world, jade.person, other)
    actions.change_person(person=jade.person, nhs_number=synthetic_nhs_number(9), by=second)
    with pytest.raises(Refused, match="two different NHS numbers"):
        accounts.agree_as_second(request=request, by=second)
    assert other.entries.count() == 1 and not Person.objects.exclude(merged_into=None).exists()


def test_one_who_asks_and_agrees_is_refused(world: World, two: Two) -> None:
    """S16."""
    with pytest.raises(Refused, match="takes two people"):
        accounts.agree_as_second(request=ask(world, two[0].person, two[1]), by=world.coordinator)


def test_merged_the_other_way_round_at_once_only_one_way_is_done(transactional_db: None) -> None:
    world = World()
    one, other = world.person("Jade"), world.person("Jayde")
    first, second = world.coordinator, world.user(RoleName.COORDINATOR, "Sec Ond")
    requests = [
        (ask(world, one, other, first), second),
        (ask(world, other, one, second), first),
    ]
    found = all_at_once(
        2,
        lambda n: accounts.agree_as_second(request=requests[n][0], by=User.objects.get(pk=requests[n][1].pk)),
    )
    assert sum(isinstance(f, JointRequest) for f in found) == 1, found
    assert Person.objects.exclude(merged_into=None).count() == 1


def test_the_database_keeps_a_merged_record_from_itself_and_from_a_number(world: World) -> None:
    person = world.person("Jade", nhs_number=synthetic_nhs_number(3))
    for target in (person, world.person("Ann")):
        person.merged_into = target
        with pytest.raises(IntegrityError), transaction.atomic():
            person.save(by=world.coordinator)


def test_every_table_that_points_at_a_person_has_been_thought_about() -> None:
    """A new one fails here until somebody says whether it follows, stays, or is moved by its own app."""
    pointing = {relation.related_model._meta.label for relation in Person._meta.related_objects}
    pointing = {label for label in pointing if "Historical" not in label}
    hidden = {
        field.model._meta.label
        for field in Person._meta.get_fields(include_hidden=True)
        if field.is_relation and field.auto_created and not field.concrete
    }
    assert pointing <= merging.FOLLOWS | set(merging.STAYS) | set(MOVERS)
    assert hidden and "referrals.Referral" in MOVERS


# ---------------------------------------------------------------- what nobody comes to see by it


@pytest.mark.parametrize("told_on", ["kept", "merged"])
def test_who_was_not_to_be_told_of_one_record_is_told_of_neither(
    world: World, second: User, told_on: str
) -> None:
    """S55: a father kept from one record does not come in through its double, whichever of them goes on."""
    father = world.user(RoleName.FAMILY, "Fred Morris")
    kept, other = world.entry(world.person("Jade")), world.person("Jayde")
    told, not_told = (kept.person, other) if told_on == "kept" else (other, kept.person)
    contact = actions.add_contact(person=told, name="Fred Morris", relation="Dad", by=second)
    actions.change_access(contact=contact, may_be_told=True, user=father, by=second)
    actions.add_contact(person=not_told, name="fred MORRIS", relation="Father", by=second)
    merge(world, kept.person, other, second)
    assert not RegisterEntry.objects.visible_to(father, Permission.SEE_OWN_SPACE).exists()
    assert not Contact.objects.filter(may_be_told=True).exists()


def test_who_is_told_of_one_record_and_unknown_to_the_other_goes_on_being_told(
    world: World, two: Two, second: User
) -> None:
    mother = world.user(RoleName.FAMILY, "Angela Maurice")
    actions.change_access(
        contact=Contact.objects.get(person=two[1]), may_be_told=True, user=mother, by=second
    )
    actions.add_contact(person=two[0].person, name="Fred Morris", relation="Dad", by=second)
    merge(world, two[0].person, two[1], second)
    seen = RegisterEntry.objects.visible_to(mother, Permission.SEE_OWN_SPACE)
    assert seen.filter(pk=two[0].pk).exists()


def test_the_second_person_sees_who_could_read_both_records_afterwards(world: World, two: Two) -> None:
    jade, other = two
    mother = world.user(RoleName.FAMILY, "Angela Maurice")
    contact = Contact.objects.get(person=other)
    actions.change_access(contact=contact, may_be_told=True, user=mother, by=world.coordinator)
    rows = {row.what: row.other for row in side_by_side(jade.person, other, reader=world.coordinator)}
    assert rows["People in their life"] == "Ann Maurice (Mum), sees their own space"


def test_a_second_person_of_one_area_does_not_learn_of_a_place_in_another(world: World, second: User) -> None:
    """S59: both areas are the asker's to see. A colleague of one of them neither finds it nor decides it."""
    east = World("Eastmere")
    accounts.add_membership(
        user=world.coordinator, area=east.area, role=RoleName.COORDINATOR, from_day=world.today, by=world.hand
    )
    asker = User.objects.get(pk=world.coordinator.pk)
    here, other = world.entry(world.person("Jade")), world.entry(world.person("Jayde"))
    there = actions.add_to_register(person=other.person, area=east.area, added_on=world.today, by=asker)
    other.status = "removed"
    other.save(by=asker)
    request = ask(world, here.person, other.person, by=asker)
    browser = signed_in(second)
    page = browser.get(f"/second-person/{request.pk}/")
    assert page.status_code == 404
    assert there.area.name not in browser.get("/second-person/").content.decode()
    with pytest.raises(Refused, match="somebody else decides"):
        accounts.agree_as_second(request=request, by=second)
    lead = world.user(RoleName.GOVERNANCE_LEAD, "Gov Lead")
    assert there.area.name not in signed_in(lead).get(f"/second-person/{request.pk}/").content.decode()
    accounts.agree_as_second(request=request, by=lead)


def test_comparing_names_no_register_that_is_not_the_readers_to_see(world: World, two: Two) -> None:
    """S59: whoever asks sees their own area's part only, and cannot ask for the rest."""
    jade, other = two
    east = World("Eastmere")
    actions.add_to_register(person=other, area=east.area, added_on=world.today, by=east.coordinator)
    page = signed_in(world.coordinator).get(
        f"/register/{jade.pk}/merge/{other.entries.get(area=world.area).pk}/"
    )
    assert page.status_code == 200 and "Northmoor, since" in page.text
    assert "Eastmere" not in page.text


def test_a_commissioner_compares_without_addresses_and_without_whom_to_tell(world: World, two: Two) -> None:
    """S56: asking for a merge lends no kind of words."""
    jade, other = two
    page = signed_in(world.commissioner).get(f"/register/{jade.pk}/merge/{other.entries.get().pk}/")
    assert page.status_code == 200 and "Jayde MAURICE" in page.text
    for words in ("1 Nowhere Lane", "Never phone the father", "Ann Maurice", "Phone after 4"):
        assert words not in page.text, words


# ---------------------------------------------------------------- the pages


def test_from_the_entry_to_the_request(world: World, two: Two) -> None:
    jade, other = two
    old = other.entries.get()
    browser = signed_in(world.coordinator)
    found = browser.post(f"/register/{jade.pk}/merge/", {"q": "maurice"}).content.decode()
    path = f"/register/{jade.pk}/merge/{old.pk}/"
    assert path in found and "Jayde MAURICE" in found
    page = browser.get(path).content.decode()
    assert "Never phone the father." in page and "Phone after 4." in page
    answer = browser.post(path, {"keep": str(other.pk), "why": WHY})
    assert answer.status_code == 302
    details = JointRequest.objects.get().details
    assert details == {"kept": str(other.pk), "merged": str(jade.person_id)}
    look = AccessLogEntry.objects.filter(page="merge", people__contains=[jade.person_id, other.pk])
    assert look.exists()


def test_nobody_of_another_area_is_found_to_merge_with(world: World, two: Two) -> None:
    """S59."""
    east = World("Eastmere")
    hidden = east.entry(east.person("Jayde", family_name="Maurice", born=date(1990, 1, 1)))
    browser = signed_in(world.coordinator)
    page = browser.post(f"/register/{two[0].pk}/merge/", {"q": "maurice"}).content.decode()
    assert str(hidden.pk) not in page
    for method in ("get", "post"):
        assert getattr(browser, method)(f"/register/{two[0].pk}/merge/{hidden.pk}/").status_code == 404


def test_whoever_merges_shows_again_that_it_is_them(world: World, two: Two) -> None:
    """S51."""
    path = f"/register/{two[0].pk}/merge/{two[1].entries.get().pk}/"
    answer = signed_in(world.coordinator, fresh=False).get(path)
    assert "reauthenticate" in answer["Location"]


# ---------------------------------------------------------------- likely the same, before anybody types


def likely(world: World, entry: RegisterEntry, reader: User | None = None) -> list[str]:
    answer = signed_in(reader or world.coordinator).get(f"/register/{entry.pk}/merge/")
    return [row.person.given_name for row in answer.context["rows"]]


def test_records_with_a_like_name_and_the_same_birth_date_stand_there_at_once(world: World) -> None:
    jade = world.entry(world.person("Jade"))
    day = jade.person.date_of_birth
    world.entry(world.person("Jaide", born=day))
    world.entry(world.person("Jade", born=date(day.year - 5, 1, 1), nhs_number=synthetic_nhs_number(7)))
    world.entry(world.person("Tom", born=day, family_name="Quill"))
    world.entry(world.person("Jaide", born=date(day.year - 9, 1, 1), family_name="Moriss"))
    assert likely(world, jade) == ["Jade", "Jaide"], "the same name first; never the person themself"
    (look,) = AccessLogEntry.objects.filter(page="merge")
    assert len(look.people) == 3, "whom the page showed is on record"


def test_nobody_likely_says_so_and_what_is_typed_comes_instead(world: World) -> None:
    jade = world.entry(world.person("Jade"))
    world.entry(world.person("Tom", family_name="Quill", born=date(1990, 5, 5)))
    path, browser = f"/register/{jade.pk}/merge/", signed_in(world.coordinator)
    assert "nobody else has a name and date of birth like these" in browser.get(path).text
    text = browser.post(path, {"q": "Quill"}).text
    assert "QUILL" in text and "Likely to be" not in text


def test_nobody_out_of_sight_is_likely(world: World) -> None:
    """Of another area, or restricted without a grant."""
    jade = world.entry(world.person("Jade"))
    other = World("Southmoor")
    other.entry(other.person("Jade", born=jade.person.date_of_birth))
    hidden = world.entry(world.person("Jade", born=jade.person.date_of_birth))
    granted = world.user(RoleName.COORDINATOR, "Sec Ond")
    actions.restrict(person=hidden.person, why="Related.", allowed=[], by=granted, today=world.today)
    assert likely(world, jade) == []
    assert likely(world, jade, granted) == ["Jade"]


# ---------------------------------------------------------------- what is kept of two answers


def test_a_diagnosis_is_not_lost_to_less_that_is_known(world: World, second: User) -> None:
    kept = world.person("Jade", learning_disability="waiting", autism="diagnosed", ehc_plan="no")
    other = world.person("Jayde", learning_disability="diagnosed", autism="unknown", ehc_plan="yes")
    now = merge(world, kept, other, second)
    assert (now.learning_disability, now.autism, now.ehc_plan) == ("diagnosed", "diagnosed", "yes")


def test_what_matters_by_both_records_stays_and_can_be_changed_afterwards(world: World, second: User) -> None:
    long = "Tell Mum. " * 390
    entry = world.entry(world.person("Jade", what_matters="My dog.", contact_rules=long))
    other = world.person("Jayde", what_matters="My sister.", contact_rules=f"Not Dad. {long}")
    now = merge(world, entry.person, other, second)
    assert now.what_matters == "My dog.\nMy sister." and len(now.contact_rules) > 7000
    page, browser = f"/register/{entry.pk}/person/", signed_in(world.coordinator)
    sent = {"version": now.version, "preferred_name": "Jay", "what_matters": now.what_matters,
            "contact_rules": now.contact_rules}  # fmt: skip
    assert browser.post(page, sent).status_code == 302
    assert Person.objects.get(pk=now.pk).preferred_name == "Jay"


def test_two_texts_too_long_to_be_changed_afterwards_are_shortened_first(world: World) -> None:
    kept = world.person("Jade", contact_rules="a" * 6000)
    other = world.person("Jayde", contact_rules="b" * 6000)
    with pytest.raises(Refused, match="longer than 8,000 characters together"):
        ask(world, kept, other)


def test_the_comparison_says_what_differs_and_what_is_kept(world: World, two: Two) -> None:
    jade, other = two
    other.autism, other.what_matters = "diagnosed", "My dog."
    other.save(by=world.hand)
    world.rate(jade, "amber")
    page = f"/register/{jade.pk}/merge/{other.entries.get().pk}/"
    shown = signed_in(world.coordinator).get(page)
    rows = {row.what: row for row in shown.context["rows"]}
    assert (rows["Autism"].one, rows["Autism"].other, rows["Autism"].kept) == ("Not known",) + (
        "Diagnosed",
    ) * 2
    assert (
        rows["What matters to them"].kept == "Both."
        and "amber" in rows["On the register, and the rating"].one
    )
    assert "(different)" in shown.text and "My dog." in shown.text
    assert rows["EHC plan"].one == rows["EHC plan"].other
    seen = signed_in(world.commissioner).get(page)
    asked = {row.what for row in seen.context["rows"]}
    assert "My dog." not in seen.text and "Autism" in asked
    assert not asked & {"EHC plan", "Address", "What matters to them"}

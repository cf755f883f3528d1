"""Answers reach the ledger: all of them or none, each on its basis, and a no at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from config.refused import Refused
from dsr import actions as dsr
from dsr.consent import Basis, Decision, Purpose, ShareKind, State
from dsr.gate import gate, ledger_of
from dsr.models import CapacityAssessment, ConsentRecord
from referrals import actions
from referrals.consent_plan import Found
from referrals.models import ConsentForm
from tests.cetr.worlds import Reviews
from tests.referrals.consents import AGES, VERSIONS, born_at, filled_in, sent_form
from tests.referrals.sendings import sent
from tests.worlds import World, signed_in

EXPECTED = {
    "person": Basis.PERSON, "child": Basis.CHILD, "parent": Basis.PARENT_PR, "attorney": Basis.ATTORNEY,
    "best_interests": Basis.BEST_INTERESTS,
}  # fmt: skip


def person_of(world: World, age: int, **facts: Any) -> Any:
    return world.person("Jade", born=born_at(age, world.today), **facts)


def page_of(form: ConsentForm) -> str:
    return reverse("consent-form", args=[form.pk])


def recorded(world: World, form: ConsentForm, person: Any, **found: Any) -> ConsentForm:
    form = actions.match_consent_form(form=form, person=person, by=world.coordinator)
    return actions.record_consent_form(
        form=form, found=Found(**found), by=world.coordinator, today=world.today
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_a_form_goes_from_the_website_through_the_teams_page_into_the_ledger(
    world: World, version: str
) -> None:
    form, person = filled_in(version, world.today), person_of(world, AGES[version])
    browser = signed_in(world.coordinator)
    assert "Very likely the same person" in browser.get(page_of(form)).content.decode()
    whom = browser.post(reverse("consent-form-person", args=[form.pk]), {"person": str(person.pk)})
    assert whom.url == page_of(form)
    data = {"understands": "yes", "checked": "Saw them and the paper on Monday."}
    answer = browser.post(page_of(form), data)
    assert answer.status_code == 302, answer.context["form"].errors
    rows = {(row.purpose, row.to): row for row in ConsentRecord.objects.filter(person=person)}
    wanted = {
        ("register", ""): Decision.YES, ("share", "gp"): Decision.YES, ("share", "police"): Decision.NO,
        ("share", "education"): Decision.THINKING,
    }  # fmt: skip
    assert {key: row.decision for key, row in rows.items()} == wanted
    register = rows["register", ""]
    assert register.basis == EXPECTED[version] and register.recorded_from == form.reference
    assert register.explained_how == ["pictures"] and register.explained_by == "Priya, keyworker"
    assert gate(person, Purpose.SHARE, on=world.today, to=ShareKind.GP).allowed
    assert not gate(person, Purpose.SHARE, on=world.today, to=ShareKind.POLICE).allowed
    form.refresh_from_db()
    assert (form.state, form.recorded_by) == ("recorded", world.coordinator)
    assert CapacityAssessment.objects.filter(person=person).exists() is (version == "best_interests")
    assert "Recorded" in browser.get(page_of(form)).content.decode()


def test_pressed_twice_it_is_recorded_once(world: World) -> None:
    person = person_of(world, 30)
    form = sent_form(world, born=person.date_of_birth)
    recorded(world, form, person)
    count = ConsentRecord.objects.count()
    recorded_again = actions.record_consent_form(
        form=form, found=Found(), by=world.keyworker, today=world.today
    )
    assert ConsentRecord.objects.count() == count
    assert recorded_again.recorded_by == world.coordinator


def test_limits_stand_in_the_ledger_in_their_own_words(world: World) -> None:
    person = person_of(world, 30)
    words = {"register": "yes_with_limits", "register_limits": "Not my uncle"}
    sharing = {"share_all": "each", "share_limits": "Not spring"}
    each = {"share_gp": "yes", "share_police": "no"}
    form = sent_form(world, born=person.date_of_birth, register=words, sharing=sharing, sharing_each=each)
    recorded(world, form, person)
    rows = {(row.purpose, row.to): (row.decision, row.limits) for row in person.consents.all()}
    assert rows == {
        ("register", ""): (Decision.LIMITED, "Not my uncle"),
        ("share", "gp"): (Decision.LIMITED, "Not spring"),
        ("share", "police"): (Decision.NO, ""),
    }


@pytest.mark.parametrize(("answer", "state"), [("no", State.NO), ("thinking", State.THINKING)])
def test_no_and_not_sure_reach_the_ledger_as_what_they_are(world: World, answer: str, state: State) -> None:
    person = person_of(world, 30)
    form = sent_form(
        world, born=person.date_of_birth, register={"register": answer}, sharing={"share_all": answer}
    )
    recorded(world, form, person)
    for purpose in (Purpose.REGISTER, Purpose.SHARE):
        assert gate(person, purpose, on=world.today).state is state


def test_all_or_none_and_every_refusal_is_a_sentence(world: World) -> None:
    """Somebody was found unable to decide: their own yes is refused, and so all of the form."""
    person = person_of(world, 30)
    dsr.record_capacity(
        person=person, finding="lacks", abilities={"retains": False}, assessor="Dr Able", help_given="x",
        assessed_on=world.today, why="x", by=world.coordinator, today=world.today,
    )  # fmt: skip
    each = {"share_gp": "yes", "share_police": "no"}
    form = sent_form(world, born=person.date_of_birth, sharing={"share_all": "each"}, sharing_each=each)
    actions.match_consent_form(form=form, person=person, by=world.coordinator)
    browser = signed_in(world.coordinator)
    assert browser.get(page_of(form)).content.decode().count("Cannot be recorded") == 2
    answer = browser.post(page_of(form), {})
    assert "Being on the register: This person was found unable" in answer.content.decode()
    assert not person.consents.exists()
    form.refresh_from_db()
    assert form.state == "received"


def test_another_birthday_on_record_is_found_out_before_anything_is_recorded(world: World) -> None:
    person = person_of(world, 30)
    form = sent_form(world, born=person.date_of_birth - timedelta(days=1))
    with pytest.raises(Refused, match="Find out which is right"):
        recorded(world, form, person)
    assert not person.consents.exists()


def test_a_parents_form_is_not_recorded_once_the_child_is_sixteen(world: World) -> None:
    person = person_of(world, 16)
    form = sent_form(world, born=person.date_of_birth, who={"giver": "parent"})
    with pytest.raises(Refused, match="From the 16th birthday"):
        recorded(world, form, person, checked="Birth certificate")


# ---------------------------------------------------------------- conflicts stay conflicts

PARENT = {
    "who": {"giver": "parent"}, "you": {"giver_name": "Mary Morris", "giver_role": "Mum"},
    "responsibility": {"authority": "mother", "authority_proof": "Birth certificate", "court_order": "none"},
}  # fmt: skip


def test_a_child_who_says_no_beside_a_parents_yes_is_held_as_a_conflict(world: World) -> None:
    person = person_of(world, 9)
    form = sent_form(world, born=person.date_of_birth, child_view={"child_says": "no"}, **PARENT)
    recorded(world, form, person, checked="Certificate seen")
    for purpose in (Purpose.REGISTER, Purpose.SHARE):
        found = gate(person, purpose, on=world.today)
        assert (found.allowed, found.state) == (False, State.DISPUTED)


def test_a_second_parents_no_is_shown_as_a_conflict_before_it_is_recorded(world: World) -> None:
    person = person_of(world, 9)
    mum = sent_form(world, born=person.date_of_birth, **PARENT)
    recorded(world, mum, person, checked="Certificate seen")
    dad = {**PARENT, "you": {"giver_name": "Dan Morris", "giver_role": "Dad"}}
    form = sent_form(world, born=person.date_of_birth, register={"register": "no"}, **dad)
    actions.match_consent_form(form=form, person=person, by=world.coordinator)
    page = signed_in(world.coordinator).get(page_of(form)).content.decode()
    assert "Held as a disagreement" in page
    actions.record_consent_form(
        form=form, found=Found(checked="Seen"), by=world.coordinator, today=world.today
    )
    assert gate(person, Purpose.REGISTER, on=world.today).state is State.DISPUTED


def test_a_child_who_does_not_understand_opens_nothing_alone(world: World) -> None:
    person = person_of(world, 13)
    form = sent_form(world, born=person.date_of_birth, own_words={"own_words": "x", "talked_with": "nobody"})
    recorded(world, form, person, understands=False, checked="Talked on Monday")
    assert gate(person, Purpose.REGISTER, on=world.today).state is State.THINKING
    assert person.consents.filter(basis=Basis.CHILD_WISH).exists()


def test_somebody_who_disagrees_with_a_best_interests_decision_keeps_it_closed(world: World) -> None:
    form = filled_in(
        "best_interests", world.today,
        wishes={"disagrees": "yes", "disagrees_words": "His father: it is too much"},
    )  # fmt: skip
    person = person_of(world, 20)
    recorded(world, form, person, checked="Asked Dr Able")
    found = gate(person, Purpose.REGISTER, on=world.today)
    assert (found.allowed, found.state) == (False, State.DISPUTED)
    assert "His father" in person.consents.filter(purpose="register").get().consulted


# ---------------------------------------------------------------- a review


def test_the_three_parts_of_a_review_reach_that_review_alone(world: World) -> None:
    entry = world.entry(world.person("Jade", born=born_at(30, world.today)))
    review = Reviews(world).planned(entry=entry)
    form = sent_form(
        world, born=entry.person.date_of_birth,
        review_asked={"review_asked": "yes"},
        review={"meeting": "yes", "papers": "no", "findings": "thinking"},
    )  # fmt: skip
    actions.match_consent_form(form=form, person=entry.person, by=world.coordinator)
    browser = signed_in(world.coordinator)
    assert "Say that" not in browser.get(page_of(form)).content.decode()
    assert browser.post(page_of(form), {}).status_code == 200
    assert browser.post(page_of(form), {"review": str(review.pk)}).status_code == 302
    ledger = ledger_of(entry.person, about=review.pk)
    states = [
        ledger.may(purpose, on=world.today, about=review.pk).state
        for purpose in (Purpose.MEETING, Purpose.DISCLOSURE, Purpose.USE)
    ]
    assert states == [State.YES, State.NO, State.THINKING]


def test_without_a_review_the_other_answers_are_recorded_alone(world: World) -> None:
    person = person_of(world, 30)
    form = sent_form(
        world, born=person.date_of_birth, review_asked={"review_asked": "yes"}, review={"meeting": "yes"}
    )
    actions.match_consent_form(form=form, person=person, by=world.coordinator)
    assert signed_in(world.coordinator).post(page_of(form), {"review": "none"}).status_code == 302
    assert set(person.consents.values_list("purpose", flat=True)) == {"register", "share"}


# ---------------------------------------------------------------- a referral's own form


def matched(world: World) -> Any:
    person = person_of(world, 30)
    referral = sent(world, born={"date_of_birth": person.date_of_birth.isoformat()})
    return actions.match_person(referral=referral, person=person, by=world.coordinator, today=world.today)


def test_a_no_from_whoever_knows_reference_and_birthday_counts_at_once(world: World) -> None:
    referral = matched(world)
    world.consent(referral.person)
    form = sent_form(
        world, born=referral.date_of_birth, register={"register": "no"}, sharing={"share_all": "thinking"},
        reference={"reference_typed": referral.spaced_reference},
    )  # fmt: skip
    assert gate(referral.person, Purpose.REGISTER, on=world.today).state is State.NO
    assert form.state == "received"  # that they are not sure is the team's to record
    recorded(world, form, referral.person)
    assert referral.person.consents.filter(recorded_from=form.reference).count() == 2


def test_a_yes_waits_for_the_team_and_a_stranger_closes_nothing(world: World) -> None:
    referral = matched(world)
    typed = {"reference_typed": referral.spaced_reference}
    sent_form(world, born=referral.date_of_birth, reference=typed)
    wrong = referral.date_of_birth - timedelta(days=1)
    stranger = sent_form(world, born=wrong, reference=typed, register={"register": "no"})
    assert stranger.referral is None and not referral.person.consents.exists()


def test_whoever_guesses_at_the_birthday_is_soon_told_nothing_any_more(world: World) -> None:
    referral = matched(world)
    typed = {"reference_typed": referral.spaced_reference}
    for days in range(1, 6):
        sent_form(world, born=referral.date_of_birth - timedelta(days=days), reference=typed)
    assert sent_form(world, born=referral.date_of_birth, reference=typed).referral is None


def test_the_referral_shows_the_form_as_its_second_step(world: World) -> None:
    referral = matched(world)
    browser, page = signed_in(world.coordinator), reverse("referral", args=[referral.pk])
    assert referral.spaced_reference in browser.get(page).content.decode()
    form = sent_form(
        world, born=referral.date_of_birth, reference={"reference_typed": referral.spaced_reference}
    )
    assert page_of(form) in browser.get(page).content.decode()
    recorded(world, form, referral.person)
    text = browser.get(page).content.decode()
    assert "said yes to being on the register" in text
    accepted = actions.accept_referral(
        referral=referral, reason="Help is needed.", by=world.coordinator, today=world.today
    )
    assert accepted.entry is not None


def test_a_form_is_put_aside_with_a_reason_and_can_still_be_recorded(world: World) -> None:
    person = person_of(world, 30)
    form = sent_form(world, born=person.date_of_birth)
    browser = signed_in(world.coordinator)
    aside = reverse("consent-form-aside", args=[form.pk])
    assert "Say why" in browser.post(aside, {"why": ""}).content.decode()
    browser.post(aside, {"why": "Sent twice"})
    form.refresh_from_db()
    assert (form.state, form.why_not) == ("not_recorded", "Sent twice")
    recorded(world, form, person)
    assert person.consents.exists()


def test_the_list_shows_what_is_due_first_in_a_fixed_number_of_queries(
    world: World, django_assert_max_num_queries: Any
) -> None:
    browser = signed_in(world.coordinator)
    for number in range(4):
        no = {"register": "no"} if number == 2 else {}
        sent_form(world, born=born_at(30, world.today), name={"given_name": f"Jade{number}"}, register=no)
    with django_assert_max_num_queries(30):
        text = browser.get(reverse("consent-forms")).content.decode()
    assert text.index("Jade2") < text.index("Jade0")
    assert signed_in(World("Eastmere").coordinator).get(reverse("consent-forms")).content.count(b"Jade") == 0

"""The team's side: who sees what, who it is, consent, the decision, and what other pages show of it."""

import threading
from datetime import date, timedelta
from html import unescape
from random import Random
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.demo import DemoWorld
from accounts.models import AccessLogEntry, OutboxMessage
from accounts.permissions import Permission, RoleName
from config.refused import Refused
from dsr.actions import allocate
from dsr.models import ConsentRecord, Contact, Person, RegisterEntry
from dsr.timeline import timeline
from referrals import actions, demo
from referrals.models import Conversation, Decision, Referral
from referrals.statuses import State
from tests.referrals.sendings import BORN, a_number, sent
from tests.worlds import World, signed_in

PAGES = ["referral", "referral-person", "referral-new-person", "referral-consent", "referral-conversation",
         "referral-decide"]  # fmt: skip


def page_of(name: str, referral: Referral) -> str:
    return reverse(name, args=[referral.pk])


def fresh(referral: Referral) -> Referral:
    return Referral.objects.select_related("person", "entry", "area").get(pk=referral.pk)


@pytest.fixture
def team(world: World) -> Client:
    return signed_in(world.coordinator)


# ---------------------------------------------------------------- who sees what


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (RoleName.COORDINATOR, 200),
        (RoleName.KEYWORKER, 403),
        (RoleName.PANEL_CHAIR, 403),
        (RoleName.PANEL_MEMBER, 403),
        (RoleName.COMMISSIONER, 403),
        (RoleName.FAMILY, 403),
        (RoleName.GOVERNANCE_LEAD, 403),
        (RoleName.ADMINISTRATOR, 403),
    ],
)
def test_only_a_coordinator_opens_referrals(world: World, role: RoleName, status: int) -> None:
    referral = sent(world)
    browser = signed_in(world.user(role))
    assert browser.get(reverse("referrals")).status_code == status
    assert browser.get(page_of("referral", referral)).status_code == status
    assert browser.post(page_of("referral-decide", referral), {}).status_code == status


@pytest.mark.parametrize("name", PAGES)
def test_another_areas_form_is_not_found(world: World, name: str) -> None:
    elsewhere = signed_in(World("Southmoor").user(RoleName.COORDINATOR, "Edda Marsh"))
    assert elsewhere.get(page_of(name, sent(world))).status_code == 404
    assert "MORRIS" not in elsewhere.get(reverse("referrals") + "?state=all").content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_is_asked_to_sign_in(world: World, name: str) -> None:
    assert Client().get(page_of(name, sent(world))).status_code == 302


def test_the_list_asks_as_often_for_50_as_for_5(
    world: World, team: Client, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for more in (5, 45):
        for _ in range(more):
            referral = sent(world)
            actions.match_person(
                referral=referral, person=world.person(), by=world.coordinator, today=world.today
            )
        with django_assert_max_num_queries(40) as counted:
            assert team.get(reverse("referrals")).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_the_home_page_part_asks_as_often_for_50_as_for_5(
    world: World, django_assert_max_num_queries: Any
) -> None:
    counts, reader = [], world.coordinator
    for more in (5, 45):
        for _ in range(more):
            sent(world)
        reader = type(reader).objects.get(pk=reader.pk)
        with django_assert_max_num_queries(20) as counted:
            work_of(reader)
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_what_is_late_stands_first_and_says_so(world: World, team: Client) -> None:
    sent(world, name={"given_name": "New"})
    sent(world, name={"given_name": "Late"}, received_on=world.today - timedelta(days=30))
    text = team.get(reverse("referrals")).content.decode()
    assert text.index("Late MORRIS") < text.index("New MORRIS")
    assert "days late" in text


def test_tabs_show_what_was_decided(world: World, team: Client) -> None:
    referral = sent(world)
    actions.decline_referral(referral=referral, reason="No.", by=world.coordinator, today=world.today)
    assert "Jade MORRIS" in team.get(reverse("referrals") + "?state=declined").content.decode()
    assert "None here" in team.get(reverse("referrals") + "?state=accepted").content.decode()
    assert team.get(reverse("referrals") + "?state=<x>&page=99").status_code == 200


def test_an_empty_list_says_what_that_means(world: World, team: Client) -> None:
    assert "Nothing to do." in team.get(reverse("referrals")).content.decode()


def people_of_looks() -> list[set[object]]:
    return [set(people) for people in AccessLogEntry.objects.order_by("pk").values_list("people", flat=True)]


@pytest.mark.parametrize("path", ["/referrals/", "/my-work/", "form"])
def test_a_look_at_a_form_is_recorded_though_nobody_knows_yet_who_it_is(
    world: World, team: Client, path: str
) -> None:
    referral = sent(world)
    page = team.get(page_of("referral", referral) if path == "form" else path)
    assert "Jade MORRIS" in page.text and people_of_looks() == [{referral.pk}]


def test_a_look_at_a_form_names_those_who_are_like_them_and_then_the_person(
    world: World, team: Client
) -> None:
    referral, jade = sent(world), world.person("Jade", BORN)
    team.get(page_of("referral", referral))
    actions.match_person(referral=referral, person=jade, by=world.coordinator, today=world.today)
    team.get(reverse("referrals"))
    assert people_of_looks() == [{referral.pk, jade.pk}, {jade.pk}]


# ---------------------------------------------------------------- 1 who is this


def test_nobody_like_them_leads_straight_to_somebody_new(world: World, team: Client) -> None:
    referral = sent(world)
    assert "Nobody like this is on record" in team.get(page_of("referral", referral)).content.decode()
    assert team.get(page_of("referral-person", referral)).url == page_of("referral-new-person", referral)


def test_a_twin_is_shown_as_a_twin(world: World, team: Client) -> None:
    world.person("Alice", BORN)
    text = team.get(page_of("referral-person", sent(world))).content.decode()
    assert "May be a twin or sibling" in text
    assert "The first names are different." in text


def test_somebody_of_another_area_is_not_shown(world: World, team: Client) -> None:
    World("Southmoor").person("Jade", BORN)
    assert "Nobody like this" in team.get(page_of("referral", sent(world))).content.decode()


def test_the_same_person_is_linked_never_merged(world: World, team: Client) -> None:
    referral = sent(world)
    jade = world.person("Jade", BORN)
    team.post(page_of("referral-person", referral), {"person": str(jade.pk)})
    assert fresh(referral).person == jade
    assert fresh(referral).triaged_on == world.today
    assert Person.objects.count() == 1


def test_somebody_who_was_not_offered_cannot_be_chosen(world: World, team: Client) -> None:
    referral, hidden = sent(world), World("Southmoor").person("Jade", BORN)
    world.person("Jade", BORN)
    page = team.post(page_of("referral-person", referral), {"person": str(hidden.pk)})
    assert "Choose an answer from the list" in page.content.decode()
    assert fresh(referral).person is None


def new_person_data(**changes: Any) -> dict[str, Any]:
    return {
        "given_name": "Jade",
        "family_name": "Morris",
        "preferred_name": "Jay",
        "date_of_birth_day": "2",
        "date_of_birth_month": "3",
        "date_of_birth_year": "2011",
        "nhs_number": "",
        "address": "2 Quay Row",
        "postcode": "ne8 1hh",
        "learning_disability": "unknown",
        "autism": "diagnosed",
        "ehc_plan": "yes",
        "looked_after": "no",
        "adjustments": ["easy_read"],
        "contact_rules": "Leave no message.",
        "helper-name": "Mary Morris",
        "helper-relation": "Mum",
        "helper-parental_responsibility": "yes",
        "helper-may_be_told": "yes",
        "instead_of": "",
        **changes,
    }


def test_a_new_record_starts_from_the_answers_and_may_be_corrected(world: World, team: Client) -> None:
    referral = sent(world)
    page = team.get(page_of("referral-new-person", referral)).content.decode()
    assert 'value="Jade"' in page
    assert 'value="Mary Morris"' in page
    team.post(page_of("referral-new-person", referral), new_person_data())
    person = fresh(referral).person
    assert (person.address, person.postcode, person.recorded_in) == ("2 Quay Row", "NE8 1HH", world.area)
    assert fresh(referral).address == "1 Quay Row"
    mum = Contact.objects.get()
    assert (mum.parental_responsibility, mum.may_be_told, mum.phone) == (True, True, "01632 960 222")


def test_a_new_record_starts_with_what_helps_and_how_to_reach_them_safely(world: World, team: Client) -> None:
    referral = sent(
        world,
        contact={"no_calls": True},
        safe={"do_not_contact": "Never the old flat", "person_reach": "post", "person_reach_at": "Box 7"},
    )
    form = team.get(page_of("referral-new-person", referral)).context["form"]
    assert form.initial["adjustments"] == ["easy_read", "quiet_room"]
    assert (form.initial["ehc_plan"], form.initial["looked_after"]) == ("yes", "no")
    rules = form.initial["contact_rules"].splitlines()
    assert rules[0] == "NEVER CONTACT: Never the old flat"
    assert "The person themselves: by post: Box 7" in rules
    assert not any("mary.morris" in rule for rule in rules)
    team.post(page_of("referral-new-person", referral), new_person_data())
    person = fresh(referral).person
    assert (person.adjustments, person.contact_rules) == (["easy_read"], "Leave no message.")
    assert (person.ehc_plan, person.looked_after) == ("yes", "no")


@pytest.mark.parametrize("said", ["not_sure", ""])
def test_what_was_not_said_plainly_stays_open(world: World, team: Client, said: str) -> None:
    referral = sent(world, school={"has_ehc_plan": said}, equality={"looked_after": "rather_not"})
    form = team.get(page_of("referral-new-person", referral)).context["form"]
    assert (form.initial["ehc_plan"], form.initial["looked_after"]) == ("unknown", "unknown")


def test_the_team_reads_every_answer_in_words(world: World, team: Client) -> None:
    text = unescape(team.get(page_of("referral", sent(world))).content.decode())
    for words in (
        "Excluded from school, college or a service", "A quiet room helps.", "Dr Pike, in 2023",
        "Family home", "Quayside Surgery", "Riverside School", "Positive behaviour support plan",
        "Ann Reed, social worker", "Makaton", "Easy read, with pictures", "Police and youth justice",
        "After 4pm", "Through whoever sent", "Is this what they want?", "How to reach them", "Last questions",
    ):  # fmt: skip
        assert words in text, words


def test_the_team_is_told_loudly_that_the_person_says_otherwise(world: World, team: Client) -> None:
    referral = sent(world, wants={"wants_this": "no", "wants_words": "Please not."})
    for name in ("referral", "referral-person", "referral-decide"):
        text = team.get(page_of(name, referral), follow=True).content.decode()
        assert "the person says NO" in text
        assert 'class="ref-loud"' in text
    assert "Please not." in team.get(page_of("referral", referral)).content.decode()


def test_pressed_twice_one_record_is_made(world: World, team: Client) -> None:
    referral = sent(world)
    for _ in range(2):
        assert team.post(page_of("referral-new-person", referral), new_person_data()).status_code == 302
    assert Person.objects.count() == 1
    assert Contact.objects.count() == 1


def test_a_number_in_use_is_refused_and_everything_typed_is_kept(world: World, team: Client) -> None:
    number = a_number()
    World("Southmoor").person("Alan", nhs_number=number)
    page = team.post(page_of("referral-new-person", sent(world)), new_person_data(nhs_number=number))
    text = page.content.decode()
    assert "This NHS number is on record already" in text
    assert 'value="Mary Morris"' in text
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"given_name": ""},
        {"given_name": "x" * 10_000},
        {"date_of_birth_year": "3011"},
        {"nhs_number": "999 482 1174"},
        {"autism": "very"},
        {"ehc_plan": ""},
        {"looked_after": "perhaps"},
        {"adjustments": ["a pony"]},
        {"contact_rules": "c" * 10_000},
        {"helper-parental_responsibility": ""},
        {"helper-name": "\x00"},
    ],
)
def test_a_wrong_record_is_not_made(world: World, team: Client, changes: dict[str, str]) -> None:
    page = team.post(page_of("referral-new-person", sent(world)), new_person_data(**changes))
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert not Person.objects.exists()


# ---------------------------------------------------------------- 2 consent


def consent_data(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "decision": "yes",
        "basis": "parent_pr",
        "parental_proof": "Birth certificate seen.",
        "given_by": "Mary Morris",
        "evidence": "Talked through with pictures.",
        "decided_on_day": world.today.day,
        "decided_on_month": world.today.month,
        "decided_on_year": world.today.year,
        **changes,
    }


@pytest.fixture
def matched(world: World) -> Referral:
    """A form about a child who is on record."""
    referral = sent(world)
    person = world.person("Jade", date(world.today.year - 12, 1, 1))
    return actions.match_person(referral=referral, person=person, by=world.coordinator, today=world.today)


def test_consent_keeps_the_proof_of_parental_responsibility(
    world: World, team: Client, matched: Referral
) -> None:
    team.post(page_of("referral-consent", matched), consent_data(world))
    row = matched.person.consents.get()
    assert (row.purpose, row.decision, row.basis) == ("register", "yes", "parent_pr")
    assert row.evidence.endswith("How parental responsibility was checked: Birth certificate seen.")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"parental_proof": ""}, "Enter how parental responsibility was checked"),
        ({"basis": "person"}, "under 16 the child decides if they understand"),
        ({"evidence": ""}, "Enter how it was explained and given"),
        ({"given_by": ""}, "Enter who gave the answer"),
        ({"decided_on_year": "1990"}, "The day of the answer is before this person was born"),
        ({"decision": "maybe"}, "Choose an answer from the list"),
        ({"decision": "yes_with_limits"}, "Enter the limits"),
    ],
)
def test_consent_that_cannot_be(
    world: World, team: Client, matched: Referral, changes: dict[str, Any], sentence: str
) -> None:
    page = team.post(page_of("referral-consent", matched), consent_data(world, **changes))
    assert sentence in page.content.decode()
    assert not matched.person.consents.exists()


def test_consent_comes_after_who_it_is(world: World, team: Client) -> None:
    referral = sent(world)
    assert team.get(page_of("referral-consent", referral)).url == page_of("referral-person", referral)


def test_an_answer_typed_while_a_colleague_takes_the_link_away_is_given_back(
    world: World, team: Client
) -> None:
    page = team.post(page_of("referral-consent", sent(world)), consent_data(world))
    assert page.status_code == 200 and "A colleague took away the link" in page.text
    assert "Birth certificate seen." in page.text and "Say who this is" in page.text
    assert not ConsentRecord.objects.exists()


# ---------------------------------------------------------------- 3 decide

YES = {"decision": "accept", "reason": "Help is needed soon. We meet next week."}
NO = {"decision": "not_eligible", "reason": "Your GP can help."}


def test_the_whole_way_to_the_register(world: World, team: Client) -> None:
    referral = sent(world)
    team.post(page_of("referral-new-person", referral), new_person_data())
    born = fresh(referral).person.date_of_birth
    assert fresh(referral).person.age_on(world.today) < 16, born
    team.post(page_of("referral-consent", referral), consent_data(world))
    assert team.post(page_of("referral-decide", referral), YES).status_code == 302
    done = fresh(referral)
    assert done.state == State.ACCEPTED
    assert (done.entry.colour, done.entry.rating_number) == (None, 0)
    assert Decision.objects.get().by == world.coordinator
    assert reverse("entry", args=[done.entry.pk]) in team.get(page_of("referral", referral)).content.decode()


def test_without_consent_the_refusal_says_which_is_missing(
    world: World, team: Client, matched: Referral
) -> None:
    text = team.post(page_of("referral-decide", matched), YES).content.decode()
    assert "No consent has been recorded for being on the register." in text
    assert "We meet next week." in text
    assert not Decision.objects.exists()
    assert not RegisterEntry.objects.exists()


def test_nobody_is_accepted_before_it_is_known_who_they_are(world: World, team: Client) -> None:
    assert "First say who this is" in team.post(page_of("referral-decide", sent(world)), YES).content.decode()


@pytest.mark.parametrize(
    "data", [{}, {"decision": "accept"}, {"decision": "decline", "reason": "y"}, {**NO, "reason": " "}]
)
def test_a_decision_needs_an_answer_and_a_reason(world: World, team: Client, data: dict[str, str]) -> None:
    page = team.post(page_of("referral-decide", sent(world)), data)
    assert "There is a problem" in page.content.decode()
    assert not Decision.objects.exists()


def test_no_can_be_said_at_once_and_stands(world: World, team: Client) -> None:
    referral = sent(world)
    team.post(page_of("referral-decide", referral), NO)
    assert fresh(referral).state == State.DECLINED
    assert (
        "It is not changed any more" in team.post(page_of("referral-decide", referral), YES).content.decode()
    )
    with pytest.raises(Refused):
        actions.match_person(
            referral=referral, person=world.person(), by=world.coordinator, today=world.today
        )


def test_pressed_twice_it_is_decided_and_told_once(world: World, matched: Referral) -> None:
    world.consent(matched.person)
    for _ in range(2):
        actions.accept_referral(referral=matched, reason="Yes.", by=world.coordinator, today=world.today)
    assert RegisterEntry.objects.count() == Decision.objects.count() == 1
    assert OutboxMessage.objects.filter(kind="referral_outcome").count() == 1


def test_somebody_on_the_register_already_keeps_their_entry(world: World) -> None:
    entry = world.entry()
    referral = sent(world)
    actions.match_person(referral=referral, person=entry.person, by=world.coordinator, today=world.today)
    actions.accept_referral(referral=referral, reason="Yes.", by=world.coordinator, today=world.today)
    assert fresh(referral).entry == entry


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_once_make_one_entry() -> None:
    world = World()
    referral = sent(world)
    person = world.person()
    world.consent(person)
    actions.match_person(referral=referral, person=person, by=world.coordinator, today=world.today)
    by, together = world.coordinator, threading.Barrier(8)
    wrong: list[BaseException] = []

    def accept() -> None:
        try:
            together.wait()
            actions.accept_referral(referral=referral, reason="Yes.", by=by, today=world.today)
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert RegisterEntry.objects.count() == Decision.objects.count() == 1


def test_a_second_decision_is_refused_by_the_database(world: World) -> None:
    referral = sent(world)
    actions.decline_referral(referral=referral, reason="No.", by=world.coordinator, today=world.today)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            referral=referral, state="accepted", reason="Yes.", on=world.today, by=world.coordinator
        )


def test_somebody_without_an_address_is_told_by_hand(world: World, team: Client) -> None:
    referral = sent(world, contact={"email": ""})
    team.post(page_of("referral-told", referral))
    assert fresh(referral).told_on is None
    team.post(page_of("referral-decide", referral), NO)
    assert "I have told them all" in team.get(page_of("referral", referral)).content.decode()
    assert "Jade MORRIS" in team.get(reverse("referrals")).content.decode()
    team.post(page_of("referral-told", referral))
    assert fresh(referral).told_on == world.today
    assert "Jade MORRIS" not in team.get(reverse("referrals")).content.decode()


# ---------------------------------------------------------------- the first conversation


def talk_data(day: date, spoke: str = "yes") -> dict[str, Any]:
    when = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    return {**when, "with_whom": "Mary Morris", "spoke": spoke, "said": "Mornings are best."}


def test_a_conversation_stops_its_clock(world: World, team: Client) -> None:
    referral = sent(world)
    team.post(page_of("referral-conversation", referral), talk_data(world.today))
    assert fresh(referral).contacted_on == world.today
    assert fresh(referral).triaged_on == world.today
    assert "Mornings are best." in team.get(page_of("referral", referral)).content.decode()


def test_three_tries_stop_it_too_and_a_double_click_is_one_try(world: World) -> None:
    referral = sent(world, received_on=world.today - timedelta(days=5))
    for days_ago in (3, 3, 2, 1):
        actions.record_contact(
            referral=referral, on=world.today - timedelta(days=days_ago), with_whom="Mum", spoke=False,
            said="No answer.", by=world.coordinator, today=world.today,
        )  # fmt: skip
        assert bool(fresh(referral).contacted_on) is (days_ago == 1)
    assert Conversation.objects.count() == 3


@pytest.mark.parametrize("days", [-400, 1])
def test_a_conversation_is_between_the_form_and_today(world: World, team: Client, days: int) -> None:
    page = team.post(
        page_of("referral-conversation", sent(world)), talk_data(world.today + timedelta(days=days))
    )
    assert "There is a problem" in page.content.decode()
    assert not Conversation.objects.exists()


# ---------------------------------------------------------------- elsewhere


def work_of(user: Any) -> str:
    request = RequestFactory().get("/my-work/")
    request.user = user
    return Template("{% load referrals %}{% referrals_for_work %}").render(Context({"request": request}))


def test_the_home_page_shows_new_forms_to_those_who_may(world: World) -> None:
    sent(world)
    assert "Jade MORRIS" in work_of(world.coordinator)
    assert work_of(world.keyworker).strip() == ""
    assert world.keyworker.may(Permission.SEE_ENTRY)


def test_the_entry_tells_how_the_person_came(world: World, matched: Referral) -> None:
    world.consent(matched.person)
    actions.record_contact(
        referral=matched, on=world.today, with_whom="Mum", spoke=True, said="Yes.", by=world.coordinator,
        today=world.today,
    )  # fmt: skip
    done = actions.accept_referral(referral=matched, reason="Soon.", by=world.coordinator, today=world.today)
    entry = allocate(
        entry=done.entry, keyworker=world.keyworker, lead_professional=None, on=world.today,
        by=world.coordinator,
    )  # fmt: skip
    request = RequestFactory().get("/")
    shown = {}
    for user in (world.coordinator, world.keyworker):
        request.user = user
        template = Template("{% load referrals %}{% referral_of entry %}")
        shown[user.name] = template.render(Context({"request": request, "entry": entry}))
    assert all("from Mum" in text for text in shown.values())
    assert page_of("referral", done) in shown[world.coordinator.name]
    assert page_of("referral", done) not in shown[world.keyworker.name]
    sentences = [line.sentence for line in timeline(done.entry)]
    assert "Form received from Mum" in sentences
    assert "Spoke with Mum about the form" in sentences
    assert "Form accepted" in sentences


def test_an_entry_made_otherwise_shows_nothing(world: World) -> None:
    request = RequestFactory().get("/")
    request.user = world.coordinator
    context = Context({"request": request, "entry": world.entry()})
    assert Template("{% load referrals %}{% referral_of entry %}").render(context).strip() == ""


def test_the_demonstration_has_a_form_in_every_state(world: World) -> None:
    world.person("Amara", BORN)
    users = {"coordinator": world.coordinator}
    demo.seed(DemoWorld({world.area.slug: world.area}, users, Random(1), world.today, 1))
    states = set(Referral.objects.values_list("state", flat=True))
    assert states == set(State)
    assert any(referral.is_late(world.today) for referral in Referral.objects.all())
    assert signed_in(world.coordinator).get(reverse("referrals") + "?state=all").status_code == 200

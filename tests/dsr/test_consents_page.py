"""The page of consent and its forms: what each reader is shown, and what one press does."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dsr import actions
from dsr.consent import Basis, Decision, Purpose, ShareKind, State
from dsr.gate import gate
from dsr.models import CapacityAssessment, ConsentRecord, Disclosure, RegisterEntry
from tests.full_house import CANARY, House
from tests.worlds import World, signed_in

GP, POLICE = ShareKind.GP, ShareKind.POLICE


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


@pytest.fixture
def coordinator(world: World) -> Client:
    return signed_in(world.coordinator)


def page(browser: Client, entry: RegisterEntry, name: str = "entry-consents") -> str:
    found = browser.get(reverse(name, args=[entry.pk]))
    assert found.status_code == 200
    return found.text


def send(browser: Client, entry: RegisterEntry, name: str, **sent: Any) -> Any:
    return browser.post(reverse(name, args=[entry.pk]), sent)


ANSWER = {
    "decision": "yes", "basis": "person", "given_by": "Jade", "given_how": "spoken",
    "explained_how": ["easy_read", "pictures"], "explained_by": "Priya Nair", "evidence": "At home.",
}  # fmt: skip


def test_an_answer_for_three_kinds_is_three_rows_with_their_evidence(
    world: World, coordinator: Client
) -> None:
    entry = world.entry()
    kinds = ["gp", "camhs", "education"]
    sent = ANSWER | {"purpose": "share", "kinds": kinds} | day("decided_on", world.today)
    assert send(coordinator, entry, "entry-consent", **sent).status_code == 302
    rows = ConsentRecord.objects.filter(purpose="share")
    assert sorted(row.to for row in rows) == sorted(kinds)
    assert {(row.given_how, tuple(row.explained_how), row.explained_by) for row in rows} == {
        ("spoken", ("easy_read", "pictures"), "Priya Nair")
    }
    text = page(coordinator, entry)
    assert "said yes to sharing with: GP surgery" in text and "Easy read, Pictures or symbols" in text
    assert "No consent has been recorded for sharing with: police and youth justice" in text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kinds": []}, "Tick which organisations the answer is for"),
        ({"kinds": ["all", "gp"]}, "not both"),
        ({"kinds": ["the press"]}, "There is a problem"),
        ({"basis": "best_interests"}, "Say who was asked, and what they think"),
        ({"basis": "parent_pr"}, "There is a problem"),
        ({"decision": "yes_with_limits"}, "Say which limits"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_written(
    world: World, coordinator: Client, change: dict[str, Any], words: str
) -> None:
    entry = world.entry()
    before = ConsentRecord.objects.count()
    sent = ANSWER | {"purpose": "share", "kinds": ["gp"]} | day("decided_on", world.today) | change
    found = send(coordinator, entry, "entry-consent", **sent)
    assert found.status_code == 200 and words in found.text and "At home." in found.text
    assert ConsentRecord.objects.count() == before


def test_each_basis_asks_for_its_own_proof_and_keeps_it(world: World, coordinator: Client) -> None:
    entry = world.entry(world.person(born=date(world.today.year - 12, 1, 2)))
    proof = {"parent": "father", "parental_proof": "Seen: birth certificate.", "child_says": "Likes it."}
    sent = ANSWER | {"purpose": "keyworker", "basis": "parent_pr"} | proof | day("decided_on", world.today)
    assert send(coordinator, entry, "entry-consent", **sent).status_code == 302
    row = ConsentRecord.objects.get(purpose="keyworker")
    assert (row.authority, row.authority_proof, row.child_view) == tuple(proof.values())


def test_a_disagreement_is_loud_and_is_settled_on_one_page(world: World, coordinator: Client) -> None:
    entry = world.entry(world.person(born=date(world.today.year - 12, 1, 2)))
    world.consent(entry.person, given_by="Dan Morris", decision=Decision.NO)
    assert "People disagree about consent" in page(coordinator, entry, "entry")
    text = page(coordinator, entry)
    assert "People disagree" in text and "Dan Morris: no" in text
    assert text.count("People disagree about") == 2, "it is said once, and once in its line"
    proof = {"parent": "mother", "parental_proof": "Seen.", "child_says": "Yes please."}
    sent = ANSWER | proof | {"basis": "parent_pr", "which": "0", "settled": "Met both."}
    assert (
        send(coordinator, entry, "entry-settle", **sent, **day("decided_on", world.today)).status_code == 302
    )
    assert gate(entry.person, Purpose.REGISTER, on=world.today).allowed
    assert "People disagree" not in page(coordinator, entry)


def test_consent_that_has_lapsed_is_loud_and_removes_nobody(world: World, coordinator: Client) -> None:
    long_ago = world.today - timedelta(days=420)
    person = world.person()
    world.consent(person, decided_on=long_ago)
    entry = actions.add_to_register(person=person, area=world.area, added_on=long_ago, by=world.coordinator)
    for name in ("entry", "entry-consents"):
        text = page(coordinator, entry, name)
        assert "Consent has to be asked again" in text and "stays on the register" in text
    assert gate(person, Purpose.REGISTER, on=world.today).state is State.EXPIRED
    entry.refresh_from_db()
    assert entry.status == "active"


def test_a_kind_that_was_agreed_is_closed_while_the_register_is(world: World, coordinator: Client) -> None:
    entry = world.entry()
    world.consent(entry.person, Purpose.SHARE, to=GP)
    assert "Closed now" not in page(coordinator, entry)
    world.consent(entry.person, decision=Decision.WITHDRAWN)
    text = page(coordinator, entry)
    assert text.count("Closed now") == 1 and "because of where being on the register stands" in text


def test_a_capacity_assessment_is_recorded_and_shown(world: World, coordinator: Client) -> None:
    entry = world.entry()
    sent = {
        "purpose": "register", "finding": "lacks", "understands": "no", "retains": "unknown", "weighs": "no",
        "communicates": "yes", "assessor": "Dr Bell", "help_given": "Pictures.", "why": "Not today.",
    } | day("assessed_on", world.today)  # fmt: skip
    refused = send(coordinator, entry, "entry-capacity", **sent | {"understands": "yes", "weighs": "yes"})
    assert "at least one of the four" in refused.text and not CapacityAssessment.objects.exists()
    assert send(coordinator, entry, "entry-capacity", **sent).status_code == 302
    assert "They cannot decide this now" in page(coordinator, entry)


SHARED = {
    "to": "gp",
    "to_whom": "Mill Lane surgery",
    "what": "letter",
    "what_words": "The plan.",
    "without": "no",
}
OVERRIDE = {"without": "yes", "legal_basis": "vital", "overriding": "In danger.", "person_told": "Yes."}


def test_what_is_shared_asks_the_gate_and_an_override_says_why(world: World, coordinator: Client) -> None:
    entry = world.entry()
    sent = SHARED | day("on", world.today)
    refused = send(coordinator, entry, "entry-shared", **sent)
    assert "No consent has been recorded for sharing with: GP surgery" in refused.text
    assert "Mill Lane surgery" in refused.text and not Disclosure.objects.exists()
    assert send(coordinator, entry, "entry-shared", **sent | OVERRIDE).status_code == 302
    text = page(coordinator, entry)
    assert "Without consent." in text and "In danger." in text
    governance = signed_in(world.governance).get("/governance/").text
    assert "Shared without consent" in governance and "In danger." in governance
    assert "Jade" not in governance and "MORRIS" not in governance


def test_whoever_had_something_is_listed_until_they_are_told(world: World, coordinator: Client) -> None:
    entry = world.entry()
    world.consent(entry.person, Purpose.SHARE, to=GP)
    send(coordinator, entry, "entry-shared", **SHARED, **day("on", world.today))
    assert "I have told them" not in page(coordinator, entry)
    world.consent(entry.person, Purpose.SHARE, to=GP, decision=Decision.WITHDRAWN)
    text = page(coordinator, entry)
    assert "who has to be told" in text and "I have told them" in text
    had = Disclosure.objects.get()
    for wrong in ("nonsense", "00000000-0000-4000-8000-000000000000"):
        send(coordinator, entry, "entry-told", disclosure=wrong)
    assert "I have told them" in page(coordinator, entry)
    send(coordinator, entry, "entry-told", disclosure=str(had.pk))
    assert "who has to be told" not in page(coordinator, entry)


def test_the_page_costs_the_same_however_long_the_ledger_is(world: World, coordinator: Client) -> None:
    entry = world.entry()

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(coordinator, entry)
        return len(caught)

    before = cost()
    for kind in ShareKind:
        world.consent(entry.person, Purpose.SHARE, to=kind)
        actions.record_disclosure(
            person=entry.person, purpose=Purpose.SHARE, to=kind, to_whom="A team", what="letter",
            on=world.today, by=world.coordinator, today=world.today,
        )  # fmt: skip
    assert cost() == before


def test_a_commissioner_reads_where_it_stands_and_nobodys_words_or_names(house: House) -> None:
    browser = signed_in(house.world.commissioner)
    for entry in (house.jade, house.odd):
        text = page(browser, entry)
        assert "Being on the register" in text and "Mill Lane surgery" in text
        assert not [kind for kind, word in CANARY.items() if word.lower() in text.lower()]
        assert "Record an answer" not in text and "I have told them" not in text


def test_papers_that_a_panel_opened_stand_among_what_was_shared(house: House) -> None:
    browser, paper = signed_in(house.world.coordinator), (house.review.pk, house.paper.pk)
    assert "Papers of a review, opened" not in page(browser, house.ali)
    found = signed_in(house.world.chair).get(reverse("review-paper", args=paper))
    assert found.status_code == 200
    text = page(browser, house.ali)
    assert "Papers of a review, opened" in text and house.world.chair.name in text


def test_the_family_reads_yes_or_no_and_nobodys_reasons(house: House) -> None:
    text = signed_in(house.world.family).get("/me/").text
    assert "Yes or no" in text and "Police and youth justice" in text
    police = text[text.index("Police and youth justice") - 60 :][:60]
    assert "✗ No" in police
    house.world.consent(
        house.jade.person, Purpose.SHARE, to=GP, basis=Basis.CHILD_WISH, decision=Decision.NO, given_by="Jay"
    )
    text = signed_in(house.world.family).get("/me/").text
    assert "does not want" not in text and "disagree" not in text and "Not settled yet" in text

"""The consent form as a browser without JavaScript sends it: each version, each answer, each refusal."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import OutboxMessage
from config.sealed import seal, unseal
from dsr.consent import Basis, Decision, Purpose, ShareKind
from referrals import consent_answers as given
from referrals.models import ConsentForm, Draft
from referrals.sheets.consent_form import CONSENT_FORM
from referrals.steps import Kind
from tests.referrals.consents import (
    AGES,
    VERSIONS,
    born_at,
    day,
    errors_of,
    filled_in,
    finish,
    took_a_while,
    typed,
    walk,
)
from tests.referrals.sendings import sent
from tests.worlds import World

EVERYBODY = ["reference", "name", "born", "home", "explained"]
CHOICES = ["register", "sharing", "sharing-each", "review-asked", "given", "copy", "contact"]
PATHS = {
    "person": ["who", *EVERYBODY, *CHOICES],
    "child": ["who", *EVERYBODY, "own-words", *CHOICES],
    "parent": ["who", "you", *EVERYBODY, "responsibility", "child-view", *CHOICES],
    "attorney": ["who", "you", *EVERYBODY, "document", "wishes", *CHOICES],
    "best_interests": ["who", "you", *EVERYBODY, "capacity", "wishes", *CHOICES],
}


@pytest.mark.parametrize("easy", [False, True], ids=["standard", "easy"])
@pytest.mark.parametrize("version", VERSIONS)
def test_each_version_is_led_through_its_own_pages_and_gets_a_reference(
    world: World, version: str, easy: bool
) -> None:
    browser, seen = walk(typed(version, world.today), easy=easy)
    assert seen == PATHS[version]
    page = finish(browser)
    form = ConsentForm.objects.get()
    assert page.request["PATH_INFO"] == reverse("consent-sent")
    assert form.spaced_reference in page.content.decode()
    assert (form.style, form.area, form.about_age) == (
        "easy" if easy else "standard",
        world.area,
        AGES[version],
    )
    assert not Draft.objects.exists()
    assert OutboxMessage.objects.get().kind == "consent_receipt"


# (who answers, how old the person is, the page on which it is refused, and what to do instead)
REFUSED = [
    ("parent", 16, "answers for themselves"), ("parent", 17, "you can sit beside them"),
    ("parent", 40, "If they cannot decide this even with help, phone us"),
    ("best_interests", 15, "the child answers if they understand"), ("best_interests", 3, "start at 16"),
    ("attorney", 17, "for adults only"), ("attorney", 9, "phone us"),
]  # fmt: skip
ALLOWED = [
    ("person", 9), ("person", 15), ("person", 16), ("person", 80), ("parent", 0), ("parent", 15),
    ("best_interests", 16), ("best_interests", 17), ("best_interests", 60), ("attorney", 18),
]  # fmt: skip


@pytest.mark.parametrize(("giver", "age", "words"), REFUSED)
def test_whoever_may_not_answer_is_told_kindly_and_what_to_do_instead(
    world: World, giver: str, age: int, words: str
) -> None:
    assert words in given.cannot_answer(giver, age)
    pages = typed(giver, world.today, age=age)
    browser = Client()
    browser.post(reverse("consent"))
    for key in ("who", "you", "reference", "name"):
        browser.post(reverse("consent-step", args=[key]), pages[key])
    answer = browser.post(reverse("consent-step", args=["born"]), pages["born"])
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "<title>Error: " in answer.content.decode()


@pytest.mark.parametrize(("giver", "age"), ALLOWED)
def test_whoever_may_answer_is_not_stopped(giver: str, age: int) -> None:
    assert given.cannot_answer(giver, age) == ""


def test_who_answers_cannot_be_changed_to_somebody_who_may_not(world: World) -> None:
    browser, _ = walk(typed("person", world.today))
    answer = browser.post(reverse("consent-step", args=["who"]), {"giver": "parent"})
    assert answer.status_code == 200 and "answers for themselves" in answer.content.decode()


def test_a_draft_that_lies_over_the_16th_birthday_is_not_sent_as_a_parents(world: World) -> None:
    browser, _ = walk(typed("parent", world.today, age=15))
    draft = Draft.objects.get()
    answers: Any = unseal(draft.sealed, kind=Draft.SEALED_AS)
    answers["born"]["date_of_birth"] = born_at(16, world.today).isoformat()
    draft.sealed = seal(answers, kind=Draft.SEALED_AS)
    draft.save()
    answer = browser.post(reverse("consent-check"), {"draft": str(draft.pk)})
    assert answer.url == reverse("consent-step", args=["born"])
    assert not ConsentForm.objects.exists()


AUTHORITIES = [
    ("person", "", 16, False, Basis.PERSON), ("person", "", 90, False, Basis.PERSON),
    ("person", "", 15, True, Basis.CHILD), ("person", "", 15, False, Basis.CHILD_WISH),
    ("parent", "mother", 15, False, Basis.PARENT_PR), ("parent", "guardian", 3, False, Basis.PARENT_PR),
    ("parent", "council", 15, False, Basis.COUNCIL_PR), ("attorney", "", 18, False, Basis.ATTORNEY),
    ("best_interests", "", 16, False, Basis.BEST_INTERESTS),
]  # fmt: skip


@pytest.mark.parametrize(("giver", "authority", "age", "understands", "basis"), AUTHORITIES)
def test_the_basis_follows_from_who_answers_their_authority_and_the_age(
    giver: str, authority: str, age: int, understands: bool, basis: Basis
) -> None:
    assert given.basis_of(giver, age=age, authority=authority, understands=understands) is basis


# ---------------------------------------------------------------- what is asked, and how it is kept


def kept(**changes: Any) -> dict[str, Any]:
    return {**CONSENT_FORM.empty, "giver": "person", **changes}


DECIDED = [
    ({"register": "yes"}, [(Purpose.REGISTER, None, Decision.YES)]),
    ({"register": "thinking"}, [(Purpose.REGISTER, None, Decision.THINKING)]),
    ({"register": "yes_with_limits"}, [(Purpose.REGISTER, None, Decision.LIMITED)]),
    ({"share_all": "no"}, [(Purpose.SHARE, None, Decision.NO)]),
    ({"share_all": "thinking"}, [(Purpose.SHARE, None, Decision.THINKING)]),
    ({"share_all": "each", "share_gp": "yes"}, [(Purpose.SHARE, ShareKind.GP, Decision.YES)]),
    ({"share_all": "each", "share_gp": "yes", "share_limits": "Not spring"},
     [(Purpose.SHARE, ShareKind.GP, Decision.LIMITED)]),
    ({"share_all": "each", "share_police": "no", "share_limits": "Not spring"},
     [(Purpose.SHARE, ShareKind.POLICE, Decision.NO)]),
    ({"meeting": "yes"}, []),
    ({"review_asked": "yes", "meeting": "yes", "papers": "no", "findings": "thinking"},
     [(Purpose.MEETING, None, Decision.YES), (Purpose.DISCLOSURE, None, Decision.NO),
      (Purpose.USE, None, Decision.THINKING)]),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "expected"), DECIDED)
def test_each_answer_is_a_decision_of_its_own(answers: dict[str, str], expected: list[Any]) -> None:
    found = given.decisions(kept(**answers))
    assert [(d.purpose, d.to, d.decision) for d in found] == expected


def test_a_yes_to_all_is_a_yes_to_each_by_name_and_reads_as_one_line() -> None:
    answers = kept(share_all="yes")
    found = given.decisions(answers)
    assert {d.to for d in found} == {None, *ShareKind}
    assert len(given.changes(answers)) == 1


@pytest.mark.parametrize("answer", list(given.ANSWERS))
def test_each_answer_says_what_it_changes(answer: Decision) -> None:
    answers = kept(register=answer, share_all="each", share_gp="no", review_asked="yes", meeting=answer)
    told = given.changes(answers)
    assert len(told) == 3 and all(change.follows.endswith(".") for change in told)


def test_nothing_is_ticked_before_somebody_ticks_it(world: World) -> None:
    fresh = Client()
    fresh.post(reverse("consent"))
    for key in ("who", "name", "born", "explained"):
        fresh.post(reverse("consent-step", args=[key]), typed("person", world.today)[key])
    for key in ("register", "sharing"):
        assert " checked" not in fresh.get(reverse("consent-step", args=[key])).content.decode()
        fresh.post(reverse("consent-step", args=[key]), typed("person", world.today)[key])
    assert " checked" not in fresh.get(reverse("consent-step", args=["sharing-each"])).content.decode()


def test_the_review_is_asked_about_only_when_somebody_was_asked(world: World) -> None:
    pages = typed("person", world.today, review_asked={"review_asked": "yes", "review_words": "In March"})
    pages["review"] = {"meeting": "yes", "papers": "no", "findings": "thinking"}
    _, seen = walk(pages)
    assert seen[seen.index("review-asked") + 1] == "review"


def test_every_kind_is_shown_with_what_they_would_see(world: World) -> None:
    browser, _ = walk(typed("person", world.today))
    page = browser.get(reverse("consent-step", args=["sharing-each"])).content.decode()
    assert page.count("They would see:") == len(ShareKind) == 16


# ---------------------------------------------------------------- bad answers

BAD = [
    ("person", "who", {}, "Choose who answers on this form"),
    ("person", "who", {"giver": "a neighbour"}, "Choose an answer from the list"),
    ("parent", "you", {"giver_name": "", "giver_role": "Mum"}, "Enter your full name"),
    ("person", "reference", {"reference_known": "yes", "reference_typed": ""}, "Enter the reference"),
    ("person", "reference", {"reference_known": "yes", "reference_typed": "ABCD-EFGH-2"}, "not one of our"),
    ("person", "name", {"given_name": "", "family_name": "Morris"}, "Enter the first name"),
    ("person", "born", {}, "Enter the date of birth"),
    ("person", "home", {"nhs_number": "999 482 1174"}, "Check each digit"),
    ("person", "explained", {}, "Tick at least one way"),
    ("child", "own-words", {"own_words": "", "talked_with": "Priya"}, "Write it in your own words"),
    ("parent", "responsibility", {"authority": "mother", "authority_proof": "x"}, "a court order"),
    ("parent", "responsibility", {"authority": "step-dad"}, "Choose an answer from the list"),
    ("parent", "responsibility",
     {"authority": "father", "authority_proof": "x", "court_order": "limits"}, "Please phone us"),
    ("parent", "child-view", {}, "Choose what they say"),
    ("attorney", "document", {"document": "attorney", "document_seen": ""}, "Say which document it is"),
    ("best_interests", "capacity", {"assessor": ""}, "Enter who assessed it"),
    ("best_interests", "wishes", {"disagrees": "yes", "disagrees_words": ""}, "Say who disagrees"),
    ("person", "register", {}, "is one too"),
    ("person", "register", {"register": "yes_with_limits", "register_limits": " "}, "Enter the limits"),
    ("person", "register", {"register": "perhaps"}, "Choose an answer from the list"),
    ("person", "sharing", {}, "is one too"),
    ("person", "sharing", {"share_all": "yes", "share_limits": "x" * 10_000}, "1,000 characters or fewer"),
    ("person", "sharing-each", {}, "Answer at least one"),
    ("person", "sharing-each", {"share_gp": "perhaps"}, "Choose an answer from the list"),
    ("person", "given", {}, "Choose how you give these answers"),
    ("person", "given", {"given_how": "typed", "typed_name": ""}, "Enter your full name"),
    ("person", "given", {"given_how": "spoken", "worker_name": "C"}, "Enter the day"),
    ("person", "given", {"given_how": "paper"}, "Choose how the paper comes to us"),
    ("person", "copy", {"copy_to": ["other"], "copy_whom": ""}, "Enter who should get a copy"),
    ("person", "contact", {}, "Choose at least one way to reach you"),
]  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS)
def test_a_bad_answer_gets_a_sentence_and_keeps_what_was_there(world: World, version: str) -> None:
    pages = typed(version, world.today)
    browser, _ = walk(pages)
    before = Draft.objects.get().sealed
    for _, key, data, sentence in [bad for bad in BAD if bad[0] == version]:
        page = browser.post(reverse("consent-step", args=[key]), data)
        text = page.content.decode()
        assert page.status_code == 200, key
        assert sentence in text, (key, errors_of(page))
        assert "<title>Error: " in text
        assert Draft.objects.get().sealed == before


def test_a_review_with_limits_needs_its_limits(world: World) -> None:
    pages = typed("person", world.today, review_asked={"review_asked": "yes"})
    pages["review"] = {"meeting": "yes", "papers": "yes", "findings": "yes"}
    browser, _ = walk(pages)
    data = {"meeting": "yes_with_limits", "papers": "yes", "findings": "yes"}
    page = browser.post(reverse("consent-step", args=["review"]), data)
    assert "Say which limits, or choose another answer" in page.content.decode()


def test_somebody_who_can_do_all_four_can_decide(world: World) -> None:
    browser, _ = walk(typed("best_interests", world.today))
    data = typed("best_interests", world.today)["capacity"] | {"retains": "yes", "weighs": "not_sure"}
    page = browser.post(reverse("consent-step", args=["capacity"]), data)
    assert "ask them to fill in this form" in page.content.decode()


def test_a_day_in_the_future_is_refused(world: World) -> None:
    browser, _ = walk(typed("person", world.today))
    data = {"given_how": "paper", "paper_how": "posted", **day("signed_on", world.today + timedelta(days=1))}
    page = browser.post(reverse("consent-step", args=["given"]), data)
    assert "must be today or in the past" in page.content.decode()


def test_html_is_shown_as_it_was_typed_and_never_run(world: World) -> None:
    nasty = "<script>alert(1)</script>{who}%s"
    pages = typed("person", world.today, name={"given_name": nasty, "family_name": nasty})
    browser, _ = walk(pages)
    assert nasty not in browser.get(reverse("consent-check")).content.decode()
    finish(browser)
    assert ConsentForm.objects.get().given_name == nasty


# ---------------------------------------------------------------- sent once


def test_a_form_is_one_form_however_often_it_is_sent(world: World) -> None:
    browser, _ = walk(typed("person", world.today))
    took_a_while()
    draft = browser.get(reverse("consent-check")).context["draft"]
    pages = [browser.post(reverse("consent-check"), {"draft": draft}, follow=True) for _ in range(3)]
    reference = ConsentForm.objects.get().spaced_reference
    assert all(reference in page.content.decode() for page in pages)
    assert OutboxMessage.objects.count() == 1


def test_what_a_machine_sends_is_kept_and_waits_for_a_person(world: World) -> None:
    browser, _ = walk(typed("person", world.today))
    draft = browser.get(reverse("consent-check")).context["draft"]
    browser.post(reverse("consent-check"), {"draft": draft, "website": "https://example.org"})
    form = ConsentForm.objects.get()
    assert {"quick", "trap"} <= set(form.doubts) and len(form.why_doubted) == len(form.doubts)
    assert not OutboxMessage.objects.exists()


def test_two_kinds_of_form_are_written_side_by_side(world: World) -> None:
    browser, _ = walk(typed("person", world.today))
    browser.post(reverse("refer"))
    assert set(Draft.objects.values_list("kind", flat=True)) == {Kind.CONSENT, Kind.SELF}
    finish(browser)
    assert browser.get(reverse("refer-step", args=["who"])).status_code == 200


def test_the_sent_page_says_what_each_answer_changes_and_by_when(world: World) -> None:
    browser, _ = walk(typed("person", world.today))
    text = finish(browser).content.decode()
    for words in (
        "finds help early",
        "We come back and ask again",
        "They are told nothing",
        world.area.phone,
    ):
        assert words in text
    assert browser.get(reverse("consent-sent")).content.decode().count("They are told nothing") == 1


def test_a_no_is_due_today_and_a_yes_on_the_next_working_day(world: World) -> None:
    no = filled_in("person", world.today)  # no to the police
    yes = filled_in("person", world.today, sharing_each={}, sharing={"share_all": "yes"})
    assert (no.due_on, yes.due_on > world.today) == (world.today, True)


# ---------------------------------------------------------------- a reference


def words_of(page: str, form: ConsentForm) -> str:
    """A page without what differs on every one: its reference and its token."""
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page.replace(form.spaced_reference, ""))


def linked(world: World, **changes: Any) -> tuple[Any, ConsentForm]:
    referral = sent(world, born={"date_of_birth": born_at(30, world.today).isoformat()})
    typed_reference = changes.pop("typed", referral.spaced_reference)
    reference = {"reference_known": "yes", "reference_typed": typed_reference}
    return referral, filled_in("person", world.today, reference=reference, **changes)


def test_a_reference_that_fits_the_birthday_finds_its_place(world: World) -> None:
    referral, form = linked(world)
    assert form.referral == referral


def test_a_reference_with_another_birthday_finds_nothing_and_says_nothing(world: World) -> None:
    referral = sent(world)
    pages = typed("person", world.today)
    pages["reference"] = {"reference_known": "yes", "reference_typed": referral.spaced_reference}
    browser, _ = walk(pages)
    wrong = finish(browser).content.decode()
    pages["reference"] = {"reference_known": "no"}
    other, _ = walk(pages)
    none = finish(other).content.decode()
    forms = list(ConsentForm.objects.order_by("sent_at"))
    assert [form.referral for form in forms] == [None, None]
    said = [words_of(page, form) for page, form in zip((wrong, none), forms, strict=True)]
    assert said[0] == said[1]

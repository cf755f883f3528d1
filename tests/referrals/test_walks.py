"""The whole form as each kind of person fills it in, with everything and with the least, in both words."""

from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from referrals.easy_words import SELF_REFERRAL as EASY
from referrals.kinds import HANDLED
from referrals.models import Referral
from referrals.sheets.self_referral import SELF_REFERRAL as SHEET
from referrals.steps import Kind
from referrals.styles import Style
from tests.referrals.walks import SENDERS, Sender, everything, must, send, walk
from tests.worlds import World

each_sender = pytest.mark.parametrize("sender", SENDERS.values(), ids=list(SENDERS))
# What is asked of some only, and of whom.
SOME = {
    "helper": lambda sender: sender.filling_in_for != "me",
    "wants": lambda sender: sender.filling_in_for != "me",
    "school": lambda sender: sender.age < 25,
}


def steps_of(sender: Sender) -> list[str]:
    return [step.key for step in SHEET.steps if SOME.get(step.key, lambda _: True)(sender)]


@pytest.mark.parametrize("style", ["standard", "easy"])
@each_sender
def test_everything_that_is_asked_can_be_answered_and_is_kept(
    world: World, sender: Sender, style: str
) -> None:
    browser = Client()
    browser.post(reverse("choose-style"), {"style": style, "back": "/refer/"})
    typed = everything(sender)
    seen = dict(walk(browser, typed))
    assert list(seen) == steps_of(sender)
    if style == "easy":
        assert all(page.count("easy-idea") or page.count("<p>") for page in seen.values())
    page = send(browser)
    sent = Referral.objects.get()
    assert sent.spaced_reference in page.content.decode()
    assert (sent.style, sent.age, sent.agreement) == (style, sender.age, sender.agreement)
    not_asked = {"about_age", *(() if sender.age < 18 else ("looked_after",)), "no_calls"}
    if sender.filling_in_for == "me":
        not_asked |= {"helper_name", "helper_relation", "wants_this", "wants_words"}
        not_asked |= {"person_reach", "person_reach_at"}
    if sender.age >= 25:
        not_asked |= {"education", "has_ehc_plan"}
    assert {name for name in SHEET.empty if not getattr(sent, name)} == not_asked


@each_sender
def test_the_least_is_enough(world: World, sender: Sender) -> None:
    browser = Client()
    for _ in walk(browser, must(sender)):
        pass
    assert send(browser).status_code == 200
    sent = Referral.objects.get()
    assert (sent.phone, sent.may_text, sent.no_calls, sent.age) == ("01632 960 444", True, True, None)


# ---------------------------------------------------------------- words by age and sender


def page_of(sender: Sender, key: str, style: Style = Style.STANDARD) -> Any:
    """The form of a step, when everything before it has been said by this sender."""
    said = {
        "who": {"filling_in_for": sender.filling_in_for},
        "name": {"given_name": "Robin"},
        "born": {"date_of_birth": "2000-01-01", "age": sender.age},
    }
    return HANDLED[Kind.SELF].form(SHEET.by_key[key], said, (), style)


def words_of(sender: Sender, key: str, style: Style = Style.STANDARD) -> str:
    form = page_of(sender, key, style)
    return " ".join([form.title, *(idea.words for idea in form.ideas), *map(str, form.hints.values())])


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("key", ["agreement", "contact"])
def test_a_child_is_told_that_nobody_rings_the_parents_first(key: str, style: Style) -> None:
    promise = {Style.STANDARD: "not ring your parents", Style.EASY: "do not call your parents before that"}
    assert promise[style] in words_of(SENDERS["me, 14"], key, style)
    for older in ("me, 17", "me, 34", "a child of 9, by mum"):
        assert "parents" not in words_of(SENDERS[older], key, style)


@pytest.mark.parametrize("style", Style)
def test_from_16_on_a_parent_is_told_that_the_person_is_asked(style: Style) -> None:
    assert "ask Robin" in words_of(SENDERS["a child of 16, by dad"], "agreement", style)
    assert "16" in words_of(SENDERS["a child of 16, by dad"], "agreement", style)
    assert "You know Robin best" in words_of(SENDERS["a child of 9, by mum"], "agreement", style)


def test_a_parent_agrees_in_their_own_words() -> None:
    choices = dict(page_of(SENDERS["a child of 9, by mum"], "agreement").fields["agreement"].choices)
    assert choices["parent_agrees"] == "Robin cannot decide this yet, and I agree as a parent"


@pytest.mark.parametrize(("age", "there", "not_there"), [
    (9, {"foster_care", "childrens_home", "school_52"}, {"care_home", "own_tenancy", "custody"}),
    (34, {"care_home", "own_tenancy", "custody"}, {"foster_care", "childrens_home", "school_52"}),
])  # fmt: skip
def test_places_fit_the_age(age: int, there: set[str], not_there: set[str]) -> None:
    offered = set(dict(page_of(Sender("care", age), "hospital").fields["place_type"].choices))
    assert there <= offered
    assert not offered & not_there


# ---------------------------------------------------------------- easy read

WITHOUT_PICTURES = {"ethnicity", "gender", "religion"}  # no drawing of a people, a body or a belief


def test_every_question_has_easy_words() -> None:
    assert {step.key for step in SHEET.steps} <= {key.split("/")[0] for key in EASY}


@each_sender
def test_every_answer_has_easy_words_and_a_picture(sender: Sender) -> None:
    for key in steps_of(sender):
        form = page_of(sender, key, Style.EASY)
        assert form.ideas, key
        for name, field in form.fields.items():
            values = {str(value) for value, _ in getattr(field, "choices", ())}
            if name not in WITHOUT_PICTURES | {"lives_in"}:
                assert values <= set(form.item_pictures.get(name, {})), (key, name)
                assert values <= set(form.easy.items.get(name, {})), (key, name)
        assert "{" not in str(form.title) + "".join(str(field.label) for field in form.fields.values())


# ---------------------------------------------------------------- what a page costs

# Statements, with the savepoint round each request. Where somebody lives is kept in the session as well.
ASKED, ANSWERED, REMEMBERED, CHECKED, SENT, CONFIRMED = 5, 9, 12, 12, 46, 5


def statements(ask: Any) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert ask().status_code in (200, 302)
    return len(seen)


@pytest.mark.parametrize("areas", [1, 6])
def test_every_question_costs_the_same_statements_however_much_was_answered(world: World, areas: int) -> None:
    for number in range(areas - 1):
        World(f"Area {number}")
    browser, typed = Client(), everything(SENDERS["me, 34"])
    at, costs = browser.post(reverse("refer")).url, set()
    while not at.endswith("/check/"):
        said = typed.get(at.rstrip("/").rsplit("/", 1)[-1], {})
        asked = statements(partial(browser.get, at))
        costs.add((asked, statements(partial(browser.post, at, said))))
        at = browser.get(reverse("refer")).context["go_on"]
    assert costs == {(ASKED, ANSWERED), (ASKED, REMEMBERED)}
    draft = browser.get(reverse("refer-check")).context["draft"]
    checked = statements(partial(browser.get, reverse("refer-check")))
    sent = statements(partial(browser.post, reverse("refer-check"), {"draft": draft}))
    confirmed = statements(partial(browser.get, reverse("refer-sent")))
    assert (checked, sent, confirmed) == (CHECKED, SENT, CONFIRMED)

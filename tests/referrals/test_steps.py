"""The order of the questions, what must be answered, and whose words they are said in (S13)."""

from typing import Any

import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from config.nhsuk import components
from config.nhsuk.drawn import words_in
from referrals.kinds import HANDLED, Handling
from referrals.models import Draft, Referral
from referrals.sheets.agreeing import agreement_options
from referrals.sheets.self_referral import SELF_REFERRAL as SHEET
from referrals.statuses import FILLING_IN, LABELS, MOVES, FillingIn, State
from referrals.steps import Kind, Step
from referrals.styles import Style
from referrals.voice import voice_of
from referrals.whom import age
from tests.referrals.sendings import BORN, answers

KEYS = [step.key for step in SHEET.steps]
every_form = pytest.mark.parametrize("handled", HANDLED.values(), ids=list(HANDLED))


@every_form
def test_every_step_has_its_form_and_every_form_its_step(handled: Handling) -> None:
    assert {step.form for step in handled.sheet.steps} == set(handled.forms)


@every_form
def test_parts_follow_one_another_and_all_are_used(handled: Handling) -> None:
    parts = [step.part for step in handled.sheet.steps]
    assert parts == sorted(parts)
    assert set(parts) == set(range(1, len(handled.sheet.parts) + 1))


@every_form
def test_every_column_is_read_out_once(handled: Handling) -> None:
    names = [line.name for line in handled.lines]
    assert sorted(names) == sorted(handled.sheet.empty)
    assert {line.step for line in handled.lines} <= set(handled.sheet.by_key)
    assert {line.step for line in handled.lines if line.private} == {
        step.key for step in handled.sheet.steps if step.private
    }


@every_form
def test_easy_words_belong_to_a_question(handled: Handling) -> None:
    assert {key.split("/")[0] for key in handled.easy} <= set(handled.sheet.by_key)


# No drawing of a people, a body or a belief; places have their own names.
WITHOUT_PICTURES = {"ethnicity", "gender", "religion", "lives_in"}
SAID = {
    "who": {"giver": "person", "filling_in_for": "me"},
    "name": {"given_name": "Robin"},
    "born": {"date_of_birth": "2012-01-01", "age": 14},
    "consent": {"consent_answer": "not_asked"},
}


@every_form
def test_every_question_has_easy_ideas_and_every_answer_a_picture(handled: Handling) -> None:
    for step in handled.sheet.steps:
        form = handled.form(step, SAID, (), Style.EASY)
        assert form.ideas, step.key
        for name, field in form.fields.items():
            values = {str(value) for value, _ in getattr(field, "choices", ())}
            if name not in WITHOUT_PICTURES:
                assert values <= set(form.item_pictures.get(name, {})), (step.key, name)


@every_form
@pytest.mark.parametrize("style", Style)
def test_what_was_typed_is_never_kept_for_others(
    monkeypatch: pytest.MonkeyPatch, handled: Handling, style: Style
) -> None:
    """Words that call the person by name, or say where a code went, are drawn anew each time."""
    kept: list[str] = []
    monkeypatch.setattr(
        components, "drawn_once", lambda _, params: kept.extend(words_in(params)) or SafeString()
    )
    said = SAID | {
        "name": {"given_name": "zebedee", "preferred_name": 'O\'Zeb "Z"'},
        "work-email": {"referrer_email": "zeb@practice.nhs.uk"},
        "who": {"giver": "parent", "filling_in_for": "child"},
    }
    for step in handled.sheet.steps:
        for field in handled.form(step, {**said, step.key: {}}, (), style):
            components.field_html(field)
    assert len(kept) > 50
    assert not [text for text in kept if "zebedee" in text or "Zeb" in text or "zeb@" in text]


def test_every_column_of_an_answer_is_a_column_of_the_form_as_sent() -> None:
    assert set(SHEET.empty) <= {field.name for field in Referral._meta.fields}
    assert {kind for kind, _ in Draft._meta.get_field("kind").choices} == set(Kind)


def test_every_state_has_a_label_and_only_known_moves() -> None:
    assert set(MOVES) == set(State) == set(LABELS)
    assert all(set(moves) <= set(State) for moves in MOVES.values())


@pytest.mark.parametrize(
    ("who", "helper_asked"), [("me", False), ("child", True), ("care", True), ("work", True)]
)
def test_a_helper_is_asked_who_they_are(who: str, helper_asked: bool) -> None:
    path = [step.key for step in SHEET.path({"who": {"filling_in_for": who}})]
    assert ("helper" in path) is helper_asked


REQUIRED = ["who", "helper", "name", "agreement", "contact"]


@pytest.mark.parametrize("key", KEYS)
def test_only_what_is_required_is_missed(key: str) -> None:
    left_out = {name: said for name, said in answers().items() if name != key}
    missing = SHEET.first_missing(left_out)
    if key == "who":  # nobody is known to help, so nothing but this is missing
        assert missing == SHEET.by_key["who"]
    else:
        assert (missing and missing.key) == (key if key in REQUIRED else None)


@pytest.mark.parametrize(
    ("key", "earlier", "later"),
    [
        ("who", None, "helper"),
        ("helper", "who", "name"),
        ("name", "helper", "born"),
        ("school", "nhs-number", "people"),
        ("wants", "equality", None),
    ],
)
def test_forward_and_back(key: str, earlier: str | None, later: str | None) -> None:
    before, after = SHEET.before(key, answers()), SHEET.after(key, answers())
    assert (before and before.key, after and after.key) == (earlier, later)


def test_who_helps_is_left_out_when_nobody_does() -> None:
    kept = SHEET.columns(answers(who={"filling_in_for": "me"}))
    assert (kept["helper_name"], kept["helper_relation"]) == ("", "")
    assert kept["date_of_birth"] == BORN


who = st.fixed_dictionaries({"filling_in_for": st.sampled_from(sorted(FillingIn))})
born = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"about_age": st.integers(0, 120)}),
    st.fixed_dictionaries({"date_of_birth": st.just("2011-03-02"), "age": st.integers(0, 120)}),
)
nonsense = st.dictionaries(
    st.sampled_from(KEYS),
    st.dictionaries(st.sampled_from(sorted(SHEET.empty)), st.text(max_size=5), max_size=3),
)
some_answers = st.one_of(
    nonsense, st.builds(lambda rest, w, b: {**rest, "who": w, "born": b}, nonsense, who, born)
)


@given(who, born)
def test_no_path_is_longer_than_20_questions_and_only_few_must_be_answered(
    said_who: dict[str, Any], said_born: dict[str, Any]
) -> None:
    said = {"who": said_who, "born": said_born}
    path = SHEET.path(said)
    helped = said_who["filling_in_for"] != "me"
    assert len(path) <= 20
    must = [step.key for step in path if step.must_be_answered(said)]
    assert must == [key for key in REQUIRED if helped or key != "helper"]
    keys = {step.key for step in path}
    assert ("wants" in keys, "helper" in keys) == (helped, helped)
    years = age(said)
    assert ("school" in keys) == (years is None or years < 25)


@given(who, born)
def test_who_can_agree_follows_from_the_age(said_who: dict[str, Any], said_born: dict[str, Any]) -> None:
    said = {"who": said_who, "born": said_born}
    options, years = agreement_options(said), age(said)
    if said_who["filling_in_for"] == "me":
        assert list(options) == ["agrees", "thinking"]
        return
    assert ("parent_agrees" in options) == (years is None or years < 16)
    assert ("cannot_decide" in options) == (years is None or years >= 16)
    assert {"agrees", "thinking", "says_no", "not_asked"} <= set(options)


def test_a_parents_yes_no_longer_stands_when_the_child_turns_out_to_be_16() -> None:
    said = answers(agreement={"agreement": "parent_agrees"})
    assert SHEET.first_missing(said) is None
    said["born"]["age"] = 16
    assert SHEET.first_missing(said) == SHEET.by_key["agreement"]


def test_whoever_comes_back_goes_on_at_the_first_page_not_passed() -> None:
    said = {key: value for key, value in answers().items() if key not in ("helped", "home")}
    assert SHEET.first_open(said) == SHEET.by_key["helped"]
    assert SHEET.first_open(answers()) is None


@given(some_answers)
def test_walking_forward_always_arrives_and_never_skips_what_is_required(
    given_answers: dict[str, Any],
) -> None:
    step: Step | None = SHEET.steps[0]
    seen = []
    while step:
        seen.append(step.key)
        step = SHEET.after(step.key, given_answers)
    assert seen == [found.key for found in SHEET.path(given_answers)]
    missing = SHEET.first_missing(given_answers)
    assert missing is None or SHEET.reached(missing.key, given_answers)


@pytest.mark.parametrize(
    ("who", "name", "expected"),
    [
        ("me", {"given_name": "Jade"}, "Do you live? your you"),
        ("child", {}, "Does your child live? your child’s your child"),
        ("child", {"given_name": "Jade"}, "Does Jade live? Jade’s Jade"),
        ("care", {"given_name": "Jade", "preferred_name": "Jay"}, "Does Jay live? Jay’s Jay"),
        ("work", {}, "Does the person you support live? their the person you support"),
        ("work", {"given_name": "{whose} %s"}, "Does {whose} %s live? {whose} %s’s {whose} %s"),
        ("nonsense", {}, "Do you live? your you"),
    ],
)
def test_the_form_speaks_to_whoever_fills_it_in(who: str, name: dict[str, str], expected: str) -> None:
    voice = voice_of({"who": {"filling_in_for": who}, "name": name})
    assert voice.say("{Do} {who} live? {whose} {who}") == expected


@pytest.mark.parametrize("who", FillingIn)
def test_every_title_can_be_said(who: FillingIn) -> None:
    voice = voice_of({"who": {"filling_in_for": who}})
    assert all("{" not in voice.say(step.title) for step in SHEET.steps)
    assert FILLING_IN[who]

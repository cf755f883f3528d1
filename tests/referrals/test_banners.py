"""What the team must not miss, and how people may be reached: tables of cases."""

from typing import Any

import pytest
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from referrals.banners import LOUD, banners
from referrals.contact_rules import contact_lines, rules_for_the_record
from referrals.danger import EVERYTHING, Alarm, alarms, shows_danger
from referrals.models.answer_columns import AnswerColumns
from referrals.sheets.self_referral import SELF_REFERRAL

NOTHING = dict(SELF_REFERRAL.empty) | {
    "filling_in_for": "child",
    "agreement": "agrees",
    "urgency": "usual",
    "state": "received",
}
# Answers in own words in which nobody looks for danger: where somebody lives or is written to.
NOT_READ = {"address", "post"}

DANGER = [
    "He says he wants to die", "I WANT TO DIE", "she wants to just die", "I wish I was dead",
    "took an overdose",
    "overdosed in May", "he'll kill somebody", "I will kill myself", "suicidal", "a suicide note",
    "end my life", "better off dead", "I can't keep him safe", "cannot keep my son safe", "she has a knife",
    "sets fires", "cutting herself", "tried to jump off\n the bridge",
]  # fmt: skip
ABUSE = [
    "he hits me", "she was abused", "they lock me in", "locked in all day", "bruises on her arm",
    "I am scared of my dad", "someone touches me", "takes my money",
]  # fmt: skip
CALM = [
    "", "No school since September.", "She has many skills and a killer smile in photos", "a die was cast",
    "he is safe at home", "the bus stop", "we diet", "The keyworker hits the right note",
]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "expected"), [(DANGER, {Alarm.DANGER}), (ABUSE, {Alarm.ABUSE}), (CALM, set())]
)
def test_words_that_somebody_must_read_at_once(texts: list[str], expected: set[Alarm]) -> None:
    for text in texts:
        assert {found.alarm for found in alarms({**NOTHING, "tried": text})} == expected, text


def test_every_answer_in_own_words_is_looked_at() -> None:
    own_words = {
        field.name for field in AnswerColumns._meta.fields if isinstance(field, models.TextField)
    } - NOT_READ
    assert own_words <= set(EVERYTHING)
    assert set(EVERYTHING) <= set(SELF_REFERRAL.empty)


@pytest.mark.parametrize(("column", "text", "shown"), [
    ("happening", "I want to die", True),
    ("wants_words", "I want to die", False),  # theirs alone: whoever helps would learn of it
    ("happening", "he hits me", False),  # whoever reads the page may be he
    ("happening", "all is well", False),
])  # fmt: skip
def test_whoever_wrote_is_shown_whom_to_call(column: str, text: str, shown: bool) -> None:
    assert shows_danger({**NOTHING, column: text}) is shown


@given(st.dictionaries(st.sampled_from(EVERYTHING), st.text(max_size=60)))
def test_looking_for_danger_breaks_on_nothing(said: dict[str, str]) -> None:
    assert isinstance(alarms(NOTHING | said), list)


@pytest.mark.parametrize(("answers", "words", "loud"), [
    ({"urgency": "today"}, "Urgent today", True),
    ({"happening": "an overdose"}, "Words of danger to life: “overdose”", True),
    ({"tried": "he hits me"}, "Words that may tell of harm by somebody: “hits me”", True),
    ({"wants_this": "no"}, "the person says NO", True),
    ({"wants_this": "no"}, "says that there is agreement", True),
    ({"wants_this": "talk_alone"}, "want to talk ALONE", True),
    ({"wants_this": "not_sure"}, "is not sure", True),
    ({"wants_words": "hello"}, "wrote something alone", True),
    ({"agreement": "says_no"}, "The person says no", True),
    ({"do_not_contact": "my father"}, "Never contact: my father", True),
    ({"no_calls": True}, "never ring", True),
    ({"safe_message": "no"}, "Leave no message", False),
    ({"not_share_with": ["gp"]}, "Some must not know", False),
    ({"in_hospital": "yes"}, "In hospital now", False),
    ({"lives_in": "elsewhere"}, "Lives outside Northmoor", False),
    ({"rather_talk": True}, "Would rather talk", False),
    ({"letter_format": "audio_talk"}, "instead of letters", False),
])  # fmt: skip
def test_what_stands_above_a_form(answers: dict[str, Any], words: str, loud: bool) -> None:
    [banner] = banners(NOTHING | answers, "Northmoor")
    assert words in banner.words
    assert (banner.level == LOUD) is loud


@pytest.mark.parametrize("answers", [{}, {"wants_this": "yes"}, {"safe_message": "yes", "phone": "111"}])
def test_nothing_stands_there_without_a_reason(answers: dict[str, Any]) -> None:
    assert banners(NOTHING | answers, "Northmoor") == []


@pytest.mark.parametrize("agreement", ["says_no", "not_asked", "thinking", "cannot_decide"])
def test_a_private_no_contradicts_only_who_claimed_a_yes(agreement: str) -> None:
    lines = banners({**NOTHING, "wants_this": "no", "agreement": agreement}, "Northmoor")
    assert not any("there is agreement" in line.words for line in lines)


# ---------------------------------------------------------------- reaching people


@pytest.mark.parametrize(("answers", "lines"), [
    ({"phone": "111"}, ["Phone 111."]),
    ({"phone": "111", "may_text": True, "safe_message": "yes"},
     ["Phone 111, texts are fine.", "A message on the phone is safe."]),
    ({"phone": "111", "may_text": True, "no_calls": True}, ["Never ring 111: text only."]),
    ({"do_not_contact": "the house", "email": "a@example.org"},
     ["NEVER CONTACT: the house", "E-mail: a@example.org"]),
    ({"through_whom": "Kit", "best_time": "noon"}, ["Through somebody else: Kit", "Good times: noon"]),
    ({"person_reach": "post", "person_reach_at": "Box 7"}, ["The person themselves: by post: Box 7"]),
    ({"person_reach": "through_me"}, ["The person themselves: through whoever sent the form"]),
    ({"letter_format": "large"}, ["Letters: large print."]),
])  # fmt: skip
def test_how_somebody_may_be_reached(answers: dict[str, Any], lines: list[str]) -> None:
    assert contact_lines(NOTHING | answers) == lines


def test_what_must_never_be_done_comes_first() -> None:
    said = {"phone": "111", "safe_message": "no", "do_not_contact": "my father", "email": "a@example.org"}
    assert contact_lines(NOTHING | said)[0] == "NEVER CONTACT: my father"


def test_a_helpers_own_number_is_not_put_into_the_persons_record() -> None:
    said = {"phone": "01632 960 444", "do_not_contact": "the flat", "person_reach": "post"}
    assert "960 444" not in rules_for_the_record(NOTHING | said)
    assert "the flat" in rules_for_the_record(NOTHING | said)
    assert "960 444" in rules_for_the_record(NOTHING | said | {"filling_in_for": "me"})

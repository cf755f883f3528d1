"""Who decides, as a table: age, understanding, capacity, and who else has authority."""

from datetime import date, timedelta

import pytest

from config.refused import Refused, reason_not
from dsr.consent_words import Basis
from dsr.days import birthday
from dsr.who_decides import (
    ABILITIES,
    ADVICE,
    ASK_CHILD,
    ASSESS,
    Authority,
    Capacity,
    Competence,
    Hold,
    check_assessment,
    check_yes,
    counts_from_birthday,
    ends_with_birthday,
    who_decides,
)

CAN, CANNOT, ASK = Competence.COMPETENT, Competence.NOT_COMPETENT, Competence.NOT_ASKED
FREE, HAS, LACKS, DOUBT, OTHER = Capacity
NOBODY, PARENT, ORDER, POWER = (
    Authority(),
    Authority(parent=True),
    Authority(care_order=True),
    Authority(True),
)
BOTH = Authority(care_order=True, parent=True)
TABLE = [
    # age, understands (under 16), capacity (from 16), who else, who decides
    (7, ASK, FREE, PARENT, ASK_CHILD),
    (7, CANNOT, FREE, PARENT, Basis.PARENT_PR),
    (15, CAN, FREE, PARENT, Basis.CHILD),
    (15, CAN, FREE, ORDER, Basis.CHILD),
    (15, CANNOT, FREE, ORDER, Basis.COUNCIL_PR),
    (15, CANNOT, FREE, BOTH, Basis.COUNCIL_PR),
    (15, CANNOT, FREE, NOBODY, Basis.WELFARE_UNDER_16),
    (15, CANNOT, LACKS, POWER, Basis.WELFARE_UNDER_16),
    (16, ASK, FREE, PARENT, Basis.PERSON),
    (16, ASK, HAS, PARENT, Basis.PERSON),
    (16, ASK, LACKS, PARENT, Basis.BEST_INTERESTS),
    (17, ASK, LACKS, POWER, Basis.BEST_INTERESTS),
    (17, ASK, DOUBT, PARENT, ASSESS),
    (18, ASK, LACKS, POWER, Basis.ATTORNEY),
    (18, ASK, LACKS, NOBODY, Basis.BEST_INTERESTS),
    (18, ASK, HAS, POWER, Basis.PERSON),
    (40, ASK, FREE, POWER, Basis.PERSON),
    (40, ASK, DOUBT, POWER, ASSESS),
    (40, ASK, OTHER, POWER, ADVICE),
]


@pytest.mark.parametrize(("age", "competence", "capacity", "authority", "expected"), TABLE)
def test_who_decides(
    age: int, competence: Competence, capacity: Capacity, authority: Authority, expected
) -> None:
    facts = {"competence": competence, "capacity": capacity, "authority": authority}
    assert who_decides(age=age, **facts) == expected


def test_a_hold_says_what_must_happen_first() -> None:
    for hold in (ASK_CHILD, ASSESS, ADVICE):
        assert isinstance(hold, Hold) and hold.sentence.endswith(".")


@pytest.mark.parametrize("authority", [NOBODY, PARENT, ORDER, POWER, BOTH])
@pytest.mark.parametrize("age", [16, 17, 18, 60])
def test_from_sixteen_no_parent_and_no_council_decides(age: int, authority: Authority) -> None:
    for capacity in Capacity:
        found = who_decides(age=age, capacity=capacity, authority=authority)
        assert found not in (Basis.PARENT_PR, Basis.COUNCIL_PR, Basis.WELFARE_UNDER_16, Basis.CHILD)


@pytest.mark.parametrize(
    ("basis", "capacity", "words"),
    [
        (Basis.PERSON, Capacity.NO_DOUBT, None), (Basis.PERSON, Capacity.HAS, None),
        (Basis.PERSON, Capacity.LACKS, "found unable to decide this on 2 March 2026"),
        (Basis.PERSON, Capacity.DOUBT, "Assess that first"),
        (Basis.BEST_INTERESTS, Capacity.LACKS, None), (Basis.BEST_INTERESTS, Capacity.NO_DOUBT, None),
        (Basis.BEST_INTERESTS, Capacity.HAS, "Ask them"), (Basis.ATTORNEY, Capacity.HAS, "Ask them"),
        (Basis.PARENT_PR, Capacity.LACKS, None), (Basis.PERSON, Capacity.OTHER_REASON, "legal advice"),
    ],
)  # fmt: skip
def test_a_yes_comes_from_whoever_decides(basis: Basis, capacity: Capacity, words: str | None) -> None:
    refusal = reason_not(check_yes, basis, capacity=capacity, assessed_on=date(2026, 3, 2))
    assert (refusal is None) is (words is None)
    assert words is None or words in refusal


ALL, NO_WEIGHING = dict.fromkeys(ABILITIES, True), dict.fromkeys(ABILITIES, True) | {"weighs": False}


@pytest.mark.parametrize(
    ("finding", "abilities", "age", "words"),
    [
        (Capacity.HAS, ALL, 16, None), (Capacity.LACKS, NO_WEIGHING, 16, None),
        (Capacity.DOUBT, dict.fromkeys(ABILITIES), 40, None), (Capacity.OTHER_REASON, ALL, 40, None),
        (Capacity.LACKS, ALL, 40, "at least one of the four"), (Capacity.HAS, NO_WEIGHING, 40, "all four"),
        (Capacity.HAS, ALL | {"retains": None}, 40, "all four"), (Capacity.HAS, ALL, 15, "from 16"),
    ],
)  # fmt: skip
def test_a_finding_follows_from_its_four_answers(finding, abilities, age: int, words: str | None) -> None:
    refusal = reason_not(check_assessment, finding, abilities, age=age)
    assert (refusal is None) is (words is None)
    assert words is None or words in refusal


def test_a_refusal_is_a_sentence_to_show() -> None:
    with pytest.raises(Refused, match=r"\.$"):
        check_yes(Basis.PERSON, capacity=Capacity.LACKS, assessed_on=None)


BORN = date(2010, 3, 2)


@pytest.mark.parametrize(
    ("basis", "days_before_16", "ends"),
    [
        (Basis.PARENT_PR, 1, 16), (Basis.COUNCIL_PR, 1, 16), (Basis.WELFARE_UNDER_16, 1, 16),
        (Basis.CHILD_WISH, 1, 16), (Basis.CHILD, 92, 16), (Basis.CHILD, 91, 18), (Basis.CHILD, 1, 18),
    ],
)  # fmt: skip
def test_on_which_birthday_an_answer_ends(basis: Basis, days_before_16: int, ends: int) -> None:
    day = birthday(BORN, 16) - timedelta(days=days_before_16)
    assert ends_with_birthday(basis, decided_on=day, born=BORN, standing=True) == ends


@pytest.mark.parametrize(
    ("days_before_18", "ends"), [(700, 18), (92, 18), (91, None), (0, None), (-400, None)]
)
def test_ones_own_answer_is_asked_again_at_eighteen(days_before_18: int, ends: int | None) -> None:
    day = birthday(BORN, 18) - timedelta(days=days_before_18)
    assert ends_with_birthday(Basis.PERSON, decided_on=day, born=BORN, standing=True) == ends
    assert ends_with_birthday(Basis.PERSON, decided_on=day, born=BORN, standing=False) is None
    assert counts_from_birthday(day, BORN, 18) is (ends is None)

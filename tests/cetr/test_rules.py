"""The pure rules of reviews, as tables (S12)."""

import string
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cetr import personal, rules, statuses
from cetr.filetypes import format_of
from cetr.rules import Asked, Facts, Kind, Seat, not_yet
from cetr.statuses import Role, State
from config.refused import Refused, reason_not
from dsr.consent import Gate
from dsr.ratings import Colour

DAY = date(2026, 12, 1)
SEATS = (
    Seat(Role.CHAIR, "Charles Airey", 1),
    Seat(Role.CLINICAL, "Asha Rao"),
    Seat(Role.EXPERIENCE, "Eve", 3),
)
READY = Facts(
    planned_for=DAY,
    held_on=DAY,
    today=DAY,
    on_register=True,
    colour_now=Colour.RED,
    held_until=None,
    held_at=Colour.RED,
    panel=SEATS,
    meeting=Gate(True, "Jade said yes."),
    principles=frozenset(personal.BY_KEY),
    answers=dict.fromkeys(rules.QUESTIONS, "Yes."),
    colour=Colour.AMBER,
    why="School starts again.",
    recommendations=(Asked("Tom Bell", DAY + timedelta(days=7)),),
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"today": DAY - timedelta(days=1)}, "The review is on 1 December 2026."),
        ({"held_on": DAY + timedelta(days=1)}, "not in the future"),
        ({"held_on": DAY - timedelta(days=1)}, "1 December 2026 or later"),
        ({"on_register": False}, "not on the register now"),
        ({"panel": SEATS[:2]}, "The panel still needs: independent expert by experience."),
        ({"panel": (*SEATS[:2], Seat(Role.EXPERIENCE, "charles  AIREY"))}, "holds two places"),
        ({"panel": (*SEATS[:2], Seat(Role.EXPERIENCE, "Charles", 1))}, "holds two places"),
        ({"meeting": Gate(False, "Consent for having this review was withdrawn.")}, "was withdrawn"),
        ({"principles": frozenset()}, "missing for: all eight principles"),
        ({"principles": frozenset(personal.BY_KEY) - {"rights_led"}}, "missing for: Rights led."),
        ({"answers": READY.answers | {"future": " "}}, "Answer “What are the plans for the future?”"),
        ({"colour": None}, "Say what happens to the rating."),
        ({"colour": Colour.BLUE}, "not in hospital now"),
        ({"colour_now": Colour.BLUE}, "the rating stays blue"),
        ({"colour_now": Colour.BLUE, "colour": Colour.BLUE}, None),
        ({"colour_now": None}, None),
        ({"held_until": DAY}, "stays red until 1 December 2026"),
        ({"held_until": DAY, "colour": Colour.RED}, None),
        ({"held_until": DAY, "held_at": Colour.AMBER}, None),
        ({"held_until": DAY, "held_at": Colour.AMBER, "colour": Colour.GREEN}, "at least amber until 1 Dec"),
        ({"why": "  "}, "Say why the rating is that."),
        ({"recommendations": ()}, "at least one recommendation"),
        ({"recommendations": (Asked("", DAY),)}, "Recommendation 1 needs an owner and a date."),
        ({"recommendations": (Asked("Tom", None),)}, "Recommendation 1 needs an owner and a date."),
        ({"recommendations": (Asked("Tom", DAY - timedelta(days=1)),)}, "due before the day"),
    ],
)
def test_a_review_is_concluded_only_when_everything_is_there(change: dict, said: str | None) -> None:
    found = not_yet(replace(READY, **change))
    assert len(found) == (said is not None), found
    assert said is None or said in found[0]


def test_everything_missing_is_named_at_once() -> None:
    bare = replace(
        READY, panel=(), colour=None, why="", recommendations=(), principles=frozenset(), answers={}
    )
    assert len(not_yet(bare)) == 1 + 1 + 4 + 1 + 1 + 1
    with pytest.raises(Refused, match=r"^Not yet: "):
        rules.check_can_conclude(bare)


@pytest.mark.parametrize(
    ("age", "ehc_plan", "kind"),
    [
        (17, False, Kind.CETR),
        (17, True, Kind.CETR),
        (18, False, Kind.CTR),
        (18, True, Kind.CETR),
        (40, False, Kind.CTR),
    ],
)
def test_under_18_or_with_an_ehc_plan_it_is_a_cetr(age: int, ehc_plan: bool, kind: str) -> None:
    found, why = rules.kind_for(age=age, ehc_plan=ehc_plan)
    assert found is Kind(kind) and kind in why


@pytest.mark.parametrize(
    "text",
    [
        "Consider an assessment",
        "continue as now",
        "  to CONSIDER x",
        "We continue",
        "“Continue” care",
        "Continuing care",
    ],
)
def test_a_recommendation_does_not_begin_with_consider_or_continue(text: str) -> None:
    with pytest.raises(Refused, match="does not say what will be done"):
        rules.check_words(text)


@pytest.mark.parametrize(
    "text", ["Write the plan", "Find a home that she can consider", "Book a visit to continue in"]
)
def test_it_begins_with_what_somebody_will_do(text: str) -> None:
    assert reason_not(rules.check_words, text) is None


@pytest.mark.parametrize(
    "owner", ["Tom and Ann", "Tom/Ann", "Tom, Ann", "Tom & Ann", "Tom AND Ann", "Tom; Ann"]
)
def test_two_owners_are_refused(owner: str) -> None:
    with pytest.raises(Refused, match="one person"):
        rules.check_owner(owner)


@pytest.mark.parametrize(
    "owner", ["Tom Bell", "Sandy Anderson", "Tom Bell (health, care and school)", "Anne-Marie O’Hara"]
)
def test_one_owner_may_say_where_they_work(owner: str) -> None:
    assert reason_not(rules.check_owner, owner) is None


def test_the_eight_principles_spell_personal() -> None:
    assert "".join(principle.letter for principle in personal.PRINCIPLES) == "PERSONAL"
    assert len(personal.BY_KEY) == 8 and all(p.question.endswith("?") for p in personal.PRINCIPLES)


def test_every_state_has_a_label_and_its_moves() -> None:
    assert set(statuses.LABELS) == set(statuses.MOVES) == set(State)
    for state in (State.CONCLUDED, State.CANCELLED):
        with pytest.raises(Refused, match=statuses.LABELS[state].lower()):
            statuses.check_can_move(state, State.CONCLUDED)


def test_what_runs_out_before_the_review_is_said() -> None:
    said = rules.runs_out("Asha Rao", training=DAY - timedelta(days=1), registration=DAY, on=DAY)
    assert said == ["Asha Rao: training ends on 30 November 2026, before the review."]


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.pdf", b"%PDF-1.7", "pdf"),
        ("a.PDF", b"%PDF-1.7", "pdf"),
        ("a.jpeg", b"\xff\xd8\xff\xe0", "jpg"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "png"),
        ("a.png", b"<html>", None),
        ("a.pdf", b"\xff\xd8\xff\xe0", None),
        ("a.pdf", b"", None),
        ("a.html", b"%PDF-1.7", None),
        ("a.pdf.exe", b"%PDF-1.7", None),
        ("a.svg", b"<svg", None),
        ("a", b"%PDF-1.7", None),
    ],
)
def test_a_file_is_what_its_name_and_its_first_bytes_both_say(
    name: str, head: bytes, kind: str | None
) -> None:
    if kind:
        assert format_of(name, head) == kind
    else:
        with pytest.raises(Refused):
            format_of(name, head)


@given(st.text(alphabet=string.printable, max_size=40), st.binary(max_size=16))
def test_no_file_name_gets_past_the_two_checks(name: str, head: bytes) -> None:
    try:
        kind = format_of(name, head)
    except Refused:
        return
    assert kind in ("pdf", "png", "jpg")


@given(st.sets(st.sampled_from(sorted(personal.BY_KEY))), st.booleans(), st.booleans())
def test_nothing_missing_means_it_may_be_concluded(principles: set[str], consent: bool, panel: bool) -> None:
    facts = replace(
        READY,
        principles=frozenset(principles),
        meeting=Gate(consent, "Consent."),
        panel=SEATS if panel else (),
    )
    whole = len(principles) == 8 and consent and panel
    assert (reason_not(rules.check_can_conclude, facts) is None) == whole

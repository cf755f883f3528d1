"""The four colours: what they mean, what must follow, and which moves are allowed. Pure.

Meanings are published by many areas as the national ones [L]; criteria are an area's list [L];
who may lower a rating, and when, is a product default [D].
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from config.refused import Refused
from dsr.days import plain


class Colour(StrEnum):
    """A rating. None, "not yet rated", is the loudest state of all and is never drawn as green."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"


@dataclass(frozen=True)
class Meaning:
    """What a colour says to staff and to the person, and what follows from it."""

    label: str
    shape: str
    urgency: int
    meaning: str
    to_the_person: str
    must_follow: tuple[str, ...]
    rhythm: str
    opens: tuple[str, ...]
    criteria: dict[str, str]


MEANINGS: dict[Colour, Meaning] = {
    Colour.RED: Meaning(
        "Red", "▲", 1,
        "High risk of going into a mental health hospital straight away.",
        "You need more help very soon. It does not mean you did something wrong.",
        ("A review (CETR or CTR) is offered and planned", "A keyworker is offered, up to age 25",
         "The rating is looked at again within a week"),
        "rating_review_red",
        ("red_review_decision", "keyworker_offer"),
        {
            "admission_within_48_hours": "Admission is likely within 48 hours",
            "bed_being_sought": "A hospital bed is being looked for",
            "serious_harm": "Serious harm to themselves or others, or a serious risk of it",
            "crisis_care": "Crisis team, A&E or an unplanned admission in the last year",
            "options_exhausted": "What is available in the community has been tried",
            "placement_ending": "The place where they live or learn is ending now",
        },
    ),
    Colour.AMBER: Meaning(
        "Amber", "◆", 2,
        "High risk of going into hospital soon, if the right care and treatment do not come.",
        "Things are hard. You need the right help soon.",
        ("A meeting of everyone involved, or a review", "A keyworker is offered, up to age 25",
         "The rating is looked at again within two weeks"),
        "rating_review_amber",
        ("amber_meeting", "keyworker_offer"),
        {
            "admission_within_2_weeks": "Admission is likely within 2 weeks without more help",
            "just_left_hospital": "Left a mental health hospital not long ago",
            "placement_breaking_down": "Home, placement or school is breaking down",
            "behaviour_rising": "Needs are rising beyond what services can hold",
        },
    ),
    Colour.GREEN: Meaning(
        "Green", "●", 3,
        "Some risk, managed well at home.",
        "You are getting the help you need. We keep in touch.",
        ("Usual plans go on", "Everyone knows who would come to a review",
         "The rating is looked at again within three months"),
        "rating_review_green",
        (),
        {
            "risk_managed": "Risks are there and managed well",
            "need_rising": "Needs are rising across services, but held",
        },
    ),
    Colour.BLUE: Meaning(
        "Blue", "■", 0,
        "In a mental health hospital now.",
        "You are in hospital. We are working with you on going home.",
        ("A review after admission", "Visits by the commissioner", "Planning to leave, from day one"),
        "rating_review_blue",
        ("post_admission_cetr", "oversight_visit", "keyworker_offer"),
        {},
    ),
}  # fmt: skip

URGENT_FIRST = (Colour.RED, Colour.AMBER, Colour.BLUE, Colour.GREEN)
# How the register stands by itself: each colour, and whether only those without a keyworker are meant.
# Nobody's people come before the others when their colour asks for a keyworker; a green one who has none,
# as most adults have, stands first among the green and not above somebody red (product default [D]).
STANDING: tuple[tuple[Colour | None, bool], ...] = (
    (None, False),
    *((colour, True) for colour in (Colour.RED, Colour.AMBER, Colour.BLUE)),
    *((colour, False) for colour in (Colour.RED, Colour.AMBER, Colour.BLUE)),
    (Colour.GREEN, True),
    (Colour.GREEN, False),
)
BY_HAND = (Colour.RED, Colour.AMBER, Colour.GREEN)
AFTER_HOSPITAL = (Colour.RED, Colour.AMBER)  # an area may choose; red unless it says so [L]
NOT_YET_RATED = ("Not yet rated", "?")
RATING_REVIEWS = tuple(meaning.rhythm for meaning in MEANINGS.values())


class DecidedAt(StrEnum):
    """Where a rating was decided. Between meetings it may only be raised."""

    BETWEEN = "between"
    URGENT = "urgent_meeting"
    MEETING = "meeting"
    REVIEW = "review"
    ADMISSION = "admission"
    DISCHARGE = "discharge"


DECIDED_AT_LABELS = {
    DecidedAt.BETWEEN: "Between meetings",
    DecidedAt.URGENT: "At an urgent meeting",
    DecidedAt.MEETING: "At the register's meeting",
    DecidedAt.REVIEW: "At a review",
    DecidedAt.ADMISSION: "On admission to hospital",
    DecidedAt.DISCHARGE: "On leaving hospital",
}


def in_words(colour: Colour) -> str:
    """Shape and word together, for places that have no tag: "▲ Red"."""
    return f"{MEANINGS[colour].shape} {MEANINGS[colour].label}"


def is_lower(new: Colour, now: Colour | None) -> bool:
    """Whether `new` says less risk than `now`; hospital (blue) is not on that scale."""
    if now is None or Colour.BLUE in (new, now):
        return False
    return MEANINGS[new].urgency > MEANINGS[now].urgency


def check_can_rate(
    new: Colour,
    *,
    now: Colour | None,
    decided_at: DecidedAt,
    on: date,
    held_until: date | None = None,
    held_at: Colour = Colour.RED,
) -> None:
    """Refuse, in a sentence, a rating that the moves do not allow (domain reference 3.8) [L][D].

    `held_until` is the last day of the hold after leaving hospital, when there is one; `held_at` the colour
    that the area gives on leaving hospital: until then nothing below it.
    """
    if new is Colour.BLUE and decided_at is not DecidedAt.ADMISSION:
        raise Refused("Blue is set when somebody is admitted to hospital. Record the admission instead.")
    if now is Colour.BLUE and decided_at not in (DecidedAt.DISCHARGE, DecidedAt.ADMISSION):
        raise Refused("This person is in hospital. The rating changes when their discharge is recorded.")
    if held_until and on <= held_until and is_lower(new, held_at):
        least = "red" if held_at is Colour.RED else f"at least {held_at}"
        raise Refused(f"After leaving hospital a person stays {least} until {plain(held_until)}.")
    if decided_at is DecidedAt.BETWEEN and is_lower(new, now):
        raise Refused("Lowering a rating is decided at a meeting. Choose the meeting that decided it.")


def is_unlikely(new: Colour, *, now: Colour | None) -> bool:
    """Whether to ask "are you sure?": from red straight to green (hazard H15)."""
    return now is Colour.RED and new is Colour.GREEN


def check_why_differs(chosen: Colour, suggested: Colour | None, why: str) -> None:
    """Refuse a colour other than the tool's without a reason; no suggestion, no reason needed [D]."""
    if suggested is not None and chosen is not suggested and not why.strip():
        said, took = (MEANINGS[colour].label.lower() for colour in (suggested, chosen))
        raise Refused(f"The risk tool suggests {said}. Say why the rating is {took}.")


def opened_by(new: Colour, *, before: Colour | None, decided_at: DecidedAt) -> tuple[str, ...]:
    """Keys of the rules that this rating starts: its rhythm, and what follows from turning this colour.

    A meeting is not asked for again when a review or meeting has just decided on amber.
    """
    meaning = MEANINGS[new]
    turned = meaning.opens if new != before else ()
    return (meaning.rhythm, *(key for key in turned if key not in met_by(decided_at)))


def met_by(decided_at: DecidedAt) -> tuple[str, ...]:
    """Keys of the rules that are met by where the rating was decided: people did meet."""
    met = decided_at in (DecidedAt.REVIEW, DecidedAt.MEETING, DecidedAt.URGENT)
    return ("amber_meeting",) if met else ()


def ended_by(new: Colour) -> tuple[str, ...]:
    """Keys of the rules that no longer apply once somebody is `new`."""
    keep = set(MEANINGS[new].opens)
    return tuple(sorted({key for meaning in MEANINGS.values() for key in meaning.opens if key not in keep}))

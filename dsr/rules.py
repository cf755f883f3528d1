"""Every time limit, as a row: what starts it, what stops it, how long, for whom, and who says so.

Pure. Keys and numbers are those of the domain reference, section 11; a mark tells how sure we are:
N national policy, S law, L published by areas, U unconfirmed, D this product's default.
To change a number for everybody edit its row and say why in the commit; an area's own number
is an `AreaRule` and needs no code.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dsr.days import Unit, add, in_days, plain

MARKS = {
    "N": "National policy.",
    "S": "The law.",
    "L": "Published practice of some areas.",
    "U": "Default, not confirmed.",
    "D": "Product default.",
    "L/D": "Practice of some areas; the number is a product default.",
}
CTR_POLICY = "https://www.england.nhs.uk/learning-disabilities/care/ctr/ctr-policy-changes/"
VISITS = (
    "https://www.england.nhs.uk/learning-disabilities/care/"
    "monitoring-the-quality-of-care-and-safety-for-people-with-a-learning-disability-"
    "and-or-people-who-are-autistic-in-inpatient-care/"
)


class Group(StrEnum):
    """Whose number of a rule applies."""

    ADULT = "adult"
    CYP = "child or young person"
    SECURE = "adult in a secure ward"


@dataclass(frozen=True)
class Rule:
    """One time limit. `days` maps a group to a count of `unit`; a missing group has no limit."""

    key: str
    number: str
    what: str
    starts: str
    stops: str
    owner: str
    days: dict[Group, int]
    unit: Unit
    mark: str
    source: str = ""
    link: str = ""
    up_to_age: int | None = None
    off: bool = False  # counts only in an area that has given it a number of its own


def _all(count: int) -> dict[Group, int]:
    return dict.fromkeys(Group, count)


def _by_age(adult: int, cyp: int, secure: int | None = None) -> dict[Group, int]:
    return {Group.ADULT: adult, Group.CYP: cyp, Group.SECURE: adult if secure is None else secure}


CD, WD, MO = Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS
KENT = "Kent and Medway, professional referral process"
_ROWS = [
    Rule("referral_triage", "R02", "Referral looked at", "the form came in", "it has been looked at",
         "coordinator", _all(2), WD, "L/D", KENT),
    Rule("referral_urgent", "", "Urgent form looked at", "the form came in", "it has been looked at",
         "duty person", _all(0), CD, "D", "A form that says “today” is read today"),
    Rule("self_referral_contact", "R03", "First conversation", "the form came in",
         "the first conversation", "DSR team", _all(5), WD, "L", "Coventry and Warwickshire DSR"),
    Rule("referral_conversation", "R04", "Conversation with the professional", "the form came in",
         "a conversation", "DSR team", _all(7), CD, "L", KENT),
    Rule("urgent_meeting", "R05", "Urgent meeting", "it was found urgent", "a meeting, or the decision",
         "DSR lead", _all(2), WD, "D", "Sunderland DSR holds urgent meetings"),
    Rule("referral_decision", "R06", "Decision on a referral", "the form came in", "a decision is recorded",
         "DSR panel", _all(28), CD, "L", "Norfolk DSR"),
    Rule("referral_outcome_told", "R07", "Outcome told", "the decision", "person and referrer are told",
         "coordinator", _all(2), WD, "L", "Sunderland DSR"),
    # 48 hours, counted here to the end of the second day.
    Rule("referral_stage_two", "R08", "Second part of the form", "it was accepted", "the second part is in",
         "referrer", _all(2), CD, "L", KENT, off=True),
    Rule("consent_recheck", "R11", "Consent checked again", "consent was given", "a fresh answer",
         "DSR team", _all(12), MO, "L", "Greenwich DSR"),
    Rule("rating_review_red", "R17", "Rating looked at again", "the red rating", "rated again",
         "DSR lead", _all(7), CD, "D", "Lincolnshire publishes 14 days"),
    Rule("rating_review_amber", "R18", "Rating looked at again", "the amber rating", "rated again",
         "DSR lead", _all(14), CD, "D"),
    Rule("rating_review_green", "R19", "Rating looked at again", "the green rating", "rated again",
         "DSR lead", _all(91), CD, "D"),
    Rule("rating_review_blue", "R20", "Hospital stay looked at again", "the blue rating", "looked at again",
         "DSR lead", _by_age(56, 42), CD, "D", "Follows the rhythm of oversight visits", VISITS),
    Rule("red_review_decision", "R22", "Review to be decided and planned", "turning red",
         "a review is offered and planned", "commissioner", _all(2), WD, "L/D", "Norfolk and Waveney DSR"),
    Rule("amber_meeting", "R23", "Meeting of everyone involved", "turning amber",
         "a multi-agency meeting, or a review", "DSR lead", _all(14), CD, "L/D", "Norfolk and Waveney DSR"),
    Rule("post_discharge_hold", "R25", "Stays red after hospital", "discharge", "the hold ends",
         "the register", _all(14), CD, "L", "Lincolnshire DSR"),
    Rule("keyworker_offer", "R28", "Keyworker offered", "turning red, amber or blue, up to age 25,",
         "a keyworker is named, or the offer is recorded", "keyworker service", _all(5), WD, "L/D",
         "Humber and North Yorkshire keyworker service", up_to_age=25),
    Rule("post_admission_cetr", "R38", "Review after admission", "admission", "a review is held",
         "responsible commissioner", _by_age(28, 14), CD, "N", "NHS England, CTR policy changes", CTR_POLICY),
    Rule("review_held", "", "Review to be held", "a review is planned for", "the review is concluded",
         "panel chair", _all(0), CD, "D", "The date that was agreed with the person"),
    Rule("cetr_consent_and_planner", "R42", "Planner sent and consent asked", "the review",
         "consent is recorded", "coordinator", _all(-14), CD, "N",
         "NHS England, commissioner checklist",
         "https://www.england.nhs.uk/long-read/section-6-organising-a-care-education-and-treatment-"
         "review-commissioner-checklist/"),
    Rule("cetr_report", "R48", "Report of the review sent", "the review was held", "it is sent to all",
         "panel chair", _all(14), CD, "U", "Bringing Us Together, survival guide"),
    Rule("oversight_visit", "R54", "Oversight visit", "admission, or the last visit", "a visit is made",
         "placing commissioner", _by_age(56, 42), CD, "N", "NHS England, oversight visits", VISITS),
]  # fmt: skip
RULES: dict[str, Rule] = {rule.key: rule for rule in _ROWS}


@dataclass(frozen=True)
class Limit:
    """A rule as it applied to one event: the date, and the count it came from."""

    rule: Rule
    started_on: date
    count: int
    due_on: date
    own_number: bool = False


def group_of(age: int, *, secure: bool = False) -> Group:
    """Whose number applies: under 18 always the child's, then the secure ward's, then the adult's."""
    if age < 18:
        return Group.CYP
    return Group.SECURE if secure else Group.ADULT


def limit(key: str, *, started_on: date, group: Group, own: int | None = None) -> Limit | None:
    """The date by which rule `key` must be met; `own` is the area's own count. None: no limit."""
    rule = RULES[key]
    count = own if own is not None or rule.off else rule.days.get(group)
    if count is None:
        return None
    return Limit(rule, started_on, count, add(started_on, count, rule.unit), own_number=own is not None)


def why(key: str, *, started_on: date, count: int, own_number: bool = False) -> str:
    """Why something is due, in a sentence or two: "28 calendar days after admission on 3 March…"."""
    rule = RULES[key]
    said_by = "The area's own number." if own_number else f"{MARKS[rule.mark]} {_from(rule)}".strip()
    if count == 0:
        return f"On the day: {rule.starts} {plain(started_on)}. {said_by}"
    return f"{_span(rule, count)} {rule.starts} on {plain(started_on)}. {said_by}"


def _span(rule: Rule, count: int) -> str:
    number = in_days(abs(count)) if rule.unit is CD else f"{abs(count)} {rule.unit}"
    if abs(count) == 1 and rule.unit is not CD:
        number = f"1 {rule.unit}".removesuffix("s")
    return f"{number} {'before' if count < 0 else 'after'}"


def _from(rule: Rule) -> str:
    return f"{rule.source}." if rule.source else ""

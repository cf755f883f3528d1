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


MCA = "https://www.legislation.gov.uk/ukpga/2005/9/section/2"


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
    Rule("referral_receipt", "R01", "Told that we have the form", "the form came in",
         "whoever sent it knows that we have it", "DSR team", _all(0), CD, "L", KENT),
    Rule("referral_triage", "R02", "Referral looked at", "the form came in", "it has been looked at",
         "coordinator", _all(2), WD, "L/D", KENT),
    Rule("self_referral_contact", "R03", "First conversation", "the form came in",
         "the first conversation", "DSR team", _all(5), WD, "L", "Coventry and Warwickshire DSR"),
    Rule("referral_conversation", "R04", "Conversation with the professional", "the form came in",
         "a conversation", "DSR team", _all(7), CD, "L", KENT),
    Rule("urgent_look", "", "Somebody acts on what is urgent", "it was marked urgent",
         "a conversation, a try, or a decision", "coordinator", _all(0), CD, "D"),
    Rule("urgent_meeting", "R05", "Urgent meeting", "it was marked urgent",
         "the meeting is held, or a decision is made", "DSR lead", _all(2), WD, "D", "Sunderland DSR"),
    Rule("referral_decision", "R06", "Decision on a referral", "the form came in", "a decision is recorded",
         "DSR panel", _all(28), CD, "L", "Norfolk DSR"),
    Rule("referral_outcome_told", "R07", "Outcome told", "the decision", "person and referrer are told",
         "coordinator", _all(2), WD, "L", "Sunderland DSR"),
    # 48 hours, counted here to the end of the second day.
    Rule("referral_stage_two", "R08", "Second part of the form", "it was accepted", "the second part is in",
         "referrer", _all(2), CD, "L", KENT, off=True),
    Rule("consent_missing_chase", "R09", "Answer about consent", "the form came in",
         "an answer is recorded", "DSR team", _all(10), WD, "D"),
    Rule("consent_form_recorded", "", "Answers of a consent form recorded", "the form came in",
         "its answers are in the ledger, or it is said why not", "coordinator", _all(1), WD, "D",
         "A no is recorded on the same day"),
    Rule("consent_thinking_follow_up", "R10", "Asked again about consent", "the answer “not sure”",
         "an answer is recorded", "named worker", _all(10), WD, "D"),
    Rule("consent_recheck", "R11", "Consent checked again", "consent was given", "a fresh answer",
         "DSR team", _all(12), MO, "L", "Greenwich DSR"),
    # Both are opened 91 days before; what is counted starts on the birthday itself.
    Rule("consent_turning_16", "R12", "Own answer about consent, at 16", "the 16th birthday is",
         "the young person’s own answer", "DSR team", {Group.CYP: 0}, CD, "D",
         "From 16 the Mental Capacity Act applies", MCA),
    Rule("consent_turning_18", "R13", "Consent asked again, at 18", "the 18th birthday is", "a new answer",
         "DSR team", _all(0), CD, "L", "Greenwich DSR"),
    Rule("capacity_regained_recheck", "R14", "Person asked themselves", "they were found able to decide",
         "the person was asked", "named worker", _all(5), WD, "D"),
    Rule("consent_withdrawn_close", "R15", "Everybody told that consent has ended", "consent was withdrawn",
         "whoever had something was told", "DSR team", _all(1), WD, "D",
         "Sharing closes in the moment the answer is saved"),
    Rule("consent_withdrawn_decision", "R16", "Decision after a withdrawal, and letter",
         "consent for the register was withdrawn", "the decision is recorded, or they said yes again",
         "DSR lead", _all(5), WD, "D"),
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
    Rule("step_down_told", "", "Person told of the lower rating", "the lower rating",
         "it is recorded how they were told", "keyworker", _all(2), WD, "D"),
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
    Rule("transfer_acknowledge", "R30", "Other area says it has seen it", "it was offered",
         "the other area opens it", "receiving area", _all(5), WD, "D"),
    Rule("transfer_decide", "R31", "Other area takes it or not", "it was offered",
         "it is accepted or declined", "receiving area", _all(28), CD, "D"),
    Rule("concern_acknowledge", "R59", "Disagreement acknowledged", "somebody said that they disagree",
         "they are told that we look again", "DSR lead", _all(3), WD, "U", "Practice of NHS complaints"),
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

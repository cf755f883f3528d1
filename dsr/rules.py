"""Every time limit, as a row: what starts it, what stops it, how long, for whom, and who says so.

Pure. Keys and numbers are those of the domain reference, section 11; a mark tells how sure we are:
N national policy, S law, L published by areas, U unconfirmed, D this product's default.
To change a number for everybody edit its row and say why in the commit; an area's own number
is an `AreaRule` and needs no code.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dsr.days import Unit, add, add_working_days, in_days, plain

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
    may_be_off: bool = False  # an area may switch it off
    counts_start_day: bool = False  # the day of the event is day 1, as in many statutes; else it is day 0

    @property
    def by_group(self) -> bool:
        """Whether it differs for adults, under 18s and secure wards."""
        return len(set(self.days.values())) > 1 or len(self.days) not in (0, len(Group))

    @property
    def national(self) -> bool:
        """Whether national policy or the law sets it: an area may tighten it; loosening takes an approver."""
        return self.mark in ("N", "S")


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
    Rule("whole_register_review", "R21", "Whole register gone through", "it was last gone through",
         "everybody on it was looked at", "DSR lead", _all(1), MO, "L", "West Sussex DSR and four others",
         may_be_off=True),
    Rule("red_review_decision", "R22", "Review to be decided and planned", "turning red",
         "a review is offered and planned", "commissioner", _all(2), WD, "L/D", "Norfolk and Waveney DSR"),
    Rule("amber_meeting", "R23", "Meeting of everyone involved", "turning amber",
         "a multi-agency meeting, or a review", "DSR lead", _all(14), CD, "L/D", "Norfolk and Waveney DSR",
         may_be_off=True),
    Rule("blue_on_admission", "R24", "Rating made blue", "admission", "the admission is recorded here",
         "DSR lead", _all(0), CD, "L", "Lincolnshire DSR"),
    Rule("post_discharge_hold", "R25", "Stays red after hospital", "discharge", "the hold ends",
         "the register", _all(14), CD, "L", "Lincolnshire DSR"),
    Rule("post_discharge_rerate", "R26", "Rated again after hospital", "the last day of the hold",
         "rated again", "DSR lead", _all(2), WD, "D", "Follows the hold that Lincolnshire publishes",
         may_be_off=True),
    Rule("keyworker_offer", "R28", "Keyworker offered", "turning red, amber or blue, up to age 25,",
         "a keyworker is named, or the offer is recorded", "keyworker service", _all(5), WD, "L/D",
         "Humber and North Yorkshire keyworker service", up_to_age=25, may_be_off=True),
    # Opened 28 days before; what is counted starts on the day itself.
    Rule("transition_prompt", "R29", "Next step of the plan for growing up",
         "the prompt at 14, 16, 17 or 17½ is",
         "a step of the plan is recorded", "DSR lead", {Group.CYP: 0}, CD, "D", may_be_off=True),
    Rule("register_handover", "", "Passed to the adults’ register", "the birthday that ends this register is",
         "the other area has accepted", "DSR lead", _all(0), CD, "D",
         "Nobody is without a register: this one keeps the case until the other accepts"),
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
         "the other area says that it has seen it", "receiving area", _all(5), WD, "D"),
    Rule("transfer_decide", "R31", "Other area takes it or not", "it was offered",
         "it is accepted or declined", "receiving area", _all(28), CD, "D"),
    Rule("removal_letter", "R32", "Told that they are off the register", "it was decided",
         "the person has been told", "coordinator", _all(5), WD, "D"),
    # R50, the day a recommendation is due, is its own date. R51 asks on that day too, and then again.
    Rule("action_chase", "R51", "Owner asked again", "the recommendation was due",
         "it is answered", "coordinator", _all(7), CD, "D", "Bringing Us Together, survival guide"),
    Rule("action_escalate", "R52", "Put before the oversight panel", "the recommendation was due",
         "it is answered, or before the panel", "coordinator", _all(14), CD, "D",
         "Bringing Us Together, survival guide"),
    Rule("oversight_panel_next", "R53", "Oversight panel considers the case", "it was put before the panel",
         "the case is closed", "oversight panel", _all(42), CD, "L", "Kent and Medway oversight panel"),
    Rule("concern_acknowledge", "R59", "Disagreement acknowledged", "somebody said that they disagree",
         "they are told that we look again", "DSR lead", _all(3), WD, "U", "Practice of NHS complaints"),
    *(
        Rule(f"silence_{colour}", f"R33 {colour}", "Something heard and written down",
             "the last thing recorded", "a contact, visit, note, rating or progress is recorded",
             "lead professional, else keyworker, else coordinator", _all(count), CD, "D",
             "After two deaths with 179 and 450 days without an entry", may_be_off=True)
        for colour, count in (("red", 14), ("amber", 28), ("green", 91), ("blue", 28))
    ),
    Rule("oversight_visit", "R54", "Oversight visit", "admission, or the last visit", "a visit is made",
         "placing commissioner", _by_age(56, 42), CD, "N", "NHS England, oversight visits", VISITS),
    Rule("inadequate_unit_notice", "R55", "Three told about a unit rated inadequate", "coming to the unit",
         "the ICB’s chief executive, the NHS region and the host commissioner were told",
         "commissioner", _all(0), CD, "N", "NHS England, admission by exception"),
    Rule("stuck_in_hospital", "R56", "Review or escalation: ready to leave, and still in hospital",
         "being ready to leave", "a review is held, or the case is put before the oversight panel",
         "commissioner and council", _all(14), CD, "D", "Follows the discharge guidance of January 2024"),
]  # fmt: skip
RULES: dict[str, Rule] = {rule.key: rule for rule in _ROWS}
SILENCES = tuple(key for key in RULES if key.startswith("silence_"))
# Met only by what happened after the day they count from.
MET_AFTER_START = frozenset({*SILENCES, "post_discharge_rerate"})
# Opened by the sweep because time has passed: that they were not opened on the day itself says nothing.
SWEPT = frozenset({*SILENCES, "transition_prompt", "register_handover", "consent_turning_16",
                   "consent_turning_18"})  # fmt: skip
# What outlives a place on the register: whoever had something is told, and the person that their place ended.
GOES_ON = frozenset({"consent_withdrawn_close", "removal_letter"})
LARGEST = {Unit.DAYS: 366, Unit.WORKING_DAYS: 260, Unit.MONTHS: 36}


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
    on = due(started_on, count, rule.unit, counts_start_day=rule.counts_start_day)
    return Limit(rule, started_on, count, on, own_number=own is not None)


def due(started_on: date, count: int, unit: Unit, *, counts_start_day: bool = False) -> date:
    """The last day of `count` of `unit` from `started_on`, which is day 0, or day 1 if it counts itself.

    Met until 23:59:59 of that day in Europe/London, whichever way the clocks change before it [D].
    """
    if not counts_start_day or count <= 0:
        return add(started_on, count, unit)
    if unit is Unit.WORKING_DAYS:
        return add_working_days(started_on - timedelta(days=1), count)
    return add(started_on, count, unit) - timedelta(days=1)


def is_looser(rule: Rule, count: int | None, groups: Iterable[Group]) -> bool:
    """Whether a number (None: no limit at all) gives more time than the table, for any of these groups."""
    return any(group in rule.days and (count is None or count > rule.days[group]) for group in groups)


def why(
    key: str,
    *,
    started_on: date,
    count: int,
    own_number: bool = False,
    mark: str = "",
    source: str | None = None,
) -> str:
    """Why something is due, in a sentence or two: "28 calendar days after admission on 3 March…".

    `mark` and `source` are those of the table on the day it began, if they were kept.
    """
    rule = RULES[key]
    kept = f"{MARKS.get(mark or rule.mark, '')} {_from(rule.source if source is None else source)}"
    said_by = "The area's own number." if own_number else kept.strip()
    if count == 0:
        return f"On the day: {rule.starts} {plain(started_on)}. {said_by}"
    return f"{_span(rule, count)} {rule.starts} on {plain(started_on)}. {said_by}"


def _span(rule: Rule, count: int) -> str:
    number = in_days(abs(count)) if rule.unit is CD else f"{abs(count)} {rule.unit}"
    if abs(count) == 1 and rule.unit is not CD:
        number = f"1 {rule.unit}".removesuffix("s")
    return f"{number} {'before' if count < 0 else 'after'}"


def _from(source: str) -> str:
    return f"{source}." if source else ""

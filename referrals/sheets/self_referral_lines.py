"""A self-referral read out: to check before sending, and to the team as it was sent. Pure."""

from collections.abc import Mapping
from typing import Any

from dsr.days import plain
from dsr.names import spaced_nhs_number
from referrals import options, statuses
from referrals.organisations import ORGANISATIONS
from referrals.risk_factors import RISK_FACTORS
from referrals.sheets.agreeing import agreement_words
from referrals.sheets.self_referral import PARTS, SELF_REFERRAL
from referrals.summary import Line, all_from_table, from_table

# The same headings for the team, which is not "you".
FOR_THE_TEAM = ("who sent it", *PARTS[1:-2], "how to reach them", "last questions")


def _area(kept: Mapping[str, Any], areas: Mapping[str, str]) -> str:
    homes = {**areas, statuses.ELSEWHERE: "Somewhere else", statuses.NOT_SURE: "Not sure"}
    return homes.get(kept["lives_in"], kept["lives_in"])


def _agreement(kept: Mapping[str, Any], areas: Mapping[str, str]) -> str:
    return agreement_words(kept["filling_in_for"]).get(kept["agreement"], "")


def _yes(value: Any) -> str:
    return "Yes"


LINES: tuple[Line, ...] = (
    Line("who", "filling_in_for", "This form is about", from_table(statuses.FILLING_IN)),
    Line("helper", "helper_name", "Filled in by", only_if=True),
    Line("helper", "helper_relation", "Who they are", only_if=True),
    Line("name", "given_name", "First name"),
    Line("name", "family_name", "Last name"),
    Line("name", "preferred_name", "Likes to be called", only_if=True),
    Line("born", "date_of_birth", "Date of birth", plain),
    Line("born", "about_age", "About how old", only_if=True),
    Line("happening", "happening", "What is happening now"),
    Line("happening", "rather_talk", "Would rather talk about it", _yes, only_if=True),
    Line("risks", "risk_factors", "What is true now", all_from_table(RISK_FACTORS)),
    Line("helped", "tried", "What has been tried"),
    Line("helped", "would_help", "What would help"),
    Line("diagnosis", "diagnosis", "Learning disability or autism", from_table(statuses.TOLD)),
    Line("diagnosis", "diagnosis_said", "Who said so, and when", only_if=True),
    Line("home", "address", "Address"),
    Line("home", "postcode", "Postcode"),
    Line("home", "lives_in", "Area", say_with=_area),
    Line("hospital", "in_hospital", "In hospital now", from_table(statuses.YES_NO_NOT_SURE)),
    Line("hospital", "hospital", "Which hospital", only_if=True),
    Line("hospital", "place_type", "Kind of home", from_table(options.PLACES)),
    Line("nhs-number", "nhs_number", "NHS number", spaced_nhs_number),
    Line("nhs-number", "gp_practice", "GP"),
    Line("school", "education", "School or college"),
    Line("school", "has_ehc_plan", "EHC plan", from_table(statuses.YES_NO_NOT_SURE)),
    Line("people", "people_involved", "Who helps now"),
    Line("people", "plans", "Plans", all_from_table(options.PLANS)),
    Line("needs", "needs", "What helps", all_from_table(options.NEEDS)),
    Line("needs", "needs_more", "Language, and what else helps", only_if=True),
    Line("needs", "letter_format", "Letters", from_table(options.LETTERS)),
    Line("agreement", "agreement", "Agreement", say_with=_agreement),
    Line("sharing", "not_share_with", "Must not know", all_from_table(ORGANISATIONS)),
    Line("sharing", "not_share_words", "Anybody else, or a reason", only_if=True),
    Line("contact", "phone", "Phone", only_if=True),
    Line("contact", "may_text", "Texts are fine", _yes, only_if=True),
    Line("contact", "no_calls", "Never ring, only text", _yes, only_if=True),
    Line("contact", "safe_message", "Safe to leave a message", from_table(statuses.YES_NO), only_if=True),
    Line("contact", "email", "E-mail", only_if=True),
    Line("contact", "post", "Post", only_if=True),
    Line("contact", "through_whom", "Through somebody else", only_if=True),
    Line("safe", "best_time", "Good times"),
    Line("safe", "do_not_contact", "Never contact"),
    Line("safe", "person_reach", "How to reach the person", from_table(options.PERSON_REACH), only_if=True),
    Line("safe", "person_reach_at", "At", only_if=True),
    Line("equality", "first_language", "First language", only_if=True),
    Line("equality", "ethnicity", "Ethnic group", from_table(options.ETHNICITIES), only_if=True),
    Line("equality", "gender", "Gender", from_table(options.GENDERS), only_if=True),
    Line("equality", "religion", "Religion or belief", from_table(options.RELIGIONS), only_if=True),
    Line(
        "equality", "looked_after", "Looked after by the council", from_table(options.YES_NO_RATHER_NOT),
        only_if=True,
    ),
    Line("equality", "is_carer", "Is a carer", from_table(options.YES_NO_RATHER_NOT), only_if=True),
    Line("wants", "wants_this", "Is this what they want?", from_table(options.WANTS), private=True),
    Line("wants", "wants_words", "What they told us alone", only_if=True, private=True),
)  # fmt: skip


def asked_of(kept: Mapping[str, Any], age: int | None) -> set[str]:
    """The steps that somebody was led to who sent these answers, at this age."""
    born = {"date_of_birth": kept["date_of_birth"], "about_age": kept["about_age"], "age": age}
    said = {"who": {"filling_in_for": kept["filling_in_for"]}, "born": born}
    return {step.key for step in SELF_REFERRAL.path(said)}

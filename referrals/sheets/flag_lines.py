"""A flag read out: to check before sending, and to the team as it was sent. Pure."""

from collections.abc import Mapping
from typing import Any

from dsr.days import plain
from dsr.names import spaced_nhs_number
from dsr.ratings import MEANINGS
from referrals import flags, options, statuses
from referrals.risk_factors import RISK_FACTORS
from referrals.sheets.flag import FLAG, PARTS
from referrals.summary import Line, all_from_table, from_table

# The same headings for the team, which is not "you".
FOR_THE_TEAM = ("why they write", "who sent it", *PARTS[2:-1], "what they ask for")
COLOURS = {
    colour: f"{meaning.shape} {meaning.label}: {meaning.meaning}" for colour, meaning in MEANINGS.items()
}


def _area(kept: Mapping[str, Any], areas: Mapping[str, str]) -> str:
    homes = {**areas, statuses.ELSEWHERE: "Somewhere else", statuses.NOT_SURE: "Not sure"}
    return homes.get(kept["lives_in"], kept["lives_in"])


LINES: tuple[Line, ...] = (
    Line("about", "flag_kind", "Why", from_table(flags.FLAG_KINDS)),
    Line("urgency", "urgency", "How soon", from_table(statuses.URGENCY)),
    Line("you", "referrer_name", "Name"),
    Line("you", "referrer_role", "Role"),
    Line("you", "referrer_organisation", "Organisation"),
    Line("work-email", "referrer_email", "Work e-mail"),
    Line("you", "referrer_phone", "Phone"),
    Line("you", "manager", "Manager", only_if=True),
    Line("name", "given_name", "First name"),
    Line("name", "family_name", "Last name"),
    Line("name", "preferred_name", "Likes to be called", only_if=True),
    Line("born", "date_of_birth", "Date of birth", plain),
    Line("born", "about_age", "About how old", only_if=True),
    Line("home", "address", "Address"),
    Line("home", "postcode", "Postcode"),
    Line("home", "lives_in", "Area", say_with=_area),
    Line("hospital", "in_hospital", "In hospital now", from_table(statuses.YES_NO_NOT_SURE)),
    Line("hospital", "hospital", "Which hospital", only_if=True),
    Line("hospital", "place_type", "Kind of home", from_table(options.PLACES)),
    Line("nhs-number", "nhs_number", "NHS number", spaced_nhs_number),
    Line("nhs-number", "gp_practice", "GP"),
    Line("reach", "person_reach", "How to reach the person or family", from_table(options.PERSON_REACH)),
    Line("reach", "person_reach_at", "Where, and when", only_if=True),
    Line("reach", "do_not_contact", "Never contact", only_if=True),
    Line("needs", "needs", "What helps", all_from_table(options.NEEDS)),
    Line("needs", "needs_more", "Language, and what else helps", only_if=True),
    Line("needs", "letter_format", "Letters", from_table(options.LETTERS)),
    Line("diagnosis", "diagnosis", "Learning disability or autism", from_table(statuses.TOLD)),
    Line("diagnosis", "diagnosis_said", "Who said so, and when", only_if=True),
    Line("eligibility", "eligibility", "What is so", all_from_table(flags.ELIGIBILITY)),
    Line("consent", "consent_answer", "Agreement", from_table(flags.CONSENT_ANSWERS)),
    Line("consent-asked", "consent_sought_from", "Who was asked", only_if=True),
    Line("consent-asked", "consent_on", "Asked on", plain, only_if=True),
    Line("consent-reason", "consent_why_not", "Why nobody was asked", only_if=True),
    Line("legal-basis", "legal_basis", "Without a yes, because", from_table(flags.LEGAL_BASES), only_if=True),
    Line("happening", "happening", "What is happening now"),
    Line("risks", "risk_factors", "Risk factors", all_from_table(RISK_FACTORS)),
    Line("legal-status", "legal_status", "In force", all_from_table(flags.LEGAL_STATUS)),
    Line("colour", "proposed_colour", "Suggested colour", from_table(COLOURS)),
    Line("colour", "reasons", "Reasons"),
    Line("support", "support_now", "Help now"),
    Line("support", "gaps", "What is missing"),
    Line("tried", "tried", "What has been tried"),
    Line("tried", "would_help", "What would help"),
    Line("school", "education", "School or college"),
    Line("school", "has_ehc_plan", "EHC plan", from_table(statuses.YES_NO_NOT_SURE)),
    Line("people", "people_involved", "Who helps now"),
    Line("people", "plans", "Plans", all_from_table(options.PLANS)),
    Line("leads", "lead_professional", "Lead professional", only_if=True),
    Line("leads", "care_coordinator", "Care coordinator", only_if=True),
    Line("leads", "social_worker", "Social worker", only_if=True),
    Line("leads", "keyworker", "Keyworker", only_if=True),
    Line("asked-for", "asked_for", "Asked for", all_from_table(flags.ASKED_FOR)),
)


def asked_of(kept: Mapping[str, Any], age: int | None) -> set[str]:
    """The steps that somebody was led to who sent these answers, about somebody of this age."""
    born = {"date_of_birth": kept["date_of_birth"], "about_age": kept["about_age"], "age": age}
    said = {"born": born, "consent": {"consent_answer": kept["consent_answer"]}}
    return {step.key for step in FLAG.path(said)}

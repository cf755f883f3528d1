"""A self-referral read out: to check before sending, and to the team as it was sent. Pure."""

from collections.abc import Mapping
from typing import Any

from dsr.days import plain
from dsr.names import spaced_nhs_number
from referrals import statuses
from referrals.sheets.self_referral import PARTS
from referrals.summary import Line, from_table

# The same headings for the team, which is not "you".
FOR_THE_TEAM = ("who sent it", *PARTS[1:-1], "how to reach them")
AGREED_MYSELF = {statuses.Agreement.AGREES: "Yes, I agree", statuses.Agreement.NOT_ASKED: "I am not sure yet"}


def agreement_words(filling_in_for: str) -> Mapping[str, str]:
    """The answers about agreement, as they were put to whoever filled the form in."""
    return AGREED_MYSELF if filling_in_for == statuses.FillingIn.ME else statuses.AGREEMENT


def _area(kept: Mapping[str, Any], areas: Mapping[str, str]) -> str:
    homes = {**areas, statuses.ELSEWHERE: "Somewhere else", statuses.NOT_SURE: "Not sure"}
    return homes.get(kept["lives_in"], kept["lives_in"])


def _agreement(kept: Mapping[str, Any], areas: Mapping[str, str]) -> str:
    return agreement_words(kept["filling_in_for"]).get(kept["agreement"], "")


LINES: tuple[Line, ...] = (
    Line("who", "filling_in_for", "This form is about", from_table(statuses.FILLING_IN)),
    Line("helper", "helper_name", "Filled in by", only_if=True),
    Line("helper", "helper_relation", "Who they are", only_if=True),
    Line("name", "given_name", "First name"),
    Line("name", "family_name", "Last name"),
    Line("name", "preferred_name", "Likes to be called", only_if=True),
    Line("born", "date_of_birth", "Date of birth", plain),
    Line("born", "about_age", "About how old", only_if=True),
    Line("home", "address", "Address"),
    Line("home", "postcode", "Postcode"),
    Line("home", "lives_in", "Area", say_with=_area),
    Line("nhs-number", "nhs_number", "NHS number", spaced_nhs_number),
    Line("diagnosis", "diagnosis", "Learning disability or autism", from_table(statuses.TOLD)),
    Line("happening", "happening", "What is happening now"),
    Line("happening", "rather_talk", "Would rather talk about it", lambda talk: "Yes", only_if=True),
    Line("hospital", "in_hospital", "In hospital now", from_table(statuses.YES_NO_NOT_SURE)),
    Line("hospital", "hospital", "Which hospital", only_if=True),
    Line("agreement", "agreement", "Agreement", say_with=_agreement),
    Line("contact", "phone", "Phone", only_if=True),
    Line("contact", "safe_message", "Safe to leave a message", from_table(statuses.YES_NO), only_if=True),
    Line("contact", "email", "E-mail", only_if=True),
    Line("contact", "post", "Post", only_if=True),
)

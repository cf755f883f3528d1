"""The questions of a self-referral (domain reference 4.1), a page each. Pure."""

from typing import Any

from referrals.statuses import FillingIn
from referrals.steps import Answers, Kind, Sheet, Step

PARTS = (
    "who you are",
    "name and birthday",
    "home",
    "learning disability and autism",
    "what is happening",
    "agreement",
    "how to reach you",
)


def somebody_helps(answers: Answers) -> bool:
    """Whether the sender is not the person themselves."""
    return str(answers.get("who", {}).get("filling_in_for", FillingIn.ME)) != FillingIn.ME


STEPS = (
    Step("who", 1, "Who is this form about?", "Who", required=True),
    Step("helper", 1, "Who are you?", "Helper", required=True, shown=somebody_helps),
    Step("name", 2, "What is {whose} name?", "Name", required=True),
    Step("born", 2, "What is {whose} date of birth?", "Born"),
    Step("home", 3, "Where {do} {who} live?", "Home"),
    Step("nhs-number", 3, "Do you know {whose} NHS number?", "Number"),
    Step("diagnosis", 4, "Which of these is right for {who}?", "Diagnosis"),
    Step("happening", 5, "What is happening now?", "Happening"),
    Step("hospital", 5, "{Are} {who} in hospital now?", "Hospital"),
    Step("agreement", 6, "{Do} {who} agree to this?", "Agreed", required=True),
    Step("contact", 7, "How can we reach you?", "Reach", required=True),
)
# What a column holds when its question was not asked or not answered.
EMPTY: dict[str, Any] = {
    "filling_in_for": "",
    "helper_name": "",
    "helper_relation": "",
    "given_name": "",
    "family_name": "",
    "preferred_name": "",
    "date_of_birth": None,
    "about_age": None,
    "address": "",
    "postcode": "",
    "lives_in": "",
    "nhs_number": "",
    "diagnosis": "",
    "happening": "",
    "rather_talk": False,
    "in_hospital": "",
    "hospital": "",
    "agreement": "",
    "phone": "",
    "safe_message": "",
    "email": "",
    "post": "",
}

SELF_REFERRAL = Sheet(
    kind=Kind.SELF,
    word="refer",
    parts=PARTS,
    steps=STEPS,
    empty=EMPTY,
    dates=frozenset({"date_of_birth"}),
)

"""The questions of a flag (domain reference 4.3), a page each, for professionals. Pure."""

from typing import Any

from referrals.flags import ASKED, MAY_HAVE_A_BASIS, ConsentAnswer, answers_for, bases_for
from referrals.statuses import FillingIn
from referrals.steps import SIGNED, TAKEN_IN, Answers, Kind, Sheet, Step
from referrals.whom import EHC_ENDS, age, may_be_under

PARTS = (
    "why you write",
    "who you are",
    "the person",
    "learning disability and autism",
    "agreement",
    "what is happening",
    "how high the risk is",
    "help now",
    "what you ask for",
)
ADDRESS, CODE = "work-email", "code"


def not_signed_in(answers: Answers) -> bool:
    """Whether whoever writes has no account that says who they are."""
    return SIGNED not in answers


def writes_unknown(answers: Answers) -> bool:
    """Whether the address must be confirmed: no account stands for it, and none of the team took it in."""
    return not_signed_in(answers) and TAKEN_IN not in answers


def address_of(answers: Answers) -> str:
    """The address that was typed; "" before it was."""
    return str(answers.get(ADDRESS, {}).get("referrer_email", ""))


def is_confirmed(answers: Answers) -> bool:
    """Whether a code was typed that had been sent to the address as it stands now."""
    return bool(address_of(answers)) and answers.get(CODE, {}).get("confirmed") == address_of(answers)


def consent_answer(answers: Answers) -> str:
    """What came of asking for agreement; "" before that was answered."""
    return str(answers.get("consent", {}).get("consent_answer", ""))


def was_asked(answers: Answers) -> bool:
    """Whether somebody was asked for agreement, whatever they said."""
    return consent_answer(answers) in ASKED


def asks_for_a_basis(answers: Answers) -> bool:
    """Whether the form goes on without a yes, so that the law must say why it may."""
    return consent_answer(answers) in MAY_HAVE_A_BASIS


def consent_stands(answers: Answers) -> bool:
    """Whether somebody of this age can have this answer: the birthday may have been changed since."""
    return consent_answer(answers) in answers_for(age(answers))


def basis_stands(answers: Answers) -> bool:
    """Whether the law's reason fits the age and the answer, as they are now."""
    chosen = answers.get("legal-basis", {}).get("legal_basis")
    return chosen in bases_for(age(answers), consent_answer(answers))


def nobody_asked(answers: Answers) -> bool:
    """Whether it must be said why nobody was asked."""
    return consent_answer(answers) == ConsentAnswer.NOT_ASKED


STEPS = (
    Step("about", 1, "Why do you write?", "About", required=True),
    Step("urgency", 1, "How soon must somebody look at this?", "Urgent", required=True),
    Step(
        ADDRESS,
        2,
        "What is your work e-mail address?",
        "WorkAddress",
        required=writes_unknown,
        shown=not_signed_in,
    ),
    Step(
        CODE,
        2,
        "Enter the code from our e-mail",
        "Code",
        required=True,
        shown=writes_unknown,
        stands=is_confirmed,
        on_screen=True,
    ),
    Step("you", 2, "Who are you?", "Referrer", required=True),
    Step("name", 3, "What is {whose} name?", "Name", required=True),
    Step("born", 3, "What is {whose} date of birth?", "Born"),
    Step("home", 3, "Where {do} {who} live?", "Home"),
    Step("hospital", 3, "Where {are} {who} now?", "Place"),
    Step("nhs-number", 3, "{Whose} NHS number and GP", "Number"),
    Step("reach", 3, "How can we reach {who}?", "ReachPerson"),
    Step("needs", 3, "What helps {who} when we talk or write?", "Needs"),
    Step("diagnosis", 4, "Which of these is right for {who}?", "MustDiagnosis", required=True),
    Step("eligibility", 4, "What is so for {who}?", "Eligibility", required=True),
    Step("consent", 5, "{Do} {who} agree to this?", "Consent", required=True, stands=consent_stands),
    Step("consent-asked", 5, "Who was asked, and when?", "Asked", required=True, shown=was_asked),
    Step("consent-reason", 5, "Why was nobody asked?", "WhyNot", required=True, shown=nobody_asked),
    Step(
        "legal-basis",
        5,
        "What does the law allow?",
        "Basis",
        required=True,
        shown=asks_for_a_basis,
        stands=basis_stands,
    ),
    Step("happening", 6, "What is happening now?", "MustHappening", required=True),
    Step("risks", 6, "Which of these are true for {who}?", "MustRisks", required=True),
    Step("legal-status", 6, "Which of these is in force for {who}?", "LegalStatus"),
    Step("colour", 7, "Which colour do you suggest?", "Suggested", required=True),
    Step("support", 8, "Which help is there now, and what is missing?", "Support", required=True),
    Step("tried", 8, "What has been tried?", "Tried", required=True),
    Step("school", 8, "{Do} {who} go to school or college?", "School", shown=may_be_under(EHC_ENDS)),
    Step("people", 8, "Who helps {who} now?", "People"),
    Step("leads", 8, "Who works with {who}?", "Leads", required=True),
    Step("asked-for", 9, "What do you ask for?", "AskedFor", required=True),
)  # fmt: skip
# Columns of the referral: what every form asks of the person.
OF_THE_PERSON: dict[str, Any] = {
    "given_name": "",
    "family_name": "",
    "preferred_name": "",
    "date_of_birth": None,
    "about_age": None,
    "address": "",
    "postcode": "",
    "lives_in": "",
    "place_type": "",
    "nhs_number": "",
    "gp_practice": "",
    "person_reach": "",
    "person_reach_at": "",
    "do_not_contact": "",
    "needs": [],
    "needs_more": "",
    "letter_format": "",
    "diagnosis": "",
    "diagnosis_said": "",
    "happening": "",
    "risk_factors": [],
    "in_hospital": "",
    "hospital": "",
    "tried": "",
    "would_help": "",
    "education": "",
    "has_ehc_plan": "",
    "plans": [],
    "people_involved": "",
}
# Columns of the flag: what only a professional is asked.
OF_THE_FLAG: dict[str, Any] = {
    "flag_kind": "",
    "urgency": "",
    "referrer_name": "",
    "referrer_role": "",
    "referrer_organisation": "",
    "referrer_email": "",
    "referrer_phone": "",
    "manager": "",
    "eligibility": [],
    "consent_answer": "",
    "consent_sought_from": "",
    "consent_on": None,
    "consent_why_not": "",
    "legal_basis": "",
    "proposed_colour": "",
    "reasons": "",
    "legal_status": [],
    "support_now": "",
    "gaps": "",
    "lead_professional": "",
    "care_coordinator": "",
    "social_worker": "",
    "keyworker": "",
    "asked_for": [],
}

FLAG = Sheet(
    kind=Kind.FLAG,
    word="flag",
    parts=PARTS,
    steps=STEPS,
    empty={**OF_THE_PERSON, **OF_THE_FLAG},
    dates=frozenset({"date_of_birth", "consent_on"}),
    fixed={"filling_in_for": FillingIn.WORK},
    whom="the person",
)

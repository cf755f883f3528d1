"""What can be chosen on a flag (domain reference 4.3), as tables, and what each answer asks for. Pure."""

from enum import StrEnum

from referrals.statuses import Agreement


class FlagKind(StrEnum):
    """Why a professional writes."""

    NEW = "new"
    CHANGE = "change"
    ADMISSION = "admission"
    DISCHARGE = "discharge"


FLAG_KINDS = {
    FlagKind.NEW: "Somebody new, who may end up in a mental health hospital",
    FlagKind.CHANGE: "Something has changed for somebody you told us about before",
    FlagKind.ADMISSION: "Somebody has been admitted, or a bed is being looked for",
    FlagKind.DISCHARGE: "Somebody is about to leave hospital",
}
SHORT_KINDS = {
    FlagKind.NEW: "Somebody new",
    FlagKind.CHANGE: "Something has changed",
    FlagKind.ADMISSION: "Admission, or a bed is being looked for",
    FlagKind.DISCHARGE: "Leaving hospital is planned",
}

ELIGIBILITY = {
    "diagnosis": "Learning disability, autism or both: diagnosed, believed by a clinician, or being assessed",
    "lives_here": "Lives in the area, or a GP or council here is responsible",
    "at_risk": "May be admitted to a mental health hospital, is there now, or has just left",
    "placement": "Home, school or placement may break down",
    "local_offer": "What is offered locally has been tried, or cannot meet the need",
    "network": "Professionals know the person and take part",
    "none": "None of these fits, and I am worried all the same",
}
NONE = "none"


class ConsentAnswer(StrEnum):
    """What came of asking for agreement."""

    YES = "yes"
    PARENT = "parent"
    NOT_SURE = "not_sure"
    SAYS_NO = "says_no"
    CANNOT = "cannot"
    NOT_ASKED = "not_asked"


CONSENT_ANSWERS = {
    ConsentAnswer.YES: "Yes, the person agrees",
    ConsentAnswer.PARENT: "A parent agrees, for a child under 16",
    ConsentAnswer.NOT_SURE: "The person is not sure yet",
    ConsentAnswer.SAYS_NO: "The person says no",
    ConsentAnswer.CANNOT: "The person cannot decide this for themselves",
    ConsentAnswer.NOT_ASKED: "Nobody has been asked yet",
}
# In the words of every form, so that triage treats them alike.
AGREEMENT_OF = {
    ConsentAnswer.YES: Agreement.AGREES,
    ConsentAnswer.PARENT: Agreement.PARENT_AGREES,
    ConsentAnswer.NOT_SURE: Agreement.THINKING,
    ConsentAnswer.SAYS_NO: Agreement.SAYS_NO,
    ConsentAnswer.CANNOT: Agreement.CANNOT_DECIDE,
    ConsentAnswer.NOT_ASKED: Agreement.NOT_ASKED,
}
ASKED = frozenset(ConsentAnswer) - {ConsentAnswer.NOT_ASKED}
# Without a yes, the law still lets a form be sent where one of these is so.
NEEDS_A_BASIS = frozenset({ConsentAnswer.NOT_ASKED, ConsentAnswer.CANNOT})
MAY_HAVE_A_BASIS = NEEDS_A_BASIS | {ConsentAnswer.SAYS_NO}


class LegalBasis(StrEnum):
    """Why the law lets somebody be flagged without their yes."""

    SAFEGUARDING = "safeguarding"
    SERIOUS_HARM = "serious_harm"
    SERIOUS_CRIME = "serious_crime"
    VITAL_INTERESTS = "vital_interests"
    BEST_INTERESTS = "best_interests"
    PARENT_UNREACHABLE = "parent_unreachable"
    HOLD = "hold"


LEGAL_BASES = {
    LegalBasis.SAFEGUARDING: "Safeguarding: a child or an adult at risk must be protected",
    LegalBasis.SERIOUS_HARM: "Serious harm to somebody would be likely",
    LegalBasis.SERIOUS_CRIME: "A serious crime is to be prevented or found out",
    LegalBasis.VITAL_INTERESTS: "A life is in danger, and the person cannot answer now",
    LegalBasis.BEST_INTERESTS: "They cannot decide this now, and a best interests decision is being made",
    LegalBasis.PARENT_UNREACHABLE: "Nobody with parental responsibility can be reached in time",
    LegalBasis.HOLD: "None of these: keep the form closed until an answer is there",
}
WHAT_THE_LAW_ASKS = {
    LegalBasis.SAFEGUARDING: "Share only what protects them. Say so to the person, unless that puts "
    "somebody at risk. Make the safeguarding referral as well.",
    LegalBasis.SERIOUS_HARM: "The harm must be serious and likely. Share no more than is needed.",
    LegalBasis.SERIOUS_CRIME: "Tell the police as well. Write down who decided.",
    LegalBasis.VITAL_INTERESTS: "Only while they cannot answer. Ask them as soon as they can.",
    LegalBasis.BEST_INTERESTS: "From 16. Capacity was assessed for this decision and help was given. Family, "
    "carers or an advocate are asked.",
    LegalBasis.PARENT_UNREACHABLE: "Under 18. Keep on trying, and ask the young person too.",
    LegalBasis.HOLD: "We ask for the answer. Until then nobody but those who read forms sees this one.",
}


def bases_for(age: int | None, answer: str) -> dict[LegalBasis, str]:
    """The reasons that fit somebody of this age (None: not known) after this answer."""
    left_out = set()
    if age is not None and age < 16:
        left_out.add(LegalBasis.BEST_INTERESTS)  # the Mental Capacity Act starts at 16
    if (age is not None and age >= 18) or answer != ConsentAnswer.NOT_ASKED:
        left_out.add(LegalBasis.PARENT_UNREACHABLE)
    return {basis: words for basis, words in LEGAL_BASES.items() if basis not in left_out}


def answers_for(age: int | None) -> dict[ConsentAnswer, str]:
    """What can be answered about somebody of this age: from 16 nobody agrees in their place."""
    left_out = {ConsentAnswer.PARENT} if age is not None and age >= 16 else set()
    return {answer: words for answer, words in CONSENT_ANSWERS.items() if answer not in left_out}


LEGAL_STATUS = {
    "mha": "Detained under the Mental Health Act",
    "cto": "Community treatment order",
    "dols": "Deprivation of liberty safeguards, or an order of the Court of Protection",
    "s117": "After-care under section 117",
    "ehc_plan": "Education, health and care plan",
    "looked_after": "Looked after by the council",
    "child_in_need": "Child in need, or child protection plan",
    "probation": "Probation, youth justice, or on bail",
    "none": "None of these",
    "not_sure": "Not sure",
}
ASKED_FOR = {
    "review": "A review (CETR or CTR)",
    "meeting": "A meeting of everybody involved",
    "keyworker": "A keyworker, up to age 25",
    "advice": "Advice",
    "i_will_organise": "I will organise the meeting myself, and want you there",
}


class Standing(StrEnum):
    """What is known of the address that a flag came from."""

    ACCOUNT = "account"
    KNOWN = "known"
    UNKNOWN = "unknown"
    TAKEN_IN = "taken_in"


STANDINGS = {
    Standing.ACCOUNT: "Signed in",
    Standing.KNOWN: "Address confirmed with a code",
    Standing.UNKNOWN: "Address confirmed with a code, but not of a known organisation",
    Standing.TAKEN_IN: "Taken in by the team: the address was not confirmed",
}
# The second part, asked for after acceptance: name and question. Each may be left empty, not all of them.
SECOND_PART = {
    "tool_answers": "What did your own risk tool say? Name the tool and its version",
    "plans_in_place": "Which plans are in place?",
    "good_outcome": "What would a good outcome look like?",
    "who_should_meet": "Who should be in a meeting, and how are they reached?",
    "risks_to_others": "Is anybody else at risk?",
    "medication": "Which medicines are taken, and have they changed?",
    "communication": "How do they communicate, and what helps them to take part?",
    "what_calms": "What makes a hard day better, and what makes it worse?",
    "anything_else": "What else should we know?",
}

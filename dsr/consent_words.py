"""The words of consent: what is asked, what is answered, by whom, and how it was told. Pure.

Codes are kept for ever, so they are only ever added to. The kinds of organisation are those of the
domain reference, 5.2; each is asked, limited and taken back alone.
"""

from enum import StrEnum


class Purpose(StrEnum):
    """What is agreed to."""

    REGISTER = "register"
    SHARE = "share"
    KEYWORKER = "keyworker"
    MEETING = "cetr.meeting"
    DISCLOSURE = "cetr.disclosure"
    USE = "cetr.use"
    PEOPLE = "cetr.people"


PURPOSE_LABELS = {
    Purpose.REGISTER: "Being on the register",
    Purpose.SHARE: "Sharing with the organisations that help",
    Purpose.KEYWORKER: "Having a keyworker",
    Purpose.MEETING: "Having this review",
    Purpose.DISCLOSURE: "Showing papers to this panel",
    Purpose.USE: "Using what this review finds",
    Purpose.PEOPLE: "Family or other people taking part in this review",
}
FOR_A_REVIEW = (Purpose.MEETING, Purpose.DISCLOSURE, Purpose.USE)  # without these three there is none
OF_A_REVIEW = (*FOR_A_REVIEW, Purpose.PEOPLE)
STANDING = (Purpose.REGISTER, Purpose.SHARE, Purpose.KEYWORKER)  # asked again each year, and at 18


class ShareKind(StrEnum):
    """Whom something is shared with: a kind of organisation."""

    ICB = "icb"
    ADULT_SOCIAL_CARE = "adult_social_care"
    CHILDRENS_SOCIAL_CARE = "childrens_social_care"
    EDUCATION = "education"
    CAMHS = "camhs"
    ADULT_MENTAL_HEALTH = "adult_mental_health"
    LD_AUTISM_TEAM = "ld_autism_team"
    FORENSIC_OUTREACH = "forensic_outreach"
    CONTINUING_HEALTHCARE = "continuing_healthcare"
    ACUTE_HOSPITAL = "acute_hospital"
    EATING_DISORDER = "eating_disorder"
    GP = "gp"
    KEYWORKER_PROVIDER = "keyworker_provider"
    HOUSING = "housing"
    POLICE = "police"
    VOLUNTARY = "voluntary"


SHARE_LABELS = {
    ShareKind.ICB: "The NHS organisation that plans and pays for care (integrated care board)",
    ShareKind.ADULT_SOCIAL_CARE: "Adult social care",
    ShareKind.CHILDRENS_SOCIAL_CARE: "Children’s social care",
    ShareKind.EDUCATION: "School, college and the special educational needs team",
    ShareKind.CAMHS: "Child and young people’s mental health team (CAMHS)",
    ShareKind.ADULT_MENTAL_HEALTH: "Adult mental health team",
    ShareKind.LD_AUTISM_TEAM: "Learning disability and autism team",
    ShareKind.FORENSIC_OUTREACH: "Forensic outreach team",
    ShareKind.CONTINUING_HEALTHCARE: "Continuing healthcare team",
    ShareKind.ACUTE_HOSPITAL: "General hospital, with A&E",
    ShareKind.EATING_DISORDER: "Eating disorder service",
    ShareKind.GP: "GP surgery",
    ShareKind.KEYWORKER_PROVIDER: "The organisation of the keyworker",
    ShareKind.HOUSING: "Housing and support providers",
    ShareKind.POLICE: "Police and youth justice",
    ShareKind.VOLUNTARY: "Charities and community groups",
}


class Decision(StrEnum):
    """What was answered."""

    YES = "yes"
    LIMITED = "yes_with_limits"
    THINKING = "thinking"
    NO = "no"
    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"


DECISION_LABELS = {
    Decision.YES: "Yes",
    Decision.LIMITED: "Yes, with limits",
    Decision.THINKING: "Not sure, ask again",
    Decision.NO: "No",
    Decision.WITHDRAWN: "Changed their mind: no longer",
    Decision.DISPUTED: "People disagree",
}
USABLE = (Decision.YES, Decision.LIMITED)
AGAINST = (Decision.NO, Decision.WITHDRAWN, Decision.DISPUTED)


class Basis(StrEnum):
    """Who could decide, and why they."""

    PERSON = "person"
    CHILD = "child"
    CHILD_WISH = "child_wish"
    PARENT_PR = "parent_pr"
    COUNCIL_PR = "council_pr"
    WELFARE_UNDER_16 = "welfare_under_16"
    ATTORNEY = "attorney"
    BEST_INTERESTS = "best_interests"


BASIS_LABELS = {
    Basis.PERSON: "The person, who is 16 or over",
    Basis.CHILD: "The child, who is under 16 and understands this decision",
    Basis.CHILD_WISH: "The child, who is under 16 and does not understand all of it: what they want",
    Basis.PARENT_PR: "Somebody with parental responsibility",
    Basis.COUNCIL_PR: "The council, under a care order",
    Basis.WELFARE_UNDER_16: "A welfare decision for a child, signed off by the legal or safeguarding lead",
    Basis.ATTORNEY: "An attorney or deputy for health and welfare",
    Basis.BEST_INTERESTS: "A best-interests decision (16 or over, cannot decide this now)",
}
WHO: dict[Basis, str] = {  # for readers who are not told names of the people in somebody's life
    Basis.PERSON: "The person",
    Basis.CHILD: "The child",
    Basis.CHILD_WISH: "The child",
    Basis.PARENT_PR: "Somebody with parental responsibility",
    Basis.COUNCIL_PR: "The council",
    Basis.WELFARE_UNDER_16: "Those who decided for the child’s welfare",
    Basis.ATTORNEY: "An attorney or deputy",
    Basis.BEST_INTERESTS: "Those who decided in the person’s best interests",
}
UNDER_16 = (Basis.CHILD, Basis.CHILD_WISH, Basis.PARENT_PR, Basis.COUNCIL_PR, Basis.WELFARE_UNDER_16)
OWN = (Basis.CHILD, Basis.PERSON)  # the young person's own answer
FOR_SOMEBODY_UNABLE = (Basis.ATTORNEY, Basis.BEST_INTERESTS)

EXPLAINED_HOW = {
    "easy_read": "Easy read",
    "talked_through": "Talked through",
    "pictures": "Pictures or symbols",
    "interpreter": "An interpreter",
    "bsl": "British Sign Language",
    "video": "A video",
    "someone_trusted": "Somebody they trust was there",
    "advocate": "An advocate helped",
}
GIVEN_HOW = {
    "typed": "Typed it on a form",
    "spoken": "Said it",
    "paper": "Signed a paper",
    "video": "On video or a recording",
    "symbol": "With a symbol, a sign or a drawing",
}
AUTHORITY_LABELS = {
    "mother": "Mother",
    "father": "Father",
    "guardian": "Guardian, or a special guardian",
    "council": "Named officer of the council",
    "attorney": "Attorney for health and welfare",
    "deputy": "Deputy for welfare",
    "decision_maker": "The person who makes this best-interests decision",
}
SHARED_WHAT = {
    "papers": "A paper of a review",
    "report": "The report of a review",
    "letter": "A letter or an e-mail",
    "invitation": "An invitation to a meeting",
    "conversation": "Told in a conversation or a meeting",
    "names": "A list with this person’s name",
    "other": "Something else",
}
# Why something may be shared against an answer, or without one (domain reference 5.4 [D], after the law).
LEGAL_BASES = {
    "safeguarding": "To protect a child or an adult at risk (safeguarding)",
    "vital": "To save a life or prevent serious harm",
    "crime": "To prevent or detect a serious crime",
    "court": "A court or another legal duty asks for it",
    "best_interests": "In the best interests of somebody who cannot decide this now",
}


def thing(purpose: Purpose, to: ShareKind | None = None) -> str:
    """What an answer is about, in the middle of a sentence."""
    if to is None:
        return PURPOSE_LABELS[purpose][0].lower() + PURPOSE_LABELS[purpose][1:]
    return f"sharing with: {in_a_sentence(to)}"


def in_a_sentence(to: ShareKind) -> str:
    """A kind of organisation without a capital, unless its first word has one of its own."""
    label = SHARE_LABELS[to]
    return label if label.startswith("GP") else label[0].lower() + label[1:]

"""What each kind of organisation would see, in one line: asked about on the consent form. Pure."""

from dsr.consent import ShareKind

WOULD_SEE: dict[ShareKind, str] = {
    ShareKind.ICB: "The colour, and which help is missing, so that it can be paid for.",
    ShareKind.ADULT_SOCIAL_CARE: "The plan, what is hard now, and which support at home is missing.",
    ShareKind.CHILDRENS_SOCIAL_CARE: "The plan, what is hard now, and which help the family needs.",
    ShareKind.EDUCATION: "What helps at school or college, and who to call on a bad day.",
    ShareKind.CAMHS: "The plan, what is hard now, and what has been tried.",
    ShareKind.ADULT_MENTAL_HEALTH: "The plan, what is hard now, and what has been tried.",
    ShareKind.LD_AUTISM_TEAM: "The plan, what is hard now, and what helps.",
    ShareKind.FORENSIC_OUTREACH: "The plan, and how to keep everybody safe.",
    ShareKind.CONTINUING_HEALTHCARE: "Which care is needed, and for how long.",
    ShareKind.ACUTE_HOSPITAL: "What helps during a visit, and who to call.",
    ShareKind.EATING_DISORDER: "The plan for eating, and what helps.",
    ShareKind.GP: "That there is a plan, who to call, and the yearly health check.",
    ShareKind.KEYWORKER_PROVIDER: "The whole plan, so that the keyworker can help.",
    ShareKind.HOUSING: "What helps at home, and who to call.",
    ShareKind.POLICE: "That there is a plan, how to stay calm together, and who to call.",
    ShareKind.VOLUNTARY: "What helps, and who to call.",
}

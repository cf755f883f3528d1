"""The kinds of organisation that may be told, each agreed to alone (domain reference 5.2). Pure.

Their keys are those of consent: `share.<kind>`.
"""

ORGANISATIONS: dict[str, str] = {
    "icb": "The NHS board that pays for care",
    "adult_social_care": "Social care for adults",
    "childrens_social_care": "Social care for children",
    "send_education": "School, college and the council’s education team",
    "camhs": "Mental health team for children",
    "adult_mental_health": "Mental health team for adults",
    "ld_autism_team": "Learning disability and autism team",
    "forensic_outreach": "Forensic outreach team",
    "continuing_healthcare": "NHS continuing healthcare",
    "acute_hospital": "The general hospital",
    "eating_disorder": "Eating disorder service",
    "gp": "The GP",
    "keyworker_provider": "The service that gives keyworkers",
    "housing_provider": "Housing, or whoever provides the care",
    "police_youth_justice": "Police and youth justice",
    "voluntary_sector": "Charities and voluntary groups",
}
# Between which ages somebody can have to do with them: (from, before). Others fit any age.
AGES = {
    "adult_social_care": (16, 130),
    "childrens_social_care": (0, 26),
    "send_education": (0, 26),
    "camhs": (0, 26),
    "adult_mental_health": (16, 130),
    "continuing_healthcare": (16, 130),
}

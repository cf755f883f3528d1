"""The answers that can be chosen about a person's life and wishes, by code (domain reference 4.1). Pure."""

from dsr.adjustments import ADJUSTMENTS

PLACES = {
    "family_home": "Family home",
    "own_tenancy": "Own home",
    "supported_living": "Supported living",
    "care_home": "Care home",
    "foster_care": "Foster home",
    "childrens_home": "Children’s home",
    "school_38": "Residential school, in term time (38 weeks)",
    "school_52": "Residential school, all year (52 weeks)",
    "hospital": "Only the hospital: there is no other home now",
    "custody": "Prison or custody",
    "no_fixed_place": "No fixed place",
    "other": "Somewhere else",
}
# Between which ages a place is offered as an answer: (from, before). Others fit any age.
PLACE_AGES = {
    "own_tenancy": (16, 130),
    "supported_living": (16, 130),
    "care_home": (16, 130),
    "foster_care": (0, 21),
    "childrens_home": (0, 21),
    "school_38": (0, 26),
    "school_52": (0, 26),
    "custody": (10, 130),
}
PLANS = {
    "ehc": "Education, health and care plan (EHC plan)",
    "care": "Care plan or support plan",
    "pbs": "Positive behaviour support plan",
    "crisis": "Crisis plan",
    "health_action": "Health action plan",
    "cetr_before": "A Care (Education) and Treatment Review before now",
    "child_protection": "Child protection plan, or child in need plan",
    "cpa": "Care Programme Approach",
    "none_known": "None that I know of",
}
NEEDS = ADJUSTMENTS
LETTERS = {
    "standard": "Standard letters",
    "easy": "Easy read, with pictures",
    "large": "Large print",
    "audio_talk": "Please talk to me instead",
}
WANTS = {
    "yes": "Yes",
    "no": "No",
    "not_sure": "I am not sure",
    "talk_alone": "I want to talk to somebody alone",
}
PERSON_REACH = {
    "through_me": "Through whoever sent the form",
    "phone": "By phone",
    "email": "By e-mail",
    "post": "By post",
}
RATHER_NOT = "rather_not"
YES_NO_RATHER_NOT = {"yes": "Yes", "no": "No", RATHER_NOT: "Prefer not to say"}
# The five groups of the census, without their parts: enough to see who is missed (England).
ETHNICITIES = {
    "asian": "Asian or Asian British",
    "black": "Black, Black British, Caribbean or African",
    "mixed": "Mixed or multiple ethnic groups",
    "white": "White",
    "other": "Another ethnic group",
    RATHER_NOT: "Prefer not to say",
}
GENDERS = {
    "female": "Girl or woman",
    "male": "Boy or man",
    "other": "Another word",
    RATHER_NOT: "Prefer not to say",
}
RELIGIONS = {
    "none": "No religion",
    "buddhist": "Buddhist",
    "christian": "Christian",
    "hindu": "Hindu",
    "jewish": "Jewish",
    "muslim": "Muslim",
    "sikh": "Sikh",
    "other": "Another religion or belief",
    RATHER_NOT: "Prefer not to say",
}

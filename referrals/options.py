"""The answers that can be chosen about a person's life and wishes, by code (domain reference 4.1). Pure."""

from dsr.adjustments import ADJUSTMENTS

PLACES = {
    "family_home": "With family",
    "own_tenancy": "In their own home",
    "supported_living": "In supported living",
    "care_home": "In a care home",
    "foster_care": "With foster carers",
    "childrens_home": "In a children’s home",
    "school_38": "At a residential school, in term time (38 weeks)",
    "school_52": "At a residential school, all year (52 weeks)",
    "hospital": "In a hospital, with no other home now",
    "custody": "In prison or custody",
    "no_fixed_place": "No fixed place",
    "other": "Somewhere else",
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
NEEDS = {
    **ADJUSTMENTS,
    "phone_not_letters": "A call, no letters",
    "questions_first": "Questions in writing before we talk",
    "same_person": "The same person each time",
}
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

"""A self-referral in easy read, a page for each step. A name after a stroke is for some: see variants.py."""

from config.easy import Easy, Idea
from referrals.easy_words.self_referral_last import LAST

FIRST: dict[str, Easy] = {
    "who": Easy(
        title="Who is this form about?",
        ideas=(
            Idea("form", "This form asks for help."),
            Idea("two-people", "You can fill it in for you. Or you can fill it in for somebody else."),
        ),
        hints={"filling_in_for": "Choose one."},
        items={
            "filling_in_for": {
                "me": "Me",
                "child": "My child",
                "care": "Somebody I care for",
                "work": "Somebody I help at work",
            }
        },
        item_pictures={
            "filling_in_for": {"me": "person", "child": "parent-child", "care": "carer", "work": "worker"}
        },
    ),
    "helper": Easy(
        title="Who are you?",
        ideas=(
            Idea("pen", "You fill in the form for {who}."),
            Idea("name-badge", "Tell us your own name."),
        ),
        labels={"helper_name": "Your name", "helper_relation": "Who are you to {who}?"},
        hints={"helper_relation": "Like mum, dad, brother, friend, or social worker."},
    ),
    "name": Easy(
        title="What is {whose} name?",
        ideas=(Idea("name-badge", "Tell us the first name and the last name."),),
        labels={"preferred_name": "What name {do} {who} like best? You can skip this."},
        hints={"family_name": "Is there only one name? Write it in both boxes."},
    ),
    "born": Easy(
        title="When is {whose} birthday?",
        ideas=(
            Idea("birthday", "Tell us the day, the month and the year."),
            Idea("not-sure", "You are not sure? Tell us about how old {who} {are}."),
        ),
        labels={"about_age": "About how old {are} {who}?"},
        hints={"date_of_birth": "Like 15 3 2009.", "about_age": "A number, like 14."},
    ),
    "happening": Easy(
        title="What is happening now?",
        ideas=(
            Idea("hard-time", "Tell us what is hard now."),
            Idea("pen", "You can write a little. You can write a lot."),
            Idea("phone", "You can ask us to talk with you about it."),
        ),
        labels={"rather_talk": "Please talk with me about it"},
    ),
    "risks": Easy(
        title="What is true now?",
        ideas=(
            Idea("list", "Here is a list of hard things."),
            Idea("tick", "Tick what is true for {who} now."),
            Idea("support", "Nobody is cross with you. We want to know what helps."),
        ),
        items={
            "risk_factors": {
                "placement_unstable": "{Whose} home may not last",
                "harm_self_others": "Somebody gets hurt",
                "danger_to_household": "People at home are not safe",
                "behaviour_rising": "Things get harder and harder",
                "mental_illness_unstable": "{Whose} mind feels worse",
                "recent_mh_admission": "{Who} {have} been in a mental health hospital",
                "waiting_for_bed": "Somebody looks for a bed in hospital",
                "ae_or_emergency_social_care": "{Who} went to A&E for help",
                "crisis_team_last_year": "The crisis team came this year",
                "exclusion": "{Who} cannot go to school or a day service",
                "adult_move_no_plan": "{Who} will be an adult soon. There is no plan",
                "staff_changing": "The people who help keep changing",
                "life_event": "A big change, or somebody died",
                "justice_contact": "The police or a court",
                "alcohol_drugs": "Alcohol or drugs",
                "stopped_medicine": "{Who} stopped the medicine",
                "long_running_restriction": "People lock {who} in, or hold {who}",
                "no_family_or_advocate": "Nobody speaks up for {who}",
                "options_exhausted": "We tried all we know",
            }
        },
        item_pictures={
            "risk_factors": {
                "placement_unstable": "no-home",
                "harm_self_others": "danger",
                "danger_to_household": "home",
                "behaviour_rising": "angry",
                "mental_illness_unstable": "sad",
                "recent_mh_admission": "hospital",
                "waiting_for_bed": "house-bed",
                "ae_or_emergency_social_care": "crisis-phone",
                "crisis_team_last_year": "team",
                "exclusion": "school",
                "adult_move_no_plan": "birthday",
                "staff_changing": "worker",
                "life_event": "worried",
                "justice_contact": "police",
                "alcohol_drugs": "cross",
                "stopped_medicine": "medicine",
                "long_running_restriction": "lock",
                "no_family_or_advocate": "person",
                "options_exhausted": "tired",
            }
        },
    ),
    "helped": Easy(
        title="What helps?",
        ideas=(
            Idea("happy", "Tell us what went well."),
            Idea("sad", "Tell us what did not help."),
            Idea("support", "Tell us what would help now."),
        ),
        labels={"tried": "What did people try?", "would_help": "What would help now?"},
    ),
    "diagnosis": Easy(
        title="Which one is right for {who}?",
        ideas=(
            Idea("learning", "A learning disability means: learning new things is harder."),
            Idea("brain-autism", "Autism means: the brain works in its own way."),
        ),
        labels={"diagnosis_said": "Who told you, and when?"},
        hints={"diagnosis_said": "You can skip this."},
        items={
            "diagnosis": {
                "learning_disability": "A learning disability",
                "autism": "Autism",
                "both": "Both",
                "waiting": "We wait for a test",
                "not_sure": "I am not sure",
            }
        },
        item_pictures={
            "diagnosis": {
                "learning_disability": "learning",
                "autism": "brain-autism",
                "both": "two-people",
                "waiting": "wait",
                "not_sure": "not-sure",
            }
        },
    ),
    "home": Easy(
        title="Where {do} {who} live?",
        ideas=(
            Idea("home", "Tell us the address."),
            Idea("no-home", "There is no home? Tell us where {who} sleep{s}."),
            Idea("map", "Tell us which area it is in."),
        ),
        labels={"lives_in": "Which area?"},
    ),
    "hospital": Easy(
        title="Where {are} {who} now?",
        ideas=(
            Idea("hospital", "{Are} {who} in a hospital now?"),
            Idea("home", "What home {do} {who} have?"),
        ),
        labels={
            "in_hospital": "{Are} {who} in hospital now?",
            "hospital": "Which hospital? Since when?",
            "place_type": "What home {do} {who} have?",
        },
        items={
            "in_hospital": {"yes": "Yes", "no": "No", "not_sure": "I am not sure"},
            "place_type": {
                "family_home": "With family",
                "own_tenancy": "A home of {their} own",
                "supported_living": "A home with people who help",
                "care_home": "A care home",
                "foster_care": "With foster carers",
                "childrens_home": "A children’s home",
                "school_38": "A school to live in, but not in the holidays",
                "school_52": "A school to live in, all year",
                "hospital": "Only the hospital",
                "custody": "Prison",
                "no_fixed_place": "No home",
                "other": "Somewhere else",
            },
        },
        item_pictures={
            "in_hospital": {"yes": "hospital", "no": "home", "not_sure": "not-sure"},
            "place_type": {
                "family_home": "family",
                "own_tenancy": "home",
                "supported_living": "shared-house",
                "care_home": "care-home",
                "foster_care": "parent-child",
                "childrens_home": "shared-house",
                "school_38": "school",
                "school_52": "school",
                "hospital": "hospital",
                "custody": "lock",
                "no_fixed_place": "no-home",
                "other": "question",
            },
        },
    ),
    "nhs-number": Easy(
        title="{Whose} NHS number and GP",
        ideas=(
            Idea("number-card", "An NHS number has 10 digits. It is on letters from the NHS."),
            Idea("not-sure", "You do not know it? That is fine."),
            Idea("gp", "A GP is the doctor near home."),
        ),
        labels={"number_known": "Do you know the NHS number?", "gp_practice": "Who is the GP?"},
        hints={"nhs_number": "Like 999 482 1172.", "gp_practice": "You can skip this."},
        items={"number_known": {"yes": "Yes", "no": "No"}},
        item_pictures={"number_known": {"yes": "tick", "no": "cross"}},
    ),
    "school": Easy(
        title="{Do} {who} go to school or college?",
        ideas=(
            Idea("school", "Tell us which school or college."),
            Idea(
                "papers",
                "An EHC plan says what help a young person needs. EHC means education, health and care.",
            ),
        ),
        labels={
            "education": "Which one? How is it there?",
            "has_ehc_plan": "{Do} {who} have an EHC plan?",
        },
        items={"has_ehc_plan": {"yes": "Yes", "no": "No", "not_sure": "I am not sure"}},
        item_pictures={"has_ehc_plan": {"yes": "tick", "no": "cross", "not_sure": "not-sure"}},
    ),
    "people": Easy(
        title="Who helps {who} now?",
        ideas=(
            Idea("team", "Tell us who helps. Like a nurse, a teacher or a social worker."),
            Idea("papers", "Are there plans? Tick what you know."),
        ),
        labels={"people_involved": "Who helps? How do we reach them?", "plans": "Which plans are there?"},
        items={
            "plans": {
                "care": "A care plan",
                "pbs": "A plan for how to help when things are hard",
                "crisis": "A crisis plan: what to do when it gets bad",
                "health_action": "A health plan",
                "cetr_before": "A review of care and treatment, before now",
                "child_protection": "A plan to keep a child safe",
                "cpa": "A mental health care plan",
                "none_known": "I know of no plan",
            }
        },
        item_pictures={
            "plans": {
                "care": "carer",
                "pbs": "support",
                "crisis": "crisis-phone",
                "health_action": "doctor",
                "cetr_before": "meeting",
                "child_protection": "parent-child",
                "cpa": "papers",
                "none_known": "not-sure",
            }
        },
    ),
}
SELF_REFERRAL: dict[str, Easy] = FIRST | LAST

"""What makes a stay in hospital more likely, in plain words (domain reference 3.5 [L]). Pure.

The codes are what is kept; an area, or a law that names factors of its own, may change the words.
`ABOUT` are the same things as somebody says them who is asked "which of these are true?".
"""

RISK_FACTORS: dict[str, str] = {
    "placement_unstable": "Home, tenancy or placement may break down",
    "harm_self_others": "Harm to themselves or to others",
    "recent_mh_admission": "In a mental health hospital before, or just out of one",
    "behaviour_rising": "Behaviour is more than services can hold",
    "justice_contact": "Police, court or custody",
    "mental_illness_unstable": "Mental illness that is untreated, unstable or getting worse",
    "residential_school": "Residential school, 38 or 52 weeks",
    "ae_or_emergency_social_care": "A&E or emergency social care in a crisis",
    "adult_move_no_plan": "Moving to adult services without a plan",
    "crisis_team_last_year": "Crisis team in the last year",
    "staff_changing": "Staff keep changing",
    "life_event": "A big change or loss",
    "alcohol_drugs": "Alcohol or drugs",
    "options_exhausted": "Everything has been tried",
    "behaviour_service_or_cpa": "With a behaviour service, or on the Care Programme Approach",
    "looked_after": "Looked after by the council",
    "waiting_for_bed": "Waiting for a hospital bed",
    "exclusion": "Excluded from school, college or a service",
    "long_running_restriction": "Restrictions that have gone on for long",
    "no_family_or_advocate": "No family, and no advocate",
    "stopped_medicine": "Stopped taking medicine",
    "missed_appointments": "Appointments are missed",
    "unknown_to_services": "Not known to services until now",
    "safeguarding_or_quality_alert": "A safeguarding or quality alert",
    "danger_to_household": "Danger to others at home",
}

# What a family or the person is asked: what they can know, as they would say it, and is not asked elsewhere.
ABOUT: dict[str, str] = {
    "placement_unstable": "{Whose} home or place may not last",
    "harm_self_others": "Somebody gets hurt: {who}, or other people",
    "danger_to_household": "People at home are not safe",
    "behaviour_rising": "Things are harder than before, and those who help cannot cope",
    "mental_illness_unstable": "{Whose} mental health is getting worse",
    "recent_mh_admission": "{Who} {have} been in a mental health hospital",
    "waiting_for_bed": "Somebody is looking for a hospital bed",
    "ae_or_emergency_social_care": "{Who} went to A&E, or had emergency help",
    "crisis_team_last_year": "The crisis team came in the last year",
    "exclusion": "{Who} cannot go to school, college or a day service any more",
    "adult_move_no_plan": "{Who} will be an adult soon, and there is no plan",
    "staff_changing": "The people who help keep changing",
    "life_event": "A big change: a loss, a move, a new baby",
    "justice_contact": "Police or a court",
    "alcohol_drugs": "Alcohol or drugs",
    "stopped_medicine": "{Who} stopped taking medicine",
    "long_running_restriction": "{Who} {are} locked in, held or watched a lot",
    "no_family_or_advocate": "Nobody speaks up for {who}",
    "options_exhausted": "Everything has been tried, and nothing helps",
}
# Between which ages it is asked: (from, before). Others fit any age.
ABOUT_AGES = {"adult_move_no_plan": (14, 26)}

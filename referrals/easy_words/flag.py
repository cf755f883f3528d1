"""A flag in easy read: people who work with somebody, too, may read best like this."""

from config.easy import Easy, Idea
from referrals import flags, statuses
from referrals.easy_words.flag_person import ABOUT_THE_PERSON

LEGAL = {
    "mha": ("hospital", "The Mental Health Act keeps {who} in hospital"),
    "cto": ("home", "{Who} must have treatment at home"),
    "dols": ("lock", "A court or the council says that others may keep {who} safe"),
    "s117": ("money", "The NHS and the council pay for help after hospital"),
    "ehc_plan": ("school", "A plan for school, health and care"),
    "looked_after": ("council", "The council looks after {who}"),
    "child_in_need": ("child", "A plan to keep a child safe"),
    "probation": ("police", "{Who} {have} to see somebody after a crime"),
    "none": ("cross", "None of these"),
    "not_sure": ("not-sure", "I am not sure"),
}

FLAG: dict[str, Easy] = {
    **ABOUT_THE_PERSON,
    "about": Easy(
        title="Why do you write?",
        ideas=(
            Idea("pen", "Tell us why you send this form."),
            Idea("lock", "We do not tell you who is on our list."),
        ),
        hints={"flag_kind": "Choose one."},
        items={
            "flag_kind": {
                flags.FlagKind.NEW: "Somebody new needs help",
                flags.FlagKind.CHANGE: "Things have changed",
                flags.FlagKind.ADMISSION: "Somebody is in hospital, or may go there soon",
                flags.FlagKind.DISCHARGE: "Somebody will leave hospital soon",
            }
        },
        item_pictures={
            "flag_kind": {
                flags.FlagKind.NEW: "person",
                flags.FlagKind.CHANGE: "change-mind",
                flags.FlagKind.ADMISSION: "hospital",
                flags.FlagKind.DISCHARGE: "exit-door",
            }
        },
    ),
    "urgency": Easy(
        title="How soon must we look?",
        ideas=(
            Idea("danger", "Is somebody in danger now? Call 999."),
            Idea("crisis-phone", "Must we look today? Call us too."),
        ),
        hints={"urgency": "Choose one."},
        items={"urgency": {statuses.Urgency.USUAL: "It can wait a little"}},
        item_pictures={
            "urgency": {
                statuses.Urgency.TODAY: "clock",
                statuses.Urgency.WEEK: "calendar",
                statuses.Urgency.USUAL: "wait",
            }
        },
    ),
    "work-email": Easy(
        title="What is your work e-mail?",
        ideas=(
            Idea("email", "Write your e-mail at work."),
            Idea("key", "We send you a code. You type it on the next page."),
        ),
        labels={"referrer_email": "What is your work e-mail?"},
        hints={"referrer_email": "The code works for 10 minutes."},
    ),
    "code": Easy(
        title="Type in the code",
        ideas=(Idea("email", "Open our e-mail. It has 6 numbers in it."),),
        labels={"code": "Type in the code"},
    ),
    "you": Easy(
        title="Who are you?",
        ideas=(Idea("worker", "Tell us your name and your job."),),
        labels={
            "referrer_name": "Your name",
            "referrer_role": "Your job",
            "referrer_organisation": "Where do you work?",
            "referrer_phone": "Your phone at work",
            "manager": "Who is your boss? You can skip this.",
        },
        hints={"referrer_role": "A nurse or a teacher, say."},
    ),
    "eligibility": Easy(
        title="Which of these is true?",
        ideas=(Idea("list", "Tick all that is true. You can send the form with any of them."),),
        hints={"eligibility": "You can tick more than one."},
        items={
            "eligibility": {
                "diagnosis": "{Who} {have} a learning disability or autism, or may have",
                "lives_here": "{Who} live{s} in this area",
                "at_risk": "{Who} may go into a mental health hospital",
                "placement": "{Whose} home or school may not last",
                "local_offer": "The help that is here was not enough",
                "network": "There are people at work who know {who}",
                flags.NONE: "None of these, and I worry all the same",
            }
        },
        item_pictures={
            "eligibility": {
                "diagnosis": "learning",
                "lives_here": "map",
                "at_risk": "hospital",
                "placement": "home",
                "local_offer": "support",
                "network": "team",
                flags.NONE: "worried",
            }
        },
    ),
    "consent": Easy(
        title="{Do} {who} agree?",
        ideas=(
            Idea("talk", "Ask first. Say what this form is for."),
            Idea("no-hand", "No is a good answer too. All other care goes on."),
        ),
        hints={"consent_answer": "You can send the form with any answer."},
        items={
            "consent_answer": {
                flags.ConsentAnswer.YES: "Yes, they agree",
                flags.ConsentAnswer.PARENT: "They are under 16, and a parent agrees",
                flags.ConsentAnswer.NOT_SURE: "They are not sure yet",
                flags.ConsentAnswer.SAYS_NO: "They say no",
                flags.ConsentAnswer.CANNOT: "They cannot choose this alone",
                flags.ConsentAnswer.NOT_ASKED: "Nobody has asked them yet",
            }
        },
        item_pictures={
            "consent_answer": {
                flags.ConsentAnswer.YES: "yes-hand",
                flags.ConsentAnswer.PARENT: "parent-child",
                flags.ConsentAnswer.NOT_SURE: "not-sure",
                flags.ConsentAnswer.SAYS_NO: "no-hand",
                flags.ConsentAnswer.CANNOT: "support",
                flags.ConsentAnswer.NOT_ASKED: "wait",
            }
        },
    ),
    "consent-asked": Easy(
        title="Who did you ask?",
        ideas=(Idea("talk", "Tell us who you asked."), Idea("calendar", "Tell us the day.")),
        labels={"consent_sought_from": "Who did you ask?", "consent_on": "On which day?"},
        hints={"consent_sought_from": "The person, or their mum or dad."},
    ),
    "consent-reason": Easy(
        title="Why did nobody ask?",
        ideas=(Idea("question", "Tell us why. Tell us when you will ask."),),
        labels={"consent_why_not": "Why did nobody ask?"},
    ),
    "legal-basis": Easy(
        title="Is there a rule that lets you send this?",
        ideas=(
            Idea("danger", "The law lets you write to keep somebody safe."),
            Idea("lock", "Is there no such rule? Then we wait, and ask."),
        ),
        hints={"legal_basis": "This is never the same as a yes."},
        items={
            "legal_basis": {
                flags.LegalBasis.SAFEGUARDING: "To keep somebody safe",
                flags.LegalBasis.SERIOUS_HARM: "Somebody may be badly hurt",
                flags.LegalBasis.SERIOUS_CRIME: "To stop a bad crime",
                flags.LegalBasis.VITAL_INTERESTS: "A life is in danger, and they cannot answer",
                flags.LegalBasis.BEST_INTERESTS: "They cannot choose, and people meet to choose what is best",
                flags.LegalBasis.PARENT_UNREACHABLE: "We cannot reach a parent in time",
                flags.LegalBasis.HOLD: "None of these: wait for an answer",
            }
        },
        item_pictures={
            "legal_basis": {
                flags.LegalBasis.SAFEGUARDING: "support",
                flags.LegalBasis.SERIOUS_HARM: "danger",
                flags.LegalBasis.SERIOUS_CRIME: "police",
                flags.LegalBasis.VITAL_INTERESTS: "crisis-phone",
                flags.LegalBasis.BEST_INTERESTS: "meeting",
                flags.LegalBasis.PARENT_UNREACHABLE: "parent-child",
                flags.LegalBasis.HOLD: "wait",
            }
        },
    ),
    "legal-status": Easy(
        title="Does a law or a plan hold for {who}?",
        ideas=(Idea("papers", "Tick what you know of. You can skip this."),),
        items={"legal_status": {key: words for key, (_, words) in LEGAL.items()}},
        item_pictures={"legal_status": {key: picture for key, (picture, _) in LEGAL.items()}},
    ),
    "colour": Easy(
        title="Which colour fits?",
        ideas=(
            Idea("rating-red", "Red: {who} may go into hospital very soon."),
            Idea("rating-amber", "Amber: {who} need{s} the right help soon."),
            Idea("rating-green", "Green: {who} {have} the right help."),
            Idea("rating-blue", "Blue: {who} {are} in hospital now."),
        ),
        labels={"proposed_colour": "Which colour fits?", "reasons": "Why this colour?"},
        hints={"proposed_colour": "Our team makes the choice.", "reasons": "What did you see?"},
        item_pictures={
            "proposed_colour": {
                "red": "rating-red",
                "amber": "rating-amber",
                "green": "rating-green",
                "blue": "rating-blue",
            }
        },
    ),
    "support": Easy(
        title="Which help is there?",
        ideas=(
            Idea("carer", "Tell us who helps now."),
            Idea("question", "Tell us what is not there and should be."),
        ),
        labels={"support_now": "Who helps now?", "gaps": "What should be there?"},
        hints={"support_now": "No help is an answer too."},
    ),
    "leads": Easy(
        title="Who works with {who}?",
        ideas=(Idea("worker", "Write one name or more. It can be you."),),
        labels={
            "lead_professional": "Who leads?",
            "care_coordinator": "Who plans the care?",
            "social_worker": "Social worker",
            "keyworker": "Keyworker",
        },
        hints={"lead_professional": "Their name and phone."},
    ),
    "asked-for": Easy(
        title="What do you want us to do?",
        ideas=(Idea("list", "Tick one or more."),),
        hints={"asked_for": "You can tick more than one."},
        items={
            "asked_for": {
                "review": "A review: people meet and look at the care",
                "meeting": "A meeting of all who help",
                "keyworker": "A keyworker, up to age 25",
                "advice": "Tell me what to do",
                "i_will_organise": "I set up the meeting, and you come",
            }
        },
        item_pictures={
            "asked_for": {
                "review": "report",
                "meeting": "meeting",
                "keyworker": "carer",
                "advice": "talk",
                "i_will_organise": "calendar",
            }
        },
    ),
}

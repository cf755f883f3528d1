"""A flag in easy read: the questions about the person."""

from config.easy import Easy, Idea
from referrals import statuses
from referrals.easy_words.self_referral import SELF_REFERRAL

RISKS = SELF_REFERRAL["risks"]
# What only people at work can tick.
MORE_RISKS = {
    "residential_school": ("school", "{Who} live{s} at a school"),
    "behaviour_service_or_cpa": ("worker", "A team for behaviour or mental health helps"),
    "looked_after": ("council", "The council looks after {who}"),
    "missed_appointments": ("calendar", "{Who} {do} not come to meetings with us"),
    "unknown_to_services": ("no-eye", "No team knew {who} until now"),
    "safeguarding_or_quality_alert": ("danger", "Somebody said that {who} {are} not safe"),
}
# Asked of the person in the same words on both forms.
SHARED = ("name", "born", "home", "hospital", "nhs-number", "needs", "school", "people")
ABOUT_THE_PERSON: dict[str, Easy] = {
    **{key: SELF_REFERRAL[key] for key in SHARED},
    "reach": Easy(
        title="How can we talk to {who}?",
        ideas=(
            Idea("phone", "Tell us the best way."),
            Idea("no-hand", "Tell us who we must not call."),
        ),
        labels={
            "person_reach": "What is the best way?",
            "person_reach_at": "The phone number or the address",
            "do_not_contact": "Who must we never call or write to?",
        },
        item_pictures={
            "person_reach": {"through_me": "worker", "phone": "phone", "email": "email", "post": "letter"}
        },
    ),
    "diagnosis": Easy(
        title="What is right for {who}?",
        ideas=(
            Idea("learning", "A learning disability makes it hard to learn new things."),
            Idea("brain-autism", "Autism means seeing the world in your own way."),
        ),
        labels={"diagnosis_said": "Who said so, and when? You can skip this."},
        item_pictures={
            "diagnosis": {
                statuses.Told.LEARNING_DISABILITY: "learning",
                statuses.Told.AUTISM: "brain-autism",
                statuses.Told.BOTH: "tick",
                statuses.Told.WAITING: "wait",
                statuses.Told.NOT_SURE: "not-sure",
            }
        },
    ),
    "happening": Easy(
        title="What is hard now?",
        ideas=(
            Idea("hard-time", "Tell us what is hard for {who}."),
            Idea("listen", "Tell us what {who} say{s} about it."),
        ),
        labels={"happening": "What is hard now?"},
        hints={"happening": "A few lines are enough."},
    ),
    "risks": Easy(
        title="What makes things worse?",
        ideas=(Idea("worried", "Tick what is true for {who}."),),
        hints={"risk_factors": "Tick one or more."},
        items={
            "risk_factors": {
                **RISKS.items["risk_factors"],
                **{risk: words for risk, (_, words) in MORE_RISKS.items()},
            }
        },
        item_pictures={
            "risk_factors": {
                **RISKS.item_pictures["risk_factors"],
                **{risk: picture for risk, (picture, _) in MORE_RISKS.items()},
            }
        },
    ),
    "tried": Easy(
        title="What have you tried?",
        ideas=(Idea("tick", "Tell us what went well."), Idea("cross", "Tell us what did not.")),
        labels={"tried": "What have you tried?", "would_help": "What would help? You can skip this."},
    ),
}

"""A consent form in easy read: the choices, and how they are given. What comes before is beside this."""

from config.easy import Easy, Idea
from referrals.easy_words.consent_who import WHO_ANSWERS, YES_NO, YES_NO_PICTURES
from referrals.easy_words.self_referral_last import LAST

ANSWERS = {"yes": "Yes", "yes_with_limits": "Yes, but not all", "thinking": "I am not sure yet", "no": "No"}
ANSWER_PICTURES = {"yes": "yes-hand", "yes_with_limits": "stop", "thinking": "not-sure", "no": "no-hand"}
EACH = {"yes": "Yes", "no": "No", "thinking": "I am not sure yet"}
# Each kind of organisation, in a few plain words.
KINDS = {
    "icb": "The NHS team that pays for care",
    "adult_social_care": "Social care for adults",
    "childrens_social_care": "Social care for children",
    "education": "School or college",
    "camhs": "The mental health team for young people",
    "adult_mental_health": "The mental health team for adults",
    "ld_autism_team": "The learning disability and autism team",
    "forensic_outreach": "The team that helps when the law is part of it",
    "continuing_healthcare": "The team for care over a long time",
    "acute_hospital": "The hospital with A and E",
    "eating_disorder": "The team for help with eating",
    "gp": "The GP",
    "keyworker_provider": "The team of the keyworker",
    "housing": "Those who help with the home",
    "police": "The police",
    "voluntary": "Charities and groups",
}


CHANGE_MIND = Easy(
    title="I changed my mind",
    ideas=(
        Idea("change-mind", "You can change your mind on any day. That is all right."),
        Idea("stop", "What you stop ends now."),
        Idea("support", "Your other care goes on."),
        Idea("quiet", "You do not have to say why."),
    ),
)

CONSENT_FORM: dict[str, Easy] = {
    **WHO_ANSWERS,
    "register": Easy(
        title="Choice 1: the register",
        ideas=(
            Idea("list", "The register is a list. A small team looks at it often."),
            Idea("yes-hand", "If yes: the team looks for help early."),
            Idea("no-hand", "If no: your name is not on the list. Your other care goes on."),
            Idea("change-mind", "You can change your mind on any day."),
        ),
        labels={"register_limits": "What is your limit? Say it in your words"},
        hints={"register_limits": "For example: do not tell my uncle."},
        items={"register": ANSWERS},
        item_pictures={"register": ANSWER_PICTURES},
    ),
    "sharing": Easy(
        title="Choice 2: telling the people who help",
        ideas=(
            Idea("share", "For example your school, your GP, your social worker."),
            Idea("yes-hand", "If yes: they see what they need to help you."),
            Idea("no-hand", "If no: we do not tell them."),
        ),
        labels={"share_limits": "Is there something that we must not tell?"},
        hints={"share_limits": "For example: not what was in spring."},
        items={
            "share_all": {
                "each": "I choose one by one",
                "yes": "Yes to all",
                "no": "No to all",
                "thinking": "I am not sure yet",
            }
        },
        item_pictures={
            "share_all": {"each": "list", "yes": "yes-hand", "no": "no-hand", "thinking": "not-sure"}
        },
    ),
    "sharing-each": Easy(
        title="Who can we tell? One by one",
        ideas=(
            Idea("tick", "Say yes or no for each one."),
            Idea("lock", "Leave one out? Then we tell them nothing."),
        ),
        labels={f"share_{kind}": words for kind, words in KINDS.items()},
        items=dict.fromkeys((f"share_{kind}" for kind in KINDS), EACH),
        item_pictures=dict.fromkeys((f"share_{kind}" for kind in KINDS), ANSWER_PICTURES),
    ),
    "review-asked": Easy(
        title="Did somebody ask you about a review?",
        ideas=(
            Idea("meeting", "A review is a day. Three people come and meet {who}."),
            Idea("question", "They look at the care. They ask what can be better."),
        ),
        labels={"review_words": "Which review?"},
        hints={"review_words": "For example: the one on 3 March."},
        items={"review_asked": YES_NO},
        item_pictures={"review_asked": YES_NO_PICTURES},
    ),
    "review": Easy(
        title="Choice 3: the review has three parts",
        ideas=(
            Idea("meeting", "Part 1: the day of the review."),
            Idea("papers", "Part 2: the three people read the papers about {who}."),
            Idea("report", "Part 3: other people use what they find."),
            Idea("lock", "If no: it stays closed."),
        ),
        labels={
            "meeting": "Part 1: can we have the review?",
            "papers": "Part 2: can they read the papers?",
            "findings": "Part 3: can other people use what they find?",
            "review_limits": "What is your limit? Say it in your words",
        },
        items=dict.fromkeys(("meeting", "papers", "findings"), ANSWERS),
        item_pictures=dict.fromkeys(("meeting", "papers", "findings"), ANSWER_PICTURES),
    ),
    "given": Easy(
        title="How do you say it?",
        ideas=(Idea("pen", "All three ways are good."),),
        labels={
            "typed_name": "Your full name",
            "worker_name": "Who did you say it to?",
            "said_on": "On which day?",
            "said_words": "What did you say?",
            "paper_how": "How does the paper come to us?",
            "signed_on": "Which day is on the paper?",
        },
        items={
            "given_how": {
                "typed": "I write my name here",
                "spoken": "I said it to a worker",
                "paper": "I put my name on paper",
            },
            "paper_how": {"handed": "I bring it", "posted": "I post it"},
        },
        item_pictures={
            "given_how": {"typed": "computer", "spoken": "talk", "paper": "pen"},
            "paper_how": {"handed": "papers", "posted": "post-box"},
        },
    ),
    "copy": Easy(
        title="Who gets a copy?",
        ideas=(Idea("letter", "A copy is a letter. It says what you chose here."),),
        labels={"copy_whom": "Who is it? How do we reach them?", "copy_format": "What kind of letter?"},
        items={
            "copy_to": {"sender": "Me", "person": "{Who}", "other": "Somebody else"},
            "copy_format": {
                "standard": "A letter",
                "large": "Big letters",
                "easy": "Easy read",
                "email": "By e-mail",
                "audio": "Read it to me on the phone",
            },
        },
        item_pictures={
            "copy_to": {"sender": "person", "person": "two-people", "other": "crowd"},
            "copy_format": {
                "standard": "letter",
                "large": "large-print",
                "easy": "easy-read",
                "email": "email",
                "audio": "phone",
            },
        },
    ),
    "contact": LAST["contact"],
}

"""The second half of a self-referral in easy read: what helps, agreement, how to reach people."""

from config.easy import Easy, Idea
from referrals.easy_words.self_referral_pages import ALONE

_AGREE = {
    "agrees": "Yes",
    "thinking": "{Who} want{s} to think about it",
    "says_no": "No",
    "cannot_decide": "{Who} cannot decide this",
    "parent_agrees": "{Who} cannot decide this yet. A parent says yes",
    "not_asked": "Nobody asked {who} yet",
}
_AGREE_PICTURES = {
    "agrees": "yes-hand",
    "thinking": "thinking",
    "says_no": "no-hand",
    "cannot_decide": "question",
    "parent_agrees": "parent-child",
    "not_asked": "talk",
}
_READ_AND_TALK = Idea("team", "Our team reads the form. Then we talk with you.")
_SEND_ANYWAY = Idea("letter-sent", "You can send the form with any answer.")


def _agreement(title: str, *ideas: Idea) -> Easy:
    return Easy(
        title=title,
        ideas=ideas,
        items={"agreement": _AGREE},
        item_pictures={"agreement": _AGREE_PICTURES},
    )


def _mine(*ideas: Idea) -> Easy:
    return Easy(
        title="Do you say yes to this?",
        ideas=ideas,
        items={"agreement": {"agrees": "Yes", "thinking": "I want to think about it"}},
        item_pictures={"agreement": {"agrees": "yes-hand", "thinking": "thinking"}},
    )


def _contact(*ideas: Idea) -> Easy:
    return Easy(
        title="How can we reach you?",
        ideas=ideas,
        labels={
            "phone_use": "Call or text?",
            "safe_message": "Can we leave a message on the phone?",
            "email": "Your e-mail address",
            "post": "Your name and address",
            "through_whom": "Who is it? How do we reach them?",
        },
        hints={"ways": "Tick one or more."},
        items={
            "ways": {
                "phone": "Phone or text",
                "email": "E-mail",
                "post": "Letter",
                "someone": "Ask somebody I trust",
            },
            "phone_use": {
                "both": "You can call or text",
                "calls": "Only call",
                "texts": "Only text. Please never call",
            },
            "safe_message": {"yes": "Yes", "no": "No"},
        },
        item_pictures={
            "ways": {"phone": "phone", "email": "email", "post": "letter", "someone": "two-people"},
            "phone_use": {"both": "phone", "calls": "talk", "texts": "text-message"},
            "safe_message": {"yes": "tick", "no": "cross"},
        },
    )


_SAFE_WAYS = Idea("lock", "Choose the ways that are safe for you.")

LAST: dict[str, Easy] = {
    "needs": Easy(
        title="What helps {who} when we talk or write?",
        ideas=(
            Idea("talk", "We want to talk in a way that is right for {who}."),
            Idea("letter", "We can send different kinds of letters."),
        ),
        labels={
            "needs": "What would help?",
            "needs_more": "Which language? What else helps?",
            "letter_format": "Which letters do you want?",
        },
        items={
            "needs": {
                "easy_read": "Easy read",
                "pictures": "Show me pictures first",
                "slow_speech": "Talk slowly. Wait for answers",
                "large_print": "Big letters",
                "interpreter": "Somebody who speaks my language",
                "bsl": "Sign language",
                "someone_with_me": "Somebody I trust is with me",
                "quiet_room": "A quiet room",
                "breaks": "Breaks",
                "text_not_phone": "Text me. Do not call",
                "phone_not_letters": "Call me. Do not write",
                "questions_first": "Show me the questions first",
                "same_person": "The same person each time",
            },
            "letter_format": {
                "standard": "Normal letters",
                "easy": "Easy read, with pictures",
                "large": "Big letters",
                "audio_talk": "Please talk to me instead",
            },
        },
        item_pictures={
            "needs": {
                "easy_read": "easy-read",
                "pictures": "eye",
                "slow_speech": "talk",
                "large_print": "large-print",
                "interpreter": "interpreter",
                "bsl": "sign-language",
                "someone_with_me": "two-people",
                "quiet_room": "quiet",
                "breaks": "clock",
                "text_not_phone": "text-message",
                "phone_not_letters": "phone",
                "questions_first": "question",
                "same_person": "person",
            },
            "letter_format": {
                "standard": "letter",
                "easy": "easy-read",
                "large": "large-print",
                "audio_talk": "talk",
            },
        },
    ),
    "agreement": _agreement(
        "{Do} {who} say yes to this?",
        Idea("team", "Our team reads the form. Then we get in touch."),
        _SEND_ANYWAY,
        Idea("talk", "Then we ask {who} what {who} want{s}."),
    ),
    "agreement/young": _agreement(
        "{Do} {who} say yes to this?",
        Idea("team", "Our team reads the form. Then we get in touch."),
        _SEND_ANYWAY,
        Idea("parent-child", "You know {who} best. We still ask {who} too."),
    ),
    "agreement/older": _agreement(
        "{Do} {who} say yes to this?",
        Idea("team", "Our team reads the form. Then we get in touch."),
        _SEND_ANYWAY,
        Idea("birthday", "{Who} {are} 16 or older. So {who} can decide. We ask {who} first."),
    ),
    "agreement/me": _mine(
        _READ_AND_TALK,
        Idea("stop", "We do nothing else before we ask you."),
    ),
    "agreement/me-young": _mine(
        _READ_AND_TALK,
        Idea("yes-hand", "You are not 16 yet. You can ask for help on your own."),
        Idea("quiet", "We talk with you first. We do not call your parents before that."),
    ),
    "sharing": Easy(
        title="Is there somebody we should not tell?",
        ideas=(
            Idea("share", "Other people can help too. We ask you before we tell them."),
            Idea("no-eye", "Tick who must not know."),
        ),
        labels={"not_share_words": "Somebody else? Tell us who."},
        items={
            "not_share_with": {
                "icb": "The NHS people who pay for care",
                "adult_social_care": "Social workers for adults",
                "childrens_social_care": "Social workers for children",
                "send_education": "School or college",
                "camhs": "Mental health team for children",
                "adult_mental_health": "Mental health team for adults",
                "ld_autism_team": "Learning disability and autism team",
                "forensic_outreach": "The team that works with courts",
                "continuing_healthcare": "The NHS team for care at home",
                "acute_hospital": "The hospital",
                "eating_disorder": "The team for eating problems",
                "gp": "My GP",
                "keyworker_provider": "Keyworkers",
                "housing_provider": "The people who run the home",
                "police_youth_justice": "The police",
                "voluntary_sector": "Charities",
            }
        },
        item_pictures={
            "not_share_with": {
                "icb": "money",
                "adult_social_care": "worker",
                "childrens_social_care": "parent-child",
                "send_education": "school",
                "camhs": "thinking",
                "adult_mental_health": "thinking",
                "ld_autism_team": "brain-autism",
                "forensic_outreach": "papers",
                "continuing_healthcare": "nurse",
                "acute_hospital": "hospital",
                "eating_disorder": "food",
                "gp": "gp",
                "keyworker_provider": "key",
                "housing_provider": "shared-house",
                "police_youth_justice": "police",
                "voluntary_sector": "support",
            }
        },
    ),
    "contact": _contact(Idea("phone", "We want to talk with you soon."), _SAFE_WAYS),
    "contact/me-young": _contact(
        Idea("phone", "We want to talk with you soon."),
        _SAFE_WAYS,
        Idea("quiet", "We talk with you first. We do not call your parents before that."),
    ),
    "safe": Easy(
        title="What should we know before we call?",
        ideas=(
            Idea("clock", "Tell us a good time."),
            Idea("stop", "Is there a place we must not call? Is there a person we must not call?"),
        ),
        labels={
            "best_time": "A good time",
            "do_not_contact": "Where or who should we never call?",
            "person_reach": "How can we talk with {who}?",
            "person_reach_at": "The number or the address",
        },
        items={
            "person_reach": {
                "through_me": "Ask me first",
                "phone": "By phone",
                "email": "By e-mail",
                "post": "With a letter",
            }
        },
        item_pictures={
            "person_reach": {
                "through_me": "two-people",
                "phone": "phone",
                "email": "email",
                "post": "letter",
            }
        },
    ),
    "equality": Easy(
        title="More about {who}",
        ideas=(
            Idea("crowd", "We want to help all kinds of people."),
            Idea("go-on", "You can skip all of this."),
        ),
        labels={
            "first_language": "Which language {do} {who} speak best?",
            "ethnicity": "Which group fits {who}?",
            "gender": "{Are} {who} a girl or woman, or a boy or man?",
            "religion": "What {do} {who} believe in?",
            "looked_after": "Does the council look after {who}?",
            "is_carer": "{Do} {who} care for somebody?",
        },
        items={
            "looked_after": {"yes": "Yes", "no": "No", "rather_not": "I do not want to say"},
            "is_carer": {"yes": "Yes", "no": "No", "rather_not": "I do not want to say"},
        },
        item_pictures={
            "looked_after": {"yes": "tick", "no": "cross", "rather_not": "quiet"},
            "is_carer": {"yes": "tick", "no": "cross", "rather_not": "quiet"},
        },
    ),
    **ALONE,
}

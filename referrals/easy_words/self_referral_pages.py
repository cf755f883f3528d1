"""A self-referral in easy read: the person's own question, and the pages that ask nothing."""

from config.easy import Easy, Idea

PAGES: dict[str, Easy] = {
    "wants": Easy(
        title="Is this what you want?",
        ideas=(
            Idea("person", "This question is only for you."),
            Idea("no-eye", "The person who helps you cannot see your answer."),
            Idea("talk", "You can ask to talk to us alone."),
        ),
        labels={"wants_words": "Do you want to tell us more?"},
        items={
            "wants_this": {
                "yes": "Yes",
                "no": "No",
                "not_sure": "I am not sure",
                "talk_alone": "I want to talk to somebody alone",
            }
        },
        item_pictures={
            "wants_this": {"yes": "yes-hand", "no": "no-hand", "not_sure": "not-sure", "talk_alone": "talk"}
        },
    ),
    "begin": Easy(
        title="Before you start",
        ideas=(
            Idea("form", "This form asks for help. You can do it alone or with somebody."),
            Idea("list", "We ask about 20 questions. You can skip most of them."),
            Idea("tick", "You need a name. You need a way for us to reach you. You need a yes or a no."),
            Idea("clock", "It takes about 15 minutes. You can stop and come back."),
            Idea("team", "Only our team reads it. They help people to stay well at home."),
            Idea("talk", "Then we talk with you. You can change your mind."),
        ),
    ),
    "check": Easy(
        title="Read your answers",
        ideas=(
            Idea("eye", "Here are your answers. Is something wrong? Press Change."),
            Idea("letter-sent", "We do not have it yet. Press Send at the end."),
            Idea("team", "Only our team reads it."),
        ),
    ),
    "sent": Easy(
        title="We have your form",
        ideas=(
            Idea("number-card", "Write down the letters and numbers on this page."),
            Idea("eye", "First we read your form."),
            Idea("phone", "Then somebody talks with you."),
            Idea("letter", "Then we tell you yes or no, and why."),
            Idea("change-mind", "You can change your mind. Just call us."),
        ),
    ),
    "wants/hand": Easy(
        title="A question only for {who}",
        ideas=(
            Idea("computer", "Give this to {who} now."),
            Idea("no-eye", "Look away, please. You do not see the answer."),
            Idea("team", "Only our team sees the answer."),
        ),
    ),
    "wants/back": Easy(
        title="Thank you",
        ideas=(
            Idea("lock", "Your answer is safe. Nobody here can see it."),
            Idea("two-people", "You can give this back now."),
        ),
    ),
}

"""A self-referral in easy read: the person's own question, and the pages round it."""

from config.easy import Easy, Idea

ALONE: dict[str, Easy] = {
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

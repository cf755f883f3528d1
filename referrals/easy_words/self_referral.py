"""A self-referral in easy read."""

from config.easy import Easy, Idea

SELF_REFERRAL: dict[str, Easy] = {
    "name": Easy(
        title="What is {whose} name?",
        ideas=(Idea("name-badge", "Tell us the first name and the last name."),),
        labels={"preferred_name": "What name {do} {who} like best?"},
    ),
}

"""The start page in easy read."""

from config.easy import Easy, Idea

START = Easy(
    title="Get help before things go wrong",
    ideas=(
        Idea("person", "This is for people with a learning disability. It is for autistic people too."),
        Idea("sad", "Are things very hard for you?"),
        Idea("hospital", "Are you worried about going into a mental health hospital?"),
        Idea("team", "Tell us. A small team looks at what can help you."),
        Idea("talk", "We talk with you. You say what you want."),
        Idea("change-mind", "You can change your mind on any day."),
    ),
)

"""What helps somebody take part, by code. Pure."""

ADJUSTMENTS = {
    "easy_read": "Easy read",
    "pictures": "Show pictures first",
    "slow_speech": "Talk slowly, wait for answers",
    "large_print": "Large print",
    "interpreter": "Interpreter",
    "bsl": "British Sign Language",
    "someone_with_me": "Have someone they trust there",
    "quiet_room": "A quiet room",
    "breaks": "Breaks",
    "text_not_phone": "Text, no phone calls",
    "phone_not_letters": "Phone calls, no letters",
    "questions_first": "Questions in writing before we talk",
    "same_person": "The same person each time",
}

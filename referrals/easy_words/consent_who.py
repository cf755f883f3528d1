"""A consent form in easy read: who answers, about whom, and how it was explained."""

from config.easy import Easy, Idea

YES_NO = {"yes": "Yes", "no": "No"}
YES_NO_PICTURES = {"yes": "tick", "no": "cross"}
THREE = {"yes": "Yes", "no": "No", "not_sure": "Not sure"}
THREE_PICTURES = {"yes": "tick", "no": "cross", "not_sure": "not-sure"}

WHO_ANSWERS: dict[str, Easy] = {
    "who": Easy(
        title="Who says yes or no here?",
        ideas=(
            Idea("pen", "Does somebody help you? It is still you who says yes or no."),
            Idea("birthday", "From 16 you say it for yourself."),
        ),
        items={
            "giver": {
                "person": "I say it for myself",
                "parent": "I am the parent of a child under 16",
                "attorney": "A court or a paper lets me say it for an adult",
                "best_interests": "I work with somebody who cannot say it",
            }
        },
        item_pictures={
            "giver": {
                "person": "person",
                "parent": "parent-child",
                "attorney": "papers",
                "best_interests": "worker",
            }
        },
    ),
    "you": Easy(
        title="Who are you?",
        ideas=(Idea("name-badge", "Tell us your name. Tell us who you are to {who}."),),
        labels={"giver_name": "Your full name", "giver_role": "Who are you to {who}?"},
        hints={"giver_role": "For example: mum, grandad, social worker."},
    ),
    "reference": Easy(
        title="Did we give you a reference?",
        ideas=(
            Idea("number-card", "It has nine letters and numbers. It is on our letters."),
            Idea("go-on", "You do not have one? Choose no."),
        ),
        labels={"reference_typed": "Your reference"},
        items={"reference_known": YES_NO},
        item_pictures={"reference_known": YES_NO_PICTURES},
    ),
    "name": Easy(
        title="What is {whose} name?",
        ideas=(Idea("name-badge", "Tell us the first name and the last name."),),
        labels={"preferred_name": "What name {do} {who} like best?"},
    ),
    "born": Easy(
        title="When is {whose} birthday?",
        ideas=(Idea("birthday", "Write the day, the month and the year."),),
        hints={"date_of_birth": "For example: 15 3 2009."},
    ),
    "home": Easy(
        title="Where {do} {who} live?",
        ideas=(Idea("home", "You can skip this. It helps us to find the right team."),),
        labels={"postcode": "Postcode", "nhs_number": "NHS number", "lives_in": "Which area is it?"},
        hints={"nhs_number": "It has 10 numbers. You can leave it out."},
    ),
    "explained": Easy(
        title="How did you learn about this?",
        ideas=(
            Idea("listen", "You can tick more than one."),
            Idea("phone", "Is it hard? Stop here and call us. We will help you."),
        ),
        labels={"explained_by": "Who helped?"},
        items={
            "explained_how": {
                "read": "I read it here",
                "easy_read": "Easy read on paper",
                "talked_through": "Somebody talked with me",
                "pictures": "With pictures",
                "interpreter": "With an interpreter",
                "bsl": "With sign language",
                "video": "With a video",
                "someone_trusted": "Somebody I trust was there",
                "advocate": "An advocate helped me. That is a person on my side.",
            }
        },
        item_pictures={
            "explained_how": {
                "read": "computer",
                "easy_read": "easy-read",
                "talked_through": "talk",
                "pictures": "list",
                "interpreter": "interpreter",
                "bsl": "sign-language",
                "video": "eye",
                "someone_trusted": "two-people",
                "advocate": "support",
            }
        },
    ),
    "own-words": Easy(
        title="What is this about? Say it in your words.",
        ideas=(
            Idea("talk", "There is no wrong answer."),
            Idea("yes-hand", "What will change if you say yes?"),
            Idea("no-hand", "What will change if you say no?"),
        ),
        labels={
            "own_words": "Write it here",
            "talked_with": "Who talked with you about it?",
            "talked_on": "On which day?",
        },
        hints={"talked_with": "For example: Priya, my keyworker. Or write: nobody."},
    ),
    "responsibility": Easy(
        title="Why can you choose for {who}?",
        ideas=(
            Idea("parent-child", "A parent can choose for a child. So can a guardian."),
            Idea("papers", "We will look at a paper that shows it."),
            Idea("stop", "Does one parent say no? Then we share nothing yet."),
        ),
        labels={
            "authority": "Who are you to {who}?",
            "authority_proof": "Which paper shows it?",
            "other_holders": "Who else can choose for {who}? What do they think?",
            "court_order": "Did a court say who can choose?",
            "court_order_words": "What did the court say?",
        },
        items={
            "authority": {
                "mother": "Mother",
                "father": "Father",
                "guardian": "Guardian",
                "council": "I work for the council",
            },
            "court_order": {
                "none": "No",
                "other": "Yes, and I can still choose",
                "limits": "Yes, and I cannot choose all of it",
                "not_sure": "I am not sure",
            },
        },
        item_pictures={
            "authority": {
                "mother": "parent-child",
                "father": "parent-child",
                "guardian": "family",
                "council": "worker",
            },
            "court_order": {"none": "cross", "other": "tick", "limits": "stop", "not_sure": "not-sure"},
        },
    ),
    "child-view": Easy(
        title="What {do} {who} say?",
        ideas=(
            Idea("listen", "We ask every child first."),
            Idea("stop", "Does the child say no? Then we share nothing. We talk with you both."),
        ),
        labels={"child_words": "What are their words?"},
        items={
            "child_says": {
                "agrees": "They want this too",
                "no": "They say no",
                "not_sure": "They are not sure",
                "not_asked": "Nobody asked them yet",
            }
        },
        item_pictures={
            "child_says": {
                "agrees": "yes-hand",
                "no": "no-hand",
                "not_sure": "not-sure",
                "not_asked": "question",
            }
        },
    ),
    "document": Easy(
        title="Which paper lets you choose for {who}?",
        ideas=(
            Idea("papers", "It must be about health and care. A paper about money is not enough."),
            Idea("eye", "We will ask to see it."),
        ),
        labels={"document_seen": "Tell us about the paper"},
        items={"document": {"attorney": "A power of attorney", "deputy": "A court made me a deputy"}},
        item_pictures={"document": {"attorney": "papers", "deputy": "form"}},
    ),
    "capacity": Easy(
        title="Why can {who} not choose this?",
        ideas=(
            Idea("support", "First we help each person to choose for themselves."),
            Idea("doctor", "Then somebody looks at four things: can they do each?"),
            Idea("tick", "Can they do all four? Then they choose. Ask them."),
        ),
        labels={
            "assessor": "Who looked at it? Name and job",
            "assessed_on": "On which day?",
            "understands": "Can they understand it?",
            "retains": "Can they keep it in mind?",
            "weighs": "Can they think about both sides?",
            "communicates": "Can they say or show it?",
            "help_given": "What help did they have?",
            "why_unable": "Why can they not choose it now?",
        },
        items=dict.fromkeys(("understands", "retains", "weighs", "communicates"), THREE),
        item_pictures=dict.fromkeys(("understands", "retains", "weighs", "communicates"), THREE_PICTURES),
    ),
    "wishes": Easy(
        title="What {do} {who} want?",
        ideas=(
            Idea("thinking", "Think about what {who} like{s} and want{s}. Now and before."),
            Idea("family", "Ask the people who know {who} well."),
            Idea("stop", "Does somebody say no? Then we share nothing yet."),
        ),
        labels={
            "wishes": "What do they want? How do you know?",
            "consulted": "Who did you ask? What do they think?",
            "disagrees": "Does somebody say no?",
            "disagrees_words": "Who says no, and why?",
            "least_restrictive": "Why is this the smallest step that helps?",
        },
        items={"disagrees": YES_NO},
        item_pictures={"disagrees": YES_NO_PICTURES},
    ),
}

"""A consent form in easy read."""

from config.easy import Easy, Idea

ANSWERS = {"yes": "Yes", "yes_with_limits": "Yes, but not all", "thinking": "I am not sure yet", "no": "No"}
ANSWER_PICTURES = {"yes": "yes-hand", "yes_with_limits": "stop", "thinking": "not-sure", "no": "no-hand"}
YES_NO = {"yes": "Yes", "no": "No"}
YES_NO_PICTURES = {"yes": "tick", "no": "cross"}
THREE = {"yes": "Yes", "no": "No", "not_sure": "Not sure"}
THREE_PICTURES = {"yes": "tick", "no": "cross", "not_sure": "not-sure"}
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
    "contact": Easy(
        title="How can we reach you?",
        ideas=(
            Idea("phone", "Choose what is safe for you."),
            Idea("quiet", "We never say on the phone or in an e-mail what it is about."),
        ),
        labels={
            "phone": "Your phone number",
            "safe_message": "Can we leave a message?",
            "email": "Your e-mail",
            "post": "Your name and where you live",
        },
        items={
            "ways": {"phone": "Phone", "email": "E-mail", "post": "Post"},
            "safe_message": YES_NO,
        },
        item_pictures={
            "ways": {"phone": "phone", "email": "email", "post": "post-box"},
            "safe_message": YES_NO_PICTURES,
        },
    ),
}

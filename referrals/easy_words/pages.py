"""Public pages that ask nothing, or ask for a code, in easy read: a table by the name of the page."""

from config.easy import Easy, Idea
from referrals.easy_words.consent_form import CHANGE_MIND

PAGES: dict[str, Easy] = {
    "start": Easy(
        title="Get help before things go wrong",
        ideas=(
            Idea("person", "This is for people with a learning disability. It is for autistic people too."),
            Idea("sad", "Are things very hard for you?"),
            Idea("hospital", "Are you worried about going into a mental health hospital?"),
            Idea("team", "Tell us. A small team looks at what can help you."),
            Idea("talk", "We talk with you. You say what you want."),
            Idea("change-mind", "You can change your mind on any day."),
        ),
    ),
    "change_mind": CHANGE_MIND,
    "begin_refer": Easy(
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
    "sent_refer": Easy(
        title="We have your form",
        ideas=(
            Idea("number-card", "Write down the letters and numbers on this page."),
            Idea("eye", "First we read your form."),
            Idea("phone", "Then somebody talks with you."),
            Idea("letter", "Then we tell you yes or no, and why."),
            Idea("change-mind", "You can change your mind. Just call us."),
        ),
    ),
    "begin_flag": Easy(
        title="Tell us about somebody you work with",
        ideas=(
            Idea("worker", "This form is for people at work. It is about somebody you help."),
            Idea("talk", "Ask the person first. Is it all right to tell us?"),
            Idea("email", "You need a work e-mail. We send you a code."),
            Idea("clock", "It takes about 15 minutes. You can stop and come back."),
            Idea("eye", "We read it. Then we talk with you."),
            Idea("letter", "We tell you and the person yes or no, and why."),
        ),
    ),
    "sent_flag": Easy(
        title="We have your form",
        ideas=(
            Idea("number-card", "Write down the letters and numbers on this page."),
            Idea("eye", "First we read your form."),
            Idea("phone", "Then we talk with you."),
            Idea("talk", "We ask the person before we tell others."),
            Idea("letter", "Then we tell you yes or no, and why."),
        ),
    ),
    "begin_consent": Easy(
        title="Saying yes, saying no, changing your mind",
        ideas=(
            Idea("list", "We have a list. It is called the register. It helps us to help early."),
            Idea("question", "We ask before we put you on the list."),
            Idea("yes-hand", "You can say yes. Then we look for help early."),
            Idea("no-hand", "You can say no. Your other care goes on."),
            Idea("not-sure", "You can say: I am not sure. Then we wait, and ask again."),
            Idea("share", "We ask who else we can tell. You choose each one."),
            Idea("meeting", "We ask before we have a review. A review is a meeting about your care."),
            Idea("change-mind", "You can change your mind on any day."),
            Idea("clock", "It takes about 10 minutes. You can stop and come back."),
        ),
    ),
    "sent_consent": Easy(
        title="We have your answers",
        ideas=(
            Idea("number-card", "Write down the letters and numbers on this page."),
            Idea("no-hand", "Did you say no? That counts now."),
            Idea("yes-hand", "Did you say yes? First somebody in the team reads it."),
            Idea("calendar", "We ask you again after a year."),
            Idea("change-mind", "You can change your mind on any day."),
        ),
    ),
    "later": Easy(
        title="Save and come back later",
        ideas=(
            Idea("save", "We keep your answers safe."),
            Idea("letter-sent", "You have not sent them yet."),
            Idea("key", "We give you a code. With the code you can go on another day."),
        ),
    ),
    "later_saved": Easy(
        title="We have saved your answers",
        ideas=(
            Idea("pen", "Write down the code on this page. Or take a photo."),
            Idea("no-eye", "You see the code only once."),
            Idea("computer", "Want to go on? Come back to this website. Type the code."),
        ),
    ),
    "come_back": Easy(
        title="Come back to your form",
        ideas=(
            Idea("key", "Type the code that we gave you."),
            Idea("birthday", "Then type the date of birth, or your own word."),
            Idea("phone", "No code? Call us. We do the form with you."),
        ),
    ),
    "track": Easy(
        title="See where your form is",
        ideas=(
            Idea("number-card", "Type the letters and numbers that we gave you."),
            Idea("birthday", "Then type the date of birth that is on the form."),
            Idea("phone", "Not sure? Call us."),
        ),
    ),
    "track_status": Easy(
        title="Where your form is",
        ideas=(
            Idea("eye", "Here you see what we have done, and what comes next."),
            Idea("phone", "Do you have a question? Call us."),
            Idea("change-mind", "You can stop it on any day."),
        ),
    ),
    "track_consent": Easy(
        title="Where your answers are",
        ideas=(
            Idea("eye", "Here you see if your answers count now."),
            Idea("change-mind", "You can change your mind on any day. Press the button."),
        ),
    ),
    "take_back": Easy(
        title="Take the form back",
        ideas=(
            Idea("stop", "We stop. We do no more with your form."),
            Idea("happy", "That is all right. Your other care goes on."),
            Idea("lock", "We keep the form in a safe place. We show it to nobody new."),
            Idea("form", "You can send another form on any day."),
        ),
    ),
    "changed_mind": Easy(
        title="It has stopped",
        ideas=(
            Idea("stop", "What you stopped has ended now."),
            Idea("no-eye", "We show nobody anything new."),
            Idea("talk", "We tell the people who know about it that they must stop too."),
            Idea("happy", "Nobody is angry with you. Your other care goes on."),
        ),
    ),
    "written_down": Easy(
        title="We have written it down",
        ideas=(
            Idea("pen", "We have written down what you want."),
            Idea("eye", "Somebody in the team reads it today."),
            Idea("phone", "Then they talk with you."),
        ),
    ),
    "forgotten": Easy(
        title="Your answers are gone",
        ideas=(
            Idea("cross", "We do not have your answers any more."),
            Idea("no-eye", "We sent them to nobody."),
            Idea("form", "You can start again on any day."),
        ),
    ),
    "gone": Easy(
        title="Your answers are not here any more",
        ideas=(
            Idea("lock", "We keep answers only for a short time. So nobody else can read them."),
            Idea("sad", "We are sorry that you have to start again."),
            Idea("phone", "Or call us. We do the form with you."),
        ),
    ),
    "sent_before": Easy(
        title="Your form is with us",
        ideas=(
            Idea("letter-sent", "You have sent the form. The team has it."),
            Idea("number-card", "You can see its letters and numbers again."),
        ),
    ),
    "too_many": Easy(
        title="Please wait a little",
        ideas=(
            Idea("clock", "Please try again in one hour."),
            Idea("save", "Your answers are safe."),
            Idea("phone", "Do not want to wait? Call us. We help you now."),
        ),
    ),
    "track_disagree": Easy(
        title="Say that you do not agree",
        ideas=(
            Idea("pen", "Tell us what you think is wrong."),
            Idea("team", "The team reads it. We tell you that we have it."),
            Idea("happy", "Your help does not get worse."),
        ),
    ),
    "disagree": Easy(
        title="If you do not agree",
        ideas=(
            Idea("phone", "Call the team. Ask why. Ask them to look again."),
            Idea("team", "Somebody new looks at it with the team."),
            Idea("two-people", "You can have an advocate. An advocate is on your side."),
            Idea("letter", "You can complain. The team tells you how."),
        ),
    ),
    "help": Easy(
        title="Help",
        ideas=(
            Idea("list", "We have a list of people who may need more help. It is called the register."),
            Idea("home", "We want people to live well at home, and not in hospital."),
            Idea("rating-green", "Green: things go well."),
            Idea("rating-amber", "Amber: things get harder. Help comes soon."),
            Idea("rating-red", "Red: things are very hard. Help comes now."),
            Idea("rating-blue", "Blue: in hospital now. We plan the way home."),
            Idea("meeting", "A review is a meeting about your care. You can say no to it."),
            Idea("two-people", "Not happy? Call the team. Somebody can help you to say it."),
        ),
    ),
}

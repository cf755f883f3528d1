"""The words of every letter, once: standard letters and easy read are drawn from the same. Pure.

Each says what it is, what happens next and by when, whom to ask, and how to disagree (domain reference
13.1, T22). It is held to the rules of easy read: a test reads every one of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from config.easy import Idea
from dsr.days import plain_with_weekday
from referrals.statuses import TO_BE_TOLD, State
from referrals.telling import About


@dataclass(frozen=True)
class Facts:
    """What a letter is made from. `you`: it goes to the person; else to whoever sent the form.

    `asked` are the team's own words: the reason of a decision, or what is missing. `little`: they are told
    that it was dealt with, never how, because the answer would show who is on the register.
    """

    you: bool
    sent_it: bool
    name: str
    reference: str
    area: str
    phone: str
    hours: str
    crisis: str
    site: str
    read_by: date
    talk_by: date
    decide_by: date
    answer_by: date
    decided_on: date | None = None
    state: str = ""
    asked: str = ""
    signposts: tuple[str, ...] = ()
    little: bool = False


@dataclass(frozen=True)
class Part:
    """A heading and its ideas; `said` are words of the team's own, set apart, and `items` a list."""

    heading: str
    ideas: tuple[Idea, ...] = ()
    said: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letter:
    """One letter: what stands over it, and its parts."""

    title: str
    parts: tuple[Part, ...]


WHAT, NEXT = "What this is", "What happens next"
ASK, DISAGREE, DANGER = "Who to ask", "If you do not agree", "If it cannot wait"
NO_TOO, MORE_TIME = "We tell you when it is no, too.", "It is fine if you need more time."
LITTLE = "little"
Words = Callable[[Facts], tuple[str, tuple[Part, ...]]]


def letter(about: About, facts: Facts) -> Letter:
    """The letter about this, with what every letter ends with."""
    title, parts = WORDS[_key(about, facts)](facts)
    return Letter(title, (*parts, _ask(facts), _disagree(facts), _danger(facts)))


def _key(about: About, facts: Facts) -> str:
    if about is not About.OUTCOME:
        return about
    return LITTLE if facts.little and facts.state in TO_BE_TOLD else facts.state


def _i(picture: str, words: str) -> Idea:
    return Idea(picture, words)


def _form(facts: Facts) -> Idea:
    if facts.sent_it:
        return _i("form", "You sent us a form.")
    return _i("form", "Somebody who knows you sent us a form. It is about you.")


def _number(facts: Facts) -> Idea:
    return _i("number-card", f"The number of the form is {facts.reference}.")


def _receipt(facts: Facts) -> tuple[str, tuple[Part, ...]]:
    next_ideas = (
        _i("eye", f"We read the form by {plain_with_weekday(facts.read_by)}."),
        _i("talk", f"We talk with you by {plain_with_weekday(facts.talk_by)}."),
        _i("letter", f"We tell you what we decide by {plain_with_weekday(facts.decide_by)}. " + NO_TOO),
    )  # fmt: skip
    what = (_form(facts), _i("tick", "We have it. Thank you."), _number(facts))
    return "We have the form", (Part(WHAT, what), Part(NEXT, next_ideas))


def _consent(facts: Facts) -> tuple[str, tuple[Part, ...]]:
    whose = "You" if facts.you else "The person"
    what = (
        _form(facts),
        _i("list", "There is a list of people who may need more help. We call it the register."),
        _i("support", "The list helps us to get the right help early."),
        _i("eye", "Only people who help can see it."),
    )
    choice = (
        _i("yes-hand", f"{whose} can say yes."),
        _i("no-hand", f"{whose} can say no. All other help stays the same."),
        _i("change-mind", f"{whose} can change it on any day."),
    )
    steps = (
        _i("calendar", f"Please tell us by {plain_with_weekday(facts.answer_by)}. " + MORE_TIME),
        _i("computer", f"Go to {facts.site}/consent/ to say yes or no."),
        _number(facts),
        _i("phone", f"Or call us: {facts.phone}. We fill it in with you."),
    )  # fmt: skip
    title = "We need your yes or no" if facts.you else "We need a yes or a no"
    return title, (Part(WHAT, what), Part("The choice", choice), Part(NEXT, steps))


def _more(facts: Facts) -> tuple[str, tuple[Part, ...]]:
    what = (_form(facts), _number(facts), _i("question", "We need to know more. This is what we ask:"))
    steps = (
        _i("calendar", f"Please tell us by {plain_with_weekday(facts.answer_by)}."),
        _i("phone", f"Call us: {facts.phone}. Or write to us."),
        _i("wait", "We go on with the form while we wait."),
    )
    return "We ask you for more", (Part(WHAT, what, said=facts.asked), Part(NEXT, steps))


def _decided(facts: Facts) -> tuple[Idea, ...]:
    day = f" on {plain_with_weekday(facts.decided_on)}" if facts.decided_on else ""
    return (_form(facts), _number(facts), _i("meeting", f"The {facts.area} team decided{day}."))


def _accepted(facts: Facts) -> tuple[str, tuple[Part, ...]]:
    who = "You are" if facts.you else "The person is"
    what = (*_decided(facts), _i("tick", f"We said yes. {who} on the register now."))
    steps = (
        _i("meeting", "The team meets soon. It looks at what help comes first."),
        _i("talk", "Somebody from the team calls you."),
        _i("eye", "Only people who help can see what we write."),
        _i("change-mind", "Do you want to come off the list? You can, on any day. Call us."),
    )
    return "We said yes", (Part(WHAT, what), Part("Why", said=facts.asked), Part(NEXT, steps))


def _declined(facts: Facts) -> tuple[str, tuple[Part, ...]]:
    what = (*_decided(facts), _i("cross", "We said no, not now."))
    again = (_i("form", "Have things changed? You can send a form again on any day."),)
    helps = (Part("What else can help", items=facts.signposts),) if facts.signposts else ()
    return "We said no, not now", (
        Part(WHAT, what),
        Part("Why", said=facts.asked),
        *helps,
        Part(NEXT, again),
    )


def _dealt_with(facts: Facts) -> tuple[str, tuple[Part, ...]]:
    what = (
        _form(facts),
        _number(facts),
        _i("tick", "The team has dealt with it. It went to whoever needs to know."),
    )
    steps = (
        _i("eye", "We never tell who is on the register. So we cannot say more here."),
        _i("form", "Has something changed again? Send another form, or call us."),
    )
    return "There is news about your form", (Part(WHAT, what), Part(NEXT, steps))


def _passed_on(facts: Facts) -> tuple[str, tuple[Part, ...]]:
    what = (
        _form(facts),
        _number(facts),
        _i("map", f"The {facts.area} team has the form now. It is the right team."),
    )
    steps = (
        _i("go-on", "You do not have to do anything. The number stays the same."),
        _i("letter", f"The team tells you what it decides by {plain_with_weekday(facts.decide_by)}."),
    )
    return "Another team has the form now", (Part(WHAT, what), Part(NEXT, steps))


def _withdrawn(facts: Facts) -> tuple[str, tuple[Part, ...]]:
    what = (_form(facts), _number(facts), _i("stop", "You took it back. We stopped our work on it."))
    steps = (_i("change-mind", "Was that a mistake? Call us. We open the form again."),)
    return "You took the form back", (Part(WHAT, what), Part(NEXT, steps))


def _ask(facts: Facts) -> Part:
    return Part(ASK, (_i("phone", f"Call the team: {facts.phone}. {facts.hours}."),))


def _disagree(facts: Facts) -> Part:
    ideas = (
        _i("talk", "Tell us that you do not agree. We look at it again."),
        _i("support", "You can have an advocate. They are on your side and work for no one else."),
        _i("papers", f"Read how to complain: {facts.site}/help/disagree/"),
    )
    return Part(DISAGREE, ideas)


def _danger(facts: Facts) -> Part:
    ideas = (
        _i("danger", "Is somebody in danger now? Call 999."),
        _i("crisis-phone", f"In a crisis, call 111 and choose option 2. Or call {facts.crisis}."),
    )
    return Part(DANGER, ideas)


WORDS: dict[str, Words] = {
    About.RECEIPT: _receipt,
    About.CONSENT_NEEDED: _consent,
    About.MORE: _more,
    About.PASSED_ON: _passed_on,
    About.WITHDRAWN: _withdrawn,
    State.ACCEPTED: _accepted,
    State.DECLINED: _declined,
    State.WITHDRAWN: _withdrawn,
    LITTLE: _dealt_with,
}

"""Why a form is not accepted, what else can help then, and who hears of it. Pure: tables, and no more.

The codes are those of the domain reference 4.4 [D]; the signposts are first words that whoever decides
may change for this one form.
"""

from enum import StrEnum


class Code(StrEnum):
    """Why the answer is no."""

    NOT_ELIGIBLE = "not_eligible"
    CONSENT_REFUSED = "consent_refused"
    REDIRECTED = "redirected"
    DUPLICATE = "duplicate"
    NOT_REAL = "not_real"


CODES = {
    Code.NOT_ELIGIBLE: "No: this list is not the right help for them",
    Code.CONSENT_REFUSED: "No: they, or whoever decides for them, said no",
    Code.REDIRECTED: "No: another place is the right one, and has no team here",
    Code.DUPLICATE: "No: another form about the same person is being worked on",
    Code.NOT_REAL: "No: it was not sent by a person, or is about nobody",
}
SHORT = {
    Code.NOT_ELIGIBLE: "Not the right help",
    Code.CONSENT_REFUSED: "They said no",
    Code.REDIRECTED: "Sent to the right place",
    Code.DUPLICATE: "A second form",
    Code.NOT_REAL: "Not real",
}

# What else can help. One line, one place.
SIGNPOSTS: dict[Code, tuple[str, ...]] = {
    Code.NOT_ELIGIBLE: (
        "Your GP can arrange other help, and an assessment for a learning disability or autism.",
        "NHS Talking Therapies help with low mood and worry. You can ask them yourself.",
        "Your council can look at what care and support you need. Ask for adult or children’s social care.",
        "If things change, send another form at any time.",
    ),
    Code.CONSENT_REFUSED: (
        "Saying no changes nothing about other care.",
        "You can say yes later, on any day. Call us or send another form.",
        "An advocate can help you to think about it. They work for you and for no one else.",
    ),
    Code.REDIRECTED: (
        "The NHS body where the person lives keeps the list there. Your GP can tell you which one it is.",
        "Send them the same form. We can help you with it.",
        "If they do not answer you, tell us.",
    ),
    Code.DUPLICATE: (
        "We already have a form about this person and are working on it.",
        "What you wrote is read together with it. You do not have to send it again.",
    ),
    Code.NOT_REAL: ("If you did send this form, please call us. We look at it again at once.",),
}


def signposts(code: Code) -> str:
    """The first words of what else can help, a line each."""
    return "\n".join(SIGNPOSTS[code])


# A form that nobody sent has nobody to be told but the address it gave; about a second form only its
# sender hears, since the person hears of the first. Everybody else is told, also when it is no.
ONLY_THE_SENDER = (Code.DUPLICATE, Code.NOT_REAL)
# Only of this kind of "no" it can turn out that it was wrong about the form itself.
TAKEN_BACK = (Code.NOT_REAL,)

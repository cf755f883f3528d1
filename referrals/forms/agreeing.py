"""Questions about agreement, about who must not know, and the one that is for the person alone."""

from config.nhsuk.fields import NHSCheckboxesField, NHSRadiosField, NHSTextareaField
from referrals import options, organisations
from referrals.choices import choices
from referrals.forms.asked import StepForm
from referrals.sheets.agreeing import agreement_options
from referrals.whom import OWN_DECISION, age, fitting, is_under, somebody_helps


class Agreed(StepForm):
    agreement = NHSRadiosField(choices=[])

    page_heading = "agreement"
    error_words = {"agreement": {"required": "Choose what fits best"}}

    def prepare(self) -> None:
        self.offer("agreement", agreement_options(self.answers))
        if not self.easy:
            self.hints = {"agreement": self.voice.say(self._about_agreeing())}

    def _about_agreeing(self) -> str:
        young = is_under(OWN_DECISION)(self.answers)
        if not somebody_helps(self.answers):
            return f"{MINE} {MINE_YOUNG}" if young else MINE
        known = age(self.answers)
        return f"{THEIRS} {THEIRS_YOUNG if young else THEIRS_NOT_KNOWN if known is None else THEIRS_OLDER}"


MINE = "That our team reads this form and talks with you. Everything else we ask you later, one by one."
MINE_YOUNG = (
    "You are under 16, and you can ask for help yourself. "
    "We do not ring your parents without talking with you first."
)
THEIRS = "That our team reads this form and gets in touch. You can send it whatever the answer is."
THEIRS_YOUNG = "You know {who} best. We still ask {who}, in a way that suits {them}."
THEIRS_OLDER = "From 16 on people decide this themselves. So we ask {who} before anything else happens."
THEIRS_NOT_KNOWN = "From 16 on people decide this themselves. Then we ask {who} before anything else happens."


class Sharing(StepForm):
    not_share_with = NHSCheckboxesField(choices=[], required=False)
    not_share_words = NHSTextareaField(max_length=1000, rows=2, required=False)

    page_heading = "not_share_with"
    labels = {"not_share_words": "Anybody else, or a reason"}
    hints = {
        "not_share_with": "We ask before we tell anybody. Tick who must not know at all.",
        "not_share_words": "For example: not my old school. You need no reason.",
    }
    error_words = {"not_share_words": "what you write"}

    def prepare(self) -> None:
        kinds = fitting(organisations.ORGANISATIONS, organisations.AGES, age(self.answers))
        self.offer("not_share_with", kinds)


class Wants(StepForm):
    """For the person alone: it says "you" to them, whoever fills in the rest."""

    wants_this = NHSRadiosField(choices=choices(options.WANTS), required=False)
    wants_words = NHSTextareaField(max_length=2000, rows=3, required=False)

    page_heading = "wants_this"
    labels = {"wants_words": "Is there something only we should know?"}
    hints = {
        "wants_this": "This is your own question. Whoever helps you does not see your answer.",
        "wants_words": "You can leave this empty.",
    }
    error_words = {"wants_words": "what you write"}
    autocomplete = {"wants_words": "off"}

"""What each public form is handled with: its pages, its words, how it is read out, and who sends it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.models import Area
from config.easy import Easy
from referrals import actions
from referrals.easy_words import CONSENT_FORM as EASY_CONSENT_FORM
from referrals.easy_words import SELF_REFERRAL as EASY_SELF_REFERRAL
from referrals.easy_words import self_referral_variants
from referrals.forms.asked import StepForm
from referrals.forms.consent_form import FORMS as CONSENT_FORMS
from referrals.forms.self_referral import FORMS as SELF_REFERRAL_FORMS
from referrals.models import ConsentForm, Referral
from referrals.sheets.consent_form import CONSENT_FORM
from referrals.sheets.consent_form_lines import LINES as CONSENT_FORM_LINES
from referrals.sheets.self_referral import SELF_REFERRAL
from referrals.sheets.self_referral_lines import LINES as SELF_REFERRAL_LINES
from referrals.steps import Answers, Kind, Sheet, Step
from referrals.styles import Style
from referrals.summary import Line


@dataclass(frozen=True)
class Handling:
    """Everything that differs from form to form; the pages ask for it and are the same for all.

    `name` is what it is called on paper; `variants` names which of a step's easy words fit these answers, the
    closest first ("agreement/young"). `send` is the action that turns a draft into what is kept, `sent` finds
    what was sent by its id, and `team_page` is where the team goes on with it.
    """

    sheet: Sheet
    name: str
    forms: Mapping[str, type[StepForm]]
    easy: Mapping[str, Easy]
    variants: Callable[[Answers], tuple[str, ...]]
    lines: tuple[Line, ...]
    send: Callable[..., Any]
    sent: Callable[[UUID], Any]
    team_page: str

    def form(
        self, step: Step, answers: Answers, areas: Iterable[Area], style: Style, data: Any = None
    ) -> StepForm:
        """The form of a step, with what was answered before, or with what was just sent."""
        easy = self.easy_words(step.key, answers) if style is Style.EASY else None
        made = self.forms[step.form]
        return made(data, sheet=self.sheet, step=step, answers=answers, areas=areas, easy=easy)

    def easy_words(self, step: str, answers: Answers) -> Easy | None:
        """A step in easy read: in the words for whoever fills it in, else in those for everybody."""
        keys = [*(f"{step}/{variant}" for variant in self.variants(answers)), step]
        return next((self.easy[key] for key in keys if key in self.easy), None)

    def page_words(self, page: str, style: Style) -> Easy | None:
        """A page that asks nothing ("begin", "check", "sent") in easy read, or None for standard words."""
        return self.easy.get(page) if style is Style.EASY else None


PAGES = ("begin", "check", "sent")  # with words of their own in easy read, beside the steps


def alike_for_all(answers: Answers) -> tuple[str, ...]:
    """Easy words that are the same whoever answers."""
    return ()


def _referral(pk: UUID) -> Referral | None:
    return Referral.objects.select_related("area").filter(pk=pk).first()


def _consent_form(pk: UUID) -> ConsentForm | None:
    return ConsentForm.objects.select_related("area").filter(pk=pk).first()


HANDLED: dict[Kind, Handling] = {
    Kind.SELF: Handling(
        sheet=SELF_REFERRAL,
        name="Ask for support",
        forms=SELF_REFERRAL_FORMS,
        easy=EASY_SELF_REFERRAL,
        variants=self_referral_variants,
        lines=SELF_REFERRAL_LINES,
        send=actions.send_draft,
        sent=_referral,
        team_page="referral",
    ),
    Kind.CONSENT: Handling(
        sheet=CONSENT_FORM,
        name="Say yes or no",
        forms=CONSENT_FORMS,
        easy=EASY_CONSENT_FORM,
        variants=alike_for_all,
        lines=CONSENT_FORM_LINES,
        send=actions.send_consent_draft,
        sent=_consent_form,
        team_page="consent-form",
    ),
}

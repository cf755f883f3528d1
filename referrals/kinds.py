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

    `send` is the action that turns a draft into what is kept; `sent` finds what was sent by its id.
    """

    sheet: Sheet
    forms: Mapping[str, type[StepForm]]
    easy: Mapping[str, Easy]
    lines: tuple[Line, ...]
    send: Callable[..., Any]
    sent: Callable[[UUID], Any]

    def form(
        self, step: Step, answers: Answers, areas: Iterable[Area], style: Style, data: Any = None
    ) -> StepForm:
        """The form of a step, with what was answered before, or with what was just sent."""
        easy = self.easy.get(step.key) if style is Style.EASY else None
        made = self.forms[step.form]
        return made(data, sheet=self.sheet, step=step, answers=answers, areas=areas, easy=easy)


def _referral(pk: UUID) -> Referral | None:
    return Referral.objects.select_related("area").filter(pk=pk).first()


def _consent_form(pk: UUID) -> ConsentForm | None:
    return ConsentForm.objects.select_related("area").filter(pk=pk).first()


HANDLED: dict[Kind, Handling] = {
    Kind.SELF: Handling(
        sheet=SELF_REFERRAL,
        forms=SELF_REFERRAL_FORMS,
        easy=EASY_SELF_REFERRAL,
        lines=SELF_REFERRAL_LINES,
        send=actions.send_draft,
        sent=_referral,
    ),
    Kind.CONSENT: Handling(
        sheet=CONSENT_FORM,
        forms=CONSENT_FORMS,
        easy=EASY_CONSENT_FORM,
        lines=CONSENT_FORM_LINES,
        send=actions.send_consent_draft,
        sent=_consent_form,
    ),
}

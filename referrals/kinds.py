"""What each public form is handled with: its pages, its words, how it is read out, and who sends it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from accounts.actions import PUBLIC_FORM, automatic_user
from accounts.models import Area, User
from config.easy import Easy
from referrals import actions, confirming, signed_in
from referrals.easy_words import CONSENT_FORM as EASY_CONSENT_FORM
from referrals.easy_words import FLAG as EASY_FLAG
from referrals.easy_words import SELF_REFERRAL as EASY_SELF_REFERRAL
from referrals.easy_words import self_referral_variants
from referrals.forms.asked import StepForm
from referrals.forms.consent_form import FORMS as CONSENT_FORMS
from referrals.forms.flag import FORMS as FLAG_FORMS
from referrals.forms.flag_person import FORMS as FLAG_PERSON_FORMS
from referrals.forms.self_referral import FORMS as SELF_REFERRAL_FORMS
from referrals.models import ConsentForm, Referral
from referrals.sheets import consent_form_lines, flag_lines, self_referral_lines
from referrals.sheets.consent_form import CONSENT_FORM
from referrals.sheets.flag import FLAG
from referrals.sheets.self_referral import SELF_REFERRAL
from referrals.steps import Answers, Kind, Sheet, Step
from referrals.styles import Style
from referrals.summary import Line

# Told the page, the draft, the answers and a step's valid form: what is kept of it, or None when the form
# has been given an error after all.
Judge = Callable[[HttpRequest, UUID, Answers, StepForm], dict[str, Any] | None]


def _nothing(request: HttpRequest, draft: UUID | None) -> Answers:
    return {}


def _public_hand(request: HttpRequest) -> User:
    return automatic_user(PUBLIC_FORM)


@dataclass(frozen=True)
class Handling:
    """Everything that differs from form to form; the pages ask for it and are the same for all.

    `name` is what it is called on paper; `variants` names which of a step's easy words fit these answers, the
    closest first ("agreement/young"). `send` is the action that turns a draft into what is kept, `sent` finds
    what was sent by its id, and `team_page` is where the team goes on with it. `for_the_team` heads the
    parts, and `asked_of` says which questions a form that was sent led to, when that matters to its readers.
    `judges` look at a step's valid answer once more, by the step's key. `known` is what is known without
    asking of whoever fills in a draft, and `hand` who signs it.
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
    for_the_team: Sequence[str]
    asked_of: Callable[[Mapping[str, Any], int | None], set[str]] | None = None
    judges: Mapping[str, Judge] = field(default_factory=dict)
    known: Callable[[HttpRequest, UUID | None], Answers] = _nothing
    hand: Callable[[HttpRequest], User] = _public_hand

    def judged(
        self, request: HttpRequest, step: Step, draft: UUID, answers: Answers, form: StepForm
    ) -> dict[str, Any] | None:
        """What is kept of a valid answer, or None when it is refused after all."""
        judge = self.judges.get(step.key)
        return judge(request, draft, answers, form) if judge else form.kept()

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


def alike_for_all(answers: Answers) -> tuple[str, ...]:
    """Easy words that are the same whoever answers."""
    return ()


def _referral(pk: UUID) -> Referral | None:
    return Referral.objects.select_related("area").filter(pk=pk).first()


def _consent_form(pk: UUID) -> ConsentForm | None:
    return ConsentForm.objects.select_related("area").filter(pk=pk).first()


# Where a professional is asked as a family is, the page is the same.
FORMS_OF_A_FLAG = {**SELF_REFERRAL_FORMS, **FLAG_PERSON_FORMS, **FLAG_FORMS}


HANDLED: dict[Kind, Handling] = {
    Kind.SELF: Handling(
        sheet=SELF_REFERRAL,
        name="Ask for support",
        forms=SELF_REFERRAL_FORMS,
        easy=EASY_SELF_REFERRAL,
        variants=self_referral_variants,
        lines=self_referral_lines.LINES,
        send=actions.send_draft,
        sent=_referral,
        team_page="referral",
        for_the_team=self_referral_lines.FOR_THE_TEAM,
        asked_of=self_referral_lines.asked_of,
    ),
    Kind.CONSENT: Handling(
        sheet=CONSENT_FORM,
        name="Say yes or no",
        forms=CONSENT_FORMS,
        easy=EASY_CONSENT_FORM,
        variants=alike_for_all,
        lines=consent_form_lines.LINES,
        send=actions.send_consent_draft,
        sent=_consent_form,
        team_page="consent-form",
        for_the_team=consent_form_lines.FOR_THE_TEAM,
    ),
    Kind.FLAG: Handling(
        sheet=FLAG,
        name="Flag somebody",
        forms={step.form: FORMS_OF_A_FLAG[step.form] for step in FLAG.steps},
        easy=EASY_FLAG,
        variants=alike_for_all,
        lines=flag_lines.LINES,
        send=actions.send_flag,
        sent=_referral,
        team_page="referral",
        for_the_team=flag_lines.FOR_THE_TEAM,
        asked_of=flag_lines.asked_of,
        judges={"work-email": confirming.judge_address, "code": confirming.judge_code},
        known=signed_in.answers_of_account,
        hand=signed_in.hand_of,
    ),
}

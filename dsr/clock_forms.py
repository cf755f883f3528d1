"""The words of questions about deadlines: why not now, the plan for growing up, the whole register."""

from typing import Any

from config.nhsuk.fields import NHSDateField, NHSRadiosField, NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm
from dsr.models import PauseReason

AGAIN = "again"


class NotNowForm(NHSForm):
    """Why something cannot be done now, or that it can again."""

    reason = NHSRadiosField(choices=PauseReason.choices)
    words = NHSTextareaField(max_length=1000, rows=3, required=False)
    legends = {"reason": "What stands in its way?"}
    labels = {"words": "In a few words"}
    hints = {
        "reason": "The day it is due stays. The reason stands beside it until it is done, or you end it.",
        "words": "Needed for another reason. Colleagues who may read notes see it.",
    }
    error_words = {"reason": {"required": "Choose what stands in its way"}}

    def __init__(self, *args: Any, paused: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if paused:
            again = [(AGAIN, "Nothing any more: it can be done")]
            self.fields["reason"].choices = [*again, *PauseReason.choices]

    def clean(self) -> dict[str, Any]:
        """Words with nothing in the way have nowhere to stand, and are not thrown away in silence."""
        given = super().clean() or self.cleaned_data
        if given.get("reason") == AGAIN and given.get("words"):
            self.add_error("words", "Nothing is kept with “Nothing any more”. Write these words as a note")
        return given


class PlanStepForm(NHSForm):
    """The next step of a plan for growing up."""

    what = NHSTextareaField(max_length=1000, rows=3)
    who = NHSTextField(max_length=200)
    by_day = NHSDateField(not_past=True)
    labels = {"what": "What happens next?", "who": "Who does it?"}
    legends = {"by_day": "By when?"}
    hints = {
        "what": "For example: visit two colleges, meet the adults’ team, write down who decides from 18.",
        "who": "A name and where they work.",
    }
    error_words = {
        "what": {"required": "Say what happens next"},
        "who": {"words": "who does it", "required": "Say who does it"},
        "by_day": "the day by which it is done",
    }


class WholeReviewForm(NHSForm):
    """Everybody on a register was looked at."""

    on = NHSDateField(not_future=True)
    words = NHSTextareaField(max_length=1000, rows=3, required=False)
    legends = {"on": "When was the whole register gone through?"}
    labels = {"words": "Who was there, and what came up"}
    hints = {"words": "It may stay empty. No names of people on the register."}
    error_words = {"on": "the day"}

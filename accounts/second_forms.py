"""The words of judging an emergency access, and of deciding as the second person."""

from typing import Any

from accounts import emergency
from config.nhsuk.fields import NHSRadiosField, NHSTextareaField
from config.nhsuk.forms import NHSForm


class JudgeForm(NHSForm):
    """What whoever reviews an emergency access finds."""

    verdict = NHSRadiosField(choices=list(emergency.VERDICT_LABELS.items()))
    words = NHSTextareaField(max_length=2000, rows=4)

    legends = {"verdict": "What do you find?"}
    labels = {"words": "Why?"}
    hints = {"words": "Kept with your name. What did you ask, and whom?"}
    item_hints = {
        "verdict": {
            emergency.Verdict.JUSTIFIED: "The record was needed, then and for this.",
            emergency.Verdict.NOT_JUSTIFIED: "Your area’s rules on misuse apply, and the person may know.",
            emergency.Verdict.FOLLOW_UP: "You need to ask more. It stays on the list until you judge again.",
        }
    }
    error_words = {
        "verdict": {"required": "Choose what you find"},
        "words": {"words": "the reason", "required": "Say why"},
    }


class DecideForm(NHSForm):
    """The second person's answer."""

    answer = NHSRadiosField(
        choices=[("agree", "I agree: do it now"), ("refuse", "No, this is not to be done")]
    )
    words = NHSTextareaField(max_length=2000, rows=3, required=False)

    legends = {"answer": "Do you agree?"}
    labels = {"words": "Why?"}
    hints = {"words": "Needed when you say no. Whoever asked reads it."}
    error_words = {"answer": {"required": "Say whether you agree"}, "words": "the reason"}

    def clean(self) -> dict[str, Any]:
        """A no has its reason."""
        found = super().clean() or self.cleaned_data
        if found.get("answer") == "refuse" and not found.get("words", "").strip():
            self.add_error("words", "Say why not")
        return found

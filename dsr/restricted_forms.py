"""The words of questions about who may open a restricted record, and about the oversight panel."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from config.nhsuk.fields import NHSCheckboxesField, NHSChoiceField, NHSDateField, NHSTextareaField
from config.nhsuk.forms import NHSForm

WHY = "The people on the list read this. Do not write an address here."


def _by_name_and_role(colleagues: Mapping[User, str]) -> list[tuple[str, str]]:
    """Each with what they do here: a name alone does not tell whether they need the record."""
    return [(str(user.pk), f"{user.name}, {does}") for user, does in colleagues.items()]


class RestrictForm(NHSForm):
    """Restrict a record: why, and who may still open it."""

    why = NHSTextareaField(max_length=500, rows=3)
    allowed = NHSCheckboxesField(choices=[], required=False)
    labels = {"why": "Why is this record to be restricted?"}
    legends = {"allowed": "Who else may still open it?"}
    hints = {
        "why": f"For example: a colleague’s own family. {WHY}",
        "allowed": "You keep your own access. Everybody else no longer finds this person anywhere.",
    }
    error_words = {"why": {"words": "the reason", "required": "Say why"}}

    def __init__(self, *args: Any, colleagues: Mapping[User, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.users = {str(user.pk): user for user in colleagues}
        self.fields["allowed"].choices = _by_name_and_role(colleagues)

    def facts(self) -> dict[str, Any]:
        """What `restrict` asks for."""
        found = self.cleaned_data
        return {"why": found["why"], "allowed": [self.users[key] for key in found["allowed"]]}


class GrantForm(NHSForm):
    """Let one more colleague open it."""

    user = NHSChoiceField()
    why = NHSTextareaField(max_length=500, rows=2)
    to_day = NHSDateField(required=False)
    labels = {"user": "Colleague", "why": "Why do they need it?"}
    legends = {"to_day": "Until when?"}
    hints = {"why": WHY, "to_day": "Leave it empty if there is no last day."}
    error_words = {
        "user": {"required": "Choose a colleague"},
        "why": {"words": "the reason", "required": "Say why they need it"},
        "to_day": "the last day",
    }

    def __init__(self, *args: Any, colleagues: Mapping[User, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.users = {str(user.pk): user for user in colleagues}
        self.fields["user"].choices = [
            ("", "Choose somebody"),
            *_by_name_and_role(colleagues),
        ]

    def facts(self) -> dict[str, Any]:
        """What `grant_access` asks for."""
        found = self.cleaned_data
        return {"user": self.users[found["user"]], "why": found["why"], "to_day": found["to_day"]}


class WhyForm(NHSForm):
    """A reason."""

    why = NHSTextareaField(max_length=500, rows=3)
    labels = {"why": "Why?"}
    error_words = {"why": {"words": "the reason", "required": "Say why"}}


class EscalateForm(NHSForm):
    """Put a case before the oversight panel."""

    why = NHSTextareaField(max_length=500, rows=4)
    until = NHSDateField(required=False)
    labels = {"why": "What is the panel asked?"}
    legends = {"until": "Until when may the panel see it?"}
    hints = {
        "why": "The panel reads these words. Say what is stuck and what you need; no confidences.",
        "until": "For example the day after their meeting. Or leave it empty and close the case yourself.",
    }
    error_words = {
        "why": {"words": "what the panel is asked", "required": "Say what the panel is asked"},
        "until": "the last day",
    }

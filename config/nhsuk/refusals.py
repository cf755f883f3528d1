"""How a field says no: a sentence that begins with the thing asked for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst


def subject_of(field: forms.Field) -> str:
    """The thing asked for, to begin a sentence with."""
    return getattr(field, "subject", "") or capfirst(str(field.label or "Your answer"))


def refuse(field: forms.Field, code: str, words: str, **params: Any) -> ValidationError:
    """An error in the field's own words for the code, or in these."""
    message = str(field.error_messages.get(code, f"{subject_of(field)} {words}"))
    return ValidationError(message.replace("%", "%%") if params else message, code=code, params=params)

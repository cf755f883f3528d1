"""Every field of the design system. Their messages name the thing asked for (sentences.py)."""

from pathlib import PurePath
from typing import Any

from django import forms

from .date_fields import NHSDateField
from .refusals import refuse
from .text_fields import (
    NHSEmailField,
    NHSNumberField,
    NHSPasswordField,
    NHSTelephoneField,
    NHSTextareaField,
    NHSTextField,
    plain_nhs_number,
)

__all__ = [
    "NHSCheckboxField",
    "NHSCheckboxesField",
    "NHSChoiceField",
    "NHSDateField",
    "NHSEmailField",
    "NHSFileField",
    "NHSNumberField",
    "NHSPasswordField",
    "NHSRadiosField",
    "NHSTelephoneField",
    "NHSTextField",
    "NHSTextareaField",
    "NHSYesNoField",
    "plain_nhs_number",
]


class NHSChoiceField(forms.ChoiceField):
    """One answer from a drop-down list, for long lists only."""


class NHSRadiosField(forms.ChoiceField):
    """One answer from a few."""

    widget = forms.RadioSelect


class NHSYesNoField(forms.TypedChoiceField):
    """Yes or no, with neither chosen at first. The value is True, False or None."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("choices", [("yes", "Yes"), ("no", "No")])
        super().__init__(coerce=lambda value: value == "yes", empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class NHSCheckboxesField(forms.MultipleChoiceField):
    """Any number of answers."""

    widget = forms.CheckboxSelectMultiple


class NHSCheckboxField(forms.BooleanField):
    """One box to tick."""


class NHSFileField(forms.FileField):
    """A file. `accept` says which kinds by their ends: (".pdf", ".jpg"); `max_bytes` how big it may be."""

    def __init__(self, *, accept: tuple[str, ...] = (), max_bytes: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.accept, self.max_bytes = accept, max_bytes
        if not self.help_text:
            self.help_text = self.size_hint()

    def size_hint(self) -> str:
        """What can be chosen, in words."""
        kinds = f"{kinds_in_words(self.accept)}. " if self.accept else ""
        return f"{kinds}Up to {size_in_words(self.max_bytes)}." if self.max_bytes else kinds.strip()

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if data and self.accept and PurePath(data.name).suffix.lower() not in self.accept:
            raise refuse(self, "kind", f"must be {kinds_in_words(self.accept)}")
        if data and self.max_bytes and data.size > self.max_bytes:
            raise refuse(self, "too_big", f"must be {size_in_words(self.max_bytes)} or smaller")
        return file


def kinds_in_words(ends: tuple[str, ...]) -> str:
    """(".pdf", ".jpg") -> "PDF or JPG"."""
    names = [end.lstrip(".").upper() for end in ends]
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def size_in_words(size: int) -> str:
    """10000000 -> "10 MB"."""
    number, unit = (size / 1_000_000, "MB") if size >= 1_000_000 else (size / 1000, "KB")
    return f"{number:.1f}".removesuffix(".0") + f" {unit}"

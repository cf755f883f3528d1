"""Fields for text: tidied, without control characters. Names, telling, e-mail, telephone, NHS numbers."""

import re
from typing import Any

import nhs_number
from django import forms
from django.core.exceptions import ValidationError

from .refusals import refuse
from .text import UNUSUAL, browser_length, has_unusual_characters, on_one_line, tidy_text
from .widgets import TelephoneInput


class NHSTextField(forms.CharField):
    """One line of text: tidied, without control characters."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return self.empty_value
        text = str(value)
        if has_unusual_characters(text):
            raise ValidationError(self.error_messages.get("unusual", UNUSUAL), code="unusual")
        return self.shape(text) or self.empty_value

    def shape(self, text: str) -> str:
        """The one shape in which the text is kept."""
        return on_one_line(tidy_text(text))


class NHSTextareaField(NHSTextField):
    """Several lines of text. With `max_length` the page counts down, and counts as the server does."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int | None = None, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea({"rows": rows}))
        super().__init__(**kwargs)
        self.max_length = max_length  # no Django validator: it would count otherwise

    def shape(self, text: str) -> str:
        if self.max_length and max(browser_length(text), len(tidy_text(text))) > self.max_length:
            raise refuse(self, "max_length", f"must be {self.max_length:,} characters or fewer")
        return tidy_text(text)


class NHSEmailField(NHSTextField, forms.EmailField):
    """An e-mail address. It says autocomplete only when the form does: it is often somebody else's."""

    widget = forms.EmailInput


class NHSTelephoneField(NHSTextField):
    """A telephone number: any way of writing it that holds 3 to 20 digits (111, 01632 960 111 ext 4)."""

    widget = TelephoneInput

    def validate(self, value: str) -> None:
        super().validate(value)
        digits = re.sub(r"(?i)ext\w*\.?|[\s()+.\-\u2010-\u2015/]", "", value)
        if value and not (digits.isdecimal() and 3 <= len(digits) <= 20):
            raise refuse(self, "invalid_telephone", "must be a telephone number, like 01632 960 001")


class NHSPasswordField(forms.CharField):
    """A password: nothing is trimmed, it is never sent back, and a button shows it."""

    widget = forms.PasswordInput

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        token = "new-password" if new else "current-password"
        kwargs.setdefault("widget", forms.PasswordInput({"autocomplete": token}))
        super().__init__(strip=False, **kwargs)


NATIONAL_INSURANCE = re.compile(r"[A-Z]{2}[0-9]{6}[A-D]?", re.IGNORECASE)
SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212.]+")


class NHSNumberField(NHSTextField):
    """An NHS number, written any way; the value is its ten digits."""

    width = 10  # room for ten digits and two spaces, whatever the form says

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "NHS number")
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        self.words = "the NHS number" if self.label == "NHS number" else None

    def prepare_value(self, value: Any) -> Any:
        return plain_nhs_number(value) if isinstance(value, str) else value

    def shape(self, text: str) -> str:
        return SEPARATORS.sub("", super().shape(text))

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        if NATIONAL_INSURANCE.fullmatch(value):
            raise ValidationError(
                "This is a National Insurance number. Enter an NHS number: 10 digits, like 999 482 1172",
                code="national_insurance",
            )
        if not re.fullmatch(r"[0-9]{10}", value):
            raise refuse(self, "digits", "must have 10 digits, like 999 482 1172")
        if not nhs_number.is_valid(value):
            raise refuse(self, "check_digit", "is not right. Check each digit: one or more may be wrong")


def plain_nhs_number(number: str) -> str:
    """9994821172 -> 999 482 1172; anything else as it is."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if re.fullmatch(r"[0-9]{10}", number) else number

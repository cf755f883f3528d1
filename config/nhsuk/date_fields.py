"""A date in three boxes."""

import datetime
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from .dates import DateParts, DateProblem, read_date
from .refusals import refuse
from .widgets import DateBoxes

Day = datetime.date | Callable[[], datetime.date] | None


class NHSDateField(forms.Field):
    """A date in three boxes. Whatever was typed is kept, and only the wrong boxes are marked."""

    widget = DateBoxes

    def __init__(
        self,
        *,
        not_future: bool = False,
        not_past: bool = False,
        earliest: Day = None,
        latest: Day = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.not_future, self.not_past = not_future, not_past
        self.earliest, self.latest = earliest, latest

    def prepare_value(self, value: Any) -> DateParts:
        return DateParts.of(value)

    def to_python(self, value: Any) -> datetime.date | None:
        typed = DateParts.of(value)
        if typed.empty:
            return None
        try:
            return read_date(typed)
        except DateProblem as problem:
            raise refuse(self, problem.code, problem.words, parts=problem.parts) from None

    def validate(self, value: datetime.date | None) -> None:
        super().validate(value)
        if value:
            self.refuse_far_years(value)
            self.refuse_wrong_side(value)

    def refuse_far_years(self, value: datetime.date) -> None:
        """A year nobody means: a slip of the finger."""
        last = timezone.localdate().year + 20
        if not 1900 <= value.year <= last:
            raise refuse(self, "year", f"must have a year between 1900 and {last}", parts=("year",))

    def refuse_wrong_side(self, value: datetime.date) -> None:
        """Today counts as past and as future."""
        today, earliest, latest = timezone.localdate(), day_of(self.earliest), day_of(self.latest)
        if self.not_future and value > today:
            raise refuse(self, "future", "must be today or in the past")
        if self.not_past and value < today:
            raise refuse(self, "past", "must be today or in the future")
        if earliest and value < earliest:
            raise refuse(self, "too_early", f"must be {in_words(earliest)} or later")
        if latest and value > latest:
            raise refuse(self, "too_late", f"must be {in_words(latest)} or earlier")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def day_of(day: Day) -> datetime.date | None:
    return day() if callable(day) else day


def in_words(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"

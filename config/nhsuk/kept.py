"""Words that were typed before and are put back into the page's forms.

Whoever answers the request offers them for its duration; a form that is not sent yet takes up what
bears its names. Hidden fields, files and passwords never come from what was kept: a page's version
is always that of the fresh page.
"""

from collections.abc import Callable
from contextvars import ContextVar, Token
from functools import cached_property
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

Answers = dict[str, list[str]]


class KeptAnswers:
    """What was kept for this page. It is read when the first form asks, and not before."""

    def __init__(self, load: Callable[[], tuple[Answers, Any] | None]) -> None:
        self._load = load
        self._forms: list[forms.BaseForm] = []

    @cached_property
    def _found(self) -> tuple[MultiValueDict, Any] | None:
        found = self._load()
        return (MultiValueDict(found[0]), found[1]) if found else None

    @property
    def data(self) -> MultiValueDict | None:
        return self._found[0] if self._found else None

    @property
    def at(self) -> Any:
        """When it was kept."""
        return self._found[1] if self._found else None

    def stands_beside(self, form: forms.BaseForm) -> bool:
        """Whether anything was kept for this page at all; remembers the form that asked."""
        if self.data is None:
            return False
        self._forms.append(form)
        return True

    @property
    def is_shown(self) -> bool:
        """Whether a form on this page has taken up what was kept."""
        return any(fits(form, self.data) for form in self._forms)

    @property
    def without_files(self) -> bool:
        """Whether one of those forms also asks for a file, which cannot be kept."""
        return any(fits(form, self.data) and form.is_multipart() for form in self._forms)


OFFERED: ContextVar[KeptAnswers | None] = ContextVar("kept answers", default=None)


def offer(kept: KeptAnswers | None) -> Token:
    """Offer these answers to the forms of this page; give the token to `withdraw` when it is done."""
    return OFFERED.set(kept)


def withdraw(token: Token) -> None:
    OFFERED.reset(token)


def offered() -> KeptAnswers | None:
    """What is offered now, if anything."""
    return OFFERED.get()


def for_form(form: forms.BaseForm) -> MultiValueDict | None:
    """What a new form that nobody has sent may take up."""
    kept = None if form.is_bound else offered()
    return kept.data if kept and kept.stands_beside(form) else None


def takes(field: forms.Field) -> bool:
    """Whether this field may be filled from what was kept."""
    never = isinstance(field.widget, forms.FileInput | forms.PasswordInput)
    return not (never or field.disabled or field.widget.is_hidden)


def fits(form: forms.BaseForm, data: MultiValueDict | None) -> bool:
    """Whether any answer that was kept bears the name of a field of this form."""
    if data is None:
        return False
    return any(_was_sent(form, name, field, data) for name, field in form.fields.items() if takes(field))


def _was_sent(form: forms.BaseForm, name: str, field: forms.Field, data: MultiValueDict) -> bool:
    """A box that was not ticked is never sent, so only one that was ticked says something."""
    html_name = form.add_prefix(name)
    if isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple | forms.SelectMultiple):
        return html_name in data
    return not field.widget.value_omitted_from_data(data, {}, html_name)


def raw_answer(form: forms.BaseForm, name: str, field: forms.Field, data: MultiValueDict) -> tuple[bool, Any]:
    """(True, what was typed, as it was typed), or (False, None) when the field was not on the page."""
    html_name = form.add_prefix(name)
    if not takes(field) or field.widget.value_omitted_from_data(data, {}, html_name):
        return False, None
    return True, field.widget.value_from_datadict(data, {}, html_name)

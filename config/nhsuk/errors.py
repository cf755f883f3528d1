"""The list of what is wrong, at the top of the page; each line leads to the box to put right."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from .jinja import render
from .question import element_id, parts_in_error
from .reveals import in_page_order
from .widgets import DateBoxes

Checked = forms.BaseForm | forms.BaseFormSet


def has_errors(checked: Iterable[Checked | None]) -> bool:
    """Whether any of these forms or sets of forms was sent and is wrong."""
    return any(True for form in checked if form for _ in error_list(form))


def error_summary(checked: Iterable[Checked | None]) -> SafeString:
    """The design system's box for all of them together; nothing when nothing is wrong."""
    present = [form for form in checked if form]
    for form in present:
        # The form pack prints the summary only where the page did not.
        form.summary_shown = True  # type: ignore[union-attr]
    lines = [line for form in present for line in error_list(form)]
    title = "There is a problem"
    return render("error-summary", {"heading": title, "errorList": lines}) if lines else SafeString()


def error_list(checked: Checked) -> Iterator[dict[str, Any]]:
    """A line for every error, in the order of the page. What is wrong with the whole has no link."""
    if isinstance(checked, forms.BaseFormSet):
        if checked.is_bound:
            yield from ({"text": words} for words in checked.non_form_errors())
            for form in checked.forms:
                yield from error_list(form)
        return
    yield from ({"text": words} for words in checked.non_field_errors())
    for name in in_page_order(checked) if checked.errors else ():
        yield from field_errors(checked[name])


def field_errors(bound: forms.BoundField) -> Iterator[dict[str, Any]]:
    target = None if bound.is_hidden else f"#{first_box(bound)}"
    yield from ({"text": words, "href": target} for words in bound.errors)


def first_box(bound: forms.BoundField) -> str:
    """The id of the first box to put right."""
    if isinstance(bound.field.widget, DateBoxes):
        return f"{element_id(bound)}_{(parts_in_error(bound) or ('day',))[0]}"
    return element_id(bound)

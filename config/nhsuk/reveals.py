"""Questions that belong to an answer: shown inside it, asked only when it is chosen.

A form says so in `reveals`: {"number_known": {"yes": "nhs_number"}}. Plain Django forms have none.
"""

from collections.abc import Iterator
from typing import Any

from django import forms


def revealed_by(form: forms.BaseForm, name: str) -> dict[str, list[str]]:
    """For one question: each answer, and the names of the fields that it reveals."""
    answers = getattr(form, "reveals", {}).get(name, {})
    return {str(value): [held] if isinstance(held, str) else list(held) for value, held in answers.items()}


def revealed(form: forms.BaseForm) -> set[str]:
    """Every field that stands inside an answer."""
    return {
        held
        for name in getattr(form, "reveals", {})
        for names in revealed_by(form, name).values()
        for held in names
    }


def unasked(form: forms.BaseForm) -> set[str]:
    """The fields whose answer was not chosen, and whatever hangs on them in turn."""
    found: set[str] = set()
    for name in getattr(form, "reveals", {}):
        chosen = chosen_values(form[name], form[name].data)
        for value, names in revealed_by(form, name).items():
            if value not in chosen:
                found.update(*(with_inner(form, held) for held in names))
    return found


def with_inner(form: forms.BaseForm, name: str) -> Iterator[str]:
    """A field, and every field inside its answers. This is also the order on the page."""
    yield name
    for names in revealed_by(form, name).values():
        for held in names:
            yield from with_inner(form, held)


def chosen_values(bound: forms.BoundField, value: Any) -> set[str]:
    """The chosen answers of a question, as strings; a single box is "True" or "False"."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return {str(bool(value))}
    if isinstance(widget, forms.widgets.ChoiceWidget):
        return set(widget.format_value(value))
    return {str(value)}


def in_page_order(form: forms.BaseForm) -> list[str]:
    """The names of the fields as they stand on the page, from top to bottom."""
    helper = getattr(form, "helper", None)
    layout = getattr(helper, "layout", None)
    first = [pointer.name for pointer in layout.get_field_names()] if layout else []
    inside = revealed(form)
    outer = [name for name in dict.fromkeys([*first, *form.fields]) if name not in inside]
    return [name for top in outer if top in form.fields for name in with_inner(form, top)]

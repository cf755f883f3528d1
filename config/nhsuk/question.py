"""What every question has, of whatever kind: its words, its hint, its error, its id."""

from typing import Any

from django import forms
from django.forms.utils import pretty_name
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from .dates import PARTS
from .reveals import revealed

Params = dict[str, Any]


def form_words(bound: forms.BoundField, kind: str, otherwise: Any = None) -> Any:
    """What the form says about this field under labels, hints, widths and so on."""
    return getattr(bound.form, kind, {}).get(bound.name, otherwise)


def words(value: Any) -> Params | None:
    """Words as the macros take them: text, or HTML if somebody vouched for it."""
    if not value:
        return None
    return {"html": value} if hasattr(value, "__html__") else {"text": str(value)}


def heading(bound: forms.BoundField, shown: Any) -> Params:
    """A label or a legend, which on a page with one question is the page's heading."""
    said = words(shown) or {}
    if getattr(bound.form, "page_heading", None) == bound.name:
        if getattr(bound.form, "heading_above", False):
            return said | {"classes": "nhsuk-u-visually-hidden"}
        caption = getattr(bound.form, "page_caption", None)
        return said | {"size": "l", "isPageHeading": True, "caption": caption}
    if bound.name in revealed(bound.form):
        return said  # inside an answer the words are as light as the answer's own
    return said | {"size": getattr(bound.form, "label_size", "s")}


def label(bound: forms.BoundField) -> Params:
    return {"label": heading(bound, bound.label or pretty_name(bound.name))}


def legend(bound: forms.BoundField) -> Params:
    return {"fieldset": {"legend": heading(bound, form_words(bound, "legends") or bound.label)}}


def shared(bound: forms.BoundField) -> Params:
    """What every kind of question has."""
    return {
        "name": bound.html_name,
        "hint": words(form_words(bound, "hints") or bound.field.help_text),
        "errorMessage": error(bound),
        "disabled": bound.field.disabled or None,
    }


def error(bound: forms.BoundField) -> Params | None:
    """All that is wrong with the answer, a line each."""
    lines = format_html_join(SafeString("<br>"), "{}", ((words,) for words in bound.errors))
    return {"html": lines} if lines else None


def element_id(bound: forms.BoundField) -> str:
    return bound.auto_id or bound.html_name


def boxed(bound: forms.BoundField) -> Params:
    """What every box to type in has."""
    attrs = bound.field.widget.attrs
    token = form_words(bound, "autocomplete") or attrs.get("autocomplete")
    return shared(bound) | label(bound) | {"id": element_id(bound), "autocomplete": token}


def parts_in_error(bound: forms.BoundField) -> tuple[str, ...]:
    """The boxes of a date to mark: those that the error names, or all of them."""
    for problem in bound.errors.as_data():
        return (problem.params or {}).get("parts", PARTS)
    return ()


def one_after_another(parts: list[SafeString]) -> SafeString:
    return format_html_join("\n", "{}", ((part,) for part in parts))

"""From a bound field to the component that draws it, with its parameters."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.forms.utils import pretty_name
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from .dates import PARTS, DateParts
from .jinja import render
from .reveals import chosen_values, revealed, revealed_by
from .widgets import DateBoxes

Params = dict[str, Any]


def field_html(bound: forms.BoundField) -> SafeString:
    """A question, drawn with its hint, its error and the questions inside its answers."""
    if bound.is_hidden:
        return bound.as_widget()
    widget = bound.field.widget
    name, params = next(draw(bound) for kind, draw in KINDS if isinstance(widget, kind))
    return render(name, params | form_words(bound, "options", {}))


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


def text_input(bound: forms.BoundField) -> tuple[str, Params]:
    widget = bound.field.widget
    number = widget.input_type == "number"  # a number box scrolls away what was typed: text, with digits
    return "input", boxed(bound) | {
        "type": "text" if number else widget.input_type,
        "inputmode": widget.attrs.get("inputmode") or (number_keys(bound.field) if number else None),
        "value": widget.format_value(bound.value()),
        "width": form_words(bound, "widths") or getattr(bound.field, "width", None),
        "spellcheck": spellcheck(widget),
    }


def number_keys(field: forms.Field) -> str:
    return "decimal" if isinstance(field, (forms.DecimalField, forms.FloatField)) else "numeric"


def spellcheck(widget: forms.Widget) -> bool | None:
    """An address or a number is not a word: no red line under it."""
    off = widget.attrs.get("spellcheck") == "false" or widget.input_type in ("email", "tel", "url", "number")
    return False if off else None


def password_input(bound: forms.BoundField) -> tuple[str, Params]:
    return "password-input", boxed(bound)


def textarea(bound: forms.BoundField) -> tuple[str, Params]:
    widget, most = bound.field.widget, getattr(bound.field, "max_length", None)
    params = boxed(bound) | {"rows": widget.attrs.get("rows"), "value": widget.format_value(bound.value())}
    if not most:
        return "textarea", params
    told = f"You can enter up to {most:,} characters"
    return "character-count", params | {"maxlength": most, "textareaDescriptionText": told}


def file_upload(bound: forms.BoundField) -> tuple[str, Params]:
    accept = ",".join(getattr(bound.field, "accept", ())) or None
    many = getattr(bound.field.widget, "allow_multiple_selected", False)
    return "file-upload", boxed(bound) | {"multiple": many, "attributes": {"accept": accept}}


def select(bound: forms.BoundField) -> tuple[str, Params]:
    chosen = chosen_values(bound, bound.value())
    items = [
        {"value": value, "text": f"{group}: {text}" if group else text, "selected": value in chosen}
        for group, value, text in choices(bound)
    ]
    return "select", boxed(bound) | {"items": items}


def radios(bound: forms.BoundField) -> tuple[str, Params]:
    return "radios", group(bound)


def checkboxes(bound: forms.BoundField) -> tuple[str, Params]:
    return "checkboxes", group(bound)


def group(bound: forms.BoundField) -> Params:
    """Radios or checkboxes. The first one has the field's id, so that an error's link lands on it."""
    own = {"idPrefix": element_id(bound), "items": list(items(bound))}
    inline = bound.name in getattr(bound.form, "inline", ()) and not form_words(bound, "reveals")
    return shared(bound) | legend(bound) | own | ({"inline": True} if inline else {})


def items(bound: forms.BoundField) -> Iterator[Params]:
    """The answers, with "or" before the one that excludes the others."""
    alone, seen = form_words(bound, "exclusive"), None
    for heading, value, text in choices(bound):
        if value == "":
            continue  # nothing chosen is how they start, not an answer
        if heading != seen:
            yield {"divider": str(heading)}
            seen = heading
        if value == alone:
            yield {"divider": "or"}
        yield item(bound, value, text) | ({"behaviour": "exclusive"} if value == alone else {})


def item(bound: forms.BoundField, value: str, text: Any) -> Params:
    """One answer, with its hint and the questions inside it."""
    inner = [field_html(bound.form[name]) for name in revealed_by(bound.form, bound.name).get(value, ())]
    return (words(text) or {}) | {
        "value": value,
        "checked": value in chosen_values(bound, bound.value()),
        "hint": words(form_words(bound, "item_hints", {}).get(value)),
        "conditional": {"html": one_after_another(inner)} if inner else None,
    }


def choices(bound: forms.BoundField) -> Iterator[tuple[Any, str, Any]]:
    """(group, value, label) for every choice; group is None for most."""
    for value, text in bound.field.widget.choices:
        if isinstance(text, list | tuple):
            yield from ((value, str(inner), label) for inner, label in text)
        else:
            yield None, "" if value is None else str(value), "Choose" if text == "---------" else text


def single_checkbox(bound: forms.BoundField) -> tuple[str, Params]:
    """One box, whose label is the sentence to agree to."""
    hint = shared(bound)["hint"]
    box = item(bound, "True", bound.label) | {"value": "on", "hint": hint}
    above = legend(bound) if form_words(bound, "legends") else {}
    return "checkboxes", shared(bound) | above | {"hint": None, "idPrefix": element_id(bound), "items": [box]}


def date_input(bound: forms.BoundField) -> tuple[str, Params]:
    wrong = parts_in_error(bound)
    token = form_words(bound, "autocomplete")
    boxes = [
        {
            "name": f"{bound.html_name}_{part}",
            "id": f"{element_id(bound)}_{part}",
            "label": part.capitalize(),
            "value": typed,
            "width": 4 if part == "year" else 2,
            "error": part in wrong,
            "autocomplete": f"{token}-{part}" if token else None,
        }
        for part, typed in zip(PARTS, DateParts.of(bound.value()), strict=True)
    ]
    return "date-input", shared(bound) | legend(bound) | {"id": element_id(bound), "items": boxes}


def parts_in_error(bound: forms.BoundField) -> tuple[str, ...]:
    """The boxes of a date to mark: those that the error names, or all of them."""
    for problem in bound.errors.as_data():
        return (problem.params or {}).get("parts", PARTS)
    return ()


def anything_else(bound: forms.BoundField) -> tuple[str, Params]:
    """A widget that the design system does not know, under a legend, with its hint and error."""
    hint, problem = shared(bound)["hint"], error(bound)
    inside = [render("hint", hint)] if hint else []
    inside += [render("error-message", problem)] if problem else []
    return "fieldset", legend(bound)["fieldset"] | {"html": one_after_another([*inside, bound.as_widget()])}


def one_after_another(parts: list[SafeString]) -> SafeString:
    return format_html_join("\n", "{}", ((part,) for part in parts))


# The first that fits: a list of checkboxes is also a kind of radios, and a password a kind of input.
KINDS: list[tuple[type, Callable[[forms.BoundField], tuple[str, Params]]]] = [
    (DateBoxes, date_input),
    (forms.CheckboxSelectMultiple, checkboxes),
    (forms.RadioSelect, radios),
    (forms.SelectMultiple, anything_else),
    (forms.Select, select),
    (forms.Textarea, textarea),
    (forms.CheckboxInput, single_checkbox),
    (forms.FileInput, file_upload),
    (forms.PasswordInput, password_input),
    (forms.widgets.Input, text_input),
    (forms.Widget, anything_else),
]

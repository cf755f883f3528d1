"""From a bound field to the component that draws it, with its parameters."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .dates import PARTS, DateParts
from .drawings import picture
from .drawn import drawn_once, words_in
from .jinja import render
from .question import (
    Params,
    boxed,
    element_id,
    error,
    form_words,
    heading,
    legend,
    one_after_another,
    parts_in_error,
    shared,
    words,
)
from .reveals import chosen_values, revealed_by
from .widgets import DateBoxes

Draw = Callable[[forms.BoundField], tuple[str, Params]]


def field_html(bound: forms.BoundField) -> SafeString:
    """A question, drawn with its hint, its error and the questions inside its answers."""
    if bound.is_hidden:
        return bound.as_widget()
    draw = next(draw for kind, draw in KINDS if isinstance(bound.field.widget, kind))
    if draw is None:
        return anything_else(bound)
    name, params = draw(bound)
    params |= form_words(bound, "options", {})
    same = getattr(bound.form, "same_for_all", None)  # a plain Django form does not say
    return (drawn_once if same and nothing_typed(bound) and same(words_in(params)) else render)(name, params)


def nothing_typed(bound: forms.BoundField) -> bool:
    """Whether a question shows no answer, and neither do those inside its answers."""
    if bound.form.is_bound or bound.value():
        return False
    inside = revealed_by(bound.form, bound.name).values()
    return all(nothing_typed(bound.form[name]) for names in inside for name in names)


def text_input(bound: forms.BoundField) -> tuple[str, Params]:
    widget: Any = bound.field.widget
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


def spellcheck(widget: Any) -> bool | None:
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
    """The answers under their groups, with "or" before the one that excludes the others."""
    alone, seen, first = form_words(bound, "exclusive"), None, True
    for group_name, value, text in choices(bound):
        if value == "":
            continue  # nothing chosen is how they start, not an answer
        if group_name != seen:
            yield {"divider": str(group_name)}
            seen = group_name
        if value == alone and not first:
            yield {"divider": "or"}
        own = {"id": element_id(bound)} if first else {}
        yield item(bound, value, text) | own | ({"behaviour": "exclusive"} if value == alone else {})
        first = False


def item(bound: forms.BoundField, value: str, text: Any) -> Params:
    """One answer, with its hint and the questions inside it."""
    inner = [field_html(bound.form[name]) for name in revealed_by(bound.form, bound.name).get(value, ())]
    drawn = form_words(bound, "item_pictures", {}).get(value)
    return (words(with_picture(drawn, text) if drawn else text) or {}) | {
        "value": value,
        "checked": value in chosen_values(bound, bound.value()),
        "hint": words(form_words(bound, "item_hints", {}).get(value)),
        "conditional": {"html": one_after_another(inner)} if inner else None,
    }


def with_picture(name: str, text: Any) -> SafeString:
    """The words of an answer after its drawing, which says the same and so is silent."""
    return format_html('{}<span class="easy-words">{}</span>', picture(name), text)


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


def anything_else(bound: forms.BoundField) -> SafeString:
    """A widget that the design system does not know, with its label, hint and error."""
    own, hint, problem = element_id(bound), shared(bound)["hint"], error(bound)
    parts = [render("label", heading(bound, bound.label) | {"for": bound.id_for_label or own})]
    parts += [render("hint", hint | {"id": f"{own}-hint"})] if hint else []
    parts += [render("error-message", problem | {"id": f"{own}-error"})] if problem else []
    told = [f"{own}-hint"] * bool(hint) + [f"{own}-error"] * bool(problem)
    widget = bound.as_widget(attrs={"aria-describedby": " ".join(told)} if told else {})
    marked = "nhsuk-form-group nhsuk-form-group--error" if problem else "nhsuk-form-group"
    return format_html('<div class="{}">{}</div>', marked, one_after_another([*parts, widget]))


# The first that fits; None where the design system has nothing. The order matters: a list of checkboxes is
# also a kind of radios, and a password a kind of input.
KINDS: list[tuple[type, Draw | None]] = [
    (DateBoxes, date_input),
    (forms.CheckboxSelectMultiple, checkboxes),
    (forms.RadioSelect, radios),
    (forms.SelectMultiple, None),
    (forms.Select, select),
    (forms.Textarea, textarea),
    (forms.CheckboxInput, single_checkbox),
    (forms.FileInput, file_upload),
    (forms.PasswordInput, password_input),
    (forms.widgets.Input, text_input),
    (forms.Widget, None),
]

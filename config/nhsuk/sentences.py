"""What a form says when something is wrong: sentences that name the thing in plain words.

A form gives the words (`error_words`, or the label); a field may still have its own messages.
"""

from typing import Any

from django import forms
from django.forms.utils import pretty_name

INVALID: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.EmailField, "{it} must be an email address, like name@example.com"),
    (forms.IntegerField, "{it} must be a whole number, like 12"),
    (forms.URLField, "{it} must be a web address, like https://www.example.com"),
    (forms.TimeField, "{it} must be a time, like 14:30"),
    (forms.DateField, "{it} must be a real date"),
)
NUMBERS: tuple[type[forms.Field], ...] = (forms.FloatField, forms.DecimalField)  # both come from IntegerField


def give_sentences(form: forms.BaseForm) -> None:
    """Put plain sentences where Django's own words stand. Called just before a form is checked."""
    for name, field in form.fields.items():
        said = getattr(form, "error_words", {}).get(name)
        exact = said if isinstance(said, dict) else {}
        thing = said if isinstance(said, str) else exact.get("words") or own_words(name, field)
        field.subject = subject(thing)  # type: ignore[attr-defined]
        field.error_messages = {**sentences(name, field, thing), **own_messages(field), **exact}


def own_words(name: str, field: forms.Field) -> str | None:
    """The field's name for its thing, or one made from its label."""
    return getattr(field, "words", None) or words_from_label(name, field)


def words_from_label(name: str, field: forms.Field) -> str | None:
    """A label in the middle of a sentence: "full name". A question cannot stand there."""
    label = str(field.label or pretty_name(name)).strip()
    if label.endswith("?"):
        return None
    shouted = len(label) > 1 and label[1].isupper()  # NHS number
    return label if shouted or label.startswith("I ") else label[:1].lower() + label[1:]


def subject(thing: str | None) -> str:
    """The thing as the start of a sentence."""
    return thing[:1].upper() + thing[1:] if thing else "Your answer"


def own_messages(field: forms.Field) -> dict[str, Any]:
    """Messages that the field's author wrote: those that are not Django's."""
    djangos: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        if kind.__module__.startswith("django."):
            djangos |= kind.__dict__.get("default_error_messages", {})
    return {code: words for code, words in field.error_messages.items() if words is not djangos.get(code)}


def sentences(name: str, field: forms.Field, thing: str | None) -> dict[str, str]:
    """Every sentence that can be needed for a field."""
    it = subject(thing).replace("%", " per cent")  # Django puts values into these with %
    return {
        "required": ask(name, field, thing),
        "invalid": invalid(field).format(it=it),
        "max_length": f"{it} must be {limit(field, 'max_length')} characters or fewer",
        "min_length": f"{it} must be {limit(field, 'min_length')} characters or more",
        "max_value": f"{it} must be {limit(field, 'max_value')} or less",
        "min_value": f"{it} must be {limit(field, 'min_value')} or more",
        "max_decimal_places": f"{it} has too many numbers after the point",
        "max_digits": f"{it} has too many numbers",
        "max_whole_digits": f"{it} is too big",
        "invalid_choice": "Choose an answer from the list",
        "invalid_list": "Choose an answer from the list",
        "invalid_pk_value": "Choose an answer from the list",
        "missing": "Choose a file",
        "empty": "The file is empty. Choose another file",
        "invalid_extension": "Choose a file of another kind",
        "invalid_image": "Choose a picture: this file is not one, or it is damaged",
        "contradiction": "Either choose a file or tick the box, not both",
    }


def ask(name: str, field: forms.Field, thing: str | None) -> str:
    """The sentence for an empty answer."""
    label = str(field.label or pretty_name(name))
    if isinstance(field.widget, forms.CheckboxInput) and thing == words_from_label(name, field):
        return f"Tick “{label}”"
    if not thing:
        return f"Answer “{label}”"
    chosen = isinstance(field.widget, (forms.widgets.ChoiceWidget, forms.CheckboxInput, forms.FileInput))
    return f"{'Choose' if chosen else 'Enter'} {thing}"


def invalid(field: forms.Field) -> str:
    """The sentence for something that cannot be read."""
    if isinstance(field, NUMBERS):
        return "{it} must be a number, like 12.5"
    return next((words for kind, words in INVALID if isinstance(field, kind)), "{it} is not right")


def limit(field: forms.Field, name: str) -> str:
    """A limit as people write it: 2,000."""
    value = getattr(field, name, None)
    value = value() if callable(value) else value
    return f"{value:,}" if isinstance(value, int) else str(value)

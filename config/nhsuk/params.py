"""From Python's words to the macros' parameters: their names, and what may be HTML."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.html import conditional_escape

# Keys in here are not parameters of a macro: they are names of attributes or of fields.
OTHER_PEOPLES_KEYS = {"attributes", "values"}


def camel(name: str) -> str:
    """heading_level -> headingLevel, as the macros call it."""
    if "_" not in name:
        return name
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def as_params(options: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters for a macro. `label__size="l"` is short for `label={"size": "l"}`.

    Under `attributes` names are HTML's: attributes__data_step is data-step.
    """
    params: dict[str, Any] = {}
    for name, value in options.items():
        if value is None:
            continue  # a macro's defaults stand in for what is absent, not for None
        *path, last = name.split("__")
        place = params
        for step in path:
            place = place.setdefault(camel(step), {})
        key = last.replace("_", "-") if path and path[-1] == "attributes" else camel(last)
        place[key] = tidy(key, value)
    return params


def tidy(key: str, value: Any) -> Any:
    """A value as the macros expect it: plain strings, HTML only where the key says html."""
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, str):
        return tidy_string(key, value)
    if isinstance(value, Mapping):
        rename = str if key in OTHER_PEOPLES_KEYS else camel
        return {rename(k): tidy(rename(k), v) for k, v in value.items() if v is not None}
    if isinstance(value, Iterable) and not hasattr(value, "__html__"):
        return [tidy(key, item) for item in value]
    return value


def tidy_string(key: str, value: str) -> str:
    """The macros print html without escaping: what nobody marked as safe is escaped here.

    Any other key is text, whatever it was marked as, and the macros escape it.
    """
    if key.lower().endswith("html") or key in OTHER_PEOPLES_KEYS:
        return conditional_escape(value)
    return str.__str__(value)

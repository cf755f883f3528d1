"""Widgets: where a value is read from in what was sent. How they look is in components.py."""

from collections.abc import Mapping
from typing import Any

from django import forms

from .dates import PARTS, DateParts


class TelephoneInput(forms.TextInput):
    input_type = "tel"


class DateBoxes(forms.Widget):
    """Three boxes: born_day, born_month and born_year. A whole ISO date under `born` does too."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateParts:
        if isinstance(whole := data.get(name), str):
            return DateParts.of(whole)
        return DateParts(*(str(data.get(f"{name}_{part}") or "") for part in PARTS))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(key in data for key in (name, *(f"{name}_{part}" for part in PARTS)))

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_

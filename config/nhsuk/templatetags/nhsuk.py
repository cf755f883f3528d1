"""The design system in templates: {% load nhsuk %}."""

from collections.abc import Mapping
from typing import Any

from django import forms, template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..components import field_html
from ..errors import error_summary, has_errors
from ..jinja import render
from ..reveals import revealed
from ..text_fields import plain_nhs_number

register = template.Library()


@register.simple_tag
def nhsuk(component_: str, params: Mapping[str, Any] | None = None, **options: Any) -> SafeString:
    """A component: {% nhsuk "button" text="Save" %}, or with a dict from the view: params=rows."""
    return render(component_, {**(params or {}), **options})


@register.simple_block_tag
def nhsukblock(
    content: SafeString, component_: str, params: Mapping[str, Any] | None = None, **options: Any
) -> SafeString:
    """A component round HTML: {% nhsukblock "details" summary="Why?" %}...{% endnhsukblock %}.

    For a do-dont-list every line of the block is an item.
    """
    together = {**(params or {}), **options}
    if component_ == "do-dont-list":
        lines = [SafeString(line.strip()) for line in content.splitlines() if line.strip()]
        return render(component_, {**together, "items": [{"html": line} for line in lines]})
    return render(component_, together, content)


@register.simple_tag
def nhsuk_field(bound: forms.BoundField) -> SafeString:
    """One question of a form. A question inside an answer is drawn there, and not again."""
    return SafeString() if bound.name in revealed(bound.form) else field_html(bound)


@register.simple_tag
def nhsuk_error_summary(*checked: forms.BaseForm | forms.BaseFormSet) -> SafeString:
    """What is wrong, above the page's heading; for one or more forms and formsets."""
    return error_summary(checked)


@register.filter
def summary_if_missing(form: forms.BaseForm | forms.BaseFormSet) -> SafeString:
    """The same, for the form pack: only when the page did not print it, so that no error is lost."""
    return SafeString() if getattr(form, "summary_shown", False) else error_summary([form])


@register.simple_tag
def error_title(*checked: forms.BaseForm | forms.BaseFormSet | None) -> str:
    """The beginning of the page's title when a form on it is wrong: "Error: "."""
    return "Error: " if has_errors(checked) else ""


@register.filter
def nhs_number(number: str | None) -> SafeString:
    """9994821172 -> 999 482 1172, never broken over two lines."""
    plain = plain_nhs_number(number or "")
    return format_html('<span class="nhsuk-u-nowrap">{}</span>', plain) if plain else SafeString()

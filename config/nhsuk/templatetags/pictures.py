"""Easy read in templates: {% picture "home" %} on a page, {% drawing "home" %} on paper."""

from django import template

from config.plain_words import sentences

from .. import drawings

register = template.Library()
register.simple_tag(drawings.picture)
register.simple_tag(drawings.drawing)


@register.filter
def each_sentence(text: str) -> list[str]:
    """The sentences of a text: easy read gives each a line of its own."""
    return sentences(str(text))

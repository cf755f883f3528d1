"""What the tag takes, and what it refuses to print as HTML."""

from typing import Any

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from .dom import Element, tree


def drawn(template: str, **context: Any) -> Element:
    return tree(Template("{% load nhsuk %}" + template).render(Context(context)))


def test_parameters_by_either_name() -> None:
    ours = drawn('{% nhsuk "card" heading="One" heading_level=4 %}')
    theirs = drawn('{% nhsuk "card" heading="One" headingLevel=4 %}')
    assert ours == theirs
    assert ours.one("h4").text == "One"


def test_a_parameter_inside_another() -> None:
    label = drawn('{% nhsuk "input" name="q" label__text="Search" label__size="l" %}').one("label")
    assert label.text == "Search"
    assert label.has("class_", "nhsuk-label--l")


def test_an_attribute_by_name() -> None:
    button = drawn(
        '{% nhsuk "button" text="Next" attributes__data_step=3 attributes__aria_label="Next one" %}'
    ).one("button")
    assert (button.attrs["data-step"], button.attrs["aria-label"]) == ("3", "Next one")


def test_a_dict_from_the_view_and_words_of_the_page_together() -> None:
    rows = {"rows": [{"key": {"text": "Name"}, "value": {"text": "Jay"}}], "visually_hidden_text": None}
    page = drawn('{% nhsuk "summary-list" params=rows classes="mine" %}', rows=rows)
    assert page.one("dl").has("class_", "mine")
    assert page.one("dd").text == "Jay"


def test_nothing_is_not_a_value() -> None:
    assert (
        "id" not in drawn('{% nhsuk "input" name="q" id=missing label="Q" hint=missing %}').one("label").attrs
    )


@pytest.mark.parametrize("parameter", ["text", "html"])
def test_what_nobody_vouched_for_is_escaped(parameter: str) -> None:
    page = drawn('{% nhsuk "inset-text" params=said %}', said={parameter: "<script>alert(1)</script>"})
    assert page.all("script") == []
    assert "<script>" in page.text


def test_html_deep_inside_is_escaped_too() -> None:
    items = [{"value": 1, "html": "<script></script>", "hint": {"html": "<script></script>"}}]
    radios = {"name": "x", "items": items, "attributes": {"data-x": '"><script></script>'}}
    assert drawn('{% nhsuk "radios" params=radios %}', radios=radios).all("script") == []


def test_html_that_was_vouched_for_is_html_only_where_html_goes() -> None:
    safe = mark_safe("<b>Now</b>")
    assert drawn('{% nhsuk "inset-text" html=safe %}', safe=safe).all("b")
    assert not drawn('{% nhsuk "inset-text" text=safe %}', safe=safe).all("b")


def test_words_that_are_translated_late_are_words() -> None:
    hint = drawn('{% nhsuk "input" name="q" label="Q" hint=late %}', late=gettext_lazy("Yes")).one(
        class_="nhsuk-hint"
    )
    assert hint.text == "Yes"


@pytest.mark.parametrize(
    "component",
    [
        "card",
        "details",
        "inset-text",
        "notification-banner",
        "warning-callout",
        "fieldset",
        "button",
        "panel",
    ],
)
def test_a_block_is_the_body_of_a_component(component: str) -> None:
    page = drawn(
        '{% nhsukblock component heading="H" %}<em>{{ said }}</em>{% endnhsukblock %}',
        component=component,
        said="<i>",
    )
    assert page.one("em").text == "<i>"


def test_lines_of_a_block_are_items() -> None:
    page = drawn(
        '{% nhsukblock "do-dont-list" heading="Do" type="tick" %}\none <b>day</b>\n\ntwo\n{% endnhsukblock %}'
    )
    assert [item.text for item in page.all("li")] == ["one day", "two"]


def test_a_component_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="no component called 'hologram'"):
        drawn('{% nhsuk "hologram" %}')


def test_an_nhs_number_as_people_read_it() -> None:
    assert drawn("{{ number|nhs_number }}", number="9994821172").one("span").text == "999 482 1172"
    assert drawn("{{ number|nhs_number }}", number=None).inside == []
    assert drawn("{{ number|nhs_number }}", number="<b>").all("b") == []

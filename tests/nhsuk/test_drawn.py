"""What is drawn once is what would have been drawn again, and never holds what somebody typed."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from django import forms
from django.utils.safestring import mark_safe

from config.nhsuk.components import field_html, nothing_typed
from config.nhsuk.drawn import LONGEST, Drawing, _drawn, drawn_once
from config.nhsuk.fields import NHSRadiosField, NHSTextField
from config.nhsuk.forms import NHSForm
from config.nhsuk.jinja import render
from config.nhsuk.params import as_params

from .test_contract import FIXTURES, vouched

EXAMPLES = [
    (path.stem, vouched(example["context"]))
    for path in sorted(FIXTURES.glob("*.json"))
    for example in json.loads(path.read_text())
    if "callBlock" not in example
]


def test_every_example_is_drawn_alike_the_first_and_the_second_time() -> None:
    _drawn.cache_clear()
    for component, params in EXAMPLES:
        fresh = render(component, params)
        assert drawn_once(component, params) == fresh == drawn_once(component, params), component


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"disabled": True}, {"disabled": 1}),
        ({"text": "1"}, {"text": 1}),
        ({"items": []}, {"items": {}}),
        ({"items": ["a", ["b"]]}, {"items": [["a"], "b"]}),
        ({"text": "<b>"}, {"html": mark_safe("<b>")}),
        ({"value": ""}, {}),
    ],
)
def test_what_may_be_drawn_otherwise_is_another_key(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert Drawing("input", as_params(one)) != Drawing("input", as_params(other))
    assert Drawing("input", as_params(one)) == Drawing("input", as_params(dict(one)))
    assert Drawing("input", as_params(one)) != Drawing("select", as_params(one))


class Asked(NHSForm):
    way = NHSRadiosField(choices=[("phone", "Phone"), ("post", "Post")])
    number = NHSTextField(max_length=20)
    reveals = {"way": {"phone": "number"}}

    def same_for_all(self, words: Iterable[str]) -> bool:
        return True


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        (Asked(), 2),
        (Asked({}), 0),
        (Asked({"way": "phone", "number": "01632 960 222"}), 0),
        (Asked(initial={"number": "01632 960 222"}), 0),  # it stands inside an answer
        (Asked(initial={"way": "post"}), 1),  # the number alone
    ],
)
def test_only_what_nobody_has_answered_is_kept(form: forms.Form, kept: int) -> None:
    assert nothing_typed(form["way"]) is (kept == 2)
    _drawn.cache_clear()
    assert "Phone" in field_html(form["way"])
    assert _drawn.cache_info().currsize == kept


class SaysNothing(NHSForm):
    number = NHSTextField(max_length=20)


def test_a_form_that_does_not_say_so_is_drawn_each_time() -> None:
    _drawn.cache_clear()
    field_html(SaysNothing()["number"])
    assert _drawn.cache_info().currsize == 0


def test_a_long_list_is_drawn_each_time() -> None:
    _drawn.cache_clear()
    items = [{"value": str(number), "text": "x"} for number in range(LONGEST + 1)]
    drawn_once("select", {"id": "a", "items": items})
    assert _drawn.cache_info().currsize == 0

"""Our tag draws what the design system draws: its own examples (fixtures/), one by one."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from .dom import tree

FIXTURES = Path(__file__).parent / "fixtures"
TAG = Template("{% load nhsuk %}{% nhsuk component params=params %}")
BLOCK = Template("{% load nhsuk %}{% nhsukblock component params=params %}{{ inner }}{% endnhsukblock %}")


def vouched(value: Any, key: str = "") -> Any:
    """The example with its HTML marked as safe, as a page must do: our tag escapes what is not."""
    if isinstance(value, dict):
        return {k: vouched(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [vouched(item, key) for item in value]
    is_html = isinstance(value, str) and (key.lower().endswith("html") or key == "attributes")
    return mark_safe(value) if is_html else value


def examples() -> list[Any]:
    """(component, name, example), names made different where the design system repeats one."""
    found: dict[tuple[str, str], Any] = {}
    for path in sorted(FIXTURES.glob("*.json")):
        for example in json.loads(path.read_text()):
            name, number = example["name"], 2
            while (path.stem, name) in found:
                name, number = f"{example['name']} #{number}", number + 1
            found[path.stem, name] = example
    return [pytest.param(key, one, id=f"{key[0]}: {key[1]}") for key, one in found.items()]


def drawn(component: str, example: Any) -> str:
    """What our tag makes of an example."""
    said = {"component": component, "params": vouched(example["context"])}
    if "callBlock" in example:
        return BLOCK.render(Context(said | {"inner": mark_safe(example["callBlock"])}))
    return TAG.render(Context(said))


@pytest.mark.parametrize(("key", "example"), examples())
def test_drawn_as_the_design_system_draws_it(key: tuple[str, str], example: Any) -> None:
    assert tree(drawn(key[0], example)) == tree(example["html"])


def test_there_is_something_to_compare() -> None:
    assert len(examples()) > 900
    assert tree("<p class='a b'>One</p>") == tree('<p class="b  a"> One\n</p>')
    assert tree("<p class='a'>One</p>") != tree("<p class='a'>Two</p>") != tree("<p>Two</p>")

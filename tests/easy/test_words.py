"""What people are told, read by the rules; and that nothing they are told is left out of the reading."""

import re
from dataclasses import replace
from types import ModuleType

import pytest

from config.easy import Easy, Idea
from config.launch import words
from config.launch.checks import steps
from config.launch.page_words import blocks
from tests.code import modules, templates

GOOD = Easy("Your name", (Idea("name-badge", "Tell us your name."),))


def name_of(path: object) -> str:
    return str(path).split("/templates/")[-1]


def test_everything_that_people_and_families_are_told_keeps_the_rules() -> None:
    assert [f"{place}: {finding}" for place, finding in words.findings()] == []


def test_make_check_reads_the_words() -> None:
    assert steps()["words"] == ["-m", "config.launch.words"]


def test_every_page_of_the_public_site_is_read_or_is_not_for_families() -> None:
    public = {"public.html", "referrals/public_base.html"}
    opens = re.compile(r'{% extends "([^"]+)"')
    found = {
        name_of(path) for path in templates() if (top := opens.match(path.read_text())) and top[1] in public
    }
    assert found - public == {name for name in {*words.FAMILY, *words.OTHERS} if name in found}
    assert not set(words.FAMILY) & set(words.OTHERS)


@pytest.mark.parametrize("name", [*words.FAMILY, *words.OTHERS])
def test_what_is_read_is_there_and_says_something(name: str) -> None:
    assert words.page(name)


# ---------------------------------------------------------------- the words of a template


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<h1>Hello</h1><p>Two\n  lines</p>", ["Hello", "Two lines"]),
        ("<p>One<br>two</p>", ["One", "two"]),
        ("<p><strong>Bold</strong>, <a href='/x'>a link</a>.</p>", ["Bold, a link."]),
        ("<p>{{ person.name }} is here</p>", ["Jay is here"]),
        ("<p>Can&rsquo;t</p><!-- no --><svg><path/></svg>", ["Can’t"]),
        ("{# no #}{% comment %}no{% endcomment %}{% load x %}<p>yes</p>", ["yes"]),
        ('{% nhsuk "button" text="Start now" %}', ["Start now"]),
        ('{% nhsukblock "details" summary_text="Who sees it" %}<p>We do.</p>{% endnhsukblock %}',
         ["Who sees it", "We do."]),
        ('{% nhsukblock "do-dont-list" title="It is" %}\n a\n b\n{% endnhsukblock %}', ["It is", "a", "b"]),
        ('{% with "Send to "|add:team|add:" now" as w %}{% nhsuk "button" text=w %}{% endwith %}',
         ["Send to Jay now"]),
        ("<p>It is {% if a %}not{% elif b %}not at all{% else %}so{% endif %}.</p>", ["It is not at all."]),
        ("{% if a %}<p>One.</p>{% else %}<p>Two.</p>{% endif %}", ["One.", "Two."]),
        ("{% for x in y %}<li>Each</li>{% empty %}<li>None</li>{% endfor %}", ["Each", "None"]),
        ("<title>{% block title %}Help{% endblock %}</title><p>Text</p>", ["Help", "Text"]),
        ('<p>Phone {% include "us.html" %}.</p>', ["Phone us or them."]),
    ],
)  # fmt: skip
def test_the_words_of_a_template_are_what_a_reader_meets(source: str, found: list[str]) -> None:
    included = {"us.html": "{% if a %}us{% else %}us or them{% endif %}"}
    assert blocks(source, included.__getitem__) == found


# ---------------------------------------------------------------- easy read is found by itself


def test_every_page_of_easy_read_is_found_alone_and_in_tables() -> None:
    module = ModuleType("a")
    pages = [replace(GOOD, title=str(at)) for at in range(4)]
    vars(module).update(ONE=pages[0], MANY={"a": pages[1], "b": {"c": pages[2]}}, ROW=(pages[3],), OTHER=1)
    assert dict(words.easy_in(module)) == {
        "a.ONE": pages[0],
        "a.MANY['a']": pages[1],
        "a.MANY['b']['c']": pages[2],
        "a.ROW[0]": pages[3],
    }


def test_every_module_that_makes_easy_read_is_read() -> None:
    makers = {module.name for module in modules() if words.makes_easy(module.path)}
    read = {place.split(".")[0] for place, _ in words.easy_pages()}
    assert read <= {name.split(".")[0] for name in makers}
    assert bool(makers) == bool(read)


def test_a_breach_is_printed_and_fails_the_check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = replace(GOOD, title="We commence")
    monkeypatch.setattr(words, "easy_pages", lambda: iter([("here", GOOD), ("there", bad)]))
    assert words.main() == 1
    assert capsys.readouterr().out == "there: banned: “commence” (say: start)\n"


def test_a_bad_page_for_families_fails_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "source", lambda name: "<p>We commence.</p>")
    assert words.main() == 1

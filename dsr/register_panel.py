"""Draws the register's filter panel: some eighty controls, drawn by hand for speed.

Everything that is not a constant of the tables is the name of a colleague, an organisation or a part of
the area, and goes through escape().
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from dsr.register_filters import AGES, COLOURS, LAW, NEEDS, SETTINGS, STATUSES, TICKS, Filters
from dsr.register_look import COLUMNS, Look
from dsr.register_options import Options
from dsr.register_sorts import SORTS

APPLY = (
    '<button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small nhsuk-u-margin-bottom-0" '
    'type="submit">Apply<span class="nhsuk-u-visually-hidden"> the filters</span></button>'
)


def panel_html(filters: Filters, look: Look, options: Options, *, colleagues: bool) -> SafeString:
    """The panel's form, filled in as it is chosen; `colleagues` offers keyworkers and organisations."""
    who = ""
    if colleagues:
        who = _select("keyworker", "Keyworker", [("none", "Nobody"), *options.keyworker], filters.keyworker)
        who += _select(
            "organisation", "Organisation of keyworker or lead", options.organisation, filters.organisation
        )
    place = ""
    if options.place:
        place = _select("place", "Part of the area", [("none", "Not known"), *options.place], filters.place)
    ticked = frozenset(name for name in TICKS if getattr(filters, name))
    drawn = (
        f'<div class="dsr-filters__apply">{APPLY} <a href="/register/">Clear all</a></div>'
        '<div class="dsr-filters__groups">'
        + _group("Rating", "colour", COLOURS, filters.colour)
        + _ticks(ticked if colleagues else ticked | {"-"})
        + _group("Age", "age", AGES, filters.age)
        + f'<div class="dsr-filters__selects">{who}{place}'
        + _select("need", "Diagnosis", NEEDS.items(), filters.need)
        + "</div>"
        + _folded("How sure is the diagnosis", "sure", STATUSES, filters.sure)
        + _folded("Where they live", "setting", SETTINGS, filters.setting)
        + _folded("Legal status in hospital", "law", LAW, filters.law)
        + "</div>"
        + _how_it_looks(look)
        + f'<div class="dsr-filters__apply">{APPLY} <a href="/register/">Clear all</a></div>'
    )
    return mark_safe(drawn)  # noqa: S308  constants, and names through escape()


def _how_it_looks(look: Look) -> str:
    orders = [(key, sort.label) for key, sort in SORTS.items()]
    return (
        '<div class="dsr-filters__groups dsr-filters__look"><div class="dsr-filters__selects">'
        + _select("sort", "Order", orders, look.sort_key, empty="")
        + _fieldset("Rows", _box("compact", "1", "Close together", look.compact))
        + "</div>"
        + '<div class="dsr-filters__columns">'
        + _group("Columns", "column", COLUMNS, look.columns)
        + "</div></div>"
    )


@cache
def _ticks(ticked: frozenset[str]) -> str:
    """Only those who; a keyworker's own people all have a keyworker."""
    names = {name: words for name, words in TICKS.items() if "-" not in ticked or name != "unowned"}
    boxes = "".join(_box(name, "1", words, name in ticked) for name, words in names.items())
    return _fieldset("Only where", boxes)


def _group(legend: str, name: str, labels: Mapping[str, str], chosen: Collection[str]) -> str:
    return _group_drawn(legend, name, tuple(labels.items()), tuple(chosen))


@cache
def _group_drawn(legend: str, name: str, labels: tuple[tuple[str, str], ...], chosen: tuple[str, ...]) -> str:
    """Constants of the tables alone, so each way of choosing is drawn once."""
    boxes = "".join(_box(name, value, label, value in chosen) for value, label in labels)
    return _fieldset(legend, boxes)


def _folded(legend: str, name: str, labels: Mapping[str, str], chosen: Collection[str]) -> str:
    """A long group, folded until something in it is chosen."""
    is_open = " open" if chosen else ""
    return (
        f'<details class="dsr-filters__fold"{is_open}><summary>{legend}</summary>'
        f"{_group(legend, name, labels, chosen)}</details>"
    )


def _fieldset(legend: str, boxes: str) -> str:
    return (
        '<fieldset class="nhsuk-fieldset"><legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--xs">'
        f'{legend}</legend><div class="nhsuk-checkboxes nhsuk-checkboxes--small">{boxes}</div></fieldset>'
    )


def _box(name: str, value: str, label: str, ticked: bool) -> str:
    key = f"{name}-{value}".replace("(", "-").replace(")", "").replace("/", "-")
    checked = " checked" if ticked else ""
    return (
        '<div class="nhsuk-checkboxes__item">'
        f'<input class="nhsuk-checkboxes__input" id="{key}" name="{name}" '
        f'type="checkbox" value="{value}"{checked}>'
        f'<label class="nhsuk-label nhsuk-checkboxes__label" for="{key}">{label}</label></div>'
    )


def _select(
    name: str, label: str, rows: Iterable[tuple[str, str]], chosen: str, *, empty: str = "Any"
) -> str:
    first = f'<option value="">{empty}</option>' if empty else ""
    drawn = "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{escape(words)}</option>'
        for value, words in rows
    )
    return (
        f'<div class="nhsuk-form-group"><label class="nhsuk-label" for="filter-{name}">{label}</label>'
        f'<select class="nhsuk-select" id="filter-{name}" name="{name}">{first}{drawn}</select></div>'
    )

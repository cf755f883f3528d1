"""How time limits look on the pages of an area."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dsr.area_times import GROUP_LABELS, Line, name
from dsr.days import plain
from dsr.models import AreaRule
from dsr.rules import MARKS, Group, Rule

register = template.Library()


@register.simple_tag
def how_long(rule: Rule, line: Line) -> str:
    """A number with what it counts: "7 calendar days", "the same day", "none: switched off"."""
    if line.count is None:
        return "none: switched off" if line.own else "none, until a number is set"
    return number(rule, line.count)


def number(rule: Rule, count: int) -> str:
    """A count of a rule in words."""
    if count == 0:
        return "the same day"
    unit = rule.unit.removesuffix("s") if abs(count) == 1 else str(rule.unit)
    return f"{abs(count)} {unit}{' before' if count < 0 else ''}"


@register.simple_tag
def set_by(rule: Rule, lines: list[Line], area: str) -> SafeString:
    """Who says so: the area, with its reason, or the table's mark and source."""
    own = next((line.own for line in lines if line.own), None)
    if own:
        return format_html("<strong>{}</strong>, since {}: {}", area, plain(own.from_day), own.reason)
    if rule.link:
        return format_html(
            '{} <a href="{}" rel="noreferrer">{}</a>', MARKS[rule.mark], rule.link, rule.source
        )
    return format_html("{} {}", MARKS[rule.mark], rule.source)


@register.simple_tag
def own_line(row: AreaRule, rule: Rule, today: date) -> str:
    """One number that was set, as a sentence of the history."""
    if row.off:
        what = "switched off"
    else:
        what = "back to the table" if row.count is None else number(rule, row.count)
    whom = f" ({GROUP_LABELS[Group[row.group]].lower()})" if row.group else ""
    when = f"{'from' if row.from_day > today else 'since'} {plain(row.from_day)}"
    agreed = f" Agreed by {row.approved_by}: {row.approved_why}" if row.approved_by else ""
    return f"{name(rule)}{whom}: {what}, {when}, set by {row.by.name}. {row.reason}{agreed}"

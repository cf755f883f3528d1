"""Draws the rows of the register: one function and escaped values, for speed."""

from collections.abc import Callable
from datetime import date
from html import escape  # what Django's calls, without its lazy wrapper: three times as fast
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe

from dsr import days, rules
from dsr.living import SETTING_LABELS, Setting
from dsr.models.clocks import paused_words
from dsr.names import spaced_nhs_number
from dsr.rating_tags import RATING_TAGS
from dsr.register_list import RegisterPage, Row, Step
from dsr.register_look import COLUMNS, LAW_LABELS, Look

NOBODY = '<strong class="dsr-late">Nobody yet</strong>'
TO_BE_RATED = '<strong class="dsr-late">To be rated now</strong>'
CONSENT = {
    "consent_withdrawn_decision": "consent taken back",
    "consent_recheck": "consent to be asked again",
}
NOT_SAID = '<span class="dsr-muted">Not known</span>'
SETTINGS = {code.value: label for code, label in SETTING_LABELS.items() if code is not Setting.NOT_KNOWN}
Cell = Callable[[Row, Step | None, date, bool], str]


def table_html(page: RegisterPage, *, today: date, look: Look, areas: bool) -> SafeString:
    """The table, without its tags: headings and rows; `areas` adds the area where somebody sees several."""
    headings = ["Person", *(COLUMNS[name] for name in look.columns), *(["Area"] if areas else [])]
    head = "".join(f'<th scope="col">{heading}</th>' for heading in headings)
    cells, steps, close = [CELLS[name] for name in look.columns], page.next_steps, look.compact
    rows = []
    for row in page.rows:
        step = steps.get(row.id)
        drawn = "".join([cell(row, step, today, close) for cell in cells])
        area = f"<td>{escape(row.area)}</td>" if areas else ""
        rows.append(f"<tr>{_person(row, close)}{drawn}{area}</tr>")
    # Every value of a person goes through escape().
    return mark_safe(f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>")  # noqa: S308


def _person(row: Row, close: bool) -> str:
    known = f' <span class="dsr-muted">(“{escape(row.preferred_name)}”)</span>' if row.preferred_name else ""
    number = spaced_nhs_number(row.nhs_number) or "no NHS number"
    under = " " if close else "<br>"
    return (
        f'<th scope="row"><a href="{_address(row.id)}">{escape(row.given_name)} '
        f"{escape(row.family_name.upper())}</a>{known}"
        f'{under}<span class="dsr-muted dsr-small dsr-nowrap">{number}</span></th>'
    )


def _address(entry_id: UUID) -> str:
    return f"/register/{entry_id}/"


def _age(row: Row, step: Step | None, today: date, close: bool) -> str:
    return f'<td class="dsr-count">{days.age_on(row.born, today)}</td>'


def _rating(row: Row, step: Step | None, today: date, close: bool) -> str:
    if not row.coloured_since:
        return f"<td>{RATING_TAGS[row.colour]}</td>"
    count = (today - row.coloured_since).days
    since = days.in_days(count) if count else "since today"
    by = f", {escape(row.decided_by)}" if row.decided_by else ""
    under = " " if close else "<br>"
    return f'<td>{RATING_TAGS[row.colour]}{under}<span class="dsr-muted dsr-small">{since}{by}</span></td>'


def _next(row: Row, step: Step | None, today: date, close: bool) -> str:
    if row.colour is None:
        return f"<td>{TO_BE_RATED}</td>"
    if step is None:
        return '<td><span class="dsr-muted">Nothing due</span></td>'
    due = step.due
    late = ' class="dsr-late"' if due < today else ""
    on = f'<time datetime="{due.isoformat()}">{days.short(due, today)}</time>'
    under = ": " if close else "<br>"
    what = rules.RULES[step.key].what
    why = "" if close else _why(step)
    rests = f' <span class="dsr-muted">{paused_words(step.paused)}</span>' if step.paused else ""
    return f"<td>{what}{under}<span{late}>{on} ({days.distance(due, today)})</span>{rests}{why}</td>"


def _why(step: Step) -> str:
    """Closed, and opened by a click or a key: nothing is said by hovering alone."""
    sentence = rules.why(step.key, started_on=step.started, count=step.count, own_number=step.own)
    what = rules.RULES[step.key].what
    return (
        f'<details class="dsr-why"><summary>Why<span class="nhsuk-u-visually-hidden">: {escape(what)}</span>'
        f"</summary>{escape(sentence)}</details>"
    )


def _keyworker(row: Row, step: Step | None, today: date, close: bool) -> str:
    return f"<td>{escape(row.keyworker) if row.keyworker else NOBODY}</td>"


def _lead(row: Row, step: Step | None, today: date, close: bool) -> str:
    return f"<td>{escape(row.lead or '')}</td>"


def _place(row: Row, step: Step | None, today: date, close: bool) -> str:
    return f"<td>{escape(row.place) if row.place else NOT_SAID}</td>"


def _setting(row: Row, step: Step | None, today: date, close: bool) -> str:
    return f"<td>{SETTINGS.get(row.setting or '', NOT_SAID)}</td>"


def _law(row: Row, step: Step | None, today: date, close: bool) -> str:
    return f"<td>{escape(LAW_LABELS.get(row.law or '', row.law or ''))}</td>"


def _added(row: Row, step: Step | None, today: date, close: bool) -> str:
    return f'<td class="dsr-nowrap">{days.short(row.added_on, today) if row.added_on else ""}</td>'


def _flags(row: Row, step: Step | None, today: date, close: bool) -> str:
    flags = ["needs help to take part"] if row.adjustments else []
    if row.looked_after == "yes":
        flags.append("looked after")
    if row.restricted:
        flags.append("restricted")
    if row.on_leave:
        flags.append("on leave from hospital")
    if row.offered:
        flags.append("offered to another area")
    if row.consent:
        flags.append(f'<strong class="dsr-late">{CONSENT[row.consent]}</strong>')
    return f"<td>{', '.join(flags)}</td>"


CELLS: dict[str, Cell] = {
    "age": _age, "rating": _rating, "next": _next, "keyworker": _keyworker, "lead": _lead, "place": _place,
    "setting": _setting, "law": _law, "added": _added, "flags": _flags,
}  # fmt: skip

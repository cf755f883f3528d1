"""An area's time limits as pages show them: in what order, which number counts, what another one would do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from accounts.models import Area
from dsr import rules
from dsr.clocks_elsewhere import Kept, elsewhere
from dsr.days import plain
from dsr.models import AreaRule, Deadline
from dsr.rules import RULES, Group, Rule

# Counted from a birthday or from a day that people agreed: there is no number to set.
FIXED = frozenset({"consent_turning_16", "consent_turning_18", "register_handover", "review_held"})
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Forms that come in", ("referral_", "self_referral_", "urgent_", "consent_missing_", "consent_form_")),
    ("Consent", ("consent_", "capacity_")),
    ("Ratings", ("rating_", "whole_", "red_", "amber_", "keyworker_", "post_discharge_")),
    ("When nothing is heard", ("silence_",)),
    ("Growing up", ("transition_", "register_handover")),
    ("Hospital and reviews", ("post_admission_", "oversight_", "review_", "cetr_")),
    ("Between areas, and when somebody disagrees", ("transfer_", "concern_")),
    ("Other", ("",)),
)
GROUP_LABELS = {Group.ADULT: "Adults", Group.CYP: "Under 18", Group.SECURE: "Adults in a secure ward"}
SILENCE_LABELS = {key: f"Somebody {key.removeprefix('silence_')}" for key in rules.SILENCES}


@dataclass(frozen=True)
class Line:
    """One number that counts today: for whom, how much, and who says so (None: the table)."""

    whom: str
    count: int | None
    own: AreaRule | None


@dataclass(frozen=True)
class Row:
    """One rule with the numbers that count today."""

    rule: Rule
    what: str
    lines: list[Line]
    fixed: bool


def name(rule: Rule) -> str:
    """A rule in words; where several have the same, with what sets it apart."""
    more = SILENCE_LABELS.get(rule.key) or (
        rule.key.removeprefix("rating_review_").capitalize() if rule.key.startswith("rating_") else ""
    )
    return f"{rule.what}: {more.lower()}" if more else rule.what


def groups_of(rule: Rule) -> list[Group]:
    """The groups for which an area may set a number apart: none where the rule makes no difference."""
    return [group for group in Group if group in rule.days] if rule.by_group else []


def sections(area: Area, today: date) -> list[tuple[str, list[Row]]]:
    """Every rule with what counts today, in the order of somebody's way through the register. One query."""
    said: dict[str, list[AreaRule]] = {}
    rows = AreaRule.objects.filter(area=area, from_day__lte=today).order_by("-from_day", "-pk")
    for row in rows:
        said.setdefault(row.key, []).append(row)
    left, found = dict(RULES), []
    for title, starts in SECTIONS:
        keys = [key for key in left if key.startswith(starts)]
        found.append((title, [_row(left.pop(key), said.get(key, [])) for key in keys]))
    return [(title, rows) for title, rows in found if rows]


def _row(rule: Rule, said: list[AreaRule]) -> Row:
    groups = groups_of(rule)
    lines = [_line(GROUP_LABELS[group], group.name, rule.days[group], said) for group in groups]
    if not groups:
        table = None if rule.off else next(iter(rule.days.values()))
        lines = [_line("", "", table, said)]
    return Row(rule, name(rule), lines, rule.key in FIXED)


def _line(whom: str, group: str, table: int | None, said: list[AreaRule]) -> Line:
    own = next((row for row in said if row.group in ("", group)), None)
    if own is None or (own.count is None and not own.off):
        return Line(whom, table, None)
    return Line(whom, own.count, own)


def history(area: Area, keys: Iterable[str] | None = None) -> list[AreaRule]:
    """Every number that the area has set, the newest first."""
    rows = AreaRule.objects.filter(area=area).select_related("by").order_by("-from_day", "-pk")
    return list(rows.filter(key__in=list(keys)) if keys is not None else rows)


@dataclass(frozen=True)
class Preview:
    """What another number would do to what is open: nothing, unless an administrator works it out anew."""

    open: int = 0
    other: int = 0  # would have another day
    late: int = 0  # of those, late today by the new day
    late_now: int = 0  # late today by the day they have
    elsewhere: list[Kept] = field(default_factory=list)  # kept by something else than an entry


def preview(
    area: Area, rule: Rule, *, count: int | None, off: bool, group: Group | None, today: date
) -> Preview:
    """How the open deadlines of an area would stand under another number. One query for each place
    where they are kept, whatever is open.
    """
    rows = Deadline.objects.open().of_rule(area, rule.key, group)
    counted = rows.values_list("started_on", "due_on", "group").annotate(Count("pk"))
    found = other = late = late_now = 0
    for started, due, whose, many in counted.order_by():
        new = None if off else _due(rule, count, started, whose)
        found += many
        late_now += many if due < today else 0
        other += many if new != due else 0
        late += many if new and new != due and new < today else 0
    return Preview(found, other, late, late_now, elsewhere(area, rule.key, today))


# Of these nothing is stored: whoever reads the number says from when another one counts.
READ_ANEW = {
    "action_chase": "Nothing is stored for this limit: each night takes the number of its day. From {day} "
    "the new number counts for every recommendation that is open, also for one that is late already.",
    "post_discharge_hold": "Nothing is opened for this limit: it is read when somebody is rated, by the "
    "number of the day on which they left hospital. The new one counts for who leaves on {day} or later.",
}
READ_ANEW["action_escalate"] = READ_ANEW["action_chase"]


def what_follows(key: str, from_day: date | None = None) -> str:
    """What another number does to what is open, and from when it counts."""
    said = "What is open keeps the day it was given. The new number counts for what begins on {day} or later."
    return READ_ANEW.get(key, said).format(day=plain(from_day) if from_day else "that day")


def _due(rule: Rule, count: int | None, started: date, whose: str) -> date | None:
    limit = rules.limit(rule.key, started_on=started, group=Group[whose] if whose else Group.ADULT, own=count)
    return limit.due_on if limit else None

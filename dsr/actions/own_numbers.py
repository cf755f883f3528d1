"""An area's own numbers for its time limits, and working out what is open anew."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from config.refused import Refused
from dsr import rules
from dsr.actions.deadlines import cancel_deadlines, group_on, limit_for
from dsr.models import AreaRule, Deadline, RegisterEntry

OFF = "The area has switched this off."


@transaction.atomic
def set_own_number(
    *,
    area: Area,
    key: str,
    count: int | None,
    reason: str,
    from_day: date,
    by: User,
    group: rules.Group | None = None,
    off: bool = False,
    approved_by: str = "",
    approved_why: str = "",
) -> AreaRule:
    """Give an area its own number for a rule, for everybody or for one group; switch it off; or take it back.

    Neither a number nor off: back to the table. A national or legal limit may be made stricter; to loosen one
    takes a second person, by name, who says why. Refuses, in a sentence, a number out of range.
    """
    rule = rules.RULES[key]
    check_own_number(
        rule, count, group=group, off=off, approved_by=approved_by, approved_why=approved_why, by=by
    )
    return AreaRule.objects.create(
        area=area,
        key=key,
        group=group.name if group else "",
        count=count,
        off=off,
        reason=reason,
        approved_by=approved_by.strip(),
        approved_why=approved_why.strip(),
        from_day=from_day,
        by=by,
    )


def check_own_number(
    rule: rules.Rule,
    count: int | None,
    *,
    group: rules.Group | None,
    off: bool,
    approved_by: str,
    approved_why: str,
    by: User,
) -> None:
    """Refuse, in a sentence, what the rule does not allow an area."""
    if off and count is not None:
        raise Refused("A time limit that is off has no number. Choose one of the two.")
    if off and not rule.may_be_off:
        raise Refused(f"{rule.what}: this limit cannot be switched off.")
    if group and group not in rule.days:
        raise Refused(f"{rule.what}: this limit does not apply to this group, so it has no number for it.")
    if count is not None:
        _check_range(rule, count)
    if not rule.national or (count is None and not off):
        return
    if not rules.is_looser(rule, count, [group] if group else rule.days):
        return
    if not (approved_by.strip() and approved_why.strip()):
        raise Refused(
            f"{rule.what}: this limit is national policy. An area may tighten it. To loosen it, name the "
            "second person who agrees, and say why they do."
        )
    if " ".join(approved_by.lower().split()) == " ".join(by.name.lower().split()):
        raise Refused("The person who agrees must be somebody else than you.")


def _check_range(rule: rules.Rule, count: int) -> None:
    most = rules.LARGEST[rule.unit]
    before = any(days < 0 for days in rule.days.values())
    least, last = (-most, 0) if before else (0, most)
    if not least <= count <= last:
        raise Refused(f"{rule.what}: the number must be between {least} and {last} {rule.unit}.")


# ---------------------------------------------------------------- working out anew


@transaction.atomic
def recompute_clocks(*, entry: RegisterEntry, on: date, why: str, by: User) -> int:
    """After a move between secure and not secure, or at 18: the earlier of the old day and the new one [D].

    Counted from the same start, by the numbers in force that day, for the group that somebody is in on
    `on`. How many days moved; run again it moves none.
    """
    group = group_on(entry, on)
    moved = 0
    for deadline in entry.deadlines.open().exclude(group__in=["", group.name]).select_for_update():
        limit = limit_for(
            entry, deadline.key, started_on=deadline.started_on, group=group, said_on=deadline.started_on
        )
        if limit and limit.due_on < deadline.due_on:
            deadline.group = group.name
            take_limit(deadline, limit, why, by)
            moved += 1
    return moved


@transaction.atomic
def recompute_area(
    *, area: Area, key: str, why: str, by: User, today: date, group: rules.Group | None = None
) -> int:
    """Give every open deadline of a rule in an area the number that counts today, instead of the one it had.

    Of one `group` only, where the number is for that group. Only an administrator may: a promise that was
    made is changed. Each row keeps why; how many moved.
    """
    if area.pk not in by.areas_where(Permission.MANAGE_AREAS, Reach.NOBODY):
        raise Refused("Only an administrator can change the days of what is open.")
    rows = Deadline.objects.open().of_rule(area, key, group).select_for_update(of=("self",))
    moved = 0
    for deadline in rows.select_related("entry__person").order_by("pk"):
        group = rules.Group[deadline.group] if deadline.group else group_on(deadline.entry, today)
        limit = limit_for(deadline.entry, key, started_on=deadline.started_on, group=group, said_on=today)
        if limit is None:
            cancel_deadlines(entry=deadline.entry, keys=[key], on=today, why=OFF, about=deadline.about, by=by)
            moved += 1
        elif (limit.due_on, limit.count) != (deadline.due_on, deadline.count):
            take_limit(deadline, limit, why, by)
            moved += 1
    return moved


def take_limit(deadline: Deadline, limit: rules.Limit, why: str, by: User) -> None:
    """Give one deadline another number, and keep why."""
    deadline.count, deadline.own_number, deadline.due_on = limit.count, limit.own_number, limit.due_on
    deadline.recomputed_why = why[:200]
    deadline.save(by=by)


def groups_of(rule: rules.Rule) -> Iterable[rules.Group]:
    """The groups for which an area may set a number apart: none where the rule makes no difference."""
    return [group for group in rules.Group if group in rule.days] if rule.by_group else []

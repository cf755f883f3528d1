"""Hiding small numbers, so that nobody can be picked out of a table of counts. Pure.

Fewer than five is hidden [D]. One hidden number in a group would follow from the others and the total, so
a second one is hidden with it; and a third where the rest would leave only one answer.
"""

from collections.abc import Mapping, Sequence

SMALL = 5
FEWER = f"fewer than {SMALL}"

Counts = Mapping[str, int]
Shown = dict[str, int | None]


def is_small(count: int) -> bool:
    """Whether a number by itself may be about somebody one can guess; none at all is about nobody."""
    return 0 < count < SMALL


def hide(counts: Counts) -> Shown:
    """The counts of one group that adds up to a total; None for what is not shown."""
    hidden = {name for name, count in counts.items() if 0 <= count < SMALL}
    if not any(is_small(counts[name]) for name in hidden):
        return dict(counts)  # only noughts: nobody to hide
    while not _safe([counts[name] for name in hidden], len(counts)):
        hidden.add(_next(counts, hidden))
    return {name: None if name in hidden else count for name, count in counts.items()}


def _safe(hidden: Sequence[int], most: int) -> bool:
    """Whether the sum of what is hidden leaves more than one answer, or everything is hidden.

    The sum must be one that small numbers alone could have: otherwise it tells, with what is still shown,
    how large the larger of them are, and so the small one (the tests try every table there is).
    """
    if len(hidden) == most:
        return True
    return len(hidden) > 1 and sum(hidden) < (SMALL - 1) * len(hidden)


def _next(counts: Counts, hidden: set[str]) -> str:
    """The smallest number still shown, the first of several."""
    return min((name for name in counts if name not in hidden), key=lambda name: counts[name])


def publish(groups: Mapping[str, Counts]) -> tuple[int | None, dict[str, Shown]]:
    """Several groups that count the same people, and their total; None for what is not shown.

    A small total is hidden with everything in it; and so is one that says that every number of a group
    is the largest of the small ones.
    """
    whole = max((sum(group.values()) for group in groups.values()), default=0)
    if is_small(whole) or any(whole == (SMALL - 1) * len(group) for group in groups.values() if _all(group)):
        return None, {name: dict.fromkeys(group) for name, group in groups.items()}
    return whole, {name: hide(group) for name, group in groups.items()}


def _all(group: Counts) -> bool:
    """Whether every number of a group is small."""
    return all(is_small(count) for count in group.values())


def alone(count: int) -> int | None:
    """A number that belongs to no group."""
    return None if is_small(count) else count

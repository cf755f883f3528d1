"""Somebody with the same roles, in marked areas: what is asked for them can be asked for whoever holds them.

What a person may see depends on their roles and areas alone, so `visible_to` makes the same SQL for every
coordinator of one area, with another account and another area in it. A queryset that is built for the
stand-in is compiled once (config/compiled.py) and asked with the marks of the true reader.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet

from accounts.held_open import held_open_by, holds_nothing_open
from accounts.models import User
from accounts.permissions import Permission
from config.compiled import fetched

# Marks that no account and no area has as its id.
READER = 4_611_686_018_427_387_900
FIRST_AREA = 4_611_686_018_427_388_000
NOTHING: Mapping[Any, Any] = {}


class StandIn(NamedTuple):
    """For whom to build, what their access depends on, and what the marks stand for."""

    user: User
    shape: Hashable
    marks: Mapping[int, int]


def rows_for(
    user: User, key: Hashable, build: Callable[[User], QuerySet], values: Mapping[Any, Any] = NOTHING
) -> list[Any]:
    """The rows of the queryset that `build` makes for `user`, by way of their stand-in.

    `key` names everything in it that depends neither on the user nor on the marks that `values` explains.
    """
    other = stand_in(user)
    # Two builders never share a statement, whatever their keys.
    whose = (build.__module__, build.__qualname__)
    return fetched((whose, key, other.shape), lambda: build(other.user), {**other.marks, **values}, values)


def stand_in(user: User) -> StandIn:
    """The stand-in of `user`; they themselves while they hold a record open in an emergency."""
    held = held_open_by(user, Permission.SEE_ENTRY)
    if not held:
        return _with_the_same_roles(user)
    return StandIn(user, (user.pk, *sorted(user.places()), *sorted(held)), {})


def _with_the_same_roles(user: User) -> StandIn:
    """Areas are marked in the order of their ids, as `areas_where` has them."""
    areas = sorted({area for _, area in user.places()})
    mark_of = {area: FIRST_AREA + place for place, area in enumerate(areas)}
    places = tuple((role, mark_of[area]) for role, area in user.places())
    other = User(pk=READER)
    other.holds(places)
    holds_nothing_open(other)
    marks = {mark: area for area, mark in mark_of.items()}
    return StandIn(other, tuple(sorted(places)), marks | {READER: user.pk})

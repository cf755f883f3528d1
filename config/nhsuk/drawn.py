"""What was drawn once is not drawn again: a question that nobody has answered looks the same for everybody.

Only for parameters that hold nothing anybody typed, no name either: the form says so. A macro's HTML depends
on its parameters alone, so equal ones have equal HTML. Kept in the process, the newest few thousand.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString

from .jinja import macro, render
from .params import as_params

MOST = 2048  # drawings, of a few kilobytes each
LONGEST = 60  # answers: a list of all people of an area is not kept


class Drawing:
    """A component and its parameters, as a key: equal when they draw the same."""

    __slots__ = ("component", "marks", "params")

    def __init__(self, component: str, params: dict[str, Any]) -> None:
        self.component, self.params = component, params
        self.marks = component, frozen(params)

    def __hash__(self) -> int:
        return hash(self.marks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Drawing) and self.marks == other.marks


def frozen(value: Any) -> Any:
    """A value that can be compared, and is equal only where it is drawn alike: True is not 1."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return tuple([(key, frozen(inner)) for key, inner in value.items()])
    if isinstance(value, list):
        return (list, *[frozen(inner) for inner in value])
    return type(value), value


def words_in(value: Any) -> Iterator[str]:
    """Every word and piece of HTML in these parameters."""
    if isinstance(value, Mapping):
        value = value.values()
    if isinstance(value, Iterable) and not isinstance(value, str):
        for inner in value:
            yield from words_in(inner)
    else:
        yield str(value)


def drawn_once(component: str, options: Mapping[str, Any]) -> SafeString:
    """Like `render`, for what is drawn again and again with nothing in it that somebody typed."""
    if len(options.get("items") or ()) > LONGEST:
        return render(component, options)
    return _drawn(Drawing(component, as_params(options)))


@lru_cache(maxsize=MOST)
def _drawn(what: Drawing) -> SafeString:
    return SafeString(macro(what.component)(what.params))

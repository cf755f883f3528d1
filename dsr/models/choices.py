"""Tables of labels, as Django wants them."""

from typing import Any


def choices(labels: dict[Any, str]) -> list[tuple[str, str]]:
    """A table of labels as Django's choices."""
    return [(key.value, label) for key, label in labels.items()]

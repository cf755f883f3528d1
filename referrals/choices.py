"""Tables of labels, as Django wants them. Pure."""

from collections.abc import Mapping
from typing import Any


def choices(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    """A table of labels as Django's choices."""
    return [(str(key), label) for key, label in labels.items()]

"""What a page says in easy read: words, and a picture beside each idea. Pure: data and no more.

A form's easy-read words are a table of these, kept beside the form's own words. `make check` finds every
`Easy` that is made in a module of the house, alone or in a table, and reads it with the rules of
config/plain_words.py; nothing has to be registered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Idea:
    """One idea: the name of a picture (config/pictures.py) and one to three short sentences."""

    picture: str
    words: str


@dataclass(frozen=True)
class Easy:
    """One page. Words may hold {who}, {whose} and the other words of a voice.

    `labels` and `hints` are said of fields, by field name. `items` are the words of answers and
    `item_pictures` their pictures: by field name, then by the value that the answer sends.
    """

    title: str
    ideas: tuple[Idea, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    item_pictures: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

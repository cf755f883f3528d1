"""What must stay in the record although its erasure is asked for: an app above knows whom a row is about.

That app says `@keeps` and answers with a sentence for each reason to keep a row.
"""

from collections.abc import Callable, Iterable

from config.refused import Refused

Keeper = Callable[[str, str], Iterable[str]]
KEEPERS: list[Keeper] = []


def keeps(keeper: Keeper) -> Keeper:
    """Register a question that is asked of a table and a row's key before its words are taken out."""
    KEEPERS.append(keeper)
    return keeper


def check_not_kept(table: str, row: str) -> None:
    """Refuse with the first reason for which this row stays whole."""
    for keeper in KEEPERS:
        for sentence in keeper(table, row):
            raise Refused(sentence)

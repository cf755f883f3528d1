"""Whom an emergency page means: on every register, restricted or not. Nothing is shown from here."""

import re
from datetime import date

from django.db.models import QuerySet

from dsr.models import RegisterEntry
from dsr.names import search_key
from dsr.statuses import HOLDS_A_PLACE

FEWEST_NAMES = 2  # one name and a birth date are too many people's


def entries_meant(*, nhs_number: str = "", name: str = "", born: date | None = None) -> list[RegisterEntry]:
    """The entries now on any register of exactly this number, or of exactly these names and birth date.

    Through nobody's scope: whoever asks may see none of them yet. Nothing is shown from what is found;
    one person alone opens, and that is written down.
    """
    rows = RegisterEntry.objects.filter(status__in=HOLDS_A_PLACE).select_related("person", "area")
    if nhs_number:
        return list(rows.filter(person__nhs_number=re.sub(r"\D", "", nhs_number)).order_by("added_on"))
    words = set(search_key(name).split())
    if len(words) < FEWEST_NAMES or born is None:
        return []
    return _all_words(rows.filter(person__date_of_birth=born).order_by("added_on"), words)


def _all_words(rows: QuerySet, words: set[str]) -> list[RegisterEntry]:
    return [row for row in rows if words <= set(row.person.search_name.split())]

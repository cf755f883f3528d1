"""Finding a person: by NHS number, by date of birth, or by name, only among those in sight."""

import re
from datetime import date

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet

from dsr.names import search_key

MOST = 25
LIKE_ENOUGH = 0.4  # "Moriss" is 0.44 like "jade morris", and "jaed moris" the same


def is_exact(text: str) -> bool:
    """Whether this is an NHS number: the one thing by which a record may open by itself (hazard H01)."""
    return bool(re.fullmatch(r"\d{10}", re.sub(r"[\s-]", "", text)))


def find(entries: QuerySet, text: str, *, whole: bool = False) -> QuerySet:
    """The active entries in `entries` that fit what was typed, the likeliest first; at most 25.

    `whole` finds those that are off the register too. A spelling mistake in a name still finds it; a
    single letter finds nobody.
    """
    entries = entries if whole else entries.active()
    entries = entries.select_related("person", "area", "keyworker")
    if is_exact(text):
        return entries.filter(person__nhs_number=re.sub(r"[\s-]", "", text))
    born = _date(text)
    if born:
        return entries.filter(person__date_of_birth=born).order_by("person__search_name")[:MOST]
    key = search_key(text)
    if len(key) < 2:
        return entries.none()
    alike = entries.annotate(like=TrigramWordSimilarity(key, "person__search_name"))
    whole_words = Q(*(Q(person__search_name__contains=word) for word in key.split()))
    return alike.filter(whole_words | Q(like__gte=LIKE_ENOUGH)).order_by("-like", "person__search_name")[
        :MOST
    ]


def _date(text: str) -> date | None:
    found = re.fullmatch(r"\s*(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\s*", text)
    if not found:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None

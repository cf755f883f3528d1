"""People on record who may be the one somebody means, before a record is made: never a second in silence."""

from datetime import date

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q

from accounts.models import User
from dsr.models import Person
from dsr.names import search_key
from dsr.search import LIKE_ENOUGH

MOST = 6


def like(
    user: User, *, given_name: str, family_name: str, date_of_birth: date, nhs_number: str = ""
) -> list[Person]:
    """Among the people whom `user` may see: the same number; or the same birth date and a name like it; or
    the same name. The surest first, at most six."""
    key = search_key(given_name, family_name)
    same = Q(search_name__contains=key) | Q(date_of_birth=date_of_birth, alike__gte=LIKE_ENOUGH)
    if nhs_number:
        same |= Q(nhs_number=nhs_number)
    rows = Person.objects.visible_to(user).annotate(alike=TrigramWordSimilarity(key, "search_name"))
    return list(rows.filter(same).order_by("-alike", "date_of_birth", "pk")[:MOST])

"""People on record who may be the one somebody means, before a record is made: never a second in silence."""

from datetime import date
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q

from accounts.models import User
from accounts.permissions import Permission
from dsr.models import Person
from dsr.names import search_key
from dsr.search import LIKE_ENOUGH

MOST = 6


def like(
    user: User,
    *,
    given_name: str,
    family_name: str,
    date_of_birth: date,
    nhs_number: str = "",
    permission: Permission = Permission.SEE_ENTRY,
    but_not: UUID | None = None,
) -> list[Person]:
    """Among the people about whom `user` holds `permission`: the same number; or the same birth date and a
    name like it; or the same name. The surest first, at most six; never `but_not`, the person themself."""
    key = search_key(given_name, family_name)
    same = Q(search_name__contains=key) | Q(date_of_birth=date_of_birth, alike__gte=LIKE_ENOUGH)
    if nhs_number:
        same |= Q(nhs_number=nhs_number)
    scope = Person.objects.visible_to(user, permission).exclude(pk=but_not)
    rows = scope.annotate(alike=TrigramWordSimilarity(key, "search_name"))
    return list(rows.filter(same).order_by("-alike", "date_of_birth", "pk")[:MOST])

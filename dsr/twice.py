"""Who may be on record twice because a restricted record is not found by those who add people.

Adding somebody never says that a restricted record is like them; that is told afterwards, to those who
may open the restricted record, and by the nightly check.
"""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from accounts.models import User
from dsr.models import Person


def perhaps_twice(person: Person, user: User) -> list[Person]:
    """Others with the same name and birth date, among the people whom `user` may see."""
    alike = (
        Person.objects.visible_to(user)
        .filter(
            date_of_birth=person.date_of_birth,
            given_name__iexact=person.given_name,
            family_name__iexact=person.family_name,
        )
        .exclude(pk=person.pk)
    )
    return list(alike.select_related("recorded_in").order_by("pk"))


def restricted_twice() -> Iterator[str]:
    """A sentence for each restricted record that somebody else's record resembles. No names."""
    alike = Person.objects.filter(
        date_of_birth=OuterRef("date_of_birth"),
        given_name__iexact=OuterRef("given_name"),
        family_name__iexact=OuterRef("family_name"),
    ).exclude(pk=OuterRef("pk"))
    rows = Person.objects.filter(Exists(alike), restricted=True)
    for pk in rows.values_list("pk", flat=True):
        yield f"Person {pk}: restricted, and another record has the same name and birth date."

"""Finding a person by the reference of something about them: a form, and whatever else has one.

References belong to upper apps, which say here whose they are; the register need not know them.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

Resolver = Callable[[str], Iterable[UUID]]
RESOLVERS: list[Resolver] = []


def resolves(people: Resolver) -> Resolver:
    """Register who a reference is about: the people's ids, none for what is not a reference of that kind.

    It is asked with whatever was typed, so it must refuse cheaply, without a query, what is no reference.
    Only those in sight of whoever typed it are ever shown.
    """
    RESOLVERS.append(people)
    return people


def people_meant(text: str) -> set[UUID]:
    """The ids of the people whom a reference is about; mostly none."""
    return {person for resolver in RESOLVERS for person in resolver(text)}

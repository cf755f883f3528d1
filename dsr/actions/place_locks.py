"""A place on the register that is about to change: locked, in one order everywhere."""

from dsr.models import Person, RegisterEntry


def lock_with_person(entry: RegisterEntry) -> RegisterEntry:
    """The entry, locked after its person: the order in which everything about places locks."""
    Person.objects.select_for_update().get(pk=entry.person_id)
    rows = RegisterEntry.objects.select_for_update(of=("self",)).select_related("person", "area")
    return rows.get(pk=entry.pk)

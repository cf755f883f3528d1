"""Finding an entry for somebody: what they may not see is not found."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from accounts.looks import record_look
from accounts.models import User
from accounts.permissions import Permission
from accounts.stand_in import rows_for
from dsr.models import RegisterEntry
from dsr.timeline_rows import ENTRY


def entry_for(request: HttpRequest, entry_id: UUID, permission: Permission, *, page: str) -> RegisterEntry:
    """The entry, if this person holds `permission` about it; the look is on record before it is used."""
    found = rows_for(
        request.user, ("entry", permission), lambda other: _one(other, permission), {ENTRY: entry_id}
    )
    if not found:
        raise Http404("No entry of this id is theirs to see.")
    entry: RegisterEntry = found[0]
    record_look(request, page=page, people=[entry.person_id], areas=[entry.area_id])
    return with_rules(entry, request.user)


def _one(reader: User, permission: Permission) -> QuerySet:
    scope = RegisterEntry.objects.visible_to(reader, permission).filter(pk=ENTRY)
    return scope.select_related("person", "area", "keyworker", "lead_professional", "place")


def with_rules(entry: RegisterEntry, reader: User) -> RegisterEntry:
    """The entry, whose person's bar says how it is safe to call and whom to tell, for who may know it."""
    shown = entry.lets(reader, Permission.SEE_CONTACTS)
    entry.person.shown_rules = entry.person.contact_rules if shown else ""
    return entry

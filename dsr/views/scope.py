"""Finding an entry for somebody: what they may not see is not found."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.looks import record_look
from accounts.models import User
from accounts.permissions import Permission
from dsr.models import RegisterEntry


def entry_for(request: HttpRequest, entry_id: UUID, permission: Permission, *, page: str) -> RegisterEntry:
    """The entry, if this person holds `permission` about it; the look is on record before it is used."""
    scope = RegisterEntry.objects.visible_to(request.user, permission)
    entry = get_object_or_404(
        scope.select_related("person", "area", "keyworker", "lead_professional", "place"), pk=entry_id
    )
    record_look(request, page=page, people=[entry.person_id], areas=[entry.area_id])
    return with_rules(entry, request.user)


def with_rules(entry: RegisterEntry, reader: User) -> RegisterEntry:
    """The entry, whose person's bar says how it is safe to call and whom to tell, for who may know it."""
    shown = entry.lets(reader, Permission.SEE_CONTACTS)
    entry.person.shown_rules = entry.person.contact_rules if shown else ""
    return entry

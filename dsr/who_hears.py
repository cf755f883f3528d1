"""Who gets a message about a rating, and who does not, and why: from consent and the people on record.

The message itself asks again when it is sent (dsr/messages.py); this says beforehand what it will do.
"""

from datetime import date
from typing import NamedTuple

from accounts.permissions import Permission
from dsr.consent import Purpose
from dsr.gate import ledger_of
from dsr.models import Contact, RegisterEntry


class Hears(NamedTuple):
    """Somebody in the person's life: whether a message goes to them by itself, and the sentence why."""

    name: str
    relation: str
    by_message: bool
    why: str


def who_hears(entry: RegisterEntry, *, today: date) -> list[Hears]:
    """Everybody on record around this person, first those who get a message."""
    gate = ledger_of(entry.person).may(Purpose.REGISTER, on=today)
    contacts = entry.person.contacts.now().select_related("user").order_by("name")
    readers = _readers(entry, [contact for contact in contacts if contact.user])
    found = [_hears(contact, gate.allowed, contact.user_id in readers) for contact in contacts]
    return sorted(found, key=lambda one: not one.by_message)


def _readers(entry: RegisterEntry, contacts: list[Contact]) -> set[int]:
    """The accounts to which their own space would show this entry."""
    scope = RegisterEntry.objects.filter(pk=entry.pk)
    return {
        contact.user_id
        for contact in contacts
        if scope.visible_to(contact.user, Permission.SEE_OWN_SPACE).exists()
    }


def _hears(contact: Contact, consent: bool, reads: bool) -> Hears:
    name, relation = contact.name, "the person" if contact.is_the_person else contact.relation
    if not contact.may_be_told:
        return Hears(name, relation, False, "May not be told what is on the register.")
    if contact.user is None:
        return Hears(name, relation, False, "May be told, and has no account: somebody tells them.")
    if not consent:
        return Hears(name, relation, False, "There is no consent now, so no message goes out.")
    if not reads:
        return Hears(name, relation, False, "Their account does not open this entry: somebody tells them.")
    return Hears(name, relation, True, "A message asks them to sign in and read it.")

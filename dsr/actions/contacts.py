"""Who is in somebody's life: recorded, changed, ended; and what they may be told."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission, Reach
from config.refused import Refused
from dsr.actions.people import ChangedFirst
from dsr.models import Contact, Person


@transaction.atomic
def add_contact(*, person: Person, name: str, relation: str, by: User, **facts: Any) -> Contact:
    """Record somebody in the person's life, and what they may be told."""
    return Contact.objects.create(person=person, name=name, relation=relation, by=by, **facts)


class NotSo(Refused):
    """What was said about a contact cannot be; `field` is the question that it is about."""

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


@transaction.atomic
def add_to_people(*, person: Person, key: UUID, by: User, **facts: Any) -> Contact:
    """Record somebody in the person's life from a page; the same page sent twice (`key`) is one contact.

    Refuses, beside the question, what cannot be: an account of somebody who may not be told, say.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    already = person.contacts.filter(pk=key).first()
    if already:
        return already
    contact = Contact(id=key, person=person, **facts)
    _check_contact(contact)
    contact.save(by=by, force_insert=True)
    return contact


@transaction.atomic
def change_contact(*, contact: Contact, by: User, expected_version: int, **facts: Any) -> Contact:
    """Put right who somebody in the person's life is, how to reach them, and what they may be told.

    Raises ChangedFirst when it was changed since the page with `expected_version` was opened.
    """
    contact = _locked(contact)
    if expected_version != contact.version:
        raise ChangedFirst(contact)
    before = contact.user_id
    for name, value in facts.items():
        setattr(contact, name, value)
    _check_contact(contact, account_stays=contact.user_id == before)
    contact.save(by=by)
    return contact


@transaction.atomic
def end_contact(*, contact: Contact, by: User, today: date) -> Contact:
    """Say that somebody is no longer in the person's life: listed nowhere, told nothing, from now on.

    Nothing is deleted. Their account sees nothing of the person from the next page on. Ended already, it
    changes nothing.
    """
    contact = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if contact.ended_on is None:
        contact.ended_on, contact.may_be_told, contact.user = today, False, None
        contact.save(by=by)
    return contact


def _locked(contact: Contact) -> Contact:
    """The contact, its row locked; refuses one that has ended."""
    rows = Contact.objects.select_for_update(of=("self",)).select_related("person", "user")
    contact = rows.get(pk=contact.pk)
    if contact.ended_on:
        raise Refused(f"{contact.name} is no longer in this person’s life by this record. Add them again.")
    return contact


def _check_contact(contact: Contact, *, account_stays: bool = False) -> None:
    others = contact.person.contacts.now().exclude(pk=contact.pk)
    if contact.is_the_person:
        _check_the_person(contact, others.filter(is_the_person=True).first())
    if contact.user is None:
        return
    if not contact.may_be_told:
        raise NotSo(
            "account", "An account shows what is on the register. Somebody who may not be told has none."
        )
    if not account_stays and not contact.user.areas_where(Permission.SEE_OWN_SPACE, Reach.LINK):
        raise NotSo("account", f"{contact.user.name} has no account for people and families.")
    holder = others.filter(user=contact.user).first()
    if holder:
        raise NotSo("account", f"This is the account of {holder}. Everybody has one of their own.")


def _check_the_person(contact: Contact, other: Contact | None) -> None:
    if other:
        raise NotSo("is_the_person", f"{other} is recorded as the person themselves already.")
    if contact.parental_responsibility:
        raise NotSo("parental_responsibility", "Nobody has parental responsibility for themselves. Say no.")
    if not contact.may_be_told:
        raise NotSo("may_be_told", "It is their own record, so they may be told. Say yes.")


@transaction.atomic
def change_access(
    *, contact: Contact, may_be_told: bool, user: User | None, by: User, expected_version: int | None = None
) -> Contact:
    """Say what somebody in the person's life may be told, and with which account they see it.

    Takes effect at once, both ways: an account that is taken away sees nothing from the next page on.
    Refuses when it was changed since the page with `expected_version` was opened.
    """
    contact = _locked(contact)
    if expected_version is not None and expected_version != contact.version:
        told = "may be told" if contact.may_be_told else "may not be told"
        raise Refused(
            f"A colleague changed this after you opened the page: now {contact.name} {told}. Nothing of "
            "yours is saved. Open the page again to change it."
        )
    if user and not user.areas_where(Permission.SEE_OWN_SPACE, Reach.LINK):
        raise Refused(f"{user.name} has no account for people and families.")
    if user and not may_be_told:
        raise Refused("An account shows what is on the register. Somebody who may not be told has none.")
    contact.may_be_told, contact.user = may_be_told, user
    contact.save(by=by)
    return contact

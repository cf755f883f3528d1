"""Two records of one person become one, and two again. It takes two people: see dsr.pairs."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from dsr.actions.consent_clocks import follow_answers
from dsr.actions.contacts import change_access
from dsr.actions.people import change_person
from dsr.actions.withdrawals import shut_offers
from dsr.in_the_way import MOVERS
from dsr.merge_facts import what_is_kept
from dsr.merging import check_can_merge, closed_by_the_other
from dsr.models import Contact, MergeRecord, Person
from dsr.names import search_key
from dsr.unmerging import as_it_stands, check_can_undo, given_back

OWN = {"dsr.RegisterEntry": "entries", "dsr.Contact": "contacts"}
WHEN_RESTRICTED = {"dsr.Restriction": "restrictions", "dsr.RestrictedGrant": "grants"}


@transaction.atomic
def merge_people(*, kept: Person, merged: Person, asked_by: User, by: User, today: date) -> Person:
    """Let `kept` go on as the one record of a person, with all that `merged` had; all of it or nothing.

    Entries, contacts and grants are re-pointed with history. Answers about consent are never rewritten:
    they stay where they were given and are read through the record that goes on. What went over is on
    record, so that it can be undone for 30 days.
    """
    kept, merged = _both(kept, merged)
    check_can_merge(kept, merged, asker=asked_by)
    facts, before = what_is_kept(kept, merged), _before(kept, merged)
    closed = closed_by_the_other(kept, merged)
    before["accounts"] = {str(contact.pk): contact.user_id for contact in closed}
    for contact in closed:
        change_access(contact=contact, may_be_told=False, user=None, by=by)
    moved: dict[str, list[str]] = defaultdict(list)
    for label, name in OWN.items():
        moved[label] = _point_over(getattr(merged, name).select_for_update(), kept, by)
    moved |= _restriction(kept, merged, by)
    for label, mover in MOVERS.items():
        moved[label] = mover(merged=merged, kept=kept, by=by)
    moved["dsr.Person"] = [str(pk) for pk in merged.merged.values_list("pk", flat=True)]
    for earlier in Person.objects.select_for_update().filter(merged_into=merged):
        earlier.merged_into = kept
        earlier.save(by=by)
    merged.merged_into, merged.nhs_number = kept, None
    merged.save(by=by)
    kept.restricted = kept.restricted or merged.restricted
    kept.save(by=by)
    kept = change_person(person=kept, by=by, **facts)
    follow_answers(person=kept, by=by, today=today)
    shut_offers(person=kept, by=by, today=today)
    MergeRecord.objects.create(
        kept=kept, merged=merged, asked_by=asked_by, agreed_by=by, on=today, moved=moved,
        before=before, after=as_it_stands(kept), by=by,
    )  # fmt: skip
    return kept


def _both(kept: Person, merged: Person) -> tuple[Person, Person]:
    """Both, locked in one order whoever asks."""
    rows = Person.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    both = {person.pk: person for person in rows}
    return both[kept.pk], both[merged.pk]


def _before(kept: Person, merged: Person) -> dict[str, Any]:
    return {"kept": as_it_stands(kept), "merged": as_it_stands(merged)}


def _point_over(rows: Any, to: Person, by: User) -> list[str]:
    found = list(rows)
    for row in found:
        row.person = to
        row.save(by=by)
    return [str(row.pk) for row in found]


def _restriction(kept: Person, merged: Person, by: User) -> dict[str, list[str]]:
    """An open restriction comes along with its grants; where both are restricted, the kept one's counts."""
    if kept.restricted or not merged.restricted:
        return {}
    return {
        "dsr.Restriction": _point_over(
            merged.restrictions.filter(lifted_on=None).select_for_update(), kept, by
        ),
        "dsr.RestrictedGrant": _point_over(merged.grants.filter(ended_at=None).select_for_update(), kept, by),
    }


@transaction.atomic
def undo_merge(*, record: MergeRecord, asked_by: User, by: User, today: date) -> Person:
    """Make two records of one again, within 30 days: what went over goes back, and both read as before.

    Refuses, with the sentence, when something was added since of which nobody can tell whose it is. What
    happened on an entry goes with that entry. The merge and its undoing stay on record.
    """
    record = MergeRecord.objects.select_for_update(of=("self",)).get(pk=record.pk)
    kept, merged = _both(record.kept, record.merged)
    check_can_undo(record, kept, merged, asker=asked_by, today=today)
    for label, name in (OWN | WHEN_RESTRICTED).items():
        rows = getattr(kept, name).filter(pk__in=record.moved.get(label, []))
        _point_over(rows.select_for_update(), merged, by)
    for label, mover in MOVERS.items():
        mover(merged=kept, kept=merged, by=by, only=record.moved.get(label, []))
    kept = _as_before(kept, record.before["kept"], by)
    merged.merged_into = None
    merged = _as_before(merged, record.before["merged"], by)
    for earlier in Person.objects.select_for_update().filter(pk__in=record.moved.get("dsr.Person", [])):
        earlier.merged_into = merged
        earlier.save(by=by)
    for pk, user in record.before["accounts"].items():
        contact = Contact.objects.select_for_update().get(pk=pk)
        if contact.ended_on:
            continue
        contact.may_be_told, contact.user_id = True, user
        contact.save(by=by)
    for person in (kept, merged):
        follow_answers(person=person, by=by, today=today)
        shut_offers(person=person, by=by, today=today)
    record.undone_on, record.undone_by = today, by
    record.save(by=by)
    return merged


def _as_before(person: Person, facts: dict[str, Any], by: User) -> Person:
    for name, value in given_back(facts).items():
        setattr(person, name, value)
    names = (person.given_name, person.family_name, person.preferred_name, person.other_names)
    person.search_name = search_key(*names)[:900]
    person.save(by=by)
    return person

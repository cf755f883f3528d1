"""Two records of one person become one. It takes two people: see dsr.pairs."""

from django.db import transaction

from accounts.models import User
from dsr.actions.consent_clocks import follow_answers
from dsr.actions.entries import change_access, change_person
from dsr.in_the_way import MOVERS
from dsr.merging import check_can_merge, closed_by_the_other, what_is_kept
from dsr.models import Person


@transaction.atomic
def merge_people(*, kept: Person, merged: Person, asked_by: User, by: User) -> Person:
    """Let `kept` go on as the one record of a person, with all that `merged` had; all of it or nothing.

    Entries, contacts and grants are re-pointed with history. Answers about consent are never rewritten:
    they stay where they were given and are read through the record that goes on.
    """
    both = {
        p.pk: p for p in Person.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    }
    kept, merged = both[kept.pk], both[merged.pk]
    check_can_merge(kept, merged, asker=asked_by)
    facts = what_is_kept(kept, merged)
    for contact in closed_by_the_other(kept, merged):
        change_access(contact=contact, may_be_told=False, user=None, by=by)
    for row in [*merged.entries.select_for_update(), *merged.contacts.select_for_update()]:
        row.person = kept
        row.save(by=by)
    _restriction(kept, merged, by)
    for mover in MOVERS.values():
        mover(merged=merged, kept=kept, by=by)
    for earlier in Person.objects.select_for_update().filter(merged_into=merged):
        earlier.merged_into = kept
        earlier.save(by=by)
    merged.merged_into, merged.nhs_number = kept, None
    merged.save(by=by)
    kept.restricted = kept.restricted or merged.restricted
    kept.save(by=by)
    kept = change_person(person=kept, by=by, **facts)
    follow_answers(person=kept, by=by)
    return kept


def _restriction(kept: Person, merged: Person, by: User) -> None:
    """An open restriction comes along with its grants; where both are restricted, the kept one's counts."""
    if kept.restricted or not merged.restricted:
        return
    open_ones = merged.restrictions.filter(lifted_on=None).select_for_update()
    for row in [*open_ones, *merged.grants.filter(ended_at=None).select_for_update()]:
        row.person = kept
        row.save(by=by)

"""Two records of one person: whether they can become one, and what would come of it."""

from accounts.models import User
from config.refused import Refused
from dsr.in_the_way import MOVERS, check_not_held, whole_in_sight
from dsr.merge_facts import JOINED, joined
from dsr.models import Contact, Person
from dsr.names import search_key
from dsr.statuses import HOLDS_A_PLACE

# What points at a person, and what becomes of it. A table that is not here stops every merge until
# somebody has thought about it; the tests walk all relations.
FOLLOWS = {"dsr.RegisterEntry", "dsr.Contact", "dsr.Restriction", "dsr.RestrictedGrant"}
STAYS = {
    "dsr.ConsentRecord": "never rewritten: read through the record that goes on",
    "dsr.CapacityAssessment": "never rewritten: read through the record that goes on",
    "dsr.Disclosure": "never rewritten: read through the record that goes on",
    "dsr.KnownAdmission": "never rewritten: shown and answered under the record that goes on",
    "dsr.LegalHold": "an open one refuses the merge; an ended one stays where it was",
    "dsr.Person": "records merged earlier follow in one step",
    "dsr.MergeRecord": "says what a merge moved: it stays, so that the merge can be undone",
}
NOT_YOURS = "These two records cannot be merged here: not everything in them is yours to change."


def check_can_merge(kept: Person, merged: Person, *, asker: User) -> None:
    """Refuse two records that are not both whole, free and in the asker's sight, with the sentence."""
    if kept.pk == merged.pk:
        raise Refused("This is one record. Choose two.")
    if kept.merged_into_id or merged.merged_into_id:
        raise Refused("One of these records has been merged in the meantime. Open the other one.")
    if not all(whole_in_sight(person, asker) for person in (kept, merged)):
        raise Refused(NOT_YOURS)
    if kept.nhs_number and merged.nhs_number and kept.nhs_number != merged.nhs_number:
        raise Refused(
            "These records have two different NHS numbers, so they are two people, or one number is wrong. "
            "Put the number right first."
        )
    if kept.died_on != merged.died_on:
        raise Refused(
            "By one of these records the person has died"
            + (" on another day" if kept.died_on and merged.died_on else "")
            + ". Make sure that it is one person, and record the death on the other record first."
        )
    check_not_held(kept, merged)
    _check_room(kept, merged)
    _check_one_place(kept, merged)
    _check_nothing_unknown(merged)


def _check_room(kept: Person, merged: Person) -> None:
    """Both texts go on, and have to fit where they are changed afterwards."""
    for name, (words, most) in JOINED.items():
        if len(joined(kept, merged, name)) > most:
            raise Refused(
                f"The two texts on {words} are longer than {most:,} characters together. Shorten one of them "
                "first, so that nothing of it is lost."
            )


def _check_one_place(kept: Person, merged: Person) -> None:
    places = kept.entries.filter(status__in=HOLDS_A_PLACE).values("area_id")
    twice = merged.entries.filter(status__in=HOLDS_A_PLACE, area_id__in=places).select_related("area").first()
    if twice:
        raise Refused(
            f"Both are on the register of {twice.area.name}. Ask first for one entry to be removed as made "
            "in error: what is written on it stays readable."
        )


def _check_nothing_unknown(merged: Person) -> None:
    """Rather nothing than half: rows that nobody has said how to move stop it."""
    for relation in Person._meta.related_objects:
        model = relation.related_model
        label = model._meta.label
        if label in FOLLOWS or label in STAYS or label in MOVERS:
            continue
        if model._default_manager.filter(**{relation.field.name: merged}).exists():
            raise Refused(
                "Something in this record cannot be moved to another one yet, so nothing is merged."
            )


def closed_by_the_other(kept: Person, merged: Person) -> list[Contact]:
    """Accounts that one record lets in, of somebody whom the other says not to tell: the no counts.

    Known by the same name, e-mail or phone. The person's own account always stays theirs.
    """
    told_and_not = [
        (one, other)
        for first, second in ((kept, merged), (merged, kept))
        for one in first.contacts.exclude(user=None).filter(is_the_person=False)
        for other in second.contacts.now().filter(may_be_told=False, is_the_person=False)
    ]
    return [one for one, other in told_and_not if _is_one(one, other)]


def _is_one(one: Contact, other: Contact) -> bool:
    known = [
        (search_key(c.name), c.email.casefold(), "".join(filter(str.isdigit, c.phone))) for c in (one, other)
    ]
    return any(a and a == b for a, b in zip(*known, strict=True))

"""Two records of one person: whether they can become one, and what would come of it."""

from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from config.refused import Refused
from dsr.days import plain
from dsr.in_the_way import MOVERS, check_not_held, whole_in_sight
from dsr.living import Setting
from dsr.models import Contact, Diagnosis, Person, RegisterEntry, YesNo
from dsr.names import search_key, spaced_nhs_number
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
    _check_one_place(kept, merged)
    _check_nothing_unknown(merged)


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


def side_by_side(kept: Person, merged: Person, *, reader: User) -> list[tuple[str, str, str]]:
    """What is on record about each, question by question, as far as `reader` may know it.

    A register that is not theirs to see is not named; whom to phone, and where somebody lives, only for
    whoever may read that of both.
    """
    both = (kept, merged)
    seen = Person.objects.visible_to(reader, Permission.SEE_CONTACTS).filter(pk__in=[p.pk for p in both])
    needed = {Permission.SEE_ENTRY} | ({Permission.SEE_CONTACTS} if seen.count() == len(both) else set())
    return [
        (what, *(str(read(person, reader) or "–") for person in both))
        for what, needs, read in ROWS
        if needs in needed
    ]


def _places(person: Person, reader: User) -> str:
    rows = RegisterEntry.objects.visible_to(reader).filter(person=person).select_related("area")
    return "\n".join(
        f"{row.area.name}, since {plain(row.added_on)}: {row.get_status_display()}"
        for row in rows.order_by("added_on")
    )


def _contacts(person: Person, _: User) -> str:
    """Each with what they see: whoever reads one record now reads both afterwards."""
    return "\n".join(f"{c}{_sees_what(c)}" for c in person.contacts.now().order_by("name"))


def _sees_what(contact: Contact) -> str:
    if not contact.may_be_told:
        return ", not to be told"
    return ", sees their own space" if contact.user_id else ""


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


ENTRY, CONTACTS = Permission.SEE_ENTRY, Permission.SEE_CONTACTS
ROWS: list[tuple[str, Permission, Any]] = [
    ("Name", ENTRY, lambda p, _: p.full_name),
    ("Likes to be called", ENTRY, lambda p, _: p.preferred_name),
    ("Born", ENTRY, lambda p, _: plain(p.date_of_birth)),
    ("NHS number", ENTRY, lambda p, _: spaced_nhs_number(p.nhs_number)),
    ("Address", CONTACTS, lambda p, _: ", ".join(filter(None, [p.address, p.postcode]))),
    ("On the register", ENTRY, _places),
    ("People in their life", CONTACTS, _contacts),
    ("Who to tell, and who not", CONTACTS, lambda p, _: p.contact_rules),
]


def what_is_kept(kept: Person, merged: Person) -> dict[str, Any]:
    """The facts of the record that goes on: its own, and the other's where it has none.

    Whom not to tell is never lost: both texts stand. Names of the other are still found by search.
    """
    facts: dict[str, Any] = {"nhs_number": kept.nhs_number or merged.nhs_number}
    for name in ("preferred_name", "address", "postcode", "what_matters"):
        facts[name] = getattr(kept, name) or getattr(merged, name)
    for name, unknown in UNKNOWN.items():
        own = getattr(kept, name)
        facts[name] = getattr(merged, name) if own == unknown else own
    facts["adjustments"] = list(dict.fromkeys([*kept.adjustments, *merged.adjustments]))
    facts["contact_rules"] = "\n".join(
        dict.fromkeys(filter(None, [kept.contact_rules, merged.contact_rules]))
    )
    names = [kept.other_names, _names(merged), merged.other_names]
    facts["other_names"] = ", ".join(dict.fromkeys(filter(None, names)))[:500]
    return facts


def _names(person: Person) -> str:
    return " ".join(filter(None, [person.given_name, person.family_name, person.preferred_name]))


UNKNOWN = {
    "learning_disability": Diagnosis.UNKNOWN,
    "autism": Diagnosis.UNKNOWN,
    "ehc_plan": YesNo.UNKNOWN,
    "looked_after": YesNo.UNKNOWN,
    "setting": Setting.NOT_KNOWN,
}

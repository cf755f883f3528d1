"""Two records of one person: whether they can become one, and what would come of it."""

from typing import Any

from accounts.models import User
from config.refused import Refused
from dsr.days import plain
from dsr.in_the_way import MOVERS, check_not_held, whole_in_sight
from dsr.models import Diagnosis, Person, YesNo
from dsr.names import spaced_nhs_number
from dsr.statuses import HOLDS_A_PLACE

# What points at a person, and what becomes of it. A table that is not here stops every merge until
# somebody has thought about it; the tests walk all relations.
FOLLOWS = {"dsr.RegisterEntry", "dsr.Contact", "dsr.Restriction", "dsr.RestrictedGrant"}
STAYS = {
    "dsr.ConsentRecord": "never rewritten: read through the record that goes on",
    "dsr.LegalHold": "an open one refuses the merge; an ended one stays where it was",
    "dsr.Person": "records merged earlier follow in one step",
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


def side_by_side(kept: Person, merged: Person) -> list[tuple[str, str, str]]:
    """What is on record about each, question by question, for two people to compare."""
    return [(what, *(str(read(person) or "–") for person in (kept, merged))) for what, read in ROWS]


def _places(person: Person) -> str:
    rows = person.entries.select_related("area").order_by("added_on")
    return "\n".join(
        f"{row.area.name}, since {plain(row.added_on)}: {row.get_status_display()}" for row in rows
    )


def _contacts(person: Person) -> str:
    return "\n".join(str(contact) for contact in person.contacts.order_by("name"))


ROWS: list[tuple[str, Any]] = [
    ("Name", lambda p: p.full_name),
    ("Likes to be called", lambda p: p.preferred_name),
    ("Born", lambda p: plain(p.date_of_birth)),
    ("NHS number", lambda p: spaced_nhs_number(p.nhs_number)),
    ("Address", lambda p: ", ".join(filter(None, [p.address, p.postcode]))),
    ("On the register", _places),
    ("People in their life", _contacts),
    ("Who to tell, and who not", lambda p: p.contact_rules),
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
}

"""Two records of one person side by side, and what becomes of each fact when they become one."""

from collections.abc import Callable
from typing import Any, NamedTuple

from accounts.models import User
from accounts.permissions import Permission
from dsr.adjustments import ADJUSTMENTS
from dsr.days import plain
from dsr.limits import MATTERS_LONGEST, RULES_LONGEST
from dsr.living import Setting
from dsr.models import Contact, Diagnosis, Person, RegisterEntry, YesNo
from dsr.names import spaced_nhs_number

OWN = "That of the record that goes on."
OWN_OR_OTHER = "That of the record that goes on; where it has none, the other’s."
NAMED = "That of the record that goes on. The other name still finds it."
BOTH = "Both."
# From the least to the most that is said: a diagnosis is not lost to a “waiting” or a “not known”.
SURER: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("learning_disability", "autism"),
        (Diagnosis.UNKNOWN, Diagnosis.NO, Diagnosis.WAITING, Diagnosis.CLINICAL, Diagnosis.DIAGNOSED),
    ),
    **dict.fromkeys(("ehc_plan", "looked_after"), (YesNo.UNKNOWN, YesNo.NO, YesNo.YES)),
}
# Texts of which both stand, one under the other: what they are about, and how long they may be together.
JOINED = {
    "contact_rules": ("who to tell, and who not", RULES_LONGEST),
    "what_matters": ("what matters to them", MATTERS_LONGEST),
}


def what_is_kept(kept: Person, merged: Person) -> dict[str, Any]:
    """The facts of the record that goes on: its own, and the other's where it has none.

    Of diagnoses, EHC plan and looked after the surer answer counts, whichever record it is in. Whom not to
    tell and what matters are never lost: both texts stand. Names of the other are still found by search.
    """
    facts: dict[str, Any] = {"nhs_number": kept.nhs_number or merged.nhs_number}
    for name in ("preferred_name", "address", "postcode"):
        facts[name] = getattr(kept, name) or getattr(merged, name)
    facts |= {name: surer(kept, merged, name) for name in SURER}
    facts |= {name: joined(kept, merged, name) for name in JOINED}
    facts["setting"] = merged.setting if kept.setting == Setting.NOT_KNOWN else kept.setting
    facts["adjustments"] = list(dict.fromkeys([*kept.adjustments, *merged.adjustments]))
    names = [kept.other_names, _names(merged), merged.other_names]
    facts["other_names"] = ", ".join(dict.fromkeys(filter(None, names)))[:500]
    return facts


def surer(one: Person, other: Person, name: str) -> str:
    """Of two answers the one that says more, whichever record goes on."""
    return max((getattr(person, name) for person in (one, other)), key=SURER[name].index)


def joined(one: Person, other: Person, name: str) -> str:
    """Both texts, one under the other; the same text once."""
    return "\n".join(dict.fromkeys(filter(None, (getattr(person, name) for person in (one, other)))))


def _names(person: Person) -> str:
    return " ".join(filter(None, [person.given_name, person.family_name, person.preferred_name]))


class Row(NamedTuple):
    """One question: what is on record of each, and what is kept when they become one."""

    what: str
    one: str
    other: str
    kept: str


def side_by_side(kept: Person, merged: Person, *, reader: User) -> list[Row]:
    """What is on record about each, question by question, as far as `reader` may know it.

    A register that is not theirs to see is not named; what takes a permission is there only for whoever
    holds it about both.
    """
    both = (kept, merged)
    held = {needs for needs in {row.needs for row in ROWS} if _sees_both(both, reader, needs)}
    return [
        Row(row.what, *(str(row.read(person, reader) or "–") for person in both), _kept(row, both))
        for row in ROWS
        if row.needs in held | {ENTRY}
    ]


def _sees_both(both: tuple[Person, Person], reader: User, needs: Permission) -> bool:
    seen = Person.objects.visible_to(reader, needs).filter(pk__in=[person.pk for person in both])
    return seen.count() == len(both)


def _kept(row: "Asked", both: tuple[Person, Person]) -> str:
    return row.kept if isinstance(row.kept, str) else row.kept(*both)


def _places(person: Person, reader: User) -> str:
    rows = RegisterEntry.objects.visible_to(reader).filter(person=person).select_related("area")
    return "\n".join(map(_place, rows.order_by("added_on")))


def _place(row: RegisterEntry) -> str:
    stands = f"{row.get_status_display()}, {row.colour or 'not yet rated'}"
    return f"{row.area.name}, since {plain(row.added_on)}: {stands}"


def _contacts(person: Person, _: User) -> str:
    """Each with what they see: whoever reads one record now reads both afterwards."""
    return "\n".join(f"{c}{_sees_what(c)}" for c in person.contacts.now().order_by("name"))


def _sees_what(contact: Contact) -> str:
    if not contact.may_be_told:
        return ", not to be told"
    return ", sees their own space" if contact.user_id else ""


def _choice(name: str) -> Callable[[Person, User], str]:
    return lambda person, _: getattr(person, f"get_{name}_display")()


def _surer(name: str) -> Callable[[Person, Person], str]:
    labels = dict(Person._meta.get_field(name).choices)
    return lambda one, other: str(labels[surer(one, other, name)])


class Asked(NamedTuple):
    """A question of the comparison: who may read it, how it is read, and what is kept of the two answers."""

    what: str
    needs: Permission
    read: Callable[[Person, User], str | None]
    kept: str | Callable[[Person, Person], str]


ENTRY, CONTACTS, WORDS = Permission.SEE_ENTRY, Permission.SEE_CONTACTS, Permission.SEE_NARRATIVE
ROWS = [
    Asked("Name", ENTRY, lambda p, _: p.full_name, NAMED),
    Asked("Likes to be called", ENTRY, lambda p, _: p.preferred_name, OWN_OR_OTHER),
    Asked("Born", ENTRY, lambda p, _: plain(p.date_of_birth), OWN),
    Asked("NHS number", ENTRY, lambda p, _: spaced_nhs_number(p.nhs_number), OWN_OR_OTHER),
    Asked("Learning disability", ENTRY, _choice("learning_disability"), _surer("learning_disability")),
    Asked("Autism", ENTRY, _choice("autism"), _surer("autism")),
    Asked("EHC plan", CONTACTS, _choice("ehc_plan"), _surer("ehc_plan")),
    Asked("Looked after", CONTACTS, _choice("looked_after"), _surer("looked_after")),
    Asked("Address", CONTACTS, lambda p, _: ", ".join(filter(None, [p.address, p.postcode])), OWN_OR_OTHER),
    Asked("Where they live", WORDS, _choice("setting"), OWN_OR_OTHER),
    Asked("On the register, and the rating", ENTRY, _places, "Both, each with its own rating."),
    Asked("People in their life", CONTACTS, _contacts, BOTH),
    Asked("What matters to them", WORDS, lambda p, _: p.what_matters, BOTH),
    Asked("What helps them", ENTRY, lambda p, _: ", ".join(ADJUSTMENTS[a] for a in p.adjustments), BOTH),
    Asked("Who to tell, and who not", CONTACTS, lambda p, _: p.contact_rules, BOTH),
]

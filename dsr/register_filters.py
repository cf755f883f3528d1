"""What the register is narrowed to: read from an address, asked of the database, said in words.

Every value is a code out of a table or a random reference, so nothing personal is ever in an address.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Membership, User
from config.compiled import MARK
from dsr import ratings
from dsr.changed import changed_for
from dsr.law import DETAINED, SECTION_LABELS
from dsr.living import AGE_BANDS, SETTING_LABELS, UNDER_18, born_between
from dsr.models import Deadline, Diagnosis, Escalation, HospitalStay, Recommendation
from dsr.organisations import organisation_of

NONE = "none"
NONE_KNOWN = str(UUID(int=0))  # an organisation that is on no list: all of these are one
SOON = timedelta(days=7)
COLOURS = {NONE: "Not yet rated"} | {c.value: ratings.MEANINGS[c].label for c in ratings.URGENT_FIRST}
NEEDS = {"ld": "Learning disability", "autism": "Autism", "both": "Learning disability and autism"}
HOW_SURE = {Diagnosis.DIAGNOSED.value, Diagnosis.CLINICAL.value}  # when nobody says how sure
LAW = {"detained": "Detained, any section", **{code.value: label for code, label in SECTION_LABELS.items()}}
SETTINGS = {code.value: label for code, label in SETTING_LABELS.items()}
AGES = {code: label for code, (label, _, _) in AGE_BANDS.items()}
STATUSES = {code: label for code, label in Diagnosis.choices if code != Diagnosis.NO}

# Several of each may be chosen: then whoever fits one of them is shown.
MANY: dict[str, Mapping[str, str]] = {
    "colour": COLOURS, "age": AGES, "setting": SETTINGS, "law": LAW, "sure": STATUSES,
}  # fmt: skip
TICKS = {
    "late": "Something is late",
    "soon": "Something is due within 7 days",
    "promise": "A recommendation is late",
    "unowned": "No keyworker",
    "owed": "Consent was taken back, or is to be asked again",
    "panel": "Before the oversight panel",
    "changed": "Changed since I last looked",
}
NO_NAMES: Mapping[tuple[str, str], str] = {}
# One of each, by a random reference; the words come from the page's own lists.
REFERENCES = {"keyworker": "Keyworker", "organisation": "Organisation", "place": "Place"}


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to. An empty tuple, an empty text or False narrows nothing."""

    colour: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    setting: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    need: str = ""
    keyworker: str = ""
    organisation: str = ""
    place: str = ""
    late: bool = False
    soon: bool = False
    promise: bool = False
    unowned: bool = False
    owed: bool = False
    panel: bool = False
    changed: bool = False

    @classmethod
    def read(cls, query: Any) -> "Filters":
        """From an address's query; what makes no sense is left out."""
        found: dict[str, Any] = {
            name: tuple(code for code in known if code in set(query.getlist(name)))
            for name, known in MANY.items()
        }
        if query.get("under_18") == "1":
            found["age"] = tuple(code for code in AGES if code in {*found["age"], *UNDER_18})
        found["need"] = query.get("need", "") if query.get("need") in NEEDS else ""
        found["sure"] = found["sure"] if found["need"] else ()
        found |= {name: _reference(query.get(name, "")) for name in REFERENCES}
        found |= {name: query.get(name) == "1" for name in TICKS}
        return cls(**found)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Names and values, as they stand in an address."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, tuple):
                yield from ((field.name, code) for code in value)
            elif value:
                yield field.name, "1" if value is True else value

    def marked(self) -> tuple["Filters", dict[UUID, UUID]]:
        """The same with marks for references of people and places, and what the marks stand for."""
        given = {name: getattr(self, name) for name in ("keyworker", "place")}
        chosen = {name: UUID(value) for name, value in given.items() if value not in ("", NONE)}
        kept = self.organisation and organisation_of(self.organisation) > 0
        organisation = self.organisation if kept else NONE_KNOWN if self.organisation else ""
        marks = {name: MARK[UUID](place) for place, name in enumerate(chosen)}
        told = {name: str(mark) for name, mark in marks.items()}
        changed = replace(self, organisation=organisation, **told)
        return changed, {mark: chosen[name] for name, mark in marks.items()}

    def narrow(self, rows: QuerySet, *, today: date, reader: User) -> QuerySet:
        """The rows that fit; `reader` is whose last look "changed" is asked about."""
        for name, how in HOW.items():
            value = getattr(self, name)
            if value:
                rows = how(rows, self, today)
        return changed_for(rows, reader) if self.changed else rows

    def chips(self, names: Mapping[tuple[str, str], str] = NO_NAMES) -> list[tuple[str, str, str]]:
        """What is chosen, in words, each with its name and value, so that it can be taken away.

        `names` are the words of references; one that is on no list of the page is said to be so.
        """
        return [(name, value, _chip(name, value, names)) for name, value in self.pairs()]


def _chip(name: str, value: str, names: Mapping[tuple[str, str], str]) -> str:
    if name in REFERENCES:
        return names.get((name, value), f"{REFERENCES[name]}: one no longer on the list")
    if name in TICKS:
        return TICKS[name]
    return NEEDS[value] if name == "need" else MANY[name][value]


def _reference(text: str) -> str:
    """A reference as it stands in an address, or nothing."""
    if text == NONE:
        return text
    try:
        return str(UUID(text)) if len(text) == 36 else ""
    except ValueError:
        return ""


def _colour(rows: QuerySet, chosen: Filters, today: date) -> QuerySet:
    wanted = Q(colour__in=[code for code in chosen.colour if code != NONE])
    return rows.filter(wanted | Q(colour=None) if NONE in chosen.colour else wanted)


def _age(rows: QuerySet, chosen: Filters, today: date) -> QuerySet:
    wanted = Q()
    for band in chosen.age:
        after, until = born_between(band, today)
        one = Q(person__date_of_birth__gt=after) if after else Q()
        wanted |= one & Q(person__date_of_birth__lte=until) if until else one
    return rows.filter(wanted)


def _setting(rows: QuerySet, chosen: Filters, today: date) -> QuerySet:
    return rows.filter(person__setting__in=chosen.setting)


def _law(rows: QuerySet, chosen: Filters, today: date) -> QuerySet:
    codes = {*chosen.law, *(DETAINED if "detained" in chosen.law else ())}
    stays = HospitalStay.objects.filter(entry=OuterRef("pk"), discharged_on=None, legal_status__in=codes)
    return rows.filter(Exists(stays))


def _need(rows: QuerySet, chosen: Filters, today: date) -> QuerySet:
    sure = chosen.sure or HOW_SURE
    names = {"ld": ["learning_disability"], "autism": ["autism"], "both": ["learning_disability", "autism"]}
    return rows.filter(**{f"person__{name}__in": sure for name in names[chosen.need]})


def _keyworker(rows: QuerySet, chosen: Filters, today: date) -> QuerySet:
    if chosen.keyworker == NONE:
        return rows.filter(keyworker=None)
    return rows.filter(keyworker__reference=chosen.keyworker)


def _organisation(rows: QuerySet, chosen: Filters, today: date) -> QuerySet:
    """Those whose keyworker or lead professional works for it, in the entry's area, today."""
    held = Membership.objects.on(today).filter(
        Q(user=OuterRef("keyworker")) | Q(user=OuterRef("lead_professional")),
        organisation=organisation_of(chosen.organisation),
        area=OuterRef("area"),
    )
    return rows.filter(Exists(held))


def _place(rows: QuerySet, chosen: Filters, today: date) -> QuerySet:
    return rows.filter(place=None if chosen.place == NONE else chosen.place)


def _late(rows: QuerySet, chosen: Filters, today: date) -> QuerySet:
    return rows.filter(Exists(Deadline.objects.late(today).filter(entry=OuterRef("pk"))))


def _promise(rows: QuerySet, chosen: Filters, today: date) -> QuerySet:
    return rows.filter(Exists(Recommendation.objects.late(today).filter(entry=OuterRef("pk"))))


def _soon(rows: QuerySet, chosen: Filters, today: date) -> QuerySet:
    due = Deadline.objects.open().filter(entry=OuterRef("pk"), due_on__range=(today, today + SOON))
    return rows.filter(Exists(due))


def _unowned(rows: QuerySet, chosen: Filters, today: date) -> QuerySet:
    return rows.filter(keyworker=None)


def _owed(rows: QuerySet, chosen: Filters, today: date) -> QuerySet:
    return rows.filter(Exists(consent_owed(today).filter(entry=OuterRef("pk"))))


def _panel(rows: QuerySet, chosen: Filters, today: date) -> QuerySet:
    return rows.filter(Exists(Escalation.objects.on(today).filter(entry=OuterRef("pk"))))


def consent_owed(today: date) -> QuerySet:
    """The clocks of consent that ask somebody to act: it was taken back, or should have been asked again."""
    due = Q(key="consent_withdrawn_decision") | Q(key="consent_recheck", due_on__lt=today)
    return Deadline.objects.open().filter(due)


HOW: dict[str, Callable[[QuerySet, Filters, date], QuerySet]] = {
    "colour": _colour, "age": _age, "setting": _setting, "law": _law, "need": _need,
    "keyworker": _keyworker, "organisation": _organisation, "place": _place, "late": _late, "soon": _soon,
    "promise": _promise, "unowned": _unowned, "owed": _owed, "panel": _panel,
}  # fmt: skip

"""What is recorded about people: written down, changed, and put right."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import Area, User
from config.refused import Refused
from dsr.actions.birth_clocks import follow_birth
from dsr.days import plain
from dsr.models import Contact, Person
from dsr.names import plain_postcode, search_key

# The same words for a slip of the finger, for somebody of another area and for a restricted record:
# nobody learns which. A second record is never made in silence (docs/decisions/0009).
NUMBER_IN_USE = (
    "This NHS number is on record already. Check it with the person. If it is right, ask your governance "
    "lead to look further: the record may be one that you cannot see."
)


class NumberInUse(Refused):
    """Somebody else has this NHS number; who it is, is for the page to ask, in its reader's sight."""

    field = "nhs_number"

    def __init__(self, sentence: str = NUMBER_IN_USE) -> None:
        super().__init__(sentence)


class NotBornYet(Refused):
    """This date of birth cannot be: something is on record of a day before it."""

    field = "date_of_birth"


@transaction.atomic
def add_person(*, area: Area, date_of_birth: date, by: User, today: date, **facts: Any) -> Person:
    """Record somebody for the first time. Whether they are somebody known already is asked before."""
    if date_of_birth > today:
        raise Refused("The date of birth must be in the past.")
    person = Person(recorded_in=area, date_of_birth=date_of_birth, **_tidy(facts))
    _save(person, by)
    return person


class ChangedFirst(Refused):
    """Somebody changed this record after the page was opened; `theirs` is how it stands."""

    def __init__(self, theirs: Person | Contact) -> None:
        self.theirs = theirs
        super().__init__("Somebody changed this after you opened the page. Nothing of yours is lost.")


@transaction.atomic
def change_person(*, person: Person, by: User, expected_version: int | None = None, **facts: Any) -> Person:
    """Correct what is recorded about somebody; what it was before stays in the history.

    `expected_version` is the version that the page showed; raises ChangedFirst when it is another now.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if expected_version is not None and expected_version != person.version:
        raise ChangedFirst(person)
    before = (person.given_name, person.family_name, person.preferred_name)
    for name, value in _tidy(facts).items():
        setattr(person, name, value)
    if "other_names" not in facts:
        person.other_names = _with_old_names(person, before)
    names = (person.given_name, person.family_name, person.preferred_name, person.other_names)
    person.search_name = search_key(*names)[:900]
    _save(person, by)
    return person


@transaction.atomic
def correct_person(
    *, person: Person, by: User, today: date, expected_version: int | None = None, **facts: Any
) -> Person:
    """Put right who somebody is: names, date of birth, NHS number, address, diagnoses.

    The old names still find them. Clocks that were counted from a wrong date of birth are counted again.
    Refuses a date of birth that cannot be, and a number of somebody else (NumberInUse); raises ChangedFirst.
    """
    before, born = person.date_of_birth, facts.get("date_of_birth")
    if born and born != before:
        _check_born(person, born, today)
    person = change_person(person=person, by=by, expected_version=expected_version, **facts)
    if born and born != before:
        follow_birth(person=person, by=by, today=today)
    return person


def _check_born(person: Person, born: date, today: date) -> None:
    if born > today:
        raise NotBornYet("The date of birth must be in the past.")
    days = [*person.entries.values_list("added_on", flat=True)]
    days += person.entries.exclude(stays=None).values_list("stays__admitted_on", flat=True)
    if person.died_on:
        days.append(person.died_on)
    if days and born > min(days):
        raise NotBornYet(f"Something is on record of {plain(min(days))}, before this date of birth.")


def _with_old_names(person: Person, before: tuple[str, ...]) -> str:
    """The names by which somebody was known until now still find them; they are shown nowhere."""
    now = search_key(person.given_name, person.family_name, person.preferred_name, person.other_names)
    gone = [name for name in before if not set(search_key(name).split()) <= set(now.split())]
    return ", ".join(filter(None, [person.other_names, *gone]))[:500]


def _tidy(facts: dict[str, Any]) -> dict[str, Any]:
    facts = {name: value for name, value in facts.items() if value is not None}
    if "postcode" in facts:
        facts["postcode"] = plain_postcode(facts["postcode"])
    if "given_name" in facts and "family_name" in facts:
        names = (facts["given_name"], facts["family_name"], facts.get("preferred_name", ""))
        facts["search_name"] = search_key(*names)
    if not facts.get("nhs_number", "-"):
        facts["nhs_number"] = None
    return facts


def _save(person: Person, by: User) -> None:
    """Save; refuses a number that is on record already, also when two people record it at once."""
    taken = Person.objects.exclude(pk=person.pk).filter(nhs_number=person.nhs_number)
    if person.nhs_number and taken.exists():
        raise NumberInUse
    try:
        with transaction.atomic():
            person.save(by=by)
    except IntegrityError as error:
        if "nhs_number" not in str(error) or "unique" not in str(error):
            raise
        raise NumberInUse from None

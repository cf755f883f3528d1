"""People, who is in their life, and their place on the register."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import Area, User
from accounts.permissions import Permission, Reach, RoleName
from config.refused import Refused
from dsr import consent
from dsr.actions.consent_clocks import begin_consent_clocks
from dsr.actions.deadlines import meet_deadlines
from dsr.gate import gate
from dsr.models import Contact, Person, RegisterEntry, RestrictedGrant
from dsr.names import plain_postcode, search_key
from dsr.statuses import HOLDS_A_PLACE

# The same words for a slip of the finger, for somebody of another area and for a restricted record:
# nobody learns which. A second record is never made in silence (docs/decisions/0009).
NUMBER_IN_USE = (
    "This NHS number is on record already. Check it with the person. If it is right, ask your governance "
    "lead to look further: the record may be one that you cannot see."
)
MAY_KEYWORK = frozenset({RoleName.KEYWORKER})
MAY_LEAD = frozenset({RoleName.KEYWORKER, RoleName.COMMUNITY_PROFESSIONAL})


@transaction.atomic
def add_person(*, area: Area, date_of_birth: date, by: User, today: date, **facts: Any) -> Person:
    """Record somebody for the first time. Whether they are somebody known already is asked before."""
    if date_of_birth > today:
        raise Refused("The date of birth must be in the past.")
    person = Person(recorded_in=area, date_of_birth=date_of_birth, **_tidy(facts))
    _save(person, by)
    return person


class ChangedFirst(Refused):
    """Somebody changed the person's record after this page was opened; `theirs` is how it stands."""

    def __init__(self, theirs: Person) -> None:
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
        raise Refused(NUMBER_IN_USE)
    try:
        with transaction.atomic():
            person.save(by=by)
    except IntegrityError as error:
        if "nhs_number" not in str(error) or "unique" not in str(error):
            raise
        raise Refused(NUMBER_IN_USE) from None


@transaction.atomic
def add_contact(*, person: Person, name: str, relation: str, by: User, **facts: Any) -> Contact:
    """Record somebody in the person's life, and what they may be told."""
    return Contact.objects.create(person=person, name=name, relation=relation, by=by, **facts)


@transaction.atomic
def change_access(
    *, contact: Contact, may_be_told: bool, user: User | None, by: User, expected_version: int | None = None
) -> Contact:
    """Say what somebody in the person's life may be told, and with which account they see it.

    Takes effect at once, both ways: an account that is taken away sees nothing from the next page on.
    Refuses when it was changed since the page with `expected_version` was opened.
    """
    contact = Contact.objects.select_for_update(of=("self",)).select_related("person").get(pk=contact.pk)
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


@transaction.atomic
def add_to_register(*, person: Person, area: Area, added_on: date, by: User) -> RegisterEntry:
    """Give somebody a place on an area's register, "not yet rated".

    Refuses without usable consent, and says which is missing. Somebody already on it keeps that entry,
    also when it was made in an area that has become part of this one.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.merged_into_id:
        raise Refused("This record was merged into another. Open that one.")
    if person.died_on:
        raise Refused("This person has died, so they are not added to a register.")
    here = person.entries.filter(area__in=area.with_forerunners(), status__in=HOLDS_A_PLACE)
    already = here.order_by("-area__valid_from", "added_on").first()
    if already:
        return already
    if not area.is_open_on(added_on):
        raise Refused(f"{area.name} is closed. New people are added where its work goes on.")
    if not area.takes(person.age_on(added_on)):
        ages = " ".join(
            f"{word} {age}"
            for word, age in (("from", area.age_from), ("up to", area.age_to))
            if age is not None
        )
        raise Refused(f"The register of {area.name} is for people {ages}. Choose the one for their age.")
    answer = gate(person, consent.Purpose.REGISTER, on=added_on)
    if not answer.allowed:
        raise Refused(f"{answer.sentence} Record consent, or a best-interests decision, first.")
    entry = RegisterEntry.objects.create(person=person, area=area, added_on=added_on, by=by)
    begin_consent_clocks(entry=entry, by=by)
    return entry


@transaction.atomic
def allocate(
    *,
    entry: RegisterEntry,
    keyworker: User | None,
    lead_professional: User | None,
    on: date,
    by: User,
    expected: str | None = None,
) -> RegisterEntry:
    """Say who the keyworker and the lead professional are; they see the entry from now on.

    `expected` is who stood there on the page (`entry.allocated`); raises ChosenFirst when others do now.
    """
    entry = RegisterEntry.objects.select_for_update().get(pk=entry.pk)
    if expected is not None and expected != entry.allocated:
        raise ChosenFirst(entry.allocated, *_names(entry))
    if keyworker:
        _check_may_be(keyworker, "a keyworker", MAY_KEYWORK, entry, on)
    if lead_professional:
        _check_may_be(lead_professional, "a keyworker or community professional", MAY_LEAD, entry, on)
    if keyworker and keyworker.pk != entry.keyworker_id:
        _check_wanted(entry.person, on)
    entry.keyworker, entry.lead_professional = keyworker, lead_professional
    entry.save(by=by)
    if keyworker:
        meet_deadlines(entry=entry, keys=["keyworker_offer"], on=on, by=by)
    return entry


class ChosenFirst(Refused):
    """Somebody chose others after this page was opened; `now` is who stands there."""

    def __init__(self, now: str, keyworker: str, lead: str) -> None:
        self.now = now
        super().__init__(
            f"A colleague changed this after you opened the page. Now the keyworker is {keyworker}, and the "
            f"lead professional is {lead}. Your choice is kept below: save it again if it is still right."
        )


def _names(entry: RegisterEntry) -> tuple[str, str]:
    found = (entry.keyworker, entry.lead_professional)
    return tuple(worker.name if worker else "nobody" for worker in found)  # type: ignore[return-value]


def _check_wanted(person: Person, on: date) -> None:
    """Refuse to choose a keyworker for somebody who has said no to one; they may be offered one again."""
    answer = gate(person, consent.Purpose.KEYWORKER, on=on)
    if answer.state in (consent.State.NO, consent.State.WITHDRAWN, consent.State.DISPUTED):
        raise Refused(f"{answer.sentence} Offer it again first, and record the answer.")


def _check_may_be(
    worker: User, what: str, roles: frozenset[RoleName], entry: RegisterEntry, on: date
) -> None:
    """Refuse a colleague without the role here, or one who could not open this restricted record."""
    if not any((role, entry.area_id) in worker.places() for role in roles):
        raise Refused(f"{worker.name} is not {what} in {entry.area.name} today.")
    grants = RestrictedGrant.objects.on(on).filter(person=entry.person_id, user=worker)
    if entry.person.restricted and not grants.exists():
        raise Refused(
            f"This record is restricted and {worker.name} may not open it. "
            "Add them under “Who may open this record” first."
        )

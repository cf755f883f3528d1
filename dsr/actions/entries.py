"""Places on the register, and who works with the person."""

from datetime import date

from django.db import transaction

from accounts.models import Area, User
from accounts.permissions import RoleName
from config.refused import Refused
from dsr import consent
from dsr.actions.consent_clocks import begin_consent_clocks
from dsr.actions.deadlines import meet_deadlines
from dsr.gate import gate
from dsr.models import Person, RegisterEntry, RestrictedGrant
from dsr.statuses import HOLDS_A_PLACE

MAY_KEYWORK = frozenset({RoleName.KEYWORKER})
MAY_LEAD = frozenset({RoleName.KEYWORKER, RoleName.COMMUNITY_PROFESSIONAL})


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

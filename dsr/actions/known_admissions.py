"""Somebody is in hospital and not on the register: written down, followed up, added with consent."""

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Area, User
from config.refused import Refused
from dsr import consent, law, stay_dates, stay_rules
from dsr.actions.consents import record_answers
from dsr.actions.entries import add_to_register
from dsr.actions.pauses import resume_place
from dsr.actions.stays import admit
from dsr.days import plain
from dsr.gate import gate
from dsr.known_admission_rules import CLOSING, Because, Outcome
from dsr.models import AdmissionFollowUp, KnownAdmission, Person, RegisterEntry
from dsr.statuses import EntryStatus


@transaction.atomic
def record_known_admission(
    *,
    area: Area,
    person: Person,
    hospital: str,
    security: str,
    legal_status: str,
    admitted_on: date,
    because: str,
    words: str,
    by: User,
    today: date,
) -> KnownAdmission:
    """Write down that somebody is in hospital, and why they are not on the register yet.

    With usable consent they are put on it at once, in blue, and the record says so. Refuses somebody who is
    on this area's register (their admission is recorded on their entry), one that is open already, and days
    that cannot be.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.merged_into_id:
        raise Refused("This record was merged into another. Open that one.")
    if person.entries.filter(area__in=area.with_forerunners(), status=EntryStatus.ACTIVE).exists():
        raise Refused("This person is on the register. Record the admission on their entry.")
    if KnownAdmission.objects.open().of(person).filter(area=area).exists():
        raise Refused("This admission is on the list already.")
    stay_dates.check_admission(admitted_on, born=person.date_of_birth, today=today, others=())
    known = KnownAdmission.objects.create(
        area=area, person=person, hospital=hospital, security=stay_rules.Security(security),
        legal_status=law.Section(legal_status), admitted_on=admitted_on, because=Because(because),
        words=words, recorded_on=today, by=by,
    )  # fmt: skip
    if gate(person, consent.Purpose.REGISTER, on=today).allowed:
        _add(known, by, today)
    return known


@transaction.atomic
def answer_known_admission(
    *, known: KnownAdmission, by: User, today: date, **answer: Any
) -> RegisterEntry | None:
    """Record an answer about consent of somebody who is in hospital; with a yes they come on the register.

    `answer` is what `record_answers` asks for. A no closes the record, with that reason. The new entry, or
    None while there is no yes.
    """
    known = _open(known)
    record_answers(person=known.whom, by=by, today=today, **answer)
    found = gate(known.whom, consent.Purpose.REGISTER, on=today)
    if found.allowed:
        return _add(known, by, today)
    if found.state in (consent.State.NO, consent.State.WITHDRAWN):
        _write(known, Outcome.SAID_NO, found.sentence, by, today)
    return None


@transaction.atomic
def follow_up_admission(
    *, known: KnownAdmission, outcome: str, words: str, by: User, today: date
) -> AdmissionFollowUp:
    """Write down what was done about it. Refuses when it was closed before, and "added": consent adds."""
    known = _open(known)
    if Outcome(outcome) is Outcome.ADDED:
        raise Refused("Record the answer about consent: a yes puts them on the register.")
    return _write(known, Outcome(outcome), words, by, today)


def _open(known: KnownAdmission) -> KnownAdmission:
    """Locked by its person, so that two colleagues do not both close it."""
    Person.objects.select_for_update().get(pk=known.whom.pk)
    last = known.follow_ups.order_by("-pk").select_related("by").first()
    if last and Outcome(last.outcome) in CLOSING:
        raise Refused(
            f"{last.by.name} closed this on {plain(last.on)}: {last.get_outcome_display().lower()}."
        )
    return KnownAdmission.objects.select_related("person__merged_into", "area").get(pk=known.pk)


def _write(
    known: KnownAdmission,
    outcome: Outcome,
    words: str,
    by: User,
    today: date,
    entry: RegisterEntry | None = None,
) -> AdmissionFollowUp:
    return AdmissionFollowUp.objects.create(
        known=known, outcome=outcome, words=words, on=today, entry=entry, by=by
    )


def _add(known: KnownAdmission, by: User, today: date) -> RegisterEntry:
    """On the register, in blue; the clocks run from the day of the admission (domain reference 3.8 [L])."""
    entry = add_to_register(person=known.whom, area=known.area, added_on=today, by=by)
    if entry.status == EntryStatus.PAUSED_CONSENT:  # the yes for which it rested
        entry = resume_place(entry=entry, by=by, today=today)
    if not entry.stays.filter(discharged_on=None).exists():
        admit(
            entry=entry, hospital=known.hospital, security=known.security, legal_status=known.legal_status,
            admitted_on=known.admitted_on, by=by, today=today,
        )  # fmt: skip
    _write(known, Outcome.ADDED, "", by, today, entry)
    return entry

"""A consent form is sent, once; and its answers go into the ledger, all of them or none."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import outbox
from accounts.models import Area, User
from config.refused import Refused
from dsr import actions as dsr
from dsr.consent import Decision
from dsr.days import age_on, plain
from dsr.models import ConsentRecord, Person
from dsr.reviews_asked import record_for_review
from dsr.who_decides import ABILITIES, Capacity
from referrals.actions.by_when import due_on
from referrals.actions.drafts import DraftGone, locked_draft
from referrals.actions.send import HowSent, NotFinished, TakenIn, area_of, doubts_of
from referrals.actions.triage import consent_was_answered
from referrals.consent_answers import FORM_MOVES, FORM_STATES, FormState, Giver, cannot_answer, says_no
from referrals.consent_plan import Found, Row, check_same_birthday, check_version, planned, proof
from referrals.doubts import is_a_persons
from referrals.follow import find_referral
from referrals.limits import at_one_door, right_one
from referrals.models import ConsentForm, Referral
from referrals.references import read_reference
from referrals.sheets.consent_form import CONSENT_FORM
from referrals.steps import Answers
from referrals.styles import Style

GUESSES_AN_HOUR = 5  # at the birthday that goes with one reference; the same door as on the page to follow


@transaction.atomic
def send_consent_draft(
    *,
    draft: UUID,
    area: Area,
    by: User,
    today: date,
    style: Style = Style.STANDARD,
    how: HowSent | None = None,
    taken_in: TakenIn | None = None,
) -> ConsentForm:
    """Send a draft to an area's team and forget it. The same draft sent again is the same form.

    Raises NotFinished when a required step is missing or the person has grown past this version,
    DraftGone when there is nothing to send.
    """
    try:
        row, answers = locked_draft(draft)
    except DraftGone:
        sent = ConsentForm.objects.filter(key=draft).first()
        if sent is None:
            raise
        return sent
    if missing := CONSENT_FORM.first_missing(answers):
        raise NotFinished(missing)
    kept = CONSENT_FORM.columns(answers)
    if cannot_answer(kept["giver"], age_on(kept["date_of_birth"], today)):
        raise NotFinished(CONSENT_FORM.by_key["born"])
    found = doubts_of(row, CONSENT_FORM, answers, how, copies=0) if how else []
    came = taken_in.received_on if taken_in else None
    facts = {"area": area, "by": by, "today": today, "came_on": came, "style": style, "doubts": found}
    sent = send_consent_form(key=draft, answers=answers, **facts)
    row.delete()
    return sent


@transaction.atomic
def send_consent_form(
    *,
    key: UUID,
    answers: Answers,
    area: Area,
    by: User,
    today: date,
    style: Style = Style.STANDARD,
    doubts: Sequence[str] = (),
    came_on: date | None = None,
) -> ConsentForm:
    """Take a consent form in: kept as sent, its clock started, its receipt on the way.

    A reference that fits the birthday links it to the referral, and goes to whose team that is now.
    What it says no to is then acted on at once, without waiting for anybody; unless there are `doubts`,
    when nothing is done and no e-mail goes out before a person has looked.
    """
    kept = CONSENT_FORM.columns(answers)
    referral = _referral_of(kept)
    here = (referral.area if referral else area_of(kept["lives_in"], today)) or area
    here = here.today_in(today)
    form = ConsentForm.objects.create(
        key=key,
        area=here,
        referral=referral,
        received_on=came_on or today,
        due_on=today if says_no(kept) else _due_on(here, kept["date_of_birth"], came_on or today),
        style=style,
        doubts=list(doubts),
        person=referral.person if referral else None,
        by=by,
        **kept,
    )
    if is_a_persons(form.doubts):
        outbox.post("consent_receipt", key=f"consent-receipt-{form.pk}", payload={"form": str(form.pk)})
        if form.person:
            _act_on_no(form, by, today)
    return form


def _referral_of(kept: dict[str, Any]) -> Referral | None:
    """By the reference and the birthday; whoever guesses at the birthday is soon told nothing any more."""
    reference = read_reference(kept["reference_typed"])
    door = f"track-{reference}"
    if reference is None or at_one_door(door, most=GUESSES_AN_HOUR, seconds=3600):
        return None
    found = find_referral(typed=reference, born=kept["date_of_birth"])
    if found:
        right_one(door)
    return found


def _due_on(area: Area, born: date, today: date) -> date:
    return due_on("consent_form_recorded", area=area, age=age_on(born, today), started_on=today)


def _act_on_no(form: ConsentForm, by: User, today: date) -> None:
    """Whatever closes something is written down now; what the ledger refuses is left to the team."""
    person, found = form.person, Found()
    for row in planned(form, born=person.date_of_birth, found=found):
        if row.decision is Decision.NO:
            try:
                _write(form, row, person, found, by, today)
            except Refused:
                continue


@transaction.atomic
def match_consent_form(*, form: ConsentForm, person: Person, by: User) -> ConsentForm:
    """Say whom the form is about; refuses once its answers are recorded."""
    form = locked_form(form)
    if form.state == FormState.RECORDED:
        raise Refused("Its answers are recorded already. Who it is about is not changed any more.")
    if form.person_id != person.pk:
        form.person = person
        form.save(by=by)
    return form


@transaction.atomic
def record_consent_form(*, form: ConsentForm, found: Found, by: User, today: date) -> ConsentForm:
    """Write every answer of the form into the ledger, or none with every reason why. Pressed twice: once."""
    form = locked_form(form)
    if form.state == FormState.RECORDED:
        return form
    person = _whom(form)
    check_same_birthday(form, born=person.date_of_birth)
    check_version(form, born=person.date_of_birth)
    if form.giver == Giver.BEST_INTERESTS:
        _record_capacity(form, person, by, today)
    refusals = []
    for row in planned(form, born=person.date_of_birth, found=found):
        try:
            _write(form, row, person, found, by, today)
        except Refused as refused:
            refusals.append(f"{row.thing}: {refused}")
    if refusals:
        raise Refused(" ".join(dict.fromkeys(refusals)))
    _move(form, FormState.RECORDED)
    form.person, form.recorded_on, form.recorded_by = person, today, by
    form.save(by=by)
    consent_was_answered(person=person, by=by, today=today)
    return form


def _whom(form: ConsentForm) -> Person:
    person: Person | None = form.person or (form.referral.person if form.referral else None)
    if person is None:
        raise Refused("First say who this form is about.")
    return person


def _write(form: ConsentForm, row: Row, person: Person, found: Found, by: User, today: date) -> None:
    """One row, unless this form has written it already."""
    same = {"purpose": row.purpose, "to": row.to or "", "decision": row.decision, "about": row.about}
    if ConsentRecord.objects.of(person).filter(recorded_from=form.reference, **same).exists():
        return
    facts: dict[str, Any] = {
        "basis": row.basis, "given_by": row.given_by, "decided_on": form.answered_on,
        "by": by, "today": today, **proof(form, found),
    }  # fmt: skip
    if row.about:
        answers = {row.purpose: (row.decision, row.limits)}
        record_for_review(review=row.about, answers=answers, **facts)
    else:
        dsr.record_consent(
            person=person, purpose=row.purpose, decision=row.decision, to=row.to, limits=row.limits, **facts
        )


def _record_capacity(form: ConsentForm, person: Person, by: User, today: date) -> None:
    abilities = {name: {"yes": True, "no": False}.get(getattr(form, name)) for name in ABILITIES}
    dsr.record_capacity(
        person=person,
        finding=Capacity.LACKS,
        abilities=abilities,
        assessor=form.assessor,
        assessed_on=form.assessed_on,
        help_given=form.help_given,
        why=form.why_unable,
        by=by,
        today=today,
    )


@transaction.atomic
def put_consent_form_aside(*, form: ConsentForm, why: str, by: User, today: date) -> ConsentForm:
    """Say that the form's answers do not go into the ledger, and why. They can still be recorded later."""
    form = locked_form(form)
    if form.state == FormState.NOT_RECORDED and (form.why_not, form.recorded_by_id) == (why, by.pk):
        return form
    _move(form, FormState.NOT_RECORDED)
    form.why_not, form.recorded_on, form.recorded_by = why, today, by
    form.save(by=by)
    return form


def locked_form(form: ConsentForm) -> ConsentForm:
    """The form as it is now, held until the end of the transaction."""
    rows = ConsentForm.objects.select_for_update(of=("self",))
    return rows.select_related("area", "person", "referral__person").get(pk=form.pk)


def _move(form: ConsentForm, state: FormState) -> None:
    if state not in FORM_MOVES[FormState(form.state)]:
        label = FORM_STATES[FormState(form.state)].lower()
        raise Refused(f"This form is {label} since {plain(form.recorded_on or form.received_on)}.")
    form.state = state

"""Invented flags for the demonstration: one that is urgent today, one that waits for its second part."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from accounts.actions import PUBLIC_FORM, automatic_user
from accounts.demo import DemoWorld
from accounts.models import Area, User
from dsr import actions as dsr
from dsr import consent
from dsr.days import add_working_days, birthday
from dsr.models import Diagnosis
from referrals import actions
from referrals.models import Referral

URGENT: dict[str, dict[str, Any]] = {
    "about": {"flag_kind": "new"},
    "urgency": {"urgency": "today"},
    "work-email": {"referrer_email": "nia.rothbury@northmoor-crisis.nhs.uk"},
    "you": {
        "referrer_name": "Nia Rothbury", "referrer_role": "Crisis team nurse",
        "referrer_organisation": "Northmoor Crisis Team", "referrer_phone": "01632 960 411",
    },
    "name": {"given_name": "Kit"},
    "diagnosis": {"diagnosis": "both", "diagnosis_said": "Community learning disability team, 2022"},
    "eligibility": {"eligibility": ["diagnosis", "lives_here", "at_risk", "placement"]},
    "consent": {"consent_answer": "not_asked"},
    "consent-reason": {"consent_why_not": "Kit would not talk with anybody tonight. We ask again tomorrow."},
    "legal-basis": {"legal_basis": "serious_harm"},
    "happening": {
        "happening": "Third night without sleep. Kit ran into the road twice and hit a support worker. The "
        "provider says that they cannot go on past tomorrow. A bed is being asked about."
    },
    "risks": {"risk_factors": ["placement_unstable", "harm_self_others", "waiting_for_bed"]},
    "hospital": {"in_hospital": "no", "place_type": "supported_living"},
    "colour": {"proposed_colour": "red", "reasons": "Admission is being talked about for tomorrow."},
    "support": {"support_now": "Two to one, crisis team every day.", "gaps": "Nights. A place to go."},
    "tried": {"tried": "Medicine was changed on Monday. A walk by the sea calms Kit for an hour."},
    "leads": {"lead_professional": "Dr Imre Sand, 01632 960 412"},
    "asked-for": {"asked_for": ["review", "meeting"]},
}  # fmt: skip
WAITING: dict[str, dict[str, Any]] = {
    **URGENT,
    "urgency": {"urgency": "week"},
    "work-email": {"referrer_email": "j.amble@hillside.northmoor.sch.uk"},
    "you": {
        "referrer_name": "Jonah Amble", "referrer_role": "Head of year",
        "referrer_organisation": "Hillside School", "referrer_phone": "01632 960 421",
    },
    "name": {"given_name": "Elowen"},
    "consent": {"consent_answer": "parent"},
    "consent-asked": {"consent_sought_from": "Elowen, and her dad"},
    "happening": {"happening": "Elowen has been in lessons for four hours this month. At home she is locked "
                  "in her room, by her own wish. Drawing, and one teacher, still work."},
    "risks": {"risk_factors": ["exclusion", "behaviour_rising"]},
    "hospital": {"in_hospital": "no", "place_type": "family_home"},
    "school": {"education": "Hillside School, year 9", "has_ehc_plan": "yes"},
    "colour": {"proposed_colour": "amber", "reasons": "Without help at home she will end up in A&E."},
    "support": {"support_now": "One teacher, two hours a week.", "gaps": "Nobody comes to the house."},
    "tried": {"tried": "A timetable of her own. A quiet room."},
    "asked-for": {"asked_for": ["keyworker", "advice"]},
}  # fmt: skip


def seed_flags(*, area: Area, family: str, world: DemoWorld, by: User) -> None:
    """Two flags in an area that asks for the second part, and somebody on duty. No dice are thrown."""
    dsr.set_own_number(
        area=area, key="referral_stage_two", count=2, reason="Agreed by the partners: 48 hours.",
        from_day=world.today - timedelta(days=90), by=by,
    )  # fmt: skip
    week = world.today + timedelta(days=6)
    if by.memberships.filter(area=area).exists():
        actions.set_duty(area=area, user=by, from_day=world.today, to_day=week, by=by, today=world.today)
    _send(URGENT, 26, 0, area, family, world)
    waiting = _send(WAITING, 13, 6, area, family, world)
    _accepted(waiting, by)


def _send(
    said: dict[str, dict[str, Any]], age: int, days_ago: int, area: Area, family: str, world: DemoWorld
) -> Referral:
    received = add_working_days(world.today, -days_ago)
    born = birthday(received, -age) - timedelta(days=100)
    more: dict[str, dict[str, Any]] = {
        "name": {**said["name"], "family_name": family},
        "born": {"date_of_birth": born.isoformat(), "age": age},
        "home": {"address": "7 Lantern Street", "lives_in": area.slug},
    }
    if "consent-asked" in said:
        asked = {"consent_on": (received - timedelta(days=1)).isoformat()}
        more["consent-asked"] = {**said["consent-asked"], **asked}
    return actions.take_in_flag(
        key=uuid5(NAMESPACE_URL, f"demo:{area.slug}:{said['name']['given_name']}"),
        answers={**said, **more},
        area=area,
        by=automatic_user(PUBLIC_FORM),
        today=received,
    )


def _accepted(referral: Referral, by: User) -> None:
    """The school's flag is accepted; the area has asked for the second part, and it is not in."""
    day = add_working_days(referral.received_on, 3)
    facts = {
        "given_name": referral.given_name,
        "family_name": referral.family_name,
        "date_of_birth": referral.date_of_birth,
        "address": referral.address,
        "autism": Diagnosis.DIAGNOSED,
    }
    actions.make_person(referral=referral, instead_of=None, facts=facts, by=by, today=day)
    referral = Referral.objects.select_related("person").get(pk=referral.pk)
    actions.record_contact(
        referral=referral, on=day, with_whom="Elowen and her dad", spoke=True,
        said="Talked at the kitchen table. Elowen drew what she wants. Her dad says yes for her.",
        by=by, today=day,
    )  # fmt: skip
    dsr.record_consent(
        person=referral.person, purpose=consent.Purpose.REGISTER, decision=consent.Decision.YES,
        basis=consent.Basis.PARENT_PR, given_by=f"Rhys {referral.family_name}",
        evidence="Explained with pictures. Birth certificate seen. The paper is in the team’s folder.",
        decided_on=day, by=by, today=day,
    )  # fmt: skip
    reason = "The team agrees. A keyworker is found first; please send the second part."
    decided = add_working_days(day, 1)
    actions.accept_referral(referral=referral, reason=reason, by=by, today=decided)
    actions.record_told(referral=referral, by=by, today=decided)

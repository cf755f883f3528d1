"""Forms for tests, sent by the real actions, and the answers they are made from."""

import uuid
from datetime import date
from typing import Any

import nhs_number

from accounts.actions import PUBLIC_FORM, automatic_user
from referrals import actions
from referrals.models import Referral
from tests.worlds import World

BORN = date(2011, 3, 2)
CHILD = {
    "who": {"filling_in_for": "child"},
    "helper": {"helper_name": "Mary Morris", "helper_relation": "Mum"},
    "name": {"given_name": "Jade", "family_name": "Morris", "preferred_name": "Jay"},
    "born": {"date_of_birth": BORN.isoformat(), "about_age": None, "age": 15},
    "happening": {"happening": "No school since September. Jay does not sleep.", "rather_talk": False},
    "risks": {"risk_factors": ["behaviour_rising", "exclusion"]},
    "helped": {"tried": "A quiet room helps.", "would_help": "Somebody who stays in the evening."},
    "diagnosis": {"diagnosis": "autism", "diagnosis_said": "Dr Pike, in 2023"},
    "home": {"address": "1 Quay Row", "postcode": "NE8 1HH", "lives_in": ""},
    "hospital": {"in_hospital": "no", "hospital": "", "place_type": "family_home"},
    "nhs-number": {"gp_practice": "Quayside Surgery"},
    "school": {"education": "Riverside School, not going now", "has_ehc_plan": "yes"},
    "people": {"people_involved": "Ann Reed, social worker", "plans": ["care", "pbs"]},
    "needs": {"needs": ["easy_read", "quiet_room"], "needs_more": "Makaton", "letter_format": "easy"},
    "agreement": {"agreement": "agrees"},
    "sharing": {"not_share_with": ["police_youth_justice"], "not_share_words": ""},
    "contact": {
        "ways": ["phone", "email"],
        "phone": "01632 960 222",
        "safe_message": "no",
        "may_text": True,
        "no_calls": False,
        "email": "mary.morris@example.org",
        "post": "",
        "through_whom": "",
    },
    "safe": {
        "best_time": "After 4pm",
        "do_not_contact": "",
        "person_reach": "through_me",
        "person_reach_at": "",
    },
    "equality": {"first_language": "English", "looked_after": "no"},
    "wants": {"wants_this": "yes", "wants_words": ""},
}


def a_number() -> str:
    """A valid NHS number from the 999 test range."""
    return nhs_number.generate(for_region=nhs_number.REGION_SYNTHETIC, quantity=1)[0]


def answers(**changes: dict[str, Any]) -> dict[str, Any]:
    """A mother's answers about her child; a step is changed by its name (nhs_number for nhs-number)."""
    given = {key: dict(said) for key, said in CHILD.items()}
    for key, said in changes.items():
        given.setdefault(key.replace("_", "-"), {}).update(said)
    return given


def sent(world: World, *, received_on: date | None = None, **changes: dict[str, Any]) -> Referral:
    """A form that the world's team has received."""
    return actions.send_referral(
        key=uuid.uuid4(),
        answers=answers(**changes),
        area=world.area,
        by=automatic_user(PUBLIC_FORM),
        today=received_on or world.today,
    )

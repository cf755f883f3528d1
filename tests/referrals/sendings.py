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
    "born": {"date_of_birth": BORN.isoformat()},
    "home": {"address": "1 Quay Row", "postcode": "NE8 1HH", "lives_in": ""},
    "nhs-number": {},
    "diagnosis": {"diagnosis": "autism"},
    "happening": {"happening": "No school since September. Jay does not sleep.", "rather_talk": False},
    "hospital": {"in_hospital": "no", "hospital": ""},
    "agreement": {"agreement": "agrees"},
    "contact": {
        "ways": ["phone", "email"],
        "phone": "01632 960 222",
        "safe_message": "no",
        "email": "mary.morris@example.org",
        "post": "",
    },
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

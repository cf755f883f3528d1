"""Flags for tests: sent by the real actions, or typed into the real pages with a code out of the e-mail."""

import re
import uuid
from datetime import date
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import outbox
from accounts.actions import PUBLIC_FORM, automatic_user
from accounts.models import User
from referrals import actions
from referrals.models import Referral
from referrals.sheets.flag import FLAG
from tests.worlds import World

ADDRESS = "g.penhale@practice.nhs.uk"
BORN = date(2011, 3, 2)
GP: dict[str, dict[str, Any]] = {
    "about": {"flag_kind": "new"},
    "urgency": {"urgency": "usual"},
    "work-email": {"referrer_email": ADDRESS},
    "code": {"confirmed": ADDRESS},
    "you": {
        "referrer_name": "Gwen Penhale",
        "referrer_role": "GP",
        "referrer_organisation": "Harbour Practice",
        "referrer_phone": "01632 960 301",
        "manager": "",
    },
    "name": {"given_name": "Jade", "family_name": "Morris", "preferred_name": "Jay"},
    "born": {"date_of_birth": BORN.isoformat(), "about_age": None, "age": 15},
    "home": {"address": "1 Quay Row", "postcode": "NE8 1HH", "lives_in": ""},
    "nhs-number": {},
    "diagnosis": {"diagnosis": "autism", "diagnosis_said": ""},
    "eligibility": {"eligibility": ["diagnosis", "at_risk"]},
    "consent": {"consent_answer": "parent"},
    "consent-asked": {"consent_sought_from": "Jay, and her mum", "consent_on": "2026-03-02"},
    "happening": {"happening": "No school since September. Jay does not sleep."},
    "risks": {"risk_factors": ["placement_unstable", "exclusion"]},
    "hospital": {"in_hospital": "no", "hospital": "", "place_type": "family_home"},
    "school": {"education": "Riverside School", "has_ehc_plan": "yes"},
    "legal-status": {"legal_status": ["ehc_plan"]},
    "colour": {"proposed_colour": "amber", "reasons": "Two visits to A&E in a month."},
    "support": {"support_now": "A school nurse, once a week.", "gaps": "Nobody at night."},
    "tried": {"tried": "Melatonin. Swimming went well.", "would_help": ""},
    "leads": {"lead_professional": "Dr Ada Coombe, 01632 960 302"},
    "asked-for": {"asked_for": ["review", "keyworker"]},
}


def flag_answers(**changes: dict[str, Any]) -> dict[str, Any]:
    """A GP's answers; a step is changed by its name (asked_for for asked-for)."""
    given = {key: dict(said) for key, said in GP.items()}
    for key, said in changes.items():
        given.setdefault(key.replace("_", "-"), {}).update(said)
    return given


def flagged(
    world: World, *, received_on: date | None = None, by: User | None = None, **changes: dict[str, Any]
) -> Referral:
    """A flag that the world's team has received."""
    return actions.take_in_flag(
        key=uuid.uuid4(),
        answers=flag_answers(**changes),
        area=world.area,
        by=by or automatic_user(PUBLIC_FORM),
        today=received_on or world.today,
    )


# ---------------------------------------------------------------- typed into the pages

TYPED: dict[str, dict[str, Any]] = {
    **GP,
    "born": {"date_of_birth_day": "2", "date_of_birth_month": "3", "date_of_birth_year": "2011"},
    "nhs-number": {"number_known": "no"},
    "consent-asked": {
        "consent_sought_from": "Jay, and her mum",
        "consent_on_day": "2",
        "consent_on_month": "3",
        "consent_on_year": "2026",
    },
}


def step_url(key: str) -> str:
    """Where a question is asked."""
    return reverse("flag-step", args=[key])


def newest_code() -> str:
    """The six digits of the latest e-mail, once the worker has sent what is due."""
    outbox.send_due()
    return re.search(r"Your code is (\d{6})", str(mail.outbox[-1].body)).group(1)  # type: ignore[union-attr]


def fill_in(browser: Client, until: str | None = None, **changes: dict[str, Any]) -> None:
    """Answer every question this browser is led to, the code out of the e-mail; stop before `until`."""
    browser.post(reverse("flag"))
    typed = {**TYPED, **{key.replace("_", "-"): said for key, said in changes.items()}}
    where = step_url(FLAG.steps[0].key)
    while where != reverse("flag-check"):
        key = where.rstrip("/").rpartition("/")[2]
        if key == until:
            return
        data = {"code": newest_code()} if key == "code" else typed.get(key, {})
        response = browser.post(where, data)
        assert response.status_code == 302, (key, response.content.decode())
        where = response.headers["Location"]


def send(browser: Client) -> Any:
    """Press “Send” on the check page."""
    draft = browser.get(reverse("flag-check")).context["draft"]
    return browser.post(reverse("flag-check"), {"draft": draft}, follow=True)

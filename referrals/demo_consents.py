"""Invented consent forms for the demonstration: to be recorded, recorded, and where parents disagree."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from accounts.actions import PUBLIC_FORM, automatic_user
from accounts.demo import DemoWorld
from accounts.models import Area, User
from dsr import actions as dsr
from dsr.days import add_working_days, birthday
from dsr.models import Diagnosis, Person
from referrals import actions
from referrals.consent_plan import Found
from referrals.models import ConsentForm

OWN = {
    "who": {"giver": "person"},
    "explained": {"explained_how": ["pictures", "talked_through"], "explained_by": "Carys, keyworker"},
    "register": {"register": "yes"},
    "sharing": {"share_all": "each", "share_limits": "Not what happened at the old house."},
    "sharing-each": {"share_gp": "yes", "share_adult_social_care": "yes", "share_police": "no"},
    "contact": {"phone": "01632 960 412", "safe_message": "yes"},
}
MOTHER = {
    "who": {"giver": "parent"},
    "you": {"giver_name": "Anwen Ferriby", "giver_role": "Mum"},
    "explained": {"explained_how": ["talked_through"], "explained_by": "The team, on the phone"},
    "responsibility": {
        "authority": "mother", "authority_proof": "Birth certificate",
        "other_holders": "His father, who does not want this", "court_order": "none",
    },
    "child-view": {"child_says": "not_sure", "child_words": "Wants to know who will come."},
    "register": {"register": "yes"},
    "sharing": {"share_all": "yes"},
    "given": {"given_how": "typed", "typed_name": "Anwen Ferriby"},
    "contact": {"phone": "01632 960 413", "safe_message": "no"},
}  # fmt: skip
FATHER = {
    **MOTHER,
    "you": {"giver_name": "Rhys Ferriby", "giver_role": "Dad"},
    "responsibility": {
        "authority": "father", "authority_proof": "Birth certificate", "court_order": "none",
        "other_holders": "His mother, who wants this",
    },
    "register": {"register": "no"},
    "sharing": {"share_all": "no"},
    "given": {"given_how": "typed", "typed_name": "Rhys Ferriby"},
}  # fmt: skip


def seed(world: DemoWorld, area: Area, by: User) -> None:
    """Three forms in one area, in three states."""
    today = world.today
    nell = _person("Nell", 27, area, by, today)
    recorded = _send(OWN, nell, area, add_working_days(today, -3), world)
    _record(recorded, nell, Found(), by, add_working_days(today, -2))
    gwil = _person("Gwil", 11, area, by, today)
    mothers = _send(MOTHER, gwil, area, add_working_days(today, -4), world)
    checked = Found(checked="Birth certificate seen on a visit.")
    _record(mothers, gwil, checked, by, add_working_days(today, -3))
    fathers = _send(FATHER, gwil, area, add_working_days(today, -1), world)
    actions.match_consent_form(form=fathers, person=gwil, by=by)
    _record(fathers, gwil, checked, by, today)
    tegan = _person("Tegan", 22, area, by, today)
    _send(OWN, tegan, area, today, world)


def _person(given_name: str, age: int, area: Area, by: User, today: date) -> Person:
    return dsr.add_person(
        area=area, given_name=given_name, family_name="Ferriby", date_of_birth=birthday(today, -age),
        address="7 Orchard Way", autism=Diagnosis.DIAGNOSED, by=by, today=today,
    )  # fmt: skip


def _send(
    answers: Mapping[str, Mapping[str, Any]], person: Person, area: Area, received: date, world: DemoWorld
) -> ConsentForm:
    about = {
        "name": {"given_name": person.given_name, "family_name": person.family_name},
        "born": {
            "date_of_birth": person.date_of_birth.isoformat(),
            "age": person.age_on(received),
        },
        "home": {"lives_in": area.slug},
    }
    if answers["who"]["giver"] == "person":
        typed = f"{person.given_name} {person.family_name}"
        about["given"] = {"given_how": "typed", "typed_name": typed}
    return actions.send_consent_form(
        key=UUID(int=world.random.getrandbits(128), version=4), answers={**answers, **about}, area=area,
        by=automatic_user(PUBLIC_FORM), today=received,
    )  # fmt: skip


def _record(form: ConsentForm, person: Person, found: Found, by: User, on: date) -> None:
    form = actions.match_consent_form(form=form, person=person, by=by)
    actions.record_consent_form(form=form, found=found, by=by, today=on)

"""What was typed is kept, and what stands in the way is said where the lists are read."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dsr import actions, rules
from dsr.known_admission_rules import Because
from dsr.models import KnownAdmission, PauseReason
from tests.dsr.stay_worlds import DAY, signed
from tests.dsr.test_stay_pages import told
from tests.worlds import World, signed_in

BORN = date(1999, 5, 4)


def test_who_turns_out_to_be_on_the_register_has_the_form_of_their_admission_filled(world: World) -> None:
    entry = world.entry(world.person("Wren", family_name="Pellow", born=BORN))
    page = signed_in(world.coordinator)
    sent = told(world, is_one=str(entry.person_id), hospital="Fernlea", security="low", legal_status="3")
    shown = page.post("/admissions/add/", sent)
    action, day = f"/register/{entry.pk}/admission/", world.today - 2 * DAY
    assert shown.status_code == 200 and f'action="{action}"' in shown.text
    typed = shown.context["form"].initial
    assert (typed["hospital"], typed["security"], typed["legal_status"]) == ("Fernlea", "low", "3")
    assert typed["admitted_on"] == day and "The ward rang." in typed["words"]
    assert 'value="Fernlea"' in shown.text and "The ward rang." in shown.text
    assert "thought not to be on the register" in shown.text.lower()
    assert not entry.stays.exists() and not KnownAdmission.objects.exists()
    kept = {name: value for name, value in typed.items() if name != "admitted_on"} | {"inadequate": "no"}
    on = {"admitted_on_day": day.day, "admitted_on_month": day.month, "admitted_on_year": day.year}
    assert page.post(action, kept | on).status_code == 302
    assert entry.stays.get().hospital == "Fernlea" and "The ward rang." in entry.notes.get().text


# ---------------------------------------------------------------- in hospital, not on the register


def known(
    world: World, name: str = "Wren", days: int = 30, because: str = Because.NOT_ASKED
) -> KnownAdmission:
    now, world.today = world.today, world.today - days * DAY
    try:
        return actions.record_known_admission(
            area=world.area, person=world.person(name), hospital="The Larches", security="general",
            legal_status="informal", admitted_on=world.today, because=because, words="", **signed(world),
        )  # fmt: skip
    finally:
        world.today = now


def asked(world: World, row: KnownAdmission, days: int) -> None:
    facts = {"outcome": "asked", "words": "No answer.", "by": world.coordinator}
    actions.follow_up_admission(known=row, today=world.today - days * DAY, **facts)


def ask_by(row: KnownAdmission) -> date | None:
    return KnownAdmission.objects.with_asking().get(pk=row.pk).ask_by


def test_asking_again_counts_from_the_last_time_they_were_asked(world: World) -> None:
    row = known(world)
    working = rules.RULES["consent_missing_chase"].unit
    assert ask_by(row) == rules.add(row.recorded_on, 10, working)
    assert " late)" in signed_in(world.coordinator).get("/admissions/").text
    asked(world, row, 8)
    asked(world, row, 1)
    assert ask_by(row) == rules.add(world.today - DAY, 10, working)
    assert " late)" not in signed_in(world.coordinator).get("/admissions/").text


@pytest.mark.parametrize("count", [0, 3])
def test_asking_again_follows_the_number_of_the_area(world: World, count: int) -> None:
    row = known(world)
    own = {"area": world.area, "key": "consent_missing_chase", "reason": "Agreed.", "by": world.coordinator}
    actions.set_own_number(count=count, from_day=world.today - 5 * DAY, **own)
    before = ask_by(row)
    asked(world, row, 4)
    assert ask_by(row) == rules.add(world.today - 4 * DAY, count, rules.RULES["consent_missing_chase"].unit)
    assert before == rules.add(row.recorded_on, 10, rules.RULES["consent_missing_chase"].unit)


def test_who_has_said_no_is_not_asked_again_and_never_late(world: World) -> None:
    row = known(world, because=Because.SAID_NO)
    page = signed_in(world.coordinator)
    for address in ("/admissions/", f"/admissions/{row.pk}/", "/my-work/"):
        shown = page.get(address).text
        assert " late)" not in shown and "hey said no" in shown


def test_the_list_of_admissions_costs_the_same_for_one_and_for_six(world: World) -> None:
    page, counts = signed_in(world.coordinator), []
    for number in range(6):
        known(world, f"P{number}")
        if number in (0, 5):
            with CaptureQueriesContext(connection) as caught:
                page.get("/admissions/")
            counts.append(len(caught))
    assert counts[0] == counts[1]


# ---------------------------------------------------------------- a pause, where the lists are read


def test_why_something_cannot_be_done_now_is_said_beside_its_late_days(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "red")
    page, counts = signed_in(world.coordinator), []
    first: Any = entry.deadlines.open().order_by("due_on", "key").first()
    for paused in (False, True):
        if paused:
            actions.pause_deadline(deadline=first, reason=PauseReason.UNWELL, words="canary", **signed(world))
        with CaptureQueriesContext(connection) as caught:
            shown = {address: page.get(address).text for address in ("/register/", "/my-work/")}
        counts.append(len(caught))
        for address, text in shown.items():
            assert ("paused: too unwell" in text) is paused, address
            assert "canary" not in text
    assert counts[0] == counts[1]

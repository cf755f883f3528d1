"""What a legal hold keeps nobody erases, in whichever table it stands (quality 1.11)."""

from typing import Any

import pytest

from accounts.kept_rows import check_not_kept
from accounts.seal_shapes import sealed_models
from config.refused import Refused
from dsr import actions
from dsr.held_rows import people_of
from dsr.models import LegalHold, Person
from referrals.models import Referral
from tests.full_house import House
from tests.worlds import World

# Rows of these are about colleagues, areas and the record itself. Whatever else there is leads to a person.
ABOUT_NOBODY = {
    "accounts_accountevent", "accounts_emergencyattempt", "accounts_erasure", "accounts_historicalarea",
    "accounts_historicalinvitation", "accounts_historicalmembership", "accounts_historicalorganisation",
    "accounts_historicaluser", "accounts_identitycheck", "cetr_historicalexpert", "dsr_arearule",
    "dsr_historicalareadeadline",
    "dsr_historicalplace", "dsr_historicalsavedfilter",
    "dsr_dischargechecklist",
    "dsr_historicalmeeting", "dsr_historicalmeetingattendance", "dsr_meetingaddendum",
    "dsr_afterhospital",
    "dsr_historicalrisktool",
    "referrals_historicaldutyturn",
}  # fmt: skip


def hold(world: World, person: Person) -> LegalHold:
    return actions.place_hold(person=person, why="An inquest.", by=world.coordinator, today=world.today)


def test_of_every_sealed_table_it_is_known_about_whom_its_rows_are(house: House) -> None:
    """A new table fails here until its rows lead to a person, or it is written above."""
    for form in Referral.objects.filter(person=None):
        form.person = house.jade.person  # until somebody says who it is about, a form leads to nobody
        form.save(by=house.world.coordinator)
    nobody = set()
    for model in sealed_models():
        rows = list(model._base_manager.all())
        if rows and not any(people_of(row) for row in rows):
            nobody.add(model._meta.db_table)
    assert nobody == ABOUT_NOBODY


def rows_about(person: Person) -> list[Any]:
    return [
        row for model in sealed_models() for row in model._base_manager.all() if person.pk in people_of(row)
    ]


def test_no_row_about_somebody_held_loses_its_words_and_everybody_elses_may(house: House) -> None:
    hold(house.world, house.jade.person)
    rows = rows_about(house.jade.person)
    assert len({row._meta.db_table for row in rows}) > 10
    for row in rows:
        with pytest.raises(Refused, match="legal hold"):
            check_not_kept(row._meta.db_table, str(row.pk))
    for row in rows_about(house.tom.person):
        if house.jade.person_id not in people_of(row):
            check_not_kept(row._meta.db_table, str(row.pk))


def test_a_hold_on_the_record_that_goes_on_keeps_what_was_merged_into_it(house: House) -> None:
    kept, merged = house.tom.person, house.world.person("Jayde")
    merged.merged_into = kept
    merged.save(by=house.world.coordinator)
    hold(house.world, kept)
    with pytest.raises(Refused, match="legal hold"):
        check_not_kept("dsr_historicalperson", str(merged.history.first().history_id))

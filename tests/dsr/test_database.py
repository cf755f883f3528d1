# ruff: noqa: E501  statements are easier to read whole
"""What PostgreSQL refuses, whoever asks: each constraint by a row that breaks it, written in SQL."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.full_house import House

BROKEN = {
    "NHS number with a wrong check digit": (
        "UPDATE dsr_person SET nhs_number = '9994821174' WHERE id = %(person)s", "nhs_number_check_digit"),
    "NHS number of nine digits": (
        "UPDATE dsr_person SET nhs_number = '999482117' WHERE id = %(person)s", "nhs_number_is_one"),
    "NHS number of letters": (
        "UPDATE dsr_person SET nhs_number = 'abcdefghij' WHERE id = %(person)s", "nhs_number_is_one"),
    "NHS number of other digits": (
        "UPDATE dsr_person SET nhs_number = '٩٩٩٤٨٢١١٧٣' WHERE id = %(person)s", "nhs_number"),
    "the NHS number of somebody else": (
        "UPDATE dsr_person SET nhs_number = (SELECT nhs_number FROM dsr_person WHERE id <> %(person)s "
        "AND nhs_number IS NOT NULL LIMIT 1) WHERE id = %(person)s", "nhs_number"),
    "a second active entry in an area": (
        "INSERT INTO dsr_registerentry (id, person_id, area_id, status, added_on, rating_number) "
        "SELECT gen_random_uuid(), person_id, area_id, 'paused_consent', added_on, 0 FROM dsr_registerentry "
        "WHERE id = %(entry)s", "one_active_entry_in_an_area"),
    "a colour without a rating": (
        "UPDATE dsr_registerentry SET rating_number = 0 WHERE id = %(entry)s", "rated_or_not"),
    "a rating without a colour": (
        "UPDATE dsr_registerentry SET colour = NULL WHERE id = %(entry)s", "rated_or_not"),
    "a second open stay": (
        "INSERT INTO dsr_hospitalstay (id, entry_id, hospital, ward, security, secure, legal_status, "
        "admitted_on, recorded_on, going_to_kind, going_to) "
        "SELECT gen_random_uuid(), entry_id, 'x', '', 'general', false, '2', admitted_on, admitted_on, '', '' "
        "FROM dsr_hospitalstay "
        "WHERE discharged_on IS NULL LIMIT 1", "one_open_stay"),
    "left before admitted": (
        "UPDATE dsr_hospitalstay SET discharged_on = admitted_on - 1", "stay_dates_in_order"),
    "the same rating number twice": (
        "INSERT INTO dsr_rating (entry_id, number, colour, criteria, reason, words_for_person, decided_by, "
        "decided_at, decided_on, evidence, evidence_words, person_view, family_view, works, must_change, telling, "
        "telling_how, tool_answers, suggested, why_differs, by_id, at) SELECT entry_id, number, 'green', criteria, "
        "'x', '', 'x', decided_at, decided_on, '{}', '', '', '', '', '', '', '', '{}', '', '', by_id, at FROM dsr_rating WHERE entry_id = %(entry)s LIMIT 1", "one_rating_of_each_number"),
    "two open deadlines of one kind": (
        'INSERT INTO dsr_deadline (id, entry_id, key, "group", started_on, count, own_number, unit, mark, source, '
        "due_on, opened_at, cancelled_why, recomputed_why, paused) SELECT gen_random_uuid(), entry_id, key, "
        '"group", started_on, count, own_number, unit, mark, source, due_on, opened_at, \'\', \'\', \'\' FROM dsr_deadline '
        "WHERE entry_id = %(entry)s AND about IS NULL AND met_on IS NULL AND cancelled_on IS NULL LIMIT 1",
        "one_open_deadline_of_a_kind"),
    "cancelled without a reason": (
        "UPDATE dsr_deadline SET cancelled_on = due_on, met_on = NULL, cancelled_why = ''", "cancelled_with_a_reason"),
    "a reason without being cancelled": (
        "UPDATE dsr_deadline SET cancelled_on = NULL, cancelled_why = 'x'", "cancelled_with_a_reason"),
    "both met and cancelled": (
        "UPDATE dsr_deadline SET cancelled_on = due_on, met_on = due_on, cancelled_why = 'x'", "met_or_cancelled"),
    "due before it was agreed": (
        "UPDATE dsr_recommendation SET due_on = agreed_on - 1", "due_after_agreed"),
    "a membership that ends before it begins": (
        "UPDATE accounts_membership SET to_day = from_day - 2", "membership_dates_in_order"),
    "an area that ends before it begins": (
        "UPDATE accounts_area SET valid_to = valid_from", "area_dates_in_order"),
    "an e-mail address in capitals": (
        "UPDATE accounts_user SET email = upper(email)", "email_in_small_letters"),
    "a person of whom nothing would be left": (
        "DELETE FROM dsr_person WHERE id = %(person)s", "foreign key|only ever added"),
    "a history without an author": (
        "INSERT INTO dsr_historicalperson SELECT (p.h).* FROM (SELECT h FROM dsr_historicalperson h LIMIT 1) p",
        "duplicate key"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_the_database_refuses(house: House, what: str) -> None:
    sql, words = BROKEN[what]
    ids = {"person": house.jade.person_id, "entry": house.jade.pk}
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match=words), transaction.atomic():
        cursor.execute(sql, ids)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_urgency_follows_the_colour_by_the_databases_own_hand(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT coalesce(colour, 'none'), urgency FROM dsr_registerentry ORDER BY 2")
        assert cursor.fetchall() == [("none", 0), ("red", 1), ("amber", 2), ("blue", 3)]


@pytest.mark.parametrize("model", ["Rating", "ConsentRecord", "Note", "Progress", "AreaRule"])
def test_authors_cannot_be_left_out(house: House, model: str) -> None:
    from django.apps import apps

    row = apps.get_model("dsr", model)._default_manager.first()
    row.pk, row.by_id, row._state.adding = None, None, True
    if model == "Rating":
        row.number = 900
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_day_of_everything_is_this_worlds_today(house: House) -> None:
    assert house.review.planned_for == house.today
    assert house.recommendation.due_on == house.today + timedelta(days=7)

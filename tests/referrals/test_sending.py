"""A form is sent once, kept as it was sent, and answered with a receipt that gives nothing away."""

import re
import threading
import uuid
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from accounts import outbox
from accounts.actions import AUTOMATIC_MESSAGES, PUBLIC_FORM, automatic_user
from accounts.models import OutboxMessage
from config.append_only import append_only_tables
from dsr import actions as dsr
from dsr.days import add_working_days
from referrals import actions
from referrals.models import Referral
from referrals.sheets.self_referral import EMPTY
from tests.referrals.sendings import answers, sent
from tests.worlds import World

FIFTY = 50


@pytest.mark.django_db(transaction=True)
def test_fifty_threads_at_once_make_one_form() -> None:
    world = World()
    by = automatic_user(PUBLIC_FORM)
    draft = actions.start_draft()
    for step, said in answers().items():
        actions.keep_answers(draft=draft, step=step, answers=said)
    found: list[str] = []
    wrong: list[BaseException] = []
    together = threading.Barrier(FIFTY)

    def press_send() -> None:
        try:
            together.wait()
            done = actions.send_draft(draft=draft, area=world.area, by=by, today=world.today)
            found.append(done.reference)
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press_send) for _ in range(FIFTY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(found) == FIFTY
    assert len(set(found)) == 1
    assert Referral.objects.count() == 1
    assert OutboxMessage.objects.filter(kind="referral_receipt").count() == 1


def test_a_draft_that_never_was_cannot_be_sent(world: World) -> None:
    with pytest.raises(actions.DraftGone):
        actions.send_draft(draft=uuid.uuid4(), area=world.area, by=world.hand, today=world.today)


def test_the_clocks_start_on_the_day_it_came(world: World) -> None:
    monday = date(2026, 3, 2)
    referral = sent(world, received_on=monday)
    assert referral.triage_due_on == date(2026, 3, 4)
    assert referral.contact_due_on == date(2026, 3, 9)
    assert referral.decision_due_on == date(2026, 3, 30)


def test_an_area_has_its_own_number(world: World) -> None:
    dsr.set_own_number(
        area=world.area,
        key="referral_triage",
        count=1,
        reason="We are quick.",
        from_day=world.long_ago,
        by=world.hand,
    )
    assert sent(world).triage_due_on == add_working_days(world.today, 1)


# ---------------------------------------------------------------- kept as sent


@pytest.mark.parametrize("column", [*EMPTY, "reference", "key", "received_on", "sent_at", "decision_due_on"])
def test_the_database_refuses_to_change_an_answer(world: World, column: str) -> None:
    referral = sent(world)
    with (
        pytest.raises(DatabaseError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE referrals_referral SET {column} = {column} WHERE id = %s", [referral.pk])


def test_the_database_refuses_to_delete_a_form(world: World) -> None:
    sent(world)
    with (
        pytest.raises(DatabaseError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM referrals_referral")


@pytest.mark.django_db(transaction=True)
def test_the_pages_own_role_cannot_change_an_answer(app_role_connection: psycopg.Connection[Any]) -> None:
    sent(World())
    with pytest.raises(psycopg.Error):
        app_role_connection.execute("UPDATE referrals_referral SET happening = 'all is well'")


def test_every_append_only_table_of_referrals_has_its_trigger(db: None) -> None:
    tables = [table for table in append_only_tables() if table.startswith("referrals_")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'only_added'")
        guarded = {row[0] for row in cursor.fetchall()}
    assert tables
    assert set(tables) <= guarded


def test_a_form_cannot_be_without_a_way_to_reach_anybody(world: World) -> None:
    nothing = {"phone": "", "email": "", "post": "", "through_whom": ""}
    with pytest.raises(DatabaseError, match="can_be_reached"), transaction.atomic():
        sent(world, contact=nothing)


# ---------------------------------------------------------------- e-mails

SECRETS = ("Jade", "Morris", "Jay", "Mary", "2011", "NE8", "Quay", "999 482", "9994821173", "school", "sleep")
WORDS = ("autis", "register", "learning disab", "hospital", "diagnos", "referral", "child", "CETR")


def every_word_of(message: Any) -> str:
    return "\n".join(
        [message.subject, message.body, message.from_email, *map(str, message.extra_headers.values())]
    )


def test_the_receipt_says_what_next_and_gives_nobody_away(world: World) -> None:
    referral = sent(world, nhs_number={"nhs_number": "9994821173"})
    outbox.send_due()
    [message] = mail.outbox
    text = every_word_of(message)
    assert message.to == ["mary.morris@example.org"]
    assert referral.spaced_reference in text
    assert "999" in text
    assert "111" in text
    assert world.area.crisis_phone in text
    assert not [word for word in (*SECRETS, *WORDS) if re.search(re.escape(word), text, re.IGNORECASE)]


def test_the_outcome_says_only_that_there_is_one(world: World) -> None:
    referral = sent(world, safe={"person_reach": ""})
    actions.decline_referral(
        referral=referral, reason="Jade is well.", by=world.coordinator, today=world.today
    )
    outbox.send_due()
    text = every_word_of(mail.outbox[-1])
    assert mail.outbox[-1].subject == "There is an update"
    assert referral.spaced_reference in text
    assert not [word for word in (*SECRETS, *WORDS, "well", "declin") if word.lower() in text.lower()]
    referral.refresh_from_db()
    assert referral.told_on is None  # Jade herself is still to be told
    [letter] = referral.tellings.open()
    assert (letter.to, letter.way, letter.about) == ("person", "letter", "outcome")
    actions.end_telling(telling=letter, told=True, note="", by=world.coordinator, today=world.today)
    referral.refresh_from_db()
    assert referral.told_on == world.today


def test_a_receipt_is_on_record_by_the_automatic_hand(world: World) -> None:
    referral = sent(world)
    outbox.send_due()
    outbox.send_due()
    referral.refresh_from_db()
    hands = list(referral.history.order_by("history_id").values_list("history_user__name", "history_type"))
    assert hands == [("Public form", "+"), (AUTOMATIC_MESSAGES, "~")]
    assert referral.receipt_sent_at is not None
    assert len(mail.outbox) == 1


def test_without_an_address_nothing_is_sent_and_nothing_is_claimed(world: World) -> None:
    referral = sent(world, contact={"email": ""})
    outbox.send_due()
    referral.refresh_from_db()
    assert mail.outbox == []
    assert referral.receipt_sent_at is None
    assert not OutboxMessage.objects.exists()
    [call] = referral.tellings.open()  # somebody rings them, the same day
    assert (call.way, call.about, call.due_on) == ("phone", "receipt", world.today)
    actions.end_telling(telling=call, told=True, note="Rang.", by=world.coordinator, today=world.today)
    referral.refresh_from_db()
    assert referral.acknowledged_on == world.today


def test_the_outbox_holds_ids_only(world: World) -> None:
    referral = sent(world)
    telling = referral.tellings.get()
    assert OutboxMessage.objects.get().payload == {"referral": str(referral.pk), "telling": str(telling.pk)}


def test_a_late_form_says_so(world: World) -> None:
    referral = sent(world, received_on=world.today - timedelta(days=10))
    assert referral.is_late(world.today)
    assert "late" in referral.next_clock.words(world.today)
    assert not sent(world).is_late(world.today)

"""Messages: written with what they tell of, sent once, whoever is away."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts import outbox
from accounts.mail import send_plain
from accounts.models import Heartbeat, OutboxMessage
from accounts.tasks import beat, send_due_messages


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys that the handler `ok` was asked to send; `poison` always fails."""
    keys: list[str] = []

    def poison(message: OutboxMessage) -> str:
        OutboxMessage.objects.create(kind="trace", key=f"trace-{message.tries}-{message.pk}")
        raise ValueError("Jade Morris 999 482 1173")

    monkeypatch.setitem(outbox.HANDLERS, "ok", lambda message: keys.append(message.key) or "sent to 1")
    monkeypatch.setitem(outbox.HANDLERS, "poison", poison)
    return keys


def post(key: str, kind: str = "ok", **facts: Any) -> OutboxMessage:
    return outbox.post(kind, key=key, payload={}, **facts)


def test_a_message_is_sent_once_for_its_key(db: None, sent: list[str]) -> None:
    assert post("a") == post("a")
    assert outbox.send_due() == 1
    assert (outbox.send_due(), post("a").outcome, outbox.send_due()) == (0, "sent to 1", 0)
    assert sent == ["a"]


def test_a_message_goes_with_the_change_it_tells_of(db: None, sent: list[str]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        post("a")
        raise RuntimeError
    assert outbox.send_due() == 0 and not OutboxMessage.objects.exists()


def test_what_is_not_due_waits_and_the_oldest_goes_first(db: None, sent: list[str]) -> None:
    now = timezone.now()
    post("later", due_at=now + timedelta(hours=1))
    post("second", due_at=now - timedelta(hours=1))
    post("first", due_at=now - timedelta(hours=2))
    assert outbox.send_due() == 2 and sent == ["first", "second"]


def test_one_that_fails_steps_back_and_the_others_go_out(db: None, sent: list[str]) -> None:
    now = timezone.now()
    poison = post("bad", "poison", due_at=now - timedelta(days=1))
    post("good")
    assert outbox.send_due() == 2 and sent == ["good"]
    poison.refresh_from_db()
    assert (poison.tries, poison.sent_at, poison.given_up_at) == (1, None, None)
    assert poison.due_at > now + timedelta(seconds=30)
    assert poison.last_error == "ValueError", "the kind of error, never its words"
    assert not OutboxMessage.objects.filter(kind="trace").exists(), "what it did before it failed is undone"
    assert outbox.send_due() == 0, "and it is not tried at once again"


def test_after_ten_tries_it_is_given_up_and_kept(db: None, sent: list[str]) -> None:
    poison, waits = post("bad", "poison"), []
    for tries in range(1, 11):
        OutboxMessage.objects.filter(pk=poison.pk).update(due_at=timezone.now() - timedelta(seconds=1))
        assert outbox.send_due() == 1
        poison.refresh_from_db()
        assert poison.tries == tries
        waits.append((poison.due_at - timezone.now()).total_seconds())
    assert poison.given_up_at and not poison.sent_at
    assert waits == sorted(waits) and waits[-1] <= 21_601
    OutboxMessage.objects.filter(pk=poison.pk).update(due_at=timezone.now() - timedelta(days=1))
    assert outbox.send_due() == 0


def test_a_kind_that_nobody_handles_is_an_error_not_a_loss(db: None, sent: list[str]) -> None:
    unknown = post("x", "no such kind")
    outbox.send_due()
    unknown.refresh_from_db()
    assert (unknown.sent_at, unknown.last_error) == (None, "KeyError")


def test_a_broker_that_is_away_loses_nothing_and_raises_nothing(
    transactional_db: None, sent: list[str]
) -> None:
    with patch.object(send_due_messages, "delay", side_effect=OperationalError("away")), transaction.atomic():
        post("a")
    assert OutboxMessage.objects.get().sent_at is None
    send_due_messages()  # the sweep, a minute later
    assert sent == ["a"]
    assert Heartbeat.objects.filter(name="outbox").exists()


def test_a_worker_is_woken_only_when_the_change_is_kept(
    transactional_db: None, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[int] = []
    monkeypatch.setattr(send_due_messages, "delay", lambda: woken.append(OutboxMessage.objects.count()))
    with transaction.atomic():
        post("a")
        assert woken == []
    assert woken == [1]
    with pytest.raises(RuntimeError), transaction.atomic():
        post("b")
        raise RuntimeError
    assert woken == [1]


@pytest.fixture
def slow(sent: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Event, Event]]:
    """A handler in the middle of its work: it has begun, and waits to be let go."""
    begun, go = Event(), Event()

    def wait(message: OutboxMessage) -> str:
        sent.append(message.key)
        begun.set()
        assert go.wait(20)
        return "sent"

    monkeypatch.setitem(outbox.HANDLERS, "slow", wait)
    yield begun, go
    go.set()


def test_two_workers_at_once_send_each_message_once(
    transactional_db: None, sent: list[str], slow: tuple[Event, Event]
) -> None:
    begun, go = slow
    post("held", "slow", due_at=timezone.now() - timedelta(hours=1))
    post("free")

    def work() -> int:
        try:
            return outbox.send_due()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(work)
        assert begun.wait(20)
        second = pool.submit(work)
        assert second.result(20) == 1, "the other worker passes over what is held, and waits for nobody"
        assert sent == ["held", "free"]
        go.set()
        assert first.result(20) == 1
    assert sorted(sent) == ["free", "held"]
    assert not OutboxMessage.objects.filter(sent_at=None).exists()


def test_an_email_says_nothing_of_anybody(db: None, mailoutbox: list[Any]) -> None:
    send_plain(
        to="a@example.org", subject="There is something new for you", lines=["Sign in."], message_id="7"
    )
    mail = mailoutbox[0]
    assert mail.extra_headers["Message-ID"].startswith("<7@")
    assert mail.alternatives == [] if hasattr(mail, "alternatives") else True
    assert mail.attachments == [] and mail.body == "Sign in.\n"


def test_no_line_break_reaches_a_header(db: None) -> None:
    with pytest.raises(Exception, match="newline"):
        send_plain(to="a@example.org\nBcc: b@example.org", subject="x", lines=["y"], message_id="7")


def test_a_mail_server_that_never_answers_does_not_hold_the_worker() -> None:
    backend = mail.get_connection("django.core.mail.backends.smtp.EmailBackend")
    assert 0 < backend.timeout <= 30


def test_the_tick_says_that_the_worker_is_there(db: None) -> None:
    beat()
    assert Heartbeat.objects.get().name == "worker"

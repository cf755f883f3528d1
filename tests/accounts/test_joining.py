"""Joining and coming back by a link: single use, for a time, never a way round the second step."""

import re
from datetime import timedelta
from threading import Barrier, Thread
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from redis.exceptions import RedisError

from accounts import actions, links, outbox, tries
from accounts.models import AccountEvent, Invitation, OutboxMessage, SignInTry, User
from accounts.permissions import RoleName
from tests.worlds import World, signed_in

WORDS = "a harbour full of quiet boats"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def ina(world: World) -> User:
    return actions.invite(
        email="Ina@example.org", name="Ina Vited", role=RoleName.KEYWORKER, area=world.area,
        by=world.administrator,
    )  # fmt: skip


def path_in(message: Any) -> str:
    return re.search(r"(/invitation/\S+)", message.body).group(1)  # type: ignore[union-attr]


def sent_link() -> str:
    """The link in the one e-mail that is sent now."""
    mail.outbox.clear()
    outbox.send_due()
    return path_in(next(m for m in mail.outbox if "/invitation/" in m.body))


def choose(path: str, word: str = WORDS) -> tuple[Client, Any]:
    browser = Client()
    browser.post(path)
    return browser, browser.post("/choose-password/", {"password": word})


def dead(path: str) -> str:
    """What a link says that lets nobody in; it must never open the next page."""
    browser = Client()
    found = browser.get(path)
    assert found.status_code == 410
    assert browser.post(path).status_code == 410
    assert browser.get("/choose-password/").status_code == 302
    return found.content.decode()


# ---------------------------------------------------------------- the way in


def test_from_invitation_to_signed_in(world: World, ina: User) -> None:
    """S44, S41: a password is chosen once; the link signs nobody in."""
    assert not ina.has_usable_password() and ina.email == "ina@example.org"
    path = sent_link()
    page = Client().get(path).content.decode()
    assert "Keyworker" in page and "Northmoor" in page
    assert "Ina" not in page and "example.org" not in page, "no personal detail"
    browser, answer = choose(path)
    assert answer.status_code == 302 and answer.url == "/accounts/login/"
    assert "_auth_user_id" not in browser.session
    ina.refresh_from_db()
    assert ina.check_password(WORDS)
    assert Invitation.objects.get().accepted_at
    assert AccountEvent.objects.filter(user_id=ina.pk, kind="password_changed").exists(), "S42"
    assert "used" in dead(path)


def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(ina: User) -> None:
    """S44, S22: a GET changes nothing."""
    path = sent_link()
    before = Invitation.objects.get().version
    for _ in range(3):
        assert Client().get(path).status_code == 200
        assert Client().head(path).status_code == 200
    assert Invitation.objects.get().version == before
    assert choose(path)[1].status_code == 302


def test_the_link_is_long_and_nothing_of_it_is_stored(ina: User) -> None:
    """S60: signed with 256 bits; the record and the outbox hold ids only."""
    token = links.token_of(Invitation.objects.get())
    assert len(token) > 100 and re.fullmatch(r"[-\w]+", token)
    message = OutboxMessage.objects.get(kind="invitation")
    assert set(message.payload) == {"invitation"} and token not in str(message.payload)
    assert "Ina" not in str(message.payload)


def test_the_email_says_nothing_about_anybody(ina: User) -> None:
    """S46 and 1.6: no name, role, area, or what the service is for."""
    sent_link()
    text = mail.outbox[0].subject + mail.outbox[0].body
    for word in ("Ina", "Keyworker", "keyworker", "Northmoor", "register", "disability"):
        assert word not in text
    assert mail.outbox[0].to == ["ina@example.org"]


# ---------------------------------------------------------------- dead links (S44)


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("another", "newer link"), ("cancelled", "taken back"), ("mail", "changed"), ("stopped", "closed"),
        ("late", "run out"), ("password", "changed"),
    ],
)  # fmt: skip
def test_what_kills_a_link(world: World, ina: User, what: str, says: str) -> None:
    path, boss = sent_link(), world.administrator
    if what == "another":
        actions.send_link(user=ina, by=boss)
    elif what == "cancelled":
        actions.cancel_invitation(user=ina, by=boss)
    elif what == "mail":
        ina.email = "ina.other@example.org"
        ina.save(by=boss)
    elif what == "stopped":
        actions.stop_account(user=ina, by=boss)
    elif what == "password":
        actions.set_password(user=ina, password="another fine long password", by=boss)
    else:
        invitation = Invitation.objects.get()
        invitation.invited_at -= timedelta(days=8)
        invitation.expires_at -= timedelta(days=8)
        invitation.save(by=boss)
    page = dead(path)
    assert says in page and "Ask for a new link" in page
    ina.refresh_from_db()
    assert not ina.check_password(WORDS)


def test_seven_days_and_not_a_second_more(ina: User) -> None:
    invitation = Invitation.objects.get()
    assert invitation.expires_at - invitation.invited_at == timedelta(days=7)
    token = links.token_of(invitation)
    links.read(token, invitation.expires_at - timedelta(seconds=1))
    with pytest.raises(links.DeadLink, match="run out"):
        links.read(token, invitation.expires_at)


@pytest.mark.parametrize("token", ["x", "A" * 5000, "-", "eyJpIjoxfQ", "____"])
def test_a_made_up_link_is_not_complete(world: World, token: str) -> None:
    assert "not complete" in dead(f"/invitation/{token}/")


def test_a_changed_link_is_not_complete(ina: User) -> None:
    path = sent_link()
    for place in (20, 60, len(path) - 10):
        changed = path[:place] + ("A" if path[place] != "A" else "B") + path[place + 1 :]
        assert Client().get(changed).status_code == 410


@pytest.mark.parametrize("word", ["", "short", "password1234", "x" * 10_000])
def test_a_poor_password_is_said_beside_the_field(ina: User, word: str) -> None:
    """S37, S38: the same rules as everywhere."""
    browser, answer = choose(sent_link(), word)
    assert answer.status_code == 200 and b"nhsuk-error-summary" in answer.content
    assert Invitation.objects.get().accepted_at is None
    assert browser.post("/choose-password/", {"password": WORDS}).status_code == 302, (
        "the link is not used up"
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_once_one_is_too_late(transactional_db: Any) -> None:
    """S15, S44: the account is locked while its link is used."""
    world = World()
    boss = world.administrator
    user = actions.invite(
        email="ina@example.org", name="Ina", role=RoleName.KEYWORKER, area=world.area, by=boss
    )
    link = links.token_of(Invitation.objects.get())
    start, won, lost = Barrier(5), [], []

    def try_it(number: int) -> None:
        start.wait()
        try:
            actions.accept_invitation(link=link, password=f"{WORDS} {number}")
            won.append(number)
        except links.DeadLink:
            lost.append(number)
        finally:
            connection.close()

    threads = [Thread(target=try_it, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1 and len(lost) == 4
    user.refresh_from_db()
    assert user.check_password(f"{WORDS} {won[0]}")


# ---------------------------------------------------------------- I cannot sign in


def ask(email: str) -> Any:
    return Client().post("/cannot-sign-in/", {"email": email}, follow=True)


def test_the_answer_and_the_work_are_the_same_for_everybody(world: World, ina: User) -> None:
    """S43: by text, status, address and number of queries."""
    actions.stop_account(user=world.chair, by=world.administrator)
    pages, counts = set(), set()
    for email in ("ina@example.org", "nobody@example.org", world.chair.email, world.coordinator.email):
        SignInTry.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            answer = Client().post("/cannot-sign-in/", {"email": email})
        counts.add(len(asked))
        assert answer.status_code == 302 and answer.url == "/cannot-sign-in/asked/"
        pages.add(re.sub(r'value="[^"]+"', "", Client().get(answer.url).content.decode()))
    assert len(pages) == 1 and len(counts) == 1
    assert OutboxMessage.objects.filter(kind="cannot_sign_in").count() == 4


def test_a_link_comes_only_to_an_open_account(world: World, ina: User) -> None:
    outbox.send_due()
    mail.outbox.clear()
    actions.stop_account(user=world.chair, by=world.administrator)
    for email in ("nobody@example.org", world.chair.email):
        ask(email)
    while outbox.send_due():
        pass
    assert mail.outbox == []
    ask("INA@example.org")
    while outbox.send_due():
        pass
    assert [m.to for m in mail.outbox] == [["ina@example.org"]]
    assert Invitation.objects.latest("number").kind == Invitation.Kind.JOIN


def test_a_new_password_is_chosen_within_the_hour_and_ends_the_sessions(world: World) -> None:
    """S44, S49: the second step is not touched, the owner is told."""
    user = world.coordinator
    actions.set_password(user=user, password="the old one was long too", by=world.hand)
    browser = signed_in(User.objects.get(pk=user.pk))
    ask(user.email)
    while outbox.send_due():
        pass
    invitation = Invitation.objects.get(user=user)
    assert invitation.kind == Invitation.Kind.RESET
    assert invitation.expires_at - invitation.invited_at == timedelta(minutes=60)
    path = path_in(next(m for m in mail.outbox if "/invitation/" in m.body))
    assert choose(path)[1].status_code == 302
    assert browser.get("/my-work/").status_code == 302
    assert User.objects.get(pk=user.pk).check_password(WORDS)
    assert AccountEvent.objects.filter(user_id=user.pk, kind="password_changed").count() == 2


def test_whoever_asks_often_for_one_account_hears_the_same_and_no_more_goes_out(world: World) -> None:
    """S39: per account; its owner's latest link still works."""
    for _ in range(tries.FOR_AN_ACCOUNT + 3):
        assert b"Look at your e-mail" in ask(world.coordinator.email).content
    assert OutboxMessage.objects.filter(kind="cannot_sign_in").count() == tries.FOR_AN_ACCOUNT


def test_one_connection_may_ask_so_often_and_no_more(world: World) -> None:
    """S39: per address; nobody's account is locked by it."""
    answers = [ask(f"somebody{n}@example.org").status_code for n in range(tries.FROM_AN_ADDRESS + 2)]
    assert answers[: tries.FROM_AN_ADDRESS] == [200] * tries.FROM_AN_ADDRESS and answers[-1] == 429
    assert (
        Client(REMOTE_ADDR="10.0.0.9").post("/cannot-sign-in/", {"email": "a@example.org"}).status_code == 302
    )


def test_a_cache_that_is_away_does_not_let_everybody_ask_without_end(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S39: counted in the database, as wrong passwords are."""

    def away(*words: Any, **options: Any) -> None:
        raise RedisError("away")

    for name in ("get", "set", "add", "incr", "delete", "touch"):
        monkeypatch.setattr(type(cache._connections.settings and cache), name, away, raising=False)
    for _ in range(tries.FOR_AN_ACCOUNT + 3):
        assert b"Look at your e-mail" in ask(world.coordinator.email).content
    assert OutboxMessage.objects.filter(kind="cannot_sign_in").count() == tries.FOR_AN_ACCOUNT
    assert world.coordinator.email not in str(list(SignInTry.objects.values()))


def test_an_invitation_that_was_taken_back_is_not_renewed_by_asking(world: World, ina: User) -> None:
    actions.cancel_invitation(user=ina, by=world.administrator)
    ask("ina@example.org")
    while outbox.send_due():
        pass
    assert not Invitation.objects.open().exists()


@pytest.mark.parametrize("email", ["", "nonsense", "x" * 10_000, "<script>@example.org", "a\x00@example.org"])
def test_bad_addresses_are_said_beside_the_field(world: World, email: str) -> None:
    answer = ask(email)
    assert answer.status_code == 200 and b"nhsuk-error-summary" in answer.content
    assert not OutboxMessage.objects.filter(kind="cannot_sign_in").exists()


# ---------------------------------------------------------------- with the organisation's own sign-in


def test_joining_through_the_organisation_ties_the_account_and_uses_the_link_up(
    world: World, ina: User, settings: Any
) -> None:
    """S41, S44: after that the link chooses no password either, and no link adds one by asking."""
    settings.IDENTITY_PROVIDERS = [SimpleNamespace(id="trust", name="Northmoor Trust")]
    path, browser = sent_link(), Client()
    assert "Join with Northmoor Trust" in browser.get(path).content.decode()
    answer = browser.post(path, {"organisation": "trust"})
    assert answer.url.startswith("/accounts/organisation/?organisation=trust")
    assert browser.session["link_on_next_sign_in"]["user"] == ina.pk
    SocialAccount.objects.create(user=ina, provider="trust", uid="1")
    assert "used" in dead(path)
    ask("ina@example.org")
    while outbox.send_due():
        pass
    assert Invitation.objects.count() == 1

"""Signing in with two steps: the app, its codes, recovery codes; adding and removing them; what is told."""

import re
import time
from itertools import chain, repeat
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from accounts import actions, factors, fresh, outbox, second_factor, throttle
from accounts.actions import factors as two_steps
from accounts.models import AccountEvent, OutboxMessage, User
from tests.accounts.steps import (
    AGAIN,
    CHROME,
    LOGIN,
    PASSWORD,
    STEP,
    YOURS,
    App,
    add_app_to,
    codes_for,
    give_password,
    with_password,
)
from tests.worlds import World, signed_in

pytestmark = pytest.mark.usefixtures("still_clock")

EMAIL = "cora.ordway@example.org"


@pytest.fixture
def cora(world: World) -> User:
    return with_password(world.coordinator)


def kinds(user: User) -> list[str]:
    return list(AccountEvent.objects.filter(user_id=user.pk).order_by("pk").values_list("kind", flat=True))


def told() -> list[str]:
    events = OutboxMessage.objects.filter(kind="account_event").order_by("created_at")
    return [AccountEvent.objects.get(pk=one.payload["event"]).kind for one in events]


# ---------------------------------------------------------------- in


def test_password_then_code_opens_the_house(cora: User) -> None:
    app, browser = add_app_to(cora), Client()
    assert give_password(browser, EMAIL)["Location"] == STEP
    assert browser.get("/roles/")["Location"].startswith(LOGIN)
    assert "Step 2 of 2" in browser.get(STEP).content.decode()
    answer = browser.post(STEP, {"code": f" {app.code()[:3]} {app.code()[3:]} "})
    assert answer["Location"] == "/home/"
    assert browser.get("/roles/").status_code == 200
    assert browser.session[second_factor.KEY]["how"] == second_factor.APP
    assert browser.session[fresh.KEY]["user"] == cora.pk


def test_nobody_reads_that_they_are_signed_in_before_the_second_step(cora: User) -> None:
    browser = Client()
    give_password(browser, EMAIL)
    page = browser.get("/home/", follow=True).content.decode()
    assert "One more step to sign in" in page and "Successfully signed in" not in page


def test_one_goes_on_to_where_one_was_going(cora: User) -> None:
    app, browser = add_app_to(cora), Client()
    give_password(browser, EMAIL, next="/register/")
    assert browser.post(STEP, {"code": app.code()})["Location"] == "/register/"


def test_a_code_opens_once(cora: User) -> None:
    """S45: the same code is refused to whoever read it over a shoulder."""
    app, first, second = add_app_to(cora), Client(), Client()
    give_password(first, EMAIL)
    code = app.code()
    assert first.post(STEP, {"code": code}).status_code == 302
    give_password(second, EMAIL)
    assert "was used already" in second.post(STEP, {"code": code}).content.decode()
    assert actions.use_code(code=code, device="", by=cora) is None


@pytest.mark.parametrize("later", [-20, -1, 1, 20])
def test_a_code_lives_thirty_seconds(cora: User, later: int) -> None:
    """S45"""
    app = add_app_to(cora)
    assert actions.use_code(code=app.code(later), device="", by=cora) is None


def test_two_at_once_with_one_code(cora: User) -> None:
    app = add_app_to(cora)
    code = app.code()
    found = [actions.use_code(code=code, device="", by=cora) for _ in range(2)]
    assert [bool(one) for one in found] == [True, False]


def test_a_recovery_code_opens_once_and_its_owner_is_told(cora: User) -> None:
    """S45, S42"""
    add_app_to(cora)
    code, browser = codes_for(cora)[0], Client()
    give_password(browser, EMAIL)
    assert browser.post(STEP, {"code": code}).status_code == 302
    assert browser.session[second_factor.KEY]["how"] == second_factor.RECOVERY_CODE
    assert code not in codes_for(cora)
    assert "code_used" in told()
    assert actions.use_code(code=code, device="", by=cora) is None


def test_guessing_codes_is_slowed_down_and_the_right_one_must_wait(cora: User) -> None:
    """S45: brute force."""
    app, browser = add_app_to(cora), Client()
    give_password(browser, EMAIL)
    for _ in range(throttle.FOR_AN_ACCOUNT):
        assert "does not open" in browser.post(STEP, {"code": "000000"}).content.decode()
    assert "too many tries" in browser.post(STEP, {"code": app.code()}).content.decode()


@pytest.mark.parametrize("code", ["", " ", "x" * 10_000, "<script>", "\x00", "12345", "٠٠٠٠٠٠"])
def test_a_bad_code_gets_a_sentence(cora: User, code: str) -> None:
    add_app_to(cora)
    browser = Client()
    give_password(browser, EMAIL)
    page = browser.post(STEP, {"code": code}).content.decode()
    assert "<title>Error: " in page and "<script>" not in page.replace('<script type="module"', "")


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "null", '{"id": 1}', "x" * 10_000, '{"response": {}}']
)
def test_a_bad_passkey_is_refused(cora: User, credential: str) -> None:
    add_app_to(cora)
    browser = Client()
    browser.get("/accounts/passkey/", headers={"accept": "application/json"})
    assert browser.post("/accounts/passkey/", {"credential": credential})["Location"] == LOGIN
    give_password(browser, EMAIL)
    assert browser.post(STEP, {"credential": credential}).status_code == 200
    again = signed_in(cora, fresh=False)
    again.get(AGAIN)
    assert again.post(AGAIN, {"credential": credential}).status_code == 200
    assert fresh.KEY not in again.session


def test_the_second_step_is_closed_without_the_first(world: World) -> None:
    assert Client().get(STEP)["Location"] == LOGIN
    assert Client().post(STEP, {"code": "123456"})["Location"] == LOGIN


def test_the_session_has_a_new_id_after_each_step(cora: User) -> None:
    """S48"""
    app, browser = add_app_to(cora), Client()
    browser.get(LOGIN)
    session = browser.session
    session["before"] = 1
    session.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    ids = [session.session_key]
    give_password(browser, EMAIL)
    ids.append(browser.cookies[settings.SESSION_COOKIE_NAME].value)
    browser.post(STEP, {"code": app.code()})
    ids.append(browser.cookies[settings.SESSION_COOKIE_NAME].value)
    assert len(set(ids)) == 3
    assert not Session.objects.filter(session_key__in=ids[:2]).exists()


# ---------------------------------------------------------------- adding and removing


def test_an_app_is_added_and_one_goes_on(cora: User) -> None:
    """S40: from the password to the page one wanted, without a second step until now."""
    browser = Client()
    assert give_password(browser, EMAIL, next="/register/")["Location"] == "/register/"
    asked = browser.get("/register/")["Location"]
    assert asked == "/accounts/second-factor/?next=%2Fregister%2F"
    assert "three minutes" in browser.get(asked).content.decode()
    before = browser.cookies[settings.SESSION_COOKIE_NAME].value
    page = browser.get(f"{YOURS}add-app/").content.decode()
    app = App(re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", ""))
    assert "<svg" in page and "style=" not in page and "data:" not in page
    assert app.secret not in str(dict(browser.session))
    wrong = browser.post(f"{YOURS}add-app/", {"code": "000000"}).content.decode()
    assert "not the code your app should show" in wrong and re.search("<code>([A-Z2-7 ]+)<", wrong)[1] in page
    assert browser.post(f"{YOURS}add-app/", {"code": app.code()})["Location"] == f"{YOURS}recovery-codes/"
    assert browser.cookies[settings.SESSION_COOKIE_NAME].value != before
    codes = browser.get(f"{YOURS}recovery-codes/").content.decode()
    assert codes.count("<li><code>") == 10 and 'href="/register/"' in codes
    assert browser.get("/register/").status_code == 200
    assert told() == ["new_device", "factor_added"]
    assert actions.use_code(code=app.code(), device="", by=cora) is None, "the code that proved it is used up"


def test_secrets_are_sealed_at_rest(cora: User) -> None:
    """S45: what the database holds opens nothing."""
    app = add_app_to(cora)
    codes = codes_for(cora)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert app.secret not in stored
    assert not any(code in stored for code in codes)
    assert all(len(code) == 10 for code in codes) and len(set(codes)) == 10


def test_a_secret_that_can_no_longer_be_read_opens_nothing(cora: User, settings: Any) -> None:
    add_app_to(cora)
    settings.SECRET_KEY = "another" * 8
    empty = App("")
    assert actions.use_code(code=empty.code(), device="", by=cora) is None
    with pytest.raises(factors.Unreadable):
        codes_for(cora)


def test_the_last_second_step_of_staff_stays(cora: User) -> None:
    add_app_to(cora)
    browser = signed_in(cora)
    page = browser.post(f"{YOURS}remove-app/", follow=True).content.decode()
    assert "This is your only second step" in page
    assert factors.factors_of(cora)


def test_family_may_add_an_app_and_take_it_away_again(world: World) -> None:
    add_app_to(world.family)
    browser = signed_in(world.family)
    assert "You can add a second step" in browser.get(YOURS).content.decode()
    browser.post(f"{YOURS}remove-app/")
    assert not Authenticator.objects.filter(user=world.family).exists(), "the recovery codes go with it"
    assert told() == ["factor_added", "factor_removed"]


def test_a_further_passkey_says_that_it_is_added(cora: User, monkeypatch: pytest.MonkeyPatch) -> None:
    add_app_to(cora)
    monkeypatch.setattr("accounts.sign_in_forms.AddPasskey.clean_credential", lambda form: {"id": "x"})
    monkeypatch.setattr("accounts.actions.add_passkey", lambda **facts: None)
    sent = {"name": "Laptop", "credential": '{"id": "x"}'}
    answer = signed_in(cora).post(f"{YOURS}add-passkey/", sent, follow=True)
    assert answer.redirect_chain == [(YOURS, 302)]
    assert "The passkey is added." in answer.content.decode()


def test_an_app_beside_a_passkey_says_that_it_is_added(cora: User) -> None:
    actions.add_passkey(name="Laptop", credential={"id": "x"}, device="", by=cora)
    browser = signed_in(cora)
    page = browser.get(f"{YOURS}add-app/").content.decode()
    app = App(re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", ""))
    answer = browser.post(f"{YOURS}add-app/", {"code": app.code()}, follow=True)
    assert answer.redirect_chain == [(YOURS, 302)]
    assert "The app is added." in answer.content.decode()


def test_a_code_at_the_edge_of_two_steps_counts_for_one(cora: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """S45, ASVS 6.5.1: the clock turns while the code is judged."""
    app, edge = add_app_to(cora), (int(time.time()) // 30 + 1) * 30
    code = format_hotp_value(hotp_value(app.secret, edge // 30))
    ticks = chain([edge - 1], repeat(edge))
    monkeypatch.setattr(two_steps, "time", SimpleNamespace(time=lambda: next(ticks)))
    opened = [actions.use_code(code=code, device="", by=cora) is not None for _ in range(3)]
    assert opened == [False, True, False]


def test_new_recovery_codes_close_the_old_ones(cora: User) -> None:
    add_app_to(cora)
    old = codes_for(cora)
    signed_in(cora).post(f"{YOURS}recovery-codes/")
    assert not set(old) & set(codes_for(cora))
    assert actions.use_code(code=old[0], device="", by=cora) is None
    assert "codes_made" in told()


@pytest.mark.parametrize("path", ["add-app/", "remove-app/", "add-passkey/", "passkey/", "recovery-codes/"])
def test_changing_how_one_signs_in_asks_again(cora: User, path: str) -> None:
    """S51"""
    add_app_to(cora)
    browser = signed_in(cora, fresh=False)
    for answer in (browser.get(YOURS + path), browser.post(YOURS + path)):
        assert answer["Location"].startswith(AGAIN)


def test_a_code_is_a_proof_too(cora: User) -> None:
    app = add_app_to(cora)
    browser = signed_in(cora, fresh=False)
    assert "Or a code" in browser.get(AGAIN).content.decode()
    assert browser.post(AGAIN, {"code": app.code(), "next": "/roles/"})["Location"] == "/roles/"
    assert browser.post(AGAIN, {}).status_code == 200


def test_two_apps_are_refused(cora: User) -> None:
    add_app_to(cora)
    browser = signed_in(cora)
    page = browser.get(f"{YOURS}add-app/").content.decode()
    app = App(re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", ""))
    assert "already" in browser.post(f"{YOURS}add-app/", {"code": app.code()}).content.decode()


# ---------------------------------------------------------------- the password


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(cora: User) -> None:
    """S42"""
    browser, other = signed_in(cora), signed_in(cora)
    page = f"{YOURS}password/"
    new = "purple bicycle under lanterns"
    assert "not your password" in browser.post(page, {"old": "no", "new": new}).content.decode()
    assert "12 characters" in browser.post(page, {"old": PASSWORD, "new": "short"}).content.decode()
    assert browser.post(page, {"old": PASSWORD, "new": new})["Location"] == YOURS
    assert browser.get(YOURS).status_code == 200
    assert other.get(YOURS).status_code == 302
    assert told()[-1] == "password_changed"


# ---------------------------------------------------------------- the record


def test_what_happened_is_written_down_without_secrets(cora: User) -> None:
    app, browser = add_app_to(cora), Client(headers={"user-agent": CHROME})
    give_password(browser, EMAIL, "a wrong password here")
    give_password(browser, EMAIL)
    browser.post(STEP, {"code": "000000"})
    browser.post(STEP, {"code": app.code()})
    browser.post("/accounts/logout/")
    assert kinds(cora) == [
        "factor_added", "failed", "second_step_failed", "signed_in", "new_device", "signed_out",
    ]  # fmt: skip
    event = AccountEvent.objects.get(kind="signed_in")
    assert (event.method, event.device, event.by_id) == ("totp", "Chrome on Windows", cora.pk)
    stored = str(list(AccountEvent.objects.values()))
    assert "wrong password" not in stored and "000000" not in stored


def test_a_try_with_an_address_that_nobody_has_is_kept_without_it(world: World) -> None:
    give_password(Client(), "nobody-at-all@example.org")
    event = AccountEvent.objects.get()
    assert (event.kind, event.user_id, event.by_id) == ("failed", None, None)
    assert "nobody-at-all" not in str(list(AccountEvent.objects.values()))


def test_a_known_browser_is_told_of_once(cora: User) -> None:
    """S42"""
    app, browser = add_app_to(cora), Client()
    for later in (0, 1):
        give_password(browser, EMAIL)
        factors.Authenticator.objects.filter(user=cora, type="totp").get()
        actions_code = app.code() if not later else codes_for(cora)[0]
        assert browser.post(STEP, {"code": actions_code}).status_code == 302
        browser.post("/accounts/logout/")
    assert kinds(cora).count("new_device") == 1
    cookie = browser.cookies["device"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and EMAIL not in cookie.value


def test_the_owner_gets_one_plain_e_mail_an_event(cora: User) -> None:
    """S42: what changed and when; nothing that would help a thief."""
    for kind in sorted(actions.events.OWNER_IS_TOLD):
        actions.record_event(user=cora, kind=kind, device="Chrome on Windows", by=cora)
    outbox.send_due()
    outbox.send_due()
    assert len(mail.outbox) == len(actions.events.OWNER_IS_TOLD)
    for message in mail.outbox:
        assert message.to == [EMAIL] and "phone the person who gave you your account" in message.body
        for word in ("Cora", "Chrome", "register", "http", "Ordway", "coordinator"):
            assert word not in message.body + message.subject
    assert len({message.body.partition("\n")[0] for message in mail.outbox}) == len(mail.outbox)


def test_your_sign_in_lists_what_there_is(cora: User) -> None:
    add_app_to(cora)
    page = signed_in(cora).get(YOURS, headers={"user-agent": CHROME}).content.decode()
    for words in (
        "Add a passkey",
        "Remove the app",
        "10 left",
        "Change your password",
        "A way to sign in was added",
    ):
        assert words in page

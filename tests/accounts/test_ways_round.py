"""Ways round the rules of signing in and of keeping accounts that somebody once found; all are shut."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts import actions, links, oidc, tasks
from accounts.models import BrowserSession, Invitation, User
from accounts.permissions import RoleName
from config.refused import Refused
from tests.accounts.steps import PASSWORD, STEP, YOURS, App, codes_for, give_password, with_password
from tests.worlds import World, signed_in

pytestmark = pytest.mark.usefixtures("still_clock")

EMAIL = "cora.ordway@example.org"


def added_app(browser: Client, monkeypatch: pytest.MonkeyPatch) -> App:
    """The owner adds an app on the page, as its secret says."""
    app = App()
    monkeypatch.setattr("accounts.views.second_factor.generate_totp_secret", lambda: app.secret)
    browser.get(f"{YOURS}add-app/")
    assert browser.post(f"{YOURS}add-app/", {"code": app.code()})["Location"].endswith("recovery-codes/")
    return app


# ---------------------------------------------------------------- the second step


def test_whoever_was_in_with_the_password_alone_is_out_when_the_second_step_is_added(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S40, S41, S49: else a thief reads the recovery codes, or adds a passkey of their own."""
    cora = with_password(world.coordinator)
    thief, owner = Client(), Client()
    for browser in (thief, owner):
        assert give_password(browser, EMAIL)["Location"] != STEP
    assert thief.get(f"{YOURS}recovery-codes/").status_code == 200
    added_app(owner, monkeypatch)
    assert owner.get("/roles/").status_code == 200
    for page in ("recovery-codes/", "add-passkey/", "add-app/"):
        answer = thief.get(f"{YOURS}{page}")
        assert answer.status_code == 302 and "/accounts/login/" in answer["Location"]
        assert not any(code in answer.content.decode() for code in codes_for(cora))


def test_a_sign_in_that_ended_meanwhile_adds_no_second_step(world: World) -> None:
    """The slower of two who add the first one at once."""
    signed_in(world.coordinator)
    here = BrowserSession.objects.get(user=world.coordinator)
    actions.end_session(session=here, why=BrowserSession.Ended.ENDED, by=world.coordinator)
    with pytest.raises(Refused, match="ended"):
        actions.add_app(secret=App().secret, device="", by=world.coordinator, here=here)
    with pytest.raises(Refused, match="ended"):
        actions.add_passkey(name="key", credential={}, device="", by=world.coordinator, here=here)
    assert not Authenticator.objects.exists()


def test_a_further_second_step_ends_no_other_sign_in(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cora = world.coordinator
    Authenticator.objects.create(user=cora, type=Authenticator.Type.WEBAUTHN, data={"name": "key"})
    here, there = signed_in(cora), signed_in(cora)
    added_app(here, monkeypatch)
    assert there.get("/roles/").status_code == 200


# ---------------------------------------------------------------- administrators of another area


@pytest.fixture
def boss_elsewhere(world: World) -> User:
    return World("Eastmere").administrator


EAST = "/areas/eastmere/invite/"


@pytest.mark.parametrize("why", [User.Stopped.SUSPENDED, User.Stopped.UNUSED])
def test_an_invitation_elsewhere_opens_no_account_that_was_suspended_here(
    world: World, boss_elsewhere: User, why: str
) -> None:
    """S54, S59: they would be back in their old area, and whoever suspended them would not know."""
    keyworker = with_password(world.keyworker)
    actions.stop_account(user=keyworker, why=why, by=world.administrator)
    said = {"email": keyworker.email, "name": "x", "role": "analyst", "known": str(keyworker.reference)}
    answer = signed_in(boss_elsewhere).post(EAST, said)
    assert "Its administrator does this" in answer.content.decode()
    assert not User.objects.get(pk=keyworker.pk).is_active
    assert not keyworker.memberships.filter(area__slug="eastmere").exists()
    give_password(browser := Client(), keyworker.email, PASSWORD)
    assert "_auth_user_id" not in browser.session


def test_who_invites_a_known_address_reads_only_the_roles_in_their_own_areas(
    world: World, boss_elsewhere: User
) -> None:
    """S59: where else somebody works, and as what, is their own administrator's to know."""
    said = {"email": world.keyworker.email, "name": "x", "role": "analyst"}
    browser = signed_in(boss_elsewhere)
    page = browser.post(EAST, said).content.decode()
    assert world.keyworker.name in page and "<p>Works elsewhere.</p>" in page
    assert "Northmoor" not in page
    actions.give_role(
        user=world.keyworker, area=boss_elsewhere.memberships.get().area, role=RoleName.ANALYST, by=world.hand
    )
    page = browser.post(EAST, said).content.decode()
    assert "<p>And works elsewhere too.</p>" in page and "Northmoor" not in page
    assert "Eastmere</li>" in page
    at_home = signed_in(world.administrator).post(
        "/areas/northmoor/invite/", said | {"email": world.coordinator.email}
    )
    assert "Northmoor</li>" in at_home.content.decode() and "elsewhere" not in at_home.content.decode()


def test_whoever_has_left_may_be_invited_anywhere(world: World, boss_elsewhere: User) -> None:
    actions.stop_account(user=world.keyworker, by=world.administrator)
    keyworker = world.keyworker
    said = {"email": keyworker.email, "name": "x", "role": "analyst", "known": str(keyworker.reference)}
    answer: Any = signed_in(boss_elsewhere).post(EAST, said)
    assert answer.status_code == 302 and User.objects.get(pk=keyworker.pk).is_active


def test_a_former_administrator_reads_and_ends_nothing_of_whoever_moved_on(
    world: World, boss_elsewhere: User
) -> None:
    """S50, S59: their sign-ins, devices and links are the business of the area they work in now."""
    mover = world.keyworker
    east = boss_elsewhere.memberships.get().area
    actions.give_role(user=mover, area=east, role=RoleName.KEYWORKER, by=boss_elsewhere)
    boss, browser = signed_in(world.administrator), signed_in(mover)
    actions.record_event(user=mover, kind="signed_in", by=mover, device="Opera on a Mac")
    page = f"/staff/{mover.reference}/"
    assert "Opera on a Mac" in boss.get(page).content.decode(), "while they work in both"
    actions.end_role_now(membership=mover.memberships.get(area=world.area), by=world.administrator)
    told = boss.get(page).content.decode()
    assert "Opera" not in told and "Signed in now" not in told and "Last used" not in told
    assert "Keyworker in Northmoor" in told, "what they were here"
    said = boss.post(f"{page}sessions/", follow=True).content.decode()
    assert "no longer works in your area" in said
    assert browser.get("/home/").url == "/my-work/"
    assert signed_in(boss_elsewhere).post(f"{page}sessions/").url == page
    assert "/accounts/login/" in browser.get("/home/").url


def test_no_link_goes_out_by_the_hand_of_a_former_administrator(world: World, boss_elsewhere: User) -> None:
    """S59: each new link kills the one before it."""
    mover = world.keyworker
    east = boss_elsewhere.memberships.get().area
    actions.give_role(user=mover, area=east, role=RoleName.KEYWORKER, by=boss_elsewhere)
    actions.end_role_now(membership=mover.memberships.get(area=world.area), by=world.administrator)
    path = f"/staff/{mover.reference}/invitation/again/"
    assert "no longer works" in signed_in(world.administrator).post(path, follow=True).content.decode()
    assert not Invitation.objects.exists()
    assert signed_in(boss_elsewhere).post(path).status_code == 302 and Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/areas/northmoor/change/"), ("post", "/areas/northmoor/change/"),
        ("post", "/staff/{keyworker}/invitation/again/"), ("post", "/staff/{keyworker}/invitation/cancel/"),
    ],
)  # fmt: skip
def test_what_an_administrator_changes_asks_again_who_is_there(world: World, method: str, path: str) -> None:
    """S51: the crisis line that the public is shown, and links that let people in."""
    browser = signed_in(world.administrator, fresh=False)
    answer = getattr(browser, method)(path.format(keyworker=world.keyworker.reference))
    assert answer.status_code == 302 and answer.url.startswith("/accounts/reauthenticate/")


# ---------------------------------------------------------------- the organisation's own sign-in


def test_who_has_left_is_tied_to_no_organisation_any_more(world: World) -> None:
    """S41, S49: brought back by a new invitation, and not by their old employer's sign-in."""
    actions.link_identity(provider="trust", subject="1", device="", by=world.keyworker)
    actions.stop_account(user=world.keyworker, why=User.Stopped.SUSPENDED, by=world.administrator)
    assert SocialAccount.objects.exists(), "whoever is away for a while finds everything as it was"
    actions.reopen_account(user=world.keyworker, by=world.administrator)
    actions.stop_account(user=world.keyworker, by=world.administrator)
    assert not SocialAccount.objects.exists()


@pytest.fixture
def link(world: World) -> str:
    ina = actions.invite(
        email="ina@example.org", name="Ina", role=RoleName.KEYWORKER, area=world.area, by=world.administrator
    )
    return links.token_of(ina.invitations.get())


def tie(link: str, subject: str) -> None:
    ina = User.objects.get(email="ina@example.org")
    actions.link_identity(provider="trust", subject=subject, device="", by=ina, link=link)


def test_a_link_ties_one_identity_and_is_used_up(link: str) -> None:
    """S44: pressed in two browsers before either came back from the provider."""
    tie(link, "hers")
    assert Invitation.objects.get().accepted_at
    with pytest.raises(links.DeadLink, match="has been used"):
        tie(link, "his")
    assert SocialAccount.objects.get().uid == "hers"


@pytest.mark.parametrize("what", ["password", "cancelled", "newer"])
def test_a_link_that_died_on_the_way_to_the_provider_ties_nothing(world: World, link: str, what: str) -> None:
    """S44: the intention waits ten minutes in the browser; the link may be used or taken back in them."""
    ina = User.objects.get(email="ina@example.org")
    if what == "password":
        actions.accept_invitation(link=link, password="a harbour full of quiet boats")
    elif what == "cancelled":
        actions.cancel_invitation(user=ina, by=world.administrator)
    else:
        actions.send_link(user=ina, by=world.administrator)
    with pytest.raises(links.DeadLink):
        tie(link, "thief")
    assert not SocialAccount.objects.exists()


def test_the_page_behind_a_link_hands_the_link_on_and_a_dead_one_is_a_plain_page(
    world: World, link: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IDENTITY_PROVIDERS = [SimpleNamespace(id="trust", name="Northmoor Trust")]
    monkeypatch.setattr("accounts.oidc.asked", lambda request: {"provider": "trust", "going": "/home/"})
    monkeypatch.setattr("accounts.oidc.answered", lambda *args, **more: oidc.Proof("thief", None))
    browser = Client()
    browser.post(f"/invitation/{link}/", {"organisation": "trust"})
    assert browser.session["link_on_next_sign_in"]["link"] == link
    actions.accept_invitation(link=link, password="a harbour full of quiet boats")
    answer = browser.get("/accounts/organisation/back/")
    assert answer.status_code == 403 and "This link has been used" in answer.content.decode()
    assert "_auth_user_id" not in browser.session and not SocialAccount.objects.exists()


# ---------------------------------------------------------------- what is left in a browser, or behind


def test_what_is_said_to_one_person_is_not_left_in_the_browser_for_the_next(world: World) -> None:
    """S18, S52: two at one computer; the first closed the page before the sentence was shown."""
    browser = signed_in(world.administrator)
    answer = browser.post(f"/staff/{world.keyworker.reference}/sessions/")
    assert answer.status_code == 302
    assert set(browser.cookies) <= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    actions.end_sessions(user=world.administrator, by=world.administrator)
    signed_in(world.governance, browser)
    assert world.keyworker.name not in browser.get("/roles/").content.decode()


def test_what_a_browser_left_behind_goes_when_its_time_is_over(world: World, link: str) -> None:
    """S63: nobody comes back for it, and the link of an invitation may lie in it."""
    Client().post(f"/invitation/{link}/")
    signed_in(world.keyworker)
    assert Session.objects.count() == 2
    Session.objects.exclude(session_key__in=BrowserSession.objects.values("session_key")).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    tasks.forget_old_forms_and_sessions()
    assert Session.objects.count() == 1 and BrowserSession.objects.count() == 1


@pytest.mark.parametrize(
    "path",
    ["/invitation/{link}/", "/choose-password/", "/refer/", "/refer/check/", "/track/", "/accounts/login/"],
)
def test_no_page_for_strangers_is_kept_by_the_browser_either(world: World, link: str, path: str) -> None:
    """S52: answers to the public form, links and places of work, on a computer that others use too."""
    browser = Client()
    browser.post(f"/invitation/{link}/")
    browser.post("/refer/")
    answer = browser.get(path.format(link=link))
    assert answer.status_code in (200, 302) and "no-store" in answer["Cache-Control"]

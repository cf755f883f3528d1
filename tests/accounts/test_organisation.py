"""Signing in through an organisation's own provider, against one that can be told to lie."""

import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from accounts import actions, fresh, linking, oidc, second_factor
from accounts.models import AccountEvent, User
from config import identity_providers
from tests.accounts import oidc_provider
from tests.accounts.steps import add_app_to
from tests.worlds import World, signed_in

START, BACK, LINK = "/accounts/organisation/", "/accounts/organisation/back/", "/accounts/organisation/link/"
UNKNOWN = "Your organisation knows you, this register does not yet"


@pytest.fixture
def provider(settings: Any) -> Iterator[oidc_provider.Provider]:
    with oidc_provider.running() as one:
        settings.BASE_URL = "http://testserver"
        entry = {
            "id": "trust", "name": "Northmoor Trust", "issuer": one.issuer, "client_id": oidc_provider.CLIENT,
            "secret": oidc_provider.SECRET, "accepted": ["aal2", "aal3"], "acr_values": ["aal2"],
        }  # fmt: skip
        settings.IDENTITY_PROVIDERS = identity_providers.read(json.dumps([entry]), "", plain_http=True)
        yield one


@pytest.fixture
def cora(world: World) -> User:
    actions.link_identity(provider="trust", subject="sub-of-cora", device="", by=world.coordinator)
    return world.coordinator


def go(browser: Client, provider: oidc_provider.Provider, going: str = "/register/") -> str:
    """Off to the provider and signed in there; the address it sends the browser back to."""
    sent = urlsplit(browser.get(START, {"organisation": "trust", "next": going})["Location"])
    return provider.authorize({name: values[0] for name, values in parse_qs(sent.query).items()})


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def test_a_linked_person_comes_in_strong_and_fresh_and_where_they_were_going(
    cora: User, provider: oidc_provider.Provider
) -> None:
    add_app_to(cora)  # the provider's two steps are enough: no third is asked
    provider.lies = {"auth_time": int(time.time())}
    browser = Client()
    answer = browser.get(go(browser, provider))
    assert answer["Location"] == "/register/"
    assert browser.get("/register/").status_code == 200
    assert browser.session[second_factor.KEY]["how"] == second_factor.ORGANISATION
    assert browser.session[fresh.KEY]["user"] == cora.pk
    event = AccountEvent.objects.get(kind="signed_in")
    assert (event.user_id, event.method) == (cora.pk, "organisation")


def test_what_is_asked_holds_pkce_a_nonce_a_state_and_the_assurance(
    cora: User, provider: oidc_provider.Provider
) -> None:
    browsers = [Client(), Client()]
    for browser in browsers:
        go(browser, provider)
    first, second = provider.questions
    assert first["code_challenge_method"] == "S256" and first["response_type"] == "code"
    assert first["acr_values"] == "aal2" and first["scope"] == "openid"
    for secret in ("state", "nonce", "code_challenge"):
        assert len(first[secret]) >= 43 and first[secret] != second[secret], "S60: 256 bits, new each time"


LIES = {
    "a wrong nonce": {"nonce": "of-another-sign-in"},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "another-register"},
    "audiences of which we are one, meant for another": {"aud": ["register", "other"], "azp": "other"},
    "another issuer": {"iss": "https://evil.example"},
    "an answer that is old": {"exp": int(time.time()) - 3600},
    "an answer of tomorrow": {"iat": int(time.time()) + 86_400},
    "no end": {"exp": None},
    "nobody": {"sub": None},
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_in_the_answer_is_seen_through(cora: User, provider: oidc_provider.Provider, lie: str) -> None:
    provider.lies = LIES[lie]
    browser = Client()
    answer = browser.get(go(browser, provider))
    assert answer.status_code == 403 and not is_in(browser)
    assert "could not be used" in answer.content.decode()
    assert not AccountEvent.objects.filter(kind="signed_in").exists()


@pytest.mark.parametrize("sign", ["none", "HS256", "stranger"])
def test_a_signature_that_is_not_the_providers_is_refused(
    cora: User, provider: oidc_provider.Provider, sign: str
) -> None:
    provider.sign = sign
    browser = Client()
    assert browser.get(go(browser, provider)).status_code == 403
    assert not is_in(browser)


@pytest.mark.parametrize("acr", ["aal1", "", None, "AAL2", ["aal1", "other"], {"aal2": 1}])
def test_an_assurance_too_low_is_a_plain_refusal(
    cora: User, provider: oidc_provider.Provider, acr: Any
) -> None:
    provider.lies = {"acr": acr}
    browser = Client()
    answer = browser.get(go(browser, provider))
    assert answer.status_code == 403 and "too easily" in answer.content.decode()
    assert not is_in(browser)


def test_a_list_of_assurances_may_hold_the_right_one(cora: User, provider: oidc_provider.Provider) -> None:
    provider.lies = {"acr": ["c0", "aal3"]}
    browser = Client()
    assert browser.get(go(browser, provider)).status_code == 302 and is_in(browser)


def test_the_state_must_be_this_browsers_and_fits_one_answer(
    cora: User, provider: oidc_provider.Provider
) -> None:
    browser, other = Client(), Client()
    back = go(browser, provider)
    assert other.get(back).status_code == 403 and not is_in(other)
    go(other, provider)
    assert other.get(back).status_code == 403 and not is_in(other)
    assert browser.get(back).status_code == 302
    browser.post("/accounts/logout/")
    assert browser.get(back).status_code == 403 and not is_in(browser), "a code and a state open once"


def test_a_code_without_the_verifier_that_belongs_to_it_is_worthless(
    cora: User, provider: oidc_provider.Provider
) -> None:
    """A code stolen on its way: put into another browser's sign-in, PKCE and nonce do not fit."""
    victim, thief = Client(), Client()
    stolen = parse_qs(urlsplit(go(victim, provider)).query)["code"][0]
    own = parse_qs(urlsplit(go(thief, provider)).query)["state"][0]
    assert thief.get(BACK, {"code": stolen, "state": own}).status_code == 403
    assert not is_in(thief)


def test_an_answer_after_ten_minutes_is_too_late(
    cora: User, provider: oidc_provider.Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Client()
    back = go(browser, provider)
    monkeypatch.setattr(oidc, "LASTS", -1)
    assert browser.get(back).status_code == 403 and not is_in(browser)


def test_another_provider_may_not_answer(cora: User, provider: oidc_provider.Provider) -> None:
    browser = Client()
    assert browser.get(go(browser, provider) + "&iss=https://evil.example").status_code == 403
    provider.says_issuer = "https://evil.example"
    assert browser.get(START, {"organisation": "trust"}).status_code == 403
    assert not is_in(browser)


@pytest.mark.parametrize(
    "query", [{}, {"error": "access_denied"}, {"code": "x"}, {"state": "x" * 9000}, {"state": "\x00é"}]
)
def test_a_visit_without_an_answer_is_a_page(cora: User, provider: Any, query: dict[str, str]) -> None:
    browser = Client()
    go(browser, provider)
    assert browser.get(BACK, query).status_code == 403


def test_having_an_account_elsewhere_opens_nothing_not_even_with_the_same_e_mail(
    world: World, provider: oidc_provider.Provider
) -> None:
    assert world.coordinator.email == "cora.ordway@example.org"
    browser = Client()
    answer = browser.get(go(browser, provider))
    assert answer.status_code == 403 and UNKNOWN in answer.content.decode()
    assert not is_in(browser) and not SocialAccount.objects.exists()
    assert User.objects.filter(email="cora.ordway@example.org").count() == 1


def test_a_stopped_account_stays_out(cora: User, provider: oidc_provider.Provider) -> None:
    cora.is_active = False
    cora.save(by=cora)
    browser = Client()
    assert browser.get(go(browser, provider))["Location"] == "/accounts/inactive/"
    assert not is_in(browser)


# ---------------------------------------------------------------- linking


def test_the_owner_links_on_purpose_signed_in_and_fresh(
    world: World, provider: oidc_provider.Provider
) -> None:
    """S51, S42"""
    assert (
        "reauthenticate"
        in signed_in(world.coordinator, fresh=False).post(LINK, {"organisation": "trust"})["Location"]
    )
    browser = signed_in(world.coordinator)
    assert (
        "Sign in with Northmoor Trust from now on" in browser.get("/accounts/your-sign-in/").content.decode()
    )
    page = browser.post(LINK, {"organisation": "trust"})
    assert page.status_code == 200 and "Go on to Northmoor Trust" in page.content.decode()
    assert browser.get(go(browser, provider)).status_code == 302
    link = SocialAccount.objects.get()
    assert (link.user, link.provider, link.uid, link.extra_data) == (
        world.coordinator,
        "trust",
        "sub-of-cora",
        {},
    )
    other = Client()
    assert other.get(go(other, provider)).status_code == 302 and is_in(other)
    assert AccountEvent.objects.filter(kind="factor_added", method="organisation").count() == 1


def test_an_invitation_accepted_through_the_provider_links_the_account(
    world: World, provider: oidc_provider.Provider
) -> None:
    browser = Client()
    browser.get("/accounts/login/")
    request = type("Request", (), {"session": browser.session})
    linking.link_on_next_sign_in(request, world.keyworker, "trust")
    request.session.save()
    browser.cookies["session"] = request.session.session_key
    assert browser.get(go(browser, provider)).status_code == 302
    assert int(browser.session["_auth_user_id"]) == world.keyworker.pk


def test_without_the_intention_being_signed_in_links_nothing(
    world: World, provider: oidc_provider.Provider
) -> None:
    browser = signed_in(world.coordinator)
    assert browser.get(go(browser, provider)).status_code == 403
    assert not SocialAccount.objects.exists()


def test_one_identity_is_one_accounts_only(
    world: World, cora: User, provider: oidc_provider.Provider
) -> None:
    browser = signed_in(world.keyworker)
    browser.post(LINK, {"organisation": "trust"})
    answer = browser.get(go(browser, provider))
    assert answer.status_code == 403 and "belongs to another account" in answer.content.decode()
    assert SocialAccount.objects.get().user == cora


def test_an_intention_is_for_one_provider_one_time_ten_minutes(
    world: World, provider: oidc_provider.Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = signed_in(world.coordinator)
    browser.post(LINK, {"organisation": "trust"})
    monkeypatch.setattr(linking, "LASTS", -1)
    assert browser.get(go(browser, provider)).status_code == 403
    monkeypatch.undo()
    assert browser.get(go(browser, provider)).status_code == 403, "it was used up"


def test_the_link_is_cut_unless_it_is_the_only_way_in(
    world: World, cora: User, provider: oidc_provider.Provider
) -> None:
    browser = signed_in(cora)
    page = browser.post(LINK, {"organisation": "trust", "unlink": "1"}, follow=True)
    assert "only way in" in page.content.decode() and SocialAccount.objects.exists()
    add_app_to(cora)
    page = browser.post(LINK, {"organisation": "trust", "unlink": "1"}, follow=True)
    assert "only way in" in page.content.decode(), "a code comes after a password, and there is none"
    Authenticator.objects.create(user=cora, type="webauthn", data={"name": "key", "credential": {}})
    browser.post(LINK, {"organisation": "trust", "unlink": "1"})
    assert not SocialAccount.objects.exists()


def test_an_unknown_provider_is_not_found(world: World, provider: oidc_provider.Provider) -> None:
    assert Client().get(START, {"organisation": "nobody"}).status_code == 404
    assert signed_in(world.coordinator).post(LINK, {"organisation": "nobody"}).status_code == 404
    assert Client().get(START).status_code == 404


# ---------------------------------------------------------------- settings

WHOLE = {
    "id": "trust", "name": "Trust", "issuer": "https://id.example.org", "client_id": "a", "secret": "b",
    "accepted": ["aal2"],
}  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"accepted": []}, {"secret": ""}, {"id": ""}, {"issuer": "http://id.example.org"},
        {"discovery": "http://id.example.org/x"}, {"scopes": ["email"]}, {"surprise": 1},
    ],
)  # fmt: skip
def test_half_an_entry_stops_the_start(change: dict[str, Any]) -> None:
    with pytest.raises(ImproperlyConfigured):
        identity_providers.read(json.dumps([WHOLE | change]), "")


@pytest.mark.parametrize("text", ["{", "[1]", '{"a": 1}', "[[]]"])
def test_nonsense_stops_the_start(text: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        identity_providers.read(text, "")


def test_an_entry_may_take_its_secret_from_a_file(tmp_path: Any) -> None:
    (tmp_path / "secret").write_text("from a file\n")
    entry = {name: value for name, value in WHOLE.items() if name != "secret"}
    (tmp_path / "list").write_text(json.dumps([entry | {"secret_file": str(tmp_path / "secret")}]))
    (found,) = identity_providers.read("", str(tmp_path / "list"))
    assert found.secret == "from a file" and found.discovery_url.startswith("https://id.example.org/.well")
    with pytest.raises(ImproperlyConfigured):
        identity_providers.read(json.dumps([WHOLE, WHOLE]), "")


# ---------------------------------------------------------------- is it still you


AGAIN = "/accounts/reauthenticate/"


def come_back(browser: Client, provider: oidc_provider.Provider, **asking: str) -> Any:
    sent = browser.get(START, {"organisation": "trust", "next": "/home/", **asking})["Location"]
    question = {name: values[0] for name, values in parse_qs(urlsplit(sent).query).items()}
    return browser.get(provider.authorize(question), follow=True)


@pytest.mark.parametrize(
    ("age", "is_new"),
    [(0, True), (290, True), (301, False), (86_400, False), (-20, True), (-600, False), (None, False)],
)
def test_a_session_at_the_provider_is_no_new_proof(
    cora: User, provider: oidc_provider.Provider, age: int | None, is_new: bool
) -> None:
    """S51: strong either way; fresh only when they signed in there within five minutes."""
    provider.lies = {} if age is None else {"auth_time": int(time.time()) - age}
    browser = Client()
    come_back(browser, provider)
    assert browser.session[second_factor.KEY]["how"] == second_factor.ORGANISATION
    assert (fresh.KEY in browser.session) is is_new


@pytest.mark.parametrize("said", ["now", "", True, [1], {"at": 1}])
def test_a_moment_that_is_none_proves_nothing(
    cora: User, provider: oidc_provider.Provider, said: Any
) -> None:
    provider.lies = {"auth_time": said}
    browser = Client()
    come_back(browser, provider)
    assert is_in(browser) and fresh.KEY not in browser.session


def test_who_has_only_their_organisation_proves_there_again_who_they_are(
    cora: User, provider: oidc_provider.Provider
) -> None:
    """S51: no password, no app, no passkey: an empty form would shut them out of every great act."""
    browser = Client()
    come_back(browser, provider)
    page = browser.get(AGAIN, {"next": "/home/"}).content.decode()
    assert "Sign in again at Northmoor Trust" in page and "again=1" in page
    assert ">Go on<" not in page and "Enter your password" not in page
    provider.lies = {"auth_time": int(time.time())}
    assert come_back(browser, provider, again="1").redirect_chain[0] == ("/home/", 302)
    assert browser.session[fresh.KEY]["user"] == cora.pk
    asked = provider.questions[-1]
    assert (asked["prompt"], asked["max_age"]) == ("login", "300")


def test_a_provider_that_did_not_ask_them_again_is_said_so(
    cora: User, provider: oidc_provider.Provider
) -> None:
    browser = signed_in(cora, fresh=False)
    page = come_back(browser, provider, again="1").content.decode()
    assert "did not say that you signed in there just now" in page
    assert fresh.KEY not in browser.session


def test_a_stranger_is_asked_at_the_provider_as_ever(cora: User, provider: oidc_provider.Provider) -> None:
    come_back(Client(), provider, again="1")
    assert not {"prompt", "max_age"} & set(provider.questions[-1])


def test_who_is_tied_to_no_organisation_is_offered_none(
    world: World, provider: oidc_provider.Provider
) -> None:
    assert "Sign in again at" not in signed_in(world.keyworker).get(AGAIN).content.decode()

"""What is typed is never lost, and is nobody else's: with a script and without, from end to end."""

import json
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts import actions, typed
from accounts.form_proof import proof_for
from accounts.keeping import is_form_page
from accounts.models import BrowserSession, KeptForm
from accounts.tasks import forget_old_forms_and_sessions
from dsr.models import Note
from tests.accounts.hands import Hands, browser_of, fill_in, take_the_clock, token_in
from tests.worlds import FORM_SECRET, World, signed_in

WORDS = "She slept well & <b>laughed</b>."
SEEN = "She slept well &amp; &lt;b&gt;laughed&lt;/b&gt;."
KEPT = "We kept what you typed on"


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    return take_the_clock(monkeypatch)


@pytest.fixture
def place(world: World) -> str:
    """The page of somebody's entry, with its form for a note."""
    return f"/register/{world.entry().pk}/"


def keeps(browser: Client, path: str, answers: Any, **more: str) -> int:
    """What keep.js sends."""
    token = token_in(browser.get("/sessions/").content.decode())
    sent = {"path": path, "answers": json.dumps(answers), "csrfmiddlewaretoken": token} | more
    return browser.post("/kept/", sent).status_code


# ---------------------------------------------------------------- without a script


def test_a_form_sent_too_late_is_there_after_signing_in_again(world: World, hands: Hands, place: str) -> None:
    """1.3: half-typed form, past expiry, sign in, the text is there; then it is sent, once."""
    tab = fill_in(browser_of(world.keyworker), place, {"text": WORDS})
    hands.go(minutes=45)
    found = tab.send()
    assert (found.status_code, found["Location"]) == (302, f"/accounts/login/?next={place}")
    words = tab.browser.get(found["Location"]).content.decode()
    assert "You were away for 30 minutes, so we signed you out. What you had typed is kept." in words
    assert not Note.objects.exists()

    signed_in(world.keyworker, tab.browser)
    html = tab.browser.get(place).content.decode()
    when = timezone.localtime(hands.now)
    assert SEEN in html and f"{KEPT} {when.day} {when:%B} at {when.hour}:{when:%M}." in html

    again = fill_in(tab.browser, place, {"text": WORDS, "kind": "note"})
    assert again.send().status_code == 302
    assert Note.objects.get().text == WORDS
    assert not KeptForm.objects.exists() and KEPT not in tab.browser.get(place).content.decode()


def test_the_second_tab_sent_after_the_first_noticed_is_kept_too(
    world: World, hands: Hands, place: str
) -> None:
    """The session is gone by then: the form's own proof says whose it was."""
    tab = fill_in(browser_of(world.keyworker), place, {"text": WORDS})
    hands.go(minutes=45)
    tab.browser.get("/my-work/")
    assert {"_auth_user_id", "sign_in"}.isdisjoint(tab.browser.session.keys())
    tab.send()
    assert KeptForm.objects.get().user == world.keyworker


def test_a_form_sent_after_twelve_hours_is_kept(world: World, hands: Hands, place: str) -> None:
    tab = fill_in(browser_of(world.keyworker), place, {"text": WORDS})
    hands.go(hours=13)
    words = tab.browser.get(tab.send()["Location"]).content.decode()
    assert "You were signed in for 12 hours, so we signed you out. What you had typed is kept." in words


def test_an_old_form_sent_after_signing_in_again_in_another_tab_is_kept_not_shown(
    world: World, hands: Hands, place: str
) -> None:
    """Its proof is of the earlier sign-in: refused, but kept, for the same person."""
    tab = fill_in(browser_of(world.keyworker), place, {"text": WORDS})
    hands.go(minutes=45)
    tab.browser.get("/my-work/")
    signed_in(world.keyworker, tab.browser)
    tab.browser.cookies["csrf"] = "AnotherSecretAsItIsAfterSigningI"
    found = tab.send()
    assert found.status_code == 403 and "We have kept what you typed" in found.content.decode()
    assert SEEN not in found.content.decode()
    assert SEEN in tab.browser.get(place).content.decode()


def test_somebody_else_on_the_same_computer_never_sees_it(world: World, hands: Hands, place: str) -> None:
    tab = fill_in(browser_of(world.keyworker), place, {"text": WORDS})
    hands.go(minutes=45)
    tab.send()
    signed_in(world.coordinator, tab.browser)
    html = tab.browser.get(place).content.decode()
    assert SEEN not in html and KEPT not in html
    tab.browser.cookies["csrf"] = "AnotherSecretAsItIsAfterSigningI"
    late = tab.send()  # the first person's place, still open, sent by the second
    assert late.status_code == 403 and SEEN not in late.content.decode()
    assert "We have kept what you typed" not in late.content.decode(), (
        "nor is it kept for the first: who wrote it?"
    )
    assert KeptForm.objects.get().user == world.keyworker


def test_text_from_another_site_is_neither_kept_nor_shown(world: World, hands: Hands, place: str) -> None:
    tab = fill_in(browser_of(world.keyworker), place, {"text": WORDS})
    for told in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"},
                 {"sec-fetch-site": "same-site"}, {"origin": "null"}):  # fmt: skip
        tab.token = "x" * 64
        found = tab.send(**told)
        assert found.status_code == 403 and SEEN not in found.content.decode(), told
    assert not KeptForm.objects.exists()


def test_a_forged_form_is_never_kept(world: World, hands: Hands, place: str) -> None:
    """Without the proof of that very session nothing is kept for it."""
    tab = fill_in(browser_of(world.keyworker), place, {"text": WORDS})
    hands.go(minutes=45)
    tab.browser.cookies["csrf"] = tab.token = "ASecretThatWasNeverOfThatSession"
    assert tab.send().status_code == 302, "its session cookie alone proves no form"
    tab.token = "x" * 64
    assert tab.send().status_code == 403
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("how", ["stopped", "signed out", "ended"])
def test_whoever_was_signed_out_by_a_hand_leaves_nothing_more(
    world: World, hands: Hands, place: str, how: str
) -> None:
    tab = fill_in(browser_of(world.keyworker), place, {"text": WORDS})
    if how == "stopped":
        actions.stop_account(user=world.keyworker, by=world.administrator)
    elif how == "ended":
        actions.end_sessions(user=world.keyworker, by=world.administrator)
    else:
        token = {"csrfmiddlewaretoken": tab.token}
        assert tab.browser.post("/accounts/logout/", token).status_code == 302
    hands.go(minutes=45)
    assert tab.send().status_code == 302
    assert not KeptForm.objects.exists()


def test_a_stopped_account_whose_time_ran_out_leaves_nothing_either(
    world: World, hands: Hands, place: str
) -> None:
    tab = fill_in(browser_of(world.keyworker), place, {"text": WORDS})
    hands.go(minutes=45)
    tab.browser.get("/my-work/")
    actions.stop_account(user=world.keyworker, by=world.administrator)
    tab.send()
    assert not KeptForm.objects.exists()


def test_what_was_kept_opens_nothing_that_the_role_does_not(world: World, place: str) -> None:
    """S57: the page asks again who may see it."""
    browser = browser_of(world.family)
    assert keeps(browser, place, {"text": [WORDS]}) == 204
    assert browser.get(place).status_code in (403, 404)


def test_words_sent_when_one_is_asked_again_who_one_is_are_kept(world: World) -> None:
    """S51 sends them to prove themselves; what they wrote for it waits on the page."""
    entry = world.entry()
    path = f"/register/{entry.pk}/restricted/"
    browser = signed_in(world.coordinator, Client(enforce_csrf_checks=True), strong=False)
    sent = {"reason": WORDS, "csrfmiddlewaretoken": FORM_SECRET}
    assert browser.post(path, sent)["Location"].startswith("/accounts/")
    assert KeptForm.objects.get().path == path


# ---------------------------------------------------------------- with a script


def test_what_is_typed_is_kept_while_it_is_typed(world: World, hands: Hands, place: str) -> None:
    browser = browser_of(world.keyworker)
    assert keeps(browser, place, {"text": ["She sl"]}) == 204
    assert keeps(browser, place, {"text": [WORDS]}) == 204
    hands.go(minutes=31)
    browser.get(place)
    signed_in(world.keyworker, browser)
    html = browser.get(place).content.decode()
    assert SEEN in html and KEPT in html


def test_typing_is_a_sign_of_life_and_saving_alone_is_not(world: World, hands: Hands, place: str) -> None:
    browser = browser_of(world.keyworker)
    token = token_in(browser.get("/sessions/").content.decode())
    sent = {"path": place, "answers": '{"text": ["a"]}', "csrfmiddlewaretoken": token}
    hands.go(minutes=20)
    browser.post("/kept/", sent | {"typing": "1"})
    hands.go(minutes=20)
    browser.post("/kept/", sent)
    assert browser.get("/sessions/clock/").json()["left"] == 600
    hands.go(minutes=10)
    assert browser.get("/my-work/").status_code == 302


def test_the_last_words_sent_by_the_script_as_the_time_runs_out_are_kept(
    world: World, hands: Hands, place: str
) -> None:
    """The lid was closed: the script wakes up after the end."""
    browser = browser_of(world.keyworker)
    token = token_in(browser.get("/sessions/").content.decode())
    hands.go(hours=2)
    sent = {"path": place, "answers": json.dumps({"text": [WORDS]}), "csrfmiddlewaretoken": token}
    found = browser.post("/kept/", sent)
    assert (found.status_code, found.json()) == (401, {"left": 0, "kept": True})
    signed_in(world.keyworker, browser)
    assert SEEN in browser.get(place).content.decode()


def test_an_emptied_form_is_kept_no_longer(world: World, place: str) -> None:
    browser = browser_of(world.keyworker)
    keeps(browser, place, {"text": [WORDS]})
    keeps(browser, place, {"text": ["   "]})
    assert not KeptForm.objects.exists()


def test_clear_it_clears_it(world: World, place: str) -> None:
    browser = browser_of(world.keyworker)
    keeps(browser, place, {"text": [WORDS]})
    token = token_in(browser.get(place).content.decode())
    found = browser.post("/kept/clear/", {"path": place, "csrfmiddlewaretoken": token})
    assert found["Location"] == place and not KeptForm.objects.exists()


@pytest.mark.parametrize(
    "path", ["", "//evil.example", "https:evil.example", "/\\evil.example", "/accounts/login/", "/refer/",
             "/kept/", "/sessions/", "/nowhere/", "/register/\x00/", "/" + "x" * 10_000, "/help/"],
)  # fmt: skip
def test_only_pages_of_ours_behind_the_sign_in_keep_anything(world: World, path: str) -> None:
    """S25"""
    browser = browser_of(world.keyworker)
    assert not is_form_page(path)
    assert keeps(browser, path, {"text": ["x"]}) == 400
    token = token_in(browser.get("/sessions/").content.decode())
    found = browser.post("/kept/clear/", {"path": path, "csrfmiddlewaretoken": token})
    assert found["Location"] == "/home/"


@pytest.mark.parametrize(
    "answers",
    ["", "nonsense", "[]", "7", "null", '"text"', '{"text": "no list"}', '{"text": [1]}', '{"text": {}}',
     '{"text": [null]}', "{" * 5000, "[" * 100_000, '{"text": ["' + "x" * 100_001 + '"]}',
     json.dumps({f"n{n}": ["x"] for n in range(301)})],
)  # fmt: skip
def test_nonsense_is_refused_with_400_and_keeps_nothing(world: World, place: str, answers: str) -> None:
    browser = browser_of(world.keyworker)
    token = token_in(browser.get("/sessions/").content.decode())
    sent = {"path": place, "answers": answers, "csrfmiddlewaretoken": token}
    assert browser.post("/kept/", sent).status_code == 400
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize(
    "words", ["\x00\x01\x1b", "‮txet", "x" * 99_000, "<script>alert(1)</script>", "{{ 7*7 }}"]
)
def test_odd_words_come_back_as_they_were_typed_and_inert(world: World, place: str, words: str) -> None:
    browser = browser_of(world.keyworker)
    assert keeps(browser, place, {"text": [words]}) == 204
    html = browser.get(place)
    assert html.status_code == 200 and "<script>alert" not in html.content.decode()


# ---------------------------------------------------------------- what is kept, and what never


def test_secrets_are_never_kept(world: World, place: str) -> None:
    browser = browser_of(world.keyworker)
    secret = {name: ["s3cret"] for name in
              ("password", "password1", "oldpassword", "new_passphrase", "csrfmiddlewaretoken", "code", "otp",
               "recovery_code", "q", "id_token", "client_secret")}  # fmt: skip
    keeps(browser, place, secret)
    assert not KeptForm.objects.exists()
    keeps(browser, place, secret | {"text": ["words"], "postcode": ["NM1 1AA"], "ods_code": ["X1"]})
    kept = {
        name for name in secret | {"text": 0, "postcode": 0, "ods_code": 0} if not typed.SECRET.search(name)
    }
    assert kept == {"text", "postcode", "ods_code"}


def test_what_is_kept_is_sealed(world: World, place: str) -> None:
    keeps(browser_of(world.keyworker), place, {"text": [WORDS]})
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM accounts_keptform t")
        row = cursor.fetchone()[0]
    assert "slept" not in row and "text" not in row.replace(place, "")


def test_a_seal_that_no_longer_opens_shows_the_plain_page(world: World, place: str, settings: Any) -> None:
    browser = browser_of(world.keyworker)
    keeps(browser, place, {"text": [WORDS]})
    settings.SECRET_KEY = "another" * 10
    settings.SECRET_KEY_FALLBACKS = []
    signed_in(world.keyworker, browser)
    assert KEPT not in browser.get(place).content.decode()


def test_every_kind_of_answer_comes_back_as_it_was(world: World) -> None:
    """Radios, a date half typed, boxes inside an answer, a drop-down; and nothing that was not typed."""
    entry = world.entry()
    path = f"/register/{entry.pk}/rate/"
    browser = browser_of(world.keyworker)
    fresh = browser.get(path).content.decode()
    ticked = fresh.partition('name="red_criteria" type="checkbox" value="')[2].partition('"')[0]
    assert ticked
    answers = {
        "expected_number": ["77"], "colour": ["red"], "red_criteria": [ticked], "reason": [WORDS],
        "decided_by": ["Dr Who"], "decided_at": ["meeting"], "decided_on_day": ["31"],
        "decided_on_month": ["febr"], "decided_on_year": [""],
    }  # fmt: skip
    assert keeps(browser, path, answers) == 204
    html = browser.get(path).content.decode()
    assert KEPT in html and SEEN in html and 'value="Dr Who"' in html
    assert 'value="31"' in html and 'value="febr"' in html
    checked = [
        part.partition(">")[0] for part in html.split("<input") if " checked" in part.partition(">")[0]
    ]
    assert {f'value="{value}"' for value in ("red", ticked, "meeting")} == {
        f'value="{part.partition("value=")[2][1:].partition(chr(34))[0]}"' for part in checked
    }
    assert 'value="77"' not in html and 'name="expected_number" value="0"' in html, "the page's own version"


def test_a_kept_form_does_not_get_past_the_version_check(world: World) -> None:
    """Somebody else rated meanwhile: the words come back under the new version, shown on the page."""
    entry = world.entry()
    path = f"/register/{entry.pk}/rate/"
    browser = browser_of(world.keyworker)
    keeps(browser, path, {"expected_number": ["0"], "reason": [WORDS], "colour": ["red"]})
    world.rate(entry, "amber", by=world.coordinator)
    html = browser.get(path).content.decode()
    assert 'name="expected_number" value="1"' in html and SEEN in html


def test_another_form_on_the_page_before_does_not_clear_it(world: World, place: str) -> None:
    """The search box and the sign-out button stand on every page."""
    browser = browser_of(world.keyworker)
    keeps(browser, place, {"text": [WORDS]})
    token = token_in(browser.get(place).content.decode())
    told = {"referer": f"http://testserver{place}"}
    browser.post("/search/", {"q": "Jade", "csrfmiddlewaretoken": token}, headers=told)
    browser.post("/accounts/logout/", {"csrfmiddlewaretoken": token}, headers=told)
    assert KeptForm.objects.filter(path=place).exists()


def test_a_form_with_mistakes_stays_kept_until_it_is_right(world: World, place: str) -> None:
    browser = browser_of(world.keyworker)
    keeps(browser, place, {"text": [WORDS]})
    tab = fill_in(browser, place, {"text": ""})
    assert tab.send().status_code == 200
    assert KeptForm.objects.exists()


def test_everything_kept_goes_after_seven_days(world: World, hands: Hands, place: str) -> None:
    keeps(browser_of(world.keyworker), place, {"text": [WORDS]})
    hands.go(days=6.9)
    forget_old_forms_and_sessions()
    assert KeptForm.objects.exists()
    hands.go(days=0.2)
    forget_old_forms_and_sessions()
    assert not KeptForm.objects.exists()


def test_nobody_fills_the_house_with_kept_forms(world: World) -> None:
    for n in range(55):
        actions.keep_form(path=f"/areas/?{n}", answers={"text": ["x"]}, by=world.keyworker)
    assert KeptForm.objects.count() == 50
    assert not KeptForm.objects.filter(path="/areas/?0").exists()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_save_at_once_leave_one_row() -> None:
    world = World()
    user = world.keyworker

    def save(words: str) -> None:
        try:
            actions.keep_form(path="/areas/", answers={"text": [words]}, by=user)
        finally:
            connection.close()

    threads = [Thread(target=save, args=(f"{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert KeptForm.objects.count() == 1


@given(st.dictionaries(st.text(max_size=20), st.lists(st.text(max_size=50), max_size=3), max_size=8))
def test_whatever_is_sent_comes_back_the_same_or_not_at_all(sent: dict[str, list[str]]) -> None:
    found = typed.read(sent)
    assert found == typed.read(found)
    assert set(found) <= set(sent) and all(found[name] == sent[name] for name in found)


def test_the_proof_is_kept_as_a_hash_only(world: World, place: str) -> None:
    browser_of(world.keyworker).get(place)
    row = BrowserSession.objects.get(user=world.keyworker)
    assert row.form_proof == proof_for(FORM_SECRET) and FORM_SECRET not in row.form_proof

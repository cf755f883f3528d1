"""Passwords: long rather than strange; nothing that anybody here would guess; all of it offline."""

import socket
import string
from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts import passwords
from accounts.models import User
from tests.accounts.steps import PASSWORD, YOURS, with_password
from tests.worlds import World, signed_in


def refused(password: str, user: Any = None) -> set[str]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {one.code for one in error.error_list}
    return set()


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("bicyclelamp", {"password_too_short"}),  # 11
        ("bicycle lamp", set()),  # 12
        ("purple lanterns over " * 12 + "wet", set()),  # 255
        ("purple lanterns over " * 12 + "wet!", set()),  # 256
        ("purple lanterns over " * 12 + "wet!?", {"password_too_long"}),
        ("plum trees in the rain", set()),
        ("UPPER WORDS ONLY HERE", set()), ("8305 2749 1638", set()),
        ("Ünïcödé wörds 🌧 häppÿ", set()), ("  spaces at both ends  ", set()),
    ],
)  # fmt: skip
def test_length_decides_and_nothing_is_composed(world: World, password: str, codes: set[str]) -> None:
    """S37: 12 to 256 characters, no rule about which."""
    assert refused(password) == codes


@pytest.mark.parametrize(
    "password", ["telechargement", "startfinding", "justinbieber", "international", "1qaz2wsx3edc"]
)
def test_what_everybody_uses_is_refused(world: World, password: str) -> None:
    """S38: the offline list, and what runs along the keyboard."""
    assert "password_too_common" in refused(password)


@pytest.mark.parametrize(
    "password",
    [
        "dynamicsupport", "Dynamic Support Register", "DSR-register-2026", "NHS-nhs-NHS-nhs",
        "northmoor2026!",
        "Northmoor Register", "n0rthm00r-2026", "Support2026Support", "November2026!!", "january-2025-nhs",
        "keyworker2026!", "Welcome2026!!", "P4ssword-2026!", "register register", "autumn winter 26",
    ],
)  # fmt: skip
def test_what_anybody_here_would_guess_is_refused(world: World, password: str) -> None:
    """S38: the service's words, the areas, months and years, alone or together, with the usual swaps."""
    assert refused(password) & {"password_of_context", "password_runs"}


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaa", "abcabcabcabcabc", "abcdefghijklm", "zyxwvutsrqponm", "123456789012",
        "asdfghjklzxcvb", "ababababababab", "qwertyuiopas",
    ],
)  # fmt: skip
def test_repeats_and_runs_are_refused(world: World, password: str) -> None:
    """S38"""
    assert "password_runs" in refused(password)


def test_context_words_among_words_of_ones_own_are_fine(world: World) -> None:
    assert refused("my register of purple lanterns") == set()
    assert refused("Northmoor has forty foxes") == set()


def test_what_is_like_the_person_is_refused(world: World) -> None:
    """S38"""
    assert refused("cora.ordway@example.org", world.coordinator) == {"password_too_similar"}
    assert refused("Cora Ordway 77", world.coordinator) == {"password_too_similar"}


@given(st.lists(st.text(string.ascii_lowercase, min_size=5, max_size=9), min_size=4, max_size=6, unique=True))
def test_several_words_are_never_a_run(words: list[str]) -> None:
    text = " ".join(words)
    if len(set(text)) >= 9:
        assert passwords.is_run(text * 3)
        walked = sum(abs(ord(a) - ord(b)) == 1 for a, b in pairwise(text))
        if walked < len(text) / 2:
            assert not passwords.is_run(text) or text == text[: len(text) // 2] * 2


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    assert isinstance(passwords.is_run(text), bool)
    assert isinstance(passwords.what_is_left(text, ["northmoor"]), str)


def test_no_password_leaves_the_house(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """S38: no network call."""

    def no_network(*words: Any, **options: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    monkeypatch.setattr(socket.socket, "connect", no_network)
    assert "password_too_common" in refused("startfinding")


def test_a_password_is_kept_exactly_as_typed(world: World) -> None:
    """S37: spaces at the ends, capitals and signs all count; pasting is not stopped."""
    user = with_password(world.coordinator)
    new = "  Two Spaces before & after  "
    browser = signed_in(user)
    page = browser.get(f"{YOURS}password/").content.decode()
    assert "onpaste" not in page and 'autocomplete="new-password"' in page
    assert browser.post(f"{YOURS}password/", {"old": PASSWORD, "new": new}).status_code == 302
    kept = User.objects.get(pk=user.pk)
    assert kept.check_password(new) and not kept.check_password(new.strip())


def test_the_hash_is_scrypt_outside_tests() -> None:
    """S60"""
    source = (settings.BASE_DIR / "config" / "settings.py").read_text()
    assert 'PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]\nif TESTING:' in source

"""Reads what people are told by the rules of config/plain_words.py: the line "words" of `make check`."""

import ast
import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

from config.easy import Easy
from config.launch.page_words import blocks
from config.launch.places import ROOT
from config.plain_words import Finding, check_easy, check_family

TEMPLATES = ROOT / "templates"
HOUSES = ("config", "accounts", "dsr", "referrals", "cetr")

# The pages that people and families read, with what is included in them. Every page of the public site stands
# here or among the others, which are not for them (tests/easy/test_words.py).
FAMILY = (
    "account/account_inactive.html",
    "account/login.html",
    "account/logout.html",
    "accounts/cannot_sign_in.html",
    "accounts/cannot_sign_in_asked.html",
    "accounts/cannot_sign_in_wait.html",
    "accounts/choose_password.html",
    "accounts/dead_link.html",
    "accounts/invitation.html",
    "cetr/tags/my_reviews.html",
    "dsr/look_days.html",
    "dsr/me.html",
    "dsr/my_looks.html",
    "errors/400.html",
    "errors/403.html",
    "errors/404.html",
    "errors/429.html",
    "errors/500.html",
    "errors/503.html",
    "errors/base.html",
    "public.html",
    "referrals/alone.html",
    "referrals/alone_back.html",
    "referrals/alone_hand.html",
    "referrals/begin_consent.html",
    "referrals/begin_refer.html",
    "referrals/change_mind.html",
    "referrals/changed_mind.html",
    "referrals/check.html",
    "referrals/come_back.html",
    "referrals/crisis.html",
    "referrals/danger.html",
    "referrals/disagree.html",
    "referrals/forgotten.html",
    "referrals/gone.html",
    "referrals/help.html",
    "referrals/later.html",
    "referrals/later_saved.html",
    "referrals/paper.html",
    "referrals/paper_how.html",
    "referrals/sent_consent.html",
    "referrals/sent_refer.html",
    "referrals/start.html",
    "referrals/step.html",
    "referrals/take_back.html",
    "referrals/too_many.html",
    "referrals/track.html",
    "referrals/track_consent.html",
    "referrals/track_disagree.html",
    "referrals/track_status.html",
)
SECOND_STEP = "the second step of signing in, which only people who work here have"
AT_WORK = "read by people who work with the person; the field's own terms help them"
OTHERS = {
    "referrals/begin_flag.html": AT_WORK,
    "referrals/flag_copy.html": AT_WORK,
    "referrals/part_two.html": AT_WORK,
    "referrals/part_two_code.html": AT_WORK,
    "referrals/part_two_gone.html": AT_WORK,
    "referrals/part_two_link.html": AT_WORK,
    "referrals/part_two_sent.html": AT_WORK,
    "referrals/sent_flag.html": AT_WORK,
    "accounts/demo.html": "whoever tries the software out",
    "account/add_app.html": SECOND_STEP,
    "account/add_passkey.html": SECOND_STEP,
    "account/organisation.html": "signing in through an employer",
    "account/reauthenticate.html": SECOND_STEP,
    "account/recovery_codes.html": SECOND_STEP,
    "account/second_factor.html": SECOND_STEP,
    "mfa/authenticate.html": SECOND_STEP,
}


def main() -> int:
    """Print every breach; the exit code says whether there is one."""
    found = list(findings())
    for place, finding in found:
        print(f"{place}: {finding}")
    return min(len(found), 1)


def findings() -> Iterator[tuple[str, Finding]]:
    """Each breach, with where it stands."""
    for name in FAMILY:
        yield from ((f"templates/{name}", finding) for finding in check_family(page(name)))
    for place, easy in easy_pages():
        yield from ((place, finding) for finding in check_easy(easy))


def page(name: str) -> list[str]:
    """The blocks of text of a page of ours."""
    return blocks(source(name), source)


def source(name: str) -> str:
    """A template as it was written; an included one that is not ours says nothing."""
    file = TEMPLATES / name
    return file.read_text() if file.is_file() else ""


# ---------------------------------------------------------------- easy read


def easy_pages() -> Iterator[tuple[str, Easy]]:
    """Every page of easy read in the house, with where it stands."""
    files = [file for house in HOUSES for file in sorted((ROOT / house).rglob("*.py")) if makes_easy(file)]
    if files:
        _set_up()
    seen: set[int] = set()
    for file in files:
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        yield from ((place, easy) for place, easy in easy_in(import_module(name)) if _new(easy, seen))


def makes_easy(file: Path) -> bool:
    """Whether a module makes an Easy; the one that defines it does not."""
    text = file.read_text()
    if "Easy(" not in text:
        return False
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    return any(getattr(call.func, "id", getattr(call.func, "attr", "")) == "Easy" for call in calls)


def easy_in(module: ModuleType) -> Iterator[tuple[str, Easy]]:
    """The pages that stand in a module, alone or in tables."""
    for name, value in list(vars(module).items()):
        if not name.startswith("__"):
            yield from _within(f"{module.__name__}.{name}", value)


def _within(place: str, value: object) -> Iterator[tuple[str, Easy]]:
    if isinstance(value, Easy):
        yield place, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _within(f"{place}[{str(key)!r}]", inner)
    elif isinstance(value, tuple | list):
        for at, inner in enumerate(value):
            yield from _within(f"{place}[{at}]", inner)


def _new(easy: Easy, seen: set[int]) -> bool:
    """One page may stand in two tables; it is read once."""
    new = id(easy) not in seen
    seen.add(id(easy))
    return new


def _set_up() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


if __name__ == "__main__":
    sys.exit(main())

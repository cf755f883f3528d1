"""A whole self-referral: every page asked for and answered, the check, and the sending, beside its floor."""

import re
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import connection
from django.test import Client

from accounts.models import Area
from referrals.kinds import HANDLED
from referrals.steps import Kind, Step
from tests.bench.measure import Browser, Samples, by_turns, request

SHEET = HANDLED[Kind.SELF].sheet
SAID = {
    "who": {"filling_in_for": "child"},
    "helper": {"helper_name": "Mary Morris", "helper_relation": "Mum"},
    "name": {"given_name": "Jade", "family_name": "Morris"},
    "born": {"date_of_birth_day": "2", "date_of_birth_month": "3", "date_of_birth_year": "2011"},
    "agreement": {"agreement": "agrees"},
    "contact": {"ways": "phone", "phone": "01632 960 222"},
}
DRAFT = re.compile(rb'name="draft" value="([0-9a-f-]{36})"')
PAGES = 12


def steps() -> list[Step]:
    """The questions of the walk: those that must be answered, and the next ones on the path: twelve."""
    path = SHEET.path(answers())
    must = [step for step in path if step.key in SAID]
    more = [step for step in path if step.key not in SAID and not step.private][: PAGES - len(must)]
    return [step for step in path if step in must or step in more]


def answers() -> dict[str, Any]:
    """The answers of the walk as they are kept."""
    return {key: dict(said) for key, said in SAID.items()} | {"born": {"date_of_birth": "2011-03-02"}}


class Walker:
    """One family's browser, again and again from the first question to the reference."""

    def __init__(self, browser: Browser) -> None:
        client = Client(headers={"host": "localhost"})
        client.get("/refer/")
        client.post("/words/", {"style": "standard", "back": "/"})
        self.browser, self.token = browser, client.cookies["csrf"].value
        self.cookie = "; ".join(f"{name}={value.value}" for name, value in client.cookies.items())
        self.path = [step.key for step in steps()]
        self.last: list[float] = []

    def walk(self) -> None:
        """Begin, twelve questions, check, send, and the confirmation."""
        forget_tries()
        self._post("/refer/", {})
        for key in self.path:
            self._get(f"/refer/{key}/")
            self._post(f"/refer/{key}/", SAID.get(key, {}))
        found = DRAFT.search(self._get("/refer/check/"))
        assert found, "the check page holds no draft"
        self._post("/refer/check/", {"draft": found[1].decode()})
        self._get("/refer/sent/")

    def _get(self, path: str) -> bytes:
        status, page = self.browser.ask(request(path, cookie=self.cookie))
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        return page

    def _post(self, path: str, answers: dict[str, str]) -> None:
        body = urlencode({**answers, "csrfmiddlewaretoken": self.token})
        status = self.browser.ask(request(path, cookie=self.cookie, body=body))[0]
        if status != 302:
            raise SystemExit(f"{path} answered {status} to an answer")


def forget_tries() -> None:
    """One connection sends more forms here than a place may in an hour."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_signintry")


def timed(floor: Browser, ours: Browser, samples: int) -> tuple[Samples, Samples]:
    """Whole walks by turns."""
    walker = Walker(ours)

    def walk_the_floor() -> None:
        for _ in walker.path:
            floor.ask(request("/question"))
            floor.ask(request("/answer"))
        floor.ask(request("/question"))
        floor.ask(request("/send"))

    return by_turns(walk_the_floor, walker.walk, samples)


def walked_in_process() -> None:
    """The same walk without a server, for counting its statements."""
    client = Client(headers={"host": "localhost"})
    client.post("/refer/")
    for step in steps():
        client.get(f"/refer/{step.key}/")
        client.post(f"/refer/{step.key}/", SAID.get(step.key, {}))
    found = DRAFT.search(client.get("/refer/check/").content)
    assert found, "the check page holds no draft"
    assert client.post("/refer/check/", {"draft": found[1].decode()}).status_code == 302
    client.get("/refer/sent/")


def _words(name: str, field: Any) -> list[Any]:
    """What stands at a field: its label, its hint, and each answer that can be chosen."""
    choices = [[str(value), str(words)] for value, words in getattr(field, "choices", ())]
    kind = "checkbox" if isinstance(field, forms.MultipleChoiceField) else "radio"
    return [name, str(field.label or name), str(field.help_text or ""), kind, choices]


def facts_for_the_floor(area: int) -> dict[str, Any]:
    """Words and rows that the floor draws and copies: the same questions, a draft, and a form to copy."""
    from django.utils import timezone

    from accounts.actions import PUBLIC_FORM, automatic_user
    from referrals import actions
    from referrals.styles import Style

    draft = actions.start_draft(kind=Kind.SELF)
    sample = actions.start_draft(kind=Kind.SELF)
    for key, said in answers().items():
        actions.keep_answers(draft=sample, step=key, answers=said)
    by, here = automatic_user(PUBLIC_FORM), Area.objects.get(pk=area)
    form = actions.send_draft(draft=sample, area=here, by=by, today=timezone.localdate())
    asked = [HANDLED[Kind.SELF].form(step, answers(), [here], Style.STANDARD) for step in steps()]
    questions = [[page.title, [_words(name, field) for name, field in page.fields.items()]] for page in asked]
    return {"draft": str(draft), "form": str(form.pk), "questions": questions}

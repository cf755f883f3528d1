"""Two desks at one record: what each has open, what each types, and where it is to be found afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any
from urllib.parse import urlsplit

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

from tests.access import table
from tests.access.cases import PATTERNS, grid, ways
from tests.access.scene import Scene
from tests.attack.forms import Box, Form, forms_on
from tests.visits import body

# Boxes whose words are of a form of their own: nothing can be marked in them.
SHAPED = ("email", "tel", "url", "number", "date", "time", "hidden", "password", "file", "search")
# Words a machine keeps for itself; what stands there only is not on the record.
NOT_THE_RECORD = ("django_session", "accounts_keptform", "accounts_accesslogentry", "accounts_outboxmessage")
# Boxes that belong to another answer than the one that was chosen: the page asks for them under that alone.
NOT_ASKED = {("referral-telling", "told", "otherwise"): ("note", "why")}
serial = count(1)


def editable(role: str) -> Iterator[str]:
    """The pages about one record on which this role is shown something to send."""
    for page, policy in sorted(table.ABOUT_A_RECORD.items()):
        if {"GET", "POST"} <= ways(page) and grid(policy["POST"]).get(role, {}).get("mine") == "yes":
            yield page


@dataclass
class Sheet:
    """A form that lies open on somebody's desk, with the moment at which it was opened."""

    form: Form
    opened_at: int
    words: dict[str, str] = field(default_factory=dict)


@dataclass
class Desk:
    """Somebody at work: their browser, the pages they may edit, and the forms that lie open."""

    who: str
    browser: Client
    pages: list[str]
    ids: dict[str, Any]
    sheets: list[Sheet] = field(default_factory=list)

    def open(self, page: str, now: int, chance: Random) -> Sheet | None:
        """Open a page and take one of its forms; nothing when it shows none now."""
        path = reverse(page, kwargs={name: self.ids[name] for name in PATTERNS[page].pattern.converters})
        answer = self.browser.get(path)
        forms = [f for f in forms_on(page, self.who, path, body(answer)) if _takes_words(f)]
        if answer.status_code != 200 or not forms:
            return None
        sheet = Sheet(chance.choice(forms), now)
        self.sheets.append(sheet)
        return sheet

    def send(self, sheet: Sheet, chance: Random) -> HttpResponse:
        """Fill the form in, with marked words wherever words can be typed, and send it."""
        self.sheets.remove(sheet)
        typed = {box.name: self._typed(box, chance) for box in sheet.form.boxes.values()}
        for (name, question, answer), inside in NOT_ASKED.items():
            if sheet.form.name == name and typed.get(question) == answer:
                typed |= dict.fromkeys(inside)
        sheet.words = {n: v for n, v in typed.items() if v is not None and _marked(sheet.form.boxes[n])}
        sent = {name: value for name, value in typed.items() if value is not None}
        return self.browser.post(sheet.form.action, sent)

    def _typed(self, box: Box, chance: Random) -> Any:
        if _marked(box):
            return f"Word{next(serial):05d} of {self.who}"[: box.longest]
        if box.kind == "checkbox":
            return [box.value] if box.value else chance.sample(box.options, min(1, len(box.options)))
        if box.kind in ("radio", "select"):
            return chance.choice(box.options) if box.options and chance.random() < 0.7 else box.filled()
        return box.filled()


def _marked(box: Box) -> bool:
    return box.kind in ("text", "textarea") and not box.name.endswith(("_day", "_month", "_year"))


def _takes_words(form: Form) -> bool:
    # Signing out and the like go elsewhere: only what is sent to a page about the record counts.
    about = resolve(urlsplit(form.action).path).url_name in table.ABOUT_A_RECORD
    return about and any(_marked(box) for box in form.boxes.values())


def where(words: list[str]) -> dict[str, set[str]]:
    """In which tables each word stands now."""
    if not words:
        return {}
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - set(NOT_THE_RECORD))
        asked = " UNION ALL ".join(
            f"SELECT '{name}', w FROM {name} t JOIN unnest(%(words)s::text[]) AS w ON strpos(t::text, w) > 0"
            for name in tables
        )
        cursor.execute(asked, {"words": [word.partition(" ")[0] for word in words]})
        rows = cursor.fetchall()
    return {word: {name for name, mark in rows if word.startswith(mark)} for word in words}


def current(tables: set[str]) -> bool:
    """Whether a word stands in the record as it is now, and not only in its history."""
    return any("_historical" not in name for name in tables)


def desks(scene: Scene, chance: Random) -> list[Desk]:
    """Two different people of the area at the record that is theirs."""
    cora, roles = scene.north.coordinator, ("coordinator", "keyworker")
    people = {role: (scene.browser(role), role) for role in roles}
    people["the other coordinator"] = (scene.browser_of(cora), "coordinator")
    names = chance.sample(sorted(people), 2)
    return [Desk(name, people[name][0], list(editable(people[name][1])), scene.ids("mine")) for name in names]

"""Asking a page as the table's cases do."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from tests.access.cases import ABOUT_NOBODY, PATTERNS, Case, cases, read, told_apart
from tests.access.scene import Scene
from tests.visits import body

# What a page is sent that answers nothing else than its own form; all others are sent an empty one.
SENT = {"kept": {"path": "/my-work/", "answers": '{"text": ["Half a"]}', "typing": "1"}}


def path_of(scene: Scene, case: Case) -> str:
    """The address of the case's page about the case's record."""
    return address(case.page, scene.ids("mine" if case.relation == ABOUT_NOBODY else case.relation))


def address(page: str, ids: dict[str, Any]) -> str:
    """The address of a page, with these ids in it."""
    names = PATTERNS[page].pattern.converters
    missing = set(names) - set(ids)
    assert not missing, f"the tests of access know no {missing} for {page}"
    return reverse(page, kwargs={name: ids[name] for name in names})


def wrong(scene: Scene, page: str, way: str, *, every_case: bool = False) -> list[str]:
    """The cases of a page whose answer is not the table's; what an accepted one did is undone."""
    found = []
    for case in cases(page, way) if every_case else told_apart(cases(page, way)):
        browser, path = scene.browser(case.who), path_of(scene, case)
        point = transaction.savepoint() if case.answer == "yes" else ""
        response = browser.get(path) if way == "GET" else browser.post(path, SENT.get(page, {}))
        answer = read(case.page, response)
        body(response)  # a file that is streamed is read to its end, and so closed
        if point:
            transaction.savepoint_rollback(point)
        if answer != case.answer:
            found.append(f"{case}, but the page answered {answer}")
    return found

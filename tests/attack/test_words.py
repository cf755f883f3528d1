"""Hostile words in every text column of every table: no page, report, e-mail or file runs or hides them.

S01, S02, S06, S08. The words are put into the tables past the forms, so that no check on the way in
can save a page that shows them carelessly. Tomorrow's model is attacked on the day it is written.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import DatabaseError, connection, models, transaction

from accounts import outbox
from accounts.permissions import RoleName
from tests.access.crawl import Seen, crawl
from tests.access.scene import Scene
from tests.access.table import EVERY_ROLE
from tests.nhsuk.dom import Element, tree

HOSTILE = (
    "javascript:alert(1)//\"'><script>alert(2)</script><img src=x onerror=alert(3)>"
    "</textarea></title></style>--></script>{{7*7}}{% load x %}${7*7}"
)
SHORT = "\"'><b>{{7*7}}{%x%}"
TEXTS = (models.CharField, models.TextField, models.EmailField, models.URLField)
# Columns whose words the house itself chose, from a list that is not written into the model, or made.
CHOSEN_BY_THE_HOUSE = {
    "colour", "key", "kind", "name_of_page", "search_name", "sha256", "format", "file", "sealed", "slug",
    "reference", "token", "role", "roles", "about", "group", "page",
    "password", "session_key", "form_proof", "nhs_number",
}  # fmt: skip


def columns() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every column for words that somebody wrote."""
    for app in ("accounts", "dsr", "cetr", "referrals"):
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                plain = type(field) in TEXTS and not field.choices and not field.primary_key
                if plain and field.name not in CHOSEN_BY_THE_HOUSE and not (is_login(field)):
                    yield model, field


def is_login(field: models.Field) -> bool:
    return field.unique and isinstance(field, models.EmailField)


def poison() -> tuple[list[str], list[str]]:
    """Write hostile words into every such column; which took them, and which the database refused."""
    taken, refused = [], []
    with connection.cursor() as cursor:
        cursor.execute(
            "SET LOCAL session_replication_role = replica"
        )  # past the guards of what is only added
        for model, field in columns():
            words = HOSTILE if (field.max_length or 10**6) >= len(HOSTILE) + 20 else SHORT
            own = model._meta.pk.column if field.unique else "''"
            label = f"{model._meta.db_table}.{field.column}"
            try:
                with transaction.atomic():
                    cursor.execute(
                        f'UPDATE {model._meta.db_table} SET "{field.column}" = %s || {own} '
                        f'WHERE "{field.column}" <> %s',
                        [words[: field.max_length], ""],
                    )
                    rows = cursor.rowcount
            except DatabaseError:
                refused.append(label)
            else:
                taken += [label] if rows else []
        cursor.execute("SET LOCAL session_replication_role = origin")
    return taken, refused


@pytest.fixture(scope="module")
def poisoned(built: Scene, quiet: None, django_db_blocker: Any) -> tuple[list[str], list[str]]:
    with django_db_blocker.unblock():
        return poison()


@pytest.fixture(scope="module")
def seen(built: Scene, poisoned: Any, django_db_blocker: Any) -> list[Seen]:
    """Every page of every role, in a house full of hostile words."""
    with django_db_blocker.unblock():
        return [page for who in EVERY_ROLE.split() for page in crawl(built, who, built.browser(who))]


def pages(seen: list[Seen]) -> Iterator[tuple[Seen, Element]]:
    for page in seen:
        if page.html.lstrip().startswith("<"):
            yield page, tree(page.html)


def test_the_words_are_in_every_table_that_keeps_words(poisoned: tuple[list[str], list[str]]) -> None:
    taken, refused = poisoned
    print(f"{len(taken)} columns hold hostile words; refused by the database: {refused}")
    assert len(taken) > 60
    assert {"dsr_note.text", "dsr_person.given_name", "accounts_user.name", "accounts_area.name"} <= set(
        taken
    )


def test_no_page_breaks(seen: list[Seen]) -> None:
    """S01: and everybody really went round: nobody was sent to sign in."""
    assert [str(page) for page in seen if "/accounts/login/" in page.html and page.status == 302] == []
    assert sum("alert(2)" in page.html for page in seen if page.path.startswith("/register/")) > 20
    assert [f"{page}: {page.status}" for page in seen if page.status >= 500] == []


def test_no_word_becomes_a_tag_or_an_attribute(seen: list[Seen]) -> None:
    """S01, S06: the words stand on the pages as words."""
    shown = 0
    for page, html in pages(seen):
        shown += page.html.count("&lt;script&gt;alert(2)") + page.html.count("&gt;&lt;b&gt;")
        assert "<script>alert" not in page.html and "<img src=x" not in page.html, page
        for element in html.walk():
            assert not [name for name in element.attrs if name.startswith("on")], f"{page}: {element.attrs}"
            assert element.tag != "script" or element.attrs.get("src", "").startswith("/static/"), page
            assert element.tag != "b" or element.attrs or element.text != "", page
    assert shown > 500, "the words hardly stand anywhere"


def test_no_word_is_read_as_a_template(seen: list[Seen]) -> None:
    """S08: seven times seven stays as it was written."""
    assert any("{{7*7}}" in page.html for page in seen)
    assert not [str(page) for page in seen if re.search(r"(>|\$)49(\{%|\$49)", page.html)]


def test_no_word_becomes_a_link(seen: list[Seen]) -> None:
    """S02: wherever something can be pressed or loaded from, it is an address of this house or a phone."""
    for page, html in pages(seen):
        for element in html.walk():
            for name in ("href", "src", "action", "formaction", "data", "poster"):
                value = (element.attrs.get(name) or "").strip().lower()
                assert not value.startswith(("javascript:", "data:", "vbscript:", "//")), f"{page}: {value}"


def test_no_e_mail_carries_a_word_of_them(scene: Scene, poisoned: Any) -> None:
    """S01, S08: whatever waits in the outbox is sent, and says nothing that anybody wrote."""
    mail.outbox.clear()
    assert outbox.send_due() > 0
    for message in mail.outbox:
        whole = f"{message.subject}{message.body}{message.extra_headers}"
        assert "alert(" not in whole, "somebody's words"
        # The area's own phone numbers and name do stand in it; as plain text, and never in a header.
        assert not getattr(message, "alternatives", None) and message.content_subtype == "plain"
        assert "7*7" not in message.subject and "7*7" not in str(message.extra_headers)


@pytest.mark.pdf
def test_in_the_report_as_pdf_they_are_words_too(scene: Scene, poisoned: Any) -> None:
    """S01, S06, S08: drawn once in full; its text holds the words as they were written, and no script."""
    from io import BytesIO

    from pypdf import PdfReader

    path = f"/reviews/{scene.ids('during')['review_id']}/report.pdf"
    with real_pdf():
        answer = scene.browser(RoleName.PANEL_CHAIR).get(path)
    assert answer.status_code == 200, answer.headers
    data = answer.content
    reader = PdfReader(BytesIO(data))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "alert(2)" in text and "{{7*7}}" in text
    assert b"/JavaScript" not in data and b"/JS " not in data and b"/Launch" not in data
    links = [
        str(a.get_object().get("/A", {}).get("/URI", "")) for p in reader.pages for a in p.annotations or []
    ]
    assert not [link for link in links if link.startswith(("javascript:", "data:", "file:"))]


def real_pdf() -> Any:
    """The pen that draws, which the scene has put away."""
    from unittest.mock import patch

    from tests.access.conftest import DRAWN_BY

    return patch("config.pdf.write", DRAWN_BY)

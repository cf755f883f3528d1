"""Every page that anybody can open: its shape, its links, and that whoever it shows was written down.

S22, S24, S63.
"""

import re
from itertools import pairwise

import pytest
from django.test import Client

from dsr.models import Person, RegisterEntry
from dsr.names import spaced_nhs_number
from tests.full_house import House
from tests.nhsuk.dom import Element, tree
from tests.test_security import check_headers
from tests.visits import Page
from tests.worlds import signed_in

# One worker of pytest-xdist takes them all: the visits are made once.
Opened = list[tuple[Page, Element]]
NUMBER = re.compile(r"\b999[  ]?\d{3}[  ]?\d{4}\b")


@pytest.fixture(scope="module")
def opened(pages: list[Page]) -> Opened:
    return [
        (p, tree(p.html))
        for p in pages
        if p.status == 200 and p.headers["Content-Type"].startswith("text/html")
    ]


def test_no_page_of_an_area_shows_a_person_of_another(pages: list[Page], eastmere: House) -> None:
    people = Person.objects.filter(recorded_in=eastmere.area).exclude(nhs_number=None)
    numbers = {spaced_nhs_number(person.nhs_number) for person in people}
    ids = {str(entry.pk) for entry in RegisterEntry.objects.filter(area=eastmere.area)}
    assert len(numbers) > 3 and ids
    for page in pages:
        assert not [mark for mark in numbers | ids if mark in page.html], page


def test_looking_changes_nothing_but_the_record_of_looks(pages: list[Page], db: None) -> None:
    """The visits themselves compare every table before and after; here, that they really took place."""
    opened = {page.pattern.name for page in pages if page.status == 200}
    only_by_form = {page.pattern.name for page in pages if page.status == 405}
    assert len(opened) > 40
    assert {"entry", "rate", "review", "referral", "me", "governance", "areas"} <= opened
    assert not opened & only_by_form


def test_every_answer_carries_its_headers(pages: list[Page], db: None) -> None:
    for page in pages:
        check_headers(page.headers, private=page.role is not None and page.status != 302)


def test_no_address_on_any_page_holds_a_name_or_a_number(pages: list[Page], db: None) -> None:
    numbers = set(Person.objects.exclude(nhs_number=None).values_list("nhs_number", flat=True))
    names = {name.lower() for name in Person.objects.values_list("family_name", flat=True)}
    for page in pages:
        for link in re.findall(r'(?:href|action|src)="([^"]*)"', page.html):
            assert not any(mark in link.lower() for mark in numbers | names), f"{page}: {link}"


def test_everybody_on_a_page_was_written_down_first(pages: list[Page], db: None) -> None:
    """Every NHS number that was sent belongs to somebody in a look of that very request."""
    ids = dict(Person.objects.exclude(nhs_number=None).values_list("nhs_number", "pk"))
    seen = 0
    for page in pages:
        for number in NUMBER.findall(page.html):
            person = ids.get(re.sub(r"\D", "", number))
            assert person is None or str(person) in page.looks, f"{page} shows somebody unrecorded"
            seen += person is not None
    assert seen > 30


def test_whoever_is_named_by_an_entry_link_was_written_down(pages: list[Page], db: None) -> None:
    people = {str(pk): str(person) for pk, person in RegisterEntry.objects.values_list("pk", "person_id")}
    for page in pages:
        for entry in set(re.findall(r'href="/register/([0-9a-f-]{36})/', page.html)):
            assert people[entry] in page.looks, f"{page} links to somebody unrecorded"


def test_every_page_has_one_heading_a_title_and_a_language(opened: Opened, db: None) -> None:
    for page, html in opened:
        assert html.one("html").attrs["lang"] == "en-GB", page
        assert len(html.all("h1")) == 1 and html.all("h1")[0].text, page
        assert len(html.all("main")) == 1, page
        title = html.all("title")[0].text
        assert re.fullmatch(r".+ – Dynamic support.*", title), f"{page}: {title}"


def test_headings_never_skip_a_level(opened: Opened, db: None) -> None:
    for page, html in opened:
        levels = [int(e.tag[1]) for e in html.walk() if re.fullmatch(r"h[1-6]", e.tag)]
        skipped = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert not skipped, f"{page}: {levels}"


def test_ids_are_unique_and_every_box_has_its_label(opened: Opened, db: None) -> None:
    for page, html in opened:
        assert len(html.ids) == len(set(html.ids)), page
        labelled = {label.attrs.get("for") for label in html.all("label")}
        for box in [*html.all("input"), *html.all("select"), *html.all("textarea")]:
            if box.attrs.get("type") not in ("hidden", "submit"):
                named = box.attrs.get("aria-label") or box.attrs.get("aria-labelledby")
                assert named or box.attrs.get("id") in labelled, f"{page}: {box.attrs}"


def test_nothing_inline_nothing_from_elsewhere(opened: Opened, db: None) -> None:
    for page, html in opened:
        for element in html.walk():
            assert "style" not in element.attrs, f"{page}: {element.tag}"
            assert not any(name.startswith("on") for name in element.attrs), f"{page}: {element.attrs}"
            if element.tag in ("script", "img", "link", "iframe", "form"):
                source = (
                    element.attrs.get("src")
                    or element.attrs.get("href")
                    or element.attrs.get("action")
                    or "/"
                )
                assert source.startswith(("/", "?", "#")) and not source.startswith("//"), f"{page}: {source}"
            if element.tag == "script":
                assert element.attrs.get("src"), page


def test_a_form_that_changes_something_is_sent_by_post_with_its_token(opened: Opened, db: None) -> None:
    for page, html in opened:
        for form in html.all("form"):
            if form.attrs.get("method") == "post":
                assert form.all("input", name="csrfmiddlewaretoken"), page


def test_every_link_leads_somewhere_that_this_person_may_go(
    pages: list[Page], opened: Opened, house: House
) -> None:
    browsers = {role: signed_in(user) for role, user in house.staff.items()}
    tried = {(page.role, page.path): page.status for page in pages}
    for page, html in opened:
        for link in html.all("a"):
            path = (link.attrs.get("href") or "").split("#")[0]
            if not path.startswith("/") or path.startswith("/static/") or path.endswith(".pdf"):
                continue
            key = (page.role, path)
            if key not in tried:
                tried[key] = browsers.get(page.role, Client()).get(path).status_code
            assert tried[key] in (200, 302), f"{page}: a link to {path} answers {tried[key]}"
    assert len(tried) > 60


@pytest.mark.parametrize(
    "words", ["TODO", "lorem ipsum", "coming soon", "None</", "{{", "{%", "[object", "undefined"]
)
def test_no_page_shows_what_was_left_lying_about(opened: Opened, db: None, words: str) -> None:
    for page, _ in opened:
        assert words not in page.html, page

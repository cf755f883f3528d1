"""What another site cannot make a browser fetch from the register (S23)."""

from typing import Any

import pytest

from accounts.models import AccessLogEntry
from config.fetched import BEHIND_YOUR_BACK, FROM_ELSEWHERE, why_not
from tests.full_house import House
from tests.visits import body, patterns
from tests.worlds import signed_in

DOWNLOADS = {
    "review-report-pdf", "review-paper", "name-list", "referral-letter-pdf",
    "refer-pdf", "consent-pdf", "flag-pdf", "meeting-minutes-pdf", "meeting-extract-pdf",
}  # fmt: skip
LINK = ("navigate", "document")
EMBEDDED = [
    ("no-cors", "image"), ("no-cors", "script"), ("navigate", "iframe"), ("navigate", "object"),
    ("navigate", "embed"), ("cors", "empty"), ("no-cors", "video"), ("websocket", "websocket"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("site", "mode", "dest", "page", "file"),
    [
        ("", "", "", "", ""),  # a browser that says nothing, or a program
        ("same-origin", *LINK, "", ""),
        ("none", *LINK, "", ""),
        ("same-origin", "cors", "empty", "", ""),
        ("same-origin", "no-cors", "image", "", BEHIND_YOUR_BACK),
        ("same-origin", "navigate", "iframe", "", BEHIND_YOUR_BACK),
        ("cross-site", *LINK, "", FROM_ELSEWHERE),
        ("same-site", *LINK, "", FROM_ELSEWHERE),
        ("cross-site", "navigate", "", "", FROM_ELSEWHERE),
        ("nonsense", *LINK, "", FROM_ELSEWHERE),
        *(("cross-site", *how, BEHIND_YOUR_BACK, FROM_ELSEWHERE) for how in EMBEDDED),
        *(("same-site", *how, BEHIND_YOUR_BACK, FROM_ELSEWHERE) for how in EMBEDDED),
    ],
)
def test_who_led_the_browser_here_decides(site: str, mode: str, dest: str, page: str, file: str) -> None:
    assert why_not(site, mode, dest, is_download=False) == page
    assert why_not(site, mode, dest, is_download=True) == file


def sent(site: str, mode: str = "navigate", dest: str = "document") -> dict[str, str]:
    return {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}


def test_every_page_that_hands_out_a_file_is_marked() -> None:
    """Others are found by tests/attack/test_http.py, which looks at what each page answers."""
    marked = {each.name for each in patterns() if getattr(each.callback, "is_download", False)}
    assert marked == DOWNLOADS


@pytest.fixture
def files(house: House) -> dict[str, Any]:
    """Of each file that the house holds: its reader, and where it is."""
    review = house.review.pk
    paper = house.ids()["paper_id"]
    chair, coordinator = (signed_in(user) for user in (house.world.chair, house.world.coordinator))
    return {
        "paper": (chair, f"/reviews/{review}/papers/{paper}/"),
        "PDF": (coordinator, f"/reviews/{review}/report.pdf"),
    }


@pytest.mark.parametrize("name", ["paper", "PDF"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_gets_no_file_and_leaves_no_look(files: dict[str, Any], name: str, site: str) -> None:
    browser, path = files[name]
    looks = AccessLogEntry.objects.count()
    for how in (LINK, *EMBEDDED):
        found = browser.get(path, headers=sent(site, *how))
        assert found.status_code == 403 and "Content-Disposition" not in found, how
        assert f'<a href="{path}">open the file</a>' in found.text
        assert "Jade" not in found.text and "no-store" in found["Cache-Control"]
    assert AccessLogEntry.objects.count() == looks


@pytest.mark.parametrize("site", ["same-origin", "none", ""])
def test_a_page_of_ours_a_bookmark_and_an_old_browser_get_the_file(files: dict[str, Any], site: str) -> None:
    browser, path = files["paper"]
    found = browser.get(path, headers=sent(site) if site else {})
    assert found.status_code == 200 and found["Content-Disposition"].startswith("attachment")
    body(found)


def test_a_page_is_led_to_by_a_letter_and_not_fetched_behind_a_back(house: House) -> None:
    browser, path = signed_in(house.world.coordinator), f"/register/{house.jade.pk}/"
    assert browser.get(path, headers=sent("cross-site")).status_code == 200
    looks = AccessLogEntry.objects.count()
    for how in EMBEDDED:
        found = browser.get(path, headers=sent("cross-site", *how))
        assert found.status_code == 403 and "another site" in found.text and "Jade" not in found.text
        assert "open the file" not in found.text
    assert AccessLogEntry.objects.count() == looks

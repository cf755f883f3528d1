"""The report: one text for the page, the PDF and the fingerprint (S07)."""

import hashlib
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import OutboxMessage
from cetr import actions, report
from cetr.models import Report, Review
from cetr.standing import standing
from cetr.views.reports import REPORT
from config import pdf
from config.refused import Refused
from dsr.actions import change_person
from dsr.consent import Decision, Purpose
from dsr.models import Deadline
from tests.cetr.worlds import Reviews
from tests.worlds import signed_in


class Text(HTMLParser):
    """The words inside the article of the report."""

    def __init__(self) -> None:
        super().__init__()
        self.inside, self.words = False, []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.inside = self.inside or tag == "article"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "article"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.words.append(data)


def squeezed(text: str) -> str:
    """Letters only: a PDF breaks lines and words where it likes."""
    return re.sub(r"\s+", "", text)


def text_of_page(client: Any, review: Review) -> str:
    parser = Text()
    parser.feed(client.get(reverse("review-report", args=[review.pk])).content.decode())
    return squeezed(" ".join(parser.words))


def fonts_in(data: bytes) -> set[str]:
    """The fonts that a PDF carries, without the six letters that mark a part of one."""
    from pypdf import PdfReader

    found = set()
    for sheet in PdfReader(BytesIO(data)).pages:
        for font in sheet["/Resources"]["/Font"].values():
            found.add(font.get_object()["/BaseFont"].split("+")[-1])
    return found


@pytest.mark.pdf
def test_the_pdf_passes_every_rule_of_pdf_ua(reviews: Reviews) -> None:
    import page

    review = reviews.issued()
    data = signed_in(reviews.coordinator).get(reverse("review-report-pdf", args=[review.pk])).content
    found = page.validate_pdf_bytes(data, profile="ua1")
    assert found.is_compliant, found.failures
    assert fonts_in(data) == {"Report", "Report-Bold"}  # the family of our style, so ours and no other


@pytest.mark.pdf
def test_the_pdf_reads_in_the_order_of_the_page(reviews: Reviews) -> None:
    from pypdf import PdfReader

    review = reviews.issued()
    client = signed_in(reviews.coordinator)
    data = client.get(reverse("review-report-pdf", args=[review.pk])).content
    reader = PdfReader(BytesIO(data))
    issued = Report.objects.get(review=review)
    pages = [squeezed(page.extract_text()) for page in reader.pages]
    foot = [f"CTRreport,version1·{issued.sha256[:16]}", f"Page{{}}of{len(pages)}", "Version1"]
    for number, sheet in enumerate(pages, 1):
        for words in foot:
            assert words.format(number) in sheet
            sheet = sheet.replace(words.format(number), "", 1) if words != "Version1" else sheet
        pages[number - 1] = sheet
    written, on_screen = "".join(pages), text_of_page(client, review)
    for text in (written, on_screen):
        at = 0
        for line in map(squeezed, report.lines(issued.content)):
            assert line in text[at:], line
            at = text.index(line, at) + len(line)
    assert reader.metadata.title == "Report of the CTR for Jade MORRIS"


@pytest.mark.pdf
def test_a_draft_says_so_on_every_page(reviews: Reviews) -> None:
    from pypdf import PdfReader

    review = reviews.concluded()
    data = signed_in(reviews.chair).get(reverse("review-report-pdf", args=[review.pk])).content
    for sheet in PdfReader(BytesIO(data)).pages:
        assert "DRAFT, not issued" in sheet.extract_text()


@pytest.mark.pdf
def test_words_in_a_report_fetch_nothing_and_run_nothing(reviews: Reviews) -> None:
    review = reviews.planned()
    evil = '<img src="file:///etc/passwd"><link rel="attachment" href="file:///etc/passwd"><script>1</script>'
    reviews.outcome(review, why=evil)
    content = report.content_of(Review.objects.get(pk=review.pk))
    html_facts = {"review": review, "entry": review.entry, "person": review.entry.person, "content": content}
    data = pdf.write(*REPORT, html_facts | {"issued": None, "sha256": "0" * 64})
    assert b"root:" not in data and b"EmbeddedFile" not in data


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1:8000/", "data:text/css,a{}", "font:x"]
)
def test_only_our_two_fonts_are_handed_out(address: str) -> None:
    with pytest.raises(ValueError, match="Nothing is fetched"):
        pdf.OurFontsOnly()(address)


def test_without_pango_the_page_says_so_instead_of_a_link(reviews: Reviews, monkeypatch: Any) -> None:
    monkeypatch.setattr(pdf, "why_not", lambda: "This server cannot make a PDF.")
    review = reviews.concluded()
    client = signed_in(reviews.chair)
    words = client.get(reverse("review-report", args=[review.pk])).content.decode()
    assert "This server cannot make a PDF." in words and "report.pdf" not in words
    assert client.get(reverse("review-report-pdf", args=[review.pk])).status_code == 302


def test_an_issued_report_keeps_its_text_and_its_fingerprint(reviews: Reviews) -> None:
    review = reviews.issued()
    issued = Report.objects.get(review=review)
    assert issued.sha256 == hashlib.sha256("\n".join(report.lines(issued.content)).encode()).hexdigest()
    change_person(person=review.entry.person, family_name="Changed", by=reviews.coordinator)
    words = signed_in(reviews.coordinator).get(reverse("review-report", args=[review.pk])).content.decode()
    assert "Jade MORRIS" in words and issued.sha256 in words


def test_the_report_says_who_when_what_and_how_to_disagree(reviews: Reviews) -> None:
    text = "\n".join(report.lines(report.content_of(reviews.ready())))
    for words in ("Jade MORRIS", "Charles Airey", "Independent clinical expert", "Seeing the whole person",
                  "Is the person safe?", "Amber", "Write the crisis plan", "Tom Bell (CAMHS)",
                  "What happens next", "If you do not agree", "01632 960 100"):  # fmt: skip
        assert words in text


def test_issuing_meets_the_deadline_and_tells_the_family_once(reviews: Reviews) -> None:
    review = reviews.issued()
    first = Report.objects.get(review=review)
    assert Deadline.objects.get(about=review.pk, key="cetr_report").met_on == reviews.today
    again = actions.issue_report(review=review, by=reviews.coordinator, today=reviews.today)
    assert again == first
    assert OutboxMessage.objects.filter(key=f"report-{review.pk}").count() == 1


def test_a_report_issued_after_midnight_in_summer_is_of_that_day(reviews: Reviews) -> None:
    review = reviews.issued()
    review.report_issued_at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert standing(review, today=reviews.today).state_words == "Report sent 2 July 2026"


def test_a_report_is_not_issued_before_the_review_is_concluded(reviews: Reviews) -> None:
    with pytest.raises(Refused, match="once the review is concluded"):
        actions.issue_report(review=reviews.ready(), by=reviews.coordinator, today=reviews.today)


def test_a_member_does_not_issue_the_report(reviews: Reviews) -> None:
    review = reviews.concluded()
    assert signed_in(reviews.member).post(reverse("review-issue", args=[review.pk])).status_code == 403
    with pytest.raises(Refused, match="Only the chair"):
        actions.issue_report(review=review, by=reviews.member, today=reviews.today)


def test_without_a_yes_to_its_use_a_keyworker_does_not_get_the_report(reviews: Reviews) -> None:
    review = reviews.issued()
    url = reverse("review-report", args=[review.pk])
    assert signed_in(reviews.world.keyworker).get(url).status_code == 200
    reviews.consent(review, Decision.NO, only=(Purpose.USE,))
    assert signed_in(reviews.world.keyworker).get(url).status_code == 403
    assert signed_in(reviews.world.commissioner).get(url).status_code == 200


def test_a_commissioner_reads_the_issued_report_and_not_the_panels_words_before(reviews: Reviews) -> None:
    """S56: who answers for the area sees states and reports, no narrative in the making."""
    review, browser = reviews.ready(), signed_in(reviews.world.commissioner)
    page = browser.get(reverse("review", args=[review.pk])).text
    assert "read the report, once it is issued" in page and "School starts again." not in page
    assert browser.get(reverse("review-report", args=[review.pk])).status_code == 403
    assert browser.get(reverse("review-report-pdf", args=[review.pk])).status_code == 403
    reviews.conclude(review)
    assert browser.get(reverse("review-report", args=[review.pk])).status_code == 403
    actions.issue_report(review=review, by=reviews.chair, today=reviews.today)
    assert "School starts again." in browser.get(reverse("review-report", args=[review.pk])).text
    page = browser.get(reverse("review", args=[review.pk])).text
    assert "School starts again." not in page and "Read the report" in page


def test_nor_does_the_page_of_the_review_tell_them_what_was_found(reviews: Reviews) -> None:
    review = reviews.ready()
    url, keyworker = reverse("review", args=[review.pk]), signed_in(reviews.world.keyworker)
    found = ("School starts again.", "About is_safe: yes.", "Write the crisis plan", "Charles Airey: upheld")
    assert all(words in keyworker.get(url).text for words in found)
    reviews.consent(review, Decision.NO, only=(Purpose.USE,))
    page = keyworker.get(url).text
    assert "So what the panel found is not shared with you." in page
    assert not [words for words in found if words in page]
    assert all(words in signed_in(reviews.chair).get(url).text for words in found)

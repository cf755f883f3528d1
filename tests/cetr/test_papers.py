"""Papers: who reads them, when they lock, what is taken in (S29, S30, S33, S34)."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AccessLogEntry
from accounts.permissions import RoleName
from cetr import actions
from cetr.models import Paper, Review
from config.refused import Refused
from dsr.consent import Decision, Purpose
from tests.cetr.worlds import PDF, Reviews
from tests.worlds import World, signed_in

DISCLOSURE = (Purpose.DISCLOSURE,)


def read(reviews: Reviews, review: Review, paper: Paper, user: Any = None) -> Any:
    url = reverse("review-paper", args=[review.pk, paper.pk])
    return signed_in(user or reviews.member).get(url)


def test_without_consent_the_papers_stay_locked_and_unnamed(reviews: Reviews) -> None:
    review = reviews.planned()
    paper = reviews.paper(review, "A private title")
    answer = read(reviews, review, paper)
    assert answer.status_code == 403
    assert "No consent has been recorded for showing papers to this panel." in answer.content.decode()
    page = signed_in(reviews.member).get(reverse("review", args=[review.pk])).content.decode()
    assert "A private title" not in page and "1 paper in the pack" in page


@pytest.mark.parametrize("decision", [Decision.NO, Decision.WITHDRAWN, Decision.THINKING, Decision.DISPUTED])
def test_any_answer_but_yes_locks_them_at_once(reviews: Reviews, decision: Decision) -> None:
    review = reviews.planned()
    reviews.consent(review)
    paper = reviews.paper(review)
    assert read(reviews, review, paper).status_code == 200
    reviews.consent(review, decision, only=DISCLOSURE)
    assert read(reviews, review, paper).status_code == 403
    assert read(reviews, review, paper, reviews.chair).status_code == 403


def test_yes_to_another_review_opens_nothing_here(reviews: Reviews) -> None:
    entry = reviews.world.entry()
    reviews.world.rate(entry, "red")
    first = reviews.planned(entry)
    reviews.consent(first)
    actions.cancel_review(review=first, why="Snow.", by=reviews.coordinator, today=reviews.today)
    second = reviews.planned(entry)
    assert read(reviews, second, reviews.paper(second)).status_code == 403


def test_yes_to_the_meeting_alone_opens_no_papers(reviews: Reviews) -> None:
    review = reviews.planned()
    reviews.consent(review, only=(Purpose.MEETING, Purpose.USE))
    assert read(reviews, review, reviews.paper(review)).status_code == 403


def test_a_paper_goes_out_as_an_attachment_in_a_sandbox(reviews: Reviews) -> None:
    review = reviews.planned()
    reviews.consent(review)
    paper = reviews.paper(review, "Jade’s planner")
    answer = read(reviews, review, paper)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert (
        answer["Content-Disposition"].startswith("attachment") and "Jade" not in answer["Content-Disposition"]
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]
    assert AccessLogEntry.objects.filter(page="paper", user_id=reviews.member.pk).count() == 1


def test_strangers_find_no_paper(reviews: Reviews) -> None:
    review = reviews.planned()
    reviews.consent(review)
    paper = reviews.paper(review)
    other_chair = reviews.world.user(RoleName.PANEL_CHAIR, "Olu Chair")
    assert read(reviews, review, paper, other_chair).status_code == 404
    assert read(reviews, review, paper, World("Southmoor").chair).status_code in (403, 404)
    assert read(reviews, review, paper, reviews.coordinator).status_code == 403
    another = reviews.planned(reviews.world.entry(reviews.world.person(given_name="Ali")))
    assert read(reviews, another, paper).status_code == 404


def test_the_pack_closes_when_the_report_is_issued(reviews: Reviews) -> None:
    review = reviews.ready()
    paper = reviews.paper(review)
    reviews.conclude(review)
    assert read(reviews, review, paper).status_code == 200
    actions.issue_report(review=review, by=reviews.chair, today=reviews.today)
    assert read(reviews, review, paper).status_code == 404
    assert read(reviews, review, paper, reviews.chair).status_code == 404


def test_a_paper_taken_away_is_closed_for_everybody(reviews: Reviews) -> None:
    review = reviews.planned()
    reviews.consent(review)
    paper = reviews.paper(review)
    client = signed_in(reviews.coordinator)
    url = reverse("review-paper-take-away", args=[review.pk, paper.pk])
    assert "Say why" in client.post(url, {"why": ""}).content.decode()
    assert client.post(url, {"why": "It is another person’s."}).status_code == 302
    assert read(reviews, review, paper).status_code == 404


def send(reviews: Reviews, review: Review, name: str, data: bytes, **words: str) -> Any:
    url = reverse("review-paper-add", args=[review.pk])
    given = {"kind": "planner", "title": "Planner", "file": SimpleUploadedFile(name, data)}
    return signed_in(reviews.coordinator).post(url, given | words)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("page.png", b"<html><script>alert(1)</script>", "not really a PNG"),
        ("x.html", b"<html>", "The file must be"),
        ("x.pdf", b"MZ\x90", "not really a PDF"),
        ("x.pdf", b"", "empty"),
        ("x.exe", b"%PDF-1.4", "The file must be"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    reviews: Reviews, name: str, data: bytes, said: str
) -> None:
    review = reviews.planned()
    answer = send(reviews, review, name, data, title="Kept as typed")
    words = answer.content.decode()
    assert answer.status_code == 200 and said in words and "Kept as typed" in words
    assert not Paper.objects.exists()


def test_a_file_that_is_too_big_is_refused(reviews: Reviews, settings: Any) -> None:
    review = reviews.planned()
    answer = send(reviews, review, "x.pdf", b"%PDF-" + b"0" * (settings.PAPER_MAX_BYTES + 1))
    assert "must be 10 MB or smaller" in answer.content.decode()
    with pytest.raises(Refused, match="10 MB"):
        reviews.paper(review, data=b"%PDF-" + b"0" * settings.PAPER_MAX_BYTES)


def test_a_paper_on_the_disk_is_for_the_web_server_alone(reviews: Reviews) -> None:
    file = Path(reviews.paper(reviews.planned()).file.path)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_name_that_climbs_out_of_its_folder_stays_inside(reviews: Reviews, settings: Any) -> None:
    review = reviews.planned()
    assert send(reviews, review, "../../../etc/passwd.pdf", PDF).status_code == 302
    paper = Paper.objects.get()
    assert "passwd" not in paper.file.name
    stored = Path(settings.MEDIA_ROOT) / paper.file.name
    assert stored.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve()) and stored.exists()


def test_the_same_file_sent_twice_is_one_paper(reviews: Reviews) -> None:
    review = reviews.planned()
    send(reviews, review, "x.pdf", PDF)
    send(reviews, review, "x.pdf", PDF)
    assert Paper.objects.count() == 1


def test_nobody_without_the_right_adds_papers(reviews: Reviews) -> None:
    review = reviews.planned()
    url = reverse("review-paper-add", args=[review.pk])
    for user in (reviews.member, reviews.chair, reviews.world.commissioner):
        assert signed_in(user).get(url).status_code == 403
    assert signed_in(World("Southmoor").coordinator).get(url).status_code in (403, 404)

"""The demonstration's reviews: one in each state, made by the real actions."""

from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from cetr import checks, demo
from cetr.models import Expert, Paper, Report, Review
from dsr.consent import Purpose
from dsr.gate import gate


@pytest.mark.django_db
def test_the_demonstration_has_a_review_in_each_state(settings: Any) -> None:
    settings.DEMO = True
    call_command("seed_demo", people=40, areas=2)
    today = timezone.localdate()
    assert Review.objects.planned().count() == 2
    assert Review.objects.report_due().count() == 1
    assert Report.objects.count() == 1
    chair = User.objects.get(name="Charles Airey")
    member = User.objects.get(name="Noor Paneli")
    for user in (chair, member):
        assert Review.objects.visible_to(user).count() == 3
    gates = {
        gate(review.entry.person, Purpose.DISCLOSURE, on=today, about=review.pk).allowed
        for review in Review.objects.planned()
    }
    assert gates == {True, False}
    assert Expert.objects.count() == 7 and Paper.objects.count() == 12
    assert checks.differences() == []


def test_a_paper_of_the_demonstration_can_be_read() -> None:
    from pypdf import PdfReader

    text = PdfReader(BytesIO(demo.one_page_pdf("The planner"))).pages[0].extract_text()
    assert "The planner" in text

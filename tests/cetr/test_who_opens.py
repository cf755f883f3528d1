"""Which page of a review opens for which role: one review, asked of every role."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from cetr.models import Review
from tests.cetr.test_pages import somebody
from tests.cetr.worlds import Reviews
from tests.worlds import World, signed_in

GETS = {
    "review": ("coordinator", "commissioner", "keyworker", "chair", "member"),
    "review-change": ("coordinator",),
    "review-cancel": ("coordinator",),
    "review-consent": ("coordinator",),
    "review-paper-add": ("coordinator",),
    "review-principles": ("chair", "member"),
    "review-outcome": ("chair",),
    "review-recommendations": ("chair",),
    "review-conclude": ("chair",),
    "review-report": ("coordinator", "keyworker", "chair", "member"),  # a draft: nobody has issued it
}
ROLES = ("coordinator", "commissioner", "keyworker", "chair", "member", "family", "elsewhere")


@pytest.fixture(scope="module")
def ready(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Reviews, Review]]:
    """A review with everything before its end, once for all pages and roles.

    It stays until the module ends, so no other test of a database stands in this file.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        reviews = Reviews(World())
        with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("papers")):
            review = reviews.ready()
        yield reviews, review
        transaction.set_rollback(True)


@pytest.mark.parametrize("page", GETS)
@pytest.mark.parametrize("role", ROLES)
def test_each_page_opens_for_its_roles_only(
    ready: tuple[Reviews, Review], page: str, role: str, db: None
) -> None:
    reviews, review = ready
    status = signed_in(somebody(reviews, role)).get(reverse(page, args=[review.pk])).status_code
    if role in GETS[page]:
        assert status == 200
    else:
        assert status in (403, 404)

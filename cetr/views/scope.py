"""Finding a review for somebody: what they may not see is not found."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.looks import record_look
from accounts.permissions import Permission
from cetr.models import Review
from config.nhsuk.forms import NHSForm
from config.refused import Refused
from dsr.models import ADJUSTMENTS, RegisterEntry

GET_POST = require_http_methods(["GET", "POST"])


def review_for(
    request: HttpRequest, review_id: UUID, permission: Permission, *, page: str, download: bool = False
) -> Review:
    """The review, if this person holds `permission` about it; the look is on record before it is used."""
    scope = Review.objects.visible_to(request.user, permission).with_people()
    review = get_object_or_404(scope, pk=review_id)
    entry, count = review.entry, 1 if download else None
    record_look(request, page=page, people=[entry.person_id], areas=[entry.area_id], count=count)
    return review


def review_chaired(request: HttpRequest, review_id: UUID, *, page: str) -> Review:
    """The same, for its chair alone."""
    review = review_for(request, review_id, Permission.CONCLUDE_REVIEW, page=page)
    if not review.is_chaired_by(request.user):
        raise PermissionDenied("Only the chair of this review can do that.")
    return review


def head(request: HttpRequest, entry: RegisterEntry, review: Review | None = None) -> dict[str, Any]:
    """What stands at the top of every page about one review."""
    person, today = entry.person, timezone.localdate()
    return {
        "review": review,
        "entry": entry,
        "person": person,
        "today": today,
        "age": person.age_on(today),
        "adjustments": [ADJUSTMENTS[key] for key in person.adjustments if key in ADJUSTMENTS],
    }


def saved(form: NHSForm, save: Callable[[], Any]) -> bool:
    """Whether the form was right and the action took it; a refusal becomes the form's own error."""
    if not form.is_valid():
        return False
    try:
        save()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def one_form(request: HttpRequest, facts: dict[str, Any], form: NHSForm, **words: Any) -> HttpResponse:
    """A page with one form: title, intro, button and where "back" goes."""
    return render(request, "cetr/one_form.html", facts | {"form": form} | words)

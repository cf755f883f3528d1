"""What was typed on a page and is not judged yet: kept with the draft, and put back into the page."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from config.nhsuk.kept import KeptAnswers, offer, withdraw
from referrals.actions.drafts import TYPED
from referrals.steps import Sheet, Step

NOT_ANSWERS = {"csrfmiddlewaretoken", "style", "later"}


def typed_lists(data: QueryDict) -> dict[str, list[str]]:
    """What a page sent, as JSON can keep it; without its token and its buttons."""
    return {name: values for name, values in data.lists() if name not in NOT_ANSWERS}


@contextmanager
def offering(answers: Mapping[str, Any], step: str) -> Iterator[None]:
    """Offer what was typed on this step's page to the form that is made within."""
    mine = (answers.get(TYPED) or {}).get(step)
    token = offer(KeptAnswers(lambda: (mine, timezone.now()) if mine else None))
    try:
        yield
    finally:
        withdraw(token)


def waiting_steps(sheet: Sheet, answers: Mapping[str, Any]) -> list[Step]:
    """The steps on the path on which something was written that is no answer yet."""
    written = answers.get(TYPED) or {}
    return [step for step in sheet.path(answers) if step.key in written]

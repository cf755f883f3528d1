"""Answers on the way: kept sealed, one step at a time, and forgotten.

A draft belongs to a browser, not to an account: whoever holds its random id may change it, so these
actions are signed by nobody.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from config.sealed import seal, unseal
from referrals.models import Draft
from referrals.steps import Answers, Kind


class DraftGone(Exception):
    """The answers are no longer here: sent, forgotten, or too old."""


TYPED = "typed"  # among the answers: what was typed on a page and not judged yet


def start_draft(*, kind: Kind = Kind.SELF, answers: dict[str, Any] | None = None) -> UUID:
    """A new draft of this form, empty or with answers that were read from paper; its id."""
    return Draft.objects.create(kind=kind, sealed=seal(answers or {}, kind=Draft.SEALED_AS)).pk


@transaction.atomic
def keep_answers(*, draft: UUID, step: str, answers: dict[str, Any]) -> Answers:
    """Keep what one step's form cleaned; everything kept so far. Raises DraftGone."""
    row, kept = locked_draft(draft)
    kept[step] = answers
    kept.get(TYPED, {}).pop(step, None)
    seal_answers(row, kept)
    return kept


@transaction.atomic
def keep_typed(*, draft: UUID, step: str, typed: dict[str, list[str]]) -> None:
    """Keep what was typed on one page just as it is, right or wrong. Raises DraftGone."""
    row, kept = locked_draft(draft)
    kept.setdefault(TYPED, {})[step] = typed
    seal_answers(row, kept)


def seal_answers(row: Draft, kept: dict[str, Any]) -> None:
    """Write a locked draft's answers back, unreadable without the secret."""
    row.sealed, row.changed_at = seal(kept, kind=Draft.SEALED_AS), timezone.now()
    row.save()


def locked_draft(draft: UUID) -> tuple[Draft, dict[str, Any]]:
    """The draft, locked so that two tabs cannot undo each other's steps, and its answers."""
    row = Draft.objects.select_for_update().filter(pk=draft).first()
    kept = unseal(row.sealed, kind=Draft.SEALED_AS) if row else None
    if row is None or kept is None:
        raise DraftGone
    return row, kept


def forget_draft(*, draft: UUID) -> None:
    """Delete one draft for good, because its owner asks."""
    Draft.objects.filter(pk=draft).delete()


def forget_drafts(*, before: datetime) -> int:
    """Delete every draft that nobody has touched since; how many there were."""
    return Draft.objects.filter(changed_at__lt=before).delete()[0]

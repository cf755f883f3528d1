"""What the worker does for referrals."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from referrals.actions import forget_codes, forget_drafts
from referrals.coming_back import KEPT_FOR

CODES_KEPT = timedelta(days=1)


@shared_task
def forget_old_drafts() -> None:
    """Delete answers that nobody sent and nobody touched for 30 days, and codes of before today."""
    forget_drafts(before=timezone.now() - KEPT_FOR)
    forget_codes(before=timezone.now() - CODES_KEPT)

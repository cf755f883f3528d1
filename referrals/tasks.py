"""What the worker does for referrals."""

from celery import shared_task
from django.utils import timezone

from referrals.actions import forget_drafts
from referrals.coming_back import KEPT_FOR


@shared_task
def forget_old_drafts() -> None:
    """Delete answers that nobody sent and nobody touched for 30 days."""
    forget_drafts(before=timezone.now() - KEPT_FOR)

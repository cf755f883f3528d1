"""Signs of life."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Heartbeat


def mark_alive(*, name: str, finding: str = "") -> None:
    """Remember that a part of the house was at work just now, and in a few words what it found."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now(), "finding": finding})


@transaction.atomic
def forget_signs_of_life() -> None:
    """Forget when each part was last seen, so that "ready" means ready since this start."""
    Heartbeat.objects.all().delete()

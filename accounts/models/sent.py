"""What is to be sent, and signs of life."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone


class OutboxMessage(models.Model):
    """Something to be sent: written with the change it tells of, sent by a task, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=50)
    key = models.CharField(max_length=200, unique=True, help_text="The same event never sends twice.")
    payload = models.JSONField(default=dict, help_text="Ids only: never a name or an answer.")
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=100, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    given_up_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(sent_at=None, given_up_at=None), name="outbox_waiting"
            )
        ]


class Heartbeat(models.Model):
    """When a part of the house was last seen at work."""

    name = models.CharField(max_length=30, primary_key=True)
    at = models.DateTimeField()
    finding = models.CharField(max_length=200, blank=True)

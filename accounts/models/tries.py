"""How often somebody has tried to sign in lately."""

from django.db import models


class SignInTry(models.Model):
    """A count of tries since a moment, under the hash of whose they are; forgotten after a day."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

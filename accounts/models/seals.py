"""Seals: what proves that nobody rewrote what is only ever added (docs/audit.md)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from accounts.models.users import User
from config.records import AppendOnlyModel


class SealedShape(AppendOnlyModel):
    """The columns of a table as they were sealed: a column added later is no part of older seals."""

    part_of_seals = True

    table = models.CharField(max_length=63)
    structural = ArrayField(models.CharField(max_length=63), help_text="Ids, times, choices, numbers.")
    personal = ArrayField(models.CharField(max_length=63), help_text="Words, names, dates: may be erased.")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "shape of a sealed table"
        constraints = [
            models.UniqueConstraint(
                fields=["table", "structural", "personal"], name="one_shape_of_the_same_columns"
            )
        ]


class AuditSeal(AppendOnlyModel):
    """One link of the chain: a batch of rows, bound to every batch before it."""

    part_of_seals = True

    number = models.BigIntegerField(primary_key=True, help_text="From 1, with no gap: given by the sealer.")
    at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, help_text="The hash of the seal before.")
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "seal"
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="seals_count_from_one"),
            models.CheckConstraint(condition=models.Q(rows__gte=1), name="a_seal_holds_rows"),
        ]

    def __str__(self) -> str:
        return f"Seal {self.number}"


class SealedRow(AppendOnlyModel):
    """What one row was when it was sealed, as two fingerprints; the row's words are not in here."""

    part_of_seals = True

    seal = models.ForeignKey(AuditSeal, on_delete=models.PROTECT, db_index=False, related_name="sealed")
    position = models.PositiveIntegerField()
    shape = models.ForeignKey(SealedShape, on_delete=models.PROTECT, db_index=False, related_name="+")
    table = models.CharField(max_length=63)
    row = models.CharField(max_length=40, help_text="The key of the row.")
    place = models.BigIntegerField(null=True, help_text="The key as a number, where it is one.")
    structural = models.BinaryField(help_text="SHA-256 of ids, times, choices and numbers.")
    personal = models.BinaryField(help_text="SHA-256 of a salt and of words, names and dates.")

    class Meta:
        verbose_name = "sealed row"
        constraints = [
            models.UniqueConstraint(fields=["table", "row"], name="a_row_is_sealed_once"),
            models.UniqueConstraint(fields=["seal", "position"], name="one_row_at_a_position"),
        ]
        indexes = [models.Index(fields=["table", "place"], name="sealed_by_place")]


class AuditSalt(models.Model):
    """What a personal fingerprint was salted with. Without it nobody can guess what the words were."""

    owner_alone_deletes = True

    sealed = models.OneToOneField(SealedRow, primary_key=True, on_delete=models.PROTECT, related_name="salt")
    salt = models.BinaryField()


class Erasure(AppendOnlyModel):
    """The personal part of a sealed row was taken away, by whom and why; the seals hold without it."""

    table = models.CharField(max_length=63)
    row = models.CharField(max_length=40)
    why = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "row"], name="a_row_is_erased_once")]

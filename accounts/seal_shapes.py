"""Which tables are sealed, and which of their columns are personal: one rule, by the class of the field."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from config.append_only import append_only_tables

# What tells nothing about anybody by itself: ids, relations, times, yes or no, numbers, and choices.
# Whatever else there is counts as personal: words, names, dates, addresses, JSON, what nobody thought of.
STRUCTURAL = (
    models.AutoField,
    models.IntegerField,
    models.DecimalField,
    models.FloatField,
    models.UUIDField,
    models.BooleanField,
    models.DateTimeField,
    models.ForeignKey,
)


@dataclass(frozen=True)
class Shape:
    """A sealed table: its key, when a row says it was written, and its columns."""

    table: str
    key: str
    counted: bool  # whether the key is a number that grows
    time: str
    structural: tuple[str, ...]
    personal: tuple[str, ...]


def is_personal(field: models.Field) -> bool:
    """Whether a column's values may have to be erased one day."""
    if isinstance(field, ArrayField):
        return is_personal(field.base_field)
    if isinstance(field, models.GeneratedField):
        return is_personal(field.output_field)
    return not field.choices and not isinstance(field, STRUCTURAL)


def sealed_models() -> list[type[models.Model]]:
    """Every model whose table is only ever added to, in order of the tables' names; not the seals' own."""
    tables = set(append_only_tables())
    found = {
        model._meta.db_table: model
        for model in apps.get_models()
        if model._meta.db_table in tables and not hasattr(model, "part_of_seals")
    }
    return [found[table] for table in sorted(found)]


def shape_of(model: type[models.Model]) -> Shape:
    """The columns of a model's table, each kind in order of their names."""
    fields = model._meta.concrete_fields
    key = model._meta.pk
    return Shape(
        table=model._meta.db_table,
        key=key.column,
        counted=isinstance(key, models.AutoField | models.IntegerField),
        time=_written_at(model),
        structural=tuple(sorted(field.column for field in fields if not is_personal(field))),
        personal=tuple(sorted(field.column for field in fields if is_personal(field))),
    )


def _written_at(model: type[models.Model]) -> str:
    """The column with the moment of writing, which every sealed row has."""
    times = [
        field.column
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField)
        and (field.name == "history_date" or field.default is timezone.now)
    ]
    return "history_date" if "history_date" in times else times[0]


def shapes() -> list[Shape]:
    """Every sealed table as it is today."""
    return [shape_of(model) for model in sealed_models()]

"""About whom a row of the record is, whatever its table: what a legal hold keeps, nobody erases."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from accounts.kept_rows import keeps
from accounts.models import Area, Organisation, User
from config.refused import Refused
from dsr.in_the_way import check_not_held
from dsr.models import Person

BY_ID = ("person_id", "people", "subjects")  # where rows name people without a relation
ABOUT_NOBODY = (User, Area, Organisation)
DEEPEST = 5  # a step on a recommendation of a review of an entry of a person


@keeps
def held(table: str, row: str) -> Iterable[str]:
    """A sentence while a legal hold is on anybody whom this row is about."""
    model = next((model for model in apps.get_models() if model._meta.db_table == table), None)
    found = model._base_manager.filter(pk=row).first() if model else None
    people = people_of(found) if found else set()
    merged = (
        Person.objects.filter(pk__in=people).exclude(merged_into=None).values_list("merged_into", flat=True)
    )
    try:
        check_not_held(*people, *merged)
    except Refused as refused:
        yield str(refused)


def people_of(row: Any, deep: int = 0) -> set[UUID]:
    """The ids of everybody whom a row is about, by what it holds or by what it belongs to."""
    if row is None or deep > DEEPEST:
        return set()
    if isinstance(row, Person | Person.history.model):
        return {row.id}
    people: set[UUID] = set()
    for name in BY_ID:
        value = getattr(row, name, None)
        people |= {value} if isinstance(value, UUID) else set(value) if isinstance(value, list) else set()
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model not in ABOUT_NOBODY:
            people |= people_of(_behind(row, field), deep + 1)
    return people | people_of(_today(row), deep + 1)


def _today(row: Any) -> Any:
    """What a row of history is the history of, as it stands: a form may have been linked since."""
    model = getattr(row, "instance_type", None)
    return model._base_manager.filter(pk=getattr(row, model._meta.pk.attname)).first() if model else None


def _behind(row: Any, field: models.ForeignKey) -> Any:
    """The row that a relation leads to; histories keep relations to what may be gone."""
    try:
        return getattr(row, field.name)
    except ObjectDoesNotExist:
        return None

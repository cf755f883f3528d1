"""The two kinds of record: tracked (every change keeps who and what) and append-only.

Both refuse the short ways round: queryset updates and bulk writes leave no history, so they raise.
"""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from simple_history.manager import HistoryDescriptor
from simple_history.models import HistoricalRecords


class NoAuthor(Exception):
    """A tracked record was about to be saved without the person who changed it."""


class HistoryOnce(HistoryDescriptor):
    """`Model.history` with its manager's class made once; the package makes one at every mention."""

    @cached_property
    def made(self) -> type[models.Manager]:
        return self.manager_class.from_queryset(self.queryset_class)

    def __get__(self, instance: Any, owner: type[models.Model]) -> models.Manager:
        return self.made(self.model, instance)


class History(HistoricalRecords):
    """History whose author is never empty and can never be deleted."""

    def finalize(self, sender: type[models.Model], **options: Any) -> None:
        super().finalize(sender, **options)
        plain = vars(sender).get(self.manager_name)
        if type(plain) is HistoryDescriptor:
            setattr(
                sender, self.manager_name, HistoryOnce(plain.model, plain.manager_class, plain.queryset_class)
            )

    def _get_history_user_fields(self) -> dict[str, models.Field]:
        user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
        return {"history_user": user}


def refuse_shortcut(what: str) -> NoReturn:
    """Raise: this way of writing would leave no trace of who did it."""
    raise TypeError(f"{what} leaves no history. Use an action, which saves one record at a time.")


class FencedQuerySet(models.QuerySet):
    """Rows whose every change leaves history, so the ways round it are closed."""

    def update(self, **fields: Any) -> NoReturn:
        refuse_shortcut("update()")

    def delete(self) -> NoReturn:
        refuse_shortcut("delete()")

    def bulk_create(self, *args: Any, **options: Any) -> NoReturn:
        refuse_shortcut("bulk_create()")

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        refuse_shortcut("bulk_update()")


class TrackedQuerySet(FencedQuerySet):
    """Rows of a tracked model; only `create(by=…)` and `instance.save(by=…)` write."""

    def create(self, *, by: Any, **fields: Any) -> Any:
        """Make one record, signed by the user `by`."""
        record = self.model(**fields)
        record.save(by=by, force_insert=True, using=self.db)
        return record


class TrackedModel(models.Model):
    """A record that may change; every change leaves a history row with its author."""

    history = History(inherit=True)
    objects = TrackedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, by: Any = None, **options: Any) -> None:
        """Save, signed by the user `by`; raises NoAuthor when nobody signs."""
        if by is None:
            raise NoAuthor(f"{type(self).__name__} was saved without `by`.")
        self._history_user = by
        super().save(*args, **options)

    @property
    def version(self) -> int:
        """The number of the latest change, for telling whether somebody saved in the meantime."""
        return self.history.order_by("-history_id").values_list("history_id", flat=True)[0]

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        refuse_shortcut("delete()")


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that are only ever added."""

    def update(self, **fields: Any) -> NoReturn:
        raise TypeError(f"A {self.model._meta.verbose_name} is never edited. Add another one.")

    def delete(self) -> NoReturn:
        raise TypeError(f"A {self.model._meta.verbose_name} is never deleted.")

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        self.update()


class AppendOnlyModel(models.Model):
    """A record that is its own audit: added once, never changed; the database refuses it too."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Insert; raises TypeError on a second save."""
        if not self._state.adding:
            raise TypeError(f"A {self._meta.verbose_name} is never edited. Add another one.")
        options["force_insert"] = True
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise TypeError(f"A {self._meta.verbose_name} is never deleted.")

"""Which looks somebody wants to see: read from an address that names nobody."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from accounts.pages import PAGES

ONLY = {"emergency": "With emergency access", "downloads": "Downloads"}


@dataclass(frozen=True)
class Filters:
    """What was chosen; what makes no sense was not chosen."""

    person: UUID | None = None
    viewer: User | None = None
    day: date | None = None
    page: str = ""
    only: str = ""

    @classmethod
    def read(cls, chosen: QueryDict) -> "Filters":
        """The filters of an address; a viewer is named by a random reference."""
        reference = _uuid(chosen.get("viewer", ""))
        page, only = chosen.get("page", ""), chosen.get("only", "")
        return cls(
            person=_uuid(chosen.get("person", "")),
            viewer=User.objects.filter(reference=reference).first() if reference else None,
            day=_day(chosen.get("day", "")),
            page=page if page in PAGES else "",
            only=only if only in ONLY else "",
        )

    def narrow(self, looks: QuerySet) -> QuerySet:
        """Those looks that fit every filter."""
        if self.person:
            looks = looks.filter(people__contains=[self.person])
        if self.viewer:
            looks = looks.filter(user_id=self.viewer.pk)
        if self.day:
            looks = looks.filter(at__gte=_start(self.day), at__lt=_start(self.day + timedelta(days=1)))
        if self.page:
            looks = looks.filter(page=self.page)
        if self.only == "emergency":
            looks = looks.exclude(reason="")
        if self.only == "downloads":
            looks = looks.filter(count__isnull=False)
        return looks

    def chosen(self) -> dict[str, Any]:
        """The filters as an address carries them; what was not chosen is left out."""
        named = {
            "person": self.person,
            "viewer": self.viewer and self.viewer.reference,
            "day": self.day and self.day.isoformat(),
            "page": self.page,
            "only": self.only,
        }
        return {name: str(value) for name, value in named.items() if value}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text.strip()[:40])
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return found if 2000 < found.year < 2200 else None


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

"""What stands in a list of names: one line a person, and on every line for whom it was made."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from io import StringIO
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.models import JointRequest, User
from accounts.permissions import Permission
from config.sealed import unseal
from dsr import ratings, rules
from dsr.cells import cell
from dsr.days import plain
from dsr.models import NameList, RegisterEntry
from dsr.names import spaced_nhs_number
from dsr.register_filters import Filters
from dsr.register_list import Step, next_steps
from dsr.register_options import options_for

SEALED_AS = "list of names"
HEADINGS = [
    "Family name", "Given name", "Known as", "Date of birth", "NHS number", "Rating", "Since", "Keyworker",
    "Next", "Next due on", "Area", "Made for",
]  # fmt: skip
FIELDS = (
    "id", "person_id", "person__family_name", "person__given_name", "person__preferred_name",
    "person__date_of_birth", "person__nhs_number", "colour", "coloured_since", "keyworker__name",
    "area__name",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A list as text, and whom it holds."""

    text: str
    people: list[UUID]
    digest: str


def filters_of(details: dict[str, Any]) -> Filters:
    """The filters that were asked for; what makes no sense is left out."""
    return Filters.read(QueryDict(details.get("filters", "")))


def rows_for(request: JointRequest, reader: User, *, today: date) -> QuerySet:
    """The active entries of the request's area that `reader` may see today, narrowed as was asked."""
    seen = RegisterEntry.objects.visible_to(reader, Permission.SEE_REGISTER).filter(area=request.area_id)
    return filters_of(request.details).narrow(seen.active(), today=today, reader=reader)


def write(request: JointRequest, reader: User, *, now: datetime) -> Made:
    """The list as it stands now, with the reader's rights of now."""
    today = timezone.localdate(now)
    rows = rows_for(request, reader, today=today).order_by("person__search_name", "id")
    found = list(rows.values_list(*FIELDS))
    steps = next_steps([row[0] for row in found])
    stamp = f"{reader.name}, {timezone.localtime(now):%d %B %Y, %H:%M}"
    out = StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow([cell(f"Made for {stamp}. {_one_line(request.why)}. Delete it as soon as it is used.")])
    sheet.writerow(HEADINGS)
    for row in found:
        sheet.writerow([cell(value) for value in _line(row, steps.get(row[0]))] + [cell(stamp)])
    people = sorted({row[1] for row in found})
    return Made(out.getvalue(), people, digest_of(people))


def digest_of(people: list[UUID]) -> str:
    """One fingerprint for the whole set of people in a list, in the order of their ids."""
    return sha256("\n".join(map(str, sorted(people))).encode()).hexdigest()


def _one_line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _line(row: tuple[Any, ...], step: Step | None) -> Iterator[Any]:
    _, _, family, given, known_as, born, number, colour, since, keyworker, area = row
    rating = ratings.MEANINGS[ratings.Colour(colour)].label if colour else "Not yet rated"
    yield from (family, given, known_as, born, spaced_nhs_number(number), rating, since)
    yield keyworker or "Nobody yet"
    yield from (rules.RULES[step.key].what, step.due) if step else ("", None)
    yield area


def in_words(request: JointRequest) -> str:
    """Which people the list is of: "everybody" or the filters' names."""
    filters = filters_of(request.details)
    named = any((filters.keyworker, filters.organisation, filters.place))
    names = options_for([request.area_id], timezone.localdate()).names() if named else {}
    chosen = [label for _, _, label in filters.chips(names)]
    return ", ".join(chosen) if chosen else "everybody on the register"


def open_list(order: NameList) -> bytes | None:
    """The file for its reader, with the mark by which spreadsheets know UTF-8; None when unreadable."""
    with default_storage.open(order.file) as file:
        text = unseal(file.read().decode(), kind=SEALED_AS)
    return None if text is None else b"\xef\xbb\xbf" + text.encode()


def still_in_sight(order: NameList, reader: User) -> bool:
    """Whether the reader may still see everybody in the list."""
    seen = RegisterEntry.objects.visible_to(reader, Permission.SEE_REGISTER).filter(area=order.area_id)
    now = set(seen.filter(person_id__in=order.people).values_list("person_id", flat=True))
    return set(order.people) <= now


def until_in_words(order: NameList) -> str:
    """Until when it can be downloaded."""
    local = timezone.localtime(order.until)
    return f"{plain(local.date())}, {local:%H:%M}"

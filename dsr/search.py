"""Finding a person: by NHS number, reference, date of birth or name, only among those in sight."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import BooleanField, Case, ExpressionWrapper, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.stand_in import rows_for
from config.compiled import MARK
from dsr.born import read_born
from dsr.models import LastLook, RegisterEntry
from dsr.names import search_key, slips
from dsr.references import people_meant
from dsr.statuses import ENTRY_LABELS, HOLDS_A_PLACE, EntryStatus

MOST = 25
LIKE_ENOUGH = 0.4  # "Moriss" is 0.44 like "jade morris", and "jaed moris" the same
A_LITTLE_LIKE = 0.2  # two slips in a short name leave this much
CANDIDATES = 60
LETTERS_A_SLIP = 4  # of every four letters one may be wrong
RECENT = 10


class Found(NamedTuple):
    """One person found, as a row of the result."""

    id: UUID
    person_id: UUID
    given_name: str
    family_name: str
    preferred_name: str
    born: date
    nhs_number: str | None
    colour: str | None
    area: str
    keyworker: str | None
    status: str
    own: bool

    @property
    def full_name(self) -> str:
        """As everywhere: the family name in capitals."""
        return f"{self.given_name} {self.family_name.upper()}"

    @property
    def on_register(self) -> bool:
        return self.status in HOLDS_A_PLACE

    @property
    def status_label(self) -> str:
        """What became of their place."""
        return ENTRY_LABELS[EntryStatus(self.status)]


FIELDS = (
    "id", "person_id", "person__given_name", "person__family_name", "person__preferred_name",
    "person__date_of_birth", "person__nhs_number", "colour", "area__name", "keyworker__name", "status", "own",
)  # fmt: skip


def is_exact(text: str) -> bool:
    """Whether this is an NHS number: the one thing by which a record may open by itself (hazard H01)."""
    return bool(re.fullmatch(r"\d{10}", _digits(text)))


def _digits(text: str) -> str:
    """Without what people put between and before the digits of an NHS number."""
    return re.sub(r"^nhs(number|no\.?)?:?", "", re.sub(r"[\s.,/\u2010-\u2015-]", "", text.lower()))


def find(entries: QuerySet, text: str, *, today: date, reader: User) -> list[Found]:
    """The entries in `entries` that fit what was typed: at most 25, `reader`'s own people first.

    Who is off the register is found too, after those who are on it. A spelling mistake in a name still finds
    it, and so do old names; a single letter finds nobody.
    """
    rows = fitting(whole(entries), text, today=today, reader=reader)
    if "like" not in rows.query.annotations:
        exact = [Found(*values) for values in rows.values_list(*FIELDS)[:MOST]]
        return sorted(exact, key=lambda one: not one.on_register)
    return _likely(search_key(text), list(_candidates(rows)))


def find_in_sight(text: str, *, today: date, reader: User) -> list[Found]:
    """The same among all whom `reader` may see. For names the statement is the same for everybody."""
    key = search_key(text)
    if not _is_name(text, today) or len(key) < 2:
        return find(RegisterEntry.objects.visible_to(reader), text, today=today, reader=reader)
    words = [key, *key.split()]
    marks = [MARK[str](place) for place in range(len(words))]

    def build(other: User) -> QuerySet:
        rows = _with_own(whole(RegisterEntry.objects.visible_to(other)), other)
        return _candidates(_alike(rows, marks[0], marks[1:]))

    values = dict(zip(marks, words, strict=True))
    return _likely(key, rows_for(reader, ("search", len(words)), build, values))


def _candidates(rows: QuerySet) -> QuerySet:
    return rows.values_list("person__search_name", "like", *FIELDS)[:CANDIDATES]


def _likely(key: str, candidates: list[tuple[Any, ...]]) -> list[Found]:
    likely = [Found(*values) for _, _, *values in nearest(key, candidates)]
    return sorted(likely, key=lambda one: not one.on_register)[:MOST]


def whole(entries: QuerySet) -> QuerySet:
    """Everybody's places but those made in error: whoever left, or died, is looked for too."""
    return entries.exclude(status=EntryStatus.REMOVED_IN_ERROR)


def opens_at_once(found: list[Found]) -> Found | None:
    """The one record that an NHS number opens: the only one there is, or the only one on a register."""
    here = [one for one in found if one.on_register] or found
    return here[0] if len(here) == 1 else None


def nearest(key: str, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows of (name, likeness, …, own): one's own first, then by slips of the pen, then by likeness.

    PostgreSQL finds whose names share letters; how many slips lie between is counted here, for those few.
    """
    counted = [(slips(key, row[0]), row) for row in rows]
    enough = max(1, len(key) // LETTERS_A_SLIP)
    close = [(count, row) for count, row in counted if count <= enough or row[1] >= LIKE_ENOUGH]
    return [row for _, row in sorted(close, key=lambda pair: (not pair[1][-1], pair[0], -pair[1][1]))]


def _with_own(entries: QuerySet, reader: User) -> QuerySet:
    """Each with `own`: whether they are given to `reader`."""
    given = Q(keyworker=reader) | Q(lead_professional=reader)
    return entries.annotate(own=Coalesce(ExpressionWrapper(given, output_field=BooleanField()), False))


def _is_name(text: str, today: date) -> bool:
    """Whether what was typed is neither a number, nor a reference, nor a day."""
    return not (is_exact(text) or people_meant(text) or read_born(text, today))


def fitting(entries: QuerySet, text: str, *, today: date, reader: User) -> QuerySet:
    """The entries that fit what was typed, also those off the register when they are among `entries`."""
    rows = _with_own(entries, reader)
    if is_exact(text):
        return rows.filter(person__nhs_number=_digits(text))
    if people := people_meant(text):
        return rows.filter(person_id__in=people).order_by("person__search_name")
    if born := read_born(text, today):
        return rows.filter(person__date_of_birth=born).order_by(F("own").desc(), "person__search_name")
    key = search_key(text)
    return named(rows, key) if len(key) > 1 else rows.none()


def named(rows: QuerySet, key: str) -> QuerySet:
    """Those whose names are a little like `key`, one's own before others, the likest first."""
    return _alike(rows, key, key.split())


def _alike(rows: QuerySet, key: str, words: Iterable[str]) -> QuerySet:
    # PostgreSQL takes the comparison for cheap and would make it with every person there is. Asked together
    # with something of the entry, it is made with those in sight alone.
    in_sight = When(status__gt="", then=TrigramWordSimilarity(key, "person__search_name"))
    alike = rows.annotate(like=Case(in_sight, default=Value(0.0)))
    whole_words = Q(*(Q(person__search_name__contains=Value(word)) for word in words))
    fits = alike.filter(whole_words | Q(like__gte=A_LITTLE_LIKE))
    return fits.order_by(F("own").desc(), "-like", "person__search_name", "id")


def recent(entries: QuerySet, *, reader: User) -> list[Found]:
    """Whom `reader` opened last, of those still in sight; the latest first."""
    looks = LastLook.objects.filter(user_id=reader.pk).order_by("-at").values_list("person_id", flat=True)
    last = list(looks[: RECENT * 2])  # some are no longer in sight
    rows = _with_own(whole(entries).filter(person_id__in=last), reader)
    return in_order((Found(*values) for values in rows.values_list(*FIELDS)), last)[:RECENT]


def in_order(found: Iterable[Found], people: list[UUID]) -> list[Found]:
    """As `people` stand."""
    places = {person: place for place, person in enumerate(people)}
    return sorted(found, key=lambda one: places[one.person_id])

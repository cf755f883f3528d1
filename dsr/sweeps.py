"""Who turns 16 or 18 and has not been asked: for the nightly sweep, and for the check after it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import DateTimeField, Exists, ExpressionWrapper, OuterRef

from dsr.answers import Answer
from dsr.consent import Purpose
from dsr.consent_dates import TURNING, answers_birthday
from dsr.days import add_months, birthday
from dsr.gate import as_answer
from dsr.models import ConsentRecord, Deadline, RegisterEntry
from dsr.who_decides import ASKED_AHEAD

YEAR, NEAR = 365.25, 3  # days
LOOK_BACK = 24  # months after the birthday: until then the yearly check has long been asking too


def turning(today: date) -> Iterator[tuple[RegisterEntry, str]]:
    """Each place on a register whose person is to be asked because of a birthday, and the key of that."""
    for key, age in TURNING.items():
        entries = _near_birthday(key, age, today)
        answers = _register_answers({entry.person_id for entry in entries})
        for entry in entries:
            born = entry.person.date_of_birth
            due = birthday(born, age) <= today + timedelta(days=ASKED_AHEAD)
            if due and not any(answers_birthday(a, born, age) for a in answers[entry.person_id]):
                yield entry, key


def _near_birthday(key: str, age: int, today: date) -> list[RegisterEntry]:
    """Of those whose birthday is near or past, the ones with nothing open or met about it."""
    day = timedelta(days=1)  # to both sides: a 29 February is counted exactly by the caller
    last = add_months(today + timedelta(days=ASKED_AHEAD), -12 * age) + day
    first = add_months(today, -12 * age - LOOK_BACK) - day
    # One that was asked for by a date of birth that has been corrected since is another birthday.
    about = {"started_on__gte": _turned(age, -NEAR), "started_on__lte": _turned(age, NEAR)}
    asked = Deadline.objects.filter(entry=OuterRef("pk"), key=key, cancelled_on=None, **about)
    rows = RegisterEntry.objects.active().filter(person__date_of_birth__range=(first, last))
    return list(rows.exclude(Exists(asked)).select_related("person", "area").order_by("pk"))


def _turned(age: int, off: int) -> ExpressionWrapper:
    """The birthday of the entry outside, give or take the leap days, and so many days `off`."""
    days = timedelta(days=round(age * YEAR) + off)
    return ExpressionWrapper(OuterRef("person__date_of_birth") + days, output_field=DateTimeField())


def _register_answers(people: set[UUID]) -> dict[UUID, list[Answer]]:
    rows = ConsentRecord.objects.of(*people).filter(purpose=Purpose.REGISTER, about=None).order_by("pk")
    found: dict[UUID, list[Answer]] = defaultdict(list)
    for row in rows.select_related("person"):
        found[row.person.merged_into_id or row.person_id].append(as_answer(row))
    return found

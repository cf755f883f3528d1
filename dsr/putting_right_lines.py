"""The timeline's lines about what was put right: taken off in error, merged, held."""

from django.db.models import QuerySet

from dsr.models import LegalHold, Person, RegisterEntry
from dsr.statuses import EntryStatus
from dsr.timeline import told
from dsr.timeline_rows import ENTRY, PERSON, at_moment

WHO, WHEN = "history_user_id", at_moment("history_date")


def _first_of_each(rows: QuerySet) -> QuerySet:
    """The change with which each record came to be so."""
    return rows.order_by("id", "history_id").distinct("id")


@told(
    lambda: _first_of_each(RegisterEntry.history.filter(id=ENTRY, status=EntryStatus.REMOVED_IN_ERROR)),
    kind="register", when=WHEN, who=WHO,
)  # fmt: skip
def _removed() -> str:
    return "Taken off the register: entered in error"


@told(
    lambda: _first_of_each(Person.history.filter(merged_into_id=PERSON)),
    kind="person", when=WHEN, who=WHO,
)  # fmt: skip
def _merged() -> str:
    return "Another record of this person was merged into this one"


@told(
    lambda: LegalHold.history.filter(person_id=PERSON, history_type="+"),
    kind="person", when=WHEN, who=WHO, detail="why",
)  # fmt: skip
def _held() -> str:
    return "Legal hold placed"


@told(
    lambda: _first_of_each(LegalHold.history.filter(person_id=PERSON, ended_on__isnull=False)),
    kind="person", when=WHEN, who=WHO, detail="ended_why",
)  # fmt: skip
def _hold_ended() -> str:
    return "Legal hold ended"

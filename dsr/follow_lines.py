"""The timeline's lines about what was asked, how places ended or rested, and offers to other areas."""

from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from dsr.chasing import STAGE_LABELS, Stage
from dsr.days import plain
from dsr.endings import REASON_LABELS, TOLD_LABELS, Reason, Told
from dsr.handing_on import STATE_LABELS, State
from dsr.models import Chase, ConsentPause, Ending, MergeRecord, Transfer
from dsr.timeline import PLAIN, told
from dsr.timeline_lines import CHANGED, CHANGED_BY, of_row
from dsr.timeline_rows import ENTRY, PERSON, at_moment, on_day

CHANGE = at_moment(CHANGED)


@told(
    lambda: Chase.objects.filter(recommendation__entry=ENTRY),
    kind="recommendation", when=at_moment("at"), who="by_id", detail="recommendation__owner",
    values=("stage", "recommendation__text"), detail_needs=PLAIN,
)  # fmt: skip
def _asked(stage: str, text: str) -> str:
    return f"Recommendation “{text}” is late: {STAGE_LABELS[Stage(stage)].lower()}"


@told(
    lambda: Ending.history.filter(entry_id=ENTRY, history_type="+"),
    kind="register", when=CHANGE, who=CHANGED_BY, detail="why", values=("reason",),
)  # fmt: skip
def _ended(reason: str) -> str:
    return f"Their place on the register ended: {REASON_LABELS[Reason(reason)]}"


@told(
    lambda: Ending.objects.filter(entry=ENTRY, told_on__isnull=False),
    kind="register", when=on_day("told_on", written=of_row("last", Ending, CHANGED)),
    who=of_row("last", Ending), detail="told_words", values=("told_how",),
)  # fmt: skip
def _told(how: str) -> str:
    return f"The person was told that their place has ended: {TOLD_LABELS[Told(how)].lower()}"


@told(
    lambda: ConsentPause.history.filter(entry_id=ENTRY, history_type="+"),
    kind="consent", when=CHANGE, who=CHANGED_BY, detail="why", values=("ask_again_on",),
)  # fmt: skip
def _rests(again: str) -> str:
    return f"Paused until they are asked again on {plain(date.fromisoformat(again))}"


@told(
    lambda: ConsentPause.history.filter(entry_id=ENTRY, history_type="~", ended_on__isnull=False),
    kind="consent", when=CHANGE, who=CHANGED_BY,
)  # fmt: skip
def _goes_on() -> str:
    return "No longer paused"


def _steps_of_offers() -> QuerySet:
    """The versions of an entry's offers in which the offer stands otherwise than before."""
    earlier = Transfer.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    was = Subquery(earlier.order_by("-history_id").values("state")[:1])
    rows = Transfer.history.filter(entry_id=ENTRY).annotate(state_before=was)
    return rows.filter(Q(state_before=None) | ~Q(state=F("state_before")))


@told(
    _steps_of_offers,
    kind="register", when=CHANGE, who=CHANGED_BY,
    values=("to_area__name", "state", "state_before", "answer_why", "why"),
)  # fmt: skip
def _offered(area: str, state: str, before: str | None, answer: str, why: str) -> dict[str, str]:
    """Each step of an offer; why it was made stands with its first."""
    sentence = f"To {area}: {STATE_LABELS[State(state)].lower()}"
    return {"sentence": sentence, "detail": answer or ("" if before else why)}


@told(
    lambda: Transfer.objects.filter(made=ENTRY),
    kind="register", when=on_day("answered_on"), who="answered_by_id", detail="why",
    values=("entry__area__name",),
)  # fmt: skip
def _came(area: str) -> str:
    return f"Taken over from {area}"


@told(
    lambda: MergeRecord.objects.filter(kept=PERSON, undone_on__isnull=False),
    kind="person", when=on_day("undone_on"), who="undone_by_id",
)  # fmt: skip
def _unmerged() -> str:
    return "A merge was undone: they are two records again"

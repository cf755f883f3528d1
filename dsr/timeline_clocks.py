"""The timeline's lines about clocks: what cannot be done now, and the plan for growing up."""

from datetime import date

from dsr import rules
from dsr.days import plain
from dsr.models import DeadlinePause, PauseReason, PlanStep
from dsr.timeline import told
from dsr.timeline_lines import BY, CHANGED, of_row
from dsr.timeline_rows import ENTRY, at_moment, on_day


@told(
    lambda: DeadlinePause.objects.filter(deadline__entry=ENTRY),
    kind="deadline", when=on_day("from_day", written=of_row("first", DeadlinePause, CHANGED)),
    who=of_row("first", DeadlinePause), detail="words", values=("deadline__key", "reason"),
)  # fmt: skip
def _not_now(key: str, reason: str) -> str:
    return f"Cannot be done now: {rules.RULES[key].what} ({PauseReason(reason).label.lower()})"


@told(
    lambda: DeadlinePause.objects.filter(deadline__entry=ENTRY, ended_on__isnull=False),
    kind="deadline", when=on_day("ended_on", written=of_row("last", DeadlinePause, CHANGED)),
    who=of_row("last", DeadlinePause), values=("deadline__key",),
)  # fmt: skip
def _can_be_done(key: str) -> str:
    return f"Nothing stands in its way any more: {rules.RULES[key].what}"


@told(
    lambda: PlanStep.objects.filter(entry=ENTRY),
    kind="plan", when=at_moment("at"), who=BY, detail="what", values=("who", "by_day"),
)  # fmt: skip
def _growing_up(who: str, by_day: str) -> str:
    return f"Plan for growing up: {who}, by {plain(date.fromisoformat(by_day))}"

"""On the timeline: why something could not be done for a while, and steps of the plan for growing up."""

from collections.abc import Iterable

from dsr import rules
from dsr.days import plain
from dsr.models import DeadlinePause, PauseReason, PlanStep, RegisterEntry
from dsr.timeline import Line, midnight, source, who_changed


@source
def _not_now(entry: RegisterEntry) -> Iterable[Line]:
    rows = DeadlinePause.objects.filter(deadline__entry=entry).annotate(
        who=who_changed("first", DeadlinePause), ended_by=who_changed("last", DeadlinePause)
    )
    for key, reason, text, since, ended, who, ended_by in rows.values_list(
        "deadline__key", "reason", "words", "from_day", "ended_on", "who", "ended_by"
    ):
        what, why = rules.RULES[key].what, PauseReason(reason).label.lower()
        yield Line(midnight(since), "deadline", f"Cannot be done now: {what} ({why})", who, text, False)
        if ended:
            yield Line(
                midnight(ended),
                "deadline",
                f"Nothing stands in its way any more: {what}",
                ended_by,
                "",
                False,
            )


@source
def _growing_up(entry: RegisterEntry) -> Iterable[Line]:
    rows = PlanStep.objects.filter(entry=entry).values_list("at", "what", "who", "by_day", "by__name")
    for at, what, who, by_day, by in rows:
        yield Line(at, "plan", f"Plan for growing up: {who}, by {plain(by_day)}", by, what)

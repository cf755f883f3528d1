"""The history of one form, as its page tells it: who did what when, from every kind of row there is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from referrals.models import Conversation, Referral


@dataclass(frozen=True)
class Line:
    """One thing that happened: when, what, by whom, and in which words. `until`: when it comes up again."""

    at: datetime
    what: str
    by: str = ""
    words: str = ""
    until: date | None = None


def story(referral: Referral, talks: Iterable[Conversation]) -> list[Line]:
    """Everything, the newest first. Four queries at most, however long it is."""
    lines = [*_sent(referral), *_talks(talks), *_acts(referral), *_decisions(referral), *_told(referral)]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _sent(referral: Referral) -> Iterator[Line]:
    came = referral.get_came_by_display().lower()
    yield Line(referral.sent_at, f"The form came in, {came}, from {referral.sent_by}")


def _talks(talks: Iterable[Conversation]) -> Iterator[Line]:
    for talk in talks:
        what = "Spoke with" if talk.spoke else "Tried to reach"
        yield Line(talk.at, f"{what} {talk.with_whom}", talk.by.name, talk.said)


def _acts(referral: Referral) -> Iterator[Line]:
    for act in referral.acts.select_related("by"):
        whom = f": {act.get_whom_display().lower()}" if act.whom else ""
        yield Line(act.at, act.sentence + whom, act.by.name, act.words, act.until)


def _decisions(referral: Referral) -> Iterator[Line]:
    for decision in referral.decisions.all():
        code = f": {decision.get_code_display().lower()}" if decision.code else ""
        what = f"Decided: {decision.get_state_display().lower()}{code}"
        yield Line(decision.at, what, decision.by.name, decision.reason)


def _told(referral: Referral) -> Iterator[Line]:
    rows = referral.tellings.model.history.filter(referral_id=referral.pk, done_on__isnull=False)
    for row in rows.select_related("history_user").order_by("history_id"):
        how = row.get_way_display().lower()
        what = f"Told by {how}" if row.told else "Could not be told"
        sentence = f"{what}: {row.get_to_display().lower()}. {row.get_about_display()}"
        yield Line(row.history_date, sentence, row.history_user.name, row.note)

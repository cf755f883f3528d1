"""The clocks of a form: what must happen by when, and whether it has. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dsr.days import distance, plain
from referrals.steps import Kind

TRIAGE, SAME_DAY = "referral_triage", "referral_urgent"
TOLD, SECOND_PART, MEETING = "referral_outcome_told", "referral_stage_two", "urgent_meeting"
GO_ON = frozenset({TOLD, SECOND_PART})  # the decision stops every other
# (rule, the referral's due column, its done column); the words are the rule's own.
_DECIDED = ("referral_decision", "decision_due_on", "decided_on")
_TOLD = (TOLD, "told_due_on", "told_on")
_MEETING = (MEETING, "meeting_due_on", "meeting_on")
CLOCKS: dict[Kind, tuple[tuple[str, str, str], ...]] = {
    Kind.SELF: (
        (TRIAGE, "triage_due_on", "triaged_on"),
        ("self_referral_contact", "contact_due_on", "contacted_on"),
        _MEETING,
        _DECIDED,
        _TOLD,
    ),
    Kind.FLAG: (
        (TRIAGE, "triage_due_on", "triaged_on"),
        ("referral_conversation", "contact_due_on", "contacted_on"),
        _MEETING,
        _DECIDED,
        _TOLD,
        (SECOND_PART, "second_due_on", "second_on"),
    ),
}
# The columns of all of them, each once: due, done, and whether it goes on after the decision.
COLUMNS = tuple(
    dict.fromkeys((due, done, key in GO_ON) for rows in CLOCKS.values() for key, due, done in rows)
)


def clocks_of(kind: Kind, *, same_day: bool) -> list[tuple[str, str, str]]:
    """The clocks of a kind of form; one that had to be looked at the same day says so."""
    return [(SAME_DAY if key == TRIAGE and same_day else key, due, done) for key, due, done in CLOCKS[kind]]


@dataclass(frozen=True)
class Clock:
    """One time limit of one form."""

    key: str
    what: str
    due_on: date
    done_on: date | None

    @property
    def running(self) -> bool:
        return self.done_on is None

    def late(self, today: date) -> bool:
        """Whether it is running and its day is over."""
        return self.running and self.due_on < today

    def words(self, today: date) -> str:
        """Where it stands: "3 days late", "tomorrow", "done 3 March 2026, 2 days late"."""
        if self.done_on is None:
            return distance(self.due_on, today)
        late = f", {distance(self.due_on, self.done_on)}" if self.done_on > self.due_on else ""
        return f"done {plain(self.done_on)}{late}"


def most_urgent(clocks: Iterable[Clock]) -> Clock | None:
    """The running clock that is due first."""
    return min((clock for clock in clocks if clock.running), key=lambda clock: clock.due_on, default=None)

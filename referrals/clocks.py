"""The clocks of a form: what must happen by when, and whether it has. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dsr.days import distance, plain
from referrals.steps import Kind

TOLD, SECOND_PART = "referral_outcome_told", "referral_stage_two"
COMES_UP = "comes_up"
GO_ON = frozenset({TOLD, SECOND_PART})  # the decision stops every other
Row = tuple[str, str, str]


def _rows(conversation: str, *more: Row) -> tuple[Row, ...]:
    """The clocks of one kind of form; what differs is the rule of its first talk, and what follows."""
    return (
        ("urgent_look", "urgent_due_on", "urgent_looked_on"),
        ("urgent_meeting", "urgent_meeting_due_on", "urgent_met_on"),
        ("referral_receipt", "receipt_due_on", "acknowledged_on"),
        ("referral_triage", "triage_due_on", "triaged_on"),
        (conversation, "contact_due_on", "contacted_on"),
        ("consent_missing_chase", "consent_due_on", "consent_answered_on"),
        (COMES_UP, "comes_up_on", ""),
        ("referral_decision", "decision_due_on", "decided_on"),
        (TOLD, "told_due_on", "told_on"),
        *more,
    )


# (rule, the referral's due column, its done column); the words are the rule's own. What comes up again has
# no done column: its day is empty as soon as the form no longer waits.
CLOCKS: dict[Kind, tuple[Row, ...]] = {
    Kind.SELF: _rows("self_referral_contact"),
    Kind.FLAG: _rows("referral_conversation", (SECOND_PART, "second_due_on", "second_on")),
}
# The columns of all of them, each once: due, done, and whether it goes on after the decision.
COLUMNS = tuple(
    dict.fromkeys((due, done, key in GO_ON) for rows in CLOCKS.values() for key, due, done in rows)
)
WAITING_WORDS = {"more": "Answer to what was asked", "held": "Look again at what is on hold"}


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

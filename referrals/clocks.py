"""The clocks of a self-referral: what must happen by when, and whether it has. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dsr.days import distance, plain

# (rule, the referral's due column, its done column); the words are the rule's own.
TOLD = "referral_outcome_told"
CLOCKS = (
    ("referral_triage", "triage_due_on", "triaged_on"),
    ("self_referral_contact", "contact_due_on", "contacted_on"),
    ("referral_decision", "decision_due_on", "decided_on"),
    (TOLD, "told_due_on", "told_on"),
)


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

"""On which page each thing that falls due is done, so that the worklist and the entry lead straight there.

One row a rule. An upper app adds the rows of what is done on its own pages.
"""

from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

from accounts.permissions import Permission


class Task(NamedTuple):
    """The name of a page about an entry, the words of the link, what the page asks for, and where on it."""

    page: str
    words: str
    needs: Permission
    anchor: str = ""

    def address(self, entry_id: UUID) -> str:
        """Where the link goes for this entry."""
        return reverse(self.page, kwargs={"entry_id": entry_id}) + self.anchor


FOLLOWS = Task("rate-next", "See what follows", Permission.CHANGE_RATING)
RATE = Task("rate", "Rate", Permission.CHANGE_RATING)
ASK = Task("entry-consent", "Record the answer", Permission.RECORD_CONSENT)
CONSENTS = Task("entry-consents", "See consent", Permission.RECORD_CONSENT)
VISIT = Task("entry-visit", "Record the visit", Permission.RECORD_STAY)
NOTE = Task("entry", "Write a note", Permission.WRITE_NOTE, "#timeline-heading")
OPEN = Task("entry", "Open", Permission.SEE_ENTRY)
DONE_AT: dict[str, Task] = {
    "rating_review_red": RATE,
    "rating_review_amber": RATE,
    "rating_review_green": RATE,
    "post_discharge_hold": RATE,
    "post_discharge_rerate": RATE,
    "amber_meeting": FOLLOWS,
    "step_down_told": FOLLOWS,
    "stuck_in_hospital": Task("entry-escalate", "Put before the panel", Permission.ESCALATE),
    "inadequate_unit_notice": Task("entry-stays", "Tell the three", Permission.RECORD_STAY),
    "oversight_visit": VISIT,
    "keyworker_offer": Task("entry-allocate", "Choose a keyworker", Permission.ALLOCATE),
    "consent_missing_chase": ASK,
    "consent_thinking_follow_up": ASK,
    "consent_recheck": ASK,
    "consent_turning_16": ASK,
    "consent_turning_18": ASK,
    "capacity_regained_recheck": ASK,
    "consent_withdrawn_close": CONSENTS,
    "consent_withdrawn_decision": Task("entry-leaving", "Decide", Permission.END_PLACE),
    "removal_letter": Task("entry-leaving-told", "Say how they were told", Permission.END_PLACE),
    "transition_prompt": Task("entry-plan-step", "Record a step of the plan", Permission.WRITE_NOTE),
    "register_handover": Task("entry-transfer", "Offer to the other area", Permission.END_PLACE),
    "silence_red": NOTE,
    "silence_amber": NOTE,
    "silence_green": NOTE,
    "silence_blue": NOTE,
}


def done_at(*keys: str, at: str, words: str, needs: Permission) -> None:
    """Register where what these rules ask for is done: `at` is a page whose address takes the entry's id."""
    DONE_AT.update(dict.fromkeys(keys, Task(at, words, needs)))


def task_of(key: str, held: frozenset[Permission] | set[Permission]) -> Task:
    """Where somebody with these permissions goes for a rule: to the page where it is done, or the entry."""
    task = DONE_AT.get(key, OPEN)
    return task if task.needs in held else OPEN

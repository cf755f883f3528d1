"""On which page each thing that falls due is done, so that the worklist leads straight there.

One row a rule. An upper app adds the rows of what is done on its own pages.
"""

from typing import NamedTuple

from accounts.permissions import Permission


class Task(NamedTuple):
    """The name of a page about an entry, the words of the link, and what the page asks for."""

    page: str
    words: str
    needs: Permission


RATE = Task("rate", "Rate", Permission.CHANGE_RATING)
ASK = Task("entry-consent", "Record the answer", Permission.RECORD_CONSENT)
CONSENTS = Task("entry-consents", "See consent", Permission.RECORD_CONSENT)
OPEN = Task("entry", "Open", Permission.SEE_ENTRY)
DONE_AT: dict[str, Task] = {
    "rating_review_red": RATE,
    "rating_review_amber": RATE,
    "rating_review_green": RATE,
    "rating_review_blue": Task("entry-visit", "Record the visit", Permission.RECORD_STAY),
    "post_discharge_hold": RATE,
    "amber_meeting": RATE,
    "oversight_visit": Task("entry-visit", "Record the visit", Permission.RECORD_STAY),
    "keyworker_offer": Task("entry-allocate", "Choose a keyworker", Permission.ALLOCATE),
    "consent_missing_chase": ASK,
    "consent_thinking_follow_up": ASK,
    "consent_recheck": ASK,
    "consent_turning_16": ASK,
    "consent_turning_18": ASK,
    "capacity_regained_recheck": ASK,
    "consent_withdrawn_close": CONSENTS,
    "consent_withdrawn_decision": CONSENTS,
}


def done_at(*keys: str, page: str, words: str, needs: Permission) -> None:
    """Register where what these rules ask for is done; the page's address takes the entry's id."""
    DONE_AT.update(dict.fromkeys(keys, Task(page, words, needs)))


def task_of(key: str, held: frozenset[Permission] | set[Permission]) -> Task:
    """Where somebody with these permissions goes for a rule: to the page where it is done, or the entry."""
    task = DONE_AT.get(key, OPEN)
    return task if task.needs in held else OPEN

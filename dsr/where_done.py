"""Where the work behind a deadline is done: one link each. An upper app adds the pages it owns."""

from typing import NamedTuple

from django.urls import reverse

from accounts.permissions import Permission
from dsr.models import RegisterEntry


class Place(NamedTuple):
    """A page about an entry, its words on the link, and what its reader must hold."""

    url: str
    words: str
    needs: Permission
    anchor: str = ""

    def address(self, entry: RegisterEntry) -> str:
        """Where the link goes for this entry."""
        return reverse(self.url, args=[entry.pk]) + self.anchor


PLACES: dict[str, Place] = {}


def done_at(*keys: str, url: str, words: str, needs: Permission, anchor: str = "") -> None:
    """Say where the work of these rules is done."""
    PLACES.update(dict.fromkeys(keys, Place(url, words, needs, anchor)))


P = Permission
done_at(
    "rating_review_red", "rating_review_amber", "rating_review_green", "post_discharge_rerate",
    "amber_meeting", url="rate", words="Rate", needs=P.CHANGE_RATING,
)  # fmt: skip
done_at("oversight_visit", url="entry-visit", words="Record the visit", needs=P.RECORD_STAY)
done_at("keyworker_offer", url="entry-allocate", words="Choose a keyworker", needs=P.ALLOCATE)
done_at(
    "consent_recheck", "consent_thinking_follow_up", "consent_turning_16", "consent_turning_18",
    "capacity_regained_recheck", url="entry-consent", words="Record the answer", needs=P.RECORD_CONSENT,
)  # fmt: skip
done_at("consent_withdrawn_close", url="entry-consents", words="Who is to be told", needs=P.RECORD_CONSENT)
done_at("transition_prompt", url="entry-plan-step", words="Record a step of the plan", needs=P.WRITE_NOTE)
done_at(
    "silence_red", "silence_amber", "silence_green", "silence_blue",
    url="entry", words="Write a note", needs=P.WRITE_NOTE, anchor="#timeline-heading",
)  # fmt: skip

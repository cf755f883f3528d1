"""The fields of one person's page as they stand: typed drafts over the decision there is already."""

from dsr.meeting_drafts import EVERYBODY, FIELDS, WORDS, Typed
from dsr.models import MeetingDecision, MeetingItem


def typed_so_far(item: MeetingItem, latest: MeetingDecision | None = None) -> dict[str, Typed]:
    """Every field, in the order of the page; where nothing was typed, what the latest decision says."""
    latest = latest or latest_decision(item)
    stands = dict.fromkeys(FIELDS, Typed()) | {"there": Typed(EVERYBODY)}
    if latest:
        stands |= {name: Typed(text, latest.by.name) for name, text in _as_fields(latest).items()}
    rows = item.drafts.order_by("field").values_list("field", "text", "by__name")
    return stands | {name: Typed(text, by) for name, text, by in rows}


def latest_decision(item: MeetingItem) -> MeetingDecision | None:
    """The decision that counts, if there is one."""
    return item.decisions.select_related("rating", "by").order_by("-number").first()


def _as_fields(decision: MeetingDecision) -> dict[str, str]:
    """A decision as it would be typed again; what it asked for stays, and only more can be asked."""
    found = {name: getattr(decision, name) for name in WORDS}
    found["next_look"] = f"{decision.next_look:%-d/%-m/%Y}" if decision.next_look else ""
    found["choice"] = "stay"
    if decision.rating:
        found["reason"] = decision.rating.reason
        found["words_for_person"] = decision.rating.words_for_person
    return found

"""The meetings' lines on an entry's timeline, and where a recommendation of theirs was agreed."""

from uuid import UUID

from django.urls import reverse

from accounts.permissions import Permission
from dsr.came_from import Where, says_where
from dsr.days import plain
from dsr.models import MeetingDecision, MeetingItem
from dsr.ratings import MEANINGS, Colour
from dsr.statuses import CameFrom
from dsr.timeline import told
from dsr.timeline_rows import ENTRY, at_or_on


@told(
    lambda: MeetingDecision.objects.filter(item__entry=ENTRY),
    kind="meeting", when=at_or_on("at", "item__meeting__on"), who="by_id", detail="discussion",
    values=("number", "stays", "colour"),
)  # fmt: skip
def _decided(number: str, stays: str, colour: str) -> str:
    """That somebody was discussed, and what came of it; what was said is narrative."""
    label = MEANINGS[Colour(colour)].label.lower()
    again = "Put right at a meeting" if int(number) > 1 else "Discussed at a meeting"
    return f"{again}: {'stays ' if stays == 'true' else ''}{label}"


@says_where(CameFrom.MEETING)
def _meetings(ids: list[UUID]) -> dict[UUID, Where]:
    rows = MeetingItem.objects.filter(pk__in=ids).values_list("pk", "meeting_id", "meeting__on")
    return {
        pk: Where(f"Meeting of {plain(on)}", reverse("meeting", args=[meeting]), Permission.SEE_MEETINGS)
        for pk, meeting, on in rows
    }

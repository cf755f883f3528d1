"""The meetings' lines on an entry's timeline."""

from collections.abc import Iterable

from dsr.models import MeetingDecision, RegisterEntry
from dsr.ratings import MEANINGS, Colour
from dsr.timeline import Line, moment, source


@source
def meetings(entry: RegisterEntry) -> Iterable[Line]:
    """Each decision: that somebody was discussed, and what came of it; what was said is narrative."""
    rows = MeetingDecision.objects.filter(item__entry=entry).order_by("at")
    fields = ("at", "item__meeting__on", "number", "stays", "colour", "discussion", "by__name")
    for at, on, number, stays, colour, discussion, by in rows.values_list(*fields):
        when, has_time = moment(at, on)
        label = MEANINGS[Colour(colour)].label.lower()
        outcome = f"stays {label}" if stays else label
        again = "Put right at a meeting" if number > 1 else "Discussed at a meeting"
        yield Line(when, "meeting", f"{again}: {outcome}", by, discussion, has_time)

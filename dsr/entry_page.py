"""What the entry page shows, gathered in a fixed number of queries."""

from datetime import date
from typing import Any

from django.db.models import F

from dsr import ratings
from dsr.consent import Purpose
from dsr.gate import gates
from dsr.models import ADJUSTMENTS, RegisterEntry
from dsr.statuses import ENTRY_LABELS, OPEN_STEPS, EntryStatus
from dsr.timeline import timeline
from dsr.timeline_html import timeline_html

FIRST_LINES = 50
EARLIER = 12  # ratings


def facts(entry: RegisterEntry, *, today: date, whole: bool = False) -> dict[str, Any]:
    """The context of the entry page; `whole` asks for every line of the timeline."""
    lines = timeline(entry)
    shown = lines if whole else lines[:FIRST_LINES]
    on_register, sharing = gates(entry.person, [Purpose.REGISTER, Purpose.SHARE], on=today)
    recommendations = list(entry.recommendations.order_by("due_on", "position"))
    return {
        "entry": entry,
        "person": entry.person,
        "today": today,
        "age": entry.person.age_on(today),
        "status_label": ENTRY_LABELS[EntryStatus(entry.status)],
        "active": entry.status == EntryStatus.ACTIVE,
        "adjustments": [ADJUSTMENTS.get(code, code) for code in entry.person.adjustments],
        "rating": rating_facts(entry),
        "next": list(entry.deadlines.open().order_by("due_on", "key")),
        "on_register": on_register,
        "sharing": sharing,
        "contacts": list(entry.person.contacts.order_by("name")),
        "stay": entry.stays.filter(discharged_on=None).first(),
        "recommendations": [r for r in recommendations if r.step in OPEN_STEPS],
        "finished": [r for r in recommendations if r.step not in OPEN_STEPS],
        "late": sum(r.step in OPEN_STEPS and r.due_on < today for r in recommendations),
        "timeline": timeline_html(shown, today=today),
        "older": len(lines) - len(shown),
    }


def rating_facts(entry: RegisterEntry) -> dict[str, Any] | None:
    """The latest rating in words, or None for somebody not yet rated."""
    rows = list(entry.ratings.annotate(name=F("by__name")).order_by("-number")[:EARLIER])
    if not rows:
        return None
    latest = rows[0]
    meaning = ratings.MEANINGS[ratings.Colour(latest.colour)]
    return {
        "row": latest,
        "meaning": meaning,
        "place": ratings.DECIDED_AT_LABELS[ratings.DecidedAt(latest.decided_at)].lower(),
        "criteria": [meaning.criteria.get(code, code) for code in latest.criteria],
        "history": [(row.colour, row.decided_on) for row in rows],
    }

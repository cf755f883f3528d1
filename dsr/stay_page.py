"""What the pages of stays show, gathered in a fixed number of queries."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.permissions import Permission
from config.compiled import compiled, first_of
from dsr import stay_dates
from dsr import stay_rules as tables
from dsr.discharge_plan import plan_of
from dsr.law import SECTION_LABELS, Section
from dsr.models import HospitalStay, RegisterEntry, WardMove
from dsr.stay_lines import lines_of, status_label
from dsr.timeline import for_reader
from dsr.timeline_html import timeline_html

Lets = Callable[[Permission], bool]


class Listed(NamedTuple):
    """A stay in the list: how long, and whether it began within 14 days of the one before."""

    stay: HospitalStay
    days: int
    readmission: bool


def listed(entry: RegisterEntry, today: date) -> list[Listed]:
    """All stays of an entry, the latest first. One query."""
    found: list[Listed] = []
    before: date | None = None
    for stay in entry.stays.order_by("admitted_on", "recorded_on", "pk"):
        days = ((stay.discharged_on or today) - stay.admitted_on).days
        found.append(Listed(stay, days, stay_dates.is_readmission(stay.admitted_on, before)))
        before = stay.discharged_on
    return found[::-1]


def card(entry: RegisterEntry, today: date) -> dict[str, Any] | None:
    """The card of the entry page: where somebody is now and what comes next; None outside hospital."""
    stay = first_of(_now_in(entry.pk))
    if stay is None:
        return None
    return {
        "stay": stay,
        "days": (today - stay.admitted_on).days,
        "status": SECTION_LABELS[Section(stay.legal_status)],
        "security": tables.SECURITY_LABELS[tables.Security(stay.security)],
        "leave": stay.leaves.filter(back_on=None).first(),
        "plan": plan_of(stay, today),
    }


@compiled
def _now_in(entry_id: UUID) -> QuerySet:
    stays = HospitalStay.objects.filter(entry=entry_id, discharged_on=None)
    return stays.select_related("entry").order_by("pk")


def facts(stay: HospitalStay, *, lets: Lets, today: date) -> dict[str, Any]:
    """The page of one stay for a reader whom `lets` describes; what is not theirs to read is not in it."""
    entry = stay.entry
    narrative, contacts = lets(Permission.SEE_NARRATIVE), lets(Permission.SEE_CONTACTS)
    lines = sorted(lines_of([stay.pk]), key=lambda line: line.at)[::-1]
    before = next((row for row in listed(entry, today) if row.stay.pk == stay.pk), None)
    moves = list(stay.moves.order_by("number").select_related("host_area"))
    reasons = stay.readiness.order_by("-pk").first() if stay.ready_on else None
    return {
        "stay": stay,
        "entry": entry,
        "person": entry.person,
        "today": today,
        "days": before.days if before else 0,
        "readmission": bool(before and before.readmission),
        "status": SECTION_LABELS[Section(stay.legal_status)],
        "security": tables.SECURITY_LABELS[tables.Security(stay.security)],
        "now": moves[-1],
        "moves": _moves(moves, stay, narrative),
        "statuses": _statuses(stay),
        "leaves": [_leave(row, contacts, narrative, today) for row in stay.leaves.order_by("-from_on")],
        "delays": [tables.DELAY_LABELS[tables.Delay(code)] for code in reasons.reasons] if reasons else [],
        "delay_words": reasons.words if reasons and narrative else "",
        "notices": [_notices(move) for move in moves if move.inadequate],
        "visits": _visits(stay, narrative),
        "plan": plan_of(stay, today),
        "notes": narrative,
        "where_to": _where_to(stay) if contacts else "",
        "story": timeline_html(for_reader(lines, lets), today=today),
    }


def _where_to(stay: HospitalStay) -> str:
    """Where somebody went to live is an address."""
    kind = tables.GOES_TO_LABELS.get(tables.GoesTo(stay.going_to_kind), "")
    return ": ".join(filter(None, [kind, stay.going_to]))


def _moves(moves: list[WardMove], stay: HospitalStay, narrative: bool) -> list[dict[str, Any]]:
    spans = stay_dates.spans([(move, move.moved_on) for move in moves], stay.discharged_on)
    return [
        {
            "move": span.link,
            "until": span.until,
            "security": tables.SECURITY_LABELS[tables.Security(move.security)],
            "why": move.why if narrative else "",
            "late": move.recorded_on > move.moved_on,
        }
        for span, move in zip(spans, moves, strict=True)
    ]


def _statuses(stay: HospitalStay) -> list[dict[str, Any]]:
    rows = list(stay.statuses.order_by("started_at"))
    ends = [*rows[1:], None]
    return [
        {
            "label": status_label(row.status),
            "since": timezone.localtime(row.started_at),
            "time_known": row.time_known,
            "until": timezone.localtime(end.started_at) if end else stay.discharged_on,
            "until_time_known": bool(end and end.time_known),
            "late": row.recorded_on > timezone.localdate(row.started_at),
        }
        for row, end in zip(rows, ends, strict=True)
    ]


def _leave(row: Any, contacts: bool, narrative: bool, today: date) -> dict[str, Any]:
    overdue = row.back_on is None and row.expected_on < today
    return {
        "row": row,
        "kind": tables.LEAVE_LABELS[tables.LeaveKind(row.kind)],
        "where": row.where if contacts else "",
        "how": row.how_it_went if narrative else "",
        "overdue": overdue,
    }


def _notices(move: WardMove) -> dict[str, Any]:
    sent = {row.kind: row for row in move.notices.all()}
    return {"move": move, "rows": [(label, sent.get(kind)) for kind, label in tables.NOTICE_LABELS.items()]}


def _visits(stay: HospitalStay, narrative: bool) -> list[dict[str, Any]]:
    """Visits, the latest first; what was found only for those who may read it."""
    rows = stay.visits.order_by("-visited_on", "-at").select_related("by")
    return [
        {
            "row": row,
            "alone": tables.ALONE_LABELS[tables.Alone(row.seen_alone)] if row.seen_alone else "",
            "restrictions": [tables.RESTRICTIVE_LABELS[tables.Restrictive(code)] for code in row.restrictions]
            if narrative
            else [],
            "found": row if narrative else None,
        }
        for row in rows
    ]

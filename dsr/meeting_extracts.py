"""Which organisation may be given how much of a meeting's minutes, asked of the gate each time."""

from datetime import date
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from dsr.consent_holds import Gate
from dsr.consent_words import ShareKind
from dsr.meeting_words import TEAM, Depth, is_less
from dsr.minutes import Part, depth_of, extracted, gates_for_all, parts_of
from dsr.models import ConsentRecord, Meeting, MeetingExtract, RegisterEntry


def counts_for(
    meeting: Meeting, reader: User, today: date
) -> tuple[dict[ShareKind, int], list[tuple[str, str]], list[UUID]]:
    """How many people each kind at the table may be given now; limits in words; everybody discussed."""
    parts = [part for part in parts_of(meeting, reader) if part.decisions]
    came = list(meeting.attendance.filter(here=True).values_list("kind", "name"))
    kinds = [kind for kind in ShareKind if kind in {k for k, _ in came} | set(meeting.invited)]
    gates = gates_for_all([part.item.entry.person for part in parts], kinds, today)
    counts = {}
    for kind in kinds:
        names = [name for found, name in came if found == kind and kind != TEAM]
        counts[kind] = sum(
            bool(extracted(p, kind, gates[p.item.entry.person_id][kind], names)) for p in parts
        )
    return counts, _limits(parts, gates), [part.item.entry.person_id for part in parts]


def _limits(parts: list[Part], gates: dict[UUID, Any]) -> list[tuple[str, str]]:
    """Whose yes has limits, and which: to be read before anything goes out."""
    rows = {
        gate.answer.row: part.item.entry.person.full_name
        for part in parts
        for gate in gates[part.item.entry.person_id].values()
        if gate.allowed and gate.answer
    }
    found = ConsentRecord.objects.filter(pk__in=rows).exclude(limits="").order_by("pk")
    return list(dict.fromkeys((rows[pk], limits) for pk, limits in found.values_list("pk", "limits")))


def shown_now(extract: MeetingExtract, reader: User, today: date) -> tuple[list[dict[str, Any]], int]:
    """What of an extract may still be shown, and how many have gone from it: consent has changed since.

    Whoever may be given less now is left out whole: what was written then says more than that.
    """
    scope = RegisterEntry.objects.visible_to(reader, Permission.SEE_ENTRY).filter(
        area_id=extract.meeting.area_id, person_id__in=extract.people
    )
    kind = ShareKind(extract.kind)
    people = {entry.person_id: entry.person for entry in scope.select_related("person")}
    gates = gates_for_all(list(people.values()), [kind], today)
    shown = [
        one
        for one in extract.content
        if UUID(one["person"]) in people and _still(kind, gates[UUID(one["person"])][kind], one)
    ]
    return shown, len(extract.content) - len(shown)


def _still(kind: ShareKind, gate: Gate, one: dict[str, Any]) -> bool:
    given = Depth(one.get("depth", Depth.WHOLE))
    return gate.allowed and not is_less(depth_of(kind, gate), given)

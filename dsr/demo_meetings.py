"""Meetings for the demonstration: one that was held, one that was called off, one for today."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.demo import DemoWorld
from accounts.models import Area, User
from dsr import actions, agenda_rows, ratings
from dsr.actions.meeting_decisions import Asked, Said
from dsr.meeting_words import TEAM, MeetingKind
from dsr.models import Meeting, MeetingItem, RegisterEntry

INVITED = [TEAM, "icb", "adult_social_care", "childrens_social_care", "education", "camhs", "police"]
CAME = [
    (TEAM, "Cora Ordway, coordinator"),
    ("icb", "Ines Budd, commissioning manager"),
    ("childrens_social_care", "Sol Ward, social worker"),
    ("camhs", "Kit Hale, nurse"),
]
CHAIR = "Dr Ada Chairwell"
SAID = [
    "Nights are better since the new plan. School has not called back.",
    "Came with her sister. The flat falls through at the end of the month.",
    "Nobody has seen him this week. The outreach team goes on Thursday.",
]
MOST = 3


def seed(world: DemoWorld) -> None:
    """Three meetings of Northmoor; nobody is discussed who was rated after the meeting's day."""
    area, by = world.areas["northmoor"], world.users["coordinator"]
    _held(area, by, world.today)
    off = _planned(area, by, world.today + timedelta(days=2), world.today, kind=MeetingKind.URGENT)
    actions.cancel_meeting(meeting=off, why="The family asked for next week instead.", by=by)
    coming = _planned(area, by, world.today, world.today)
    rows = agenda_rows.proposed(coming, by, named=True)
    actions.add_to_agenda(
        meeting=coming, entries={row.entry: [str(why) for why in row.why] for row in rows}, by=by
    )


def _planned(area: Area, by: User, on: date, today: date, **facts: Any) -> Meeting:
    return actions.plan_meeting(
        area=area, kind=facts.get("kind", MeetingKind.REGULAR), on=on, starts_at=time(14),
        place="Town Hall, room 2", chair=CHAIR, invited=INVITED, by=by, today=today,
    )  # fmt: skip


def _held(area: Area, by: User, today: date) -> None:
    day = today - timedelta(days=3)
    rated = RegisterEntry.objects.visible_to(by).active().filter(area=area, rated_on__lt=day)
    chosen = list(rated.exclude(colour=ratings.Colour.BLUE).order_by("urgency", "rated_on")[: MOST + 1])
    meeting = _planned(area, by, day, day)
    entries = {entry.pk: [] if entry.colour == "green" else [entry.colour] for entry in chosen}
    actions.add_to_agenda(meeting=meeting, entries=entries, by=by)
    opened = timezone.make_aware(datetime.combine(day, time(14, 2)))
    meeting = actions.open_meeting(meeting=meeting, by=by, now=opened, today=day)
    for kind, name in CAME:
        actions.record_attendance(meeting=meeting, kind=kind, name=name, by=by)
    for words, entry in zip(SAID, chosen[:MOST], strict=False):
        _discussed(meeting.items.get(entry=entry), words, day, by)
    actions.close_meeting(meeting=meeting, by=by, now=opened + timedelta(minutes=50))


def _discussed(item: MeetingItem, words: str, day: date, by: User) -> None:
    call = Asked(
        "Ring the family and say what was agreed",
        "Kit Hale (CAMHS)",
        day + timedelta(days=2),
        "They said it back.",
    )
    plan = Asked("Write the plan for bad days", "Sol Ward (social care)", day + timedelta(days=14))
    said = Said(
        discussion=words, works="People who knock and wait.", must_change="Staff change every week.",
        own_view="I want to stay where I am.", asked=(call, plan),
    )  # fmt: skip
    actions.decide(item=item, expected_number=0, said=said, by=by, today=day)

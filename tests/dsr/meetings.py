"""Meetings in a small world, made by the real actions."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from dsr import actions, ratings
from dsr.actions.meeting_decisions import Asked, Said
from dsr.consent import Purpose, ShareKind
from dsr.meeting_words import TEAM, MeetingKind
from dsr.models import Meeting, MeetingDecision, MeetingItem, RegisterEntry
from tests.worlds import World

INVITED = [TEAM, "camhs", "childrens_social_care", "police"]


@dataclass
class Meetings:
    """The meetings of a world's area."""

    world: World

    def planned(self, **facts: Any) -> Meeting:
        w = self.world
        return actions.plan_meeting(
            area=w.area, kind=facts.pop("kind", MeetingKind.REGULAR), on=facts.pop("on", w.today),
            starts_at=time(14), place="Town Hall, room 2", chair="Dr Ada Chairwell",
            invited=facts.pop("invited", INVITED), by=w.coordinator, today=w.today, **facts,
        )  # fmt: skip

    def open(self, *entries: RegisterEntry, **facts: Any) -> Meeting:
        """A meeting that goes on, with these people on its agenda and four organisations there."""
        w, meeting = self.world, self.planned(**facts)
        actions.add_to_agenda(meeting=meeting, entries={entry.pk: [] for entry in entries}, by=w.coordinator)
        meeting = actions.open_meeting(meeting=meeting, by=w.coordinator, now=timezone.now(), today=w.today)
        for kind, name in zip(INVITED, ("Cora Ordway", "Dr Kit Hale", "Sol Ward", "PC Jo Kerb"), strict=True):
            actions.record_attendance(meeting=meeting, kind=kind, name=name, by=w.coordinator)
        return meeting

    def somebody(self, given_name: str = "Jade", *, shared: bool = True, **facts: Any) -> RegisterEntry:
        """On the register, red, with a yes to share with all but the police."""
        entry = self.world.entry(given_name=given_name, **facts)
        if shared:
            self.share(entry)
        self.world.rate(entry, "red", decided_on=self.world.today - timedelta(days=7))
        return RegisterEntry.objects.select_related("person").get(pk=entry.pk)

    def share(self, entry: RegisterEntry) -> None:
        self.world.consent(entry.person, Purpose.SHARE)
        self.world.consent(entry.person, Purpose.SHARE, to=ShareKind.POLICE, decision="no")

    def item(self, meeting: Meeting, entry: RegisterEntry) -> MeetingItem:
        return meeting.items.get(entry=entry)

    def decided(self, item: MeetingItem, **facts: Any) -> MeetingDecision:
        """What was said about somebody, decided."""
        number = facts.pop("expected_number", item.decisions.count())
        by = facts.pop("by", self.world.coordinator)
        said = Said(**({"discussion": "Slept at home all week."} | facts))
        return actions.decide(item=item, expected_number=number, said=said, by=by, today=self.world.today)

    def asked(self, text: str = "A quiet room", owner: str = "Dr Kit Hale, CAMHS", days: int = 7) -> Asked:
        return Asked(text, owner, self.world.today + timedelta(days=days))


AMBER = {"colour": ratings.Colour.AMBER, "criteria": ("placement_breaking_down",), "reason": "Calmer."}

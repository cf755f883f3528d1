"""Random small worlds of areas, roles, people and everything that decides who sees whom.

Rows are written straight into the tables: hundreds of worlds must be quick to make. What no action would
leave behind (a keyworker without the role, a grant of somebody who left) is in them on purpose.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db.models import Model, QuerySet

from accounts.models import Area, EmergencyAccess, Membership, User
from accounts.permissions import RoleName
from cetr.models import Expert, PanelPlace, Review
from dsr.models import Contact, Escalation, Person, RegisterEntry, RestrictedGrant
from referrals.models import Referral
from referrals.references import new_reference

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SPANS = [(-9, None), (-9, None), (-9, 9), (-9, 0), (0, 0), (-9, -1), (1, None)]  # from and to, from today
# Of each kind of reach often enough, and every role sometimes.
ROLES = [*RoleName, RoleName.FAMILY, RoleName.FAMILY, RoleName.PANEL_MEMBER, RoleName.OVERSIGHT_PANEL_MEMBER]
STATES = [("planned", False), ("concluded", False), ("concluded", True), ("cancelled", False)]


def insert(rows: list[Any]) -> list[Any]:
    """All at once, past the fence of tracked models."""
    return QuerySet(type(rows[0])).bulk_create(rows) if rows else rows


@dataclass
class RandomWorld:
    """Three areas, five accounts, five people, and what ties them together at one moment."""

    random: Random
    now: datetime
    today: date
    areas: list[Area] = field(default_factory=list)
    users: list[User] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    entries: list[RegisterEntry] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._areas()
        self._users()
        self._people()
        self._entries()
        self._ties()
        self._reviews()
        self._forms()

    def one(self, rows: list[Any]) -> Any:
        return rows[self.random.randrange(len(rows))]

    def perhaps(self, of_ten: int) -> bool:
        return self.random.randrange(10) < of_ten

    def days(self) -> dict[str, date | None]:
        start, end = self.one(SPANS)
        return {
            "from_day": self.today + start * DAY,
            "to_day": None if end is None else self.today + end * DAY,
        }

    def moment(self, of_ten: int) -> datetime | None:
        return self.now - HOUR if self.perhaps(of_ten) else None

    def _areas(self) -> None:
        facts = {
            "phone": "01632 960 100",
            "crisis_phone": "01632 960 111",
            "valid_from": self.today - 99 * DAY,
        }
        marks = [uuid.uuid4().hex for _ in range(3)]
        self.areas = insert([Area(name=mark, slug=mark, **facts) for mark in marks])
        if self.perhaps(5):  # merged: that moves nobody's record
            old = self.areas[0]
            Model.save_base(self._merged(old, self.areas[1]), raw=True)

    def _merged(self, old: Area, new: Area) -> Area:
        old.successor, old.valid_to = new, self.today - DAY
        return old

    def _users(self) -> None:
        names = [uuid.uuid4().hex for _ in range(5)]
        self.users = insert(
            [
                User(email=f"{n}@example.org", name=n, is_active=self.perhaps(9), reference=uuid.uuid4())
                for n in names
            ]
        )
        held = {}
        for user in self.users:
            for _ in range(self.random.randrange(2, 5)):
                row = Membership(user=user, area=self.one(self.areas), role=self.one(ROLES), **self.days())
                held[row.user_id, row.area_id, row.role, row.from_day] = row
        insert(list(held.values()))

    def _people(self) -> None:
        facts = {
            "given_name": "Jade",
            "family_name": "M",
            "search_name": "jade m",
            "date_of_birth": date(1990, 1, 1),
        }
        self.people = insert(
            [Person(recorded_in=self.one(self.areas), restricted=self.perhaps(4), **facts) for _ in range(5)]
        )
        if self.perhaps(3):
            gone = self.people.pop()
            gone.merged_into = self.people[0]
            Model.save_base(gone, raw=True)
        grants = {}
        for _ in range(self.random.randrange(3, 12)):
            row = RestrictedGrant(
                person=self.one(self.people),
                user=self.one(self.users),
                why="x",
                ended_at=self.moment(2),
                **self.days(),
            )
            grants[row.person_id, row.user_id] = row
        insert(list(grants.values()))

    def _entries(self) -> None:
        for person in self.people:
            for area in self.random.sample(self.areas, self.random.randrange(3)):
                self.entries.append(
                    RegisterEntry(
                        person=person,
                        area=area,
                        added_on=self.today,
                        status=self.one(["active", "active", "paused_consent", "removed"]),
                        keyworker=self.one([None, *self.users]),
                        lead_professional=self.one([None, *self.users]),
                    )
                )
        insert(self.entries)

    def _ties(self) -> None:
        insert(
            [
                Contact(
                    person=self.one(self.people),
                    name="M",
                    relation="Mum",
                    user=self.one([None, *self.users]),
                    may_be_told=self.perhaps(7),
                    is_the_person=self.perhaps(3),
                )
                for _ in range(self.random.randrange(4, 12))
            ]
        )
        insert([self._case(entry) for entry in self.entries if self.perhaps(6)])
        insert([self._emergency() for _ in range(self.random.randrange(1, 7))])

    def _case(self, entry: RegisterEntry) -> Escalation:
        days, closed = self.days(), self.perhaps(3)
        shut = {"closed_on": max(self.today, days["from_day"]), "closed_why": "x"} if closed else {}
        return Escalation(
            entry=entry, why="x", put_on=days["from_day"], until=days["to_day"], put_by=self.users[0], **shut
        )

    def _emergency(self) -> EmergencyAccess:
        start = self.now - self.random.randrange(-1, 6) * HOUR
        return EmergencyAccess(
            user=self.one(self.users),
            person_id=self.one(self.people).pk,
            area=self.one(self.areas),
            reason="life",
            words_sealed="x",
            started_at=start,
            until=start + 4 * HOUR,
            ended_at=self.moment(2),
            review_due_on=self.today,
        )

    def _reviews(self) -> None:
        planned: set[uuid.UUID] = set()
        reviews = []
        for _ in range(self.random.randrange(1, 7) if self.entries else 0):
            review = self._review(self.one(self.entries))
            if review.state != "planned" or review.entry_id not in planned:
                reviews.append(review)
                planned |= {review.entry_id} if review.state == "planned" else set()
        insert(reviews)
        experts = insert(
            [Expert(name="E", kind="clinical", area=self.one(self.areas), user=u) for u in self.users[:2]]
        )
        places = {}
        for _ in range(4 * len(reviews)):
            who = {"expert": self.one(experts)} if self.perhaps(4) else {"user": self.one(self.users)}
            review = self.one(reviews)
            place = PanelPlace(review=review, role="other", left_at=self.moment(3), **who)
            places[review.pk, place.user_id, place.expert_id] = place
        insert(list(places.values()))

    def _review(self, entry: RegisterEntry) -> Review:
        state, issued = self.one(STATES)
        facts: dict[str, Any] = {}
        if state == "concluded":
            facts = {"concluded_at": self.now, "concluded_by": self.users[0], "held_on": self.today}
        if state == "cancelled":
            facts = {"cancelled_why": "x"}
        if issued:
            facts |= {"report_issued_at": self.now, "report_issued_by": self.users[0]}
        given = {
            "kind": "CTR",
            "trigger": "red",
            "planned_for": self.today,
            "starts_at": time(10),
            "place": "x",
        }
        return Review(entry=entry, state=state, **given, **facts)

    def _forms(self) -> None:
        insert(
            [
                Referral(
                    reference=new_reference(),
                    key=uuid.uuid4(),
                    area=area,
                    sent_to=area,
                    received_on=self.today,
                    given_name="J",
                    family_name="M",
                    date_of_birth=date(1990, 1, 1),
                    phone="01632 960 001",
                    filling_in_for="me",
                    agreement="agrees",
                    triage_due_on=self.today,
                    contact_due_on=self.today,
                    decision_due_on=self.today,
                    person=self.one([None, *self.people]),
                )
                for area in self.random.choices(self.areas, k=self.random.randrange(1, 6))
            ]
        )

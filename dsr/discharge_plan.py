"""The plan for leaving hospital as it stands: which list it follows, and where each point is."""

from datetime import date
from typing import NamedTuple

from dsr import stay_rules
from dsr.models import DischargeChecklist, HospitalStay, PlanPoint
from dsr.stay_rules import POINT_LABELS, SETTLED, PointStep

OURS = 0  # the version of the list that stands until an area makes one


def current_list(area_id: int) -> DischargeChecklist | None:
    """The list that an area works by now; None is our own short list, until it has one."""
    return DischargeChecklist.objects.filter(area_id=area_id).order_by("-version").first()


def version_of(checklist: DischargeChecklist | None) -> int:
    """The version of a list."""
    return checklist.version if checklist else OURS


def points_of(checklist: DischargeChecklist | None) -> list[str]:
    """The points of a list, in their order."""
    return checklist.points if checklist else list(stay_rules.DEFAULT_POINTS)


def list_of(stay: HospitalStay) -> DischargeChecklist | None:
    """The list that a stay follows: the one its plan was begun with, wherever, else the area's of today."""
    touched = stay.points.select_related("checklist").first()
    return touched.checklist if touched else current_list(stay.entry.area_id)


class Point(NamedTuple):
    """One line of the plan."""

    place: int
    text: str
    row: PlanPoint | None
    label: str
    settled: bool
    late: bool

    @property
    def slug(self) -> str:
        """How addresses name it."""
        return f"point-{self.place}"


class Plan(NamedTuple):
    """A stay's plan; `settled` of its points are done or not needed.

    It came along from another area where somebody moved in the middle of it.
    """

    version: int
    points: list[Point]
    is_of_another_area: bool = False

    @property
    def settled(self) -> int:
        return sum(point.settled for point in self.points)

    @property
    def late(self) -> int:
        return sum(point.late for point in self.points)

    @property
    def is_ours(self) -> bool:
        """Whether it is the list that we ship, in our words, and no area's."""
        return self.version == OURS


def plan_of(stay: HospitalStay, today: date) -> Plan:
    """The plan with every point in its place. Two queries at most."""
    rows = {row.place: row for row in stay.points.select_related("checklist")}
    touched = next(iter(rows.values()), None)
    checklist = touched.checklist if touched else current_list(stay.entry.area_id)
    points = [
        _point(place, text, rows.get(place), today) for place, text in enumerate(points_of(checklist), 1)
    ]
    foreign = checklist is not None and checklist.area_id != stay.entry.area_id
    return Plan(version_of(checklist), points, foreign)


def _point(place: int, text: str, row: PlanPoint | None, today: date) -> Point:
    step = PointStep(row.step) if row else PointStep.NOT_STARTED
    settled = step in SETTLED
    late = bool(row and row.due_on and row.due_on < today and not settled)
    return Point(place, row.text if row else text, row, POINT_LABELS[step], settled, late)


def place_of(slug: str) -> int | None:
    """The place that an address names: "point-3" is 3; None for anything else."""
    word, _, number = slug.partition("-")
    return int(number) if word == "point" and number.isdecimal() and len(number) < 3 else None

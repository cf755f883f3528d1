"""The plan for leaving hospital as it stands: which list it follows, and where each point is."""

from datetime import date
from typing import NamedTuple

from dsr import stay_rules
from dsr.models import DischargeChecklist, HospitalStay, PlanPoint
from dsr.stay_rules import POINT_LABELS, SETTLED, PointStep

OURS = 0  # the version of the list that stands until an area makes one


def current_list(area_id: int) -> tuple[int, list[str]]:
    """The version and the points that an area works by now; 0 and our own short list until it has one."""
    rows = DischargeChecklist.objects.filter(area_id=area_id).order_by("-version")
    found = rows.values_list("version", "points").first()
    return found or (OURS, list(stay_rules.DEFAULT_POINTS))


def list_of(stay: HospitalStay) -> tuple[int, list[str]]:
    """The list that a stay follows: the one its plan was begun with, else the area's of today."""
    version = stay.points.values_list("list_version", flat=True).first()
    if version is None:
        return current_list(stay.entry.area_id)
    if version == OURS:
        return OURS, list(stay_rules.DEFAULT_POINTS)
    rows = DischargeChecklist.objects.filter(area_id=stay.entry.area_id, version=version)
    return version, rows.values_list("points", flat=True)[0]


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
    """A stay's plan; `settled` of its points are done or not needed."""

    version: int
    points: list[Point]

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
    """The plan with every point in its place. Two queries."""
    rows = {row.place: row for row in stay.points.all()}
    version, points = list_of(stay)
    return Plan(
        version, [_point(place, text, rows.get(place), today) for place, text in enumerate(points, 1)]
    )


def _point(place: int, text: str, row: PlanPoint | None, today: date) -> Point:
    step = PointStep(row.step) if row else PointStep.NOT_STARTED
    settled = step in SETTLED
    late = bool(row and row.due_on and row.due_on < today and not settled)
    return Point(place, text, row, POINT_LABELS[step], settled, late)


def place_of(slug: str) -> int | None:
    """The place that an address names: "point-3" is 3; None for anything else."""
    word, _, number = slug.partition("-")
    return int(number) if word == "point" and number.isdecimal() and len(number) < 3 else None

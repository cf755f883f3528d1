"""What of reviews somebody leaves behind: places on panels to come. Read by accounts.leaving."""

from collections.abc import Callable
from datetime import date
from functools import partial

from accounts.leaving import Work, hands_over
from accounts.models import Area, Membership, User
from accounts.permissions import RoleName
from cetr import actions
from cetr.actions.leaving import USERS
from cetr.models import PanelPlace, Review
from cetr.statuses import Role

WORDS = {
    Role.CHAIR: "Panel chair of",
    Role.CLINICAL: "Clinical expert in",
    Role.EXPERIENCE: "Expert by experience in",
    Role.OTHER: "Panel member in",
}
ON_PANELS = frozenset({RoleName.PANEL_MEMBER, RoleName.PANEL_CHAIR})


def _count(role: Role) -> Callable[[User, Area], int]:
    def count(user: User, area: Area) -> int:
        planned = Review.objects.planned().filter(entry__area=area)
        return PanelPlace.objects.now().of(user).filter(role=role, review__in=planned).count()

    return count


def _from_the_pool(role: Role) -> Callable[[Area, date], list[User]]:
    """Those of the area's pool for such a place who sign in themselves and still sit on panels."""

    def takers(area: Area, today: date) -> list[User]:
        held = Membership.objects.on(today).filter(area=area, role__in=ON_PANELS).values("user_id")
        rows = User.objects.filter(as_expert__area=area, as_expert__kind=role, pk__in=held)
        return list(rows.distinct().order_by("name", "pk"))

    return takers


for role, words in WORDS.items():
    hands_over(
        Work(
            f"panel_{role}",
            words,
            "planned review",
            "planned reviews",
            USERS.get(role, ON_PANELS),
            _count(role),
            partial(actions.hand_over_places, role=role),
            None if role in USERS else _from_the_pool(role),
        )
    )

"""What reviews know about looks: a place on a panel explains one."""

from collections.abc import Iterable

from django.db.models import Q

from accounts.signals import Seen, explains
from cetr.models import PanelPlace


@explains
def a_place_on_the_panel_explains(seen: list[Seen]) -> Iterable[Seen]:
    """The viewer has, or had, a place on the panel of a review of this person."""
    people, viewers = {each.person_id for each in seen}, {each.user_id for each in seen}
    places = PanelPlace.objects.filter(
        Q(user__in=viewers) | Q(expert__user__in=viewers), review__entry__person__in=people
    )
    rows = places.values_list("user_id", "expert__user_id", "review__entry__person_id")
    sits = {(user or expert, person) for user, expert, person in rows}
    return [each for each in seen if (each.user_id, each.person_id) in sits]

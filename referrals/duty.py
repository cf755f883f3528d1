"""Who looks at what is urgent: whoever has duty today, and without one every coordinator of the area."""

from datetime import date

from accounts.models import Area, User
from accounts.permissions import RoleName
from accounts.told import holders
from referrals.models import DutyTurn


def who_has_duty(area: Area, today: date) -> tuple[list[User], bool]:
    """Those who look today, by name, and whether it is their turn rather than everybody's."""
    coordinators = holders(area, [RoleName.COORDINATOR])
    turns = DutyTurn.objects.on(today).filter(area=area).values_list("user_id", flat=True)
    on_duty = [user for user in coordinators if user.pk in set(turns)]
    return (on_duty, True) if on_duty else (coordinators, False)

"""What accounts sends: who is told is worked out at the moment of sending."""

from accounts.models import EmergencyAccess, JointRequest, OutboxMessage, User
from accounts.outbox import handles
from accounts.permissions import Permission, RoleName, roles_with
from accounts.told import holders, tell, who_judges


@handles("emergency_access")
def tell_who_reviews(message: OutboxMessage) -> str:
    """The governance leads of the record's area, or its administrators where it has none."""
    access = EmergencyAccess.objects.get(pk=message.payload["access"])
    judges, _ = who_judges(access.area_id)
    return tell([user for user in judges if user.pk != access.user_id], message)


@handles("emergency_late")
def tell_who_is_above(message: OutboxMessage) -> str:
    """Every governance lead and administrator of the area: the review was not done in time."""
    access = EmergencyAccess.objects.get(pk=message.payload["access"])
    if access.verdict:
        return "not sent: reviewed"
    roles = {*roles_with(Permission.JUDGE_LOOKS), RoleName.ADMINISTRATOR}
    return tell(holders(access.area_id, roles), message)


@handles("second_person_asked")
def tell_who_may_agree(message: OutboxMessage) -> str:
    """Whoever could be the second person, while one is needed."""
    request = JointRequest.objects.get(pk=message.payload["request"])
    if request.decided_at:
        return "not sent: decided"
    may = holders(request.area_id, roles_with(Permission.AGREE_SECOND))
    return tell([user for user in may if user.pk != request.asked_by_id], message)


@handles("second_person_decided")
def tell_both(message: OutboxMessage) -> str:
    """Whoever asked and whoever decided."""
    request = JointRequest.objects.get(pk=message.payload["request"])
    return tell(User.objects.filter(pk__in=[request.asked_by_id, request.decided_by_id]), message)

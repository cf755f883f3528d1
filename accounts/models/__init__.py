"""People who sign in, the bodies they work for, the areas they work in; what they saw; what is sent."""

from accounts.models.areas import Area, Membership, MembershipQuerySet, Organisation
from accounts.models.looks import AccessLogEntry
from accounts.models.sent import Heartbeat, OutboxMessage
from accounts.models.users import User, UserManager

__all__ = [
    "AccessLogEntry",
    "Area",
    "Heartbeat",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OutboxMessage",
    "User",
    "UserManager",
]

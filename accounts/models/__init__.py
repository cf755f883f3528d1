"""People who sign in, the bodies they work for, the areas they work in; what they saw; what is sent."""

from accounts.models.areas import Area, Membership, MembershipQuerySet, Organisation
from accounts.models.emergencies import EmergencyAccess, EmergencyAttempt
from accounts.models.looks import AccessLogEntry
from accounts.models.second import JointRequest
from accounts.models.sent import Heartbeat, OutboxMessage
from accounts.models.users import User, UserManager

__all__ = [
    "AccessLogEntry",
    "Area",
    "EmergencyAccess",
    "EmergencyAttempt",
    "Heartbeat",
    "JointRequest",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OutboxMessage",
    "User",
    "UserManager",
]

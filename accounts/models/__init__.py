"""People who sign in, the bodies they work for, the areas they work in; what they saw; what is sent."""

from accounts.models.areas import Area, Membership, MembershipQuerySet, Organisation
from accounts.models.emergencies import EmergencyAccess, EmergencyAttempt
from accounts.models.looks import AccessLogEntry
from accounts.models.second import JointRequest
from accounts.models.sent import Heartbeat, OutboxMessage
from accounts.models.sessions import BrowserSession, KeptForm
from accounts.models.users import User, UserManager

__all__ = [
    "AccessLogEntry",
    "Area",
    "BrowserSession",
    "EmergencyAccess",
    "EmergencyAttempt",
    "Heartbeat",
    "JointRequest",
    "KeptForm",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OutboxMessage",
    "User",
    "UserManager",
]

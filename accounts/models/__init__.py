"""People who sign in, the bodies they work for, the areas they work in; what they saw; what is sent."""

from accounts.models.areas import Area, Membership, MembershipQuerySet, Organisation
from accounts.models.emergencies import EmergencyAccess, EmergencyAttempt
from accounts.models.events import AccountEvent
from accounts.models.invitations import IdentityCheck, Invitation
from accounts.models.looks import AccessLogEntry
from accounts.models.seals import AuditSalt, AuditSeal, Erasure, SealedRow, SealedShape
from accounts.models.second import JointRequest
from accounts.models.sent import Heartbeat, OutboxMessage
from accounts.models.sessions import BrowserSession, KeptForm
from accounts.models.signals import Signal, SignalQuerySet, SignalVerdict
from accounts.models.tries import SignInTry
from accounts.models.users import User, UserManager

__all__ = [
    "AccessLogEntry",
    "AccountEvent",
    "Area",
    "AuditSalt",
    "AuditSeal",
    "BrowserSession",
    "EmergencyAccess",
    "EmergencyAttempt",
    "Erasure",
    "Heartbeat",
    "IdentityCheck",
    "Invitation",
    "JointRequest",
    "KeptForm",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OutboxMessage",
    "SealedRow",
    "SealedShape",
    "SignInTry",
    "Signal",
    "SignalQuerySet",
    "SignalVerdict",
    "User",
    "UserManager",
]

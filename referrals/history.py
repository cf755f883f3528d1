"""What a form adds to the timeline of the entry that came from it."""

from dsr.timeline import NARRATIVE, told
from dsr.timeline_rows import ENTRY, at_moment, at_or_on, on_day
from referrals.models import Conversation, Decision, Referral


@told(
    lambda: Referral.objects.filter(entry=ENTRY),
    kind="referral", when=at_or_on("sent_at", "received_on"),
    values=("filling_in_for", "helper_relation"), needs=NARRATIVE,
)  # fmt: skip
def _received(filling_in_for: str, helper_relation: str) -> str:
    sender = Referral(filling_in_for=filling_in_for, helper_relation=helper_relation)
    return f"Form received from {sender.sent_by}"


@told(
    lambda: Conversation.objects.filter(referral__entry=ENTRY),
    kind="referral", when=on_day("on"), who="by_id", detail="said", values=("spoke", "with_whom"),
    needs=NARRATIVE,
)  # fmt: skip
def _conversation(spoke: str, whom: str) -> str:
    return f"Spoke with {whom} about the form" if spoke == "true" else f"Tried to reach {whom} about the form"


@told(
    lambda: Decision.objects.filter(referral__entry=ENTRY),
    kind="referral", when=at_moment("at"), who="by_id", detail="reason",
)  # fmt: skip
def _decided() -> str:
    return "Form accepted"

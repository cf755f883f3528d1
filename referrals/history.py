"""What a form adds to the timeline of the entry that came from it."""

from collections.abc import Iterable

from django.utils import timezone

from dsr.models import RegisterEntry
from dsr.timeline import NARRATIVE, Line, midnight, source
from referrals.models import Conversation, Decision, Referral


@source
def _received(entry: RegisterEntry) -> Iterable[Line]:
    for referral in Referral.objects.filter(entry=entry):
        same_day = timezone.localtime(referral.sent_at).date() == referral.received_on
        at = referral.sent_at if same_day else midnight(referral.received_on)
        yield Line(at, "referral", f"Form received from {referral.sent_by}", "", "", same_day, NARRATIVE)


@source
def _conversations(entry: RegisterEntry) -> Iterable[Line]:
    rows = Conversation.objects.filter(referral__entry=entry).values_list(
        "on", "spoke", "with_whom", "said", "by__name"
    )
    for on, spoke, whom, said, by in rows.order_by("pk"):
        what = f"Spoke with {whom} about the form" if spoke else f"Tried to reach {whom} about the form"
        yield Line(midnight(on), "referral", what, by, said, False, NARRATIVE)


@source
def _decided(entry: RegisterEntry) -> Iterable[Line]:
    rows = Decision.objects.filter(referral__entry=entry).values_list("at", "reason", "by__name")
    for at, reason, by in rows:
        yield Line(at, "referral", "Form accepted", by, reason)

"""What the page that sends a form knows of how it is sent (`referrals.doubts` says what that means)."""

from django.http import HttpRequest

from referrals.actions.send import HowSent
from referrals.limits import everywhere, tries
from referrals.steps import Kind

AN_HOUR = 3600
# A box that people do not see and no reader reads out; its name is one that machines like to fill in.
TRAP = "website"


def how_sent(request: HttpRequest, kind: Kind) -> HowSent:
    """Count this sending; what is known of it."""
    return HowSent(
        trapped=bool(request.POST.get(TRAP)),
        from_here=tries(request, f"send-{kind}", seconds=AN_HOUR),
        from_everywhere=everywhere(f"send-{kind}", seconds=AN_HOUR),
    )

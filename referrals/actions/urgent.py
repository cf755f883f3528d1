"""What follows when a form cannot wait, and whom news about somebody known goes to."""

from datetime import date

from accounts import outbox
from referrals.actions.send import due_on
from referrals.models import Flag, Referral
from referrals.statuses import Urgency


def tell_duty(referral: Referral) -> None:
    """Have whoever is on duty told, once, inside the transaction that makes it urgent."""
    outbox.post("flag_urgent", key=f"flag-urgent-{referral.pk}", payload={"referral": str(referral.pk)})


def tell_who_leads(referral: Referral) -> None:
    """Have those who work with somebody known told of news about them, once they are known to be the one."""
    flag = Flag.objects.filter(referral=referral).first()
    if flag and flag.about_somebody_known:
        key = f"flag-known-{referral.pk}-{referral.person_id}"
        outbox.post("flag_about_known", key=key, payload={"referral": str(referral.pk)})


def start_meeting_clock(referral: Referral, today: date) -> None:
    """Start the clock of the urgent meeting, if the form is urgent and somebody has looked; saves nothing."""
    if referral.urgency == Urgency.TODAY and referral.triaged_on and referral.meeting_due_on is None:
        referral.meeting_due_on = due_on(
            "urgent_meeting", area=referral.area, age=referral.age, started_on=today
        )

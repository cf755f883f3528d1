"""Who hears at once: whoever has duty, of what is urgent; those who work with somebody known, of news."""

from datetime import date

from accounts import outbox
from referrals.models import Flag, Referral


def tell_duty(referral: Referral, today: date) -> None:
    """Have whoever has duty told, once a day, inside the transaction that makes it urgent."""
    key = f"referral-urgent-{referral.pk}-{today.isoformat()}"
    outbox.post("referral_urgent", key=key, payload={"referral": str(referral.pk)})


def tell_who_leads(referral: Referral) -> None:
    """Have those who work with somebody known told of news about them, once they are known to be the one."""
    flag = Flag.objects.filter(referral=referral).first()
    if flag and flag.about_somebody_known:
        key = f"flag-known-{referral.pk}-{referral.person_id}"
        outbox.post("flag_about_known", key=key, payload={"referral": str(referral.pk)})

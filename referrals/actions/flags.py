"""A draft becomes a flag: a referral, and the professional's part beside it."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.models import Area, Membership, User
from dsr import days
from referrals import flags, steps
from referrals.actions.drafts import DraftGone, locked_draft
from referrals.actions.send import NotFinished, area_for, due_on, post_receipt
from referrals.actions.urgent import tell_duty
from referrals.models import Flag, Referral
from referrals.sheets.flag import FLAG, OF_THE_FLAG, OF_THE_PERSON
from referrals.statuses import Urgency
from referrals.styles import Style
from referrals.work_addresses import domain_of, standing_of


def signed_answers(user: User) -> steps.Answers:
    """What the account of whoever is signed in says of them; nothing for the register's own hands."""
    if user.automatic:
        return {}
    places = user.memberships.exclude(organisation=None).order_by("-from_day", "-pk")
    organisation = places.values_list("organisation__name", flat=True).first()
    said = {
        "referrer_name": user.name,
        "referrer_email": user.email,
        "referrer_organisation": organisation or "",
    }
    return {steps.SIGNED: said}


@transaction.atomic
def send_flag(*, draft: UUID, area: Area, by: User, today: date, style: Style = Style.STANDARD) -> Referral:
    """Send a draft to an area's team and forget it. The same draft sent again is the same form.

    Signed by a colleague, or by the public form's hand when the address was confirmed by a code. Raises
    NotFinished when something required is missing or no longer fits, DraftGone when there is nothing to send.
    """
    try:
        row, answers = locked_draft(draft)
    except DraftGone:
        sent = Referral.objects.filter(key=draft).first()
        if sent is None:
            raise
        return sent
    answers = {**answers, **signed_answers(by)}
    if missing := FLAG.first_missing(answers):
        raise NotFinished(missing)
    sent = take_in_flag(key=draft, answers=answers, area=area, by=by, today=today, style=style)
    row.delete()
    return sent


@transaction.atomic
def take_in_flag(
    *,
    key: UUID,
    answers: steps.Answers,
    area: Area,
    by: User,
    today: date,
    style: Style = Style.STANDARD,
) -> Referral:
    """Take a flag in: both parts kept as sent, its clocks started, and duty told if it is urgent."""
    kept = FLAG.columns({**answers, **signed_answers(by)})
    area = area_for(kept["lives_in"], area, today)
    of_flag = {name: kept[name] for name in OF_THE_FLAG}
    born = kept["date_of_birth"]
    age = days.age_on(born, today) if born else kept["about_age"]
    referral = Referral.objects.create(
        key=key,
        kind=steps.Kind.FLAG,
        area=area,
        sent_to=area,
        received_on=today,
        style=style,
        by=by,
        **dict(FLAG.fixed),
        **{name: kept[name] for name in OF_THE_PERSON},
        **_as_on_every_form(of_flag),
        **_due_dates(area, age, of_flag["urgency"], today),
    )
    Flag.objects.create(
        referral=referral, standing=_standing(of_flag["referrer_email"], by), by=by, **of_flag
    )
    post_receipt(referral)
    if referral.urgency == Urgency.TODAY:
        tell_duty(referral)
    return referral


def _as_on_every_form(kept: dict[str, Any]) -> dict[str, Any]:
    """What other forms ask whoever sends them, under the names that triage knows."""
    return {
        "helper_name": kept["referrer_name"],
        "helper_relation": kept["referrer_role"],
        "agreement": flags.AGREEMENT_OF[flags.ConsentAnswer(kept["consent_answer"])],
        "email": kept["referrer_email"],
        "phone": kept["referrer_phone"],
        "urgency": kept["urgency"],
    }


def _due_dates(area: Area, age: int | None, urgency: str, today: date) -> dict[str, date]:
    triage = "referral_urgent" if urgency == Urgency.TODAY else "referral_triage"
    started = {"area": area, "age": age, "started_on": today}
    return {
        "triage_due_on": due_on(triage, **started),
        "contact_due_on": due_on("referral_conversation", **started),
        "decision_due_on": due_on("referral_decision", **started),
    }


def _standing(address: str, by: User) -> flags.Standing:
    """What the address says of whoever wrote: an account's, of a known organisation, or neither."""
    if not by.automatic:
        return flags.Standing.ACCOUNT
    return standing_of(address, settings.WORK_EMAIL_DOMAINS, _colleagues(domain_of(address)))


def _colleagues(domain: str) -> Iterable[str]:
    """This domain, if somebody who works for an organisation on record has an address there."""
    known = Membership.objects.filter(
        organisation__isnull=False, user__is_active=True, user__email__iendswith=f"@{domain}"
    )
    return (domain,) if known.exists() else ()

"""A draft becomes a flag: a referral, and the professional's part beside it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from accounts.models import Area, Membership, User
from dsr import days
from referrals import flags, steps
from referrals.actions.alerts import tell_duty
from referrals.actions.drafts import DraftGone, locked_draft
from referrals.actions.moves import urgent_days
from referrals.actions.send import HowSent, NotFinished, TakenIn, area_for, copies_of, doubts_of, first_days
from referrals.actions.tell import start_tellings
from referrals.models import Flag, Referral
from referrals.sheets.flag import FLAG, OF_THE_FLAG, OF_THE_PERSON
from referrals.statuses import CameBy, Urgency
from referrals.styles import Style
from referrals.telling import About
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
def send_flag(
    *,
    draft: UUID,
    area: Area,
    by: User,
    today: date,
    style: Style = Style.STANDARD,
    how: HowSent | None = None,
    taken_in: TakenIn | None = None,
) -> Referral:
    """Send a draft to an area's team and forget it. The same draft sent again is the same form.

    Signed by a colleague, or by the public form's hand when the address was confirmed by a code; what the
    team took in for somebody needs neither. Raises NotFinished when something required is missing or no
    longer fits, DraftGone when there is nothing to send.
    """
    try:
        row, answers = locked_draft(draft)
    except DraftGone:
        sent = Referral.objects.filter(key=draft).first()
        if sent is None:
            raise
        return sent
    said = {key: said for key, said in answers.items() if key not in (steps.SIGNED, steps.TAKEN_IN)}
    answers = {**said, **(steps.TAKEN if taken_in else signed_answers(by))}
    if missing := FLAG.first_missing(answers):
        raise NotFinished(missing)
    found = doubts_of(row, FLAG, answers, how, _copies(FLAG.columns(answers))) if how else []
    came = {"came_by": taken_in.came_by, "came_on": taken_in.received_on} if taken_in else {}
    facts = {"area": area, "by": by, "today": today, "style": style, "doubts": found, **came}
    sent = take_in_flag(key=draft, answers=answers, **facts)
    row.delete()
    return sent


def _copies(kept: dict[str, Any]) -> int:
    return copies_of({**kept, "phone": kept["referrer_phone"], "email": kept["referrer_email"]})


@transaction.atomic
def take_in_flag(
    *,
    key: UUID,
    answers: steps.Answers,
    area: Area,
    by: User,
    today: date,
    style: Style = Style.STANDARD,
    doubts: Sequence[str] = (),
    came_by: CameBy = CameBy.WEB,
    came_on: date | None = None,
) -> Referral:
    """Take a flag in: both parts kept as sent, its clocks started, its receipt on the way.

    One that says “today” starts the clocks of what is urgent, and whoever has duty is told at once. With
    `doubts` the receipt waits for a person; nothing else does.
    """
    on_the_web = came_by == CameBy.WEB
    kept = FLAG.columns({**answers, **(signed_answers(by) if on_the_web else {})})
    received = came_on or today
    area = area_for(kept["lives_in"], area, received)
    of_flag = {name: kept[name] for name in OF_THE_FLAG}
    born = kept["date_of_birth"]
    age = days.age_on(born, received) if born else kept["about_age"]
    referral = Referral.objects.create(
        key=key,
        kind=steps.Kind.FLAG,
        area=area,
        sent_to=area,
        received_on=received,
        style=style,
        came_by=came_by,
        doubts=list(doubts),
        by=by,
        **dict(FLAG.fixed),
        **{name: kept[name] for name in OF_THE_PERSON},
        **_as_on_every_form(of_flag),
        **_days(area, age, of_flag["urgency"], received),
    )
    standing = _standing(of_flag["referrer_email"], by) if on_the_web else flags.Standing.TAKEN_IN
    Flag.objects.create(referral=referral, standing=standing, by=by, **of_flag)
    start_tellings(referral=referral, about=About.RECEIPT, by=by, today=received)
    if referral.urgency == Urgency.TODAY:
        tell_duty(referral, today)
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


def _days(area: Area, age: int | None, urgency: str, received: date) -> dict[str, date]:
    """By when each of its clocks must be met; what is urgent is read on the day on which it comes."""
    found = first_days(area, age, received, conversation="referral_conversation")
    if urgency != Urgency.TODAY:
        return found
    urgent = urgent_days(area, age, received)
    return {**found, **urgent, "triage_due_on": min(urgent["urgent_due_on"], found["triage_due_on"])}


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

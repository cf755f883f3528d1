"""A draft becomes a form: once, whatever the browser does."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import outbox
from accounts.models import Area, User
from dsr import days, rules
from dsr.models import AreaRule
from referrals import steps
from referrals.actions.drafts import DraftGone, locked_draft
from referrals.models import Referral
from referrals.sheets.self_referral import SELF_REFERRAL
from referrals.styles import Style


class NotFinished(Exception):
    """Something that must be answered is not; `step` is where."""

    def __init__(self, step: steps.Step) -> None:
        self.step = step
        super().__init__(step.key)


@transaction.atomic
def send_draft(*, draft: UUID, area: Area, by: User, today: date, style: Style = Style.STANDARD) -> Referral:
    """Send a draft to an area's team and forget it. The same draft sent again is the same form.

    Raises NotFinished when a required step is missing, DraftGone when there is nothing to send.
    """
    try:
        row, answers = locked_draft(draft)
    except DraftGone:
        sent = Referral.objects.filter(key=draft).first()
        if sent is None:
            raise
        return sent
    if missing := SELF_REFERRAL.first_missing(answers):
        raise NotFinished(missing)
    sent = send_referral(key=draft, answers=answers, area=area, by=by, today=today, style=style)
    row.delete()
    return sent


@transaction.atomic
def send_referral(
    *,
    key: UUID,
    answers: steps.Answers,
    area: Area,
    by: User,
    today: date,
    style: Style = Style.STANDARD,
) -> Referral:
    """Take a form in: kept as sent, its clocks started, its receipt on the way.

    `area` is whose page was used; somebody who says they live in another area that has a team is
    sent straight there, anybody else stays with `area`, whose team redirects them. An area that has
    become part of another one passes its forms on.
    """
    kept = SELF_REFERRAL.columns(answers)
    area = area_for(kept["lives_in"], area, today)
    age = days.age_on(kept["date_of_birth"], today) if kept["date_of_birth"] else kept["about_age"]
    referral = Referral.objects.create(
        key=key,
        area=area,
        sent_to=area,
        received_on=today,
        style=style,
        by=by,
        **kept,
        **_due_dates(area, age, today),
    )
    post_receipt(referral)
    return referral


def post_receipt(referral: Referral) -> None:
    """Have the receipt sent, in the transaction that takes the form in."""
    outbox.post(
        "referral_receipt", key=f"referral-receipt-{referral.pk}", payload={"referral": str(referral.pk)}
    )


def area_for(lives_in: str, area: Area, today: date) -> Area:
    """Whose team reads a form: that of the area they say they live in, else that of the page."""
    return (_area_of(lives_in, today) or area).today_in(today)


def _area_of(slug: str, today: date) -> Area | None:
    area = Area.objects.select_related("successor").filter(slug=slug, valid_from__lte=today).first()
    found = area.today_in(today) if area else None
    return found if found and found.is_open_on(today) else None


def _due_dates(area: Area, age: int | None, today: date) -> dict[str, Any]:
    return {
        "triage_due_on": due_on("referral_triage", area=area, age=age, started_on=today),
        "contact_due_on": due_on("self_referral_contact", area=area, age=age, started_on=today),
        "decision_due_on": due_on("referral_decision", area=area, age=age, started_on=today),
    }


def due_on(key: str, *, area: Area, age: int | None, started_on: date) -> date:
    """The day by which rule `key` must be met for somebody of this age, with the area's own number.

    Nobody knows how old they are: then they count as a child, whose limits are never the longer ones.
    """
    return due_if_on(key, area=area, age=age, started_on=started_on) or started_on


def due_if_on(key: str, *, area: Area, age: int | None, started_on: date) -> date | None:
    """The same for a rule that an area may not have switched on: None there."""
    limit = rules.limit(
        key,
        started_on=started_on,
        group=rules.group_of(age or 0),
        own=AreaRule.objects.own_number(area.pk, key, started_on),
    )
    return limit.due_on if limit else None

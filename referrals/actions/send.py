"""A draft becomes a form: once, whatever the browser does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Area, User
from dsr import days
from referrals import doubts, steps
from referrals.actions.by_when import due_on
from referrals.actions.drafts import DraftGone, locked_draft
from referrals.actions.tell import start_tellings
from referrals.models import Draft, Referral
from referrals.sheets.self_referral import SELF_REFERRAL
from referrals.statuses import CameBy
from referrals.styles import Style
from referrals.telling import About


class NotFinished(Exception):
    """Something that must be answered is not; `step` is where."""

    def __init__(self, step: steps.Step) -> None:
        self.step = step
        super().__init__(step.key)


@dataclass(frozen=True)
class HowSent:
    """What the page knows of a sending: see `referrals.doubts`."""

    trapped: bool = False
    from_here: int = 0
    from_everywhere: int = 0


@dataclass(frozen=True)
class TakenIn:
    """A form that the team typed in, or read from a PDF: how it came, and on which day it truly did."""

    came_by: CameBy
    received_on: date


@transaction.atomic
def send_draft(
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

    What the team took in for somebody has its clocks from the day it truly came. Raises NotFinished when
    a required step is missing, DraftGone when there is nothing to send.
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
    copies = copies_of(SELF_REFERRAL.columns(answers))
    found = doubts_of(row, SELF_REFERRAL, answers, how, copies) if how else []
    came = {"came_by": taken_in.came_by, "today": taken_in.received_on} if taken_in else {"today": today}
    sent = send_referral(key=draft, answers=answers, area=area, by=by, style=style, doubts=found, **came)
    row.delete()
    return sent


def doubts_of(row: Draft, sheet: steps.Sheet, answers: steps.Answers, how: HowSent, copies: int) -> list[str]:
    """What speaks against a draft's having been filled in by a person, and for the first time."""
    asked = [step for step in sheet.path(answers) if any((answers.get(step.key) or {}).values())]
    sending = doubts.Sending(
        seconds=(timezone.now() - row.begun_at).total_seconds(),
        questions=len(asked),
        trapped=how.trapped,
        from_here=how.from_here,
        from_everywhere=how.from_everywhere,
        copies=copies,
    )
    return list(doubts.doubts(sending))


SAME = ("given_name", "family_name", "date_of_birth", "happening", "phone", "email")
COPIED_WITHIN = timedelta(days=30)


def copies_of(kept: dict[str, Any]) -> int:
    """How many forms with the same name, the same words and the same way to reach the sender came lately."""
    same = {name: kept[name] for name in SAME}
    return Referral.objects.filter(sent_at__gte=timezone.now() - COPIED_WITHIN, **same).count()


@transaction.atomic
def send_referral(
    *,
    key: UUID,
    answers: steps.Answers,
    area: Area,
    by: User,
    today: date,
    style: Style = Style.STANDARD,
    doubts: Sequence[str] = (),
    came_by: CameBy = CameBy.WEB,
) -> Referral:
    """Take a form in: kept as sent, its clocks started, its receipt on the way.

    `area` is whose page was used; somebody who says they live in another area that has a team is
    sent straight there, anybody else stays with `area`, whose team redirects them. An area that has
    become part of another one passes its forms on. With `doubts` the receipt waits for a person.
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
        came_by=came_by,
        doubts=list(doubts),
        by=by,
        **kept,
        **first_days(area, age, today, conversation="self_referral_contact"),
    )
    start_tellings(referral=referral, about=About.RECEIPT, by=by, today=today)
    return referral


def area_for(lives_in: str, area: Area, today: date) -> Area:
    """Whose team reads a form: that of the area they say they live in, else that of the page."""
    return (area_of(lives_in, today) or area).today_in(today)


def area_of(slug: str, today: date) -> Area | None:
    """The area of this short name, or whichever does its work today; None for one that has no team."""
    area = Area.objects.select_related("successor").filter(slug=slug, valid_from__lte=today).first()
    found = area.today_in(today) if area else None
    return found if found and found.is_open_on(today) else None


def first_days(area: Area, age: int | None, today: date, *, conversation: str) -> dict[str, date]:
    """By when each clock that starts with a form must be met; `conversation` is the rule of its first one."""
    return {
        "receipt_due_on": due_on("referral_receipt", area=area, age=age, started_on=today),
        "consent_due_on": due_on("consent_missing_chase", area=area, age=age, started_on=today),
        "triage_due_on": due_on("referral_triage", area=area, age=age, started_on=today),
        "contact_due_on": due_on(conversation, area=area, age=age, started_on=today),
        "decision_due_on": due_on("referral_decision", area=area, age=age, started_on=today),
    }

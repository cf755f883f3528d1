"""Invented forms for the states between receiving and deciding, and one on its way to the other area."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from accounts.actions import PUBLIC_FORM, automatic_user
from accounts.demo import DemoWorld
from accounts.models import Area, User
from dsr.days import add_working_days
from referrals import actions
from referrals.acts import Asked
from referrals.doubts import Doubt
from referrals.models import Referral
from referrals.statuses import FillingIn, Told

Send = Callable[..., Referral]
CARE, ME = FillingIn.CARE, FillingIn.ME
SHE_RINGS = (
    "She rings us three times a day and says that the flat is too loud. She has started to hit the wall."
)
HE_MOVED = "He moved in with us last month. His old team does not answer any more."
LONG_WAIT = "He is waiting for the autism assessment and has stopped eating with us."
NOTE = "Pia has a new flat from next month and a new team there. Everything else is in the letter."
TOO_FAST = "asdf asdf asdf"
ON_THE_ROOF = "He climbed out on the roof again last night. The crisis team came. They said to ask you today."
BY_MISTAKE = "I wanted to ask something and pressed the wrong button."


def seed(area: Area, world: DemoWorld, by: User, family: str, *, send: Send, story: Any) -> None:
    """One form more for each state: waiting for more, on hold, taken back, urgent, and one to be checked."""
    signed = {"by": by, "today": world.today}
    asked = send(
        story(6, "Nadia", 27, SHE_RINGS, Told.AUTISM, CARE, "Greta Oakes", "Sister", "g.oakes@example.org"),
        family, area, world,
    )  # fmt: skip
    actions.ask_more(
        referral=asked, what="Who helps Nadia at home now, and on which days?", whom=Asked.SENDER,
        until=add_working_days(world.today, 5), **signed,
    )  # fmt: skip
    held = send(
        story(8, "Emil", 15, LONG_WAIT, Told.WAITING, FillingIn.CHILD, "Hana Frost", "Mum", ""),
        family, area, world,
    )  # fmt: skip
    actions.hold_referral(
        referral=held, reason="His mum asked us to wait until the assessment on Monday week.",
        until=add_working_days(world.today, 7), **signed,
    )  # fmt: skip
    urgent = send(
        story(1, "Rafe", 22, ON_THE_ROOF, Told.BOTH, CARE, "Josie Vale", "Dad’s partner", ""),
        family, area, world,
    )  # fmt: skip
    actions.mark_urgent(referral=urgent, reason="The crisis team was there last night.", **signed)
    back = send(story(2, "Lorna", 36, BY_MISTAKE, Told.NOT_SURE, ME), family, area, world)
    actions.withdraw_referral(
        referral=back, why=BY_MISTAKE, by=automatic_user(PUBLIC_FORM), today=world.today
    )
    send(
        story(0, "Zed", 30, TOO_FAST, Told.NOT_SURE, CARE, "Q", "Q", "zed.q@example.org"),
        family, area, world, doubts=[Doubt.QUICK, Doubt.TRAP],
    )  # fmt: skip


def between(world: DemoWorld, by: Callable[[Area], User], *, send: Send, story: Any) -> None:
    """A form that one area offers to the next, and one that was taken over."""
    areas = list(world.areas.values())
    if len(areas) < 2:
        return
    one, other = areas[:2]
    stories = (
        story(4, "Pia", 19, NOTE, Told.LEARNING_DISABILITY, FillingIn.WORK, "Ben Nye", "Support worker", ""),
        story(9, "Dermot", 44, HE_MOVED, Told.BOTH, CARE, "Orla Hurst", "Sister", "o.hurst@example.org"),
    )
    for number, one_story in enumerate(stories):
        form = send(one_story, "Harbottle", one, world)
        day = world.today - timedelta(days=2)
        why = "The new address is in your area since this month."
        actions.offer_referral(referral=form, to_area=other, why=why, by=by(one), today=day)
        if number:
            handover = form.handovers.get()
            actions.accept_handover(handover=handover, by=by(other), today=world.today)

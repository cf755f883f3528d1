"""Invented notes and calls about Jade, whom the demonstration follows: of every kind that there is."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.demo import DemoWorld
from dsr import actions
from dsr.models import Note

LONG = (
    "Met Jade at home with pictures and her timetable. She showed the new blanket and said it helps at "
    "night. School has not called since the meeting. Mum is tired; her sister comes at weekends now. We "
    "agreed three things: the quiet room is tried for two weeks, Mum writes down the nights that go badly, "
    "and I ring school on Thursday about who meets her at the gate. Next visit in a week, same time."
)
MUM, SCHOOL = "Mary Morris, Mum", "Ms Example, school"


def seed(world: DemoWorld) -> None:
    """Some days of work: a call nobody answered, a visit, what she and her mum said, and a slip put right."""

    def note(days_ago: int, clock: time | None, text: str, **facts: Any) -> Note:
        day = world.today - timedelta(days=days_ago)
        at = timezone.make_aware(datetime.combine(day, clock)) if clock else None
        when: dict[str, Any] = {"happened_at": at} if at else {"happened_on": day}
        return actions.add_note(
            entry=world.entries[0], text=text, by=world.users["keyworker"], **when, **facts
        )

    phone = {"kind": "call", "with_whom": MUM, "how": "phone"}
    email = {"kind": "message", "with_whom": SCHOOL, "how": "email", "reached": True}
    note(12, time(9, 40), "No answer. Left a message with my number.", reached=False, **phone)
    note(11, time(16, 5), "She is home on Tuesday. Jade slept four hours.", reached=True, **phone)
    note(9, time(10, 30), LONG, kind="visit", with_whom="Jade and her mum", how="at_home", reached=True)
    note(9, None, "I like it when you knock and wait. Biscuit likes it too.", kind="person_said")
    note(7, None, "We cannot do another week like the last one.", kind="family_said", with_whom=MUM)
    note(6, time(14, 0), "A neighbour shouted at Jade on the stairs. I told the safeguarding lead.",
         kind="safeguarding")  # fmt: skip
    first = note(3, None, "The quiet room starts on Monday.", **email)
    note(2, None, "The quiet room starts on Tuesday: Monday is a training day.", corrects=first, **email)

"""Who outgrows a register, or a child's number.

Where an area has two registers, the children's names the one that takes over and its last age. On the
birthday after that the sweep opens `register_handover` and offers them to the other; the entry stays where it
is until that area has accepted.
"""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from dsr.days import add_months, birthday
from dsr.growing_up import AHEAD, GROWN_UP, outgrown_on, stage_on
from dsr.models import Deadline, RegisterEntry

WHY = "They have reached the age at which this register ends."


def outgrown(today: date) -> list[RegisterEntry]:
    """Those on a register whose ages they have outgrown, where another one takes over."""
    rows = RegisterEntry.objects.active().exclude(area__hands_over_to=None)
    rows = rows.select_related("person", "area__hands_over_to").order_by("pk")
    return [e for e in rows if outgrown_on(e.person.date_of_birth, e.area.age_to) <= today]


def older_prompts(today: date) -> list[tuple[RegisterEntry, str]]:
    """Those with an open prompt of an earlier age, and the age of the one whose day has come."""
    open_ones = Deadline.objects.open().filter(key="transition_prompt").select_related("entry__person")
    found = []
    for prompt in open_ones.order_by("pk"):
        stage = stage_on(prompt.entry.person.date_of_birth, today + timedelta(days=AHEAD))
        if stage and prompt.started_on < stage[0]:
            found.append((prompt.entry, stage[1]))
    return found


def with_a_childs_number(today: date) -> list[RegisterEntry]:
    """Those of 18 and over with something open that runs by a child's number, for two years after."""
    born_by = add_months(today, -12 * GROWN_UP)
    theirs = Deadline.objects.open().filter(entry=OuterRef("pk"), group="CYP")
    rows = RegisterEntry.objects.active().filter(
        person__date_of_birth__range=(add_months(born_by, -24), born_by)
    )
    found = rows.filter(Exists(theirs)).select_related("person", "area").order_by("pk")
    return [e for e in found if birthday(e.person.date_of_birth, GROWN_UP) <= today]

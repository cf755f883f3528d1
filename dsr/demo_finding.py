"""Parts of an area, where people live, and saved filters, for the demonstration: nobody in here exists."""

from accounts.demo import DemoWorld
from dsr import actions
from dsr.living import Setting

PARTS = ("Northmoor town", "The Dales", "Harbourside")
MOST = 40  # who are put in a part; of the others it is not known
LIVES = (
    Setting.FAMILY, Setting.SUPPORTED, Setting.OWN_HOME, Setting.FAMILY, Setting.RESIDENTIAL_CARE,
    Setting.NOT_KNOWN, Setting.SCHOOL_52, Setting.FAMILY, Setting.FOSTER, Setting.SUPPORTED,
)  # fmt: skip
SAVED = (
    ("Tuesday meeting", "colour=none&colour=red&colour=amber&sort=next", True),
    ("Under 18 and late", "age=0-13&age=14-15&age=16-17&late=1", False),
)


def setting(place: int) -> Setting:
    """Where the person made at this place lives."""
    return LIVES[place % len(LIVES)]


def seed(world: DemoWorld) -> None:
    """The first area's parts, who is in which, and two filters that its coordinator keeps."""
    area, by = world.areas["northmoor"], world.users["coordinator"]
    parts = [actions.add_part(area=area, name=name, by=by) for name in PARTS]
    ours = [entry for entry in world.entries if entry.area_id == area.pk][:MOST]
    for place, entry in enumerate(ours):
        if place % 5:
            actions.choose_part(entry=entry, part=parts[place % len(parts)], by=by)
    for name, query, shared in SAVED:
        actions.save_filter(name=name, query=query, shared_with=area if shared else None, by=by)

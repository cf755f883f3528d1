"""A risk tool, a rating with all that it rests on, and an offer of a keyworker, for the demonstration."""

from accounts.demo import DemoWorld
from accounts.models import Area
from dsr import actions, ratings
from dsr.actions import Answered
from dsr.evidence import Grounds, Telling
from dsr.keyworker_offers import OfferState
from dsr.models import RegisterEntry, RiskTool
from dsr.risk_tool import Ages

# Of the invented example: some nights out, a bus missed, a kettle broken. Four points: amber.
GIVEN = {"q1": "a2", "q2": "a2", "q3": "a1", "q4": "a2", "q5": "a1"}


def seed(world: DemoWorld) -> None:
    """Tools in the first area for both ages, the next version as a draft, and somebody rated with one."""
    area = world.areas["northmoor"]
    tools = {ages: _published(world, area, ages) for ages in Ages}
    actions.start_tool(area=area, ages=Ages.ADULT, copy_of=tools[Ages.ADULT], by=world.users["coordinator"])
    here = RegisterEntry.objects.active().filter(area=area)
    settled = here.filter(colour="green").order_by("person__search_name").select_related("person").first()
    if settled:
        ages = Ages.CYP if settled.person.age_on(world.today) < 18 else Ages.ADULT
        _rate(world, settled, tools[ages])
    waits = here.filter(
        deadlines__key="keyworker_offer", deadlines__met_on=None, deadlines__cancelled_on=None
    )
    if found := waits.order_by("person__search_name").first():
        actions.offer_keyworker(
            entry=found, state=OfferState.WAITING, on=world.today, by=world.users["coordinator"],
            today=world.today, words="Would like somebody who knows about trains.",
        )  # fmt: skip


def _published(world: DemoWorld, area: Area, ages: Ages) -> RiskTool:
    by = world.users["coordinator"]
    draft = actions.start_tool(area=area, ages=ages, example=True, by=by)
    return actions.publish_tool(
        tool=draft, expected_version=draft.version, from_day=world.today, by=by, today=world.today
    )


def _rate(world: DemoWorld, entry: RegisterEntry, tool: RiskTool) -> None:
    """Green again at the meeting, though the tool says amber: with the reason, and what everybody says."""
    worker = entry.keyworker or world.users["coordinator"]
    actions.change_rating(
        entry=entry,
        expected_number=entry.rating_number,
        colour=ratings.Colour.GREEN,
        criteria=["risk_managed"],
        reason="Settled. The bad week in the summer did not come back.",
        words_for_person=ratings.MEANINGS[ratings.Colour.GREEN].to_the_person,
        decided_by=worker.name,
        decided_at=ratings.DecidedAt.MEETING,
        decided_on=world.today,
        by=worker,
        today=world.today,
        grounds=Grounds(
            evidence=("seen", "person_said"),
            evidence_words="Seen at home twice this month.",
            person_view="I am fine. I like my new job.",
            family_view="Mum: much better than last year.",
            works="The same person comes every Friday.",
            must_change="A plan for when the Friday person is ill.",
            telling=Telling.TOLD,
            telling_how=f"{worker.name}, at home, with pictures.",
            telling_on=world.today,
        ),
        answered=Answered(tool, GIVEN, "The points come from buses. Nothing else has changed."),
    )

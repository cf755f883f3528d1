"""An area's risk tool in versions, what ratings keep of it, and the area's colour after hospital."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from config.refused import Refused
from dsr import actions, risk_tool
from dsr.models import AfterHospital, Rating, RegisterEntry, RiskTool
from dsr.ratings import Colour
from dsr.risk_tool import Ages, Answer, Band, Question
from tests.worlds import World

DAY = timedelta(days=1)
YES_NO = (Answer("a1", "No", 0), Answer("a2", "Yes", 5))
FULL = {"q1": "a3", "q2": "a3", "q3": "a1", "q4": "a1", "q5": "a1"}  # 7 points of the example: red


@pytest.fixture
def draft(world: World) -> RiskTool:
    return actions.start_tool(area=world.area, ages=Ages.ADULT, example=True, by=world.coordinator)


def publish(world: World, tool: RiskTool, **facts: Any) -> RiskTool:
    facts = {"expected_version": tool.version, "from_day": world.today, "today": world.today} | facts
    return actions.publish_tool(tool=tool, by=world.coordinator, **facts)


def next_version(world: World, tool: RiskTool, **facts: Any) -> RiskTool:
    copy = actions.start_tool(area=world.area, ages=Ages(tool.ages), copy_of=tool, by=world.coordinator)
    return publish(world, copy, **facts)


# ---------------------------------------------------------------- drafts and versions


def test_a_draft_is_worked_on_published_and_copied(world: World) -> None:
    signed = {"by": world.coordinator}
    tool = actions.start_tool(area=world.area, ages=Ages.CYP, **signed)
    with pytest.raises(Refused, match="Add at least one question"):
        publish(world, tool)
    for words in ("Is it cold?", "Is it late?"):
        question = Question(risk_tool.next_code(tool.tool), words, "", YES_NO)
        tool = actions.save_question(tool=tool, expected_version=tool.version, question=question, **signed)
    tool = actions.move_question(tool=tool, expected_version=tool.version, code="q2", places=-1, **signed)
    assert [q.code for q in tool.tool.questions] == ["q2", "q1"]
    tool = actions.remove_question(tool=tool, expected_version=tool.version, code="q2", **signed)
    with pytest.raises(Refused, match="from which score"):
        publish(world, tool)
    bands = (Band(0, Colour.GREEN), Band(5, Colour.RED))
    facts = {"name": "Ours", "licence": "", "bands": bands}
    tool = actions.name_tool(tool=tool, expected_version=tool.version, **facts, **signed)
    with pytest.raises(Refused, match="whose questions"):
        publish(world, tool)
    facts["licence"] = "Our own questions."
    tool = actions.name_tool(tool=tool, expected_version=tool.version, **facts, **signed)
    tool = publish(world, tool)
    assert (tool.number, tool.called) == (1, "Ours, version 1")
    second = next_version(world, tool)
    assert (second.number, second.content) == (2, tool.content)


def test_one_draft_at_a_time_for_the_same_ages_and_a_thrown_away_one_makes_room(
    world: World, draft: RiskTool
) -> None:
    signed = {"by": world.coordinator}
    with pytest.raises(Refused, match="a draft for these ages already"):
        actions.start_tool(area=world.area, ages=Ages.ADULT, **signed)
    assert actions.start_tool(area=world.area, ages=Ages.CYP, **signed)
    actions.throw_tool_away(tool=draft, expected_version=draft.version, today=world.today, **signed)
    assert actions.start_tool(area=world.area, ages=Ages.ADULT, **signed).tool == risk_tool.Tool()
    with pytest.raises(Refused, match="thrown away"):
        publish(world, draft)


def test_a_version_of_another_area_is_not_copied(world: World, draft: RiskTool) -> None:
    east = World("Eastmere")
    with pytest.raises(Refused, match="another area"):
        actions.start_tool(area=east.area, ages=Ages.CYP, copy_of=draft, by=east.coordinator)


def test_somebody_who_changed_it_first_is_named_and_nothing_is_lost(world: World, draft: RiskTool) -> None:
    seen = draft.version
    actions.remove_question(tool=draft, expected_version=seen, code="q1", by=world.administrator)
    with pytest.raises(actions.ToolChangedFirst, match="Adam Minster changed this draft") as first:
        actions.remove_question(tool=draft, expected_version=seen, code="q2", by=world.coordinator)
    assert [q.code for q in first.value.theirs.tool.questions] == ["q2", "q3", "q4", "q5"]


def test_what_is_published_never_changes(world: World, draft: RiskTool) -> None:
    tool = publish(world, draft)
    with pytest.raises(Refused, match="never changes"):
        actions.remove_question(tool=tool, expected_version=tool.version, code="q1", by=world.coordinator)
    for column, value in (("content", "'{}'"), ("name", "'Other'"), ("published_from", "'2020-01-01'")):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE dsr_risktool SET {column} = {value}")


def test_a_version_is_used_from_its_day_on_and_the_one_before_until_then(
    world: World, draft: RiskTool
) -> None:
    found, today = RiskTool.objects.in_force, world.today
    first = publish(world, draft)
    later = next_version(world, first, from_day=today + 5 * DAY)
    assert found(world.area.pk, Ages.ADULT, today - DAY) is None
    assert found(world.area.pk, Ages.ADULT, today + 4 * DAY) == first
    assert found(world.area.pk, Ages.ADULT, today + 5 * DAY) == later
    assert found(world.area.pk, Ages.CYP, today) is None
    with pytest.raises(Refused, match="begins later"):
        next_version(world, first, from_day=today + 4 * DAY)
    with pytest.raises(Refused, match="today or later"):
        publish(world, RiskTool.objects.drafts().get(), from_day=today - DAY)


def test_a_stopped_version_is_used_by_nobody_and_the_one_before_does_not_come_back(
    world: World, draft: RiskTool
) -> None:
    signed = {"by": world.coordinator, "today": world.today}
    second = next_version(world, publish(world, draft))
    for facts, said in (
        ({"on": world.today - DAY, "why": "x"}, "today or later"),
        ({"on": world.today, "why": " "}, "Say why"),
    ):
        with pytest.raises(Refused, match=said):
            actions.end_tool(tool=second, **facts, **signed)
    actions.end_tool(tool=second, on=world.today + DAY, why="Licence ended.", **signed)
    found = RiskTool.objects.in_force
    assert found(world.area.pk, Ages.ADULT, world.today) == second
    assert found(world.area.pk, Ages.ADULT, world.today + DAY) is None
    with pytest.raises(Refused, match="stopped already"):
        actions.end_tool(tool=second, on=world.today + DAY, why="Again.", **signed)


# ---------------------------------------------------------------- what a rating keeps


def answered(tool: RiskTool, given: dict[str, str] | None = None, why: str = "") -> dict[str, Any]:
    return {"answered": actions.Answered(tool, given if given is not None else FULL, why)}


def test_suggested_and_chosen_are_both_kept_with_answers_and_version(world: World, draft: RiskTool) -> None:
    tool, entry = publish(world, draft), world.entry()
    with pytest.raises(Refused, match="suggests red"):
        world.rate(entry, "amber", **answered(tool))
    rating = world.rate(entry, "amber", **answered(tool, why="The new home is ready."))
    assert (rating.colour, rating.suggested, rating.tool_score) == ("amber", "red", 7)
    assert (rating.tool, rating.tool_answers) == (tool, FULL)
    same = world.rate(entry, "red", **answered(tool, why="Not needed."))
    assert (same.suggested, same.why_differs) == ("red", ""), "a reason for no difference is not kept"


def test_half_answered_keeps_the_answers_and_suggests_nothing(world: World, draft: RiskTool) -> None:
    rating = world.rate(world.entry(), "green", **answered(publish(world, draft), {"q1": "a3", "q9": "a1"}))
    assert (rating.suggested, rating.tool_score, rating.tool_answers) == ("", None, {"q1": "a3"})


def test_not_answered_is_as_if_there_were_no_tool(world: World, draft: RiskTool) -> None:
    rating = world.rate(world.entry(), "green", **answered(publish(world, draft), {}))
    assert (rating.tool, rating.suggested, rating.tool_answers) == (None, "", {})


def test_a_draft_or_another_areas_tool_rates_nobody(world: World, draft: RiskTool) -> None:
    with pytest.raises(Refused, match="does not use"):
        world.rate(world.entry(), "red", **answered(draft))
    east = World("Eastmere")
    theirs = actions.start_tool(area=east.area, ages=Ages.ADULT, example=True, by=east.coordinator)
    theirs = publish(east, theirs)
    with pytest.raises(Refused, match="does not use"):
        world.rate(world.entry(given_name="Ali"), "red", **answered(theirs))


def test_the_database_holds_a_reason_for_another_colour(world: World, draft: RiskTool) -> None:
    entry, tool = world.entry(), publish(world, draft)
    facts = {"entry": entry, "number": 1, "colour": "amber", "reason": "x", "decided_by": "x"}
    facts |= {"decided_at": "meeting", "decided_on": world.today, "by": world.coordinator}
    with pytest.raises(IntegrityError, match="another_colour_has_a_reason"), transaction.atomic():
        Rating.objects.create(**facts, tool=tool, tool_score=7, suggested="red")
    with pytest.raises(IntegrityError, match="suggested_by_a_tool"), transaction.atomic():
        Rating.objects.create(**facts, suggested="amber")


# ---------------------------------------------------------------- after hospital


def stays(world: World, entry: RegisterEntry, days_ago: int) -> None:
    """In hospital for a day, and out again so many days ago."""
    out = world.today - days_ago * DAY
    signed = {"by": world.coordinator, "today": world.today}
    entry = RegisterEntry.objects.get(pk=entry.pk)
    stay = actions.admit(
        entry=entry, hospital="The Larches", legal_status="informal", admitted_on=out - DAY, **signed
    )
    actions.discharge(stay=stay, discharged_on=out, going_to="Home", **signed)


@pytest.mark.parametrize(
    ("chosen", "given", "allowed", "refused"),
    [(None, "red", {"red"}, {"amber", "green"}), ("amber", "amber", {"red", "amber"}, {"green"})],
)
def test_after_hospital_the_areas_colour_holds_for_14_days(
    world: World, chosen: str | None, given: str, allowed: set[str], refused: set[str]
) -> None:
    if chosen:
        AfterHospital.objects.create(
            area=world.area, colour=chosen, reason="Ours.", from_day=world.long_ago, by=world.coordinator
        )
    entry = world.entry()
    stays(world, entry, 0)
    assert RegisterEntry.objects.get(pk=entry.pk).colour == given
    for colour in refused:
        with pytest.raises(Refused, match="After leaving hospital"):
            world.rate(entry, colour)
    for colour in allowed:
        world.rate(entry, colour)


def test_the_areas_colour_counts_from_its_day_and_is_red_or_amber(world: World) -> None:
    signed = {"area": world.area, "reason": "Ours.", "by": world.coordinator, "today": world.today}
    for facts, said in (
        ({"colour": Colour.GREEN, "from_day": world.today}, "red or amber"),
        ({"colour": Colour.AMBER, "from_day": world.today - DAY}, "today or later"),
    ):
        with pytest.raises(Refused, match=said):
            actions.set_after_hospital(**facts, **signed)
    actions.set_after_hospital(colour=Colour.AMBER, from_day=world.today + DAY, **signed)
    found = AfterHospital.objects.colour
    assert found(world.area.pk, world.today) == "red"
    assert found(world.area.pk, world.today + DAY) == "amber"

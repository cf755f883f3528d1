"""What an area sets about ratings: drafts and versions of its risk tool, and the colour after hospital."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from accounts.models import Area, User
from config.refused import Refused
from dsr import risk_tool
from dsr.models import AfterHospital, RiskTool
from dsr.ratings import AFTER_HOSPITAL, Colour
from dsr.risk_tool import Ages, Band, Question, Tool


class ToolChangedFirst(Refused):
    """Somebody changed the draft after this page was opened; `theirs` is how it stands."""

    def __init__(self, theirs: RiskTool) -> None:
        self.theirs = theirs
        name = theirs.history.order_by("-history_id").values_list("history_user__name", flat=True)[0]
        super().__init__(f"{name} changed this draft after you opened the page. Nothing of yours is lost.")


@transaction.atomic
def start_tool(
    *, area: Area, ages: Ages, by: User, copy_of: RiskTool | None = None, example: bool = False
) -> RiskTool:
    """Begin a draft: empty, from the invented example, or from a copy of one of the area's versions.

    A version can be copied to the other ages. Refuses a second draft for the same ages: one draft is
    worked on by everybody.
    """
    area = Area.objects.select_for_update().get(pk=area.pk)
    if RiskTool.objects.drafts().filter(area=area, ages=ages).exists():
        raise Refused("There is a draft for these ages already. Go on with it, or throw it away first.")
    if copy_of and copy_of.area_id != area.pk:
        raise Refused("That version is of another area.")
    facts = {"name": f"Risk tool of {area.name}", "licence": "", "content": risk_tool.written(Tool())}
    if copy_of:
        facts = {"name": copy_of.name, "licence": copy_of.licence, "content": copy_of.content}
    elif example:
        facts = {
            "name": risk_tool.EXAMPLE_NAME,
            "licence": risk_tool.EXAMPLE_NOTE,
            "content": risk_tool.written(risk_tool.EXAMPLE),
        }
    return RiskTool.objects.create(area=area, ages=ages, by=by, **facts)


def _draft(tool: RiskTool, expected_version: int) -> RiskTool:
    """The draft, locked; refuses what is published, and what somebody else has changed meanwhile."""
    tool = RiskTool.objects.select_for_update().get(pk=tool.pk)
    if tool.published_from:
        raise Refused("This version is published and never changes. Make the next one from a copy of it.")
    if tool.thrown_away_on:
        raise Refused("This draft was thrown away. Begin another one.")
    if tool.version != expected_version:
        raise ToolChangedFirst(tool)
    return tool


def _change(tool: RiskTool, expected_version: int, by: User, change: Callable[[Tool], Tool]) -> RiskTool:
    tool = _draft(tool, expected_version)
    before = tool.tool
    changed = change(before)
    if changed != before:
        tool.content = risk_tool.written(changed)
        tool.save(by=by)
    return tool


@transaction.atomic
def name_tool(
    *, tool: RiskTool, expected_version: int, name: str, licence: str, bands: tuple[Band, ...], by: User
) -> RiskTool:
    """Save a draft's name, whose questions they are, and from which score each colour is suggested."""
    tool = _draft(tool, expected_version)
    tool.name, tool.licence = name, licence
    tool.content = risk_tool.written(Tool(tool.tool.questions, bands))
    tool.save(by=by)
    return tool


@transaction.atomic
def save_question(*, tool: RiskTool, expected_version: int, question: Question, by: User) -> RiskTool:
    """Put a question into a draft: a new one at the end, a known code in its place."""
    if len(question.answers) > risk_tool.MOST_ANSWERS:
        raise Refused(f"A question has {risk_tool.MOST_ANSWERS} answers at most.")
    if tool.tool.question(question.code) is None and len(tool.tool.questions) >= risk_tool.MOST_QUESTIONS:
        raise Refused(f"A tool has {risk_tool.MOST_QUESTIONS} questions at most.")
    return _change(tool, expected_version, by, lambda now: risk_tool.with_question(now, question))


@transaction.atomic
def remove_question(*, tool: RiskTool, expected_version: int, code: str, by: User) -> RiskTool:
    """Take a question out of a draft; what it was stays in the draft's history."""
    return _change(tool, expected_version, by, lambda now: risk_tool.without_question(now, code))


@transaction.atomic
def move_question(*, tool: RiskTool, expected_version: int, code: str, places: int, by: User) -> RiskTool:
    """Move a question of a draft up (−1) or down (1)."""
    return _change(tool, expected_version, by, lambda now: risk_tool.moved(now, code, places))


@transaction.atomic
def publish_tool(*, tool: RiskTool, expected_version: int, from_day: date, by: User, today: date) -> RiskTool:
    """Use a draft from a day on; it takes the next number and never changes again.

    Refuses a tool that is not sound (`risk_tool.problems`), one without a word on whose questions they
    are, a day that is past, and a day before the latest version begins.
    """
    Area.objects.select_for_update().get(pk=tool.area_id)
    tool = _draft(tool, expected_version)
    for problem in risk_tool.problems(tool.tool):
        raise Refused(problem)
    if not tool.licence.strip():
        raise Refused("Say whose questions these are, and that you may use them.")
    if from_day < today:
        raise Refused("The first day must be today or later: ratings already made keep what they were asked.")
    others = RiskTool.objects.published().filter(area_id=tool.area_id, ages=tool.ages)
    latest = others.order_by("-number").first()
    if latest and latest.published_from > from_day:
        raise Refused("The version before this one begins later. Choose its first day, or a later one.")
    tool.number, tool.published_from = (latest.number if latest else 0) + 1, from_day
    tool.save(by=by)
    return tool


@transaction.atomic
def end_tool(*, tool: RiskTool, on: date, why: str, by: User, today: date) -> RiskTool:
    """Stop using a published version from a day on; ratings keep the answers they were given."""
    tool = RiskTool.objects.select_for_update().get(pk=tool.pk)
    if not tool.published_from:
        raise Refused("Only a published version can be stopped. Throw the draft away instead.")
    if tool.ended_on:
        raise Refused("This version has been stopped already.")
    if on < max(today, tool.published_from):
        raise Refused("The day must be today or later, and not before the version begins.")
    if not why.strip():
        raise Refused("Say why it is no longer used.")
    tool.ended_on, tool.ended_why = on, why
    # The database lets nothing else of a published version be written.
    tool.save(by=by, update_fields=["ended_on", "ended_why"])
    return tool


@transaction.atomic
def throw_tool_away(*, tool: RiskTool, expected_version: int, by: User, today: date) -> RiskTool:
    """Give a draft up; it stays on record and another one can be begun."""
    tool = _draft(tool, expected_version)
    tool.thrown_away_on = today
    tool.save(by=by)
    return tool


@transaction.atomic
def set_after_hospital(
    *, area: Area, colour: Colour, reason: str, from_day: date, by: User, today: date
) -> AfterHospital:
    """Choose the colour that this area gives on leaving hospital, from a day (domain reference 3.8) [L]."""
    if colour not in AFTER_HOSPITAL:
        raise Refused("After hospital the rating is red or amber.")
    if from_day < today:
        raise Refused("The first day must be today or later: who has left already keeps the colour they got.")
    return AfterHospital.objects.create(area=area, colour=colour, reason=reason, from_day=from_day, by=by)

"""An area writes its risk tool on pages: any ordinary colleague can, and two at once lose nothing."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from dsr import actions
from dsr.models import AfterHospital, RiskTool
from dsr.risk_tool import Ages
from tests.worlds import World, signed_in


@pytest.fixture
def browser(world: World) -> Client:
    return signed_in(world.coordinator)


@pytest.fixture
def draft(world: World) -> RiskTool:
    return actions.start_tool(area=world.area, ages=Ages.ADULT, example=True, by=world.coordinator)


def day_of(prefix: str, day: date) -> dict[str, int]:
    return {f"{prefix}_{part}": getattr(day, part) for part in ("day", "month", "year")}


def home(world: World) -> str:
    return f"/areas/{world.area.slug}/ratings/"


def asked(tool: RiskTool, question: str = "") -> str:
    return f"/risk-tool/{tool.pk}/question/" + (f"{question}/" if question else "")


def test_from_nothing_to_the_rating_page(world: World, browser: Client) -> None:
    """Begin, add two questions, set the scores, try, publish: the rating page then asks it."""
    found = browser.post(home(world), {"what": "start", "start-ages": "adult", "start-source": "empty"})
    tool = RiskTool.objects.get()
    assert found["Location"] == f"/risk-tool/{tool.pk}/"
    assert "Add at least one question." in browser.get(found["Location"]).content.decode()
    for words in ("Is the stove cold?", "Is the door shut?"):
        row = {"version": tool.version, "words": words, "words_1": "No", "points_1": "0", "words_2": "Yes",
               "points_2": "4", "to_2": "red"}  # fmt: skip
        assert browser.post(asked(tool), row).status_code == 302
    frame = {"what": "frame", "version": tool.version, "name": "Our list", "licence": "Our own.",
             "green_from": "0", "red_from": "4"}  # fmt: skip
    assert browser.post(f"/risk-tool/{tool.pk}/", frame).status_code == 302
    page = browser.get(f"/risk-tool/{tool.pk}/", {"q1": "a2", "q2": "a1", "try": "1"}).content.decode()
    assert "are sound" in page and "4 points" in page and "An answer points to it" in page
    sent = {"what": "publish", "publish-version": tool.version, **day_of("publish-from_day", world.today)}
    assert browser.post(f"/risk-tool/{tool.pk}/", sent).status_code == 302
    assert "never changes" in browser.get(f"/risk-tool/{tool.pk}/").content.decode()
    assert "Our list, version 1</a>: <strong>in use" in browser.get(home(world)).content.decode()
    entry = world.entry()
    assert "Is the stove cold?" in browser.get(f"/register/{entry.pk}/rate/").content.decode()


def test_what_is_not_sound_is_not_published(world: World, browser: Client) -> None:
    tool = actions.start_tool(area=world.area, ages=Ages.CYP, by=world.coordinator)
    sent = {"what": "publish", "publish-version": tool.version, **day_of("publish-from_day", world.today)}
    page = browser.post(f"/risk-tool/{tool.pk}/", sent)
    assert page.status_code == 200 and page.content.decode().count("Add at least one question.") >= 2
    assert RiskTool.objects.get().number is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"words": ""}, "Write the question"),
        ({"words_1": ""}, "Write answer 1, or empty its points"),
        ({"points_2": ""}, "Give answer 2 its points, 0 if it has none"),
        ({"points_2": "many"}, "The points of answer 2 must be a whole number"),
        ({"points_2": "101"}, "must be 100 or fewer"),
        ({"points_2": "-101"}, "must be −100 or more"),
        ({"to_2": "blue"}, "There is a problem"),
        ({"words": "x" * 600}, "There is a problem"),
        ({"version": "x"}, ""),
    ],
)
def test_a_mistake_in_a_question_is_said_and_changes_nothing(
    draft: RiskTool, browser: Client, changes: dict[str, str], said: str
) -> None:
    row = {"version": draft.version, "words": "Is it cold?", "words_1": "No", "points_1": "0",
           "words_2": "Yes, <b>very</b>", "points_2": "4", "to_2": "red"}  # fmt: skip
    found = browser.post(asked(draft, "q1"), row | changes)
    page = found.content.decode()
    assert found.status_code == 200 and said in page and "Yes, &lt;b&gt;very" in page
    assert RiskTool.objects.get().content == draft.content


def test_more_answers_keep_what_was_typed(draft: RiskTool, browser: Client) -> None:
    row = {"version": draft.version, "words": "", "words_1": "Half typed", "points_1": "x", "more": "1"}
    page = browser.post(asked(draft), row).content.decode()
    assert "Half typed" in page and 'value="x"' in page and 'name="words_5"' in page and "Error: " not in page


def test_an_answer_without_words_is_taken_away_and_the_rest_stay(draft: RiskTool, browser: Client) -> None:
    row = {"version": draft.version, "words": "Same?", "words_1": "Never", "points_1": "0", "words_2": "",
           "points_2": "", "words_3": "Every night", "points_3": "4"}  # fmt: skip
    assert browser.post(asked(draft, "q1"), row).status_code == 302
    answers = RiskTool.objects.get().tool.question("q1").answers
    assert [(a.code, a.words) for a in answers] == [("a1", "Never"), ("a3", "Every night")]


def test_questions_are_moved_and_removed_with_a_press(draft: RiskTool, browser: Client) -> None:
    for what, order in (("down", "q2 q1 q3 q4 q5"), ("up", "q1 q2 q3 q4 q5"), ("remove", "q2 q3 q4 q5")):
        sent = {"what": what, "code": "q1", "version": draft.version}
        assert browser.post(f"/risk-tool/{draft.pk}/", sent).status_code == 302
        draft.refresh_from_db()
        assert [q.code for q in draft.tool.questions] == order.split()


def test_two_who_write_one_question_both_see_both(world: World, draft: RiskTool, browser: Client) -> None:
    seen = draft.version
    row = {"version": seen, "words": "Mine?", "words_1": "No", "points_1": "0"}
    other = signed_in(world.administrator)
    assert other.post(asked(draft, "q1"), row | {"words": "Theirs?"}).status_code == 302
    page = browser.post(asked(draft, "q1"), row).content.decode()
    assert "Adam Minster changed this draft" in page and "Theirs?" in page and 'value="Mine?"' in page
    assert RiskTool.objects.get().tool.question("q1").words == "Theirs?"
    version = RiskTool.objects.get().version
    assert f'name="version" value="{version}"' in page, "a second press saves mine over it"
    assert browser.post(asked(draft, "q1"), row | {"version": version}).status_code == 302
    assert RiskTool.objects.get().tool.question("q1").words == "Mine?"


def test_two_who_set_the_scores_both_see_both(world: World, draft: RiskTool, browser: Client) -> None:
    seen = {"what": "frame", "version": draft.version, "licence": "Ours."}
    path = f"/risk-tool/{draft.pk}/"
    other = signed_in(world.administrator)
    assert other.post(path, seen | {"name": "Theirs", "red_from": "6"}).status_code == 302
    page = browser.post(path, seen | {"name": "Mine", "red_from": "9"}).content.decode()
    assert (
        "changed this draft" in page and "Theirs" in page and 'value="Mine"' in page and 'value="9"' in page
    )
    assert RiskTool.objects.get().name == "Theirs"
    stale = browser.post(path, {"what": "remove", "code": "q1", "version": seen["version"]}, follow=True)
    assert "do it again" in stale.content.decode() and len(RiskTool.objects.get().tool.questions) == 5


def test_a_published_version_is_read_tried_stopped_and_copied_and_nothing_else(
    world: World, draft: RiskTool, browser: Client
) -> None:
    signed = {"by": world.coordinator, "today": world.today}
    actions.publish_tool(tool=draft, expected_version=draft.version, from_day=world.today, **signed)
    path, version = f"/risk-tool/{draft.pk}/", RiskTool.objects.get().version
    for what in ("frame", "publish", "up", "remove", "throw"):
        sent = {"what": what, "version": version, "publish-version": version, "name": "Other", "code": "q1"}
        browser.post(path, sent | day_of("publish-from_day", world.today), follow=True)
    assert browser.get(asked(draft, "q1")).status_code == 302
    assert RiskTool.objects.get().content == draft.content and RiskTool.objects.get().name == draft.name
    copy = {"what": "start", "start-ages": "under_18", "start-source": str(draft.pk)}
    assert browser.post(home(world), copy).status_code == 302
    assert RiskTool.objects.drafts().get().content == draft.content
    end = {"what": "end", "end-why": "Licence ended.", **day_of("end-on", world.today)}
    assert browser.post(path, end).status_code == 302
    page = browser.get(home(world)).content.decode()
    assert "<strong>stopped</strong>" in page and "<strong>draft</strong>" in page


def test_a_draft_is_thrown_away_with_a_press(world: World, draft: RiskTool, browser: Client) -> None:
    found = browser.post(f"/risk-tool/{draft.pk}/", {"what": "throw", "version": draft.version})
    assert found["Location"] == home(world)
    assert draft.name not in browser.get(home(world)).content.decode()
    assert "thrown away" in browser.get(f"/risk-tool/{draft.pk}/").content.decode()


def test_a_second_draft_is_refused_in_words(world: World, draft: RiskTool, browser: Client) -> None:
    sent = {"what": "start", "start-ages": "adult", "start-source": "empty"}
    page = browser.post(home(world), sent)
    assert page.status_code == 200 and "There is a draft for these ages already" in page.content.decode()


def test_another_areas_tool_is_not_found(world: World) -> None:
    east = World("Eastmere")
    theirs = actions.start_tool(area=east.area, ages=Ages.ADULT, example=True, by=east.coordinator)
    browser = signed_in(world.coordinator)
    for path in (f"/risk-tool/{theirs.pk}/", asked(theirs), asked(theirs, "q1"), home(east)):
        assert browser.get(path).status_code == 404
    assert signed_in(world.keyworker).get(home(world)).status_code == 403


def test_the_colour_after_hospital_is_chosen_with_a_reason_from_a_day(world: World, browser: Client) -> None:
    tomorrow = world.today + timedelta(days=1)
    sent: dict[str, Any] = {"what": "after", "after-colour": "amber", "after-reason": "Agreed by the board."}
    sent |= day_of("after-from_day", tomorrow)
    assert browser.post(home(world), sent).status_code == 302
    assert "Agreed by the board." in browser.get(home(world)).content.decode()
    for changes in (
        {"after-colour": "green"},
        {"after-reason": ""},
        day_of("after-from_day", world.long_ago),
    ):
        assert browser.post(home(world), sent | changes).status_code == 200
    assert AfterHospital.objects.count() == 1

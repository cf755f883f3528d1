"""The page that changes a rating: nothing typed is lost, nothing wrong is saved."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dsr import actions
from dsr.evidence import Grounds
from dsr.models import Rating, RegisterEntry, RiskTool
from dsr.rate_form import RateForm
from dsr.risk_tool import Ages
from tests.worlds import World, signed_in

REASON = "A&E twice in a week, and the school place ended."


def sent(world: World, **changes: Any) -> dict[str, Any]:
    """A rating as a browser sends it; a field that is None is left out."""
    day: date = world.today
    given = {
        "expected_number": 0, "colour": "red", "red_criteria": ["serious_harm"], "reason": REASON,
        "words_for_person": "You need more help soon.", "decided_by": "Dr Asha Rao",
        "decided_at": "urgent_meeting",
        "decided_on_day": day.day, "decided_on_month": day.month, "decided_on_year": day.year,
    }  # fmt: skip
    names = {"day": "decided_on_day", "month": "decided_on_month", "year": "decided_on_year"}
    given |= {names.get(name, name): value for name, value in changes.items()}
    return {name: value for name, value in given.items() if value is not None}


@pytest.fixture
def entry(world: World) -> RegisterEntry:
    return world.entry()


def fields(world: World, entry: RegisterEntry) -> str:
    return signed_in(world.keyworker).get(f"/register/{entry.pk}/rate/").content.decode()


def post(world: World, entry: RegisterEntry, **changes: Any) -> Any:
    return signed_in(world.keyworker).post(f"/register/{entry.pk}/rate/", sent(world, **changes))


def test_the_page_asks_for_what_this_test_sends(world: World, entry: RegisterEntry) -> None:
    page = fields(world, entry)
    for name in sent(world):
        assert f'name="{name}"' in page, name


def test_a_rating_is_saved_and_the_entry_shows_it(world: World, entry: RegisterEntry) -> None:
    found = post(world, entry)
    assert (found.status_code, found["Location"]) == (302, f"/register/{entry.pk}/rate/next/")
    rating = Rating.objects.get()
    assert (rating.colour, rating.criteria, rating.reason, rating.by) == (
        "red",
        ["serious_harm"],
        REASON,
        world.keyworker,
    )
    page = signed_in(world.keyworker).get(f"/register/{entry.pk}/").content.decode()
    assert ("A&amp;E twice in a week" in page and "Rated Red" in page) or "dsr-rating--red" in page


def test_pressed_twice_is_saved_once(world: World, entry: RegisterEntry) -> None:
    assert post(world, entry).status_code == post(world, entry).status_code == 302
    assert Rating.objects.count() == 1


BAD = {
    "nothing at all": dict.fromkeys(
        ("colour", "red_criteria", "reason", "decided_by", "decided_at", "day", "month", "year")
    ),
    "no colour": {"colour": None},
    "a colour that is none": {"colour": "purple"},
    "blue by hand": {"colour": "blue"},
    "no reason": {"reason": "  \n "},
    "a reason of ten thousand letters": {"reason": "x" * 10_000},
    "ten thousand for the person": {"words_for_person": "y" * 10_000},
    "nobody decided": {"decided_by": ""},
    "nowhere decided": {"decided_at": None},
    "at a review, which is not asked here": {"decided_at": "review"},
    "nothing that makes it red": {"red_criteria": None},
    "an unknown criterion": {"red_criteria": ["full_moon"]},
    "31 February": {"day": 31, "month": 2},
    "a month of words": {"month": "<b>March</b>"},
    "a year too short": {"year": "26"},
    "tomorrow": {"tomorrow": True},
    "no day": {"day": "", "month": "", "year": ""},
    "a number that is no number": {"expected_number": "x"},
    "a number below nothing": {"expected_number": -1},
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_bad_input_keeps_what_was_typed_and_changes_nothing(
    world: World, entry: RegisterEntry, what: str
) -> None:
    changes = dict(BAD[what])
    if changes.pop("tomorrow", False):
        day = world.today + timedelta(days=1)
        changes = {"day": day.day, "month": day.month, "year": day.year}
    found = post(world, entry, **changes)
    page = found.content.decode()
    assert found.status_code == 200
    assert not Rating.objects.exists() and RegisterEntry.objects.get().rating_number == 0
    assert page.count("<title>Error: ") == 1 or "expected_number" in changes
    for name, typed in sent(world, **changes).items():
        if name in ("words_for_person", "decided_by") and len(typed) < 300:
            assert typed in page, name
        if name == "reason" and name not in changes:
            assert "A&amp;E twice in a week" in page
    assert "<b>March</b>" not in page
    if name_kept := (changes.get("reason") or "").strip() or changes.get("words_for_person"):
        assert name_kept in page, "even what is too long is not lost"


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}{% load x %}",
             "Zoë 😀 ﷽ Ł", "line one\r\nline two", "</textarea><script>x</script>"],
)  # fmt: skip
def test_whatever_is_written_is_shown_as_written(world: World, entry: RegisterEntry, text: str) -> None:
    found = post(world, entry, reason=text, words_for_person=text, decided_by=text.splitlines()[0])
    assert found.status_code == 302
    assert Rating.objects.get().reason.replace("\r", "") == text.replace("\r", "")
    pages = [
        signed_in(world.keyworker).get(f"/register/{entry.pk}/{page}").content.decode()
        for page in ("", "rate/")
    ]
    for page in pages:
        assert "<script>alert" not in page and "<img src=x" not in page and "<script>x" not in page
        assert "49{%" not in page


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\x00" * 100], ids=["one", "inside", "many"])
def test_what_postgresql_cannot_keep_is_a_sentence_not_a_crash(
    world: World, entry: RegisterEntry, text: str
) -> None:
    for name in ("reason", "decided_by", "words_for_person", "colour", "expected_number", "decided_at"):
        assert post(world, entry, **{name: text}).status_code in (200, 302)
    assert not Rating.objects.filter(reason__contains="\x07").exists()


def test_a_refusal_stands_at_the_top_with_everything_kept(world: World, entry: RegisterEntry) -> None:
    world.rate(entry, "red")
    found = post(world, entry, expected_number=1, colour="amber", amber_criteria=["just_left_hospital"],
                 decided_at="between")  # fmt: skip
    page = found.content.decode()
    assert found.status_code == 200 and "Lowering a rating is decided at a meeting" in page
    assert "nhsuk-error-summary" in page and "A&amp;E twice" in page and Rating.objects.count() == 1


def test_from_red_straight_to_green_asks_twice(world: World, entry: RegisterEntry) -> None:
    world.rate(entry, "red")
    change = {"expected_number": 1, "colour": "green", "decided_at": "meeting"}
    found = post(world, entry, **change)
    assert found.status_code == 200 and "From red straight to green?" in found.content.decode()
    assert "A&amp;E twice" in found.content.decode() and 'name="sure"' in found.content.decode()
    page = found.content.decode()
    before, after = page.index("<dt>Now</dt>"), page.index("<dt>After</dt>")
    assert "A&amp;E twice in a week.</span>" in page[before:after], "the reason of now"
    assert "school place ended.</span>" in page[after:], "and the reason after"
    assert Rating.objects.count() == 1
    assert post(world, entry, **change, sure="on").status_code == 302
    assert RegisterEntry.objects.get().colour == "green"


def test_amber_to_green_asks_once(world: World, entry: RegisterEntry) -> None:
    world.rate(entry, "amber")
    assert post(world, entry, expected_number=1, colour="green", decided_at="meeting").status_code == 302


# ---------------------------------------------------------------- somebody saved first


def hidden(page: str) -> dict[str, list[str]]:
    """What the form on the page would send."""
    from tests.nhsuk.dom import tree

    form = next(f for f in tree(page).all("form") if (f.attrs.get("action") or "").endswith("/rate/"))
    found: dict[str, list[str]] = {}
    for box in form.all("input"):
        found.setdefault(box.attrs["name"] or "", []).append(box.attrs["value"] or "")
    return found


def test_both_versions_are_shown_and_mine_can_be_the_next(world: World, entry: RegisterEntry) -> None:
    world.rate(entry, "amber", reason="Theirs: the place is breaking down.", by=world.coordinator)
    found = post(world, entry, reason="Mine: A&E twice\nin a week.", words_for_person="Line one\r\nline two")
    page = found.content.decode()
    assert found.status_code == 409
    assert "Theirs: the place is breaking down." in page and "Mine: A&amp;E twice" in page
    assert "Cora Ordway saved a rating" in page
    assert Rating.objects.count() == 1, "nothing is saved until somebody chooses"
    again = signed_in(world.keyworker).post(f"/register/{entry.pk}/rate/", hidden(page))
    assert again.status_code == 302
    mine = Rating.objects.get(number=2)
    assert (mine.colour, mine.criteria, mine.by) == ("red", ["serious_harm"], world.keyworker)
    assert mine.reason.replace("\r", "") == "Mine: A&E twice\nin a week."
    assert Rating.objects.get(number=1).reason.startswith("Theirs"), "theirs stays as it was"


def test_a_third_in_between_is_shown_again(world: World, entry: RegisterEntry) -> None:
    world.rate(entry, "amber", by=world.coordinator)
    kept = hidden(post(world, entry).content.decode())
    world.rate(entry, "red", reason="A third.", by=world.coordinator)
    again = signed_in(world.keyworker).post(f"/register/{entry.pk}/rate/", kept)
    assert again.status_code == 409 and "A third." in again.content.decode()


def test_mine_may_not_do_what_the_rules_forbid_after_theirs(world: World, entry: RegisterEntry) -> None:
    world.rate(entry, "red", by=world.coordinator)
    page = post(world, entry, colour="amber", amber_criteria=["behaviour_rising"], decided_at="between")
    kept = hidden(page.content.decode())
    again = signed_in(world.keyworker).post(f"/register/{entry.pk}/rate/", kept)
    assert again.status_code == 200 and "Lowering a rating" in again.content.decode()
    assert Rating.objects.count() == 1


# ---------------------------------------------------------------- what it rests on, and who knows

MORE = {
    "evidence": ["seen", "report"], "evidence_words": "Seen on Monday.", "person_view": "I am scared.",
    "family_view": "Mum: it is worse at night.", "works": "Short visits.", "must_change": "A night team.",
    "telling": "will", "telling_how": "Priya, with pictures.",
}  # fmt: skip


def more(world: World, **changes: Any) -> dict[str, Any]:
    day: date = changes.pop("told_on", world.today)
    days = {f"telling_on_{part}": getattr(day, part) for part in ("day", "month", "year")}
    return MORE | days | changes


def test_what_it_rests_on_is_kept_and_read_on_the_entry(world: World, entry: RegisterEntry) -> None:
    assert post(world, entry, **more(world)).status_code == 302
    rating = Rating.objects.get()
    kept = {name: getattr(rating, name) for name in MORE}
    assert kept | {"evidence": sorted(MORE["evidence"])} == MORE | {"evidence": ["report", "seen"]}
    assert rating.telling_on == world.today
    page = signed_in(world.coordinator).get(f"/register/{entry.pk}/").content.decode()
    for words in ("I am scared.", "Mum: it is worse at night.", "A night team.", "Seen in person"):
        assert words in page, words
    page = signed_in(world.commissioner).get(f"/register/{entry.pk}/").content.decode()
    for words in ("I am scared.", "Mum: it is worse at night.", "A night team.", "Seen in person"):
        assert words not in page, words


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"telling": "told", "days": 1}, "The day they were told must be today or earlier"),
        ({"telling": "will", "days": -1}, "The day they will be told must be today or later"),
        ({"telling_how": ""}, "Say how the person was told"),
        ({"telling": None}, "Say whether they have been told, or will be"),
        (
            {"telling_on_day": "", "telling_on_month": "", "telling_on_year": ""},
            "Say on which day the person",
        ),
        ({"telling_on_day": "31", "telling_on_month": "2"}, "must be a real date"),
        ({"evidence": ["crystal_ball"]}, "There is a problem"),
    ],
)
def test_half_an_answer_about_telling_is_a_sentence_beside_it(
    world: World, entry: RegisterEntry, changes: dict[str, Any], said: str
) -> None:
    changes = dict(changes)
    day = world.today + timedelta(days=changes.pop("days", 0))
    found = post(world, entry, **more(world, told_on=day, **changes))
    page = found.content.decode()
    assert found.status_code == 200 and not Rating.objects.exists()
    assert said in page and "A night team." in page and "Mum: it is worse at night." in page


def test_the_common_case_is_three_answers_and_the_rest_is_folded(world: World, entry: RegisterEntry) -> None:
    page = fields(world, entry)
    folded = page.index("What it rests on, and what must change")
    assert page.index('name="reason"') < page.index('name="decided_at"') < folded
    assert '<details class="nhsuk-details" open' not in page
    assert post(world, entry, words_for_person="").status_code == 302


def test_which_meeting_is_asked_only_where_there_are_some(world: World) -> None:
    pk = uuid.uuid4()
    asked = {"now": None, "today": world.today, "meetings": ((pk, "Urgent meeting, 23 November 2026"),)}
    answers = sent(world, meeting=str(pk))
    form = RateForm(answers, **asked)
    assert form.is_valid(), form.errors
    assert form.facts()["meeting"] == pk
    between = RateForm(answers | {"decided_at": "between"}, **asked)
    assert between.is_valid() and between.facts()["meeting"] is None
    assert not RateForm(sent(world, meeting=str(uuid.uuid4())), **asked).is_valid()
    assert "meeting" not in RateForm(now=None, today=world.today).fields


def test_how_the_person_will_see_it_is_shown_and_nothing_is_saved(world: World, entry: RegisterEntry) -> None:
    words = "We saw your CTR. It was long."
    page = post(world, entry, look="words", reason="", words_for_person=words).content.decode()
    assert "It does not mean you did something wrong." in page and words in page
    assert "Harder than easy read" in page and "Error: " not in page
    assert not Rating.objects.exists()
    assert "will see it</span>" not in fields(world, entry), (
        "before a colour is chosen there is nothing to see"
    )


# ---------------------------------------------------------------- the risk tool

HIGH = {"tool_q1": "a3", "tool_q2": "a3", "tool_q3": "a1", "tool_q4": "a1", "tool_q5": "a1"}  # 7 points: red


@pytest.fixture
def tool(world: World) -> RiskTool:
    made = actions.start_tool(area=world.area, ages=Ages.ADULT, example=True, by=world.coordinator)
    return actions.publish_tool(
        tool=made,
        expected_version=made.version,
        from_day=world.today,
        by=world.coordinator,
        today=world.today,
    )


def amber(tool: RiskTool, **changes: Any) -> dict[str, Any]:
    return {"colour": "amber", "amber_criteria": ["behaviour_rising"], "tool": str(tool.pk), **HIGH} | changes


def test_the_tools_questions_are_asked_of_the_ages_it_is_for(world: World, tool: RiskTool) -> None:
    grown, child = world.entry(), world.entry(given_name="Ali", born=date(world.today.year - 9, 1, 1))
    assert 'name="tool_q5"' in fields(world, grown) and "Why not as suggested" not in fields(world, grown)
    assert 'name="tool_q1"' not in fields(world, child) and "Risk tool, if you want" not in fields(
        world, child
    )


def test_what_it_suggests_is_shown_without_saving(world: World, entry: RegisterEntry, tool: RiskTool) -> None:
    page = post(world, entry, **amber(tool), look="tool").content.decode()
    assert "7 points, suggests" in page and "Why not as suggested?" in page and "Error: " not in page
    page = post(world, entry, **amber(tool, tool_q5=None), look="tool").content.decode()
    assert "not complete" in page and "1 question not answered" in page and "suggests <strong" not in page
    assert not Rating.objects.exists()


def test_without_a_script_another_colour_costs_one_step_and_nothing_typed_is_lost(
    world: World, entry: RegisterEntry, tool: RiskTool
) -> None:
    found = post(world, entry, **amber(tool))
    page = found.content.decode()
    assert found.status_code == 200 and not Rating.objects.exists()
    assert "The risk tool suggests red. Say why the rating is amber." in page
    assert 'name="why_differs"' in page and "A&amp;E twice" in page
    checked = [
        part.partition(">")[0] for part in page.split("<input") if " checked" in part.partition(">")[0]
    ]
    for name, answer in HIGH.items():
        assert any(f'name="{name}"' in one and f'value="{answer}"' in one for one in checked), name
    assert post(world, entry, **amber(tool, why_differs="The new home is ready.")).status_code == 302
    rating = Rating.objects.get()
    assert (rating.colour, rating.suggested, rating.tool_score, rating.tool) == ("amber", "red", 7, tool)
    assert rating.why_differs == "The new home is ready."
    page = signed_in(world.coordinator).get(f"/register/{entry.pk}/").content.decode()
    assert "version 1: 7 points, suggests ▲ Red" in page and "The new home is ready." in page


def test_as_suggested_needs_no_reason_and_half_answered_none_either(
    world: World, entry: RegisterEntry, tool: RiskTool
) -> None:
    assert post(world, entry, tool=str(tool.pk), **HIGH).status_code == 302
    half = amber(tool, tool_q1=None, expected_number=1)
    assert post(world, entry, **half, decided_at="meeting").status_code == 302
    assert [r.suggested for r in Rating.objects.order_by("number")] == ["red", ""]


@pytest.mark.parametrize("bad", ["a9", "<b>", "\x00"])
def test_an_answer_the_tool_does_not_have_is_refused(
    world: World, entry: RegisterEntry, tool: RiskTool, bad: str
) -> None:
    found = post(world, entry, **amber(tool, tool_q1=bad))
    assert found.status_code == 200 and not Rating.objects.exists()


def test_the_version_that_was_asked_is_the_version_that_is_kept(
    world: World, entry: RegisterEntry, tool: RiskTool
) -> None:
    """Another one is published while somebody answers."""
    copy = actions.start_tool(area=world.area, ages=Ages.ADULT, copy_of=tool, by=world.coordinator)
    signed = {"by": world.coordinator, "today": world.today}
    actions.publish_tool(tool=copy, expected_version=copy.version, from_day=world.today, **signed)
    assert f'value="{copy.pk}"' in fields(world, entry)
    assert post(world, entry, tool=str(tool.pk), **HIGH).status_code == 302
    assert Rating.objects.get().tool == tool


@pytest.mark.parametrize("sent_tool", ["", "x", "e4904b16-f655-4fba-9708-1a5b66150782"])
def test_a_version_that_is_none_is_the_one_of_today(
    world: World, entry: RegisterEntry, tool: RiskTool, sent_tool: str
) -> None:
    found = post(world, entry, **HIGH, tool=sent_tool)
    assert found.status_code in (200, 302)
    assert all(rating.tool == tool for rating in Rating.objects.all())


def test_the_second_saver_sees_all_of_both_versions(
    world: World, entry: RegisterEntry, tool: RiskTool
) -> None:
    world.rate(
        entry, "green", by=world.coordinator,
        grounds=Grounds(evidence=("call",), person_view="Theirs: I am fine.", works="Theirs: swimming."),
    )  # fmt: skip
    answers = amber(tool, why_differs="Mine: the home is ready.", **more(world, person_view="Mine: help."))
    page = post(world, entry, **answers).content.decode()
    for words in ("Theirs: I am fine.", "Theirs: swimming.", "A telephone or video call", "Mine: help.",
                  "Mine: the home is ready.", "7 points, suggests ▲ Red", "A night team."):  # fmt: skip
        assert words in page, words
    again = signed_in(world.keyworker).post(f"/register/{entry.pk}/rate/", hidden(page))
    assert again.status_code == 302
    mine = Rating.objects.get(number=2)
    assert (mine.person_view, mine.why_differs, mine.tool_answers["q1"]) == (
        "Mine: help.", "Mine: the home is ready.", "a3",
    )  # fmt: skip


def test_a_long_history_costs_the_rating_page_no_more(world: World, entry: RegisterEntry) -> None:
    browser, path = signed_in(world.keyworker), f"/register/{entry.pk}/rate/"
    world.rate(entry)
    browser.get(path)
    with CaptureQueriesContext(connection) as few:
        browser.get(path)
    for n in range(15):
        world.rate(entry, "red" if n % 2 else "amber")
    with CaptureQueriesContext(connection) as many:
        browser.get(path)
    assert len(many) == len(few) <= 25

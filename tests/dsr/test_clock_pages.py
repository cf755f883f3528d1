"""The pages about deadlines: what is next, why not now, growing up, an area's numbers, the whole register."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dsr import actions
from dsr.models import AreaDeadline, AreaRule, Deadline, PauseReason, RegisterEntry
from tests.dsr.test_clocks import quiet_since
from tests.worlds import World, signed_in


@pytest.fixture
def team(world: World) -> Client:
    return signed_in(world.coordinator)


def day_in(name: str, day: Any) -> dict[str, Any]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def late(world: World, days: int = 30) -> RegisterEntry:
    entry = world.entry()
    world.rate(entry, "red", decided_on=world.today - timedelta(days=days))
    return entry


# ---------------------------------------------------------------- next


def test_next_says_what_when_why_whose_and_where_it_is_done(world: World, team: Client) -> None:
    entry = late(world)
    page = team.get(f"/register/{entry.pk}/").text
    assert "Rating looked at again" in page and "23 days late" in page and "Found late" in page
    assert "7 days after the red rating" in page and "Owner: DSR lead" in page
    assert f'href="/register/{entry.pk}/rate/"' in page
    assert "30 days after that" in page  # when it was written down


def test_what_was_written_down_in_time_is_not_called_found_late(world: World, team: Client) -> None:
    entry = late(world, 2)
    assert "Found late" not in team.get(f"/register/{entry.pk}/").text


def test_silence_is_its_worker_s_and_says_where_a_note_is_written(world: World, team: Client) -> None:
    entry = quiet_since(world, "red", 30)
    actions.sweep(today=world.today, by=world.hand)
    page = team.get(f"/register/{entry.pk}/").text
    assert "Something heard and written down" in page and "Priya Nair, keyworker" in page
    assert "#timeline-heading" in page


def test_a_reason_stands_beside_the_late_date_which_stays(world: World, team: Client) -> None:
    entry = late(world)
    deadline = entry.deadlines.open().get(key="rating_review_red")
    path = reverse("entry-not-now", args=[entry.pk, deadline.pk])
    assert "Choose what stands in its way" in team.post(path, {"words": "Flu."}).text
    refused = team.post(path, {"reason": "other", "words": ""})
    assert "Say what the reason is" in refused.text and not deadline.pauses.exists()
    assert team.post(path, {"reason": "unwell", "words": "Flu."}).status_code == 302
    page = team.get(f"/register/{entry.pk}/").text
    assert (
        "Cannot be done now:" in page and "too unwell" in page and "Flu." in page and "23 days late" in page
    )
    assert "Flu." not in signed_in(world.commissioner).get(f"/register/{entry.pk}/").text
    given_back = team.post(path, {"reason": "again", "words": "She is well."})
    assert "Write these words as a note" in given_back.text and "She is well." in given_back.text
    assert Deadline.objects.get(pk=deadline.pk).paused == "unwell"
    assert team.post(path, {"reason": "again", "words": ""}).status_code == 302
    assert Deadline.objects.get(pk=deadline.pk).paused == ""


def test_what_is_over_or_somebody_elses_is_not_found(world: World, team: Client) -> None:
    entry, other = late(world), world.entry(world.person("Tom"))
    deadline = entry.deadlines.open().get(key="rating_review_red")
    assert team.get(reverse("entry-not-now", args=[other.pk, deadline.pk])).status_code == 404
    world.rate(entry, "red")
    assert team.get(reverse("entry-not-now", args=[entry.pk, deadline.pk])).status_code == 404


def test_a_step_of_the_plan_is_recorded_and_stands_on_the_timeline(world: World, team: Client) -> None:
    entry = world.entry(born=world.today.replace(year=world.today.year - 14, day=1))
    actions.sweep(today=world.today, by=world.hand)
    path = reverse("entry-plan-step", args=[entry.pk])
    assert path in team.get(f"/register/{entry.pk}/").text
    gone = day_in("by_day", world.today - timedelta(days=1))
    wrong = team.post(path, {"what": "Visit a college", "who": "School", **gone})
    assert "today or in the future" in wrong.text and "Visit a college" in wrong.text
    sent = {"what": "Visit a college", "who": "School", **day_in("by_day", world.today)}
    assert team.post(path, sent).status_code == 302
    page = team.get(f"/register/{entry.pk}/").text
    assert "Plan for growing up: School" in page and "Visit a college" in page
    assert not entry.deadlines.open().filter(key="transition_prompt").exists()


def test_the_card_costs_the_same_with_two_deadlines_and_with_ten(world: World, team: Client) -> None:
    entry = late(world)
    counts = []
    for keys in ((), ("amber_meeting", "oversight_visit", "concern_acknowledge", "transfer_decide")):
        for key in keys:
            actions.open_deadline(entry=entry, key=key, started_on=world.today, by=world.coordinator)
        row = entry.deadlines.open().order_by("pk").first()
        actions.pause_deadline(
            deadline=row, reason=PauseReason.UNWELL, words="", by=world.coordinator, today=world.today
        )
        with CaptureQueriesContext(connection) as caught:
            team.get(f"/register/{entry.pk}/")
        counts.append(len(caught))
    assert counts[0] == counts[1]


# ---------------------------------------------------------------- an area's numbers


def sent(world: World, **changes: Any) -> dict[str, Any]:
    return {"what": "number", "count": "3", "reason": "Agreed.", **day_in("from_day", world.today), **changes}


def test_a_number_is_looked_at_before_it_is_saved(world: World, team: Client) -> None:
    for days, name in ((1, "A"), (4, "B"), (9, "C")):
        entry = world.entry(world.person(name))
        world.rate(entry, "red", decided_on=world.today - timedelta(days=days))
    path = reverse("area-time", args=["northmoor", "rating_review_red"])
    ahead = team.post(path, sent(world)).text
    assert "<strong>3</strong> open in Northmoor, <strong>1</strong> of them late today" in ahead
    assert "<strong>3</strong> would have another day; <strong>2</strong> of those would be late" in ahead
    assert "Also change" not in ahead and not AreaRule.objects.exists()
    assert 'name="reason" value="Agreed."' in ahead
    again = team.post(path, sent(world, step="change")).text
    assert "Agreed." in again and not AreaRule.objects.exists()
    assert team.post(path, sent(world, step="save")).status_code == 302
    assert AreaRule.objects.get().count == 3
    assert set(Deadline.objects.filter(key="rating_review_red").values_list("count", flat=True)) == {7}
    table = team.get(reverse("area-times", args=["northmoor"])).text
    assert "3 calendar days" in table and "set by Cora Ordway. Agreed." in table


def test_only_an_administrator_who_says_so_changes_what_is_open(world: World, team: Client) -> None:
    entry = late(world, 4)
    path = reverse("area-time", args=["northmoor", "rating_review_red"])
    office = signed_in(world.administrator)
    assert "Also change the 1 that are open" in office.post(path, sent(world)).text
    assert office.post(path, sent(world, step="save", anew="yes")).status_code == 302
    assert entry.deadlines.get(key="rating_review_red").count == 3
    assert team.post(path, sent(world, step="save", anew="yes", count="2")).status_code == 302
    assert entry.deadlines.get(key="rating_review_red").count == 3


def test_a_looser_national_limit_asks_for_a_second_person_and_shows_them(world: World, team: Client) -> None:
    path = reverse("area-time", args=["northmoor", "oversight_visit"])
    looser = sent(world, group="ADULT", count="70", step="save")
    assert "name the second person" in team.post(path, looser).text
    agreed = {"approved_by": "Ann Other", "approved_why": "Snow."}
    assert team.post(path, looser | agreed).status_code == 302
    page = team.get(path).text
    assert "(adults): 70 calendar days" in page and "Agreed by Ann Other: Snow." in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"count": "3.5"}, "Enter a whole number of calendar days from 0 to 366"),
        ({"count": "400"}, "Enter a whole number of calendar days from 0 to 366"),
        ({"what": ""}, "Choose what counts"),
        ({"reason": ""}, "Enter why"),
        ({"from_day_year": "2001"}, "today or in the future"),
    ],
)
def test_a_number_that_cannot_be_is_refused_beside_its_field(
    world: World, team: Client, changes: dict[str, str], sentence: str
) -> None:
    page = team.post(reverse("area-time", args=["northmoor", "amber_meeting"]), sent(world, **changes)).text
    assert sentence in page and not AreaRule.objects.exists()


def test_a_rule_is_switched_off_and_on_again(world: World, team: Client) -> None:
    path = reverse("area-time", args=["northmoor", "amber_meeting"])
    table = reverse("area-times", args=["northmoor"])
    assert team.post(path, sent(world, what="off", count="", step="save")).status_code == 302
    assert "none: switched off" in team.get(table).text
    assert team.post(path, sent(world, what="table", count="", step="save")).status_code == 302
    assert "none: switched off" not in team.get(table).text
    assert "back to the table" in team.get(table).text


def test_a_date_that_people_agreed_has_no_number_to_set(world: World, team: Client) -> None:
    for key in ("register_handover", "consent_turning_16", "nothing_like_it"):
        assert team.get(reverse("area-time", args=["northmoor", key])).status_code == 404


def test_the_table_of_numbers_costs_the_same_however_many_were_set(world: World, team: Client) -> None:
    path, counts = reverse("area-times", args=["northmoor"]), []
    for many in (1, 12):
        for count in range(many):
            actions.set_own_number(
                area=world.area, key="rating_review_green", count=count, reason="x", from_day=world.today,
                by=world.coordinator,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as caught:
            team.get(path)
        counts.append(len(caught))
    assert counts[0] == counts[1]


# ---------------------------------------------------------------- the whole register, and ages


def test_the_whole_register_is_gone_through_from_my_work(world: World, team: Client) -> None:
    world.entry()
    actions.sweep(today=world.today, by=world.hand)
    path = reverse("area-gone-through", args=["northmoor"])
    assert path in team.get("/my-work/").text
    assert path not in signed_in(world.keyworker).get("/my-work/").text
    tomorrow = world.today + timedelta(days=1)
    assert "must be today or in the past" in team.post(path, day_in("on", tomorrow)).text
    assert team.post(path, {**day_in("on", world.today), "words": "All of us."}).status_code == 302
    assert "All of us." in team.get(path).text
    assert AreaDeadline.objects.filter(met_on=None).get().started_on == world.today


def test_an_administrator_says_for_which_ages_a_register_is(world: World) -> None:
    World("Eastmere")
    office, path = signed_in(world.administrator), reverse("area-ages", args=["northmoor"])
    wrong = office.post(path, {"age_from": "", "age_to": "old", "hands_over_to": ""})
    assert "Enter an age in whole years" in wrong.text
    assert "up to which age" in office.post(path, {"age_to": "", "hands_over_to": "eastmere"}).text
    assert office.post(path, {"age_to": "17", "hands_over_to": "eastmere"}).status_code == 302
    assert "then passed to Eastmere" in office.get(reverse("area", args=["northmoor"])).text

"""What was asked for: who moves it where, who confirms it, when its owner is asked and the panel told."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import outbox
from accounts.models import Organisation, OutboxMessage, User
from accounts.permissions import RoleName
from config.refused import Refused
from dsr import actions
from dsr.chasing import ORDER, Stage, Waits, next_stage
from dsr.models import Chase, Escalation, Progress, Recommendation
from dsr.statuses import CHASED_STEPS, OPEN_STEPS, STEP_MOVES, CameFrom, Step
from tests.dsr.test_at_once import all_at_once
from tests.worlds import World

DAY = timedelta(days=1)
USUAL = Waits(again=7, panel=14)
TODAY = date(2026, 3, 31)


def asked(world: World, **facts: Any) -> Recommendation:
    given = {"due_on": world.today + DAY, "agreed_on": world.today - 60 * DAY} | facts
    entry = given.pop("entry", None) or world.entry()
    return actions.add_recommendation(
        entry=entry, text="A quiet room", owner=given.pop("owner", "School"), by=world.coordinator, **given
    )


def say(world: World, row: Recommendation, step: Step, by: User | None = None, **facts: Any) -> Progress:
    return actions.record_progress(
        recommendation=row, step=step, note=facts.pop("note", "The head agreed."), on=world.today,
        by=by or world.keyworker, **facts,
    )  # fmt: skip


# ---------------------------------------------------------------- states


def test_only_what_is_ended_goes_nowhere_and_every_other_state_can_end() -> None:
    ends = {step for step in Step if not STEP_MOVES[step]}
    assert ends == {Step.CONFIRMED, Step.REPLACED}
    for step in Step:
        reached, new = set(), {step}
        while new - reached:
            reached |= new
            new = {to for one in reached for to in STEP_MOVES[one]}
        assert step in ends or ends <= reached


def test_what_is_asked_about_is_open_and_done_is_not_the_end_of_it() -> None:
    assert set(CHASED_STEPS) < set(OPEN_STEPS)
    assert Step.CONFIRMED in STEP_MOVES[Step.DONE] and Step.DONE not in OPEN_STEPS
    assert all(Step.CONFIRMED not in STEP_MOVES[step] for step in Step if step is not Step.DONE)


def test_done_is_confirmed_by_somebody_else(world: World) -> None:
    row = asked(world, owner_user=world.keyworker)
    with pytest.raises(Refused, match="recorded as: agreed"):
        say(world, row, Step.CONFIRMED, by=world.coordinator)
    said = say(world, row, Step.DONE, by=world.coordinator)
    assert said.evidence == "The head agreed.", "what was said is the evidence where there is no other"
    for not_they in (world.coordinator, world.keyworker):
        with pytest.raises(Refused, match="Somebody else confirms"):
            say(world, row, Step.CONFIRMED, by=not_they)
    say(world, row, Step.CONFIRMED, by=world.user(RoleName.COORDINATOR, "Sec Ond"))
    row.refresh_from_db()
    assert row.step == Step.CONFIRMED


def test_whoever_checks_can_send_it_back(world: World) -> None:
    row = asked(world)
    say(world, row, Step.DONE)
    say(world, row, Step.IN_PROGRESS, by=world.coordinator, note="The room has no door.")
    row.refresh_from_db()
    assert row.step == Step.IN_PROGRESS


def test_another_day_keeps_the_first_one_in_sight_with_the_reason(world: World) -> None:
    first = world.today + DAY
    row = asked(world, due_on=first)
    for days in (10, 20):
        say(world, row, Step.IN_PROGRESS, note="The builder is ill.", due_on=world.today + days * DAY)
    row.refresh_from_db()
    assert (row.first_due_on, row.due_on) == (first, world.today + 20 * DAY)
    changes = list(row.progress.order_by("pk").values_list("due_before", "due_after", "note"))
    assert changes[0] == (first, world.today + 10 * DAY, "The builder is ill.")
    with pytest.raises(Refused, match="or later"):
        say(world, row, Step.IN_PROGRESS, due_on=world.today - DAY)
    with pytest.raises(Refused, match="not done yet"):
        say(world, row, Step.DONE, due_on=world.today + DAY)


def test_the_new_one_points_to_the_one_it_replaces_and_there_is_one_of_it(world: World) -> None:
    old = asked(world)
    facts: dict[str, Any] = {"why": "No room is free.", "on": world.today, "by": world.coordinator}
    new = actions.replace_recommendation(
        recommendation=old, text="A tent", owner="Dan", due_on=world.today + 9 * DAY, **facts
    )
    old.refresh_from_db()
    assert new.replaces == old and old.replaced_by == new and old.step == Step.REPLACED
    assert new.entry == old.entry and new.step == Step.AGREED
    with pytest.raises(Refused, match="replaced by another one"):
        actions.replace_recommendation(
            recommendation=old, text="A hut", owner="Dan", due_on=world.today + DAY, **facts
        )


def test_an_owner_with_an_account_is_somebody_who_finds_the_entry(world: World) -> None:
    row = asked(world, owner="", owner_user=world.keyworker)
    assert row.owner == world.keyworker.name
    other = world.user(RoleName.KEYWORKER, "Nobody Here")
    for stranger in (other, world.commissioner, world.family):
        with pytest.raises(Refused, match="cannot open this entry"):
            asked(world, entry=row.entry, owner_user=stranger)
    with pytest.raises(Refused, match="one person"):
        asked(world, entry=row.entry, owner=" ")


def test_where_it_came_from(world: World) -> None:
    from uuid import uuid4

    entry = world.entry()
    assert asked(world, entry=entry).came_from == CameFrom.BETWEEN
    assert asked(world, entry=entry, about=uuid4()).came_from == CameFrom.REVIEW
    meeting = asked(world, entry=entry, about=uuid4(), came_from=CameFrom.MEETING)
    assert meeting.came_from == CameFrom.MEETING


def test_the_second_of_two_who_write_is_shown_what_the_first_wrote(world: World) -> None:
    row = asked(world)
    say(world, row, Step.IN_PROGRESS, shown=0, note="Room chosen.")
    with pytest.raises(actions.ProgressFirst) as first:
        say(world, row, Step.IN_PROGRESS, shown=0, by=world.coordinator)
    assert first.value.theirs.note == "Room chosen."
    say(world, row, Step.IN_PROGRESS, shown=1, by=world.coordinator)
    assert row.progress.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_at_once_nothing_is_lost() -> None:
    world = World()
    row, by = asked(world), [world.keyworker, world.coordinator]

    def write(number: int) -> Any:
        return say(world, row, Step.PARTLY, by=by[number], note=f"Half {number}.")

    all_at_once(2, write)
    assert sorted(row.progress.values_list("note", flat=True)) == ["Half 0.", "Half 1."]


# ---------------------------------------------------------------- asking


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize(
    ("late", "stage"),
    [
        (-1, None), (0, Stage.ON_THE_DAY), (6, Stage.ON_THE_DAY), (7, Stage.AGAIN), (13, Stage.AGAIN),
        (14, Stage.PANEL), (90, Stage.PANEL),
    ],
)  # fmt: skip
def test_who_is_asked_when(step: Step, late: int, stage: Stage | None) -> None:
    """What cannot be done is not asked about; that it comes before the panel is for somebody to decide."""
    found = next_stage(step, due_on=TODAY - late * DAY, today=TODAY, done=[], waits=USUAL)
    goes_on = step in CHASED_STEPS or (step is Step.CANNOT and stage is Stage.PANEL)
    assert found == (stage if goes_on else None)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=40), st.integers(0, 9), st.integers(0, 20))
def test_whatever_nights_are_missed_each_stage_is_done_once_and_in_order(
    gaps: list[int], again: int, more: int
) -> None:
    waits, today, done = Waits(again, again + more), TODAY, []
    for gap in gaps:
        today += gap * DAY
        for _ in range(2):  # and run twice
            stage = next_stage(Step.AGREED, due_on=TODAY, today=today, done=done, waits=waits)
            done += [stage] if stage else []
    assert done == sorted(set(done), key=ORDER.index)
    assert (Stage.PANEL in done) is ((today - TODAY).days >= waits.panel)


def chase(world: World, days_on: int) -> int:
    return actions.chase_recommendations(today=world.today + days_on * DAY, by=world.hand)


def test_asked_on_the_day_and_after_seven_and_the_panel_after_fourteen(world: World) -> None:
    row = asked(world, due_on=world.today)
    assert [chase(world, on) for on in (-1, 0, 0, 3, 7, 7, 13, 14, 15)] == [0, 1, 0, 0, 1, 0, 0, 1, 0]
    stages = list(row.chases.order_by("pk").values_list("stage", flat=True))
    assert stages == [Stage.ON_THE_DAY, Stage.AGAIN, Stage.PANEL]
    sent = OutboxMessage.objects.filter(kind="recommendation_due")
    assert sent.count() == 2
    case = Escalation.objects.get(entry=row.entry)
    assert "A quiet room" in case.why and "14 days late" in case.why
    assert row.entry.deadlines.open().filter(key="oversight_panel_next", about=case.pk).exists()


def test_after_missed_nights_one_message_goes_out_not_three(world: World) -> None:
    asked(world, due_on=world.today)
    assert [chase(world, on) for on in (9, 9)] == [1, 0]
    assert Chase.objects.get().stage == Stage.AGAIN


@pytest.mark.parametrize("step", [Step.DONE, Step.NOT_DONE])
def test_an_answer_stops_it(world: World, step: Step) -> None:
    row = asked(world, due_on=world.today)
    chase(world, 0)
    say(world, row, step)
    assert chase(world, 7) == chase(world, 14) == 0


def test_with_another_day_it_begins_anew_and_under_way_alone_stops_nothing(world: World) -> None:
    row = asked(world, due_on=world.today)
    chase(world, 0)
    say(world, row, Step.IN_PROGRESS)
    assert chase(world, 7) == 1
    say(world, row, Step.IN_PROGRESS, due_on=world.today + 20 * DAY)
    assert [chase(world, on) for on in (14, 19, 20, 27)] == [0, 0, 1, 1]


def test_a_case_that_is_open_already_is_not_opened_twice(world: World) -> None:
    entry = world.entry()
    for due in (0, 1):
        asked(world, entry=entry, due_on=world.today + due * DAY, position=due + 1)
    actions.escalate(entry=entry, why="No home.", by=world.coordinator, today=world.today)
    assert chase(world, 15) == 2
    assert Escalation.objects.count() == 1


def test_of_somebody_whose_place_has_ended_nothing_is_asked(world: World) -> None:
    row = asked(world, due_on=world.today)
    row.entry.status = "removed"
    row.entry.save(by=world.coordinator)
    assert chase(world, 14) == 0 and not Escalation.objects.exists()


def test_an_areas_own_numbers_count(world: World) -> None:
    for key, count in (("action_chase", 2), ("action_escalate", 3)):
        actions.set_own_number(
            area=world.area,
            key=key,
            count=count,
            reason="Agreed.",
            from_day=world.today,
            by=world.coordinator,
        )
    asked(world, due_on=world.today)
    assert [chase(world, on) for on in (0, 1, 2, 3)] == [1, 0, 1, 1]


def test_the_message_names_nobody_and_goes_to_whoever_finds_the_entry(
    world: World, mailoutbox: list[Any]
) -> None:
    row = asked(world, due_on=world.today, owner_user=world.keyworker)
    chase(world, 0)
    outbox.send_due()
    assert {address for mail in mailoutbox for address in mail.to} == {world.keyworker.email}
    assert "Jade" not in mailoutbox[0].body and "room" not in mailoutbox[0].body
    actions.allocate(
        entry=row.entry, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
    )
    mailoutbox.clear()
    chase(world, 7)
    outbox.send_due()
    assert {address for mail in mailoutbox for address in mail.to} == {world.coordinator.email}


def test_answered_before_the_message_went_out_nobody_is_asked(world: World, mailoutbox: list[Any]) -> None:
    row = asked(world, due_on=world.today)
    chase(world, 0)
    say(world, row, Step.DONE)
    outbox.send_due()
    assert not any("/my-work/" in mail.body for mail in mailoutbox)


def test_the_nightly_asking_costs_the_same_queries_for_ten_as_for_two(
    world: World, django_assert_max_num_queries: Any
) -> None:
    """Reading is three queries however many are late; each message that goes out is one of its own."""
    entry = world.entry()
    for place in range(10):
        asked(world, entry=entry, due_on=world.today, position=place + 1)
    assert chase(world, 0) == 10
    with django_assert_max_num_queries(8):
        assert chase(world, 1) == 0


def test_an_organisation_goes_with_it(world: World) -> None:
    school = Organisation.objects.create(name="Mill Lane school", kind="school", by=world.hand)
    assert asked(world, organisation=school).organisation == school

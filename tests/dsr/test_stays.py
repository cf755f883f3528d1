"""What happens in a stay: admission, moves, legal statuses, leave, notices, leaving, and corrections."""

from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from config.refused import Refused
from dsr import actions, stay_dates, stay_rules
from dsr.clock_facts import FACTS
from dsr.models import HospitalStay, RegisterEntry, StayCorrection
from dsr.stay_rules import Notice, Security
from tests.dsr.stay_worlds import DAY, in_hospital, left, moved, signed
from tests.worlds import World


def open_keys(entry: RegisterEntry) -> set[str]:
    return set(entry.deadlines.open().values_list("key", flat=True))


def fresh(stay: HospitalStay) -> HospitalStay:
    return HospitalStay.objects.get(pk=stay.pk)


# ---------------------------------------------------------------- admission


@pytest.mark.parametrize("security", list(Security))
def test_secure_is_what_the_ward_is(world: World, security: Security) -> None:
    stay = in_hospital(world, security=security)
    assert stay.secure is (security in stay_rules.SECURE)
    move = stay.moves.get()
    assert (move.number, move.moved_on, move.security) == (1, stay.admitted_on, security)


def test_the_first_legal_status_begins_with_the_admission_at_its_time(world: World) -> None:
    stay = in_hospital(world, legal_status="2", admitted_at=time(14, 10))
    period = stay.statuses.get()
    local = timezone.localtime(period.started_at)
    assert (local.date(), local.time(), period.time_known) == (stay.admitted_on, time(14, 10), True)
    assert in_hospital(world, world.entry(world.person("Tom"))).statuses.get().time_known is False


def test_words_are_no_legal_status(world: World) -> None:
    with pytest.raises(ValueError, match="Section 3"):
        in_hospital(world, legal_status="Section 3")


def test_being_made_blue_is_met_on_the_day_it_is_heard_of(world: World) -> None:
    stay = in_hospital(world, days=3)
    made = stay.entry.deadlines.get(key="blue_on_admission")
    assert (made.started_on, made.due_on, made.met_on) == (stay.admitted_on, stay.admitted_on, world.today)


@pytest.mark.parametrize(("before", "asked"), [(28, False), (29, True), (None, True)])
def test_a_review_before_the_admission_stands_in_for_the_one_after(
    world: World, before: int | None, asked: bool
) -> None:
    reviewed = None if before is None else world.today - (5 + before) * DAY
    stay = in_hospital(world, days=5, reviewed_before=reviewed)
    assert ("post_admission_cetr" in open_keys(stay.entry)) is asked


def test_what_is_said_beside_an_admission_must_fit(world: World) -> None:
    for words, facts in {
        "planned day of leaving cannot be before": {"planned_for": world.today - 9 * DAY},
        "before the admission cannot be after": {"reviewed_before": world.today},
        "host commissioner was told must be between": {"host_told_on": world.today + DAY},
    }.items():
        with pytest.raises(Refused, match=words):
            in_hospital(world, world.entry(world.person(words[:5])), days=3, **facts)
    assert not HospitalStay.objects.exists()


def test_inside_fourteen_days_a_new_stay_begins(world: World) -> None:
    entry = world.entry()
    first = left(world, in_hospital(world, entry, days=60), days=20)
    second = in_hospital(world, entry, days=10)
    assert second.pk != first.pk
    assert stay_dates.is_readmission(second.admitted_on, first.discharged_on)
    with pytest.raises(Refused, match="already"):
        in_hospital(world, entry, days=1)


# ---------------------------------------------------------------- a poor unit


def test_three_are_told_of_a_unit_rated_inadequate(world: World) -> None:
    stay = in_hospital(world, days=5, inadequate=True)
    move = stay.moves.get()
    for told, kind in enumerate(Notice):
        assert ("inadequate_unit_notice" in open_keys(stay.entry)) is True
        actions.record_notice(move=move, kind=kind, sent_on=world.today - told * DAY, **signed(world))
    deadline = stay.entry.deadlines.get(key="inadequate_unit_notice")
    assert (deadline.due_on, deadline.met_on) == (stay.admitted_on, world.today)
    with pytest.raises(Refused, match="recorded already"):
        actions.record_notice(move=move, kind=Notice.ICB, sent_on=world.today, **signed(world))


def test_a_notice_is_of_a_poor_unit_and_after_the_move(world: World) -> None:
    good, poor = in_hospital(world, days=5), in_hospital(world, world.entry(world.person("Tom")), days=5)
    moved(world, poor, days=2, inadequate=True)
    with pytest.raises(Refused, match="not recorded as rated inadequate"):
        actions.record_notice(move=good.moves.get(), kind=Notice.ICB, sent_on=world.today, **signed(world))
    with pytest.raises(Refused, match="between the day they came"):
        actions.record_notice(
            move=poor.moves.get(number=2), kind=Notice.ICB, sent_on=world.today - 3 * DAY, **signed(world)
        )
    assert "inadequate_unit_notice" in open_keys(poor.entry)


# ---------------------------------------------------------------- moves and legal statuses


def test_a_move_goes_on_with_the_stay_and_its_clocks(world: World) -> None:
    stay = in_hospital(world, days=20)
    before = open_keys(stay.entry)
    moved(world, stay, days=3, ward="Beech", provider="Northmoor Trust")
    now = fresh(stay)
    assert (now.place, now.security, now.secure) == ("Stoneacre, Beech", "low", True)
    assert now.discharged_on is None and open_keys(stay.entry) == before
    assert RegisterEntry.objects.get(pk=stay.entry_id).colour == "blue"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (5, ""),
        (4, ""),
        (6, "cannot be before it"),
        (21, "between the admission"),
        (-1, "between the admission"),
    ],
)
def test_moves_stand_in_their_order(world: World, days: int, words: str) -> None:
    stay = in_hospital(world, days=20)
    moved(world, stay, days=5)
    if not words:
        assert moved(world, stay, days=days, hospital="Fenwick House").number == 3
        return
    with pytest.raises(Refused, match=words):
        moved(world, stay, days=days, hospital="Fenwick House")


def status(world: World, stay: HospitalStay, code: str, days: int = 0, at: time | None = None) -> Any:
    return actions.change_legal_status(
        stay=stay, status=code, on=world.today - days * DAY, at=at, **signed(world)
    )


def test_two_legal_statuses_on_one_day_need_their_times(world: World) -> None:
    stay = in_hospital(world, days=9)
    status(world, stay, "5(2)", 4)
    with pytest.raises(Refused, match="enter the times"):
        status(world, stay, "2", 4)
    status(world, stay, "2", 4, time(16, 30))
    with pytest.raises(Refused, match="in force already"):
        status(world, stay, "2")
    with pytest.raises(Refused, match="between the admission and today"):
        status(world, stay, "3", -1)
    assert fresh(stay).legal_status == "2"
    assert [row.status for row in stay.statuses.order_by("started_at")] == ["informal", "5(2)", "2"]


def test_the_second_to_save_is_told_how_it_stands(world: World) -> None:
    stay = in_hospital(world, days=9)
    version = stay.version
    status(world, stay, "2", 4)
    with pytest.raises(actions.StayChangedFirst) as first:
        actions.change_legal_status(
            stay=stay, status="3", on=world.today, expected_version=version, **signed(world)
        )
    assert first.value.theirs.legal_status == "2"
    for act in (moved, left):
        with pytest.raises(actions.StayChangedFirst):
            act(world, stay, expected_version=version)


# ---------------------------------------------------------------- leave


def away(world: World, stay: HospitalStay, days: int, **facts: Any) -> Any:
    day = world.today - days * DAY
    given = {"kind": "informal", "expected_on": day + 2 * DAY, "where": "Mum’s", "overnight": True, **facts}
    return actions.start_leave(stay=stay, from_on=day, **given, **signed(world))


def test_long_leave_is_leave_and_no_discharge(world: World) -> None:
    stay = in_hospital(world)
    leave = away(world, stay, 40)
    with pytest.raises(Refused, match="on leave already"):
        away(world, stay, 1)
    assert fresh(stay).discharged_on is None
    assert RegisterEntry.objects.get(pk=stay.entry_id).colour == "blue"
    back = {"leave": leave, "how_it_went": "Well.", **signed(world)}
    with pytest.raises(Refused, match="between the admission and today"):
        actions.end_leave(back_on=world.today - 41 * DAY, **back)
    actions.end_leave(back_on=world.today, **back)
    with pytest.raises(Refused, match="recorded already"):
        actions.end_leave(back_on=world.today, **back)
    with pytest.raises(Refused, match="expected back cannot be before"):
        away(world, stay, 0, expected_on=world.today - DAY)


def test_leave_ends_with_the_stay(world: World) -> None:
    stay = in_hospital(world)
    leave = away(world, stay, 3)
    with pytest.raises(Refused, match="cannot be before it"):
        left(world, stay, days=4)
    left(world, stay, days=1)
    leave.refresh_from_db()
    assert leave.back_on == world.today - DAY
    with pytest.raises(Refused, match="This stay ended"):
        away(world, stay, 0)


# ---------------------------------------------------------------- corrections


def correct(world: World, stay: HospitalStay, what: str, day: date, **facts: Any) -> StayCorrection:
    return actions.correct_stay(
        stay=stay, what=what, day=day, why="The ward’s letter.", **facts, **signed(world)
    )


def test_a_corrected_admission_counts_its_clocks_again(world: World) -> None:
    stay = in_hospital(world, days=9)
    row = correct(world, stay, "admission", world.today - 12 * DAY)
    now = fresh(stay)
    assert now.admitted_on == now.moves.get().moved_on == world.today - 12 * DAY
    assert timezone.localdate(now.statuses.get().started_at) == now.admitted_on
    started = dict(now.entry.deadlines.open().values_list("key", "started_on"))
    assert started["post_admission_cetr"] == started["oversight_visit"] == now.admitted_on
    assert "letter" in row.why and row.before != row.after
    stopped = now.entry.deadlines.filter(key="oversight_visit").exclude(cancelled_on=None).get()
    assert "corrected" in stopped.cancelled_why


def test_no_correction_puts_a_stay_out_of_order(world: World) -> None:
    entry = world.entry()
    left(world, in_hospital(world, entry, days=90), days=70)
    stay = in_hospital(world, entry, days=30)
    move = moved(world, stay, days=10)
    status(world, stay, "2", 8)
    today = world.today
    first, second = stay.statuses.order_by("started_at")
    for words, what, day, facts in [
        ("today or earlier", "admission", today + DAY, {}),
        ("cannot be after it", "admission", today - 9 * DAY, {}),
        ("cannot begin before the last one", "admission", today - 71 * DAY, {}),
        ("between the admission", "move", today - 31 * DAY, {"row": move.pk}),
        ("have not left", "leaving", today, {}),
        ("begins with the admission", "status", today - 9 * DAY, {"row": first.pk}),
        ("between the one before", "status", today - 30 * DAY, {"row": second.pk}),
        ("between the admission", "status", today + DAY, {"row": second.pk}),
        ("what is recorded already", "status", today - 8 * DAY, {"row": second.pk}),
        ("what is recorded already", "admission", today - 30 * DAY, {}),
        ("not in the stay", "move", today, {"row": first.pk}),
    ]:
        with pytest.raises(Refused, match=words):
            correct(world, stay, what, day, **facts)
    assert not StayCorrection.objects.exists()
    correct(world, stay, "status", today - 8 * DAY, row=second.pk, status="3", at=time(9, 5))
    assert fresh(stay).legal_status == "3"


def test_the_day_of_leaving_is_corrected_and_the_hold_with_it(world: World) -> None:
    stay = left(world, in_hospital(world), days=13)
    correct(world, stay, "leaving", world.today - 15 * DAY)
    assert fresh(stay).discharged_on == world.today - 15 * DAY
    assert world.rate(stay.entry, "amber").colour == "amber"


# ---------------------------------------------------------------- after any history

ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["move", "status", "away", "back", "ready", "not ready", "visit", "admission", "fix", "leave"]
        ),
        st.integers(-1, 45), st.integers(0, 23), st.sampled_from(["2", "3", "informal", "5(2)"]),
    ),
    max_size=14,
)  # fmt: skip


def act(world: World, stay: HospitalStay, what: str, days: int, hour: int, code: str) -> None:
    day = world.today - timedelta(days=days)
    if what == "move":
        moved(world, stay, days=days, inadequate=hour % 2 == 0)
    elif what == "status":
        status(world, stay, code, days, time(hour) if hour else None)
    elif what == "away":
        away(world, stay, days, kind="informal" if hour % 2 else "section_17")
    elif what == "back":
        leave = stay.leaves.filter(back_on=None).first()
        if leave:
            actions.end_leave(leave=leave, back_on=day, how_it_went="", **signed(world))
    elif what in ("ready", "not ready"):
        actions.record_readiness(
            stay=stay, ready=what == "ready", on=day, reasons=["housing"], words="", **signed(world)
        )
    elif what == "visit":
        actions.record_visit(stay=stay, visited_on=day, words="Calm.", **signed(world))
    elif what == "admission":
        correct(world, stay, "admission", day)
    elif what == "fix":
        row = list(stay.statuses.order_by("started_at"))[hour % stay.statuses.count()]
        correct(world, stay, "status", day, row=row.pk, status=code, at=time(hour))
    elif hour < 4:
        left(world, stay, days=days)


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.generate],  # to make one smaller takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=ACTS)
def test_whatever_was_accepted_the_chains_tile_the_stay_and_the_clocks_follow_the_facts(
    world: World, acts: list[Any]
) -> None:
    world.today = timezone.localdate()
    number = RegisterEntry.objects.count()
    stay = in_hospital(world, world.entry(world.person(f"P{number}")), days=30)
    for what, days, hour, code in acts:
        try:
            act(world, fresh(stay), what, days, hour, code)
        except Refused:
            continue
    stay = fresh(stay)
    end = stay.discharged_on or world.today
    moves = [move.moved_on for move in stay.moves.order_by("number")]
    assert moves[0] == stay.admitted_on and moves == sorted(moves) and moves[-1] <= end
    begun = [timezone.localtime(row.started_at) for row in stay.statuses.order_by("started_at")]
    assert begun[0].date() == stay.admitted_on and begun[-1].date() <= end
    assert len(set(begun)) == len(begun)
    assert stay.statuses.order_by("-started_at")[0].status == stay.legal_status
    latest = stay.moves.order_by("-number")[0]
    assert (latest.place, latest.security) == (stay.place, stay.security)
    spans = sorted((leave.from_on, leave.back_on or date.max) for leave in stay.leaves.all())
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    for key in ("blue_on_admission", "oversight_visit", "inadequate_unit_notice", "stuck_in_hospital"):
        stored = stay.entry.deadlines.filter(key=key).exclude(cancelled_why__contains="has been corrected")
        said = [(c.started_on, c.met_on, bool(c.stopped_on)) for c in FACTS[key](stay.entry)]
        found = [(d.started_on, d.met_on, bool(d.cancelled_on)) for d in stored]
        assert sorted(found, key=str) == sorted(said, key=str), key

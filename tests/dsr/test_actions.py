"""What the register's actions do, and what they refuse."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from accounts import actions as accounts
from accounts import outbox
from accounts.models import OutboxMessage
from accounts.permissions import RoleName
from config.refused import Refused
from dsr import actions, consent, ratings
from dsr.models import ConsentRecord, Deadline, Person, Progress, Rating, Recommendation, RegisterEntry
from dsr.statuses import STEP_MOVES, EntryStatus, Step
from tests.worlds import World

DAY = timedelta(days=1)


def keys(entry: RegisterEntry) -> set[str]:
    return set(entry.deadlines.open().values_list("key", flat=True)) - {"consent_recheck"}


def fresh(entry: RegisterEntry) -> RegisterEntry:
    return RegisterEntry.objects.get(pk=entry.pk)


# ---------------------------------------------------------------- onto the register


def test_nobody_is_added_without_consent(world: World) -> None:
    person = world.person()
    with pytest.raises(Refused, match="No consent has been recorded"):
        actions.add_to_register(person=person, area=world.area, added_on=world.today, by=world.coordinator)
    assert not RegisterEntry.objects.exists()


@pytest.mark.parametrize("decision", [d for d in consent.Decision if d not in consent.USABLE])
def test_an_answer_that_is_not_yes_adds_nobody(world: World, decision: consent.Decision) -> None:
    person = world.person()
    world.consent(person)
    world.consent(person, decision=decision)
    with pytest.raises(Refused, match="Record consent"):
        actions.add_to_register(person=person, area=world.area, added_on=world.today, by=world.coordinator)


def test_added_is_not_yet_rated_and_twice_is_once(world: World) -> None:
    entry = world.entry()
    assert (entry.colour, entry.rating_number, entry.rated_on, entry.urgency) == (None, 0, None, 0)
    again = actions.add_to_register(
        person=entry.person, area=world.area, added_on=world.today, by=world.coordinator
    )
    assert again == entry and RegisterEntry.objects.count() == 1
    assert entry.deadlines.open().get().key == "consent_recheck"


def test_somebody_can_be_on_two_areas_registers(world: World) -> None:
    entry, other = world.entry(), World("Eastmere")
    second = actions.add_to_register(
        person=entry.person, area=other.area, added_on=world.today, by=other.coordinator
    )
    assert second != entry


def test_a_number_belongs_to_one_person(world: World) -> None:
    world.person(nhs_number="9990000018")
    with pytest.raises(Refused, match="on record already"):
        world.person("Tom", nhs_number="9990000018")
    tom = world.person("Tom")
    with pytest.raises(Refused, match="on record already"):
        actions.change_person(person=tom, nhs_number="9990000018", by=world.coordinator)


def test_a_birthday_in_the_future_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="in the past"):
        world.person(born=world.today + DAY)


def test_a_change_of_name_is_found_at_once_and_the_old_name_is_kept(world: World) -> None:
    person = world.person("Jade", postcode="ne81hh")
    assert person.postcode == "NE8 1HH"
    actions.change_person(person=person, family_name="O’Brien-Müller", by=world.keyworker)
    person = Person.objects.get()
    assert person.search_name == "jade obrien muller morris"
    assert list(person.history.values_list("family_name", "history_user__name")) == [
        ("O’Brien-Müller", "Priya Nair"), ("Morris", "Cora Ordway"),
    ]  # fmt: skip


# ---------------------------------------------------------------- consent


def test_an_answer_cannot_be_of_tomorrow_or_before_birth(world: World) -> None:
    person = world.person()
    with pytest.raises(Refused, match="today or earlier"):
        world.consent(person, decided_on=world.today + DAY)
    with pytest.raises(Refused, match="before this person was born"):
        world.consent(person, decided_on=person.date_of_birth - DAY)


def test_a_parent_cannot_answer_for_somebody_of_sixteen(world: World) -> None:
    grown, child = world.person(), world.person("Ali", born=date(world.today.year - 10, 1, 1))
    with pytest.raises(Refused, match="from 16"):
        world.consent(grown, basis=consent.Basis.PARENT_PR)
    with pytest.raises(Refused, match="under 16"):
        world.consent(child, basis=consent.Basis.PERSON)


@pytest.mark.parametrize("purpose", consent.Purpose)
def test_being_on_the_register_and_sharing_last_a_year_and_a_reviews_answers_have_no_term(
    world: World, purpose: consent.Purpose
) -> None:
    row = world.consent(world.person(), purpose)
    assert (row.valid_until is not None) is (purpose not in consent.OF_A_REVIEW)


def test_a_fresh_yes_restarts_the_check_and_a_withdrawal_does_not(world: World) -> None:
    entry = world.entry()
    first = entry.deadlines.get(key="consent_recheck")
    world.consent(entry.person)
    assert Deadline.objects.get(pk=first.pk).met_on == world.today
    assert entry.deadlines.open().filter(key="consent_recheck").count() == 1
    world.consent(entry.person, decision=consent.Decision.WITHDRAWN)
    assert not entry.deadlines.open().filter(key="consent_recheck").exists()
    assert ConsentRecord.objects.count() == 3, "a change of mind is another row"


@pytest.mark.parametrize("decision", ["yes", "no", "withdrawn"])
def test_an_older_answer_typed_in_late_does_not_touch_the_clock_of_the_newer_one(
    world: World, decision: str
) -> None:
    entry = world.entry()
    running = entry.deadlines.get(key="consent_recheck")
    late = {"decision": consent.Decision(decision), "decided_on": world.today - 90 * DAY}
    world.consent(entry.person, **late)
    assert entry.deadlines.open().get(key="consent_recheck") == running


def test_an_old_yes_typed_in_after_a_withdrawal_starts_no_clock(world: World) -> None:
    entry = world.entry()
    world.consent(entry.person, decision=consent.Decision.WITHDRAWN)
    world.consent(entry.person, decided_on=world.today - 90 * DAY)
    assert not entry.deadlines.open().filter(key="consent_recheck").exists()


# ---------------------------------------------------------------- ratings


def test_a_first_rating_opens_what_must_follow(world: World) -> None:
    entry = world.entry()
    rating = world.rate(entry, "red")
    assert rating.number == 1
    entry = fresh(entry)
    assert (entry.colour, entry.rating_number) == ("red", 1)
    assert (entry.rated_on, entry.coloured_since) == (world.today, world.today)
    assert keys(entry) == {"rating_review_red", "red_review_decision"}


def test_the_same_colour_again_restarts_its_rhythm_and_keeps_since(world: World) -> None:
    entry = world.entry()
    start = world.today - 5 * DAY
    world.rate(entry, "red", decided_on=start)
    asked = entry.deadlines.get(key="red_review_decision")
    world.rate(entry, "red")
    entry = fresh(entry)
    assert (entry.coloured_since, entry.rated_on) == (start, world.today)
    assert entry.deadlines.open().get(key="rating_review_red").started_on == world.today
    assert entry.deadlines.get(key="red_review_decision", met_on=None, cancelled_on=None) == asked


@pytest.mark.parametrize(("where", "met"), [("meeting", True), ("urgent_meeting", True), ("between", False)])
def test_the_meeting_that_amber_asks_for_is_met_by_a_meeting_that_keeps_it_amber(
    world: World, where: str, met: bool
) -> None:
    entry = world.entry()
    world.rate(entry, "green")
    world.rate(entry, "amber", decided_at="between")
    assert "amber_meeting" in keys(entry)
    world.rate(entry, "amber", decided_at=where)
    assert (entry.deadlines.get(key="amber_meeting").met_on == world.today) is met


def test_turning_green_ends_what_red_asked_for_with_the_reason(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "red")
    world.rate(entry, "green")
    assert keys(entry) == {"rating_review_green", "step_down_told"}
    ended = entry.deadlines.get(key="red_review_decision")
    assert ended.cancelled_on == world.today and "green" in ended.cancelled_why
    assert entry.deadlines.get(key="rating_review_red").met_on == world.today


@pytest.mark.parametrize(
    ("years", "asked"), [(10, True), (17, True), (18, True), (25, True), (26, False), (30, False)]
)
def test_a_keyworker_is_asked_for_up_to_age_25(world: World, years: int, asked: bool) -> None:
    born = world.today.replace(year=world.today.year - years, day=1)
    entry = world.entry(born=born)
    actions.allocate(
        entry=entry, keyworker=None, lead_professional=None, on=world.today, by=world.coordinator
    )
    world.rate(entry, "red", by=world.coordinator)
    assert ("keyworker_offer" in keys(entry)) is asked
    actions.allocate(
        entry=entry, keyworker=world.keyworker, lead_professional=None, on=world.today, by=world.coordinator
    )
    assert "keyworker_offer" not in keys(entry)


def test_sent_twice_is_one_rating_and_one_message(world: World) -> None:
    entry = world.entry()
    one = world.rate(entry, "red", expected_number=0)
    two = world.rate(entry, "red", expected_number=0)
    assert one == two
    assert Rating.objects.count() == OutboxMessage.objects.filter(kind="something_new").count() == 1


@pytest.mark.parametrize(
    "other",
    [{"colour": "amber"}, {"reason": "Other."}, {"by": "coordinator"}, {"words_for_person": "Hello."},
     {"decided_at": "urgent_meeting"}, {"decided_by": "Dr Rao"}, {"criteria": ["serious_harm"]}],
    ids=lambda o: next(iter(o)),
)  # fmt: skip
def test_somebody_who_saves_second_is_shown_the_first(world: World, other: dict[str, Any]) -> None:
    entry = world.entry()
    first = world.rate(entry, "red", expected_number=0)
    if "by" in other:
        other = {"by": world.coordinator}
    with pytest.raises(actions.SavedFirst, match="Nothing of yours is lost") as told:
        world.rate(entry, other.pop("colour", "red"), expected_number=0, **other)
    assert told.value.theirs == first and "Priya Nair" in str(told.value)
    assert Rating.objects.count() == 1


@pytest.mark.parametrize("expected", [2, 9, 1000])
def test_a_number_that_never_was_is_not_saved(world: World, expected: int) -> None:
    entry = world.entry()
    world.rate(entry, "red")
    with pytest.raises(actions.SavedFirst):
        world.rate(entry, "amber", expected_number=expected)
    other = world.entry(world.person("Tom"))
    with pytest.raises(Refused):
        world.rate(other, "amber", expected_number=expected)
    assert Rating.objects.count() == 1


def test_a_rating_is_not_of_tomorrow_nor_older_than_the_one_before(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "red", decided_on=world.today - DAY)
    for day, words in ((world.today + DAY, "today or earlier"), (world.today - 2 * DAY, "cannot be older")):
        with pytest.raises(Refused, match=words):
            world.rate(entry, "red", decided_on=day)
    assert Rating.objects.count() == 1
    assert world.rate(entry, "red", decided_on=world.today - DAY).number == 2, "the same day is not older"


def test_a_rating_or_admission_before_birth_is_a_slip_in_the_year(world: World) -> None:
    entry = world.entry()
    early = entry.person.date_of_birth - DAY
    facts = {"hospital": "Stoneacre", "legal_status": "informal", "by": world.coordinator}
    with pytest.raises(Refused, match="before this person was born"):
        world.rate(entry, "red", decided_on=early)
    with pytest.raises(Refused, match="before this person was born"):
        actions.admit(entry=entry, admitted_on=early, today=world.today, **facts)
    assert not Rating.objects.exists()


@pytest.mark.parametrize("status", [s for s in EntryStatus if s is not EntryStatus.ACTIVE])
def test_somebody_who_is_not_on_the_register_is_not_rated(world: World, status: EntryStatus) -> None:
    entry = world.entry()
    entry.status = status
    entry.save(by=world.coordinator)
    with pytest.raises(Refused, match="not on the register now"):
        world.rate(entry, "red")


def test_what_is_refused_leaves_nothing_behind(world: World) -> None:
    entry = world.entry()
    before = (Deadline.objects.count(), OutboxMessage.objects.count(), entry.history.count())
    with pytest.raises(Refused):
        world.rate(entry, "blue")
    assert (Deadline.objects.count(), OutboxMessage.objects.count(), entry.history.count()) == before
    assert not Rating.objects.exists()


# ---------------------------------------------------------------- hospital


def admit(world: World, entry: RegisterEntry, on: date | None = None, **facts: Any) -> Any:
    return actions.admit(
        entry=entry, hospital="The Larches", legal_status="3", admitted_on=on or world.today,
        by=world.coordinator, today=world.today, **facts,
    )  # fmt: skip


def leave(world: World, stay: Any, on: date | None = None) -> Any:
    return actions.discharge(
        stay=stay, discharged_on=on or world.today, going_to="Home", by=world.coordinator, today=world.today
    )


def test_an_admission_makes_blue_and_starts_review_and_visits(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "red", decided_on=world.today - 9 * DAY)
    stay = admit(world, entry, world.today - 3 * DAY)
    assert fresh(entry).colour == "blue"
    assert keys(entry) == {"rating_review_blue", "post_admission_cetr", "oversight_visit"}
    due = entry.deadlines.open().get(key="post_admission_cetr").due_on
    assert due == world.today - 3 * DAY + 28 * DAY
    assert entry.ratings.latest("number").about == stay.pk


def test_a_childs_clocks_are_shorter_and_a_secure_wards_are_its_own(world: World) -> None:
    child = world.entry(born=date(world.today.year - 12, 1, 1))
    admit(world, child, secure=True)
    due = dict(child.deadlines.open().values_list("key", "due_on"))
    assert due["post_admission_cetr"] == world.today + 14 * DAY
    assert due["oversight_visit"] == due["rating_review_blue"] == world.today + 42 * DAY


def test_leaving_hospital_makes_red_and_holds_it_for_fourteen_days(world: World) -> None:
    entry = world.entry()
    stay = admit(world, entry, world.today - 40 * DAY)
    leave(world, stay, world.today - 10 * DAY)
    assert fresh(entry).colour == "red"
    assert keys(entry) == {"rating_review_red", "red_review_decision", "post_discharge_rerate"}
    for colour in ("amber", "green"):
        with pytest.raises(Refused, match="stays red"):
            world.rate(entry, colour)
    assert world.rate(entry, "red")


def test_after_the_hold_it_may_be_lowered(world: World) -> None:
    entry = world.entry()
    leave(world, admit(world, entry, world.today - 40 * DAY), world.today - 15 * DAY)
    assert world.rate(entry, "amber").colour == "amber"


def test_in_hospital_nobody_rates_by_hand(world: World) -> None:
    entry = world.entry()
    admit(world, entry)
    for colour in ratings.BY_HAND:
        with pytest.raises(Refused, match="in hospital"):
            world.rate(entry, colour)


@pytest.mark.parametrize(("days", "words"), [(1, "today or earlier"), (400, "today or earlier")])
def test_nobody_is_admitted_tomorrow(world: World, days: int, words: str) -> None:
    with pytest.raises(Refused, match=words):
        admit(world, world.entry(), world.today + timedelta(days=days))


def test_one_stay_at_a_time_and_back_again(world: World) -> None:
    entry = world.entry()
    stay = admit(world, entry, world.today - 9 * DAY)
    with pytest.raises(Refused, match="already"):
        admit(world, entry)
    for day in (world.today - 10 * DAY, world.today + DAY):
        with pytest.raises(Refused, match="between the admission and today"):
            leave(world, stay, day)
    leave(world, stay, world.today - 2 * DAY)
    with pytest.raises(Refused, match="ended on"):
        leave(world, stay)
    admit(world, entry)  # inside the hold: back to blue, a new stay
    assert fresh(entry).colour == "blue" and entry.stays.count() == 2
    assert entry.deadlines.open().get(key="post_admission_cetr").started_on == world.today


# ---------------------------------------------------------------- who is given whom


@pytest.mark.parametrize(
    "who", ["coordinator", "family", "commissioner", "chair", "elsewhere", "ended", "not yet"]
)
def test_only_a_keyworker_of_this_area_today_is_given_somebody(world: World, who: str) -> None:
    entry = world.entry()
    user = {
        "elsewhere": lambda: World("Eastmere").keyworker,
        "ended": lambda: member(world, world.today - 9 * DAY, world.today - DAY),
        "not yet": lambda: member(world, world.today + DAY, None),
    }.get(who, lambda: getattr(world, who))()  # fmt: skip
    for place in ("keyworker", "lead_professional"):
        workers = {"keyworker": None, "lead_professional": None, place: user}
        with pytest.raises(Refused, match="is not a keyworker"):
            actions.allocate(entry=entry, on=world.today, by=world.coordinator, **workers)
    assert fresh(entry).keyworker == world.keyworker


def member(world: World, start: date, end: date | None) -> Any:
    from accounts import actions as accounts

    user = accounts.add_user(email=f"m{start}@example.org", name="Sam Okafor", by=world.hand)
    held = accounts.add_membership(
        user=user, area=world.area, role=RoleName.KEYWORKER, from_day=start, by=world.hand
    )
    if end:
        accounts.end_membership(membership=held, on=end, by=world.hand)
    return user


# ---------------------------------------------------------------- what was promised


def promise(world: World, **facts: Any) -> Recommendation:
    given = {"due_on": world.today + DAY, "agreed_on": world.today} | facts
    return actions.add_recommendation(
        entry=world.entry(), text="A quiet room", owner="School", by=world.coordinator, **given
    )


@pytest.mark.parametrize("now", Step)
@pytest.mark.parametrize("step", Step)
def test_a_recommendations_moves(world: World, now: Step, step: Step) -> None:
    row = promise(world)
    row.step = now
    row.save(by=world.coordinator)
    move: Callable[[], Progress] = lambda: actions.record_progress(  # noqa: E731
        recommendation=row, step=step, note="Done so.", on=world.today, by=world.keyworker
    )
    if step in STEP_MOVES[now]:
        move()
        assert Recommendation.objects.get().step == step
        assert Progress.objects.get().by == world.keyworker
    else:
        with pytest.raises(Refused, match="recorded as"):
            move()
        assert Recommendation.objects.get().step == now and not Progress.objects.exists()


def test_a_recommendation_is_not_due_before_it_was_agreed(world: World) -> None:
    with pytest.raises(Refused, match="on or after"):
        promise(world, due_on=world.today - DAY)
    assert promise(world, due_on=world.today)


def test_history_names_who_did_what(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "red", by=world.keyworker)
    names = list(entry.history.order_by("history_id").values_list("history_user__name", flat=True))
    assert names == ["Cora Ordway", "Cora Ordway", "Priya Nair"]
    opened = entry.deadlines.get(key="rating_review_red")
    assert opened.history.get().history_user == world.keyworker


# ---------------------------------------------------------------- access of families


def test_a_family_account_whose_role_has_ended_is_told_nothing(world: World, mailoutbox: list[Any]) -> None:
    entry = world.entry()
    facts = {"name": "Mary", "relation": "Mum", "user": world.family, "may_be_told": True}
    actions.add_contact(person=entry.person, by=world.coordinator, **facts)
    role = world.family.memberships.get()
    accounts.end_membership(membership=role, on=world.today - timedelta(days=1), by=world.hand)
    world.rate(entry, "red")
    outbox.send_due()
    assert mailoutbox == []


def test_an_account_is_linked_only_where_somebody_may_be_told(world: World) -> None:
    entry = world.entry()
    mum = actions.add_contact(person=entry.person, name="Mary", relation="Mum", by=world.coordinator)
    for may, user, words in ((False, world.family, "has none"), (True, world.keyworker, "no account")):
        with pytest.raises(Refused, match=words):
            actions.change_access(contact=mum, may_be_told=may, user=user, by=world.coordinator)
    actions.change_access(contact=mum, may_be_told=True, user=world.family, by=world.coordinator)
    assert mum.history.latest().history_user == world.coordinator


@pytest.mark.parametrize(
    ("may_be_told", "decision", "active", "sent"),
    [(True, "yes", True, 1), (False, "yes", True, 0), (True, "withdrawn", True, 0), (True, "no", True, 0),
     (True, "yes", False, 0)],
)  # fmt: skip
def test_who_is_told_is_decided_when_the_message_is_sent(
    world: World, mailoutbox: list[Any], may_be_told: bool, decision: str, active: bool, sent: int
) -> None:
    entry = world.entry()
    facts = {"name": "Mary", "relation": "Mum", "user": world.family, "may_be_told": True}
    mum = actions.add_contact(person=entry.person, by=world.coordinator, **facts)
    world.rate(entry, "red")
    # Everything below happens after the message was written and before it goes out.
    if not may_be_told:
        actions.change_access(contact=mum, may_be_told=False, user=None, by=world.coordinator)
    if decision != "yes":
        world.consent(entry.person, decision=consent.Decision(decision))
    if not active:
        family = world.family
        family.is_active = False
        family.save(by=world.hand)
    outbox.send_due()
    assert len(mailoutbox) == sent
    for mail in mailoutbox:
        whole = f"{mail.subject} {mail.body}".lower()
        assert mail.to == [world.family.email]
        assert not any(
            word in whole for word in ("jade", "morris", "red", "register", "rating", "autis", "hospital")
        )

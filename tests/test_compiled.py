"""What is compiled once gives the rows that the queryset would give, whoever asks (decision 0024)."""

from datetime import datetime, timedelta
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import actions as accounts
from accounts.emergency import Reason
from accounts.models import User
from accounts.permissions import RoleName
from accounts.stand_in import rows_for
from config import compiled as module
from config.compiled import MARK, NotTheSameTomorrow, all_counted, compiled, fetched, first_of, forget
from dsr.models import Contact, Deadline, Person, RegisterEntry
from tests.worlds import World, signed_in

ENTRY = MARK[UUID](0)
# Each kind of queryset that pages are made of.
KINDS: dict[str, Any] = {
    "objects": lambda pk: RegisterEntry.objects.filter(pk=pk),
    "objects with their own": lambda pk: RegisterEntry.objects.filter(pk=pk).select_related("person", "area"),
    "objects with many": lambda pk: RegisterEntry.objects.filter(pk=pk).prefetch_related("deadlines"),
    "with more": lambda pk: RegisterEntry.objects.filter(pk=pk).annotate(name=F("area__name")),
    "tuples": lambda pk: RegisterEntry.objects.filter(pk=pk).values_list("pk", "person__adjustments"),
    "one value": lambda pk: Deadline.objects.filter(entry=pk).values_list("due_on", flat=True),
    "dicts": lambda pk: Deadline.objects.filter(entry=pk).order_by("key").values("key", "due_on"),
    "the first of each": lambda pk: Deadline.objects.filter(entry=pk).order_by("entry").distinct("entry"),
    "asked below": lambda pk: Person.objects.filter(
        Exists(RegisterEntry.objects.filter(pk=pk, person=OuterRef("pk")))
    ),
    "some of many": lambda pk: RegisterEntry.objects.filter(pk__in=[pk, UUID(int=7)]),
    "sealed on the way": lambda pk: Contact.objects.filter(person__entries=pk).order_by("name"),
}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    forget()


@pytest.mark.parametrize("kind", KINDS)
def test_the_rows_are_those_of_the_queryset(world: World, kind: str) -> None:
    """For the first who asks, and for the second, who is told of somebody else."""
    for entry in (world.entry(), world.entry()):
        expected = list(KINDS[kind](entry.pk))
        found = fetched(kind, lambda: KINDS[kind](ENTRY), {ENTRY: entry.pk})
        assert found == expected, kind
        assert [type(row) for row in found] == [type(row) for row in expected]
        if kind == "objects with their own":
            with CaptureQueriesContext(connection) as asked:
                assert found[0].person.given_name and found[0].area.name
            assert not asked.captured_queries
        if kind == "with more":
            assert found[0].name == entry.area.name


def test_it_is_built_once_and_asked_each_time(world: World) -> None:
    built = []

    @compiled
    def of_entry(entry: UUID, late: bool = False) -> QuerySet:
        built.append(late)
        return Deadline.objects.filter(entry=entry)

    entries = [world.entry(), world.entry()]
    with CaptureQueriesContext(connection) as asked:
        for entry in entries:
            assert {row.entry_id for row in of_entry(entry.pk)} == {entry.pk}
            of_entry(entry.pk, late=True)
    assert built == [False, True]
    assert len(asked.captured_queries) == 4


def test_what_is_saved_meanwhile_is_seen(world: World) -> None:
    """Nothing of the rows is kept, only how to ask."""
    entry = world.entry()

    def ask() -> list[RegisterEntry]:
        return fetched("colour", lambda: RegisterEntry.objects.filter(pk=ENTRY), {ENTRY: entry.pk})

    assert ask()[0].colour is None
    world.rate(entry, "red")
    assert ask()[0].colour == "red"


def test_numbers_texts_moments_and_nothing_may_be_given(world: World) -> None:
    @compiled
    def found(number: int, text: str, since: Any, ids: tuple[UUID, ...], nothing: None) -> QuerySet:
        rows = User.objects.filter(pk=number, email=text, created_at__lte=since, stopped_at=nothing)
        return rows.exclude(reference__in=ids)

    user, now = world.coordinator, timezone.now()
    right = (user.pk, user.email, now, (uuid4(), uuid4()), None)
    assert found(*right) == [user]
    assert found(user.pk + 1, *right[1:]) == []
    assert found(user.pk, "nobody@example.org", *right[2:]) == []
    assert found(*right[:2], user.created_at - timedelta(seconds=1), *right[3:]) == []
    assert found(*right[:3], (uuid4(), user.reference), None) == []
    assert found(*right[:3], (user.reference,), None) == [], "another length is another statement"


def test_a_hostile_text_is_a_value_and_no_sql(world: World) -> None:
    @compiled
    def named(name: str) -> QuerySet:
        return User.objects.filter(name=name)

    for text in ("' OR 1=1 --", "%s", "%(a)s", "\\'; DROP TABLE dsr_person", "\ue000 value 0 \ue000"):
        assert named(text) == []


def test_percent_signs_that_are_written_out_stay_what_they_are(world: World) -> None:
    world.entry(world.person("100% Ann"))
    rows = Person.objects.filter(given_name="100% Ann", entries__area=MARK[int](0))
    found = fetched("percent", lambda: rows, {MARK[int](0): world.area.pk})
    assert [person.given_name for person in found] == ["100% Ann"]


def test_a_mark_that_is_only_a_part_of_a_value_is_refused(world: World) -> None:
    """Written out it would stay there for ever, and find nobody."""
    with pytest.raises(ValueError, match="part of a value"):
        part = {MARK[str](0): "Jade"}
        fetched("part", lambda: Person.objects.filter(given_name__contains=MARK[str](0)), part)


def test_a_moment_is_refused(world: World) -> None:
    with pytest.raises(NotTheSameTomorrow):
        fetched("moment", lambda: User.objects.filter(created_at__lte=timezone.now()), {})


def test_a_new_day_is_a_new_statement(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    days = []

    def build() -> QuerySet:
        days.append(timezone.localdate())
        return Deadline.objects.late(timezone.localdate())

    for _ in range(2):
        fetched("late", build, {})
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    fetched("late", build, {})
    assert len(days) == 2


def test_nobody_at_all_asks_no_query(world: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert fetched("none", lambda: Person.objects.filter(pk__in=[]), {}) == []
        assert first_of([]) is None
    assert not asked.captured_queries


def test_what_was_longest_not_asked_for_gives_way(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    for key in ("a", "b", "a", "c"):
        fetched(key, lambda: Person.objects.filter(pk=ENTRY), {ENTRY: uuid4()})
    assert [key for _, key in module._kept] == ["a", "c"]


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_lost_is_made_again() -> None:
    """As Django does before its own first statement of a request."""

    def ask() -> list[User]:
        return fetched("lost", lambda: User.objects.filter(pk=MARK[int](0)), {MARK[int](0): 0})

    assert ask() == []
    connection.connection.close()
    connection.health_check_enabled, connection.health_check_done = True, False
    assert ask() == []


def test_a_value_that_only_looks_like_a_mark_is_a_value(world: World) -> None:
    """Somebody may write one into an address."""
    assert fetched("address", lambda: Person.objects.filter(pk=ENTRY), {}) == []
    shown = signed_in(world.coordinator).get(f"/register/?keyworker={ENTRY}&place={MARK[UUID](1)}")
    assert shown.status_code == 200


def test_a_day_worked_out_from_a_mark_is_refused(world: World) -> None:
    day = MARK[datetime](0).date() + timedelta(days=1)
    with pytest.raises(ValueError, match="part of a value"):
        fetched("day", lambda: Person.objects.filter(date_of_birth=day), {})


@pytest.mark.parametrize(
    "rows",
    [
        lambda: Deadline.objects.filter(count=MARK[int](0) + 1),
        lambda: User.objects.filter(pk=MARK[int](0) + 1),
        lambda: Person.objects.filter(given_name=MARK[str](0).upper()),
        lambda: Person.objects.filter(adjustments__contains=[f"{MARK[str](0)}x"]),
    ],
    ids=["a small number", "a number", "a text", "a list"],
)
def test_what_was_made_of_a_mark_is_refused(world: World, rows: Any) -> None:
    """Or the database has no row of it: never a row of somebody else."""
    try:
        assert fetched("made", rows, {MARK[int](0): 1, MARK[str](0): "Jade"}) == []
    except ValueError as error:
        assert "part of a value" in str(error)


def test_a_value_that_makes_no_difference_is_refused(world: World) -> None:
    @compiled
    def everybody(_: UUID) -> QuerySet:
        return Person.objects.all()

    with pytest.raises(ValueError, match="no difference"):
        everybody(uuid4())


def test_counts_of_nobody_are_noughts_or_nothing(world: World) -> None:
    counted = {"all": Q(), "red": Q(colour="red")}
    assert list(all_counted(RegisterEntry.objects.all(), counted)) == [{"all": 0, "red": 0}]
    assert list(all_counted(RegisterEntry.objects.filter(pk__in=[]), counted)) == []
    world.rate(world.entry(), "red")
    world.entry()
    assert list(all_counted(RegisterEntry.objects.order_by("pk"), counted)) == [{"all": 2, "red": 1}]


def test_moments_in_a_list_and_in_what_is_read_afterwards_are_refused(world: World) -> None:
    now = timezone.now()
    with pytest.raises(NotTheSameTomorrow):
        fetched("list", lambda: User.objects.filter(created_at__in=[now]), {})
    later = Prefetch("deadlines", queryset=Deadline.objects.filter(opened_at__lte=now))
    with pytest.raises(NotTheSameTomorrow):
        fetched("later", lambda: RegisterEntry.objects.prefetch_related(later), {})


def test_an_order_by_what_is_not_selected_is_refused(world: World) -> None:
    rows = Deadline.objects.order_by("due_on").values_list("key").distinct()
    with pytest.raises(ValueError, match="does not select"):
        fetched("more", lambda: rows, {})


def test_a_mark_in_what_is_read_afterwards_is_refused(world: World) -> None:
    later = Prefetch("deadlines", queryset=Deadline.objects.filter(about=ENTRY))
    with pytest.raises(ValueError, match="read afterwards"):
        fetched("later", lambda: RegisterEntry.objects.prefetch_related(later), {ENTRY: uuid4()})


def test_whoever_holds_a_record_open_keeps_no_role_that_was_taken_away(world: World) -> None:
    """What was built for them while they had it is not asked once it is gone; nor in another area."""
    elsewhere = World("Eastmere")
    user = world.user(RoleName.COORDINATOR, "Both Areas")
    accounts.add_membership(
        user=user, area=elsewhere.area, role=RoleName.KEYWORKER, from_day=world.today, by=world.hand
    )
    entry, held = world.entry(), elsewhere.entry()
    accounts.start_emergency_access(
        person_id=held.person_id, area=elsewhere.area, reason=Reason.SAFEGUARDING, by=user,
        words="The police have called about them tonight.", review_due_on=world.today,
    )  # fmt: skip

    def seen(who: User) -> set[UUID]:
        return {row.pk for row in rows_for(who, "seen", RegisterEntry.objects.visible_to)}

    assert seen(User.objects.get(pk=user.pk)) == {entry.pk, held.pk}
    there = User.objects.get(pk=user.pk)
    there.working_in = elsewhere.area.pk
    assert seen(there) == {held.pk}
    accounts.end_membership(
        membership=user.memberships.get(area=world.area),
        on=world.today - timedelta(days=1),
        by=world.administrator,
    )
    assert seen(User.objects.get(pk=user.pk)) == {held.pk}


def test_threads_do_not_get_each_others_rows(world: World) -> None:
    """What is kept is shared; what is found is not."""
    kept = module.Compiled(RegisterEntry.objects.filter(pk=ENTRY), {ENTRY})
    rows = [[("a",)], [("b",)]]
    seen: dict[str, Any] = {}

    def take(place: int) -> None:
        query = module.Asked(kept.rows.query, module.Answered(kept.compiler, rows[place]))
        seen[str(place)] = list(query.get_compiler().results_iter())

    threads = [Thread(target=take, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {"0": [("a",)], "1": [("b",)]}

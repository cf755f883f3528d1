"""Looks that deserve a second look: what stands out, what does not, and what somebody makes of it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts import actions
from accounts.models import AccessLogEntry, Signal, SignalVerdict, User
from accounts.pages import OPENED
from accounts.permissions import RoleName
from accounts.signal_kinds import (
    KINDS,
    VERDICT_LABELS,
    Kind,
    Verdict,
    address_key,
    family_name_of,
    is_night,
    more_than,
    same_address,
    same_family_name,
)
from accounts.signals import FINDERS, Seen, found_since, looks_of, signals_among
from config.refused import Refused
from dsr import actions as dsr
from dsr.models import RegisterEntry
from tests.worlds import World, signed_in

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)

# ---------------------------------------------------------------- the pure conditions


@pytest.mark.parametrize(
    ("at", "night"),
    [("22:00", True), ("21:59", False), ("23:59", True), ("00:00", True), ("05:59", True), ("06:00", False),
     ("12:00", False)],
)  # fmt: skip
def test_night_is_from_ten_to_six(at: str, night: bool) -> None:
    assert is_night(time.fromisoformat(at)) is night


@given(st.times())
def test_night_is_exactly_eight_hours(at: time) -> None:
    assert is_night(at) is ((at.hour + 2) % 24 < 8)


@pytest.mark.parametrize(
    ("viewer", "family", "same"),
    [
        ("Priya Nair", "NAIR", True), ("Priya Nair", "nair", True), ("Priya Nair", "Nairn", False),
        ("Ann Hale-Webb", "Webb", True), ("Ann Webb", "Hale-Webb", True), ("Ann Webb", "Hale Webb", True),
        ("Cher", "Cher", False), ("", "", False), ("Ann Webb", "", False), ("Ann Mary Webb", "Mary", False),
        ("Ann  Webb ", "Webb", True), ("Zoë Strauß", "STRAUSS", True), ("Ann -", "-", False),
    ],
)  # fmt: skip
def test_family_names_are_compared_as_people_do(viewer: str, family: str, same: bool) -> None:
    assert same_family_name(viewer, family) is same


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_name_breaks_the_comparison(viewer: str, family: str) -> None:
    assert same_family_name(viewer, family) in (True, False)
    assert not same_family_name("", family) and not same_family_name(viewer, "")


@given(st.text(alphabet="abcdefgh", min_size=1), st.text(alphabet="abcdefgh", min_size=1))
def test_the_last_word_of_a_name_is_the_family_name(first: str, last: str) -> None:
    assert family_name_of(f"{first} {last}") == last
    assert same_family_name(f"{first} {last}", last.upper())


HOME = ("12 Long Row", "ZZ1 1AA")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (HOME, HOME, True), (HOME, ("12, long row,\nNorthmoor", "zz11aa"), True),
        (HOME, ("14 Long Row", "ZZ1 1AA"), False), (HOME, ("12 Long Row", "ZZ9 9ZZ"), False),
        (HOME, ("12 Long Row", ""), True), (HOME, ("", "ZZ1 1AA"), True), (("", ""), ("", ""), False),
        (("", ""), HOME, False), (("", "ZZ1 1AA"), ("", "ZZ1 1AA"), True), (("", "ZZ1 1AA"), ("", ""), False),
    ],
)  # fmt: skip
def test_addresses_are_compared_by_first_line_and_postcode(one: Any, other: Any, same: bool) -> None:
    assert same_address(address_key(*one), address_key(*other)) is same
    assert same_address(address_key(*other), address_key(*one)) is same


@given(st.text(max_size=60), st.text(max_size=12))
def test_no_address_is_the_same_as_none(line: str, code: str) -> None:
    assert not same_address(address_key("", ""), address_key(line, code))


@given(st.integers(0, 60), st.integers(0, 60))
def test_many_is_more_than_the_threshold_of_different_people(threshold: int, people: int) -> None:
    assert more_than(threshold, [n % max(people, 1) for n in range(people * 3)]) is (people > threshold)


def test_every_kind_says_in_a_sentence_what_was_seen_and_somebody_finds_it() -> None:
    assert set(KINDS) == set(Kind) and set(VERDICT_LABELS) == set(Verdict)
    assert all(about.sentence.endswith(".") for about in KINDS.values())
    assert set(FINDERS) == set(Kind) - {Kind.MANY_IN_LISTS}, "lists are counted apart"


# ---------------------------------------------------------------- what needs only the looks


def seen(minutes: float, person: UUID, page: str = "entry", **facts: Any) -> Seen:
    return Seen(look=facts.get("look", 1), at=NOON + timedelta(minutes=minutes), user_id=facts.get("user", 7),
                user_name="Priya Nair", areas=(1,), page=page, person_id=person, reason="")  # fmt: skip


def kinds(found: list[Signal]) -> set[str]:
    return {signal.kind for signal in found}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("count", "minutes", "many"),
    [(30, 1, False), (31, 1, True), (31, 2, True), (31, 2.1, False), (60, 2.5, False), (200, 0.1, True)],
)
def test_many_people_within_an_hour_is_more_than_thirty(count: int, minutes: float, many: bool) -> None:
    looks = [seen(n * minutes, uuid4()) for n in range(count)]
    found = [signal for signal in signals_among(looks) if signal.kind == Kind.MANY_PEOPLE]
    assert bool(found) is many
    assert len(found) <= 1 and all(signal.person_id is None for signal in found)


@pytest.mark.django_db
def test_the_same_few_people_again_and_again_are_not_many() -> None:
    few = [uuid4() for _ in range(5)]
    looks = [seen(n / 10, few[n % 5]) for n in range(500)]
    assert Kind.MANY_PEOPLE not in kinds(signals_among(looks))


@pytest.mark.django_db
def test_lists_are_counted_apart_from_opened_records(settings: Any) -> None:
    settings.SIGNAL_LISTED_AN_HOUR = 40
    listed = [seen(n / 10, uuid4(), "register") for n in range(40)]
    assert kinds(signals_among(listed)) == set()
    assert kinds(signals_among([*listed, seen(5, uuid4(), "search")])) == {Kind.MANY_IN_LISTS}


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 50)), max_size=120))
def test_the_hour_that_slides_agrees_with_counting_every_hour(rows: list[tuple[int, int]]) -> None:
    from accounts.signals import _within_an_hour

    people = [UUID(int=n) for n in range(51)]
    looks = sorted((seen(minute, people[who]) for minute, who in rows), key=lambda each: each.at)
    crowded = list(_within_an_hour(looks, 12))
    hour = timedelta(hours=1)
    expected = any(len({b.person_id for b in looks if a.at - hour <= b.at <= a.at}) > 12 for a in looks)
    assert bool(crowded) is expected
    assert len(crowded) == len({id(each) for each in crowded}), "nothing is named twice"


@pytest.mark.django_db
@pytest.mark.parametrize(("hour", "night"), [(21, True), (20, False), (4, True), (5, False)])
def test_the_night_is_the_one_of_london(hour: int, night: bool) -> None:
    """On 1 July London is an hour ahead of the stored time."""
    at = datetime(2026, 7, 1, hour, 30, tzinfo=UTC)
    look = Seen(1, at, 7, "Priya Nair", (1,), "entry", uuid4(), "")
    assert (Kind.AT_NIGHT in kinds(signals_among([look]))) is night


# ---------------------------------------------------------------- with the people


def look(user: User, *people: UUID, page: str = "entry", at: datetime | None = None, **facts: Any) -> Any:
    facts.setdefault("areas", sorted({area for _, area in user.places()}))
    return AccessLogEntry.objects.create(
        at=at or next_noon(), user_id=user.pk, user_name=user.name, page=page,
        people=list(people), **facts,
    )  # fmt: skip


def noon() -> datetime:
    return timezone.now().replace(hour=12)


def next_noon() -> datetime:
    """In working hours, and after all that the world was built of, whatever the hour of the tests."""
    return noon() if timezone.now().hour <= 12 else noon() + timedelta(days=1)


@pytest.fixture
def from_the_first_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the hour in which the tests run."""
    monkeypatch.setattr("accounts.actions.signals.last_time", lambda: None)


def find(world: World) -> list[Signal]:
    with transaction.atomic():
        actions.find_signals(now=timezone.now() + timedelta(days=1), by=world.hand)
    return list(Signal.objects.order_by("found_at"))


def about(world: World, entry: RegisterEntry, user: User, **facts: Any) -> set[str]:
    look(user, entry.person_id, **facts)
    return kinds(find(world))


@pytest.mark.parametrize(
    ("role", "linked"),
    [
        (RoleName.COORDINATOR, True), (RoleName.COMMISSIONER, True), (RoleName.KEYWORKER, False),
        (RoleName.COMMUNITY_PROFESSIONAL, False), (RoleName.PANEL_MEMBER, False),
        (RoleName.PANEL_CHAIR, False), (RoleName.ANALYST, False), (RoleName.ADMINISTRATOR, False),
        (RoleName.GOVERNANCE_LEAD, False),
        (RoleName.OVERSIGHT_PANEL_MEMBER, False), (RoleName.HOST_COMMISSIONER, False),
    ],
)  # fmt: skip
def test_who_has_a_link_by_role(world: World, role: RoleName, linked: bool) -> None:
    entry = world.entry()
    stranger = world.user(role, "Sam Stranger")
    assert (Kind.NO_LINK in about(world, entry, stranger)) is not linked


def test_the_keyworker_has_a_link_and_a_coordinator_elsewhere_has_none(world: World) -> None:
    entry = world.entry()
    assert Kind.NO_LINK not in about(world, entry, world.keyworker)
    assert Kind.NO_LINK in about(world, entry, World("Eastmere").coordinator)


def test_who_was_keyworker_at_that_moment_had_a_link_even_when_no_more(world: World) -> None:
    entry = world.entry()
    look(world.keyworker, entry.person_id, at=timezone.now())
    other = world.user(RoleName.KEYWORKER, "Olu Other")
    dsr.allocate(entry=RegisterEntry.objects.get(pk=entry.pk), keyworker=other, lead_professional=None,
                 on=world.today, by=world.coordinator)  # fmt: skip
    assert Kind.NO_LINK not in kinds(find(world))
    look(world.keyworker, entry.person_id, at=timezone.now())
    assert Kind.NO_LINK in kinds(find(world))


def test_emergency_access_is_a_signal_of_its_own_and_a_link(world: World) -> None:
    entry = world.entry()
    found = about(world, entry, World("Eastmere").coordinator, reason="Emergency access: life")
    assert Kind.EMERGENCY in found and Kind.NO_LINK not in found


def test_a_restricted_record_stands_out_whoever_looks(world: World) -> None:
    entry = world.entry()
    assert Kind.RESTRICTED not in about(world, entry, world.coordinator)
    look(world.commissioner, entry.person_id, at=timezone.now())
    dsr.restrict(person=entry.person, why="A colleague.", allowed=[], by=world.coordinator, today=world.today)
    assert Kind.RESTRICTED in about(world, entry, world.coordinator, at=timezone.now())
    marked = Signal.objects.filter(kind=Kind.RESTRICTED, user_id=world.commissioner.pk)
    assert not marked.exists(), "who looked before it was restricted did nothing out of the way"


def shut(world: World, entry: RegisterEntry, *allowed: User) -> None:
    dsr.restrict(person=entry.person, why="A colleague.", allowed=allowed, by=world.coordinator,
                 today=world.today)  # fmt: skip


def restricted_looks(world: World) -> list[int]:
    find(world)
    return sorted(look for row in Signal.objects.filter(kind=Kind.RESTRICTED) for look in row.looks)


@pytest.mark.usefixtures("from_the_first_look")
def test_of_who_holds_a_grant_only_the_first_look_at_a_restricted_record_stands_out(world: World) -> None:
    entry, other = world.entry(), world.entry()
    shut(world, entry, world.keyworker)
    first = look(world.keyworker, entry.person_id, at=timezone.now())
    for days in (0, 0, 1, 2):
        look(world.keyworker, entry.person_id, at=timezone.now() + timedelta(days=days, seconds=1))
        look(world.keyworker, other.person_id, at=timezone.now())
    assert restricted_looks(world) == [first.pk] == restricted_looks(world)


@pytest.mark.usefixtures("from_the_first_look")
def test_every_look_without_a_grant_stands_out(world: World) -> None:
    """It should be impossible, and is what the list is for; so is emergency access, grant or not."""
    entry = world.entry()
    shut(world, entry, world.keyworker)
    opened = [look(user, entry.person_id, at=timezone.now(), **facts) for user, facts in (
        (world.keyworker, {}), (world.commissioner, {}), (world.commissioner, {}),
        (world.keyworker, {"reason": "Emergency access: life"}),
    )]  # fmt: skip
    assert restricted_looks(world) == [each.pk for each in opened]


@pytest.mark.usefixtures("from_the_first_look")
def test_a_grant_counts_until_it_is_taken_away_or_runs_out(world: World) -> None:
    entry = world.entry()
    shut(world, entry)
    for user, last in ((world.keyworker, None), (world.commissioner, world.today)):
        dsr.grant_access(person=entry.person, user=user, why="Works with them.", by=world.coordinator,
                         today=world.today, to_day=last)  # fmt: skip
        look(user, entry.person_id, at=timezone.now())
        look(user, entry.person_id, at=timezone.now())
    assert len(restricted_looks(world)) == 2, "the first of each"
    grant = entry.person.grants.get(user=world.keyworker)
    dsr.end_grant(grant=grant, by=world.coordinator, today=world.today)
    after = look(world.keyworker, entry.person_id, at=timezone.now())
    too_late = look(world.commissioner, entry.person_id, at=noon() + timedelta(days=2))
    with transaction.atomic():
        actions.find_signals(now=timezone.now() + timedelta(days=4), by=world.hand)
    days = Signal.objects.filter(kind=Kind.RESTRICTED, day=timezone.localdate(too_late.at))
    assert [row.looks for row in days] == [[too_late.pk]]
    again = [row for rows in found_since(None, until=timezone.now()) for row in rows]
    assert after.pk in {n for row in again if row.kind == Kind.RESTRICTED for n in row.looks}


def test_ones_own_record_and_that_of_ones_family(world: World) -> None:
    entry = world.entry(given_name="Cleo", family_name="Bell", address="1 High Street", postcode="ZZ1 1AA")
    brother = world.entry(given_name="Ned", family_name="Inkpen", address="1 High Street", postcode="ZZ1 1AA")
    other = world.entry(given_name="Una", family_name="Pell", address="2 High Street", postcode="ZZ1 1AA")
    dsr.add_contact(person=entry.person, name="Cora", relation="Self", may_be_told=True, is_the_person=True,
                    user=world.coordinator, by=world.coordinator)  # fmt: skip
    for each in (entry, brother, other):
        look(world.coordinator, each.person_id)
    found = {(s.kind, s.person_id) for s in find(world)}
    assert (Kind.OWN_RECORD, entry.person_id) in found
    assert (Kind.SAME_ADDRESS, brother.person_id) in found
    assert not [kind for kind, person in found if person == other.person_id]


def test_a_viewer_with_the_persons_family_name(world: World) -> None:
    entry = world.entry(family_name="Ordway")
    assert Kind.SAME_FAMILY_NAME in about(world, entry, world.coordinator)


def test_the_familys_own_space_and_lists_are_no_signal(world: World) -> None:
    entry = world.entry()
    for page in ("own space", "register", "search", "second person"):
        look(world.family, entry.person_id, page=page)
    assert find(world) == []


def test_a_form_that_is_linked_to_nobody_yet_is_no_record(world: World) -> None:
    look(world.user(RoleName.ANALYST, "Sam Stranger"), uuid4(), page="referral")
    assert Kind.NO_LINK not in kinds(find(world))


@pytest.mark.parametrize("where", sorted(OPENED))
def test_every_page_that_opens_a_record_is_looked_at(world: World, where: str) -> None:
    entry = world.entry()
    assert Kind.NO_LINK in about(world, entry, world.administrator, page=where)


def test_found_twice_is_kept_once(world: World) -> None:
    entry = world.entry()
    look(world.administrator, entry.person_id)
    first = find(world)
    assert find(world) == first and len(first) == 1
    look(world.administrator, entry.person_id)
    assert len(find(world)) == 1, "the same on the same day"


def test_what_was_not_found_while_nobody_looked_is_found_later(world: World) -> None:
    entry = world.entry()
    look(world.administrator, entry.person_id, at=timezone.now().replace(hour=12) - timedelta(days=3))
    assert [s.day for s in find(world)] == [timezone.localdate() - timedelta(days=3)]


def test_the_task_finds_and_is_safe_to_run_twice(world: World) -> None:
    from accounts.tasks import find_signals

    look(world.administrator, world.entry().person_id, at=timezone.now())
    find_signals()
    find_signals()
    assert Signal.objects.filter(kind=Kind.NO_LINK).count() == 1


# ---------------------------------------------------------------- after a verdict


def closed_at(world: World, found: Signal, at: datetime, verdict: str = "fine") -> None:
    SignalVerdict.objects.create(signal=found, verdict=verdict, words="A call.", by=world.governance, at=at)


@pytest.mark.usefixtures("from_the_first_look")
def test_what_follows_a_verdict_on_the_same_day_is_raised_as_another_part(world: World) -> None:
    person, hour = world.entry().person_id, timedelta(hours=1)
    look(world.administrator, person, at=noon())
    (first,) = find(world)
    closed_at(world, first, noon() + hour)
    assert find(world) == [first], "nothing was looked at since"
    later = [look(world.administrator, person, at=noon() + n * hour).pk for n in (2, 3)]
    second = find(world)[-1]
    assert (second.part, second.looks) == (2, later) and find(world) == [first, second]
    assert list(Signal.objects.waiting()) == [second]
    closed_at(world, second, noon() + 4 * hour)
    look(world.administrator, person, at=noon() + 5 * hour)
    assert [each.part for each in find(world)] == [1, 2, 3]


@pytest.mark.usefixtures("from_the_first_look")
def test_what_came_before_the_verdict_or_while_somebody_waits_is_no_other_part(world: World) -> None:
    person, hour = world.entry().person_id, timedelta(hours=1)
    look(world.administrator, person, at=noon())
    (first,) = find(world)
    closed_at(world, first, noon() + hour, "asked")
    look(world.administrator, person, at=noon() + 2 * hour)
    assert find(world) == [first], "a question asked leaves it open"
    closed_at(world, first, noon() + 3 * hour)
    assert find(world) == [first], "the page listed it when it was closed"


def test_the_page_lists_the_looks_of_the_day_as_they_stand_now(
    world: World, django_assert_max_num_queries: Any
) -> None:
    entry, hour = world.entry(), timedelta(hours=1)
    look(world.administrator, entry.person_id, at=noon())
    (found,) = find(world)
    path = reverse("signal", args=[found.pk])
    assert "Changing the rating" not in signed_in(world.governance).get(path).content.decode()
    look(world.administrator, entry.person_id, page="rate", at=noon() + hour)
    look(world.administrator, world.entry().person_id, page="merge", at=noon() + hour)
    look(world.coordinator, entry.person_id, page="discharge", at=noon() + hour)
    look(world.administrator, entry.person_id, page="visit", at=noon() - timedelta(days=1))
    browser = signed_in(world.governance)
    browser.get(path)
    with django_assert_max_num_queries(16):
        html = browser.get(path).content.decode()
    assert "Changing the rating" in html
    assert not [words for words in ("Comparing two", "leaving hospital", "a visit in") if words in html]


def test_looks_of_the_night_are_listed_without_those_of_the_day(world: World) -> None:
    person, night = world.entry().person_id, noon().replace(hour=1)
    first = look(world.coordinator, person, at=night)
    look(world.coordinator, person, at=noon())
    later = look(world.coordinator, person, at=night + timedelta(hours=1))
    (found,) = [each for each in find(world) if each.kind == Kind.AT_NIGHT]
    assert looks_of(found) == [first, later]


# ---------------------------------------------------------------- verdicts


def signal(world: World, user: User | None = None, **facts: Any) -> Signal:
    user = user or world.administrator
    facts = {"kind": Kind.NO_LINK, "day": date(2026, 3, 4), "person_id": uuid4(), "areas": [world.area.pk],
             "looks": []} | facts  # fmt: skip
    return Signal.objects.create(user_id=user.pk, user_name=user.name, **facts)


def judge(
    world: World, found: Signal, verdict: str = "fine", words: str = "A phone call.", by: User | None = None
) -> SignalVerdict:
    return actions.judge_signal(signal=found, verdict=verdict, words=words, by=by or world.governance)


@pytest.mark.parametrize(
    ("verdict", "closed"), [("fine", True), ("asked", False), ("not_fine", True), ("escalated", True)]
)
def test_a_verdict_closes_a_signal_unless_somebody_still_waits(
    world: World, verdict: str, closed: bool
) -> None:
    found = signal(world)
    judge(world, found, verdict)
    assert Signal.objects.waiting().filter(pk=found.pk).exists() is not closed


def test_nobody_judges_their_own_looks(world: World) -> None:
    found = signal(world, world.governance)
    with pytest.raises(Refused, match="your own looks"):
        judge(world, found)
    browser = signed_in(world.governance)
    page = browser.get(reverse("signal", args=[found.pk]))
    assert b"These are your own looks" in page.content and b"<textarea" not in page.content
    answer = browser.post(reverse("signal", args=[found.pk]), {"verdict": "fine", "words": "Me."})
    assert b"your own looks" in answer.content and not SignalVerdict.objects.exists()


def test_a_lead_of_another_area_judges_nothing_here(world: World) -> None:
    other, found = World("Eastmere"), signal(world)
    with pytest.raises(Refused, match="another area"):
        judge(world, found, by=other.governance)
    for method in ("get", "post"):
        assert (
            getattr(signed_in(other.governance), method)(reverse("signal", args=[found.pk])).status_code
            == 404
        )
    assert found.user_name not in signed_in(other.governance).get(reverse("signals")).content.decode()


@pytest.mark.parametrize("words", ["", "   ", "x" * 1001])
def test_a_verdict_has_words(world: World, words: str) -> None:
    with pytest.raises(Refused, match="Say what you found out"):
        judge(world, signal(world), words=words)


@pytest.mark.parametrize("verdict", ["", "guilty", "FINE"])
def test_a_verdict_is_one_of_four(world: World, verdict: str) -> None:
    with pytest.raises(Refused, match="Choose"):
        judge(world, signal(world), verdict)


def test_a_double_click_is_one_verdict_and_a_change_of_mind_another(world: World) -> None:
    found = signal(world)
    assert judge(world, found) == judge(world, found)
    judge(world, found, "not_fine", "I asked again.")
    assert list(found.verdicts.order_by("pk").values_list("verdict", flat=True)) == ["fine", "not_fine"]


def test_the_oldest_that_waits_stands_first_with_how_many_wait(world: World) -> None:
    names = [world.user(RoleName.ANALYST, f"Viewer Number{n}") for n in range(3)]
    rows = [signal(world, user, found_at=timezone.now() - timedelta(days=n)) for n, user in enumerate(names)]
    judge(world, rows[1])
    browser = signed_in(world.governance)
    html = browser.get(reverse("signals")).content.decode()
    assert html.index("Number2") < html.index("Number0") < html.index("Number1")
    assert "(2)" in html and "Fine: there was a reason" in html
    front = browser.get(reverse("governance")).content.decode()
    assert "(2 waiting)" in front and "Number1" not in front.split("Every look")[0]


def test_the_home_page_of_who_judges_says_how_many_wait(world: World) -> None:
    browser = signed_in(world.governance)
    assert "Nothing waits for a verdict" in browser.get("/my-work/").content.decode()
    for n in range(2):
        signal(world, world.user(RoleName.ANALYST, f"Viewer Number{n}"))
    assert "2 wait for a verdict" in browser.get("/my-work/").content.decode()
    assert "stand out" not in signed_in(world.coordinator).get("/my-work/").content.decode()


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (RoleName.OVERSIGHT_PANEL_MEMBER, "oversight"),
        (RoleName.HOST_COMMISSIONER, "placements"),
        (RoleName.ANALYST, "dashboard"),
    ],
)
def test_no_home_page_is_empty(world: World, role: RoleName, page: str) -> None:
    html = signed_in(world.user(role)).get("/my-work/").content.decode()
    assert f'href="{reverse(page)}">See ' in html.split("<main")[1]


def test_a_verdict_is_given_on_the_page_and_sealed(world: World) -> None:
    """The verdict itself is recorded, with whose it is, and sealed like everything that is only added."""
    from accounts.models import SealedRow
    from accounts.sealing import seal

    found = signal(world)
    browser = signed_in(world.governance)
    path = reverse("signal", args=[found.pk])
    assert "Choose what came of it" in browser.post(path, {}).content.decode()
    answer = browser.post(path, {"verdict": "fine", "words": "<b>Asked</b> her."})
    assert answer.status_code == 302
    row = SignalVerdict.objects.get()
    assert (row.by, row.verdict) == (world.governance, "fine")
    assert "&lt;b&gt;Asked&lt;/b&gt;" in browser.get(path).content.decode()
    seal()
    tables = set(SealedRow.objects.values_list("table", flat=True))
    assert {"accounts_signal", "accounts_signalverdict"} <= tables

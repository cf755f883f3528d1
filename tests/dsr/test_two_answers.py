"""Two independent answers to "who sees whom" agree (S59).

The first is `visible_to`, which every page uses. The second is the SQL below: written from the words of the
policy (domain reference 2.2, "access = role AND relationship AND time window", restricted records, emergency
access), not from the code, and used nowhere else. It names its roles itself, so that a slip in the table of
roles shows here too. Many random worlds must give the same rows, for everybody in them.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from accounts.permissions import Permission, Reach
from accounts.stand_in import rows_for
from cetr.models import Review
from cetr.templatetags import cetr
from config.compiled import forget
from dsr import register_list, register_options, worklist
from dsr.models import Escalation, Person, RegisterEntry
from dsr.register_filters import Filters
from dsr.register_sorts import SORTS
from dsr.templatetags import dsr_places, dsr_work
from referrals.models import Referral
from referrals.templatetags import flags, referrals
from tests.dsr.random_worlds import RandomWorld

# Who works where today. A role is held from its first day to its last, by an account that may sign in.
HELD = """
held AS (
    SELECT m.user_id, m.area_id, m.role FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
    WHERE u.is_active AND m.from_day <= %(today)s AND coalesce(m.to_day, %(today)s) >= %(today)s
),
may_open AS (  -- a restricted record needs a further grant, in force at this moment
    SELECT p.id AS person_id, u.id AS user_id FROM dsr_person p CROSS JOIN accounts_user u
    WHERE NOT p.restricted OR EXISTS (
        SELECT FROM dsr_restrictedgrant g WHERE g.person_id = p.id AND g.user_id = u.id
        AND g.ended_at IS NULL AND g.from_day <= %(today)s AND (g.to_day IS NULL OR g.to_day >= %(today)s)
    )
),
emergency AS (  -- whoever works with people may open a record for four hours, restricted or not
    SELECT x.user_id, x.person_id, x.area_id FROM accounts_emergencyaccess x
    WHERE x.started_at <= %(now)s AND x.until > %(now)s AND (x.ended_at IS NULL OR x.ended_at > %(now)s)
    AND EXISTS (SELECT FROM held WHERE held.user_id = x.user_id AND held.role IN (
        'coordinator', 'keyworker', 'community_professional', 'commissioner'))
),
family AS (
    SELECT h.user_id, e.id FROM held h JOIN dsr_registerentry e ON e.area_id = h.area_id
    JOIN dsr_contact c ON c.person_id = e.person_id AND c.user_id = h.user_id
    WHERE h.role = 'family' AND c.may_be_told
)
"""
# Coordinators and commissioners: their area. Keyworkers and professionals: whom they were given.
BY_ROLE = """
    SELECT h.user_id, e.id, e.person_id FROM held h
    JOIN dsr_registerentry e ON e.area_id = h.area_id
    JOIN may_open o ON o.person_id = e.person_id AND o.user_id = h.user_id
    WHERE h.role IN {area} OR (h.role IN {given} AND h.user_id IN (e.keyworker_id, e.lead_professional_id)
        AND e.status NOT IN ('removed', 'removed_in_error', 'transferred_out', 'died'))
"""
READERS = {"area": "('coordinator', 'commissioner')", "given": "('keyworker', 'community_professional')"}
RATERS = {"area": "('coordinator')", "given": "('keyworker')"}
SEEN = f"""
    {BY_ROLE.format(**READERS)}
    UNION SELECT x.user_id, e.id, e.person_id FROM emergency x
    JOIN dsr_registerentry e ON e.person_id = x.person_id AND e.area_id = x.area_id
"""
PANEL = """
    SELECT h.user_id, r.id FROM held h JOIN dsr_registerentry e ON e.area_id = h.area_id
    JOIN cetr_review r ON r.entry_id = e.id
    JOIN may_open o ON o.person_id = e.person_id AND o.user_id = h.user_id
    JOIN cetr_panelplace s ON s.review_id = r.id AND s.left_at IS NULL
    LEFT JOIN cetr_expert x ON x.id = s.expert_id
    WHERE h.role IN ('panel_chair', 'panel_member') AND coalesce(s.user_id, x.user_id) = h.user_id
    AND (r.state = 'planned' OR (r.state = 'concluded' AND r.report_issued_at IS NULL))
"""
CASES = """
    SELECT h.user_id, c.id, c.entry_id FROM held h JOIN dsr_registerentry e ON e.area_id = h.area_id
    JOIN may_open o ON o.person_id = e.person_id AND o.user_id = h.user_id
    JOIN dsr_escalation c ON c.entry_id = e.id
    WHERE h.role = 'oversight_panel_member' AND e.status = 'active' AND c.closed_on IS NULL
    AND c.put_on <= %(today)s AND (c.until IS NULL OR c.until >= %(today)s)
"""
P = Permission
QUESTIONS: dict[str, tuple[Any, Permission, str]] = {
    "entries to see": (RegisterEntry, P.SEE_ENTRY, f"SELECT user_id, id FROM ({SEEN}) seen"),
    "entries on the list": (
        RegisterEntry, P.SEE_REGISTER, f"SELECT user_id, id FROM ({BY_ROLE.format(**READERS)}) seen"
    ),
    "entries to rate": (
        RegisterEntry, P.CHANGE_RATING, f"SELECT user_id, id FROM ({BY_ROLE.format(**RATERS)}) seen"
    ),
    "one's own space": (RegisterEntry, P.SEE_OWN_SPACE, "SELECT user_id, id FROM family"),
    "entries before the oversight panel": (
        RegisterEntry, P.SEE_ESCALATED, f"SELECT user_id, entry_id FROM ({CASES}) cases"
    ),
    "nobody's entries": (RegisterEntry, P.SEE_LOOKS, "SELECT user_id, NULL FROM held WHERE false"),
    "people": (
        Person, P.SEE_ENTRY, f"""
        SELECT seen.user_id, p.id FROM ({SEEN}) seen JOIN dsr_person p ON p.id = seen.person_id
        WHERE p.merged_into_id IS NULL
        UNION SELECT h.user_id, p.id FROM held h JOIN dsr_person p ON p.recorded_in_id = h.area_id
        JOIN may_open o ON o.person_id = p.id AND o.user_id = h.user_id
        WHERE h.role IN ('coordinator', 'commissioner') AND p.merged_into_id IS NULL
        AND NOT EXISTS (SELECT FROM dsr_registerentry e WHERE e.person_id = p.id)""",
    ),
    "reviews": (
        Review, P.SEE_REVIEWS, f"""
        SELECT seen.user_id, r.id FROM ({BY_ROLE.format(**READERS)}) seen
        JOIN cetr_review r ON r.entry_id = seen.id
        UNION {PANEL}""",
    ),
    "reviews whose papers": (Review, P.SEE_PAPERS, PANEL),
    "reviews of one's own": (
        Review, P.SEE_OWN_SPACE, "SELECT user_id, r.id FROM family JOIN cetr_review r ON entry_id = family.id"
    ),
    "cases": (Escalation, P.SEE_ESCALATED, f"SELECT user_id, id FROM ({CASES}) cases"),
    "forms": (
        Referral, P.SEE_REFERRALS, """
        SELECT h.user_id, s.id FROM held h JOIN referrals_referral s ON s.area_id = h.area_id
        LEFT JOIN may_open o ON o.person_id = s.person_id AND o.user_id = h.user_id
        WHERE h.role = 'coordinator' AND (s.person_id IS NULL OR o.user_id IS NOT NULL)""",
    ),
}  # fmt: skip
TOLD: Counter[str] = Counter()  # how many rows were seen, and how many were not: an empty test proves nothing


def second_answer(question: str, world: RandomWorld) -> dict[int, set[Any]]:
    """Who sees which rows, by the SQL."""
    found: dict[int, set[Any]] = {user.pk: set() for user in world.users}
    with connection.cursor() as cursor:
        sql = f"WITH {HELD} SELECT * FROM ({QUESTIONS[question][2]}) found"
        cursor.execute(sql, {"today": world.today, "now": world.now})
        for user, row in cursor.fetchall():
            found[user].add(row)
    return found


def first_answer(question: str, user: User) -> set[Any]:
    """What `visible_to` gives, and each row once."""
    model, permission, _ = QUESTIONS[question]
    rows = model.objects.visible_to(user, permission)
    if model is Escalation:
        rows = rows.on(timezone.localdate())
    found = list(rows.values_list("pk", flat=True))
    assert len(found) == len(set(found)), f"{question}: a row stands twice"
    return set(found)


def disagreements(random: Random) -> list[str]:
    """Build a world and ask both; a sentence for each difference."""
    wrong = []
    with transaction.atomic():
        world = RandomWorld(random, timezone.now(), timezone.localdate())
        users = {user.pk: user for user in User.objects.filter(pk__in=[user.pk for user in world.users])}
        for question, (model, _, _) in QUESTIONS.items():
            theirs, everything = second_answer(question, world), model.objects.count()
            for pk, user in users.items():
                ours = first_answer(question, user)
                TOLD[f"{question}: seen"] += len(ours)
                TOLD[f"{question}: not seen"] += everything - len(ours)
                if ours != theirs[pk]:
                    roles = sorted(f"{role}@{area}" for role, area in user.places())
                    wrong.append(
                        f"{question}: {roles}: {ours - theirs[pk]} too many, {theirs[pk] - ours} missing"
                    )
        transaction.set_rollback(True)
    return wrong


def answer_for_the_stand_in(question: str, user: User) -> set[Any]:
    """The same, compiled once for everybody who holds the same roles (accounts/stand_in.py)."""
    model, permission, _ = QUESTIONS[question]

    def rows(other: User) -> QuerySet:
        return model.objects.visible_to(other, permission).values_list("pk", flat=True)

    return set(rows_for(user, question, rows))


@contextmanager
def everybody_in_a_world(seed: int) -> Iterator[QuerySet]:
    """Whoever there is in one random world, which is undone afterwards."""
    with transaction.atomic():
        world = RandomWorld(Random(seed), timezone.now(), timezone.localdate())
        yield User.objects.filter(pk__in=[user.pk for user in world.users])
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(100, 2**32))
def test_the_stand_in_sees_what_they_see_themselves(seed: int) -> None:
    """In every world, for everybody: also for whoever comes second, when the statement is there already."""
    with everybody_in_a_world(seed) as users:
        for user in users:
            for question, (model, permission, _) in QUESTIONS.items():
                themselves = set(model.objects.visible_to(user, permission).values_list("pk", flat=True))
                assert answer_for_the_stand_in(question, user) == themselves, (question, user.places())


# What stands on my work and on the register, as it is built for the stand-in.
BUILDERS: dict[str, Any] = {
    "counts": lambda user: worklist._counts(user, timezone.localdate()),
    "due": lambda user: worklist._due_rows(user, None, timezone.localdate()),
    "changed": worklist._changed_rows,
    "recommendations": lambda user: dsr_work._recommendations(user, timezone.localdate()),
    "admissions": dsr_work._admissions,
    "untold": dsr_places._untold,
    "paused": dsr_places._paused,
    "reviews": cetr._going_on,
    "news": flags._news_about,
    "forms": referrals._most_urgent,
    "saved": register_options._saved,
    "register": lambda user: register_list._rows(
        user, Filters(changed=True), SORTS["urgent"], timezone.localdate(), frozenset({"flags"}), 25
    ),
}


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(100, 2**32))
def test_every_list_is_the_same_for_the_stand_in(seed: int) -> None:
    with everybody_in_a_world(seed) as users:
        for user in users:
            for name, build in BUILDERS.items():
                assert rows_for(user, ("test", name), build) == list(build(user)), (name, user.places())


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(100, 2**32))
def test_both_answers_give_the_same_rows(seed: int) -> None:
    assert disagreements(Random(seed)) == []


@pytest.mark.django_db
def test_the_worlds_hold_both_kinds_of_every_row() -> None:
    """Thirty more worlds by plain seeds; together they show and hide something for every question."""
    for seed in range(30):
        assert disagreements(Random(seed)) == []
    for question in QUESTIONS:
        assert TOLD[f"{question}: not seen"] > 20, question
        if question != "nobody's entries":
            assert TOLD[f"{question}: seen"] > 3, question


def _anybodys(rows: Any, user: User, asked: Permission) -> Q:
    return Q(area_id__in=user.areas_where(asked, Reach.ALLOCATION))


def _any_link(rows: Any, user: User, asked: Permission) -> Q:
    return Q(area_id__in=user.areas_where(asked, Reach.LINK), person__contacts__user=user)


def _active(rows: Any, day: Any) -> Any:
    return rows.filter(user__is_active=True)


# A clause of `visible_to` taken away: the worlds must notice each.
CLAUSES: dict[str, tuple[str, Any]] = {
    "a grant is needed": ("dsr.models.people.PersonQuerySet.open_to", lambda *_: Q()),
    "a grant ends": ("dsr.models.restricted.GrantQuerySet.on", lambda rows, day: rows.all()),
    "a role ends": ("accounts.models.areas.MembershipQuerySet.on", _active),
    "a case is closed": ("dsr.models.escalations.EscalationQuerySet.on", lambda rows, day: rows.all()),
    "a place is given up": ("cetr.models.reviews.PanelPlaceQuerySet.now", lambda rows: rows.all()),
    "a review ends": ("cetr.models.reviews.OPEN_TO_PANEL", Q()),
    "an emergency ends": (
        "accounts.models.emergencies.EmergencyAccessQuerySet.open_at",
        lambda rows, now: rows.all(),
    ),
    "a keyworker has their own": ("dsr.models.entries.EntryQuerySet._by_allocation", _anybodys),
    "a family hears what they may": ("dsr.models.entries.EntryQuerySet._by_link", _any_link),
}


@pytest.mark.django_db
@pytest.mark.parametrize("clause", CLAUSES)
def test_a_clause_that_is_left_out_is_noticed(clause: str, monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    monkeypatch.setattr(*CLAUSES[clause])
    try:
        assert any(_differs(Random(seed)) for seed in range(150))
    finally:
        forget()  # what was built without the clause is nobody else's


def _differs(random: Random) -> bool:
    try:
        return bool(disagreements(random))
    except (AssertionError, ValueError):  # a statement in which a value makes no difference is refused
        return True

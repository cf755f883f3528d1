"""The table of access is whole: S53."""

from collections import Counter

from accounts.permissions import ROLES, Reach, RoleName
from config.access import PUBLIC, SIGNED_IN
from tests.access import table
from tests.access.cases import PATTERNS, WAYS, cases, grid, pages, ways

OWN_SESSIONS = {"session-end"}  # for everybody signed in, about a session of their own


def every_case() -> list:
    return [case for page in sorted(pages()) for way in sorted(ways(page)) for case in cases(page, way)]


def test_every_page_of_the_house_stands_in_the_table_once() -> None:
    """S53: a page that nobody has put into tests/access/table.py fails the build."""
    parts = (
        table.ABOUT_A_RECORD,
        table.ABOUT_A_THING,
        table.FOR_ROLES,
        table.FOR_EVERYBODY_SIGNED_IN,
        table.OPEN,
    )
    parts += (table.DEMONSTRATION,)
    counted = Counter(page for part in parts for page in part)
    assert [page for page, count in counted.items() if count > 1] == []
    assert set(PATTERNS) - set(counted) == set(), "put these into tests/access/table.py"


def test_no_line_of_the_table_is_about_a_page_that_is_gone() -> None:
    assert pages() - set(PATTERNS) == set()
    assert table.BEFORE_THE_FACTOR - set(PATTERNS) == set()


def test_the_table_speaks_of_roles_and_relations_that_exist_and_of_all_of_them() -> None:
    assert tuple(table.RELATIONS) == tuple(table.COLUMNS)
    used = set(table.POLICIES)
    for ways_in in table.ABOUT_A_RECORD.values():
        assert set(ways_in.values()) <= set(table.POLICIES)
        assert set(ways_in) <= set(WAYS)
        used -= set(ways_in.values())
    assert used == set(), "policies that no page has"
    for policy in table.POLICIES:
        assert set(grid(policy)) <= set(RoleName), policy
    assert set(table.EVERY_ROLE.split()) == set(RoleName)
    for _, roles in table.FOR_ROLES.values():
        assert set(roles.split()) <= set(RoleName)


def test_open_pages_and_those_for_everybody_are_marked_so_in_the_code() -> None:
    """The table and the mark on the page are two statements; here they meet."""
    for name, pattern in PATTERNS.items():
        access = pattern.callback.access
        assert (access == PUBLIC) is (name in {*table.OPEN, *table.DEMONSTRATION}), name
        everybody = {*table.FOR_EVERYBODY_SIGNED_IN, *OWN_SESSIONS}
        assert (access == SIGNED_IN) is (name in everybody), name


def test_nobody_is_shown_another_areas_record_or_a_restricted_one_without_a_grant() -> None:
    """S55, S59: whatever else the table comes to say, it never says this."""
    for policy in table.POLICIES:
        for role, answers in grid(policy).items():
            # Who reaches nobody's record reads of restricted ones by their random ids alone; and a person's
            # own record is never shut to them by a restriction.
            unshut = ROLES[RoleName(role)].reach in (Reach.NOBODY, Reach.LINK)
            for relation in ("other",) if unshut else ("other", "restricted"):
                assert answers[relation] != "yes", f"{policy}: {role}, {relation}"


def test_there_are_thousands_of_cases() -> None:
    found = every_case()
    assert len(found) == len({str(case) for case in found})
    by_answer = Counter(case.answer for case in found)
    print(f"{len(found)} cases: {dict(by_answer)}")
    assert len(found) > 3000
    assert set(by_answer) == {"yes", "-", "no", "sign in", "enrol"}
    assert min(by_answer.values()) > 40

"""The table, spelt out: every case it has, and how a page's answer is read in its words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.http import HttpResponse
from django.urls import URLPattern

from accounts.permissions import ROLES, Permission, RoleName
from tests.access import table
from tests.visits import patterns

WAYS = ("GET", "POST")
EVERYBODY = (*RoleName, *table.OUTSIDE)
NO_SUCH_WAY = "no such way"
ABOUT_NOBODY = "nobody"
PLACES = HERE, ELSEWHERE = ("here", "elsewhere")
PATTERNS: dict[str, URLPattern] = {pattern.name or str(pattern.pattern): pattern for pattern in patterns()}


@dataclass(frozen=True)
class Case:
    """Somebody asks one page about one record: what it answers."""

    page: str
    way: str
    who: str
    relation: str
    answer: str

    def __str__(self) -> str:
        return f"{self.way} {self.page}, {self.who}, {self.relation}: {self.answer}"


@cache
def grid(policy: str) -> dict[str, dict[str, str]]:
    """A policy's grid as role → relation → answer."""
    heads, *lines = [line.split() for line in table.POLICIES[policy].strip().splitlines()]
    assert len(heads) == len(table.COLUMNS), policy
    for line in lines:
        assert len(line) == 1 + len(heads), f"{policy}: {line}"
        assert set(line[1:]) <= {"yes", "-", "no"}, f"{policy}: {line}"
    return {line[0]: dict(zip(table.COLUMNS, line[1:], strict=True)) for line in lines}


def pages() -> set[str]:
    """Every page that has a line in the table."""
    return {
        *table.ABOUT_A_RECORD,
        *table.FOR_ROLES,
        *table.FOR_EVERYBODY_SIGNED_IN,
        *table.OPEN,
        *table.DEMONSTRATION,
    }


def ways(page: str) -> set[str]:
    """How a page may be asked."""
    for about in (table.ABOUT_A_RECORD, table.ABOUT_A_THING):
        if page in about:
            return set(about[page])
    found = table.FOR_ROLES.get(page, ("",))[0]
    found = found or table.FOR_EVERYBODY_SIGNED_IN.get(page) or table.DEMONSTRATION.get(page)
    return set((found or table.OPEN[page]).split())


def cases(page: str, way: str) -> Iterator[Case]:
    """Everybody at this page in this way, about each record that it can be asked about."""
    about = table.RELATIONS if page in table.ABOUT_A_RECORD else [ABOUT_NOBODY]
    about = PLACES if page in table.ABOUT_A_THING else about
    for who in EVERYBODY:
        for relation in about:
            yield Case(page, way, str(who), relation, _answer(page, way, str(who), relation))


def told_apart(found: Iterable[Case]) -> Iterator[Case]:
    """These cases, of whom their role alone shuts out only the first: they never get as far as the record.

    A nightly run asks all of them (`make matrix`).
    """
    for _, of_one in groupby(found, key=lambda case: case.who):
        whole = list(of_one)
        yield from whole[:1] if all(map(_shut_out, whole)) else whole


def _shut_out(case: Case) -> bool:
    """Whether the mark on the page refuses them, before any record is looked for."""
    if case.answer in ("-", "yes"):
        return False
    access, role = PATTERNS[case.page].callback.access, ROLES.get(case.who)
    lacks_it = isinstance(access, Permission) and role and access not in role.permissions
    return bool(lacks_it) or case.who in table.OUTSIDE


def _answer(page: str, way: str, who: str, relation: str) -> str:
    if page in table.WITHOUT_A_PROVIDER and page in table.OPEN:
        return table.WITHOUT_A_PROVIDER[page]
    if page in table.OPEN:
        return "yes"
    if page in table.DEMONSTRATION:
        return "-"  # the tests run without it, as an installation does
    if who in (table.STRANGER, table.STOPPED):
        return table.OUTSIDE[who]
    if who == table.NO_FACTOR and page not in table.BEFORE_THE_FACTOR:
        return table.OUTSIDE[who]
    if page in table.FOR_EVERYBODY_SIGNED_IN:
        return table.WITHOUT_A_PROVIDER.get(page, "yes")
    if who in table.OUTSIDE:
        return "-" if page == "session-end" else table.OUTSIDE[who]
    if page in table.ABOUT_A_THING:
        shown = who in table.ABOUT_A_THING[page][way].split()
        if shown and relation == HERE:
            return "yes"
        return "-" if shown or who in table.NOT_THEIRS.get(page, "").split() else "no"
    if page in table.FOR_ROLES:
        return "yes" if who in table.FOR_ROLES[page][1].split() else "no"
    return grid(table.ABOUT_A_RECORD[page][way]).get(who, {}).get(relation, "no")


SIGNS_OF_LIFE = {"health-live", "health-ready"}  # they answer everybody, well or ill
ENROL = "/accounts/second-factor/"


def read(page: str, response: HttpResponse) -> str:
    """What a page answered, in the table's words."""
    status, to = response.status_code, response.headers.get("Location", "")
    if status in (301, 302):
        if to.startswith("/accounts/login/"):
            return "yes" if page in table.STEPS_OF_SIGNING_IN else "sign in"
        return "enrol" if to.startswith(ENROL) else "yes"
    if status == 503 and page in SIGNS_OF_LIFE:
        return "yes"
    known = {404: "-", 403: "no", 405: NO_SUCH_WAY} | dict.fromkeys((200, 204, 409, 410), "yes")
    return known.get(status, f"status {status}")

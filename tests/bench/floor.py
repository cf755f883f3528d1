"""The floor: what the same rows cost on this machine with nothing in between.

Bare WSGI, psycopg and f-strings; every value of a person is escaped, nothing else is done: no
sign-in, no access check, no record of the look. It is the measure, not a way to serve people.
"""

import json
import os
import threading
import uuid
from collections.abc import Callable, Iterable
from datetime import date
from html import escape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

LOCAL = threading.local()
LONDON = ZoneInfo("Europe/London")
FACTS: dict[str, Any] = json.loads(os.environ.get("FLOOR", "{}"))
TAGS: dict[str | None, str] = {
    None if key == "none" else key: tag for key, tag in FACTS.get("tags", {}).items()
}
WHAT: dict[str, str] = FACTS.get("what", {})

COLUMNS = """e.id, e.colour, e.coloured_since, p.given_name, p.family_name, p.preferred_name, p.nhs_number,
    p.date_of_birth, k.name, a.name, p.adjustments, p.restricted,
    (SELECT r.decided_by FROM dsr_rating r WHERE r.entry_id = e.id AND r.number = e.rating_number)"""
JOINED = """JOIN dsr_person p ON p.id = e.person_id JOIN accounts_area a ON a.id = e.area_id
    LEFT JOIN accounts_user k ON k.id = e.keyworker_id"""
ROWS = f"SELECT {COLUMNS} FROM dsr_registerentry e {JOINED}"
LIST = f"""{ROWS}
WHERE e.area_id = %s AND e.status = 'active' ORDER BY e.standing, e.rated_on, e.id LIMIT 25
"""
# Six filters and another order, as /register/ is asked for them in workloads.FILTERED.
FILTERED = f"""{ROWS}
WHERE e.area_id = %s AND e.status = 'active' AND e.colour IN ('red', 'amber') AND k.reference = %s
    AND p.date_of_birth <= %s AND p.setting IN ('family', 'own_home')
    AND p.learning_disability IN ('diagnosed', 'clinical')
    AND EXISTS (SELECT FROM dsr_deadline d WHERE d.entry_id = e.id AND d.met_on IS NULL
        AND d.cancelled_on IS NULL AND d.due_on < %s)
ORDER BY e.rated_on, e.id LIMIT 25
"""
# As alike as two slips of the pen leave a short name: what only asks for names that are very alike is
# faster, and does not find who was meant. OFFSET 0 has it compare the names of the area alone.
SEARCH = f"""
SELECT {COLUMNS} FROM (
    SELECT e.id AS entry, p.search_name AS name, word_similarity(%(typed)s, p.search_name) AS alike
    FROM dsr_registerentry e JOIN dsr_person p ON p.id = e.person_id
    WHERE e.area_id = %(area)s AND e.status <> 'removed_in_error' OFFSET 0
) found JOIN dsr_registerentry e ON e.id = found.entry {JOINED}
WHERE found.alike >= 0.2 ORDER BY found.alike DESC, found.name LIMIT 25
"""
NEXT = """
SELECT DISTINCT ON (entry_id) entry_id, key, due_on, started_on, count FROM dsr_deadline
WHERE entry_id = ANY(%s) AND met_on IS NULL AND cancelled_on IS NULL ORDER BY entry_id, due_on, key
"""
ENTRY = """
SELECT p.given_name, p.family_name, p.nhs_number, p.date_of_birth, e.colour, e.coloured_since, a.name, k.name
FROM dsr_registerentry e JOIN dsr_person p ON p.id = e.person_id JOIN accounts_area a ON a.id = e.area_id
    LEFT JOIN accounts_user k ON k.id = e.keyworker_id WHERE e.id = %s
"""
LOCK = """
SELECT e.rating_number, (SELECT id FROM dsr_deadline d WHERE d.entry_id = e.id AND d.met_on IS NULL
    AND d.cancelled_on IS NULL AND starts_with(d.key, 'rating_review'))
FROM dsr_registerentry e WHERE e.id = %s FOR UPDATE OF e
"""
HERE = Path(__file__).parent
EVENTS = (HERE / "floor_timeline.sql").read_text()
SAVES = [part for part in (HERE / "floor_saves.sql").read_text().split(";\n") if part.strip()]
LOOK = SAVES[0]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The floor of the page that is asked for."""
    page = PAGES[environ["PATH_INFO"]]()
    kind = "text/html; charset=utf-8"
    start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(page)))])
    return [page]


def _link() -> psycopg.Connection[Any]:
    """One connection a thread, kept open."""
    if not hasattr(LOCAL, "link"):
        LOCAL.link = psycopg.connect(**FACTS["database"], autocommit=True)
    link: psycopg.Connection[Any] = LOCAL.link
    return link


def empty() -> bytes:
    """Nothing."""
    return b"live\n"


def people() -> bytes:
    """The register's first page: two queries, twenty-five rows."""
    return _list(_link().execute(LIST, [FACTS["area"]]).fetchall())


def filtered() -> bytes:
    """The same with six filters, the longest since rated first."""
    today = date.today()
    born = today.replace(year=today.year - 18, day=min(today.day, 28))
    return _list(_link().execute(FILTERED, [FACTS["area"], FACTS["keyworker"], born, today]).fetchall())


def found() -> bytes:
    """Those whose names are like what was typed."""
    typed = {"area": FACTS["area"], "typed": FACTS["typed"]}
    return _list(_link().execute(SEARCH, typed).fetchall())


def _list(rows: list[tuple[Any, ...]]) -> bytes:
    today = date.today()
    steps = {pk: step for pk, *step in _link().execute(NEXT, [[row[0] for row in rows]]).fetchall()}
    drawn = "".join(_row(row, steps.get(row[0]), today) for row in rows)
    return f"<!DOCTYPE html><title>The register</title><table><tbody>{drawn}</tbody></table>".encode()


def _row(row: tuple[Any, ...], step: list[Any] | None, today: date) -> str:
    pk, colour, since, given, family, known, number, born, keyworker, _area, needs, restricted, by = row
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    known = f' <span class="dsr-muted">(“{escape(known)}”)</span>' if known else ""
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}" if number else "no NHS number"
    held = f"{(today - since).days} days, {escape(by or '')}" if since else ""
    days = f'<br><span class="dsr-muted dsr-small">{held}</span>' if since else ""
    owner = escape(keyworker) if keyworker else '<strong class="dsr-late">Nobody yet</strong>'
    flags = ", ".join((["needs help to take part"] if needs else []) + (["restricted"] if restricted else []))
    return (
        f'<tr><th scope="row"><a href="/register/{pk}/">{escape(given)} {escape(family.upper())}</a>{known}'
        f'<br><span class="dsr-muted dsr-small dsr-nowrap">{spaced}</span></th>'
        f'<td class="dsr-count">{age}</td>'
        f"<td>{TAGS[colour]}{days}</td><td>{_step(step, colour, today)}</td><td>{owner}</td>"
        f"<td>{flags}</td></tr>"
    )


def _step(step: list[Any] | None, colour: str | None, today: date) -> str:
    if not colour or step is None:
        return '<strong class="dsr-late">To be rated now</strong>'
    due = step[1]
    gap = (due - today).days
    far = f"{-gap} days late" if gap < 0 else f"in {gap} days"
    late = ' class="dsr-late"' if gap < 0 else ""
    why = (
        f"<details><summary>Why: {WHAT[step[0]]}</summary>{step[3]} days after {step[2]:%d %B %Y}.</details>"
    )
    return f'{WHAT[step[0]]}<br><span{late}><time datetime="{due}">{due:%a %d %b}</time> ({far})</span>{why}'


def timeline(most: int) -> bytes:
    """Somebody's name and the newest lines of their timeline: two queries."""
    link = _link()
    found = link.execute(ENTRY, [FACTS["entry"]]).fetchone()
    assert found
    given, family, number, born, colour, since, area, keyworker = found
    head = (
        f"<h1>{escape(given)} {escape(family.upper())}</h1><p>Born {born:%d %B %Y}, NHS number {number}, "
        f"{escape(area)}, {escape(keyworker or '')}</p><p>{TAGS[colour]} since {since:%d %B %Y}</p>"
    )
    rows = link.execute(EVENTS, {"entry": FACTS["entry"], "most": most}).fetchall()
    return f"<!DOCTYPE html><title>Entry</title>{head}{_days(rows)}".encode()


def _days(rows: list[tuple[Any, ...]]) -> str:
    drawn, day, lines = [], None, []
    for at, kind, said, who, detail in rows:
        local = at.astimezone(LONDON)
        if local.date() != day:
            drawn.append("".join(reversed(lines)) + ("</ol></div>" if day else ""))
            day, lines = local.date(), []
            drawn.append(f'<div class="dsr-day"><h3>{day:%A %d %B %Y}</h3><ol>')
        lines.append(
            f'<li class="dsr-line--{kind}"><span class="dsr-day__time">{local:%H:%M}</span>'
            f'<div><strong>{kind}</strong> {escape(said)} <span class="dsr-day__who">{escape(who)}</span>'
            f'<span class="dsr-day__detail">{escape(detail)}</span></div></li>'
        )
    return "".join(drawn) + "".join(reversed(lines)) + "</ol></div>"


def rate() -> bytes:
    """A rating saved: the entry locked, everything that is written, commit."""
    link, entry = _link(), FACTS["rated_by_floor"]
    with link.transaction():
        number, met = link.execute(LOCK, [entry]).fetchone() or (0, None)
        facts = {
            "entry": entry,
            "people": [entry],
            "number": number + 1,
            "met": met,
            "opened": uuid.uuid4(),
            "by": FACTS["by"],
            "today": date.today(),
            "message": f"rating-{entry}-{number + 1}",
            "payload": json.dumps({"entry": entry}),
        }
        for statement in SAVES:
            link.execute(statement, facts)
    return b""


DRAFT = "SELECT sealed FROM referrals_draft WHERE id = %s"
ANSWERED = "UPDATE referrals_draft SET sealed = %s, changed_at = now() WHERE id = %s"
SENT = """
INSERT INTO referrals_referral SELECT (jsonb_populate_record(r, jsonb_build_object(
    'id', %(id)s::uuid, 'key', %(key)s::uuid, 'reference', substr(md5(%(key)s), 1, 9)))).*
FROM referrals_referral r WHERE r.id = %(form)s::uuid
"""
KEPT = """
INSERT INTO referrals_historicalreferral SELECT (jsonb_populate_record(h, jsonb_build_object(
    'history_id', nextval(pg_get_serial_sequence('referrals_historicalreferral', 'history_id')),
    'id', %(id)s::uuid))).*
FROM referrals_historicalreferral h WHERE h.id = %(form)s::uuid LIMIT 1
"""
turn = iter(range(10**9))


def question() -> bytes:
    """One question of the form, with what was answered before: one query."""
    sealed = _link().execute(DRAFT, [FACTS["draft"]]).fetchone()
    assert sealed
    title, fields = FACTS["questions"][next(turn) % len(FACTS["questions"])]
    boxes = "".join(_asked(*field) for field in fields)
    return (
        f"<!DOCTYPE html><title>{escape(title)}</title><main><h1>{escape(title)}</h1>"
        f'<form method="post">{boxes}<button class="nhsuk-button">Continue</button></form></main>'
    ).encode()


def _asked(name: str, label: str, hint: str, kind: str, choices: list[tuple[str, str]]) -> str:
    """One box with its label, or all the answers that can be chosen; and the hint."""
    said = f'<div class="nhsuk-hint" id="id_{name}-hint">{escape(hint)}</div>' if hint else ""
    if not choices:
        return (
            f'<div class="nhsuk-form-group"><label class="nhsuk-label" for="id_{name}">'
            f"{escape(label)}</label>{said}"
            f'<input class="nhsuk-input" id="id_{name}" name="{name}" type="text" value=""></div>'
        )
    items = "".join(
        f'<div class="nhsuk-{kind}__item"><input class="nhsuk-{kind}__input" id="id_{name}-{number}" '
        f'name="{name}" type="{kind}" value="{escape(value)}">'
        f'<label class="nhsuk-label nhsuk-{kind}__label" for="id_{name}-{number}">'
        f"{escape(words)}</label></div>"
        for number, (value, words) in enumerate(choices)
    )
    return f'<fieldset class="nhsuk-fieldset"><legend>{escape(label)}</legend>{said}{items}</fieldset>'


def answer() -> bytes:
    """Its answer kept: one statement."""
    _link().execute(ANSWERED, ["gAAAA" + "x" * 600, FACTS["draft"]])
    return b""


def send() -> bytes:
    """The form taken in: its row and its history, in one transaction."""
    link, new = _link(), {"id": str(uuid.uuid4()), "key": str(uuid.uuid4()), "form": FACTS["form"]}
    with link.transaction():
        link.execute(SENT, new)
        link.execute(KEPT, new)
    return b""


PAGES: dict[str, Callable[[], bytes]] = {
    "/question": question,
    "/answer": answer,
    "/send": send,
    "/empty": empty,
    "/list": people,
    "/list/filtered": filtered,
    "/search": found,
    "/entry": lambda: timeline(FACTS["newest"]),
    "/entry/all": lambda: timeline(500),
    "/rate": rate,
}
QUERIES = dict.fromkeys(PAGES, 2) | {"/empty": 0, "/rate": 1 + len(SAVES)}

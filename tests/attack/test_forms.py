"""Every form of every page, attacked: foreign ids, no token, more fields than asked for, strange words."""

import re
import uuid
from functools import cache
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.permissions import RoleName
from tests.access import table
from tests.access.cases import PATTERNS, cases, pages, ways
from tests.access.scene import Scene
from tests.attack.forms import Form, shown_to
from tests.visits import Stored, body

ID = re.compile(r"\d{1,9}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Boxes whose numbers are no ids: which version a page showed.
VERSIONS = {"version", "shown", "expected_number", "rating_number", "expected_version"}


def test_every_page_that_takes_a_form_shows_one_somewhere(forms: list[Form], scene: Scene) -> None:
    """What follows attacks all forms: none is left out because no page of the scene shows it."""
    found = {form.name for form in forms}
    sent_to = {page for page in pages() if "POST" in ways(page)} - set(table.DEMONSTRATION)
    print(f"{len(forms)} forms with {sum(len(form.boxes) for form in forms)} boxes")
    missing = sorted(sent_to - found - NOT_SHOWN)
    assert missing == [], f"{missing}"
    assert NOT_SHOWN & found == set(), "shown after all"


# Shown only in a state that tests/attack/states.py does not make; their own tests send them.
NOT_SHOWN = {
    "review-issue", "refer-step", "refer-check", "track-close", "refer-forget", "referral-real",
    "flag-step", "flag-check", "flag-forget", "flag-code-again", "part-two", "part-two-code",
    "duty-end", "referral-second-part",
    "referral-handover-answer", "referral-handover-seen", "referral-handover-back", "track-disagree",
    # The public forms: tests/referrals sends each of them, with every kind of bad answer.
    "refer-later", "consent-step", "consent-check", "consent-forget", "consent-later", "flag-later",
    "track-take-back", "change-my-mind", "my-change",
    # Shown in a state in which the scene has nobody; tests/referrals and tests/dsr send them.
    "referral-ask-consent", "referral-told", "entry-told",
    # tests/dsr/test_place_pages.py makes these states and sends them.
    "entry-back", "entry-leaving-told", "entry-transfer", "entry-transfer-back",
    "entry-death-told", "entry-pause-end", "transfer", "transfer-seen", "entry-unmerge",
    # Planned, or closed: in the scene meetings go on. tests/dsr/test_meeting_pages.py sends them.
    "meeting-person",  # shown where consent lets somebody be discussed
    "saved-filter-new",  # shown where filters are chosen in its address
    "meeting-open", "meeting-minutes", "meeting-extracts",
    "kept", "session-stay", "meeting-draft",  # sent by a script, without a form on any page
    "organisation-link",  # there is a provider in tests/accounts/test_organisation.py only
}  # fmt: skip


# ---------------------------------------------------------------- other people's ids

# About two people of one area, whichever they are: another one of it is no stranger to it.
OF_TWO = {"entry-merge-with"}


@pytest.mark.parametrize(
    "name", sorted(name for name in table.ABOUT_A_RECORD if len(PATTERNS[name].pattern.converters) > 1)
)
def test_an_id_of_somebody_elses_in_an_address_of_ones_own_is_not_found(scene: Scene, name: str) -> None:
    """S55: the review is mine and the paper another's: each id of an address is swapped alone."""
    shown = dict(reversed(shown_to(name))) if "GET" in ways(name) else {"panel_chair": "mine"}
    for who, relation in shown.items():  # each of them about the first record that is shown to them
        for part in PATTERNS[name].pattern.converters:
            for other in ("other", "restricted") if name in OF_TWO else ("other", "area", "restricted"):
                ids = {key: scene.ids(relation)[key] for key in PATTERNS[name].pattern.converters}
                of_them = scene.ids(other)["entry_id" if part == "other_id" else part]
                if of_them == ids[part]:
                    continue  # the place of a point on a list: no id, the same for everybody
                path = reverse(name, kwargs={**ids, part: of_them})
                for way in ways(name):
                    answer = getattr(scene.browser(who), way.lower())(path)
                    assert answer.status_code in (403, 404), f"{who}: {part} of {other} in {path}"


def foreign(scene: Scene) -> list[str]:
    """Ids of another area: its people, its colleagues, its records."""
    east = scene.east
    users = [east.coordinator, east.keyworker, scene.panels["Eastmere"][False].chair]
    experts = [scene.panels["Eastmere"][False].clinician, scene.panels["Eastmere"][False].peer]
    found = [str(row.pk) for row in (*users, *experts)] + [
        str(v) for v in scene.dossiers["other"].ids.values()
    ]
    return [value for value in found if ID.fullmatch(value)]


EACH = 4


def test_an_id_of_another_area_in_any_box_is_refused(
    forms: list[Form], scene: Scene, every_case: bool
) -> None:
    """S55: whatever a form lets one choose from, what it did not offer is not taken.

    Each box is tried with some of the ids, in turn; in the nightly run with all of them.
    """
    tried, turn = 0, count()
    ids = foreign(scene)
    before = {value: _mentions(value) for value in ids}  # what a form does is undone
    for form in forms:
        for box in form.boxes.values():
            offered = box.options or ([box.value] if box.kind == "hidden" else [])
            if box.name in VERSIONS or not [value for value in offered if ID.fullmatch(value)]:
                continue
            alike = [value for value in ids if ("-" in value) == any("-" in one for one in offered)]
            for value in ids if every_case else alike[next(turn) % EACH :: EACH]:
                tried += 1
                with undone():
                    answer = scene.browser(form.who).post(form.action, form.filled(**{box.name: value}))
                    assert answer.status_code < 500, f"{form}: {box.name}"
                    assert _mentions(value) == before[value], f"{form}: {box.name} took {value}"
    print(f"{tried} foreign ids tried")
    assert tried > 50


def _mentions(value: str) -> dict[str, int]:
    """In which columns that point at something this id stands, how often."""
    places = [(name, column) for name, column, is_number in _pointing() if is_number == value.isdigit()]
    counts = [f"""SELECT '{n}.{c}', count(*) FROM {n} WHERE "{c}" = %s""" for n, c in places]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts), [value] * len(counts))
        return {place: count for place, count in cursor.fetchall() if count}


@cache
def _pointing() -> list[tuple[str, str, bool]]:
    from django.apps import apps

    found = []
    for model in apps.get_models():
        if model._meta.app_label not in ("accounts", "dsr", "cetr", "referrals") or model._meta.proxy:
            continue
        for field in model._meta.concrete_fields:
            # Who did it, by whom a row was written: that is whoever is signed in, here and in the history.
            if field.is_relation and field.name not in ("by", "history_user", "history_relation"):
                is_number = field.target_field.get_internal_type() != "UUIDField"
                found.append((model._meta.db_table, field.column, is_number))
    return found


class undone:
    """What happens inside is undone."""

    def __enter__(self) -> None:
        self.point = transaction.savepoint()

    def __exit__(self, *_: Any) -> None:
        transaction.savepoint_rollback(self.point)


# ---------------------------------------------------------------- forged and missing tokens


@pytest.fixture
def guarded(scene: Scene) -> Any:
    """A browser of somebody's whose forms must carry their token."""

    def of(who: str) -> Client:
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        client.cookies = scene.browser(who).cookies
        return client

    return of


def senders(name: str) -> list[tuple[str, str]]:
    """Who may send this form, about which record."""
    found = {}
    for case in cases(name, "POST"):
        if case.answer == "yes" and (case.who not in table.OUTSIDE or name in table.OPEN):
            found.setdefault(case.who, case.relation)
    return list(found.items())[:2] or [("coordinator", "mine")]  # a page that nobody of the scene may send


@pytest.mark.parametrize(
    "name", sorted(name for name in pages() if "POST" in ways(name) and name not in table.DEMONSTRATION)
)
def test_a_form_without_its_own_token_is_refused(
    scene: Scene, guarded: Any, stored: Stored, name: str
) -> None:
    """S22: no token, a made-up one, somebody else's: nothing is taken, whoever sends it."""
    since = stored.written()
    stolen = Client(enforce_csrf_checks=True).get("/accounts/login/").cookies["csrf"].value
    senders_found = senders(name)
    assert senders_found
    for who, relation in senders_found:
        ids = scene.ids(relation if relation in table.RELATIONS else "mine")
        path = reverse(name, kwargs={key: ids[key] for key in PATTERNS[name].pattern.converters})
        for token in (None, "", "x" * 64, stolen, "' OR 1=1--"):
            sent = {} if token is None else {"csrfmiddlewaretoken": token}
            assert guarded(who).post(path, sent).status_code == 403, f"{who} with {token!r}"
            elsewhere = guarded(who).post(path, sent, headers={"Origin": "https://evil.example"})
            assert elsewhere.status_code == 403
    assert stored.changed(since) == set()


def test_a_form_with_its_own_token_is_taken(scene: Scene, guarded: Any) -> None:
    """S22: so that the refusals above are about the token and nothing else."""
    path = f"/register/{scene.ids('mine')['entry_id']}/"
    browser = guarded(RoleName.COORDINATOR)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body(browser.get(path)))
    assert token
    sent = {"text": "A note with its token", "kind": "note", "key": str(uuid.uuid4())}
    sent["csrfmiddlewaretoken"] = token.group(1)
    assert browser.post(path, sent).status_code == 302


# ---------------------------------------------------------------- more fields than asked for

SESSIONS = {"django_session"}
DATE, NUMBER, WORDS = "1931-03-05", "987654321", "canary-not-asked-for"


# What a form asks for once somebody was searched for and found.
SHOWN_LATER = {"meeting-add": {"entry"}}


def every_column() -> dict[str, str]:
    """A value for every column there is, under every name that a form could give it."""
    from django.apps import apps

    found = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            kind = field.get_internal_type()
            value = {"DateField": DATE, "DateTimeField": DATE, "BooleanField": "on"}.get(kind, WORDS)
            if "Integer" in kind or kind in ("BigAutoField", "AutoField") or field.is_relation:
                value = NUMBER
            found |= {field.name: value, field.attname: value}
    return found


def test_fields_that_a_form_does_not_ask_for_change_nothing(
    forms: list[Form], scene: Scene, stored: Stored, settings: Any
) -> None:
    """S64: every form is sent once as asked and once with every column there is; both leave the same."""
    extra = every_column()
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2 * len(extra)  # so many at once would be refused unread
    assert len(extra) > 150 and {"restricted", "is_active", "role", "area_id", "status"} <= set(extra)
    taken = 0
    for form in forms:
        if form.name.startswith("account_"):
            continue
        asked = {box for other in forms if other.action == form.action for box in other.boxes}
        asked |= SHOWN_LATER.get(form.name, set())
        more = {name: value for name, value in extra.items() if not _asked(name, asked)}
        with undone():
            since = stored.written(SESSIONS)
            plain = scene.browser(form.who).post(form.action, form.filled())
            as_asked = shape(stored.touched(since, SESSIONS))
        with undone():
            since = stored.written(SESSIONS)
            stuffed = scene.browser(form.who).post(form.action, form.filled() | more)
            assert shape(stored.touched(since, SESSIONS)) == as_asked, f"{form}: something more was taken"
        assert stuffed.status_code == plain.status_code, str(form)
        taken += plain.status_code == 302
    print(f"{taken} of {len(forms)} forms were taken")
    assert taken > 12, "too few forms are filled in well enough to be taken"


def _asked(name: str, boxes: set[str]) -> bool:
    """Whether any form sent to this address asks it: a page may have two, as for a code or a passkey."""
    return name in boxes or any(box.startswith(f"{name}_") for box in boxes)


# What differs between two writings of the same: random ids, numbers and times, sealed words.
CHANGING = r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9_=+/\\-]{32,}|[0-9]+"


def shape(tables: set[str]) -> dict[str, str]:
    """The rows of these tables without what is new each time, so that two writings of the same are equal."""
    asked, names = f"{DATE}|{NUMBER}|{WORDS}", sorted(tables)
    if not names:
        return {}
    with connection.cursor() as cursor:
        each = [
            f"SELECT '{name}', md5(coalesce(string_agg(t, '|' ORDER BY t), '')), count(*) FILTER (WHERE odd) "
            f"FROM (SELECT regexp_replace(r::text, %s, '', 'g') AS t, r::text ~ %s AS odd FROM {name} r) r"
            for name in names
        ]
        cursor.execute(" UNION ALL ".join(each), [CHANGING, asked] * len(names))
        rows = cursor.fetchall()
    assert {name for name, *_ in rows} == set(names)
    return {name: mark for name, mark, _ in rows} | {f"{name}: not asked for": str(n) for name, _, n in rows}

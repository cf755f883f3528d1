"""The record of looks (quality 1.4): once a page; who looked, for staff, family and governance."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from accounts import actions
from accounts.look_filters import Filters
from accounts.looks import digest_of, record_look
from accounts.models import AccessLogEntry
from accounts.permissions import RoleName
from tests.full_house import House
from tests.visits import ADDRESSES, DRAWN, _opens, address
from tests.worlds import signed_in


def asked_by(user: Any) -> Any:
    request = RequestFactory().get("/")
    request.user = user
    return request


# ---------------------------------------------------------------- once a page


def test_no_page_writes_more_than_one_row_and_one_statement(house: House) -> None:
    """At most one INSERT a page, also on lists (W11: look-logging costs at most one query)."""
    ids = house.ids()
    for role, user in house.staff.items():
        browser = signed_in(user)
        for pattern in ADDRESSES:
            if _opens(pattern.callback.access, role) and pattern.name not in DRAWN:
                sent: list[str] = []
                with connection.execute_wrapper(_remembering(sent)):
                    browser.get(address(pattern, ids))
                assert len(sent) <= 1, f"{role} at {pattern.name}: {len(sent)} looks"


def _remembering(sent: list[str]) -> Any:
    def remember(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('INSERT INTO "accounts_accesslogentry"'):
            sent.append(sql)
        return execute(sql, params, many, context)

    return remember


def test_downloads_keep_count_and_fingerprint(house: House) -> None:
    browser = signed_in(house.world.coordinator)
    browser.get(reverse("review-report-pdf", args=[house.issued.pk]))
    row = AccessLogEntry.objects.order_by("-pk").first()
    assert row and row.page == "report as PDF"
    assert (row.count, row.digest) == (1, digest_of(row.people))


# ---------------------------------------------------------------- who looked


def test_staff_who_may_see_the_entry_see_who_looked(house: House) -> None:
    browser = signed_in(house.world.coordinator)
    signed_in(house.world.keyworker).get(reverse("entry", args=[house.jade.pk]))
    html = browser.get(reverse("entry-looks", args=[house.jade.pk])).content.decode()
    assert "Priya Nair" in html and "(keyworker)" in html
    assert "The entry on the register" in html and "Gwen Overy" in html
    assert (
        reverse("entry-looks", args=[house.jade.pk])
        in browser.get(reverse("entry", args=[house.jade.pk])).content.decode()
    )


def test_elsewhere_it_is_not_found(house: House, eastmere: House) -> None:
    browser = signed_in(eastmere.world.coordinator)
    assert browser.get(reverse("entry-looks", args=[house.jade.pk])).status_code == 404
    family = signed_in(eastmere.world.family)
    assert family.get(reverse("my-looks", args=[house.jade.pk])).status_code == 404
    assert signed_in(house.world.family).get(reverse("entry-looks", args=[house.jade.pk])).status_code == 403
    assert browser.get(reverse("my-looks", args=[house.jade.pk])).status_code == 403


def test_the_family_sees_who_looked_in_what_role_and_for_whom_they_work(house: House) -> None:
    body = actions.add_organisation(name="Northmoor trust", kind="trust", by=house.world.hand)
    worker = house.world.user(None, "Ola Body")
    actions.add_membership(user=worker, area=house.area, role=RoleName.COORDINATOR, organisation=body,
                           from_day=house.today, by=house.world.hand)  # fmt: skip
    signed_in(worker).get(reverse("entry", args=[house.jade.pk]))
    browser = signed_in(house.world.family)
    page = browser.get(reverse("me")).content.decode()
    assert reverse("my-looks", args=[house.jade.pk]) in page
    for html in (page, browser.get(reverse("my-looks", args=[house.jade.pk])).content.decode()):
        assert "<strong>Ola Body</strong> (coordinator, Northmoor trust): The entry on the register" in html


def test_the_familys_page_folds_lists_to_one_line_a_viewer_and_day(house: House) -> None:
    """Opened records stay a line each, and so does a list that went out as a file."""
    seen = ["my work", "entry", "register", "search", "entry", "dashboard"]
    for page, count in [*((page, None) for page in seen), ("list of names", 3)]:
        AccessLogEntry.objects.create(user_id=0, user_name="Cora Ordway", roles="Coordinator", page=page,
                                      people=[house.tom.person_id, house.jade.person_id],
                                      count=count)  # fmt: skip
    AccessLogEntry.objects.create(user_id=1, user_name="Ned Listed", page="register",
                                  people=[house.jade.person_id])  # fmt: skip
    html = signed_in(house.world.family).get(reverse("my-looks", args=[house.jade.pk])).content.decode()
    assert "<strong>Cora Ordway</strong> (coordinator) saw the name in a list, 4 times</li>" in html
    assert "<strong>Ned Listed</strong> saw the name in a list</li>" in html
    theirs = [line for line in html.split("<li>") if "Cora Ordway" in line]
    assert [line.count("entry on the register") for line in theirs] == [0, 0, 1, 1]
    assert "A list of names, downloaded" in theirs[0] and "My work" not in html
    staff = signed_in(house.world.coordinator).get(reverse("entry-looks", args=[house.jade.pk]))
    assert "My work: who is late" in staff.content.decode()


def test_ones_own_looks_are_folded_into_one_line(house: House) -> None:
    browser = signed_in(house.world.keyworker)
    for _ in range(4):
        browser.get(reverse("entry", args=[house.ali.pk]))
    html = browser.get(reverse("entry-looks", args=[house.ali.pk])).content.decode()
    assert "You, 5 times" in html


def test_older_looks_come_by_pages_and_none_is_lost(house: House) -> None:
    browser, path = signed_in(house.world.keyworker), reverse("entry-looks", args=[house.tom.pk])
    for number in range(120):
        AccessLogEntry.objects.create(user_id=0, user_name=f"Nobody {number:03}.", page="entry",
                                      people=[house.tom.person_id])  # fmt: skip
    seen, where = [], path
    while where:
        html = browser.get(where).content.decode()
        seen += [n for n in range(120) if f"Nobody {n:03}." in html]
        where = path + html.split('href="?')[1].split('"')[0].join(["?", ""]) if 'href="?' in html else ""
    assert sorted(seen) == list(range(120))


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 40, "%00", "1 OR 1=1", "¹"])
def test_nonsense_in_the_address_starts_at_the_top(house: House, before: str) -> None:
    browser = signed_in(house.world.coordinator)
    path = reverse("entry-looks", args=[house.jade.pk])
    assert browser.get(path, {"before": before}).status_code == 200


# ---------------------------------------------------------------- governance


def test_a_governance_lead_sees_the_looks_of_their_own_area_only(house: House, eastmere: House) -> None:
    signed_in(house.world.coordinator).get(reverse("entry", args=[house.jade.pk]))
    signed_in(eastmere.world.coordinator).get(reverse("entry", args=[eastmere.jade.pk]))
    html = signed_in(house.world.governance).get(reverse("governance")).content.decode()
    assert str(house.jade.person_id) in html and str(eastmere.jade.person_id) not in html
    assert "Cora Ordway of Eastmere" not in html and "MORRIS" not in html


def test_somebody_elses_look_at_ones_own_area_is_seen_too(house: House, eastmere: House) -> None:
    """A look from outside is the one that matters most."""
    record_look(asked_by(eastmere.world.coordinator), page="entry", people=[house.jade.person_id],
                areas=[house.area.pk])  # fmt: skip
    html = signed_in(house.world.governance).get(reverse("governance"), {"page": "entry"}).content.decode()
    assert eastmere.world.coordinator.name in html


@pytest.mark.parametrize(
    ("chosen", "there", "gone"),
    [
        ({"person": "jade"}, "jade", "tom"),
        ({"page": "rate"}, "tom", "jade"),
        ({"only": "downloads"}, "tom", "jade"),
        ({"only": "emergency"}, "jade", "tom"),
        ({"day": "1999-01-01"}, "", "jade"),
    ],
)
def test_looks_are_filtered(house: House, chosen: dict[str, str], there: str, gone: str) -> None:
    jade, tom = uuid4(), uuid4()
    ids = {"jade": jade, "tom": tom}
    facts = {"user_id": 0, "user_name": "X", "areas": [house.area.pk]}
    AccessLogEntry.objects.create(page="entry", people=[jade], reason="Emergency: life", **facts)
    AccessLogEntry.objects.create(page="rate", people=[tom], count=1, digest="0" * 64, **facts)
    chosen = {name: str(ids.get(value, value)) for name, value in chosen.items()}
    html = signed_in(house.world.governance).get(reverse("governance"), chosen).content.decode()
    if there:
        assert f"<code>{ids[there]}</code>" in html
    assert f"<code>{ids[gone]}</code>" not in html or chosen.get("day") == "1999-01-01"


def test_a_viewer_is_chosen_by_a_random_reference(house: House) -> None:
    keyworker = house.world.keyworker
    signed_in(keyworker).get(reverse("entry", args=[house.jade.pk]))
    browser = signed_in(house.world.governance)
    html = browser.get(reverse("governance"), {"viewer": str(keyworker.reference)}).content.decode()
    rows = html.split("<tbody>")[1]
    assert "Priya Nair" in rows and "Cora Ordway" not in rows


@pytest.mark.parametrize("name", ["person", "viewer", "day", "page", "only", "before"])
@pytest.mark.parametrize("value", ["", "x", "é" * 500, "<script>", "\r\nX: 1", "9999999999", "0001-01-01"])
def test_a_filter_that_makes_no_sense_was_not_chosen(house: House, name: str, value: str) -> None:
    answer = signed_in(house.world.governance).get(reverse("governance"), {name: value})
    assert answer.status_code == 200
    assert b"<script>" not in answer.content


def test_filters_carry_no_name_in_the_address(house: House) -> None:
    from django.http import QueryDict

    kept = Filters.read(QueryDict(f"viewer={house.world.keyworker.reference}&page=entry&day=2026-01-02"))
    assert set(kept.chosen()) == {"viewer", "page", "day"}
    assert "Priya" not in str(kept.chosen())


def test_nobody_else_opens_the_record_of_looks(house: House) -> None:
    for role, user in house.staff.items():
        status = signed_in(user).get(reverse("governance")).status_code
        assert status == (200 if role is RoleName.GOVERNANCE_LEAD else 403), role

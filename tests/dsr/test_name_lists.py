"""Lists of names: asked by one, agreed by another, for one reader, for a day (S05, S16, S51, S57, S58)."""

import csv
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from accounts import actions as accounts
from accounts import outbox
from accounts.looks import digest_of
from accounts.models import AccessLogEntry, JointRequest, User
from accounts.permissions import RoleName
from config.refused import Refused
from dsr import actions, pairs
from dsr.cells import ALSO, STARTS_A_FORMULA, cell
from dsr.models import NameList, RegisterEntry
from dsr.names import synthetic_nhs_number
from dsr.tasks import delete_old_lists
from tests.worlds import World, signed_in

WHY = "To phone families before the holidays.\nFor: the duty team"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "papers"
    return settings.MEDIA_ROOT


@pytest.fixture
def people(world: World) -> list[RegisterEntry]:
    """A formula for a name, somebody red, and somebody else."""
    ann = world.entry(world.person("=HYPERLINK(1)", family_name="@SUM", nhs_number=synthetic_nhs_number(1)))
    ben = world.entry(world.person("Ben", family_name="+44 1632 960001"))
    world.rate(ben, "red")
    return [ann, ben]


@pytest.fixture
def second(world: World) -> User:
    return world.user(RoleName.COORDINATOR, "Sec Ond")


def ask(world: World, filters: str = "", by: User | None = None) -> JointRequest:
    return accounts.ask_for_two(
        kind=pairs.NAMES, area=world.area, subjects=[], details={"filters": filters}, why=WHY,
        by=by or world.coordinator,
    )  # fmt: skip


def made(world: World, second: User, filters: str = "") -> NameList:
    request = ask(world, filters)
    accounts.agree_as_second(request=request, by=second)
    outbox.send_due()
    return NameList.objects.get(request_id=request.pk)


def rows(answer: Any) -> list[list[str]]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline="")))


# ---------------------------------------------------------------- cells, pure (S05)


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("+44 1632 960001", "'+44 1632 960001"), ("@SUM", "'@SUM"),
        ("-2+3", "'-2+3"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("\0=1", "'=1"), (" =1", "' =1"),
        ("＝1", "'＝1"), ("O'Brien", "O'Brien"), ("Anne-Marie", "Anne-Marie"), ("", ""), (None, ""),
        (-5, -5), (12, 12), (date(2026, 3, 1), "2026-03-01"), ("999 482 1172", "999 482 1172"),
    ],
)  # fmt: skip
def test_a_cell_that_looks_like_a_formula_stays_text(value: Any, safe: Any) -> None:
    assert cell(value) == safe


@given(st.text())
@example("'\0")
@example("\0'")
@example("\0 =1")
@example(" \0=1")
def test_no_text_begins_like_a_formula_and_none_is_lost(text: str) -> None:
    """Only what no cell can hold is gone, and at most one mark is new."""
    found, whole = str(cell(text)), text.replace("\0", "")
    assert found in (whole, f"'{whole}")
    assert not found.lstrip(" \u00a0").startswith((*STARTS_A_FORMULA, *ALSO))


# ---------------------------------------------------------------- from asking to the file


def test_two_people_make_a_list_for_one_reader(
    world: World, people: list[RegisterEntry], second: User
) -> None:
    order = made(world, second)
    answer = signed_in(world.coordinator).get(f"/list-of-names/{order.pk}/")
    top, heads, *lines = rows(answer)
    refused = signed_in(world.coordinator).get(
        f"/list-of-names/{order.pk}/",
        headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    )
    assert refused.status_code == 403 and "@SUM" not in refused.text  # S23
    assert answer["Content-Disposition"].startswith("attachment") and "no-store" in answer["Cache-Control"]
    assert "Cora Ordway" in top[0] and "To phone families" in top[0] and "For: the duty team" in top[0]
    assert len(lines) == 2 and all(len(line) == len(heads) for line in lines)
    assert all(line[-1].startswith("Cora Ordway, ") for line in lines)
    assert {line[0] for line in lines} == {"'@SUM", "'+44 1632 960001"}
    assert not [c for line in [top, heads, *lines] for c in line if c.startswith(STARTS_A_FORMULA)]


def test_the_page_says_that_it_is_being_made_or_hands_it_out_never_both(
    world: World, people: list[RegisterEntry], second: User
) -> None:
    asked, browser = ask(world), signed_in(world.coordinator)
    accounts.agree_as_second(request=asked, by=second)
    path, said = f"/second-person/{asked.pk}/", []
    said.append(browser.get(path).content.decode())
    actions.make_name_list(order=NameList.objects.get(), now=timezone.now(), by=world.hand)
    said.append(browser.get(path).content.decode())
    found = [("being made" in html, "Download the list" in html, "A list is made" in html) for html in said]
    assert found == [(True, False, False), (False, True, False)]
    assert "A list is made from this." in signed_in(second).get(path).content.decode()


def test_it_is_narrowed_as_the_register_was(world: World, people: list[RegisterEntry], second: User) -> None:
    order = made(world, second, filters="colour=red")
    assert order.people == [people[1].person_id]


def test_the_download_is_on_record_with_everybody_in_it(
    world: World, people: list[RegisterEntry], second: User
) -> None:
    order = made(world, second)
    signed_in(world.coordinator).get(f"/list-of-names/{order.pk}/")
    look = AccessLogEntry.objects.get(page="list of names")
    ids = {entry.person_id for entry in people}
    assert (set(look.people), look.count, look.digest) == (ids, 2, digest_of(ids))


def test_the_file_says_nothing_at_rest(
    world: World, people: list[RegisterEntry], second: User, store: Path
) -> None:
    made(world, second)
    files = [path for path in store.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert b"HYPERLINK" not in files[0].read_bytes() and b"Cora" not in files[0].read_bytes()


def test_nobody_else_downloads_it(world: World, people: list[RegisterEntry], second: User) -> None:
    order = made(world, second)
    for user in (second, world.commissioner, World("Eastmere").coordinator):
        assert signed_in(user).get(f"/list-of-names/{order.pk}/").status_code == 404
    for user in (world.keyworker, world.governance, world.administrator):
        assert signed_in(user).get(f"/list-of-names/{order.pk}/").status_code == 403
    assert (
        "/list-of-names/" not in signed_in(second).get(f"/second-person/{order.request_id}/").content.decode()
    )


def test_it_is_asked_again_who_is_there(world: World, people: list[RegisterEntry], second: User) -> None:
    """S51: before asking, and before the file goes out."""
    order = made(world, second)
    browser = signed_in(world.coordinator, fresh=False)
    for path in ("/list-of-names/", f"/list-of-names/{order.pk}/"):
        assert "reauthenticate" in browser.get(path)["Location"]


def test_one_person_alone_makes_none(world: World, people: list[RegisterEntry]) -> None:
    """S16."""
    request = ask(world)
    with pytest.raises(Refused, match="takes two people"):
        accounts.agree_as_second(request=request, by=world.coordinator)
    assert not NameList.objects.exists()


def test_it_is_made_with_the_rights_of_the_moment(
    world: World, people: list[RegisterEntry], second: User
) -> None:
    """S58: restricted between agreement and making."""
    request = ask(world)
    accounts.agree_as_second(request=request, by=second)
    actions.restrict(person=people[0].person, why="Sister", allowed=[second], by=second, today=world.today)
    outbox.send_due()
    assert NameList.objects.get().people == [people[1].person_id]


def test_whoever_lost_the_role_before_it_was_made_gets_none(
    world: World, people: list[RegisterEntry], second: User, store: Path
) -> None:
    """S57, S58."""
    accounts.agree_as_second(request=ask(world), by=second)
    accounts.end_membership(membership=world.coordinator.memberships.get(), on=world.long_ago, by=world.hand)
    outbox.send_due()
    order = NameList.objects.get()
    assert order.made_at is None and "may no longer ask" in order.not_made_why
    assert not [path for path in store.rglob("*") if path.is_file()]


def test_revocation_stops_the_download(world: World, people: list[RegisterEntry], second: User) -> None:
    """S57: first of one person's record, then of the role."""
    order = made(world, second)
    browser = signed_in(world.coordinator)
    actions.restrict(person=people[0].person, why="Sister", allowed=[second], by=second, today=world.today)
    assert browser.get(f"/list-of-names/{order.pk}/").status_code == 302
    assert not AccessLogEntry.objects.filter(page="list of names").exists()
    accounts.end_membership(membership=world.coordinator.memberships.get(), on=world.long_ago, by=world.hand)
    assert browser.get(f"/list-of-names/{order.pk}/").status_code in (403, 404)


def test_after_a_day_it_is_gone_from_the_store_and_the_page(
    world: World, people: list[RegisterEntry], second: User, store: Path
) -> None:
    order = made(world, second)
    assert order.until - order.made_at == timedelta(hours=24)
    actions.delete_old_lists(now=order.until - timedelta(seconds=1), by=world.hand)
    assert default_storage.exists(order.file)
    actions.delete_old_lists(now=order.until, by=world.hand)
    delete_old_lists()
    assert not [path for path in store.rglob("*") if path.is_file()]
    order.refresh_from_db()
    assert (order.people, order.file) == ([], "") and order.digest
    browser = signed_in(world.coordinator)
    assert browser.get(f"/list-of-names/{order.pk}/").status_code == 404
    assert "was deleted after 24 hours" in browser.get(f"/second-person/{order.request_id}/").content.decode()


def test_a_list_past_its_day_is_not_handed_out_even_before_the_task_ran(
    world: World, people: list[RegisterEntry], second: User, monkeypatch: Any
) -> None:
    order = made(world, second)
    order.made_at, order.until = timezone.now() - timedelta(days=2), timezone.now() - timedelta(days=1)
    order.save(by=world.hand)
    assert signed_in(world.coordinator).get(f"/list-of-names/{order.pk}/").status_code == 404


def test_sent_twice_it_is_made_once(
    world: World, people: list[RegisterEntry], second: User, store: Path
) -> None:
    order = made(world, second)
    again = actions.make_name_list(order=order, now=timezone.now(), by=world.hand)
    assert again.file == order.file and len([p for p in store.rglob("*") if p.is_file()]) == 1


def test_the_message_says_nothing(world: World, people: list[RegisterEntry], second: User) -> None:
    made(world, second)
    assert world.coordinator.email in {address for message in mail.outbox for address in message.to}
    for message in mail.outbox:
        assert "list" not in (message.subject + message.body).lower().replace("worklist", "")


def test_from_the_page_to_the_request(world: World, people: list[RegisterEntry]) -> None:
    browser = signed_in(world.coordinator)
    assert 'href="/list-of-names/?colour=red"' in browser.get("/register/?colour=red").content.decode()
    typed = {"purpose": "To phone families.", "for_whom": "The duty team"}
    answer = browser.post("/list-of-names/?colour=red&nonsense=Jade", typed)
    request = JointRequest.objects.get()
    assert answer["Location"] == f"/second-person/{request.pk}/"
    assert (request.details, request.subjects) == ({"filters": "colour=red"}, [])
    assert "Whom it lists: Red" in browser.get(answer["Location"]).content.decode()


def test_a_list_of_nobody_is_refused(world: World, people: list[RegisterEntry]) -> None:
    page = signed_in(world.coordinator).post(
        "/list-of-names/?colour=blue", {"purpose": "To phone families.", "for_whom": "The duty team"}
    )
    assert "Nobody on the register fits this" in page.content.decode()

"""The forms on paper: printed, filled in on a screen, and taken in by the team into the same questions."""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import page
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject
from redis.exceptions import RedisError

from config.refused import Refused
from referrals import filled_pdf, paper
from referrals.kinds import HANDLED, Handling
from referrals.models import Draft, Referral
from referrals.statuses import CameBy
from referrals.steps import Kind
from referrals.styles import Style
from tests.worlds import World, signed_in

every_form = pytest.mark.parametrize("handled", HANDLED.values(), ids=list(HANDLED))
TAKE_IN = "referrals-take-in"
BY_HAND = {"who.filling_in_for.child": "/On", "helper.helper_name": "Mary Morris"}
FILLED = {
    **BY_HAND,
    "helper.helper_relation": "Mum",
    "name.given_name": "Jade",
    "name.family_name": "Mörris",
    "born.date_of_birth.day": "2",
    "born.date_of_birth.month": "3",
    "born.date_of_birth.year": "2011",
    "happening.happening": "No school since September.\nShe does not sleep.",
    "agreement.agreement.agrees": "/On",
    "contact.ways.phone": "/On",
    "contact.phone": "01632 960 222",
}


def blank_pdf(handled: Handling, style: str = "standard") -> bytes:
    browser = Client()
    browser.post(reverse("choose-style"), {"style": style, "back": "/"})
    answer = browser.get(reverse(f"{handled.sheet.word}-pdf"))
    assert answer["Content-Type"] == "application/pdf"
    return answer.content


def filled_in(content: bytes, answers: dict[str, str]) -> bytes:
    """What a reader of PDFs makes of it when somebody fills in these fields."""
    writer = PdfWriter(clone_from=BytesIO(content))
    for sheet in writer.pages:
        for note in sheet.get("/Annots", []):
            field = note.get_object()
            said = answers.get(str(field.get("/T", "")))
            if said is None:
                continue
            if field.get("/FT") == "/Btn":
                states = [state for state in field["/AP"]["/N"] if state != "/Off"]
                field[NameObject("/V")] = field[NameObject("/AS")] = NameObject(states[0])
            else:
                writer.update_page_form_field_values(sheet, {field["/T"]: said}, auto_regenerate=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def taken(world: World, *, content: bytes | None = None, **changes: Any) -> Any:
    """The answer to a coordinator who takes a form in, and their browser."""
    today = world.today
    data = {
        "kind": "self",
        "came_by": "paper" if content is None else "pdf",
        "received_on_day": today.day,
        "received_on_month": today.month,
        "received_on_year": today.year,
        **changes,
    }
    if content is not None:
        data["file"] = SimpleUploadedFile("form.pdf", content, "application/pdf")
    browser = signed_in(world.coordinator)
    return browser.post(reverse(TAKE_IN), data), browser


# ---------------------------------------------------------------- blank


@every_form
@pytest.mark.parametrize("style", Style)
def test_every_question_stands_on_the_paper(world: World, handled: Handling, style: Style) -> None:
    browser = Client()
    browser.post(reverse("choose-style"), {"style": style, "back": "/"})
    text = browser.get(reverse(f"{handled.sheet.word}-paper")).content.decode()
    assert text.count('class="paper-leaf"') == len(handled.sheet.on_paper)
    assert world.area.crisis_phone in text
    assert world.area.phone in text


@every_form
def test_no_two_boxes_have_one_name(world: World, handled: Handling) -> None:
    found = paper.leaves(handled, {}, [world.area], Style.STANDARD)
    names = [box.name for leaf in found for asked in leaf.asked for box in asked.boxes]
    assert len(names) == len(set(names))
    assert all(box.label for leaf in found for asked in leaf.asked for box in asked.boxes)


@every_form
@pytest.mark.parametrize("style", Style)
def test_the_heading_of_a_question_is_not_said_twice(world: World, handled: Handling, style: Style) -> None:
    found = paper.leaves(handled, {}, [world.area], style)
    headed = {step.key for step in handled.sheet.on_paper if handled.forms[step.form].page_heading}
    assert headed == {leaf.key for leaf in found if any(not asked.label for asked in leaf.asked)}


@pytest.mark.pdf
@every_form
@pytest.mark.parametrize("style", Style)
def test_the_pdf_is_tagged_and_every_box_is_a_field(world: World, handled: Handling, style: Style) -> None:
    content = blank_pdf(handled, style)
    judged = page.validate_pdf_bytes(content, profile="ua1")
    assert judged.is_compliant, judged
    fields = PdfReader(BytesIO(content)).get_fields() or {}
    found = paper.leaves(handled, {}, [world.area], Style.STANDARD)
    assert {box.name for leaf in found for asked in leaf.asked for box in asked.boxes} <= set(fields)


@pytest.fixture
def _nothing_kept() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.mark.usefixtures("_nothing_kept")
def test_a_pdf_is_drawn_once_and_not_at_all_where_it_could_not_be_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr("config.pdf.write", lambda *names, **how: drawn.append(names[0]) or b"%PDF-")
    address, browser = reverse("refer-pdf"), Client()
    assert [browser.get(address).content for _ in range(3)] == [b"%PDF-"] * 3
    assert len(drawn) == 1
    monkeypatch.setattr(cache, "get_or_set", _cannot)
    assert (browser.get(address).status_code, len(drawn)) == (503, 1)


def _cannot(*_: Any, **__: Any) -> None:
    raise RedisError


# ---------------------------------------------------------------- read back


@pytest.mark.pdf
def test_a_filled_in_pdf_becomes_a_form_after_the_coordinator_has_checked_it(world: World) -> None:
    content = filled_in(blank_pdf(HANDLED[Kind.SELF]), FILLED)
    answer, browser = taken(world, content=content)
    assert answer.url == reverse("refer-check")
    text = browser.get(answer.url).content.decode()
    assert "Mörris" in text and "She does not sleep." in text
    assert "Compare it with the paper" in text
    draft = browser.get(answer.url).context["draft"]
    sent = browser.post(answer.url, {"draft": draft})
    referral = Referral.objects.get()
    assert sent.url == reverse("referral", args=[referral.pk])
    assert (referral.came_by, referral.doubts) == (CameBy.PDF, [])
    assert (referral.family_name, referral.phone) == ("Mörris", "01632 960 222")
    assert referral.history.earliest().history_user == world.coordinator


@pytest.mark.pdf
def test_what_cannot_be_read_waits_on_its_page_as_it_was_written(world: World) -> None:
    unclear = {**FILLED, "born.date_of_birth.month": "Marchish", "name.family_name": ""}
    answer, browser = taken(world, content=filled_in(blank_pdf(HANDLED[Kind.SELF]), unclear))
    assert answer.url == reverse("refer-step", args=["name"])
    assert 'value="Jade"' in browser.get(answer.url).content.decode()
    browser.post(answer.url, {"given_name": "Jade", "family_name": "Morris"})
    check = browser.get(reverse("refer-check")).content.decode()
    assert "Look at these again" in check
    assert reverse("refer-step", args=["born"]) in check
    assert "Marchish" in browser.get(reverse("refer-step", args=["born"])).content.decode()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"MZ this is a program", "Choose a PDF file"),
        (b"%PDF-1.7 and then nothing", "cannot be read"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 5000, "cannot be read"),
    ],
)
def test_a_file_that_is_not_our_form_is_refused_with_a_sentence(
    world: World, content: bytes, sentence: str
) -> None:
    answer, _ = taken(world, content=content)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_pdf_without_our_fields_is_refused(world: World) -> None:
    other = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(other)
    with pytest.raises(Refused, match="no fields of our form"):
        filled_pdf.fields_of(other.getvalue())
    writer.encrypt("secret")
    locked = BytesIO()
    writer.write(locked)
    with pytest.raises(Refused, match="locked"):
        filled_pdf.fields_of(locked.getvalue())


@given(st.binary(max_size=300))
def test_no_file_brings_the_page_down(noise: bytes) -> None:
    for content in (noise, b"%PDF-1.7\n" + noise):
        with pytest.raises(Refused):
            filled_pdf.fields_of(content)


# ---------------------------------------------------------------- typed in from paper


def test_paper_is_typed_in_with_the_day_it_truly_came(world: World) -> None:
    came = world.today - timedelta(days=6)
    days = {"received_on_day": came.day, "received_on_month": came.month, "received_on_year": came.year}
    answer, browser = taken(world, **days)
    assert answer.url == reverse("refer-step", args=["who"])
    for key, said in (
        ("who", {"filling_in_for": "me"}),
        ("name", {"given_name": "Wren", "family_name": "Ashby"}),
        ("agreement", {"agreement": "agrees"}),
        ("contact", {"ways": ["phone"], "phone": "01632 960 300"}),
    ):
        browser.post(reverse("refer-step", args=[key]), said)
    draft = browser.get(reverse("refer-check")).context["draft"]
    browser.post(reverse("refer-check"), {"draft": draft})
    referral = Referral.objects.get()
    assert (referral.received_on, referral.came_by) == (came, CameBy.PAPER)
    assert referral.is_late(world.today)  # its clocks are as old as the paper


@pytest.mark.parametrize("days", [-1, 400])
def test_a_day_that_cannot_be_is_asked_again(world: World, days: int) -> None:
    came = world.today - timedelta(days=days)
    parts = {"received_on_day": came.day, "received_on_month": came.month, "received_on_year": came.year}
    answer, _ = taken(world, **parts)
    assert answer.status_code == 200
    assert not Draft.objects.exists()


def test_a_stranger_takes_nothing_in(world: World) -> None:
    assert reverse("account_login") in Client().get(reverse(TAKE_IN)).url
    assert signed_in(world.keyworker).get(reverse(TAKE_IN)).status_code == 403
    browser = Client()
    browser.post(reverse("refer"))
    session = browser.session
    draft = str(Draft.objects.get().pk)
    session["referrals.taking_in"] = {"draft": draft, "came_by": "pdf", "received_on": "2020-01-01"}
    session.save()
    for key, said in (
        ("who", {"filling_in_for": "me"}),
        ("name", {"given_name": "Wren", "family_name": "Ashby"}),
        ("agreement", {"agreement": "agrees"}),
        ("contact", {"ways": ["phone"], "phone": "01632 960 300"}),
    ):
        browser.post(reverse("refer-step", args=[key]), said)
    browser.post(reverse("refer-check"), {"draft": draft})
    referral = Referral.objects.get()
    assert (referral.came_by, referral.received_on) == (CameBy.WEB, world.today)


def test_the_addresses_of_paper_hold_nothing(world: World) -> None:
    assert re.fullmatch(r"/refer/form\.pdf", reverse("refer-pdf"))

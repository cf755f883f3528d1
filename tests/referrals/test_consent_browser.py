"""A consent form and a change of mind in a real browser, 320 pixels wide and without JavaScript."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from dsr.consent import Purpose
from dsr.gate import gate
from referrals import actions
from referrals.consent_plan import Found
from referrals.models import ConsentForm
from tests.referrals.consents import born_at
from tests.referrals.journeys import Reader
from tests.referrals.test_browser import _rows_beside_a_browser, small, world
from tests.worlds import World

__all__ = ["_rows_beside_a_browser", "small", "world"]  # fixtures of the other public form


def fill_date(page: Page, on: Any) -> None:
    for name, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        page.get_by_label(name, exact=True).fill(str(value))


def choices(reader: Reader) -> None:
    """The three choices, with one mistake on the way."""
    page = reader.page
    reader.go_on()
    expect(page).to_have_title("Error: Choice 1: being on the register – Dynamic support")
    reader.look()
    page.get_by_label("Yes, with limits").check()
    page.get_by_label("Which limits?").fill("Not my uncle")
    reader.go_on()
    reader.look()
    page.get_by_label("I choose one by one").check()
    reader.go_on()
    reader.look()
    page.get_by_role("group", name="GP surgery").get_by_label("Yes").check()
    page.get_by_role("group", name="Police and youth justice").get_by_label("No", exact=True).check()
    reader.go_on()
    reader.look()
    page.get_by_label("Yes", exact=True).check()
    reader.go_on()
    reader.look()
    for part in ("Part 1", "Part 2", "Part 3"):
        page.get_by_role("group", name=part).get_by_label("I am not sure yet").check()
    reader.go_on()


def walk(reader: Reader, born: Any) -> None:
    page = reader.page
    page.goto(f"{reader.site}/consent/")
    reader.look()
    page.get_by_role("button", name="Give your answers now").first.click()
    reader.look()
    page.get_by_label("I answer for myself").check()
    reader.go_on()
    reader.look()
    reader.go_on()  # no reference
    reader.look()
    page.get_by_label("First name").fill("Jade")
    page.get_by_label("Last name").fill("Morris")
    reader.go_on()
    reader.look()
    fill_date(page, born)
    reader.go_on()
    reader.look()
    page.get_by_label("Northmoor").check()
    reader.go_on()
    reader.look()
    page.get_by_label("Pictures or symbols").check()
    reader.go_on()
    reader.look()
    choices(reader)
    reader.look()
    page.get_by_label("I type my name here").check()
    page.get_by_label("Your full name").fill("Jade Morris")
    reader.go_on()
    reader.look()
    reader.go_on()  # no copy
    reader.look()
    page.get_by_label("Phone or text").check()
    page.get_by_label("Phone number").fill("01632 960 222")
    reader.go_on()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    reader.look()
    reader.press("Send this to the Northmoor team")
    expect(page.get_by_role("heading", name="We have your answers")).to_be_visible()
    reader.look()


def change_mind(reader: Reader, form: ConsentForm, born: Any) -> None:
    """From the reference it is two presses: “I changed my mind”, and “Stop it now”."""
    page = reader.page
    page.goto(f"{reader.site}/track/")
    page.get_by_label("Reference").fill(form.spaced_reference)
    fill_date(page, born)
    reader.press("Show me")
    reader.look()
    reader.press("I changed my mind")
    reader.look()
    reader.press("Stop it now")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    reader.look()
    page.get_by_label("Stop everything").check()
    reader.press("Stop it now")
    expect(page.get_by_role("heading", name="It has stopped")).to_be_visible()
    reader.look()


def test_a_consent_form_and_a_change_of_mind_without_javascript(
    world: World, live_server: Any, small: Callable[..., Page]
) -> None:
    born = born_at(30, world.today)
    reader = Reader(small(scripts=False), live_server.url, judge=small(scripts=True))
    walk(reader, born)
    form = ConsentForm.objects.get()
    person = world.person("Jade", born=born)
    actions.match_consent_form(form=form, person=person, by=world.coordinator)
    actions.record_consent_form(form=form, found=Found(), by=world.coordinator, today=world.today)
    assert gate(person, Purpose.REGISTER, on=world.today).allowed
    change_mind(reader, form, born)
    assert not gate(person, Purpose.REGISTER, on=world.today).allowed

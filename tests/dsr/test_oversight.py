"""The oversight panel, placements and the analyst's numbers: what each sees, and nothing more (S56)."""

from datetime import timedelta

import pytest

from accounts.models import User
from config.refused import Refused
from dsr import actions
from dsr.models import Escalation, RegisterEntry
from tests.worlds import World, signed_in

DAY = timedelta(days=1)


def put(world: World, entry: RegisterEntry, **facts: object) -> Escalation:
    given = {"why": "No flat was found.", "by": world.coordinator, "today": world.today} | facts
    return actions.escalate(entry=entry, **given)


def test_a_case_is_seen_only_while_it_is_before_the_panel(world: World) -> None:
    entry, other = world.entry(), world.entry(world.person("Tom", family_name="Bell"))
    browser = signed_in(world.oversight_panel_member)
    assert "No case is before your panel" in browser.get("/oversight/").text
    case = put(world, entry)
    page = browser.get("/oversight/").text
    assert "MORRIS" in page and "No flat was found." in page and "BELL" not in page
    assert browser.get(f"/oversight/{case.pk}/").status_code == 200
    for path in (f"/register/{entry.pk}/", f"/register/{other.pk}/", "/register/", "/reviews/"):
        assert browser.get(path).status_code == 403
    actions.close_escalation(
        escalation=case, why="A flat was found.", by=world.coordinator, today=world.today
    )
    assert browser.get(f"/oversight/{case.pk}/").status_code == 404
    assert "MORRIS" not in browser.get("/oversight/").text


@pytest.mark.parametrize(("until", "status"), [(None, 200), (0, 200), (9, 200), (-1, 404)])
def test_its_last_day_is_its_last(world: World, until: int | None, status: int) -> None:
    case = put(world, world.entry())
    case.put_on, case.until = world.today - 9 * DAY, None if until is None else world.today + until * DAY
    case.save(by=world.coordinator)
    assert signed_in(world.oversight_panel_member).get(f"/oversight/{case.pk}/").status_code == status


def test_a_restricted_case_asks_for_a_grant_too_and_another_areas_is_not_found(world: World) -> None:
    entry = world.entry()
    case = put(world, entry)
    elsewhere = World("Eastmere")
    assert signed_in(elsewhere.oversight_panel_member).get(f"/oversight/{case.pk}/").status_code == 404
    actions.restrict(person=entry.person, why="x", allowed=[], by=world.coordinator, today=world.today)
    browser = signed_in(world.oversight_panel_member)
    assert browser.get(f"/oversight/{case.pk}/").status_code == 404
    actions.grant_access(
        person=entry.person,
        user=world.oversight_panel_member,
        why="x",
        by=world.coordinator,
        today=world.today,
    )
    assert browser.get(f"/oversight/{case.pk}/").status_code == 200


def test_it_is_put_there_once_and_again_after_its_day(world: World) -> None:
    entry = world.entry()
    case = put(world, entry, until=world.today)
    with pytest.raises(Refused, match="already"):
        put(world, entry)
    case.put_on = case.until = world.today - DAY
    case.save(by=world.coordinator)
    again = put(world, entry)
    assert again.pk != case.pk and Escalation.objects.get(pk=case.pk).closed_on == world.today
    with pytest.raises(Refused, match="today or later"):
        put(world, world.entry(world.person("Tom")), until=world.today - DAY)


def test_the_coordinator_puts_it_there_by_a_page_and_closes_it(world: World) -> None:
    entry, browser = world.entry(), signed_in(world.coordinator)
    path = f"/register/{entry.pk}/escalate/"
    assert "Say what the panel is asked" in browser.post(path, {"why": ""}).text
    assert browser.post(path, {"why": "No flat was found."}).status_code == 302
    assert "Before the panel since" in browser.get(f"/register/{entry.pk}/").text
    assert "already" in browser.post(path, {"why": "Again."}).text
    browser.post(f"{path}close/", {"why": "Found."})
    assert browser.get(f"{path}close/").status_code == 404
    for user in (world.keyworker, world.commissioner, world.oversight_panel_member):
        assert signed_in(user).get(path).status_code == 403


def admit(world: World, entry: RegisterEntry, host: World | None, hospital: str = "The Larches") -> None:
    actions.admit(
        entry=entry, hospital=hospital, legal_status="informal", admitted_on=world.today,
        host_area=host.area if host else None, by=world.coordinator, today=world.today,
    )  # fmt: skip


def test_a_host_commissioner_sees_who_placed_how_many_and_no_small_number(world: World) -> None:
    host = World("Eastmere")
    people = [world.entry(world.person("P", family_name=f"Q{n}")) for n in range(7)]
    for entry in people[:5]:
        admit(world, entry, host)
    admit(world, people[5], host, "Fenwick House")
    admit(world, people[6], None)
    page = signed_in(host.host_commissioner).get("/placements/").text
    assert page.count("Northmoor") == 2 and ">5<" in page and "fewer than 5" in page
    assert "Q1" not in page and ">6<" not in page
    assert "Nobody is recorded" in signed_in(world.host_commissioner).get("/placements/").text
    assert signed_in(world.coordinator).get("/placements/").status_code == 403


def test_the_admission_form_asks_where_the_hospital_stands(world: World) -> None:
    host, entry = World("Eastmere"), world.entry()
    browser, day = signed_in(world.coordinator), world.today
    assert (
        "Which area is the hospital in, if you know?" in browser.get(f"/register/{entry.pk}/admission/").text
    )
    sent = {
        "hospital": "The Larches", "legal_status": "informal", "security": "general",
        "inadequate": "no", "host_area": host.area.slug,
        "admitted_on_day": day.day, "admitted_on_month": day.month, "admitted_on_year": day.year,
        "admitted_on_0": day.day, "admitted_on_1": day.month, "admitted_on_2": day.year,
    }  # fmt: skip
    assert browser.post(f"/register/{entry.pk}/admission/", sent).status_code == 302
    assert entry.stays.get().host_area == host.area


def test_an_analyst_sees_numbers_and_nobody(world: World) -> None:
    for n in range(7):
        world.rate(world.entry(world.person("P", family_name=f"Qx{n}")), "red" if n else "green")
    browser = signed_in(world.analyst)
    page = browser.get("/dashboard/").text
    assert (
        "<strong>7</strong>" in page
        and "Qx" not in page
        and "/register/" not in page.replace("/register/?", "")
    )
    assert page.count("not shown") >= 2, "one green person, and one number more"
    for path in ("/register/", "/recommendations/", "/reviews/", "/oversight/"):
        assert browser.get(path).status_code == 403
    assert not RegisterEntry.objects.visible_to(User.objects.get(pk=world.analyst.pk)).exists()


def test_a_community_professional_leads_and_works_with_their_own(world: World) -> None:
    entry, worker = world.entry(), world.community_professional
    browser = signed_in(worker)
    assert browser.get(f"/register/{entry.pk}/").status_code == 404
    coordinator = signed_in(world.coordinator)
    assert worker.name in coordinator.get(f"/register/{entry.pk}/keyworker/").text
    sent = {"keyworker": str(world.keyworker.pk), "lead_professional": str(worker.pk)}
    sent["shown"] = entry.allocated
    assert coordinator.post(f"/register/{entry.pk}/keyworker/", sent).status_code == 302
    assert "MORRIS" in browser.get("/register/").text and browser.get("/my-work/").status_code == 200
    assert (
        browser.post(f"/register/{entry.pk}/", {"text": "Saw her at home.", "kind": "note"}).status_code
        == 302
    )
    assert browser.get(f"/register/{entry.pk}/rate/").status_code == 403
    with pytest.raises(Refused, match="is not a keyworker"):
        actions.allocate(
            entry=entry, keyworker=worker, lead_professional=None, on=world.today, by=world.coordinator
        )

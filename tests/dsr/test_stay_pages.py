"""The pages of stays: who reads what, what is typed is kept, two people at once, and the plan for leaving."""

from datetime import date
from typing import Any

import pytest

from dsr import actions
from dsr.models import HospitalStay, KnownAdmission, Person, PlanPoint, RegisterEntry
from tests.dsr.stay_worlds import DAY, in_hospital, left, signed
from tests.worlds import World, signed_in


def on(name: str, day: date) -> dict[str, Any]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.fixture
def stay(world: World) -> HospitalStay:
    return in_hospital(world, days=20, legal_status="2")


def page_of(stay: HospitalStay, part: str = "") -> str:
    return f"/register/{stay.entry_id}/stays/{stay.pk}/{part}"


FOUND = {
    "visitors": "Comfort Mission", "spoke_with": "Comfort Mission", "seen_alone": "yes",
    "words": "canary-seen", "concerns": "canary-worry", "done_about": "canary-done",
    "persons_words": "canary-said", "restrictions": ["locked"],
}  # fmt: skip


def test_findings_and_reasons_are_for_those_who_may_read_them(world: World, stay: HospitalStay) -> None:
    page = signed_in(world.coordinator)
    assert page.post(
        f"/register/{stay.entry_id}/visit/", FOUND | on("visited_on", world.today) | {"done_about": ""}
    ).status_code == 200  # fmt: skip
    sent = page.post(f"/register/{stay.entry_id}/visit/", FOUND | on("visited_on", world.today))
    assert sent["Location"] == page_of(stay)
    actions.change_point(
        stay=stay, place=3, step="under_way", who="Ann", due_on=None, note="canary-note", by=world.coordinator
    )
    actions.start_leave(
        stay=stay, kind="section_17", from_on=world.today - 4 * DAY, expected_on=world.today - DAY,
        where="canary-where", overnight=True, **signed(world),
    )  # fmt: skip
    for user, reads in ((world.coordinator, True), (world.keyworker, True), (world.commissioner, False)):
        text = signed_in(user).get(page_of(stay)).text
        assert "The Larches" in text and "Section 2" in text and "(1 day late)" in text
        for canary in ("seen", "worry", "done", "said", "note", "where"):
            assert (f"canary-{canary}" in text) is reads, (user, canary)
        entry = signed_in(user).get(f"/register/{stay.entry_id}/").text
        assert "In hospital" in entry and ("canary-seen" in entry) is reads


def test_a_reader_without_the_pen_sees_no_way_to_change(world: World, stay: HospitalStay) -> None:
    for user in (world.commissioner, world.keyworker):
        page = signed_in(user)
        text = page.get(page_of(stay)).text
        assert "Record a move" not in text and "Correct a date" not in text
        assert page.get(page_of(stay, "move/")).status_code == 403
    assert signed_in(world.keyworker).get(page_of(stay, "plan/point-1/")).status_code == 200
    assert signed_in(world.commissioner).get(page_of(stay, "plan/point-1/")).status_code == 403


@pytest.mark.parametrize("part", ["plan/point-13/", "plan/point-0/", "plan/point-x/", "plan/door/"])
def test_a_point_that_is_not_on_the_list_is_not_found(world: World, stay: HospitalStay, part: str) -> None:
    assert signed_in(world.coordinator).get(page_of(stay, part)).status_code == 404


def test_every_act_of_a_stay_has_its_page(world: World, stay: HospitalStay) -> None:
    page, today = signed_in(world.coordinator), world.today
    ward = {"hospital": "Stoneacre", "security": "medium", "inadequate": "yes", "why": "Nearer."}
    sent = [
        ("legal-status/", {"status": "3", "at": "9.15"} | on("on", today - 5 * DAY)),
        ("move/", ward | on("moved_on", today - 3 * DAY)),
        ("told/", {"kind": "nhs_region", "to_whom": "The region"} | on("sent_on", today - DAY)),
        ("planned/", {"why": "The flat is ready."} | on("planned_for", today + 9 * DAY)),
        ("ready/", {"ready": "yes", "reasons": ["housing", "funding"]} | on("on", today - DAY)),
        ("leave/", {"kind": "section_17", "overnight": "no", "where": "Home"}
         | on("from_on", today - DAY) | on("expected_on", today)),
        ("leave/", {"how_it_went": "Well."} | on("back_on", today)),
        ("plan/point-5/", {"version": 0, "step": "under_way", "who": "Ann"} | on("due_on", today - DAY)),
        ("correct/", {"which": "admission", "why": "The letter."} | on("day", today - 21 * DAY)),
    ]  # fmt: skip
    for part, typed in sent:
        assert page.get(page_of(stay, part)).status_code == 200, part
        empty = page.post(page_of(stay, part), {"sent": "empty"})
        assert empty.status_code == 200 and "There is a problem" in empty.text, part
        version = {"version": HospitalStay.objects.get(pk=stay.pk).version} | typed
        done = page.post(page_of(stay, part), version)
        assert done.status_code == 302, (part, done.text)
    text = page.get(page_of(stay)).text
    for words in (
        "Stoneacre", "Medium secure", "09:15", "not told yet", "No home found", "0 of 12", "1 late",
        "Corrected: The day of the admission",
    ):  # fmt: skip
        assert words in text, words
    row = HospitalStay.objects.get(pk=stay.pk)
    assert row.secure and row.ready_on == today - DAY and row.planned_discharge == today + 9 * DAY


def test_the_second_to_save_sees_both_and_loses_nothing(world: World, stay: HospitalStay) -> None:
    page, today, version = signed_in(world.coordinator), world.today, stay.version
    actions.plan_discharge(stay=stay, planned_for=today + 3 * DAY, why="x", **signed(world))
    typed = {"version": version, "why": "canary-mine"} | on("planned_for", today + 9 * DAY)
    second = page.post(page_of(stay, "planned/"), typed)
    assert second.status_code == 409
    assert "How the stay stands now" in second.text and "canary-mine" in second.text
    now = HospitalStay.objects.get(pk=stay.pk).version
    assert f'value="{now}"' in second.text
    assert page.post(page_of(stay, "planned/"), typed | {"version": now}).status_code == 302
    assert stay.plans.count() == 2


def test_two_who_edit_one_point_see_both(world: World, stay: HospitalStay) -> None:
    page, path = signed_in(world.keyworker), page_of(stay, "plan/point-2/")
    actions.change_point(
        stay=stay, place=2, step="under_way", who="Theirs", due_on=None, note="", by=world.coordinator
    )
    typed = {"version": 0, "step": "done", "who": "Mine", "note": "All asked."}
    both = page.post(path, typed)
    assert both.status_code == 409 and "Theirs" in both.text and "All asked." in both.text
    point = PlanPoint.objects.get()
    assert page.post(path, typed | {"version": point.version}).status_code == 302
    assert PlanPoint.objects.get().step == "done"


def test_an_areas_own_list_counts_for_plans_that_begin(world: World, stay: HospitalStay) -> None:
    actions.change_point(stay=stay, place=1, step="done", who="", due_on=None, note="", by=world.coordinator)
    other = in_hospital(world, world.entry(world.person("Tom", family_name="Bell")))
    page, path = signed_in(world.coordinator), f"/areas/{world.area.slug}/discharge-plan/"
    assert "not the official" in page.get(path).text
    assert page.post(path, {"version": 0, "points": "A home\nA home"}).status_code == 200
    assert page.post(path, {"version": 0, "points": "A home\nA friend"}).status_code == 302
    stale = page.post(path, {"version": 0, "points": "Mine alone"})
    assert "Somebody saved version 1" in stale.text and "Mine alone" in stale.text
    assert "1 of 12" in page.get(page_of(stay)).text and "0 of 2" in page.get(page_of(other)).text
    assert signed_in(world.keyworker).get(path).status_code == 403


def test_the_page_costs_the_same_however_much_happened(
    world: World, stay: HospitalStay, django_assert_max_num_queries: Any
) -> None:
    page = signed_in(world.coordinator)
    for place in range(1, 9):
        actions.record_visit(stay=stay, visited_on=world.today, words="Calm.", **signed(world))
        actions.change_point(
            stay=stay, place=place, step="done", who="", due_on=None, note="", by=world.coordinator
        )
    with django_assert_max_num_queries(46):
        page.get(page_of(stay))
    with django_assert_max_num_queries(22):
        page.get(f"/register/{stay.entry_id}/stays/")


def test_somebodys_own_space_says_where_and_what_comes(world: World, stay: HospitalStay) -> None:
    person = stay.entry.person
    actions.add_contact(
        person=person, name="Jade", relation="Herself", is_the_person=True, user=world.family,
        may_be_told=True, by=world.coordinator,
    )  # fmt: skip
    page = signed_in(world.family)
    assert "There is no day yet" in page.get("/me/").text
    actions.plan_discharge(stay=stay, planned_for=world.today + DAY, why="canary-why", **signed(world))
    text = page.get("/me/").text
    assert "You are in The Larches" in text and "plan is to leave" in text and "canary-why" not in text
    left(world, stay)
    assert "You are in The Larches" not in page.get("/me/").text


# ---------------------------------------------------------------- not on the register

NEW = {
    "given_name": "Wren", "family_name": "Pellow", "nhs_number": "", "hospital": "Ashby Unit",
    "security": "general", "legal_status": "2", "because": "not_asked", "words": "The ward rang.",
}  # fmt: skip


def told(world: World, **facts: Any) -> dict[str, Any]:
    born = facts.pop("born", date(1999, 5, 4))
    area = {"area": world.area.slug}
    return NEW | area | on("date_of_birth", born) | on("admitted_on", world.today - 2 * DAY) | facts


def yes(world: World) -> dict[str, Any]:
    return {
        "form": "consent", "thing": "register", "purpose": "register", "decision": "yes", "basis": "person",
        "given_by": "Wren", "evidence": "On the ward, with pictures.",
    } | on("decided_on", world.today)  # fmt: skip


def test_somebody_new_in_hospital_is_on_the_list_until_consent_is_answered(world: World) -> None:
    page = signed_in(world.coordinator)
    assert page.get("/admissions/add/").status_code == 200
    sent = page.post("/admissions/add/", told(world))
    known = KnownAdmission.objects.get()
    assert sent["Location"] == f"/admissions/{known.pk}/"
    assert not RegisterEntry.objects.exists() and "PELLOW" in page.get("/admissions/").text
    followed = {"form": "follow", "outcome": "asked", "words": "On Monday."}
    assert page.post(f"/admissions/{known.pk}/", followed).status_code == 302
    assert page.post(f"/admissions/{known.pk}/", {"form": "follow"}).status_code == 200
    answer = page.post(f"/admissions/{known.pk}/", yes(world))
    assert answer.status_code == 302, answer.text
    entry = RegisterEntry.objects.get()
    assert entry.colour == "blue" and entry.stays.get().admitted_on == world.today - 2 * DAY
    assert entry.deadlines.open().get(key="oversight_visit").started_on == world.today - 2 * DAY
    assert "PELLOW" not in page.get("/admissions/").text
    again = page.post(f"/admissions/{known.pk}/", followed)
    assert "closed this on" in again.text


def test_never_a_second_record_in_silence(world: World) -> None:
    page = signed_in(world.coordinator)
    entry = world.entry(world.person("Wren", family_name="Pellow", born=date(1999, 5, 4)))
    asked = page.post("/admissions/add/", told(world))
    assert asked.status_code == 200 and "Is it one of these?" in asked.text and "The ward rang." in asked.text
    assert Person.objects.count() == 1
    chosen = page.post("/admissions/add/", told(world, is_one=str(entry.person_id)))
    assert chosen.status_code == 200 and f'action="/register/{entry.pk}/admission/"' in chosen.text
    assert page.post("/admissions/add/", told(world, is_one="none")).status_code == 302
    assert Person.objects.count() == 2


def test_consent_on_record_puts_them_on_the_register_at_once(world: World) -> None:
    person = world.person("Wren", family_name="Pellow", born=date(1999, 5, 4))
    world.consent(person)
    sent = signed_in(world.coordinator).post("/admissions/add/", told(world, is_one=str(person.pk)))
    entry = RegisterEntry.objects.get()
    assert sent["Location"] == f"/register/{entry.pk}/" and entry.colour == "blue"


def test_known_admissions_are_the_areas_own(world: World) -> None:
    page = signed_in(world.coordinator)
    page.post("/admissions/add/", told(world))
    known = KnownAdmission.objects.get()
    elsewhere = signed_in(World("Eastmere").coordinator)
    assert elsewhere.get(f"/admissions/{known.pk}/").status_code == 404
    assert "PELLOW" not in elsewhere.get("/admissions/").text
    actions.restrict(person=known.person, why="x", allowed=[], by=world.coordinator, today=world.today)
    other = signed_in(world.user(world.coordinator.memberships.get().role, "Otto Other"))
    assert other.get(f"/admissions/{known.pk}/").status_code == 404
    assert signed_in(world.keyworker).get("/admissions/").status_code == 403

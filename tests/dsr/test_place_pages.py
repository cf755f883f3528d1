"""The pages of recommendations, endings, pauses and offers to other areas, as those who work with them."""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import actions as accounts
from accounts.models import AccessLogEntry, Organisation
from accounts.permissions import RoleName
from dsr import actions, consent
from dsr.endings import Reason
from dsr.models import Progress, Recommendation, RegisterEntry, Transfer
from dsr.recommendation_list import SIZE
from dsr.statuses import EntryStatus, Step
from tests.dsr.test_places import fresh, offer, remove, withdraw
from tests.dsr.test_recommendations import asked, say
from tests.worlds import World, signed_in

DAY = timedelta(days=1)


def text(answer: Any) -> str:
    return answer.content.decode()


def day(name: str, on: date) -> dict[str, str]:
    """A date as its three boxes send it."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


@pytest.fixture
def team(world: World) -> Client:
    return signed_in(world.coordinator)


# ---------------------------------------------------------------- recommendations


def test_mine_my_organisations_late_and_all_are_links(world: World) -> None:
    entry = world.entry()
    school = accounts.add_organisation(name="Mill Lane school", kind="school", by=world.hand)
    held = world.keyworker.memberships.get()
    held.organisation = school
    held.save(by=world.hand)
    rows = {"mine": {"owner_user": world.keyworker}, "organisation": {"organisation": school}, "all": {}}
    for place, (name, facts) in enumerate(rows.items(), 1):
        row = asked(
            world, entry=entry, position=place, owner=f"Owner {name}", due_on=world.today - DAY, **facts
        )
        assert row.due_on < world.today
    browser = signed_in(world.keyworker)
    # What is asked of somebody is asked of whom they work for.
    shows = {"mine": {"mine"}, "organisation": {"mine", "organisation"}, "all": set(rows)}
    for whose in rows:
        page = text(browser.get("/recommendations/", {"whose": whose, "state": "late"}))
        shown = {name for name in rows if f"Owner {name}" in page}
        assert shown == shows[whose], whose
    nonsense = text(browser.get("/recommendations/", {"whose": "x", "state": "y", "after": "z"}))
    assert "Owner all" in nonsense


def test_the_list_costs_the_same_however_long_it_is_and_pages_by_key(
    world: World, team: Client, django_assert_num_queries: Any
) -> None:
    entry = world.entry()

    def add(count: int) -> None:
        for number in range(count):
            actions.add_recommendation(
                entry=entry, text=f"Thing {Recommendation.objects.count()}.", owner="School",
                agreed_on=world.today, due_on=world.today + (number % 3) * DAY, about=uuid4(),
                by=world.coordinator,
            )  # fmt: skip

    add(2)
    with CaptureQueriesContext(connection) as few:
        team.get("/recommendations/")
    add(SIZE + 3)
    with django_assert_num_queries(len(few)):
        page = text(team.get("/recommendations/"))
    seen = re.findall(r"Thing \d+\.</th>", page)
    after = re.search(r'href="\?([^"]+)">Next page', page)
    assert len(seen) == SIZE and after
    rest = re.findall(
        r"Thing \d+\.</th>", text(team.get("/recommendations/?" + after[1].replace("&amp;", "&")))
    )
    assert len(set(seen) | set(rest)) == SIZE + 5


def test_progress_is_one_form_and_a_late_saver_is_shown_what_was_written_first(
    world: World, team: Client
) -> None:
    row = asked(world)
    path = f"/recommendations/{row.pk}/"
    typed = {"shown": "0", "step": "done", "note": "The room is ready.", "evidence": ""}
    answer = team.post(path, typed)
    assert "Say how we know that it is done" in text(answer) and "The room is ready." in text(answer)
    say(world, row, Step.IN_PROGRESS, note="Paint is drying.")
    answer = team.post(path, typed | {"evidence": "Seen today."})
    assert answer.status_code == 409
    assert "Paint is drying." in text(answer) and "Seen today." in text(answer)
    assert 'name="shown" value="1"' in text(answer)
    assert team.post(path, typed | {"evidence": "Seen today.", "shown": "1"}).status_code == 302
    assert Progress.objects.latest("pk").evidence == "Seen today."
    assert "I have checked" not in text(team.get(path)), "whoever said so does not confirm it"
    other = signed_in(world.user(RoleName.COORDINATOR, "Sec Ond"))
    assert "I have checked: it is done" in text(other.get(path))


def test_one_is_added_and_replaced_on_a_page(world: World, team: Client) -> None:
    entry = world.entry()
    facts = {
        "text": "A quiet room", "account": str(world.keyworker.pk), "owner": "", "organisation": "",
        "measure": "She has been in it.", "came_from": "meeting", "serves": "rights_led", "standard": "7.5",
        **day("due_on", world.today + 9 * DAY), **day("agreed_on", world.today),
    }  # fmt: skip
    path = f"/register/{entry.pk}/recommend/"
    both = team.post(path, facts | {"owner": "Sam"})
    assert "not both" in text(both)
    assert "Choose who does it, or write their name" in text(team.post(path, facts | {"account": ""}))
    assert team.post(path, facts).status_code == 302
    row = Recommendation.objects.get()
    assert row.owner_user == world.keyworker and row.served == "Rights led, standard 7.5"
    replace = f"/recommendations/{row.pk}/replace/"
    assert team.post(replace, facts | {"why": "No room.", "text": "A tent"}).status_code == 302
    assert Recommendation.objects.get(text="A tent").replaces == row


def test_the_family_reads_what_was_promised_and_who_asks(world: World) -> None:
    entry = world.entry()
    actions.add_contact(
        person=entry.person, name="Mary", relation="Mum", user=world.family, may_be_told=True,
        by=world.coordinator,
    )  # fmt: skip
    late = asked(world, entry=entry, due_on=world.today - 20 * DAY, position=1)
    say(world, late, Step.IN_PROGRESS, note="The builder is ill.", evidence="Phoned the office.")
    done = asked(world, entry=entry, position=2)
    say(world, done, Step.DONE, note="It is ready.")
    old = asked(world, entry=entry, owner="The old one", position=3)
    actions.replace_recommendation(
        recommendation=old, why="Not wanted.", on=world.today, by=world.coordinator, text="Rides",
        owner="The new one", due_on=world.today + 2 * DAY,
    )  # fmt: skip
    actions.chase_recommendations(today=world.today, by=world.hand)
    page = text(signed_in(world.family).get("/me/"))
    assert "20 days late" in page and "Priya Nair is asking about it." in page
    assert "A group that checks on late promises has it now." in page
    assert "The builder is ill." in page and "Phoned the office." not in page
    assert "✓ Done." in page and "in 2 days" in page
    assert "The new one" in page and "The old one" not in page


def test_the_oversight_panel_finds_what_nobody_answered(world: World) -> None:
    row = asked(world, due_on=world.today - 20 * DAY)
    actions.chase_recommendations(today=world.today, by=world.hand)
    panel = signed_in(world.oversight_panel_member)
    page = text(panel.get("/oversight/"))
    assert "Asked twice, and no answer" in page
    case = text(panel.get(f"/oversight/{row.entry.escalations.get().pk}/"))
    assert "A quiet room" in case and "20 days late" in case


# ---------------------------------------------------------------- the end of a place


def leaving(world: World, **facts: Any) -> dict[str, str]:
    return {
        "reason": "risk_reduced_sustained", "why": "Well.", "decided_by": "The panel", "told_how": "not_yet",
        "decided_where": "meeting", "words_for_person": "You are doing well.",
        **day("decided_on", world.today), **facts,
    }  # fmt: skip


def test_somebody_is_taken_off_told_by_a_letter_and_put_back(world: World, team: Client) -> None:
    entry = world.entry()
    path = f"/register/{entry.pk}/"
    wrong = team.post(path + "leaving/", leaving(world, decided_where="between"))
    assert "Say at which meeting" in text(wrong) and "You are doing well." in text(wrong)
    assert team.post(path + "leaving/", leaving(world)).status_code == 302
    assert "They have not been told yet." in text(team.get(path))
    assert "Not told yet" in text(team.get("/my-work/"))
    letter = text(team.get(path + "leaving/letter/"))
    for words in ("What this is", "What happens next", "How to come back", "Who to ask", "do not agree"):
        assert words in letter
    assert "You are doing well." in letter
    told = {"told_how": "letter", "words": "", **day("told_on", world.today)}
    assert team.post(path + "leaving/told/", told).status_code == 302
    assert "Not told yet" not in text(team.get("/my-work/"))
    assert team.post(path + "leaving/back/").status_code == 302
    new = RegisterEntry.objects.get(person=entry.person, status=EntryStatus.ACTIVE)
    assert path in text(team.get(f"/register/{new.pk}/")), "what was before is in sight"


def test_the_family_can_still_read_that_it_ended_and_how_to_come_back(world: World) -> None:
    entry = world.entry()
    world.rate(entry, "red", words_for_person="We will help you.")
    actions.add_contact(
        person=entry.person, name="Mary", relation="Mum", user=world.family, may_be_told=True,
        by=world.coordinator,
    )  # fmt: skip
    remove_facts = {"decided_on": world.today}
    actions.change_rating(
        entry=fresh(entry), expected_number=1, colour="green", reason="Well.", decided_by="P",
        decided_at="meeting", decided_on=world.today, by=world.keyworker, today=world.today,
    )  # fmt: skip
    remove(world, fresh(entry), **remove_facts)
    page = text(signed_in(world.family).get("/me/"))
    assert "no longer on the Northmoor register" in page and "How to come back" in page
    assert "You are doing well." in page and "We will help you." not in page


def test_after_a_no_the_family_reads_nothing_of_it(world: World) -> None:
    entry = world.entry()
    actions.add_contact(
        person=entry.person, name="Mary", relation="Mum", user=world.family, may_be_told=True,
        by=world.coordinator,
    )  # fmt: skip
    withdraw(world, entry)
    remove(world, entry, Reason.CONSENT_WITHDRAWN)
    page = text(signed_in(world.family).get("/me/"))
    assert "is closed now" in page and "You are doing well." not in page


def test_a_death_is_recorded_with_care_and_those_to_tell_are_ticked_off(world: World, team: Client) -> None:
    entry = world.entry()
    actions.add_contact(
        person=entry.person, name="Mary", relation="Mum", user=world.family, may_be_told=True,
        by=world.coordinator,
    )  # fmt: skip
    path = f"/register/{entry.pk}/"
    facts = {"heard_from": "Mum.", "to_tell": "The school\n\nThe GP\nThe GP", **day("died_on", world.today)}
    assert "We are sorry" in text(team.get(path + "death/"))
    assert team.post(path + "death/", facts).status_code == 302
    page = text(team.get(path))
    assert page.count("The GP") == 3 and "died on" in page and "They have died</a>" not in page
    assert team.post(path + "death/told/", {"who": "The GP"}).status_code == 302
    assert fresh(entry).ending.to_tell == ["The school"]
    mine = text(signed_in(world.family).get("/me/"))
    assert "We are sorry" in mine and "What people promised" not in mine
    assert team.get(path + "leaving/letter/").status_code == 404


def test_a_pause_stands_on_the_worklist_and_ends_with_a_yes(world: World, team: Client) -> None:
    entry = world.entry()
    withdraw(world, entry)
    path = f"/register/{entry.pk}/"
    facts = {"why": "Wants to think.", **day("ask_again_on", world.today + 9 * DAY)}
    assert team.post(path + "pause/", facts).status_code == 302
    assert "To be asked again about consent" in text(team.get("/my-work/"))
    team.post(path + "pause/end/")
    assert fresh(entry).status == EntryStatus.PAUSED_CONSENT
    world.consent(entry.person)
    team.post(path + "pause/end/")
    assert fresh(entry).status == EntryStatus.ACTIVE


# ---------------------------------------------------------------- to another area


@pytest.fixture
def east(world: World) -> World:
    east = World("Eastmere")
    assert east.coordinator
    return east


def test_without_a_yes_the_page_says_why_and_what_can_be_done(
    world: World, east: World, team: Client
) -> None:
    entry = world.entry()
    page = text(team.get(f"/register/{entry.pk}/transfer/"))
    assert "No consent has been recorded" in page and "What you can do" in page
    facts = {"to_area": east.area.slug, "kind": "moving", "why": "Moves.", "words_for_person": "Bye."}
    assert "No consent has been recorded" in text(team.post(f"/register/{entry.pk}/transfer/", facts))
    assert not Transfer.objects.exists()


def test_the_pack_is_read_there_while_it_is_open_and_every_look_is_on_record(
    world: World, east: World, team: Client
) -> None:
    entry = world.entry(world.person("Jade", family_name="Quillfeather", what_matters="My cat."))
    world.rate(entry, "amber", reason="Out of school.")
    note = actions.add_note(entry=entry, text="Likes trains.", by=world.keyworker)
    actions.add_note(entry=entry, text="Told in confidence.", by=world.keyworker)
    world.consent(entry.person, consent.Purpose.SHARE)
    facts = {
        "to_area": east.area.slug, "kind": "moving", "why": "Moves in with an aunt.",
        "parts": ["rating", "stays"], "notes": [str(note.pk)], "words_for_person": "Bye.",
    }  # fmt: skip
    assert team.post(f"/register/{entry.pk}/transfer/", facts).status_code == 302
    assert "Offered to Eastmere" in text(team.get(f"/register/{entry.pk}/"))
    sent = Transfer.objects.get()
    there = signed_in(east.coordinator)
    assert "Quillfeather".upper() in text(there.get("/my-work/")).upper()
    path = f"/transfers/{sent.pk}/"
    page = text(there.get(path))
    for words in ("Moves in with an aunt.", "My cat.", "Out of school.", "Likes trains."):
        assert words in page
    assert "Told in confidence." not in page
    look = AccessLogEntry.objects.filter(page="pack from another area").latest("pk")
    assert look.user_id == east.coordinator.pk and entry.person_id in look.people
    assert there.get(f"/register/{entry.pk}/").status_code == 404
    assert there.post(path + "seen/").status_code == 302
    assert "they have seen it" in text(team.get(f"/register/{entry.pk}/"))
    for stranger in (team, signed_in(east.keyworker), signed_in(World("Westmoor").coordinator)):
        assert stranger.get(path).status_code in (403, 404)
    no_reason = there.post(path, {"answer": "decline", "why": ""})
    assert "Say why not" in text(no_reason)
    assert there.post(path, {"answer": "accept"}).status_code == 302
    assert there.get(path).status_code == 404, "answered, the pack is shut"
    sent.refresh_from_db()
    page = text(there.get(f"/register/{sent.made_id}/"))
    assert "They came from Northmoor" in page and "Likes trains." in page


def test_a_no_in_the_meantime_shuts_the_pack(world: World, east: World) -> None:
    entry = world.entry()
    world.rate(entry, "amber", reason="Out of school.")
    sent = offer(world, entry, east)
    world.consent(entry.person, consent.Purpose.SHARE, decision=consent.Decision.NO)
    there = signed_in(east.coordinator)
    assert there.get(f"/transfers/{sent.pk}/").status_code == 404
    assert entry.person.full_name not in text(there.get("/transfers/"))
    answered = text(signed_in(world.coordinator).get("/transfers/"))
    assert "Their yes to sharing has ended" in answered, "whoever offered them reads why"


def test_an_offer_is_declined_or_taken_back_with_a_reason(world: World, east: World, team: Client) -> None:
    entry = world.entry()
    sent = offer(world, entry, east)
    there = signed_in(east.coordinator)
    assert there.post(f"/transfers/{sent.pk}/", {"answer": "decline", "why": "Not ours."}).status_code == 302
    assert "Not ours." in text(team.get("/transfers/"))
    again = offer(world, entry, east)
    assert team.post(f"/register/{entry.pk}/transfer/back/", {"why": "Stays."}).status_code == 302
    assert there.get(f"/transfers/{again.pk}/").status_code == 404


def test_organisations_are_offered_by_name(world: World, team: Client) -> None:
    accounts.add_organisation(name="Mill Lane school", kind="school", by=world.hand)
    assert Organisation.objects.exists()
    assert "Mill Lane school" in text(team.get(f"/register/{world.entry().pk}/recommend/"))

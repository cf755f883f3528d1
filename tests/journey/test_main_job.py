"""The main job, walked by five people in browsers of their own, on the real parts.

1. A mother asks for support, checks her answers, changes one, sends, and keeps a reference.
2. The coordinator sees it on her worklist, makes the person, records consent, accepts: not yet rated.
3. Two keyworkers rate at once: the first makes it red; the second sees both versions, loses nothing.
4. The coordinator plans the review; without consent its papers stay locked; then consent is recorded.
5. The chair records the principles, the questions, two recommendations, and concludes: amber.
6. The report is a page and a tagged PDF; it is issued.
7. The commissioner sees the figures; the family sees it in plain words.
8. The timeline tells every step, and history names who made each change, also from a task.
"""

import re
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import AccessLogEntry, OutboxMessage
from cetr import personal
from dsr.models import Deadline, Rating, Recommendation, RegisterEntry
from referrals.models import Referral
from tests.clicks import follow
from tests.journey.conftest import Site, Visitor

pytestmark = pytest.mark.slow
Arrive = Callable[[str], Visitor]
WHAT_HAPPENED = "She has not slept for a week. School says she cannot come back <b>ever</b>."


@pytest.mark.pdf
def test_from_a_mothers_form_to_a_rating_changed_by_a_review(site: Site, visitor: Arrive) -> None:
    today = timezone.localdate()
    reference = a_mother_asks_for_support(visitor(""), born=date(today.year - 15, 2, 14))
    entry = the_coordinator_accepts(visitor("coordinator"), reference, today)
    two_keyworkers_rate_at_once(visitor, entry, today)
    review = the_coordinator_plans_the_review(visitor, entry, today)
    the_chair_concludes(visitor("chair"), review, today)
    the_report_is_issued(visitor("chair"), review)
    the_commissioner_and_the_family_see_it(visitor, entry)
    the_timeline_tells_every_step(visitor("coordinator"), entry)
    and_the_record_is_whole(site, entry, reference)


def a_mother_asks_for_support(mother: Visitor, *, born: date) -> str:
    mother.opens("/")
    crisis_first = mother.page.locator("main").inner_text()
    assert crisis_first.index("999") < crisis_first.index("Getting the right help")
    mother.follows("Ask for support")
    mother.presses("Start")
    mother.presses("Continue")
    mother.sees("There is a problem", "Choose who this form is about")
    mother.chooses(filling_in_for="child")
    mother.presses("Continue")
    mother.writes(helper_name="Mary Morris", helper_relation="Mum")
    mother.presses("Continue")
    mother.writes(given_name="Tess", family_name="Tarnbrook")
    mother.presses("Continue")
    mother.dates("date_of_birth", timezone.localdate() + timedelta(days=400))
    mother.presses("Continue")
    mother.sees("There is a problem")
    mother.dates("date_of_birth", born)
    mother.presses("Continue")
    mother.writes(happening="A draft that I change later.")
    mother.presses("Continue")
    mother.chooses(risk_factors="exclusion")
    mother.presses("Continue")
    mother.presses("Continue")
    mother.chooses(diagnosis="waiting")
    mother.presses("Continue")
    mother.writes(address="3 Nowhere Lane", postcode="zz99zz")
    mother.chooses(lives_in="northmoor")
    mother.presses("Continue")
    mother.chooses(in_hospital="no")
    mother.presses("Continue")
    mother.chooses(number_known="no")
    mother.presses("Continue")
    for _ in ("school", "people", "needs"):
        mother.presses("Continue")
    mother.page.locator("input[name='agreement']").first.check()
    mother.presses("Continue")
    mother.presses("Continue")
    mother.chooses(ways="email")
    mother.writes(email="mary@example.org")
    mother.presses("Continue")
    for _ in ("safe", "equality"):
        mother.presses("Continue")
    mother.presses("Skip this question")
    return she_checks_changes_and_sends(mother)


def she_checks_changes_and_sends(mother: Visitor) -> str:
    mother.sees("A draft that I change later.", "Tess", "has not been sent yet", "The Northmoor team")
    follow(mother.page.locator("a[href*='/refer/happening/']").first)
    mother.writes(happening=WHAT_HAPPENED)
    mother.presses("Continue")
    mother.sees(WHAT_HAPPENED)
    mother.presses("Send this")
    reference = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\b", mother.page.locator("main").inner_text())
    assert reference, "no reference to keep"
    mother.page.reload()
    mother.sees(reference[0])
    mother.page.go_back()
    mother.page.goto(f"{mother.site.url}/refer/sent/")
    mother.sees(reference[0])
    assert Referral.objects.filter(family_name="Tarnbrook").count() == 1
    return reference[0]


def the_coordinator_accepts(coordinator: Visitor, reference: str, today: date) -> str:
    coordinator.opens("/my-work/")
    coordinator.follows("referrals to work on")
    coordinator.sees("Tess TARNBROOK", "Referral looked at")
    coordinator.follows("Tess TARNBROOK")
    coordinator.sees(reference, WHAT_HAPPENED)
    coordinator.sees("Nobody like this is on record")
    coordinator.follows("Make a record")
    coordinator.chooses(learning_disability="no", autism="waiting")
    coordinator.chooses(**{"helper-parental_responsibility": "yes", "helper-may_be_told": "yes"})
    coordinator.presses("Make the record")
    decides(coordinator)
    coordinator.sees("There is a problem", "No consent has been recorded")
    coordinator.follows("Back to the referral")
    coordinator.follows("Record the answer")
    coordinator.chooses(decision="yes", basis="parent_pr")
    coordinator.writes(
        parental_proof="Birth certificate seen on 3 November.",
        given_by="Mary Morris",
        evidence="Talked through with pictures; Tess drew what she wants.",
    )
    coordinator.dates("decided_on", today)
    coordinator.presses("Save the answer")
    decides(coordinator)
    entry = str(RegisterEntry.objects.get(person__family_name="Tarnbrook").pk)
    coordinator.opens(f"/register/{entry}/")
    coordinator.sees("Not yet rated", "Tess TARNBROOK", "said yes")
    coordinator.opens(f"/register/{entry}/keyworker/")
    coordinator.picks(keyworker="Priya Nair", lead_professional="Sam Okafor")
    coordinator.presses("Save")
    coordinator.follows("What may be told to Mary Morris")
    coordinator.chooses(may_be_told="yes")
    coordinator.picks(account="Mary Morris")
    coordinator.presses("Save")
    coordinator.sees("sees their own space")
    return entry


def decides(coordinator: Visitor) -> None:
    follow(coordinator.page.get_by_role("button", name="Decide", exact=True))
    coordinator.chooses(decision="accept")
    coordinator.writes(reason="Tess needs help soon. Priya Nair will call you.")
    coordinator.presses("Save the decision")


def two_keyworkers_rate_at_once(visitor: Arrive, entry: str, today: date) -> None:
    priya, sam = visitor("keyworker"), visitor("keyworker-second")
    stranger = visitor("keyworker-other-area")
    assert stranger.page.goto(f"{stranger.site.url}/register/{entry}/").status == 404
    for worker in (priya, sam):
        worker.opens("/my-work/")
        worker.sees("Tess TARNBROOK")
        worker.opens(f"/register/{entry}/rate/")
    priya.presses("Save the rating")
    priya.sees("There is a problem", "Choose a rating", "Say why this is the rating")
    rates(priya, "red", "serious_harm", "A&E twice in a week. No sleep.", today)
    priya.sees("Rated Red", "What follows now", "Review to be decided and planned")
    priya.follows("Not now: back to the entry")
    priya.sees("A review (CETR or CTR) is offered and planned")
    priya.page.locator("summary", has_text="Why then?").first.click()
    priya.sees("Review to be decided and planned", "2 working days after turning red")
    rates(sam, "amber", "behaviour_rising", "It is bad, but not that bad <i>yet</i>.", today)
    sam.sees(
        "Somebody saved first", "A&E twice in a week. No sleep.", "It is bad, but not that bad <i>yet</i>."
    )
    sam.follows("Keep theirs")
    assert Rating.objects.filter(entry=entry).count() == 1


def rates(worker: Visitor, colour: str, criterion: str, reason: str, today: date) -> None:
    worker.chooses(colour=colour, decided_at="urgent_meeting")
    worker.chooses(**{f"{colour}_criteria": criterion})
    worker.writes(reason=reason, words_for_person="You need more help very soon.")
    worker.dates("decided_on", today)
    worker.presses("Save the rating")


def the_coordinator_plans_the_review(visitor: Arrive, entry: str, today: date) -> str:
    coordinator, chair = visitor("coordinator"), visitor("chair")
    coordinator.opens(f"/register/{entry}/")
    coordinator.follows("Plan a review")
    coordinator.dates("planned_for", today - timedelta(days=3))
    coordinator.writes(starts_at="10:00", place="Northmoor School, room 4")
    coordinator.presses("Plan")
    coordinator.sees("There is a problem")
    coordinator.dates("planned_for", today)
    coordinator.picks(chair="Charles Airey")
    for name in ("clinical", "experience"):
        coordinator.page.locator(f"select[name='{name}']").select_option(index=1)
    coordinator.presses("Plan")
    review = re.search(r"/reviews/([0-9a-f-]{36})/", coordinator.page.url)[1]
    coordinator.sees("Panel 3 of 3")
    coordinator.opens(f"/reviews/{review}/papers/add/")
    coordinator.page.locator("input[name='kind']").first.check()
    coordinator.writes(title="Crisis plan")
    coordinator.page.locator("input[type=file]").set_input_files(
        {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}
    )
    coordinator.sends()
    chair.opens(f"/reviews/{review}/")
    chair.sees("Locked", "No consent has been recorded")
    chair.does_not_see("Crisis plan")
    coordinator.opens(f"/reviews/{review}/consent/")
    coordinator.chooses(meeting="yes", disclosure="yes", use="yes", basis="parent_pr")
    coordinator.writes(given_by="Mary Morris (mum)", evidence="With the planner, at home.")
    coordinator.sends()
    chair.opens(f"/reviews/{review}/")
    chair.sees("Crisis plan")
    return review


def the_chair_concludes(chair: Visitor, review: str, today: date) -> None:
    chair.opens(f"/reviews/{review}/principles/")
    for place, principle in enumerate(personal.PRINCIPLES):
        view = "partly" if place == 2 else "upheld"
        chair.chooses(**{f"view_{principle.key}": view})
        chair.writes(**{f"seen_{principle.key}": f"We saw this for {principle.name.lower()}."})
    chair.sends()
    chair.opens(f"/reviews/{review}/outcome/")
    answers = {"is_safe": "Mostly.", "good_care": "Some of it.", "future": "School.", "community": "Yes."}
    chair.writes(
        **answers, why="With the crisis plan the risk can wait.", words_for_person="Things are hard."
    )
    chair.chooses(colour="amber")
    chair.sends()
    recommends(chair, review, "Write a plan for bad days", "Tom Bell (CAMHS)", today + timedelta(days=7))
    recommends(chair, review, "Find a quiet room", "Ann Lee (Northmoor School)", today + timedelta(days=14))
    chair.opens(f"/reviews/{review}/conclude/")
    chair.sees("What happens when you conclude")
    chair.dates("held_on", today)
    chair.presses("Conclude this review")
    chair.page.go_back()
    chair.page.goto(f"{chair.site.url}/reviews/{review}/conclude/")
    chair.opens(f"/reviews/{review}/")
    chair.sees("Read the report")
    entry = RegisterEntry.objects.get(person__family_name="Tarnbrook")
    assert (entry.colour, entry.rating_number) == ("amber", 2)
    assert Recommendation.objects.filter(entry=entry).count() == 2
    due = dict(Deadline.objects.open().filter(entry=entry).values_list("key", "due_on"))
    assert due["cetr_report"] == today + timedelta(days=14)
    assert due["rating_review_amber"] == today + timedelta(days=14)
    assert "review_held" not in due and "red_review_decision" not in due


def recommends(chair: Visitor, review: str, text: str, owner: str, due_on: date) -> None:
    chair.opens(f"/reviews/{review}/recommendations/")
    chair.writes(text=text, owner=owner)
    chair.dates("due_on", due_on)
    chair.sends()


def the_report_is_issued(chair: Visitor, review: str) -> None:
    import page as pdf_gate

    chair.opens(f"/reviews/{review}/report/")
    chair.sees("Write a plan for bad days", "Tom Bell (CAMHS)", "Amber")
    pdf = chair.page.request.get(f"{chair.site.url}/reviews/{review}/report.pdf")
    assert pdf.status == 200 and pdf.headers["content-type"] == "application/pdf"
    assert pdf_gate.validate_pdf_bytes(pdf.body(), profile="ua1").is_compliant
    chair.sends()
    assert chair.page.goto(f"{chair.site.url}/reviews/{review}/").status == 404, (
        "the panel's access has ended"
    )


def the_commissioner_and_the_family_see_it(visitor: Arrive, entry: str) -> None:
    commissioner, mother = visitor("commissioner"), visitor("family")
    commissioner.opens("/dashboard/")
    commissioner.sees("Amber", "on the register", "What is late")
    commissioner.page.goto(f"{commissioner.site.url}/register/{entry}/rate/")
    commissioner.sees("not part of your role")
    mother.opens("/me/")
    mother.sees("Tess’s rating", "Amber", "Things are hard.", "Write a plan for bad days", "Tom Bell (CAMHS)")
    mother.does_not_see("With the crisis plan the risk can wait.")
    assert mother.page.goto(f"{mother.site.url}/register/{entry}/").status in (403, 404)


def the_timeline_tells_every_step(coordinator: Visitor, entry: str) -> None:
    coordinator.opens(f"/register/{entry}/")
    coordinator.sees("Priya Nair", "Charles Airey", "Cora Ordway", "Rated ▲ Red", "Rated ◆ Amber")
    coordinator.sees("Being on the register: Mary Morris answered “Yes”", "Done: review to be held")
    coordinator.sees("Recommendation: Write a plan for bad days", "Keyworker: Priya Nair")


def and_the_record_is_whole(site: Site, entry: str, reference: str) -> None:
    end = time.monotonic() + 30
    while OutboxMessage.objects.filter(sent_at=None).exists() and time.monotonic() < end:
        time.sleep(0.5)
    assert not OutboxMessage.objects.filter(sent_at=None).exists(), "something was never sent"
    mails = "\n".join(site.mails())
    assert reference in mails
    for secret in ("Tess", "Tarnbrook", "TARNBROOK", "learning disability", "autism", "hospital", "register"):
        assert secret not in mails, f"an e-mail says “{secret}”"
    referral = Referral.objects.get(family_name="Tarnbrook")
    names = set(referral.history.values_list("history_user__name", flat=True))
    assert {"Public form", "Automatic messages", "Cora Ordway"} <= names
    assert AccessLogEntry.objects.filter(
        people__contains=[referral.person_id], user_name="Mary Morris"
    ).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dsr_historicalregisterentry WHERE history_user_id IS NULL")
        assert cursor.fetchone() == (0,)

"""Bad input gets a sentence, keeps what was typed, and changes nothing."""

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from cetr import actions
from cetr.models import DraftRecommendation, Expert, Outcome, PrincipleCheck, Review
from cetr.personal import PRINCIPLES
from config.refused import Refused
from dsr.models import ConsentRecord, Deadline
from dsr.ratings import Colour
from tests.cetr.worlds import Reviews
from tests.worlds import signed_in

LONG = "x" * 10_000
HTML = "<script>alert('x')</script>"


def day(name: str, value: date | None) -> dict[str, str]:
    parts = ("day", "month", "year")
    return {f"{name}_{part}": str(getattr(value, part)) if value else "" for part in parts}


def refused(reviews: Reviews, who: Any, page: str, pk: Any, data: dict[str, str], said: str) -> str:
    """The page is shown again with its sentence, and what was typed is still there."""
    answer = signed_in(who).post(reverse(page, args=[pk]), data)
    words = answer.content.decode()
    assert answer.status_code == 200, answer
    assert said in words, words[words.find("error-summary") :][:800]
    assert "<title>Error: " in words.replace("\n", "")
    return words


PLAN = {"kind": "CTR", "trigger": "red", "starts_at": "10:00", "place": "The Lantern"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"place": ""}, "Enter where it is held"),
        ({"place": LONG}, "300 characters or fewer"),
        ({"place": "a\x00b"}, "Remove the unusual characters"),
        ({"starts_at": "soon"}, "The time must be like 10:00"),
        ({"starts_at": ""}, "Enter the time it starts"),
        ({"kind": "CETR"}, "Say why it is not a CTR"),
        ({"kind": "ICETR"}, "Choose an answer from the list"),
        ({"chair": "999999"}, "Choose an answer from the list"),
        ({"planned_for_month": "13"}, "month"),
        ({"planned_for_year": "1999"}, "The day of the review must be today or later"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(reviews: Reviews, change: dict[str, str], said: str) -> None:
    entry = reviews.world.entry()
    data = {**PLAN, **day("planned_for", reviews.today), **change}
    refused(reviews, reviews.coordinator, "review-plan", entry.pk, data, said)
    assert not Review.objects.exists()


def test_one_person_in_two_places_is_refused_in_the_action_too(reviews: Reviews) -> None:
    with pytest.raises(Refused, match="holds two places"):
        twin = reviews.expert("Charles Airey", "clinical_expert")
        reviews.planned(panel=actions.Panel(chair=reviews.chair, clinical=twin))
    assert not Review.objects.exists()


def test_a_second_review_is_not_planned_beside_the_first(reviews: Reviews) -> None:
    review = reviews.planned()
    data = {**PLAN, **day("planned_for", reviews.today + timedelta(days=3))}
    said = "A review is planned already"
    refused(reviews, reviews.coordinator, "review-plan", review.entry_id, data, said)
    assert reviews.planned(review.entry).pk == review.pk


def test_moving_the_day_moves_its_clock(reviews: Reviews) -> None:
    review = reviews.planned(planned_for=reviews.today + timedelta(days=30))
    later = reviews.today + timedelta(days=40)
    client = signed_in(reviews.coordinator)
    data = {**PLAN, **day("planned_for", later), "chair": str(reviews.chair.pk)}
    assert client.post(reverse("review-change", args=[review.pk]), data).status_code == 302
    clock = Deadline.objects.open().get(about=review.pk, key="review_held")
    assert clock.due_on == later
    asking = Deadline.objects.open().get(about=review.pk, key="cetr_consent_and_planner")
    assert asking.due_on == later - timedelta(days=14)
    assert [place.name for place in Review.objects.get(pk=review.pk).panel()] == ["Charles Airey"]


def test_calling_off_asks_for_a_new_decision_while_red(reviews: Reviews) -> None:
    review = reviews.planned()
    assert not Deadline.objects.open().filter(key="red_review_decision").exists()
    refused(reviews, reviews.coordinator, "review-cancel", review.pk, {"why": " "}, "Say why")
    signed_in(reviews.coordinator).post(reverse("review-cancel", args=[review.pk]), {"why": "Snow."})
    assert Deadline.objects.open().filter(key="red_review_decision").exists()
    assert not Deadline.objects.open().filter(about=review.pk).exists()


def test_a_panel_is_confirmed_only_when_it_is_whole(reviews: Reviews) -> None:
    review = reviews.planned(panel=actions.Panel(chair=reviews.chair, clinical=reviews.clinician))
    client = signed_in(reviews.coordinator)
    page = client.post(reverse("review-panel-confirm", args=[review.pk]), follow=True).content.decode()
    assert "The panel still needs: independent expert by experience." in page
    assert Review.objects.get(pk=review.pk).panel_confirmed_at is None


CONSENT = {"meeting": "yes", "given_by": "Jade", "basis": "person", "evidence": "With pictures."}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"meeting": ""}, "Choose an answer to at least one of the three"),
        ({"meeting": "perhaps"}, "Choose an answer from the list"),
        ({"meeting": "yes_with_limits"}, "Say what the limits are"),
        ({"given_by": ""}, "Enter who answered"),
        ({"basis": "parent_pr"}, "Choose an answer from the list"),
        ({"evidence": LONG}, "2,000 characters or fewer"),
        ({"decided_on_year": "2999"}, "must"),
    ],
)
def test_an_answer_that_cannot_be_is_not_recorded(
    reviews: Reviews, change: dict[str, str], said: str
) -> None:
    review = reviews.planned()
    before = ConsentRecord.objects.count()
    data = {**CONSENT, **day("decided_on", reviews.today), **change}
    refused(reviews, reviews.coordinator, "review-consent", review.pk, data, said)
    assert ConsentRecord.objects.count() == before


def test_the_three_answers_end_the_asking(reviews: Reviews) -> None:
    review = reviews.planned(planned_for=reviews.today + timedelta(days=30))
    clock = Deadline.objects.filter(about=review.pk, key="cetr_consent_and_planner")
    client, url = signed_in(reviews.coordinator), reverse("review-consent", args=[review.pk])
    client.post(url, {**CONSENT, **day("decided_on", reviews.today)})
    assert clock.get().met_on is None
    client.post(url, {**CONSENT, "disclosure": "no", "use": "yes", **day("decided_on", reviews.today)})
    assert clock.get().met_on == reviews.today


def test_partly_needs_what_was_seen_and_nothing_is_lost(reviews: Reviews) -> None:
    review = reviews.planned()
    data = {"view_rights_led": "partly", "view_evidence_based": "upheld", "seen_evidence_based": HTML}
    said = "Rights led: say what you saw"
    words = refused(reviews, reviews.chair, "review-principles", review.pk, data, said)
    assert "&lt;script&gt;" in words and HTML not in words
    assert not PrincipleCheck.objects.exists()


def test_a_member_sees_the_others_only_after_their_own(reviews: Reviews) -> None:
    review = reviews.planned()
    actions.save_views(review=review, views={"rights_led": ("not", "Locked in at night.")}, by=reviews.chair)
    client, url = signed_in(reviews.member), reverse("review-principles", args=[review.pk])
    assert "Locked in at night." not in client.get(url).content.decode()
    assert "Locked in" not in client.get(reverse("review", args=[review.pk])).content.decode()
    client.post(url, {"view_rights_led": "upheld", "seen_rights_led": ""})
    assert "Locked in at night." in client.get(url).content.decode()
    assert PrincipleCheck.objects.filter(member=reviews.member).count() == 1


RECOMMENDATION = {"text": "Write the crisis plan", "owner": "Tom Bell (CAMHS)"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": ""}, "Say what will be done"),
        ({"text": LONG}, "1,000 characters or fewer"),
        ({"text": "Consider a plan"}, "does not say what will be done"),
        ({"text": "a\x07b"}, "Remove the unusual characters"),
        ({"owner": ""}, "Name the person who will do it"),
        ({"owner": "Tom & Ann"}, "Name one person only"),
        ({"due_on_day": "31", "due_on_month": "2"}, "must be a real date"),
        ({"due_on_year": "2001"}, "the day of the review, or later"),
        ({"due_on_day": "", "due_on_month": "", "due_on_year": ""}, "Enter the date"),
    ],
)
def test_a_recommendation_nobody_could_keep_is_refused(
    reviews: Reviews, change: dict[str, str], said: str
) -> None:
    review = reviews.planned()
    data = {**RECOMMENDATION, **day("due_on", reviews.today), **change}
    refused(reviews, reviews.chair, "review-recommendations", review.pk, data, said)
    assert not DraftRecommendation.objects.exists()


def test_what_is_said_of_a_recommendation_is_kept_and_what_is_not_said_is_named(reviews: Reviews) -> None:
    """On the page of recommendations, on the review's, before concluding and in the report."""
    review = reviews.ready()
    client, url = signed_in(reviews.chair), reverse("review-recommendations", args=[review.pk])
    words = unescape(client.get(url).text)
    assert '<option value="Priya Nair"></option>' in words and 'list="colleagues"' in words
    said = {"text": "Find a quiet room", "owner": "Priya Nair", "measure": "She slept in it."}
    client.post(url, said | {"serves": "rights_led"} | day("due_on", reviews.today))
    pages = [url, *(reverse(name, args=[review.pk]) for name in ("review", "review-conclude"))]
    for page in pages:
        words = unescape(client.get(page).text)
        assert words.count("How we will know that it is done is not said.") == 1, page
        assert "No account here is Tom Bell (CAMHS)’s" in words and "No account here is Priya" not in words
    words = unescape(client.get(url).text)
    assert "We will know: She slept in it." in words and "Serves: rights led" in words
    text = unescape(client.get(reverse("review-report", args=[review.pk])).text)
    assert all(each in text for each in ("How we will know", "She slept in it.", "Rights led", "Not said"))


def test_a_recommendation_is_changed_with_all_that_was_said_of_it(reviews: Reviews) -> None:
    review = reviews.planned()
    draft = reviews.recommendation(review)
    client = signed_in(reviews.chair)
    url = reverse("review-recommendation", args=[review.pk, draft.pk])
    sent = {
        **RECOMMENDATION,
        **day("due_on", reviews.today),
        "measure": "It is written.",
        "serves": "living_life",
    }
    assert client.post(url, sent).status_code == 302
    assert "It is written." in client.get(url).text and "colleagues" in client.get(url).text
    draft.refresh_from_db()
    assert (draft.measure, draft.serves) == ("It is written.", "living_life")
    assert client.post(url, sent | {"serves": "nonsense"}).status_code == 200


def test_html_in_a_recommendation_is_only_words(reviews: Reviews) -> None:
    review = reviews.planned()
    client, url = signed_in(reviews.chair), reverse("review-recommendations", args=[review.pk])
    client.post(url, {**RECOMMENDATION, "text": HTML, **day("due_on", reviews.today)})
    for page in (url, reverse("review", args=[review.pk]), reverse("review-report", args=[review.pk])):
        assert HTML not in client.get(page).content.decode()


def test_sent_twice_a_recommendation_is_one(reviews: Reviews) -> None:
    review = reviews.planned()
    for _ in range(2):
        reviews.recommendation(review)
    assert DraftRecommendation.objects.count() == 1


def test_a_draft_may_have_gaps_and_too_much_is_refused(reviews: Reviews) -> None:
    review = reviews.planned()
    client, url = signed_in(reviews.chair), reverse("review-outcome", args=[review.pk])
    assert client.post(url, {"version": "0", "why": "Only this."}).status_code == 302
    refused(reviews, reviews.chair, "review-outcome", review.pk, {"version": "1", "is_safe": LONG}, "5,000")
    assert Outcome.objects.get().why == "Only this."


def test_a_stale_save_shows_both_versions_and_keeps_the_typing(reviews: Reviews) -> None:
    review = reviews.planned()
    reviews.outcome(review, why="Saved first.")
    data = {"version": "0", "why": "Typed second.", "colour": "green"}
    said = "saved this after you opened the page"
    words = refused(reviews, reviews.chair, "review-outcome", review.pk, data, said)
    assert "Saved first." in words and "Typed second." in words and 'name="version" value="1"' in words
    assert Outcome.objects.get().why == "Saved first."
    again = signed_in(reviews.chair).post(
        reverse("review-outcome", args=[review.pk]), data | {"version": "1"}
    )
    assert again.status_code == 302 and Outcome.objects.get().why == "Typed second."


def test_the_same_draft_sent_twice_is_no_conflict(reviews: Reviews) -> None:
    review = reviews.planned()
    first = reviews.outcome(review, Colour.GREEN)
    again = reviews.outcome(review, Colour.GREEN, expected_version=0)
    assert (again.version, Outcome.objects.count()) == (first.version, 1)


def test_concluding_too_early_says_all_that_is_missing(reviews: Reviews) -> None:
    review = reviews.planned()
    words = signed_in(reviews.chair).get(reverse("review-conclude", args=[review.pk])).content.decode()
    for said in (
        "No consent has been recorded for having this review.",
        "all eight principles",
        "Is the person safe?",
        "Say what happens to the rating.",
        "at least one recommendation",
    ):
        assert said in words
    data = {"rating_number": "1", **day("held_on", reviews.today)}
    refused(reviews, reviews.chair, "review-conclude", review.pk, data, "Not yet: ")
    assert Review.objects.get(pk=review.pk).is_planned


@pytest.mark.parametrize("missing", ["held_on_day", "rating_number"])
def test_concluding_without_its_day_is_refused(reviews: Reviews, missing: str) -> None:
    review = reviews.ready()
    data = {"rating_number": "1", **day("held_on", reviews.today)} | {missing: ""}
    answer = signed_in(reviews.chair).post(reverse("review-conclude", args=[review.pk]), data)
    assert answer.status_code == 200 and Review.objects.get(pk=review.pk).is_planned


def test_each_principle_is_asked_as_a_question(reviews: Reviews) -> None:
    url = reverse("review-principles", args=[reviews.planned().pk])
    words = unescape(signed_in(reviews.chair).get(url).content.decode())
    assert all(principle.question in words for principle in PRINCIPLES)


def test_somebody_new_in_the_pool_can_sit_on_a_panel(reviews: Reviews) -> None:
    client, url = signed_in(reviews.coordinator), reverse("expert-add")
    assert "Enter their name" in client.post(url, {"name": " "}).content.decode()
    data = {"area": str(reviews.world.area.pk), "name": "Lou Fisher", "kind": "expert_by_experience"}
    ends = day("training_valid_until", reviews.today - timedelta(days=1))
    assert client.post(url, data | ends).status_code == 302
    lou = Expert.objects.get(name="Lou Fisher")
    panel = actions.Panel(chair=reviews.chair, clinical=reviews.clinician, experience=lou)
    review = reviews.planned(panel=panel)
    page = client.get(reverse("review", args=[review.pk])).content.decode()
    assert "Lou Fisher: training ends on" in page
    assert "ended" in client.get(reverse("experts")).content.decode()


def test_one_account_is_in_a_pool_once(reviews: Reviews) -> None:
    data = {"area": str(reviews.world.area.pk), "name": "Eve Again", "kind": "clinical_expert"}
    answer = signed_in(reviews.coordinator).post(
        reverse("expert-add"), data | {"account": str(reviews.member.pk)}
    )
    assert "is in the pool already" in answer.content.decode()

"""The form as a browser without JavaScript sends it: every step, every bad answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from referrals.models import Draft, Referral
from referrals.sheets.self_referral import SELF_REFERRAL
from referrals.tasks import forget_old_drafts
from tests.referrals.sendings import a_number
from tests.worlds import World

GOOD: dict[str, dict[str, Any]] = {
    "who": {"filling_in_for": "child"},
    "helper": {"helper_name": "Mary Morris", "helper_relation": "Mum"},
    "name": {"given_name": "Jade", "family_name": "Morris", "preferred_name": "Jay"},
    "born": {"date_of_birth_day": "2", "date_of_birth_month": "3", "date_of_birth_year": "2011"},
    "happening": {"happening": "No school since September."},
    "risks": {"risk_factors": ["exclusion", "behaviour_rising"]},
    "helped": {"tried": "A quiet room.", "would_help": "Somebody in the evening."},
    "diagnosis": {"diagnosis": "autism", "diagnosis_said": "Dr Pike, 2023"},
    "home": {"address": "1 Quay Row", "postcode": "ne8 1hh", "lives_in": "northmoor"},
    "hospital": {"in_hospital": "no", "place_type": "family_home"},
    "nhs-number": {"number_known": "no", "gp_practice": "Quayside Surgery"},
    "school": {"education": "Riverside School", "has_ehc_plan": "yes"},
    "people": {"people_involved": "Ann Reed, social worker", "plans": ["care"]},
    "needs": {"needs": ["easy_read", "breaks"], "needs_more": "Makaton", "letter_format": "easy"},
    "agreement": {"agreement": "agrees"},
    "sharing": {"not_share_with": ["police_youth_justice"], "not_share_words": "Not my old school"},
    "contact": {"ways": ["email"], "email": "mary.morris@example.org"},
    "safe": {"best_time": "After 4pm", "do_not_contact": "The house", "person_reach": "through_me"},
    "equality": {"first_language": "Polish", "gender": "female", "looked_after": "no"},
    "wants": {"wants_this": "yes", "wants_words": "I like the dog."},
}
KEYS = list(GOOD)


def step_url(key: str) -> str:
    return reverse("refer-step", args=[key])


def begin(until: str | None = None) -> Client:
    """A browser that has answered everything before `until`."""
    browser = Client()
    browser.post(reverse("refer"))
    for key in KEYS[: KEYS.index(until)] if until else KEYS:
        response = browser.post(step_url(key), GOOD[key])
        assert response.status_code == 302, (key, response.content.decode())
    return browser


def finish(browser: Client) -> Any:
    draft = browser.get(reverse("refer-check")).context["draft"]
    return browser.post(reverse("refer-check"), {"draft": draft}, follow=True)


def test_a_mother_fills_in_the_whole_form_and_gets_a_reference(world: World) -> None:
    response = finish(begin())
    referral = Referral.objects.get()
    assert response.request["PATH_INFO"] == reverse("refer-sent")
    assert referral.spaced_reference in response.content.decode()
    assert (referral.given_name, referral.helper_relation, referral.area) == ("Jade", "Mum", world.area)
    assert referral.history.get().history_user.name == "Public form"
    assert not Draft.objects.exists()


def test_only_what_must_be_answered_is_enough(world: World) -> None:
    browser = Client()
    browser.post(reverse("refer"))
    for key in KEYS:
        if key not in ("helper", "wants"):
            must = SELF_REFERRAL.by_key[key].required
            needed = {**GOOD, "who": {"filling_in_for": "me"}}[key] if must else {}
            assert browser.post(step_url(key), needed).status_code == 302, key
    finish(browser)
    referral = Referral.objects.get()
    assert (referral.happening, referral.date_of_birth, referral.age) == ("", None, None)


def test_the_words_change_with_who_fills_it_in(world: World) -> None:
    browser = begin("name")
    assert "What is your child’s name?" in browser.get(step_url("name")).content.decode()
    browser.post(step_url("name"), GOOD["name"])
    assert "What is Jay’s date of birth?" in browser.get(step_url("born")).content.decode()
    browser.post(step_url("who"), {"filling_in_for": "me"})
    assert "What is your date of birth?" in browser.get(step_url("born")).content.decode()


def test_a_draft_can_be_read_by_nobody_who_reads_the_database(world: World) -> None:
    begin()
    sealed = Draft.objects.get().sealed
    assert not any(word in sealed for word in ("Jade", "Morris", "school", "2011"))


BAD = [
    ("who", {}, "Choose who this form is about"),
    ("who", {"filling_in_for": "a stranger"}, "Choose an answer from the list"),
    ("helper", {"helper_name": "", "helper_relation": "Mum"}, "Enter your full name"),
    ("name", {"given_name": "", "family_name": "Morris"}, "Enter the first name"),
    ("name", {"given_name": "J" * 10_000, "family_name": "Morris"}, "must be 100 characters or fewer"),
    ("name", {"given_name": "Ja\x00de", "family_name": "Morris"}, "Remove the unusual characters"),
    ("name", {"given_name": "Ja\u202ede", "family_name": "Morris"}, "Remove the unusual characters"),
    (
        "born",
        {"date_of_birth_day": "31", "date_of_birth_month": "2", "date_of_birth_year": "2011"},
        "real date",
    ),
    (
        "born",
        {"date_of_birth_day": "1", "date_of_birth_month": "1", "date_of_birth_year": "1899"},
        "between 1900",
    ),
    (
        "born",
        {"date_of_birth_day": "x", "date_of_birth_month": "\x00", "date_of_birth_year": "²"},
        "There is a problem",
    ),
    ("home", {"lives_in": "atlantis"}, "Choose an answer from the list"),
    ("home", {"address": "a" * 10_000}, "must be 500 characters or fewer"),
    ("nhs-number", {"number_known": "yes", "nhs_number": ""}, "Enter the NHS number, or choose “No”"),
    ("nhs-number", {"number_known": "yes", "nhs_number": "999 482 1174"}, "Check each digit"),
    ("nhs-number", {"number_known": "yes", "nhs_number": "QQ123456C"}, "National Insurance number"),
    ("nhs-number", {"number_known": "perhaps"}, "Choose an answer from the list"),
    ("diagnosis", {"diagnosis": "measles"}, "Choose an answer from the list"),
    ("happening", {"happening": "a" * 10_000}, "must be 5,000 characters or fewer"),
    ("hospital", {"in_hospital": "yes", "hospital": "h" * 10_000}, "must be 200 characters or fewer"),
    ("agreement", {}, "Choose what fits best"),
    ("contact", {}, "Choose at least one way to reach you"),
    ("contact", {"ways": ["pigeon"]}, "Choose an answer from the list"),
    ("contact", {"ways": ["phone"], "phone": ""}, "Enter a phone number"),
    ("contact", {"ways": ["phone"], "phone": "ring the bell"}, "must be a telephone number"),
    ("contact", {"ways": ["email"], "email": "mary at home"}, "Enter an e-mail address like"),
    ("contact", {"ways": ["post"], "post": " "}, "Enter the name and address"),
    ("contact", {"ways": ["someone"], "through_whom": ""}, "Enter who it is, and how we reach them"),
    ("contact", {"ways": ["phone"], "phone": "111", "phone_use": "shout"}, "Choose an answer from the list"),
    ("born", {"about_age": "soon"}, "must be a whole number"),
    ("born", {"about_age": "121"}, "must be 120 or less"),
    ("born", {"about_age": "-1"}, "must be 0 or more"),
    ("risks", {"risk_factors": ["bad_luck"]}, "Choose an answer from the list"),
    ("helped", {"tried": "t" * 10_000}, "must be 3,000 characters or fewer"),
    ("helped", {"would_help": "\x00"}, "Remove the unusual characters"),
    ("diagnosis", {"diagnosis_said": "d" * 600}, "must be 500 characters or fewer"),
    ("hospital", {"place_type": "castle"}, "Choose an answer from the list"),
    ("hospital", {"place_type": "care_home"}, "Choose an answer from the list"),  # Jay is 15
    ("nhs-number", {"gp_practice": "g" * 300}, "must be 200 characters or fewer"),
    ("school", {"education": "e" * 2_000}, "must be 1,000 characters or fewer"),
    ("school", {"has_ehc_plan": "perhaps"}, "Choose an answer from the list"),
    ("people", {"plans": ["care", "none_known"]}, "or the others, not both"),
    ("people", {"plans": ["ehc"]}, "Choose an answer from the list"),
    ("people", {"people_involved": "p" * 4_000}, "must be 3,000 characters or fewer"),
    ("needs", {"needs": ["a pony"]}, "Choose an answer from the list"),
    ("needs", {"letter_format": "carved"}, "Choose an answer from the list"),
    ("needs", {"needs_more": "n" * 2_000}, "must be 1,000 characters or fewer"),
    ("agreement", {"agreement": "cannot_decide"}, "Choose an answer from the list"),  # not under 16
    ("sharing", {"not_share_with": ["the moon"]}, "Choose an answer from the list"),
    ("sharing", {"not_share_words": "s" * 2_000}, "must be 1,000 characters or fewer"),
    ("safe", {"best_time": "b" * 600}, "must be 500 characters or fewer"),
    ("safe", {"do_not_contact": "c" * 2_000}, "must be 1,000 characters or fewer"),
    ("safe", {"person_reach": "pigeon"}, "Choose an answer from the list"),
    ("equality", {"ethnicity": "martian"}, "Choose an answer from the list"),
    ("equality", {"first_language": "l" * 200}, "must be 100 characters or fewer"),
    ("wants", {"wants_this": "maybe"}, "Choose an answer from the list"),
    ("wants", {"wants_words": "w" * 3_000}, "must be 2,000 characters or fewer"),
]


@pytest.mark.parametrize(("key", "data", "sentence"), BAD)
def test_a_bad_answer_gets_a_sentence_and_keeps_what_was_there(
    world: World, key: str, data: dict[str, Any], sentence: str
) -> None:
    browser = begin(key)
    before = Draft.objects.get().sealed
    page = browser.post(step_url(key), data)
    text = page.content.decode()
    assert page.status_code == 200
    assert sentence in text
    assert "<title>Error: " in text
    assert Draft.objects.get().sealed == before


def test_a_birthday_in_the_future_is_refused(world: World) -> None:
    day = timezone.localdate() + timedelta(days=1)
    data = {"date_of_birth_day": day.day, "date_of_birth_month": day.month, "date_of_birth_year": day.year}
    assert "must be today or in the past" in begin("born").post(step_url("born"), data).content.decode()


def test_html_is_shown_as_it_was_typed_and_never_run(world: World) -> None:
    nasty = "<script>alert(1)</script>"
    browser = begin()
    browser.post(step_url("name"), {"given_name": nasty, "family_name": "{{7*7}} {who} %s"})
    for url in (step_url("born"), step_url("home"), reverse("refer-check")):
        text = browser.get(url).content.decode()
        assert nasty not in text
        assert "&lt;script&gt;" in text
    finish(browser)
    assert Referral.objects.get().given_name == nasty


def test_a_number_is_taken_with_its_spaces(world: World) -> None:
    number = a_number()
    browser = begin()
    browser.post(
        step_url("nhs-number"), {"number_known": "yes", "nhs_number": f" {number[:3]}-{number[3:]} "}
    )
    finish(browser)
    assert Referral.objects.get().nhs_number == number


def test_an_answer_inside_one_that_was_not_chosen_is_not_kept(world: World) -> None:
    browser = begin("contact")
    browser.post(step_url("contact"), {"ways": ["email"], "email": "a@example.org", "phone": "<nonsense>"})
    finish(browser)
    assert Referral.objects.get().phone == ""


# ---------------------------------------------------------------- out of order


def test_a_later_step_cannot_be_opened_before_what_it_needs(world: World) -> None:
    browser = begin("agreement")
    assert browser.get(step_url("contact")).url == step_url("agreement")
    assert browser.get(reverse("refer-check")).url == step_url("agreement")
    assert browser.post(reverse("refer-check")).url == step_url("agreement")


def test_a_stranger_to_the_form_starts_at_its_beginning(world: World) -> None:
    assert Client().get(step_url("contact")).url == reverse("refer")
    assert Client().get(reverse("refer-check")).url == reverse("refer")
    assert Client().get("/refer/no-such-step/").status_code == 404


@pytest.mark.parametrize("key", ["who", "contact"])
def test_answers_that_are_gone_are_said_to_be_gone(world: World, key: str) -> None:
    browser = begin("contact")
    Draft.objects.all().delete()
    for response in (browser.post(step_url(key), GOOD[key]), Client().post(step_url(key), GOOD[key])):
        assert response.status_code == 410
        assert "Your answers are no longer here" in response.content.decode()
    assert browser.post(reverse("refer"), follow=True).status_code == 200


def test_a_draft_sealed_with_a_lost_secret_is_gone(world: World, settings: Any) -> None:
    browser = begin("born")
    settings.SECRET_KEY = "another" * 10
    settings.SECRET_KEY_FALLBACKS = []
    session = Draft.objects.get()
    assert session.sealed
    assert browser.get(step_url("born")).status_code in (302, 410)


def test_change_comes_back_to_the_check_page(world: World) -> None:
    browser = begin()
    assert browser.post(step_url("name") + "?change=1", GOOD["name"]).url == reverse("refer-check")
    assert browser.post(step_url("name") + "?change=1", {}).status_code == 200


def test_a_change_that_opens_a_new_question_asks_it_first(world: World) -> None:
    browser = begin()
    browser.post(step_url("who") + "?change=1", {"filling_in_for": "me"})
    browser.post(step_url("agreement"), {"agreement": "agrees"})
    Draft.objects.get()
    assert browser.get(step_url("helper")).url == reverse("refer-check")
    finish(browser)
    assert Referral.objects.get().helper_name == ""


def test_back_keeps_the_answers(world: World) -> None:
    browser = begin("contact")
    page = browser.get(step_url("name")).content.decode()
    assert 'value="Jade"' in page
    assert f'href="{step_url("helper")}"' in page


def test_somebody_can_stop_come_back_and_delete(world: World) -> None:
    browser = begin("home")
    page = browser.get(reverse("refer")).content.decode()
    assert "Go on where you stopped" in page
    assert step_url("home") in page
    browser.post(reverse("refer-forget"))
    assert not Draft.objects.exists()


def test_drafts_are_forgotten_after_30_days(world: World) -> None:
    begin("home")
    begin("home")
    old = Draft.objects.first()
    Draft.objects.filter(pk=old.pk).update(changed_at=timezone.now() - timedelta(days=30, minutes=1))
    forget_old_drafts()
    assert Draft.objects.count() == 1


# ---------------------------------------------------------------- sending


def test_a_double_click_back_and_another_tab_make_one_form(world: World) -> None:
    browser = begin()
    draft = browser.get(reverse("refer-check")).context["draft"]
    pages = [browser.post(reverse("refer-check"), {"draft": draft}, follow=True) for _ in range(3)]
    reference = Referral.objects.get().spaced_reference
    assert all(reference in page.content.decode() for page in pages)


def test_the_confirmation_can_be_opened_again(world: World) -> None:
    browser = begin()
    finish(browser)
    reference = Referral.objects.get().spaced_reference
    for _ in range(2):
        assert reference in browser.get(reverse("refer-sent")).content.decode()
    page = Client().get(reverse("refer-sent"))
    assert page.status_code == 200
    assert reference not in page.content.decode()


def test_a_step_after_sending_leads_to_the_confirmation(world: World) -> None:
    browser = begin()
    finish(browser)
    page = browser.post(step_url("name"), GOOD["name"])
    assert page.status_code == 410
    assert reverse("refer-sent") in page.content.decode()


def test_two_forms_from_one_browser_are_two_forms(world: World) -> None:
    browser = begin()
    finish(browser)
    browser.post(reverse("refer"))
    for key in KEYS:
        browser.post(step_url(key), GOOD[key])
    finish(browser)
    assert Referral.objects.count() == 2


@pytest.mark.parametrize(
    ("lives_in", "team"), [("southmoor", "Southmoor"), ("elsewhere", "Northmoor"), ("", "Northmoor")]
)
def test_the_form_goes_to_the_team_where_the_person_lives(world: World, lives_in: str, team: str) -> None:
    World("Southmoor")
    browser = begin()
    browser.post(step_url("home"), {"lives_in": lives_in})
    page = browser.get(reverse("refer-check")).content.decode()
    named = next(line.strip() for line in page.splitlines() if line.strip().startswith("Send this to"))
    finish(browser)
    referral = Referral.objects.get()
    assert (referral.area.name, named) == (team, f"Send this to the {team} team")


def test_without_any_area_the_form_says_whom_to_phone(db: None) -> None:
    browser = Client()
    assert "No local team takes forms" in browser.get(reverse("refer")).content.decode()
    browser.post(reverse("refer"))
    assert browser.post(reverse("refer-check")).status_code == 302


# ---------------------------------------------------------------- standard words or easy read


def test_the_words_change_on_any_question_and_nothing_typed_is_lost(world: World) -> None:
    browser = begin("name")
    half = {"given_name": "Jade", "family_name": "", "style": "easy"}
    page = browser.post(step_url("name"), half, follow=True).content.decode()
    assert "What name does your child like best?" in page
    assert 'value="Jade"' in page
    assert "Enter the last name" not in page
    page = browser.post(step_url("name"), {**half, "given_name": "Jad", "style": "standard"}, follow=True)
    assert "What does your child like to be called?" in page.content.decode()
    assert 'value="Jad"' in page.content.decode()


def test_what_was_typed_waits_when_somebody_stops_in_the_middle(world: World) -> None:
    browser = begin("happening")
    browser.post(step_url("happening"), {"happening": "It began in", "later": "1"})
    assert "It began in" in browser.get(step_url("happening")).content.decode()
    assert "It began in" not in Draft.objects.get().sealed
    browser.post(step_url("happening"), {"happening": "It began in May."})
    assert "It began in May." in browser.get(step_url("happening")).content.decode()


@pytest.mark.parametrize("back", ["https://evil.example.org/", "//evil.example.org", "evil", "", "/\\evil"])
def test_choosing_words_leads_back_to_a_page_of_ours_only(world: World, back: str) -> None:
    browser = Client()
    answer = browser.post(reverse("choose-style"), {"style": "easy", "back": back})
    assert answer.url == reverse("start")
    assert browser.session["referrals.style"] == "easy"


def test_the_form_remembers_in_which_words_it_was_filled_in(world: World) -> None:
    browser = begin()
    browser.post(reverse("choose-style"), {"style": "easy", "back": reverse("refer-check")})
    finish(browser)
    assert Referral.objects.get().style == "easy"

"""The question for the person alone: only the team reads the answer, whatever the helper does afterwards."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from referrals.models import Draft, Referral
from tests.referrals.walks import SENDERS, everything, send, walk
from tests.worlds import World, signed_in

WANTS = reverse("refer-step", args=["wants"])
SECRET = "She reads my letters and I hate it"
SAID = {"wants_this": "no", "wants_words": SECRET}


def helped(answer: dict[str, Any] | None) -> Client:
    """A mother's browser at the check page; the child gave this answer, or the question was skipped."""
    browser = Client()
    typed = everything(SENDERS["a child of 9, by mum"]) | {"wants": answer or {"skip": "1"}}
    for _ in walk(browser, typed):
        pass
    return browser


def every_page(browser: Client) -> str:
    """All that the helper can open of this form afterwards, with every way into the question."""
    paths = [WANTS, f"{WANTS}?here=1", f"{WANTS}?given=1", f"{WANTS}?here=1&change=1", reverse("refer-check")]
    paths += [
        reverse("refer"),
        reverse("refer-step", args=["equality"]),
        reverse("refer-step", args=["agreement"]),
    ]
    return "".join(browser.get(path).content.decode() for path in paths)


def test_the_answer_is_never_shown_to_the_helper_again(world: World) -> None:
    browser = helped(SAID)
    seen = every_page(browser)
    assert SECRET not in seen
    assert 'value="no" checked' not in browser.get(f"{WANTS}?here=1").content.decode()
    assert "Answered in private" in browser.get(reverse("refer-check")).content.decode()
    sent = send(browser).content.decode()
    assert SECRET not in sent
    referral = Referral.objects.get()
    assert (referral.wants_this, referral.wants_words) == ("no", SECRET)


def pages_alike(one: str, other: str) -> bool:
    """The same page, but for tokens and the reference."""

    def kept(page: str) -> list[str]:
        return [line for line in page.splitlines() if "csrf" not in line and "ref-reference" not in line]

    return kept(one) == kept(other)


def test_the_confirmation_is_the_same_whatever_was_answered(world: World) -> None:
    yes, no = (send(helped({"wants_this": word})).content.decode() for word in ("yes", "talk_alone"))
    assert pages_alike(yes, no)


def test_danger_in_the_private_answer_shows_the_helper_nothing_and_the_team_everything(world: World) -> None:
    browser = helped({"wants_this": "talk_alone", "wants_words": "I want to die"})
    assert "worries us" not in browser.get(reverse("refer-check")).content.decode()
    assert "worries us" not in send(browser).content.decode()
    page = signed_in(world.coordinator).get(reverse("referral", args=[Referral.objects.get().pk]))
    assert "Words of danger to life: “want to die”" in page.content.decode()


def test_the_helper_passes_it_over_and_gets_it_back_with_one_button_each(world: World) -> None:
    browser = helped(SAID)
    page = browser.get(WANTS).content.decode()
    assert "A question for Rob alone" in page
    assert "Rob has the device now" in page
    answered = browser.post(f"{WANTS}?here=1", {"wants_this": "yes"}, follow=True)
    assert "Your answer is put away" in answered.content.decode()
    assert answered.context["onward"] == reverse("refer-check")


def test_a_skipped_question_says_so_and_can_still_be_answered(world: World) -> None:
    browser = helped(None)
    assert "Not answered" in browser.get(reverse("refer-check")).content.decode()
    browser.post(f"{WANTS}?here=1&change=1", {"wants_this": "not_sure"})
    send(browser)
    assert Referral.objects.get().wants_this == "not_sure"


@pytest.mark.parametrize("press", [{"skip": "1"}, {}, {"wants_this": "", "wants_words": ""}])
def test_nobody_takes_an_answer_back_by_passing_by(world: World, press: dict[str, str]) -> None:
    browser = helped(SAID)
    browser.post(f"{WANTS}?change=1", press)
    send(browser)
    assert Referral.objects.get().wants_this == "no"


def test_a_change_of_words_keeps_what_is_being_typed_on_the_page_and_nowhere_else(world: World) -> None:
    browser = helped(None)
    before = Draft.objects.get().sealed
    page = browser.post(f"{WANTS}?here=1", {**SAID, "style": "easy"}).content.decode()
    assert SECRET in page
    assert "This question is only for you." in page
    assert Draft.objects.get().sealed == before
    assert SECRET not in every_page(browser)


def test_stopping_in_the_middle_keeps_nothing_that_was_typed(world: World) -> None:
    browser = helped(None)
    assert browser.post(f"{WANTS}?here=1", {**SAID, "later": "1"}).url == reverse("refer-later")
    assert SECRET not in every_page(browser)


def test_whoever_writes_for_themselves_is_not_asked(world: World) -> None:
    browser = Client()
    typed = everything(SENDERS["me, 34"])
    assert "wants" not in dict(walk(browser, typed))
    assert browser.get(WANTS).status_code == 302
    assert "what they want" not in browser.get(reverse("refer-check")).content.decode()


def test_an_answer_that_is_gone_is_said_to_be_gone(world: World) -> None:
    browser = helped(None)
    Draft.objects.all().delete()
    for data in (SAID, {"skip": "1"}):
        assert browser.post(WANTS, data).status_code == 410

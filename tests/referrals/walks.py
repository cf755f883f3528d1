"""Walks through the self-referral as different people: what each types, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.referrals.sendings import a_number


@dataclass(frozen=True)
class Sender:
    """Who fills the form in, about somebody of which age, and which agreement they give."""

    filling_in_for: str
    age: int
    relation: str = ""
    agreement: str = "agrees"

    def born(self) -> dict[str, int]:
        """A birthday this month that has passed, as it is typed."""
        day = timezone.localdate()
        return {
            "date_of_birth_day": min(day.day, 28),
            "date_of_birth_month": day.month,
            "date_of_birth_year": day.year - self.age,
        }


SENDERS = {
    "me, 14": Sender("me", 14),
    "me, 17": Sender("me", 17, agreement="thinking"),
    "me, 34": Sender("me", 34),
    "a child of 9, by mum": Sender("child", 9, "Mum", "parent_agrees"),
    "a child of 16, by dad": Sender("child", 16, "Dad", "not_asked"),
    "an adult, by a carer": Sender("care", 41, "Sister", "cannot_decide"),
    "an adult, by a supporter": Sender("work", 23, "Support worker", "says_no"),
}


def must(sender: Sender) -> dict[str, dict[str, Any]]:
    """The least that has to be typed."""
    return {
        "who": {"filling_in_for": sender.filling_in_for},
        "helper": {"helper_name": "Sam Helper", "helper_relation": sender.relation},
        "name": {"given_name": "Robin", "family_name": "Testcase"},
        "agreement": {"agreement": sender.agreement},
        "contact": {"ways": ["phone"], "phone": "01632 960 444", "phone_use": "texts"},
    }


def everything(sender: Sender) -> dict[str, dict[str, Any]]:
    """Every question answered, as far as it is asked of this sender."""
    return must(sender) | {
        "name": {"given_name": "Robin", "family_name": "Testcase", "preferred_name": "Rob"},
        "born": sender.born(),
        "happening": {"happening": "Nights are hard.", "rather_talk": "on"},
        "risks": {"risk_factors": ["life_event", "staff_changing"]},
        "helped": {"tried": "Walks.", "would_help": "A night worker."},
        "diagnosis": {"diagnosis": "both", "diagnosis_said": "The clinic, long ago"},
        "home": {"address": "2 Invented Close", "postcode": "ZZ99 1AA", "lives_in": "northmoor"},
        "hospital": {"in_hospital": "yes", "hospital": "Fernhill, since May", "place_type": "no_fixed_place"},
        "nhs-number": {"number_known": "yes", "nhs_number": a_number(), "gp_practice": "Mill Surgery"},
        "school": {"education": "College", "has_ehc_plan": "not_sure"},
        "people": {"people_involved": "A nurse", "plans": ["crisis", "cpa"]},
        "needs": {"needs": ["bsl", "same_person"], "needs_more": "Polish", "letter_format": "large"},
        "sharing": {"not_share_with": ["gp"], "not_share_words": "Nor the neighbour"},
        "contact": {
            "ways": ["phone", "email", "post", "someone"],
            "phone": "01632 960 445",
            "phone_use": "both",
            "safe_message": "yes",
            "email": "rob@example.org",
            "post": "2 Invented Close",
            "through_whom": "Kit, 01632 960 446",
        },
        "safe": {
            "best_time": "Mornings",
            "do_not_contact": "Never the old flat",
            "person_reach": "post",
            "person_reach_at": "Box 7",
        },
        "equality": {
            "ethnicity": "mixed",
            "gender": "other",
            "first_language": "Polish",
            "religion": "none",
            "looked_after": "no",
            "is_carer": "yes",
        },
        "wants": {"wants_this": "yes", "wants_words": "I want my own key."},
    }


def walk(browser: Client, typed: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Start to check page, where the buttons lead; each step's key, and its page as it was asked."""
    at = browser.post(reverse("refer")).url
    while not at.endswith("/check/"):
        key = at.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
        page = browser.get(f"{at}?here=1" if key == "wants" else at)
        assert page.status_code == 200, at
        yield key, page.content.decode()
        answer = browser.post(at, typed.get(key, {}))
        assert answer.status_code == 302, (key, answer.content.decode())
        at = answer.url
        if "given=1" in at:
            at = browser.get(at).context["onward"]


def send(browser: Client) -> Any:
    """Press the button of the check page; the confirmation."""
    draft = browser.get(reverse("refer-check")).context["draft"]
    return browser.post(reverse("refer-check"), {"draft": draft}, follow=True)

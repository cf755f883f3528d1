"""Consent forms for tests: what a browser types in each version, and forms sent by the real actions."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.actions import PUBLIC_FORM, automatic_user
from referrals import actions
from referrals.models import ConsentForm, Draft
from tests.worlds import World

Posted = dict[str, dict[str, Any]]


def day(name: str, on: date) -> dict[str, str]:
    """The three boxes of a date."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def born_at(age: int, today: date) -> date:
    """The birthday of somebody of this age, a while ago."""
    had_it = (today.month, today.day) >= (1, 2)
    return date(today.year - age - (not had_it), 1, 2)


def shared(today: date, age: int) -> Posted:
    """What every version is asked, in order; the versions put their own pages between."""
    return {
        "who": {"giver": "person"},
        "reference": {"reference_known": "no"},
        "name": {"given_name": "Jade", "family_name": "Morris", "preferred_name": "Jay"},
        "born": day("date_of_birth", born_at(age, today)),
        "home": {"postcode": "NE8 1HH", "lives_in": "northmoor"},
        "explained": {"explained_how": ["pictures", "read"], "explained_by": "Priya, keyworker"},
        "register": {"register": "yes"},
        "sharing": {"share_all": "each", "share_limits": ""},
        "sharing-each": {"share_gp": "yes", "share_police": "no", "share_education": "thinking"},
        "review-asked": {"review_asked": "no"},
        "given": {"given_how": "typed", "typed_name": "Jade Morris"},
        "copy": {"copy_to": ["sender"], "copy_format": "easy"},
        "contact": {"ways": ["phone"], "phone": "01632 960 222", "safe_message": "no"},
    }


OWN_PAGES: dict[str, Any] = {
    "person": {},
    "child": {"own-words": {"own_words": "They help mum and me.", "talked_with": "Priya, my keyworker"}},
    "parent": {
        "who": {"giver": "parent"},
        "you": {"giver_name": "Mary Morris", "giver_role": "Mum"},
        "responsibility": {
            "authority": "mother", "authority_proof": "Birth certificate", "court_order": "none",
            "other_holders": "Dad, who agrees",
        },
        "child-view": {"child_says": "agrees", "child_words": "If mum comes too."},
        "given": {"given_how": "typed", "typed_name": "Mary Morris"},
    },
    "attorney": {
        "who": {"giver": "attorney"},
        "you": {"giver_name": "Ada Attwater", "giver_role": "Sister"},
        "document": {"document": "attorney", "document_seen": "Lasting power, 3 March 2020"},
        "wishes": {
            "wishes": "She likes the team.", "consulted": "Her brother: agrees", "disagrees": "no",
            "least_restrictive": "Only those who help already.",
        },
        "given": {"given_how": "typed", "typed_name": "Ada Attwater"},
    },
    "best_interests": {
        "who": {"giver": "best_interests"},
        "you": {"giver_name": "Sol Worker", "giver_role": "Social worker, Northmoor council"},
        "capacity": {
            "assessor": "Dr Ann Able, psychiatrist", "understands": "yes", "retains": "no", "weighs": "no",
            "communicates": "yes", "help_given": "Pictures, three talks", "why_unable": "Cannot keep it.",
        },
        "wishes": {
            "wishes": "He smiles at the team.", "consulted": "His mother: agrees", "disagrees": "no",
            "least_restrictive": "Only those who help already.",
        },
        "given": {
            "given_how": "spoken", "worker_name": "Cora Ordway", "said_words": "It is best for him.",
        },
    },
}  # fmt: skip
AGES = {"person": 30, "child": 13, "parent": 9, "attorney": 40, "best_interests": 20}
VERSIONS = list(OWN_PAGES)


def typed(version: str, today: date, *, age: int | None = None, **changes: dict[str, Any]) -> Posted:
    """What somebody types in one version; a page is changed by its name (sharing_each for sharing-each)."""
    pages = shared(today, AGES[version] if age is None else age)
    for key, data in OWN_PAGES[version].items():
        pages[key] = dict(data)
    if version == "best_interests":
        pages["capacity"] |= day("assessed_on", today)
        pages["given"] |= day("said_on", today)
    for key, data in changes.items():
        name = key.replace("_", "-")
        pages[name] = {**pages.get(name, {}), **data} if data else {}
    return pages


def walk(pages: Posted, *, easy: bool = False) -> tuple[Client, list[str]]:
    """A browser that answers every page it is led to; and the pages, in order, to the check page."""
    browser = Client()
    if easy:
        browser.post(reverse("choose-style"), {"style": "easy"})
    where = browser.post(reverse("consent")).url
    seen = []
    while where != reverse("consent-check"):
        key = where.removesuffix("/").rsplit("/", 1)[1]
        page = browser.get(where)
        assert page.status_code == 200, where
        answer = browser.post(where, pages.get(key, {}))
        assert answer.status_code == 302, (key, errors_of(answer))
        seen.append(key)
        assert len(seen) < 40, seen
        where = answer.url
    return browser, seen


def errors_of(page: Any) -> Any:
    """What a page complains about."""
    return page.context["form"].errors if page.context and "form" in page.context else page.content.decode()


def took_a_while() -> None:
    """As if the drafts had been begun an hour ago: nobody reads as fast as a test."""
    for draft in Draft.objects.all():
        draft.begun_at -= timedelta(hours=1)
        draft.save()


def finish(browser: Client) -> Any:
    """Send what is on the check page, after a while; the page that says so."""
    took_a_while()
    draft = browser.get(reverse("consent-check")).context["draft"]
    return browser.post(reverse("consent-check"), {"draft": draft}, follow=True)


def filled_in(version: str, today: date, **changes: Any) -> ConsentForm:
    """A form that somebody filled in on the website and sent."""
    browser, _ = walk(typed(version, today, **changes))
    finish(browser)
    return ConsentForm.objects.latest("sent_at")


ANSWERS = {
    "who": {"giver": "person", "filling_in_for": "me"},
    "reference": {"reference_typed": ""},
    "name": {"given_name": "Jade", "family_name": "Morris", "preferred_name": ""},
    "born": {},
    "home": {"postcode": "", "nhs_number": "", "lives_in": ""},
    "explained": {"explained_how": ["pictures"], "explained_by": "Priya"},
    "register": {"register": "yes", "register_limits": ""},
    "sharing": {"share_all": "yes", "share_limits": ""},
    "review-asked": {"review_asked": "no", "review_words": ""},
    "given": {"given_how": "typed", "typed_name": "Jade Morris"},
    "copy": {"copy_to": [], "copy_format": ""},
    "contact": {"phone": "01632 960 222", "email": "", "post": ""},
}


def sent_form(world: World, *, born: date, received_on: date | None = None, **changes: Any) -> ConsentForm:
    """An adult's own form, as the world's team has received it; a page is changed by its name."""
    answers = {key: dict(data) for key, data in ANSWERS.items()}
    today = received_on or world.today
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    answers["born"] = {"date_of_birth": born.isoformat(), "age": age}
    for key, data in changes.items():
        answers.setdefault(key.replace("_", "-"), {}).update(data)
    return actions.send_consent_form(
        key=uuid.uuid4(), answers=answers, area=world.area, by=automatic_user(PUBLIC_FORM), today=today
    )

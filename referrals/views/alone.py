"""A question for the person alone: handed over, answered, handed back. Its answer is never shown again.

Three pages at one address: without anything the device is handed over; `here` asks the question; `given`
hands the device back. A helper who goes back, or opens any of them later, finds the question empty.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from config.easy import Idea
from referrals import browser
from referrals.actions.drafts import TYPED
from referrals.forms.asked import StepForm
from referrals.kinds import Handling
from referrals.steps import Answers, Step
from referrals.styles import Style
from referrals.typed import offering, typed_lists
from referrals.views.public import public_page
from referrals.voice import voice_of

HERE, GIVEN = "here", "given"


def form_of(
    request: HttpRequest, handled: Handling, asked: Step, answers: Answers, *, bound: bool
) -> StepForm:
    """The question, empty whatever was answered before; what is being typed survives a change of words."""
    others = {key: said for key, said in answers.items() if key not in (asked.key, TYPED)}
    typed = typed_lists(request.POST) if request.method == "POST" and not bound else {}
    with offering({TYPED: {asked.key: typed}}, asked.key):
        style = browser.style_of(request)
        return handled.form(asked, others, (), style, request.POST if bound else None)


def question(request: HttpRequest, handled: Handling, asked: Step, form: StepForm) -> HttpResponse:
    """The question itself, without a way back to what the helper wrote."""
    return public_page(request, "alone", sheet=handled.sheet, form=form, step=asked)


def hand_over(
    request: HttpRequest, handled: Handling, asked: Step, answers: Answers, **ways: str
) -> HttpResponse:
    """Before or after the question: whose turn it is, and that nobody else sees the answer."""
    given = GIVEN in request.GET
    key = f"{asked.key}/{'back' if given else 'hand'}"
    easy = handled.easy.get(key) if browser.style_of(request) is Style.EASY else None
    voice = voice_of(answers, handled.sheet.whom)
    words: dict[str, Any] = {"who": voice.who, "whose": voice.whose}
    if easy:
        ideas = [Idea(idea.picture, voice.say(idea.words)) for idea in easy.ideas]
        words |= {"title": voice.say(easy.title), "ideas": ideas}
    here = "?" + urlencode({HERE: 1} | ({"change": 1} if "change" in request.GET else {}))
    page = "alone_back" if given else "alone_hand"
    answered = any(answers.get(asked.key, {}).values())
    facts = {"answered": answered, "step": asked, "here": here, "easy": easy, "words": words, **ways}
    return public_page(request, page, sheet=handled.sheet, **facts)


def given(request: HttpRequest) -> HttpResponse:
    """After the answer: a page that any reader of the screen may see."""
    return redirect(
        f"{request.path}?" + urlencode({GIVEN: 1} | ({"change": 1} if "change" in request.GET else {}))
    )

"""What looks like a machine's is looked at by a person; nothing is thrown away (S17)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts import outbox
from referrals.doubts import MOST_FROM_ONE_PLACE, SENTENCES, Doubt, Sending, doubts, is_a_persons
from referrals.models import Draft, Referral
from referrals.sending import TRAP
from tests.referrals.test_public_form import GOOD, begin, step_url
from tests.worlds import World

CALM = Sending(seconds=600, questions=11, trapped=False, from_here=1, from_everywhere=3, copies=0)
TABLE: list[tuple[dict[str, Any], list[Doubt]]] = [
    ({}, []),
    ({"seconds": 5.4}, [Doubt.QUICK]),
    ({"seconds": 5.5}, []),
    ({"seconds": 3, "questions": 5}, []),
    ({"seconds": 86_400 * 20}, []),  # it lay there for three weeks
    ({"trapped": True}, [Doubt.TRAP]),
    ({"from_here": 5}, []),
    ({"from_here": 6}, [Doubt.MANY]),
    ({"from_everywhere": 200}, []),
    ({"from_everywhere": 201}, [Doubt.FLOOD]),
    ({"copies": 1}, [Doubt.COPY]),
    ({"seconds": 0, "trapped": True, "copies": 2}, [Doubt.QUICK, Doubt.TRAP, Doubt.COPY]),
]


@pytest.mark.parametrize(("changes", "expected"), TABLE)
def test_what_is_doubted(changes: dict[str, Any], expected: list[Doubt]) -> None:
    assert doubts(Sending(**{**vars(CALM), **changes})) == expected


@given(
    st.builds(
        Sending,
        seconds=st.floats(0, 1e6),
        questions=st.integers(0, 40),
        trapped=st.booleans(),
        from_here=st.integers(0, 1000),
        from_everywhere=st.integers(0, 10_000),
        copies=st.integers(0, 9),
    )
)
def test_more_of_what_is_strange_never_takes_a_doubt_away(sending: Sending) -> None:
    facts = vars(sending)
    worse = Sending(**{**facts, "seconds": 0.0, "trapped": True, "from_here": facts["from_here"] + 10})
    assert set(doubts(sending)) <= set(doubts(worse))
    assert set(doubts(worse)) <= set(SENTENCES)


def send(browser: Client, **extra: str) -> Any:
    draft = browser.get(reverse("refer-check")).context["draft"]
    return browser.post(reverse("refer-check"), {"draft": draft, **extra})


def slowly() -> Client:
    """A browser whose form was begun an hour ago."""
    browser = begin()
    draft = Draft.objects.latest("begun_at")
    draft.begun_at -= timedelta(hours=1)
    draft.save()
    return browser


def test_a_calm_sender_is_not_doubted_and_gets_a_receipt(world: World) -> None:
    send(slowly())
    assert Referral.objects.get().doubts == []
    outbox.send_due()
    assert len(mail.outbox) == 1


def test_a_browser_that_fills_in_the_hidden_box_still_reaches_the_team(world: World) -> None:
    answer = send(slowly(), **{TRAP: "https://example.org"})
    referral = Referral.objects.get()
    assert answer.url == reverse("refer-sent")
    assert (referral.doubts, referral.is_doubted, referral.is_open) == ([Doubt.TRAP], True, True)
    assert referral.triage_due_on  # under the same clocks
    outbox.send_due()
    assert mail.outbox == []  # nobody can order an e-mail for somebody else


def test_the_hidden_box_is_out_of_the_way_of_people(world: World) -> None:
    page = slowly().get(reverse("refer-check")).content.decode()
    assert 'class="ref-trap" aria-hidden="true"' in page
    assert 'tabindex="-1" autocomplete="off"' in page


def test_the_same_form_again_is_a_second_copy_and_both_are_there(world: World) -> None:
    send(slowly())
    send(slowly())
    first, second = Referral.objects.order_by("sent_at")
    assert (first.doubts, second.doubts) == ([], [Doubt.COPY])
    assert is_a_persons(second.doubts)


def test_from_one_place_a_budget_is_taken_in_and_a_family_elsewhere_notices_nothing(world: World) -> None:
    browser = slowly()
    codes = []
    for _ in range(MOST_FROM_ONE_PLACE + 2):
        codes.append(browser.post(reverse("refer-check"), {"draft": "00000000-0000-4000-8000-000000000000"}))
    assert [answer.status_code for answer in codes[-2:]] == [429, 429]
    assert world.area.phone in codes[-1].content.decode()
    assert 'value="Jade"' in browser.get(step_url("name")).content.decode()  # nothing is lost
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    elsewhere.post(reverse("refer"))
    for key, said in GOOD.items():
        elsewhere.post(step_url(key), said)
    assert send(elsewhere).url == reverse("refer-sent")

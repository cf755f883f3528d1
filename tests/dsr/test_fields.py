"""Which kind of words each role may read (S56): a planted word of every kind, on every page of theirs."""

import pytest
from django.test import Client

from accounts.permissions import RoleName
from dsr.timeline import CONTACTS, NARRATIVE, PLAIN, Line, for_reader
from tests.full_house import CANARY, House
from tests.visits import ADDRESSES, Page, _opens, _visit
from tests.worlds import signed_in

EVERYTHING = set(CANARY)
R = RoleName
# What each role may meet somewhere on its pages; what is not in its row, nowhere.
MAY_MEET = {
    R.COORDINATOR: EVERYTHING,
    R.KEYWORKER: EVERYTHING,  # on the list of the restricted record, and Jade's keyworker
    R.COMMUNITY_PROFESSIONAL: set(),  # given nobody
    R.PANEL_CHAIR: {"finding", "said"},
    R.PANEL_MEMBER: {"finding", "said"},
    R.COMMISSIONER: set(),
    R.OVERSIGHT_PANEL_MEMBER: {"asked"},
    R.HOST_COMMISSIONER: set(),
    R.FAMILY: set(),
    R.GOVERNANCE_LEAD: {"emergency", "override"},  # to judge them
    R.ANALYST: set(),
    R.ADMINISTRATOR: {"emergency"},  # where an area has nobody else who may
}


def pages_of(house: House, role: RoleName) -> list[Page]:
    browser: Client = signed_in(house.staff[role])
    return [
        _visit(browser, role, pattern, house.ids())
        for pattern in ADDRESSES
        if _opens(pattern.callback.access, role) and set(pattern.pattern.converters) <= set(house.ids())
    ]


@pytest.mark.parametrize("role", RoleName)
def test_no_page_shows_a_kind_of_word_that_is_not_the_roles(house: House, role: RoleName) -> None:
    for page in pages_of(house, role):
        met = {kind for kind, word in CANARY.items() if word.lower() in page.html.lower()}
        assert met <= MAY_MEET[role], f"{page} shows {sorted(met - MAY_MEET[role])}"


@pytest.mark.parametrize("kind", sorted(EVERYTHING - {"address"}))
def test_each_planted_word_is_shown_to_somebody(house: House, kind: str) -> None:
    """Else the test above could not fail: no page prints an address yet."""
    coordinator = signed_in(house.world.coordinator)
    paths = [f"/register/{house.jade.pk}/", f"/register/{house.hidden.pk}/", f"/reviews/{house.review.pk}/"]
    paths += [f"/referrals/{house.referral.pk}/", f"/register/{house.odd.pk}/consents/"]
    paths.append(f"/register/{house.stay.entry_id}/stays/{house.stay.pk}/")
    shown = [coordinator.get(path) for path in paths]
    shown.append(signed_in(house.world.governance).get(f"/governance/emergencies/{house.access.pk}/"))
    assert any(CANARY[kind].lower() in page.text.lower() for page in shown)


def test_a_commissioner_still_sees_what_they_answer_for(house: House) -> None:
    page = signed_in(house.world.commissioner).get(f"/register/{house.jade.pk}/").text
    for words in (
        "MORRIS",
        "A quiet room",
        "Priya Nair",
        "Next",
        "Consent",
        "Rated",
        "not part of your role",
    ):
        assert words in page, words


@pytest.mark.parametrize(
    ("held", "shown"),
    [
        ({PLAIN, NARRATIVE, CONTACTS}, ["a+detail", "b+detail", "c+detail", "d+detail"]),
        ({PLAIN, NARRATIVE}, ["a+detail", "b+detail", "c+", "d+detail"]),
        ({PLAIN}, ["a+", "c+", "d+detail"]),
        (set(), []),
    ],
)
def test_a_line_and_its_detail_each_need_what_they_say(held: set, shown: list[str]) -> None:
    lines = [
        Line(None, "rating", "a", "", "detail"),  # what people wrote is narrative unless it says otherwise
        Line(None, "note", "b", "", "detail", needs=NARRATIVE),
        Line(None, "stay", "c", "", "detail", detail_needs=CONTACTS),
        Line(None, "recommendation", "d", "", "detail", detail_needs=PLAIN),
    ]
    assert [f"{line.sentence}+{line.detail}" for line in for_reader(lines, lambda p: p in held)] == shown

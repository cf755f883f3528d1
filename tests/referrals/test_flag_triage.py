"""What the team makes of a flag: its clocks, who is told, news of somebody known, what the sender hears."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import outbox
from accounts.demo import DemoWorld
from accounts.models import OutboxMessage, User
from accounts.permissions import RoleName
from config.refused import Refused
from dsr.days import add_working_days
from referrals import actions, demo, flags
from referrals.letter_of import letter_of
from referrals.models import DutyTurn, Referral
from referrals.telling import About, To
from tests.referrals.flaggings import BORN, flagged
from tests.referrals.sendings import sent
from tests.worlds import World, signed_in

# ---------------------------------------------------------------- agreement, as a table

A = flags.ConsentAnswer
B = flags.LegalBasis
HELD = [
    (A.YES, "", False),
    (A.PARENT, "", False),
    (A.NOT_SURE, "", True),
    (A.SAYS_NO, B.HOLD, True),
    (A.SAYS_NO, B.SAFEGUARDING, False),
    (A.SAYS_NO, B.SERIOUS_HARM, False),
    (A.CANNOT, B.HOLD, True),
    (A.CANNOT, B.BEST_INTERESTS, False),
    (A.NOT_ASKED, B.HOLD, True),
    (A.NOT_ASKED, B.VITAL_INTERESTS, False),
    (A.NOT_ASKED, B.PARENT_UNREACHABLE, False),
]


@pytest.mark.parametrize(("answer", "basis", "held"), HELD)
def test_without_a_yes_or_a_law_a_flag_is_held(world: World, answer: str, basis: str, held: bool) -> None:
    flag = flagged(world, consent={"consent_answer": answer}, legal_basis={"legal_basis": basis}).flag
    assert flag.held is held
    page = signed_in(world.coordinator).get(reverse("referral", args=[flag.referral_id])).content.decode()
    assert ("No yes, and no law instead: hold" in page) is held


@pytest.mark.parametrize(
    ("age", "answer", "missing"),
    [
        (15, A.NOT_ASKED, {B.BEST_INTERESTS}),
        (16, A.NOT_ASKED, set()),
        (17, A.NOT_ASKED, set()),
        (18, A.NOT_ASKED, {B.PARENT_UNREACHABLE}),
        (None, A.NOT_ASKED, set()),
        (15, A.SAYS_NO, {B.BEST_INTERESTS, B.PARENT_UNREACHABLE}),
        (30, A.CANNOT, {B.PARENT_UNREACHABLE}),
    ],
)
def test_the_law_that_may_stand_in_depends_on_age_and_answer(
    age: int | None, answer: str, missing: set[str]
) -> None:
    assert set(flags.LEGAL_BASES) - set(flags.bases_for(age, answer)) == missing


@pytest.mark.parametrize(("age", "offered"), [(None, True), (15, True), (16, False), (40, False)])
def test_from_16_nobody_agrees_in_their_place(age: int | None, offered: bool) -> None:
    assert (A.PARENT in flags.answers_for(age)) is offered


def test_every_answer_and_basis_has_its_words() -> None:
    assert set(flags.AGREEMENT_OF) == set(flags.CONSENT_ANSWERS) == set(A)
    assert set(flags.WHAT_THE_LAW_ASKS) == set(flags.LEGAL_BASES) == set(B)
    assert flags.NEEDS_A_BASIS < flags.MAY_HAVE_A_BASIS


# ---------------------------------------------------------------- clocks

CLOCKS = [
    ({"urgency": "today"}, lambda day: day),
    ({"urgency": "week"}, lambda day: add_working_days(day, 2)),
    ({"urgency": "usual"}, lambda day: add_working_days(day, 2)),
]


@pytest.mark.parametrize(("urgency", "due"), CLOCKS)
def test_the_clocks_of_a_flag(world: World, urgency: dict[str, str], due: Any) -> None:
    referral = flagged(world, urgency=urgency)
    limits = {clock.key: clock.due_on for clock in referral.limits}
    assert limits["referral_triage"] == due(world.today)
    assert limits["referral_conversation"] == world.today + timedelta(days=7)
    assert limits["referral_decision"] == world.today + timedelta(days=28)
    assert limits["referral_receipt"] == world.today
    assert "self_referral_contact" not in limits
    assert ("urgent_look" in limits) is (urgency["urgency"] == "today")


def test_a_flag_that_says_today_starts_the_clocks_that_the_team_starts(world: World) -> None:
    sent_so = flagged(world, urgency={"urgency": "today"})
    marked = actions.mark_urgent(
        referral=flagged(world), reason="A bed is sought.", by=world.coordinator, today=world.today
    )
    for referral in (sent_so, marked):
        assert (referral.urgency, referral.urgent_due_on) == ("today", world.today)
        assert referral.urgent_meeting_due_on == add_working_days(world.today, 2)
        assert referral.cannot_wait


def test_a_self_referral_keeps_its_own_clocks(world: World) -> None:
    keys = {clock.key for clock in sent(world).limits}
    assert "self_referral_contact" in keys
    assert not keys & {"referral_conversation", "referral_stage_two", "urgent_look"}


def test_what_is_urgent_today_stands_before_what_is_late_until_it_can_wait(world: World) -> None:
    late = sent(world, received_on=world.today - timedelta(days=40))
    urgent = flagged(world, urgency={"urgency": "today"})
    assert list(Referral.objects.waiting().most_urgent_first()) == [urgent, late]
    browser = signed_in(world.coordinator)
    for name in ("referrals", "my-work"):
        assert "Urgent today" in browser.get(reverse(name)).content.decode(), name
    actions.end_urgency(referral=urgent, reason="Calm now.", by=world.coordinator, today=world.today)
    assert list(Referral.objects.waiting().most_urgent_first()) == [late, urgent]


def test_marked_urgent_by_the_team_duty_is_told_once_a_day(world: World) -> None:
    acts: dict[str, Any] = {"by": world.coordinator, "today": world.today}
    referral = actions.mark_urgent(referral=flagged(world), reason="A bed is sought.", **acts)
    calm = actions.end_urgency(referral=referral, reason="It was found.", **acts)
    assert (calm.urgent_due_on, calm.urgent_meeting_due_on, calm.urgency) == (None, None, "usual")
    actions.mark_urgent(referral=calm, reason="It was lost again.", **acts)
    assert OutboxMessage.objects.filter(kind="referral_urgent").count() == 1


def test_once_somebody_has_acted_duty_is_not_called_any_more(world: World) -> None:
    referral = flagged(world, urgency={"urgency": "today"})
    actions.record_contact(
        referral=referral, on=world.today, with_whom="Gwen Penhale", spoke=False, said="No answer.",
        by=world.coordinator, today=world.today,
    )  # fmt: skip
    referral.refresh_from_db()
    assert not referral.cannot_wait
    assert told() == ["g.penhale@practice.nhs.uk"]


def test_the_urgent_meeting_of_a_flag_is_written_down_on_the_teams_page(world: World) -> None:
    referral = flagged(world, urgency={"urgency": "today"})
    browser = signed_in(world.coordinator)
    browser.post(reverse("referral-urgent-met", args=[referral.pk]), {"said": "We meet again on Friday."})
    referral.refresh_from_db()
    assert (referral.urgent_looked_on, referral.urgent_met_on) == (world.today, world.today)


def test_no_meeting_is_written_down_where_none_is_due(world: World) -> None:
    with pytest.raises(Refused, match="no urgent meeting"):
        actions.record_urgent_meeting(
            referral=flagged(world), said="We met.", by=world.coordinator, today=world.today
        )


# ---------------------------------------------------------------- duty


def told() -> list[str]:
    """Whom the latest messages went to; none says a name, or what it is about."""
    mail.outbox.clear()
    outbox.send_due()
    for message in mail.outbox:
        assert not any(word in f"{message.subject} {message.body}" for word in ("Jade", "Morris", "hospital"))
    return sorted(to for message in mail.outbox for to in message.to if "Your code" not in message.subject)


def second_coordinator(world: World) -> User:
    return world.user(RoleName.COORDINATOR, "Dee Tarn")


def test_without_anybody_on_duty_all_coordinators_are_told(world: World) -> None:
    both = sorted([world.coordinator.email, second_coordinator(world).email])
    flagged(world, urgency={"urgency": "today"})
    assert [to for to in told() if to in both] == both


def test_whoever_has_duty_is_told_alone(world: World) -> None:
    dee, day = second_coordinator(world), {"from_day": world.today, "to_day": world.today}
    actions.set_duty(area=world.area, user=dee, **day, by=world.coordinator, today=world.today)
    flagged(world, urgency={"urgency": "today"})
    found = told()
    assert dee.email in found and world.coordinator.email not in found
    assert "Dee Tarn" in signed_in(world.coordinator).get(reverse("referrals")).content.decode()


def test_a_flag_that_can_wait_tells_nobody_at_once(world: World) -> None:
    flagged(world)
    assert told() == ["g.penhale@practice.nhs.uk"]


def turn(world: World, first: int, last: int, user: User | None = None) -> DutyTurn:
    days = [world.today + timedelta(days=n) for n in (first, last)]
    return actions.set_duty(
        area=world.area, user=user or world.coordinator, from_day=days[0], to_day=days[1],
        by=world.coordinator, today=world.today,
    )  # fmt: skip


REFUSED = [
    ((3, 1), None, "or later"),
    ((-1, 1), None, "today or later"),
    ((2, 4), "Dee Tarn", "has duty from"),
]


@pytest.mark.parametrize(("days", "who", "why"), REFUSED)
def test_a_turn_that_cannot_be(world: World, days: tuple[int, int], who: str | None, why: str) -> None:
    turn(world, 0, 2)
    with pytest.raises(Refused, match=why):
        turn(world, *days, user=second_coordinator(world) if who else None)


def test_only_who_reads_forms_there_has_duty(world: World) -> None:
    with pytest.raises(Refused, match="does not work on forms"):
        turn(world, 0, 1, user=world.keyworker)


def test_a_turn_that_is_taken_back_is_over_and_leaves_room(world: World) -> None:
    first = turn(world, 0, 5)
    assert turn(world, 0, 5) == first  # pressed twice
    actions.end_duty(turn=first, by=world.coordinator, today=world.today)
    assert not DutyTurn.objects.on(world.today).exists()
    turn(world, 0, 5, user=second_coordinator(world))
    assert DutyTurn.objects.on(world.today).get().user.name == "Dee Tarn"


def test_the_duty_page_gives_a_turn_and_takes_it_back(world: World) -> None:
    browser = signed_in(world.coordinator)
    days = {
        f"{name}_{part}": getattr(world.today, part)
        for name in ("from_day", "to_day")
        for part in ("day", "month", "year")
    }
    whose = f"{world.area.slug}:{world.coordinator.reference}"
    browser.post(reverse("duty"), {"whose": whose, **days})
    page = browser.get(reverse("duty")).content.decode()
    assert "End this turn" in page and "<strong>Cora Ordway</strong>" in page
    assert "Choose who has duty" in browser.post(reverse("duty"), {**days}).content.decode()
    made = DutyTurn.objects.get()
    browser.post(reverse("duty-end", args=[made.pk]))
    assert "No turns are planned" in browser.get(reverse("duty")).content.decode()


# ---------------------------------------------------------------- news of somebody known


@pytest.mark.parametrize("kind", ["change", "admission", "discharge"])
def test_news_goes_the_same_day_to_those_who_work_with_them(world: World, kind: str) -> None:
    entry = world.entry(given_name="Jade", born=BORN)
    referral = flagged(world, about={"flag_kind": kind})
    assert world.keyworker.email not in told()
    actions.match_person(referral=referral, person=entry.person, by=world.coordinator, today=world.today)
    assert told() == sorted([world.keyworker.email, world.coordinator.email])
    work = signed_in(world.keyworker).get(reverse("my-work"))
    assert "News about people you work with" in work.content.decode()
    world.rate(entry)
    assert "News about people" not in signed_in(world.keyworker).get(reverse("my-work")).content.decode()


def test_a_flag_about_somebody_new_is_no_news(world: World) -> None:
    entry = world.entry(given_name="Jade", born=BORN)
    referral = flagged(world)
    told()
    actions.match_person(referral=referral, person=entry.person, by=world.coordinator, today=world.today)
    assert told() == []
    assert "News about people" not in signed_in(world.keyworker).get(reverse("my-work")).content.decode()


@pytest.mark.parametrize("end", ["accept", "decline"])
def test_whoever_sends_news_never_learns_who_is_on_the_register(world: World, end: str) -> None:
    entry = world.entry(given_name="Jade", born=BORN)
    referral = flagged(world, about={"flag_kind": "change"})
    actions.match_person(referral=referral, person=entry.person, by=world.coordinator, today=world.today)
    act = actions.accept_referral if end == "accept" else actions.decline_referral
    decided = act(referral=referral, reason="On our list since May.", by=world.coordinator, today=world.today)
    telling = decided.tellings.get(to=To.REFERRER, about=About.OUTCOME)
    letter = str(letter_of(telling))
    assert "dealt with it" in letter
    assert not any(words in letter for words in ("said yes", "said no", "On our list"))
    browser = Client()
    born = {f"date_of_birth_{part}": getattr(BORN, part) for part in ("day", "month", "year")}
    page = browser.post(reverse("track"), {"reference": referral.spaced_reference, **born}, follow=True)
    text = page.content.decode()
    assert "The team has dealt with it." in text
    assert not any(words in text for words in ("said yes", "said no", "On our list"))


# ---------------------------------------------------------------- what the team reads


def test_the_team_reads_the_flags_own_answers(world: World) -> None:
    referral = flagged(world, work_email={"referrer_email": "worker@helpers.example.org"})
    page = signed_in(world.coordinator).get(reverse("referral", args=[referral.pk])).content.decode()
    for words in (
        "Two visits to A&amp;E in a month.", "suggested by GP, not a rating", "Amber",
        "Admission is likely within 2 weeks without more help", "A review (CETR or CTR); A keyworker",
        "not of a known organisation", "Home, tenancy or placement may break down", "Dr Ada Coombe",
        "a parent agrees, for a child under 16",
    ):  # fmt: skip
        assert words in page, words


def test_a_professional_is_not_made_a_contact_of_the_family(world: World) -> None:
    referral = flagged(world)
    page = signed_in(world.coordinator).get(reverse("referral-new-person", args=[referral.pk]))
    assert "parental responsibility?" not in page.content.decode()


def test_the_suggested_colour_stands_beside_the_first_rating_and_no_other(world: World) -> None:
    entry = world.entry(given_name="Jade", born=BORN)
    referral = flagged(world)
    actions.match_person(referral=referral, person=entry.person, by=world.coordinator, today=world.today)
    browser = signed_in(world.keyworker)
    assert "Suggested in a form" in browser.get(reverse("rate", args=[entry.pk])).content.decode()
    world.rate(entry)
    assert "Suggested in a form" not in browser.get(reverse("rate", args=[entry.pk])).content.decode()


def test_the_demonstration_has_one_flag_for_today_and_one_that_waits_for_its_second_part(
    world: World,
) -> None:
    users = {"coordinator": world.coordinator}
    demo.seed(DemoWorld({world.area.slug: world.area}, users, Random(1), world.today, 1))
    urgent, waiting = Referral.objects.filter(kind="flag").order_by("-received_on")
    assert urgent.cannot_wait and not urgent.flag.held
    assert (waiting.state, waiting.second_on) == ("accepted", None)
    assert waiting.second_due_on is not None
    assert Referral.objects.waiting().most_urgent_first()[0] == urgent

"""Everyone is told, by a way that is safe, and nobody falls out of the list."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts import outbox
from accounts.models import AccessLogEntry
from config.easy import Easy
from config.plain_words import check_easy, check_family
from config.refused import Refused
from dsr.models import RegisterEntry
from dsr.statuses import EntryStatus
from referrals import actions
from referrals.deciding import SIGNPOSTS, Code
from referrals.letter_of import facts_of, letter_of
from referrals.letters import ASK, DANGER, DISAGREE, WORDS, letter
from referrals.models import Referral, Telling
from referrals.reach import format_for, reach_of
from referrals.telling import About, Reach, To, Way, is_unsafe, told_at_all, way_to, who_is_told
from tests.referrals import sendings
from tests.referrals.sendings import BORN
from tests.worlds import World, signed_in

ALL = Reach(email="a@example.org", phone="01632 960 300", post="1 Quay Row")


def sent(world: World, **changes: Any) -> Referral:
    """A mother's form about Jade, who lives at home and did not say how to be reached."""
    return sendings.sent(world, **{"safe": {"person_reach": ""}, **changes})


# ---------------------------------------------------------------- the tables


@pytest.mark.parametrize(
    ("reach", "way"),
    [
        (ALL, Way.EMAIL),
        (replace(ALL, asked=(Way.LETTER,)), Way.LETTER),
        (replace(ALL, asked=(Way.PHONE,)), Way.PHONE),
        (replace(ALL, email=""), Way.PHONE),
        (replace(ALL, email="", phone=""), Way.LETTER),
        (replace(ALL, email="", asked=(Way.EMAIL,)), Way.PHONE),
        (Reach(), Way.PHONE),  # a task, never nothing
        (Reach(asked=(Way.LETTER,)), Way.PHONE),
    ],
)
def test_the_way_is_the_one_that_was_asked_for_if_it_is_open(reach: Reach, way: Way) -> None:
    assert way_to(reach) is way


S, P = To.SENDER, To.PERSON


@pytest.mark.parametrize(
    ("about", "me", "code", "told"),
    [
        (About.RECEIPT, False, "", (S,)),
        (About.RECEIPT, True, "", (P,)),
        (About.OUTCOME, False, "", (S, P)),
        (About.OUTCOME, True, "", (P,)),
        (About.OUTCOME, False, Code.NOT_ELIGIBLE, (S, P)),
        (About.OUTCOME, False, Code.CONSENT_REFUSED, (S, P)),
        (About.OUTCOME, False, Code.REDIRECTED, (S, P)),
        (About.OUTCOME, False, Code.DUPLICATE, (S,)),
        (About.OUTCOME, False, Code.NOT_REAL, (S,)),
        (About.CONSENT_NEEDED, False, "", (S, P)),
        (About.MORE, False, "", (S, P)),
        (About.PASSED_ON, False, "", (S, P)),
        (About.WITHDRAWN, False, "", (S, P)),
    ],
)
def test_who_is_told(about: About, me: bool, code: str, told: tuple[To, ...]) -> None:
    assert who_is_told(about, sender=S, is_the_sender=me, code=code) == told


def test_of_a_form_that_nobody_sent_at_most_the_address_is_told() -> None:
    assert told_at_all(About.OUTCOME, Way.EMAIL, Code.NOT_REAL)
    assert not told_at_all(About.OUTCOME, Way.EMAIL, Code.NOT_REAL, doubted=True)
    assert not told_at_all(About.OUTCOME, Way.PHONE, Code.NOT_REAL)
    assert told_at_all(About.OUTCOME, Way.PHONE, Code.DUPLICATE)


@pytest.mark.parametrize(
    ("where", "never", "unsafe"),
    [
        ("01632 960 222", "Not on 01632-960222, he answers it", True),
        ("1 Quay Row\nNE8 1HH", "1 quay row, ne8 1hh", True),
        ("mum@example.org", "MUM@example.org", True),
        ("01632 960 222", "01632 960 223", False),
        ("", "anything", False),
        ("01632 960 222", "", False),
    ],
)
def test_a_place_never_to_contact_is_known_however_it_is_written(
    where: str, never: str, unsafe: bool
) -> None:
    assert is_unsafe(where, never) is unsafe


@given(st.text(min_size=1), st.text(), st.text())
def test_what_stands_among_the_unsafe_is_unsafe(where: str, before: str, after: str) -> None:
    if any(letter.isalnum() and letter.casefold() == letter for letter in where):
        assert is_unsafe(where, f"{before} {where} {after}")


# ---------------------------------------------------------------- how people can be reached


def test_the_person_is_never_told_by_the_senders_own_mailbox(world: World) -> None:
    referral = sent(world)
    assert reach_of(referral, P) == Reach(post="1 Quay Row\nNE8 1HH")


@pytest.mark.parametrize(
    ("changes", "reach"),
    [
        ({"person_reach": "phone", "person_reach_at": "01632 960 444"},
         Reach(phone="01632 960 444", asked=(Way.PHONE,))),
        ({"person_reach": "through_me"}, Reach(phone="01632 960 222", through=True)),
        ({"person_reach": "post", "person_reach_at": "Flat 2"}, Reach(post="Flat 2", asked=(Way.LETTER,))),
        ({"do_not_contact": "Never at dad's house"}, Reach()),
        ({"person_reach": "through_me", "wants_this": "talk_alone"}, Reach()),
        ({"person_reach": "through_me", "wants_this": "no"}, Reach()),
        ({"person_reach": "phone", "person_reach_at": "01632 960 444", "do_not_contact": "01632960444"},
         Reach(asked=(Way.PHONE,))),
    ],
)  # fmt: skip
def test_what_is_not_safe_is_not_a_way(world: World, changes: dict[str, str], reach: Reach) -> None:
    referral = sent(world)
    for name, said in changes.items():
        setattr(referral, name, said)  # not saved: what was sent never changes
    assert reach_of(referral, P) == reach


def test_the_format_is_the_persons_own(world: World) -> None:
    referral = sent(world)
    referral.letter_format = ""
    assert (format_for(referral, S), format_for(referral, P)) == ("standard", "easy")
    referral.letter_format = "large"
    assert format_for(referral, P) == "large"
    referral.letter_format = ""
    referral.person = world.person("Jade", BORN, adjustments=["large_print"])
    assert format_for(referral, P) == "large"


# ---------------------------------------------------------------- the tasks


def decline(referral: Referral, world: World, **facts: Any) -> Referral:
    facts = {"reason": "Your GP can help.", **facts}
    return actions.decline_referral(referral=referral, by=world.coordinator, today=world.today, **facts)


def test_a_no_is_told_to_both_and_the_clock_stops_with_the_last(world: World) -> None:
    referral = decline(sent(world), world)
    assert {(t.to, t.way) for t in referral.tellings.open()} == {(S, "email"), (P, "letter")}
    outbox.send_due()
    referral.refresh_from_db()
    assert referral.told_on is None
    [letter_to_jade] = referral.tellings.open()
    assert letter_to_jade.due_on == referral.told_due_on
    actions.end_telling(telling=letter_to_jade, told=True, note="", by=world.coordinator, today=world.today)
    referral.refresh_from_db()
    assert referral.told_on == world.today


def test_who_filled_it_in_themselves_is_told_once(world: World) -> None:
    referral = decline(sent(world, who={"filling_in_for": "me"}), world)
    assert [(t.to, t.way) for t in referral.tellings.open()] == [(P, "email")]


def test_not_told_needs_a_reason_and_pressed_twice_is_once(world: World) -> None:
    referral = decline(sent(world), world)
    telling = referral.tellings.open().get(to=P)
    signed = {"by": world.coordinator, "today": world.today}
    with pytest.raises(Refused, match="Say why"):
        actions.end_telling(telling=telling, told=False, note=" ", **signed)
    for _ in range(2):
        actions.end_telling(telling=telling, told=False, note="No address.", **signed)
    with pytest.raises(Refused, match="cannot be told: “No address"):
        actions.end_telling(telling=telling, told=False, note="Another.", **signed)
    telling.refresh_from_db()
    assert (telling.told, telling.note) == (False, "No address.")


def test_the_database_holds_who_told_and_why_not(world: World) -> None:
    telling = decline(sent(world), world).tellings.open().get(to=P)
    for wrong in ({"done_on": world.today}, {"told": True},
                  {"done_on": world.today, "done_by": world.coordinator}):  # fmt: skip
        row = Telling.objects.get(pk=telling.pk)
        for name, value in wrong.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(by=world.coordinator)


def test_after_death_nothing_goes_to_the_person(world: World) -> None:
    entry = world.entry(born=BORN.replace(year=1990))
    signed = {"by": world.coordinator, "today": world.today}
    referral = actions.match_person(referral=sent(world), person=entry.person, **signed)
    row = RegisterEntry.objects.get(pk=entry.pk)
    row.status = EntryStatus.DIED
    row.save(by=world.coordinator)
    decline(referral, world)
    to_person = referral.tellings.get(to=P, about="outcome")
    assert not to_person.told and "died" in to_person.note
    assert [t.to for t in referral.tellings.open()] == [S]


def test_an_email_on_its_way_is_not_sent_after_death(world: World) -> None:
    referral = decline(sent(world, who={"filling_in_for": "me"}), world)
    entry = world.entry(given_name="Jade", born=BORN.replace(year=1990))
    row = Referral.objects.get(pk=referral.pk)
    row.person = entry.person
    row.save(by=world.coordinator)
    entry = RegisterEntry.objects.get(pk=entry.pk)
    entry.status = EntryStatus.DIED
    entry.save(by=world.coordinator)
    outbox.send_due()
    assert not [m for m in mail.outbox if m.subject == "There is an update"]
    assert not referral.tellings.open().exists()


def test_asking_for_agreement_is_done_once_and_names_the_day(world: World) -> None:
    team, referral = signed_in(world.coordinator), sent(world)
    for _ in range(2):
        team.post(reverse("referral-ask-consent", args=[referral.pk]))
    asked = referral.tellings.filter(about="consent_needed")
    assert {t.to for t in asked} == {S, P} and asked.count() == 2
    letter_to_jade = letter_of(asked.get(to=P))
    words = "\n".join(idea.words for part in letter_to_jade.parts for idea in part.ideas)
    assert referral.spaced_reference in words and "/consent/" in words
    decline(referral, world)  # and then they hear that instead
    assert not referral.tellings.open().filter(about="consent_needed").exists()
    assert referral.tellings.open().filter(about="outcome").count() == 2


def test_the_page_of_a_task_says_what_to_say_and_another_way_can_be_chosen(world: World) -> None:
    team, referral = signed_in(world.coordinator), decline(sent(world), world)
    telling = referral.tellings.open().get(to=P)
    path = reverse("referral-telling", args=[referral.pk, telling.pk])
    assert "What to say" in team.get(path).text
    page = team.post(path, {"told": "otherwise", "way": "email", "format": "easy"})
    assert "There is no safe e-mail address" in page.text
    team.post(path, {"told": "otherwise", "way": "letter", "format": "large"})
    telling.refresh_from_db()
    assert (telling.format, telling.done_on) == ("large", None)
    assert "Why can they not be told?" in team.post(path, {"told": "no", "why": ""}).text
    team.post(path, {"told": "yes"})
    telling.refresh_from_db()
    assert telling.told and telling.done_by == world.coordinator


def test_who_is_still_to_be_told_stands_in_a_tab_of_its_own(world: World) -> None:
    team = signed_in(world.coordinator)
    referral = decline(sent(world), world)
    assert referral.spaced_reference in team.get(reverse("referrals") + "?state=tell").text
    actions.record_told(referral=referral, by=world.coordinator, today=world.today)
    assert "Everybody has been told." in team.get(reverse("referrals") + "?state=tell").text


# ---------------------------------------------------------------- letters


def all_letters(world: World) -> list[tuple[str, bool, Any]]:
    telling = sent(world).tellings.get()
    base = replace(facts_of(telling), reference="K2K3-7R7T-Q", asked="Help is needed.", decided_on=BORN,
                   signposts=SIGNPOSTS[Code.NOT_ELIGIBLE])  # fmt: skip
    found = []
    for key in WORDS:
        for you in (True, False):
            about = About(key) if key in set(About) else About.OUTCOME
            found.append((key, you, letter(about, replace(base, you=you, sent_it=not you, state=key))))
    return found


def test_every_letter_is_easy_to_read_and_says_whom_to_ask_and_how_to_disagree(world: World) -> None:
    for key, you, one in all_letters(world):
        headings = [part.heading for part in one.parts]
        assert headings[-3:] == [ASK, DISAGREE, DANGER] and len(headings) > 3, key
        ideas = tuple(
            replace(idea, words=idea.words.replace("K2K3-7R7T-Q", "12"))
            for part in one.parts for idea in part.ideas
        )  # fmt: skip
        page = Easy(title=one.title, ideas=ideas, labels=dict(enumerate(headings)))  # type: ignore[arg-type]
        assert [str(finding) for finding in check_easy(page)] == [], (key, you)


def test_what_else_can_help_is_in_plain_words() -> None:
    for lines in SIGNPOSTS.values():
        assert [f for f in check_family(lines) if f.rule not in ("grade", "mean sentence")] == []


def test_a_letter_is_shown_in_each_format_and_the_look_is_on_record(world: World) -> None:
    team, referral = signed_in(world.coordinator), decline(sent(world), world, signposts="Ask your GP.")
    telling = referral.tellings.get(to=P, about="outcome")
    path = reverse("referral-letter", args=[referral.pk, telling.pk])
    for shape in ("standard", "easy", "large"):
        page = team.get(f"{path}?format={shape}")
        assert "We said no, not now" in page.text and "Ask your GP." in page.text
        assert ("dsr-picture" in page.text) is (shape == "easy")
    assert team.get(f"{path}?format=<x>").status_code == 200
    assert AccessLogEntry.objects.latest("pk").page == "letter"


@pytest.mark.pdf
@pytest.mark.parametrize("shape", ["standard", "easy", "large"])
def test_a_letter_as_pdf_passes_every_rule_of_pdf_ua(world: World, shape: str) -> None:
    import page

    team, referral = signed_in(world.coordinator), decline(sent(world), world, signposts="Ask your GP.")
    telling = referral.tellings.get(to=P, about="outcome")
    path = reverse("referral-letter-pdf", args=[referral.pk, telling.pk])
    answer = team.get(f"{path}?format={shape}")
    found = page.validate_pdf_bytes(answer.content, profile="ua1")
    assert found.is_compliant, found.failures
    assert AccessLogEntry.objects.latest("pk").page == "letter as PDF"


# ---------------------------------------------------------------- disagreeing


def follow(browser: Client, referral: Referral) -> None:
    session = browser.session
    session["referrals.tracked"] = str(referral.pk)
    session.save()


def test_somebody_disagrees_from_the_page_of_their_form_and_the_team_answers(world: World) -> None:
    browser, team = Client(), signed_in(world.coordinator)
    assert browser.get(reverse("track-disagree")).url == reverse("track")
    browser.get(reverse("start"))
    referral = decline(sent(world), world)
    actions.record_told(referral=referral, by=world.coordinator, today=world.today)
    follow(browser, referral)
    assert "Enter what you do not agree with" in browser.post(reverse("track-disagree"), {"words": ""}).text
    for _ in range(2):
        page = browser.post(reverse("track-disagree"), {"words": "Nobody asked us."})
    assert "We have what you wrote" in page.text
    concern = referral.disagreements.get()
    assert (concern.acknowledge_due_on - world.today) >= timedelta(days=3)
    assert "Somebody disagrees" in team.get(reverse("referrals")).text  # decided, and yet to do
    path = reverse("referral-disagreement", args=[referral.pk, concern.pk])
    assert "Tick the box" in team.post(path, {}).text
    team.post(path, {"acknowledge": "on"})
    concern.refresh_from_db()
    assert (concern.acknowledged_on, concern.answered_on) == (world.today, None)
    team.post(path, {"acknowledge": "on", "answer": "We looked again with another doctor."})
    concern.refresh_from_db()
    assert concern.answered_on == world.today
    assert referral.spaced_reference not in team.get(reverse("referrals")).text
    with pytest.raises(Refused, match="answered this already"):
        actions.answer_disagreement(
            disagreement=concern, answer="Other.", by=world.coordinator, today=world.today
        )


def test_how_to_disagree_is_a_page_for_everybody(world: World) -> None:
    page = Client().get(reverse("disagree")).text
    assert "Ombudsman" in page and "3 working days" in page and "advocate" in page

"""What an answer about consent does in the moment it is written down: clocks, messages, who is told."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts import outbox
from accounts.models import OutboxMessage
from config.refused import Refused
from dsr import actions, consent
from dsr.checks import differences
from dsr.consent import Basis, Decision, Purpose, ShareKind
from dsr.days import birthday
from dsr.gate import gate
from dsr.models import Disclosure, PartnerTold, Person, RegisterEntry
from dsr.sharing import to_be_told
from dsr.who_decides import ABILITIES, Capacity
from tests.worlds import World

DAY = timedelta(days=1)
GP, POLICE = ShareKind.GP, ShareKind.POLICE
SHARE, REGISTER = Purpose.SHARE, Purpose.REGISTER


def open_keys(entry: RegisterEntry) -> set[str]:
    return set(entry.deadlines.open().values_list("key", flat=True))


def share(world: World, person: Person, to: ShareKind | None = GP, **facts: Any) -> Disclosure:
    given = {"purpose": SHARE, "to": to, "to_whom": "Mill Lane surgery", "what": "letter", "on": world.today}
    given |= {"by": world.coordinator, "today": world.today}
    return actions.record_disclosure(person=person, **given | facts)


def found(world: World, person: Person, finding: Capacity, **facts: Any) -> Any:
    can = {Capacity.HAS: True, Capacity.LACKS: False}.get(finding)
    given = {
        "abilities": dict.fromkeys(ABILITIES, can), "assessor": "Dr Bell", "assessed_on": world.today,
        "help_given": "Pictures.", "why": "As seen.", "by": world.coordinator, "today": world.today,
    }  # fmt: skip
    return actions.record_capacity(person=person, finding=finding, **given | facts)


def young(world: World, age: int, days: int) -> date:
    """Born so that somebody turns `age` in so many days."""
    return birthday(world.today + days * DAY, -age)


# ---------------------------------------------------------------- separate decisions, and their proof


def test_each_kind_is_answered_alone_and_all_of_them_or_none(world: World) -> None:
    person = world.person()
    facts = {
        "purpose": SHARE, "basis": Basis.PERSON, "given_by": "Jade", "evidence": "With pictures.",
        "decided_on": world.today, "by": world.coordinator, "today": world.today,
    }  # fmt: skip
    actions.record_answers(person=person, kinds=[GP, ShareKind.CAMHS], decision=Decision.YES, **facts)
    actions.record_answers(person=person, kinds=[POLICE], decision=Decision.NO, **facts)
    assert gate(person, SHARE, on=world.today, to=GP).allowed
    assert not gate(person, SHARE, on=world.today, to=POLICE).allowed
    assert not gate(person, SHARE, on=world.today).allowed, "nobody said yes to all"
    with pytest.raises(Refused):
        late = facts | {"decided_on": world.today + DAY}
        actions.record_answers(person=person, kinds=[GP, POLICE], decision=Decision.NO, **late)
    assert person.consents.count() == 3


def test_only_sharing_is_with_somebody_and_unknown_proof_is_a_slip(world: World) -> None:
    with pytest.raises(Refused, match="Only an answer about sharing"):
        world.consent(world.person(), REGISTER, to=GP)
    with pytest.raises(TypeError, match="proven"):
        world.consent(world.person("Tom"), proven="yes")


def test_what_proves_an_answer_is_kept_beside_it(world: World) -> None:
    proof = {
        "explained_how": ["easy_read", "advocate"], "explained_by": "Priya Nair", "given_how": "symbol",
        "recorded_from": "CF-7K2M", "child_view": "Wants it.", "authority": "mother",
        "authority_proof": "Birth certificate seen.",
    }  # fmt: skip
    row = world.consent(world.person(born=young(world, 16, 900)), **proof)
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in proof} == proof


def test_a_welfare_decision_needs_the_name_of_who_signed_it_off(world: World) -> None:
    child = world.person(born=young(world, 16, 900))
    with pytest.raises(Refused, match="signed it off"):
        world.consent(child, basis=Basis.WELFARE_UNDER_16)
    assert world.consent(child, basis=Basis.WELFARE_UNDER_16, sign_off="Sam Legal").pk


# ---------------------------------------------------------------- capacity


def test_a_yes_comes_from_whoever_decides_and_a_no_from_anybody(world: World) -> None:
    person = world.person()
    found(world, person, Capacity.LACKS)
    with pytest.raises(Refused, match="found unable to decide this"):
        world.consent(person)
    world.consent(person, decision=Decision.NO)
    assert world.consent(person, basis=Basis.BEST_INTERESTS, given_by="Dr Bell").pk


def test_capacity_is_back_so_the_person_is_asked_themselves(world: World) -> None:
    person = world.person()
    found(world, person, Capacity.LACKS, assessed_on=world.today - 30 * DAY)
    world.consent(person, basis=Basis.BEST_INTERESTS, decided_on=world.today - 30 * DAY)
    entry = actions.add_to_register(
        person=person, area=world.area, added_on=world.today - 30 * DAY, by=world.coordinator
    )
    assert gate(person, REGISTER, on=world.today).allowed
    found(world, person, Capacity.HAS)
    assert not gate(person, REGISTER, on=world.today).allowed
    assert "capacity_regained_recheck" in open_keys(entry)
    with pytest.raises(Refused, match="Ask them"):
        world.consent(person, basis=Basis.BEST_INTERESTS)
    world.consent(person)
    assert "capacity_regained_recheck" not in open_keys(entry)
    assert gate(person, REGISTER, on=world.today).allowed


def test_somebody_never_doubted_who_is_found_able_is_not_asked_again(world: World) -> None:
    entry = world.entry()
    found(world, entry.person, Capacity.HAS)
    assert "capacity_regained_recheck" not in open_keys(entry)


def test_capacity_is_assessed_today_or_earlier_and_from_sixteen(world: World) -> None:
    with pytest.raises(Refused, match="today or earlier"):
        found(world, world.person(), Capacity.DOUBT, assessed_on=world.today + DAY)
    with pytest.raises(Refused, match="from 16"):
        found(world, world.person("Tom", born=young(world, 16, 1)), Capacity.LACKS)


# ---------------------------------------------------------------- people disagree


def parents(world: World) -> RegisterEntry:
    """Mum has said yes, and then dad said no."""
    child = world.person(born=young(world, 16, 900))
    world.consent(child, given_by="Mary Morris")
    entry = actions.add_to_register(person=child, area=world.area, added_on=world.today, by=world.coordinator)
    world.consent(child, given_by="Dan Morris", decision=Decision.NO)
    return entry


def test_a_disagreement_is_held_until_it_is_settled_and_removes_nobody(world: World) -> None:
    entry = parents(world)
    assert gate(entry.person, REGISTER, on=world.today).state is consent.State.DISPUTED
    assert "consent_withdrawn_decision" not in open_keys(entry), "a quarrel is not a withdrawal"
    world.consent(entry.person, given_by="Mary Morris")
    assert not gate(entry.person, REGISTER, on=world.today).allowed
    world.consent(entry.person, given_by="Mary Morris", settled="Met both with an advocate. Dad agrees.")
    assert gate(entry.person, REGISTER, on=world.today).allowed
    assert differences() == []


def test_nothing_is_settled_that_nobody_disagrees_about(world: World) -> None:
    with pytest.raises(Refused, match="nothing to settle"):
        world.consent(world.person(), settled="Talked.")


# ---------------------------------------------------------------- what was shared


def test_nothing_is_shared_without_asking_the_gate(world: World) -> None:
    person = world.person()
    with pytest.raises(Refused, match="No consent has been recorded for sharing with: GP surgery"):
        share(world, person)
    answer = world.consent(person, SHARE, to=GP)
    row = share(world, person)
    assert row.consent == answer and row.overriding == ""
    assert share(world, person) == row, "the same thing on one day is one row"
    with pytest.raises(Refused):
        share(world, person, POLICE)
    assert Disclosure.objects.count() == 1


def test_sharing_without_a_yes_says_why_and_alerts_the_governance_lead(
    world: World, mailoutbox: list[Any]
) -> None:
    lead, entry = world.governance, world.entry()
    world.consent(entry.person, SHARE, to=POLICE, decision=Decision.NO)
    why = {"overriding": "Missing since noon.", "legal_basis": "vital", "person_told": "Not yet: not found."}
    for missing in why:
        with pytest.raises(Refused, match="reason and the legal basis"):
            share(world, entry.person, POLICE, **why | {"legal_basis": "vital", missing: " "})
    row = share(world, entry.person, POLICE, **why)
    assert row.consent is None and row.overriding == why["overriding"]
    assert not gate(entry.person, SHARE, on=world.today, to=POLICE).allowed, "it changes no answer"
    outbox.send_due()
    (mail,) = [mail for mail in mailoutbox if lead.email in mail.to]
    assert "Jade" not in mail.body and "Missing" not in mail.body


# ---------------------------------------------------------------- withdrawal


def test_withdrawing_stops_everything_at_once_and_lists_who_is_to_be_told(world: World) -> None:
    entry = world.entry()
    world.consent(entry.person, SHARE)
    had = share(world, entry.person)
    message = outbox.post("something_new", key="waiting", payload={"entry": str(entry.pk)})
    other = outbox.post(
        "something_new", key="other", payload={"entry": str(world.entry(world.person("T")).pk)}
    )
    gone = world.consent(entry.person, decision=Decision.WITHDRAWN)
    for row in (message, other):
        row.refresh_from_db()
    assert message.sent_at and "not sent" in message.outcome and other.sent_at is None
    assert not gate(entry.person, SHARE, on=world.today, to=GP).allowed
    assert {"consent_withdrawn_close", "consent_withdrawn_decision"} <= open_keys(entry)
    (waiting,) = to_be_told(entry.person, today=world.today)
    assert (waiting.disclosure, waiting.withdrawal) == (had, gone.pk)
    with pytest.raises(Refused):
        share(world, entry.person)


def test_telling_the_last_of_them_meets_the_deadline(world: World) -> None:
    entry = world.entry()
    world.consent(entry.person, SHARE)
    first, second = share(world, entry.person), share(world, entry.person, ShareKind.CAMHS, to_whom="CAMHS")
    world.consent(entry.person, SHARE, decision=Decision.WITHDRAWN)
    assert "consent_withdrawn_decision" not in open_keys(entry), "sharing alone removes nobody"
    facts = {"person": entry.person, "by": world.coordinator, "today": world.today}
    with pytest.raises(Refused, match="has not been told"):
        actions.record_everybody_told(**facts)
    actions.record_told(disclosure=first.pk, **facts)
    actions.record_told(disclosure=first.pk, **facts)
    assert "consent_withdrawn_close" in open_keys(entry) and PartnerTold.objects.count() == 1
    actions.record_told(disclosure=second.pk, **facts)
    assert "consent_withdrawn_close" not in open_keys(entry)
    assert to_be_told(entry.person, today=world.today) == []


def test_withdrawing_from_one_kind_tells_that_kind_alone(world: World) -> None:
    entry = world.entry()
    world.consent(entry.person, SHARE)
    had = share(world, entry.person)
    share(world, entry.person, ShareKind.CAMHS, to_whom="CAMHS")
    world.consent(entry.person, SHARE, to=GP, decision=Decision.WITHDRAWN)
    assert [each.disclosure for each in to_be_told(entry.person, today=world.today)] == [had]
    assert gate(entry.person, SHARE, on=world.today, to=ShareKind.CAMHS).allowed


def test_saying_yes_again_ends_what_the_withdrawal_began(world: World) -> None:
    entry = world.entry()
    world.consent(entry.person, decision=Decision.WITHDRAWN)
    world.consent(entry.person)
    assert open_keys(entry) == {"consent_recheck"}


def test_a_yes_to_something_else_ends_nothing_that_a_withdrawal_began(world: World) -> None:
    entry = world.entry()
    world.consent(entry.person, decision=Decision.WITHDRAWN)
    world.consent(entry.person, SHARE, to=GP)
    assert {"consent_withdrawn_close", "consent_withdrawn_decision"} <= open_keys(entry)


def test_an_old_refusal_written_down_late_begins_nothing(world: World) -> None:
    entry = world.entry()
    world.consent(entry.person, decision=Decision.WITHDRAWN, decided_on=world.today - 40 * DAY)
    assert open_keys(entry) == {"consent_recheck"}


def test_where_nothing_was_shared_somebody_says_so(world: World) -> None:
    entry = world.entry()
    world.consent(entry.person, decision=Decision.WITHDRAWN)
    actions.record_everybody_told(person=entry.person, by=world.coordinator, today=world.today)
    assert open_keys(entry) == {"consent_withdrawn_decision"}


def test_a_message_posted_after_a_withdrawal_is_not_sent_either(world: World) -> None:
    entry = world.entry()
    world.consent(entry.person, decision=Decision.WITHDRAWN)
    message = outbox.post("something_new", key="late", payload={"entry": str(entry.pk)})
    outbox.send_due()
    assert OutboxMessage.objects.get(pk=message.pk).outcome == "not sent: no consent"


# ---------------------------------------------------------------- clocks


def test_somebody_who_is_not_sure_is_asked_again_within_ten_working_days(world: World) -> None:
    entry = world.entry()
    world.consent(entry.person, SHARE, to=GP, decision=Decision.THINKING)
    assert "consent_thinking_follow_up" in open_keys(entry)
    world.consent(entry.person, SHARE, to=POLICE, decision=Decision.YES)
    assert "consent_thinking_follow_up" in open_keys(entry), "the police were not the question"
    world.consent(entry.person, SHARE, to=GP, decision=Decision.NO)
    assert "consent_thinking_follow_up" not in open_keys(entry)
    assert differences() == []


@pytest.mark.parametrize(("age", "key"), [(16, "consent_turning_16"), (18, "consent_turning_18")])
@pytest.mark.parametrize(("days", "asked"), [(92, False), (91, True), (0, True), (-200, True)])
def test_who_turns_sixteen_or_eighteen_is_asked_from_91_days_before(
    world: World, age: int, key: str, days: int, asked: bool
) -> None:
    person = world.person(born=young(world, age, days))
    long_ago = birthday(person.date_of_birth, age) - 150 * DAY
    basis = Basis.PARENT_PR if age == 16 else Basis.PERSON
    world.consent(person, decided_on=min(long_ago, world.today), basis=basis)
    entry = RegisterEntry.objects.create(
        person=person, area=world.area, added_on=world.today, by=world.coordinator
    )
    facts = {"today": world.today, "by": world.hand}
    assert actions.ask_for_birthdays(**facts) == int(asked)
    assert actions.ask_for_birthdays(**facts) == 0, "as often as one likes"
    assert (key in open_keys(entry)) is asked
    if asked:
        deadline = entry.deadlines.open().get(key=key)
        assert deadline.due_on == birthday(person.date_of_birth, age)
        own = Basis.CHILD if person.age_on(world.today) < 16 else Basis.PERSON
        world.consent(person, basis=own, given_by="Jade")
        assert key not in open_keys(entry)
        assert actions.ask_for_birthdays(**facts) == 0
        assert gate(person, REGISTER, on=birthday(person.date_of_birth, age) + 300 * DAY).allowed


def test_a_parents_new_yes_does_not_answer_for_a_sixteenth_birthday(world: World) -> None:
    entry = world.entry(world.person(born=young(world, 16, 30)))
    actions.ask_for_birthdays(today=world.today, by=world.hand)
    world.consent(entry.person)
    assert "consent_turning_16" in open_keys(entry)


def test_a_no_to_a_keyworker_is_an_offer_made_and_nobody_is_chosen_against_it(world: World) -> None:
    entry = world.entry(born=young(world, 16, 900))
    facts = {"lead_professional": None, "on": world.today, "by": world.coordinator}
    actions.allocate(entry=entry, keyworker=None, **facts)
    world.rate(entry, "red", by=world.coordinator)
    assert "keyworker_offer" in open_keys(entry)
    world.consent(entry.person, Purpose.KEYWORKER, decision=Decision.NO)
    assert "keyworker_offer" not in open_keys(entry)
    with pytest.raises(Refused, match="Offer it again"):
        actions.allocate(entry=entry, keyworker=world.keyworker, **facts)
    world.consent(entry.person, Purpose.KEYWORKER)
    assert actions.allocate(entry=entry, keyworker=world.keyworker, **facts).keyworker

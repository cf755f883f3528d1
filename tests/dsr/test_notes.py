"""Notes: their kinds, what happened when, corrections, and that one sent twice is one."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from config.refused import Refused
from dsr import actions, notes
from dsr.models import Note, RegisterEntry
from dsr.note_lines import NOT_SHOWN, readable
from dsr.notes import CONTACTS, KINDS, LONGEST, How, Kind, check_note, contact_words
from dsr.timeline import NEEDED, SENSITIVE, shown
from tests.worlds import World

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
AS_IT_SHOULD: dict[str, Any] = {"kind": Kind.NOTE, "text": "Phoned.", "now": NOW, "born": date(2011, 3, 2)}
A_CALL = {"kind": Kind.CALL, "with_whom": "Mum"}


@pytest.fixture
def entry(world: World) -> RegisterEntry:
    return world.entry()


# ---------------------------------------------------------------- the rules

CASES: list[tuple[dict[str, Any], str | None]] = [
    ({}, None),
    ({"text": "x" * LONGEST}, None),
    ({"text": "x" * (LONGEST + 1)}, "20,000"),
    ({"text": ""}, "Write the note"),
    ({"text": " \n\t"}, "Write the note"),
    (A_CALL, None),
    (A_CALL | {"how": How.PHONE, "reached": False}, None),
    (A_CALL | {"with_whom": ""}, "with whom"),
    (A_CALL | {"with_whom": "  "}, "with whom"),
    ({"with_whom": "Mum"}, None),
    ({"how": How.PHONE}, "belong to"),
    ({"reached": False}, "belong to"),
    ({"kind": Kind.SAFEGUARDING, "reached": True}, "belong to"),
    ({"happened_on": NOW.date()}, None),
    ({"happened_on": NOW.date() + DAY}, "already"),
    ({"happened_at": NOW}, None),
    ({"happened_at": NOW + timedelta(minutes=1)}, "already"),
    ({"happened_at": NOW, "happened_on": NOW.date()}, "not both"),
    ({"happened_on": date(2011, 3, 2)}, None),
    ({"happened_on": date(2011, 3, 1)}, "before this person was born"),
    ({"happened_at": datetime(1911, 3, 1, tzinfo=UTC)}, "before this person was born"),
]


@pytest.mark.parametrize(("facts", "refused"), CASES)
def test_a_note_stands_or_is_refused_in_a_sentence(facts: dict[str, Any], refused: str | None) -> None:
    if refused is None:
        check_note(**AS_IT_SHOULD | facts)
        return
    with pytest.raises(Refused, match=refused) as sentence:
        check_note(**AS_IT_SHOULD | facts)
    assert str(sentence.value).endswith(".")


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_says_what_it_is_and_a_contact_says_with_whom(kind: Kind) -> None:
    assert KINDS[kind].label and KINDS[kind].several
    if kind in CONTACTS:
        with pytest.raises(Refused):
            check_note(**AS_IT_SHOULD | {"kind": kind})
    else:
        check_note(**AS_IT_SHOULD | {"kind": kind})


@pytest.mark.parametrize(
    ("whom", "how", "reached", "words"),
    [
        ("Mum", "phone", False, "with Mum, by phone, not reached"),
        ("Mum", "at_home", True, "with Mum, in person, where they live, reached"),
        ("School", "", None, "with School"),
        ("", "", None, ""),
    ],
)
def test_a_contact_in_a_few_words(whom: str, how: str, reached: bool | None, words: str) -> None:
    assert contact_words(whom, how, reached) == words


# ---------------------------------------------------------------- the action


def test_a_note_needs_nothing_but_its_words(world: World, entry: RegisterEntry) -> None:
    note = actions.add_note(entry=entry, text="Phoned.", by=world.keyworker)
    assert (note.kind, note.sensitive, note.corrects, note.happened_on) == ("note", False, None, None)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("marked", [True, False])
def test_safeguarding_is_sensitive_whatever_was_ticked(
    world: World, entry: RegisterEntry, kind: Kind, marked: bool
) -> None:
    note = actions.add_note(
        entry=entry, text="x", kind=kind, with_whom="Mum", sensitive=marked, by=world.keyworker
    )
    assert note.sensitive is (marked or kind is Kind.SAFEGUARDING)


def test_what_is_sent_twice_is_one_note(world: World, entry: RegisterEntry) -> None:
    sent = {"entry": entry, "text": "Phoned.", "by": world.keyworker, "key": uuid4()} | A_CALL
    assert actions.add_note(**sent) == actions.add_note(**sent)
    assert Note.objects.count() == 1


def test_what_was_gone_back_to_and_changed_is_another_note_and_nothing_is_lost(
    world: World, entry: RegisterEntry
) -> None:
    sent = {"entry": entry, "by": world.keyworker, "key": uuid4()}
    first, second = (actions.add_note(**sent, text=text) for text in ("Phoned.", "Phoned Mum."))
    assert (first.text, second.text) == ("Phoned.", "Phoned Mum.") and first.key != second.key


def test_a_key_of_somebody_elses_note_hands_out_nothing(world: World, entry: RegisterEntry) -> None:
    other = world.entry(world.person("Tom"))
    theirs = actions.add_note(entry=other, text="Phoned.", by=world.keyworker)
    mine = actions.add_note(entry=entry, text="Phoned.", by=world.keyworker, key=theirs.key)
    assert mine != theirs and mine.entry == entry


def test_a_correction_points_to_the_first_note_which_stays(world: World, entry: RegisterEntry) -> None:
    first = actions.add_note(entry=entry, text="He went.", by=world.keyworker)
    second = actions.add_note(entry=entry, text="He did not go.", by=world.coordinator, corrects=first)
    first.refresh_from_db()
    assert (first.text, first.correction, second.corrects) == ("He went.", second, first)


def test_a_note_is_corrected_once_and_the_second_is_told_by_whom(world: World, entry: RegisterEntry) -> None:
    first = actions.add_note(entry=entry, text="He went.", by=world.keyworker)
    theirs = actions.add_note(entry=entry, text="He did not go.", by=world.coordinator, corrects=first)
    with pytest.raises(actions.CorrectedFirst, match="Cora Ordway") as refused:
        actions.add_note(entry=entry, text="She went.", by=world.keyworker, corrects=first)
    assert refused.value.theirs == theirs and Note.objects.count() == 2
    actions.add_note(entry=entry, text="She went.", by=world.keyworker, corrects=theirs)


def test_a_correction_of_a_sensitive_note_is_sensitive(world: World, entry: RegisterEntry) -> None:
    first = actions.add_note(entry=entry, text="x", sensitive=True, by=world.keyworker)
    assert actions.add_note(entry=entry, text="y", corrects=first, by=world.keyworker).sensitive


def test_a_note_about_somebody_else_is_not_corrected_here(world: World, entry: RegisterEntry) -> None:
    theirs = actions.add_note(entry=world.entry(world.person("Tom")), text="x", by=world.keyworker)
    with pytest.raises(Refused, match="somebody else"):
        actions.add_note(entry=entry, text="y", corrects=theirs, by=world.keyworker)


IMPOSSIBLE: list[dict[str, Any]] = [
    {"kind": "safeguarding", "sensitive": False},
    {"kind": "note", "how": "phone"},
    {"kind": "other", "reached": False},
    {"happened_at": NOW, "happened_on": NOW.date()},
]


@pytest.mark.parametrize("facts", IMPOSSIBLE)
def test_the_database_refuses_what_cannot_be(
    world: World, entry: RegisterEntry, facts: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Note(entry=entry, text="x", by=world.keyworker, **facts).save()


def test_the_day_is_the_day_here_also_just_after_midnight(
    world: World, entry: RegisterEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In summer it is tomorrow here for an hour while it is still today in UTC."""
    just_after = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: just_after)
    note = actions.add_note(entry=entry, text="x", happened_on=date(2026, 7, 1), by=world.keyworker)
    assert note.happened_on == date(2026, 7, 1)
    with pytest.raises(Refused, match="already"):
        actions.add_note(entry=entry, text="x", happened_on=date(2026, 7, 2), by=world.keyworker)


def test_every_way_of_contact_has_words() -> None:
    assert set(notes.HOW_LABELS) == set(How)


# ---------------------------------------------------------------- who reads what of a chain of corrections

# A chain: for each note whether the reader wrote it, and at which of them it became sensitive (None: never).
CHAINS = [
    (own, since)
    for length in (1, 2, 3)
    for own in product((True, False), repeat=length)
    for since in (None, *range(length))
]


def test_a_reader_reads_no_more_of_a_chain_of_corrections_than_its_last_note_lets_them(
    world: World, entry: RegisterEntry
) -> None:
    """A note is hidden when it or any later one of its chain is sensitive; its author reads it all the same.

    The words of a correction follow the correction, not the note that shows them.
    """
    reader, expected = world.keyworker, {True: {}, False: {}}  # type: ignore[var-annotated]
    for number, (own, since) in enumerate(CHAINS):
        texts, note = [f"<{number}.{place}>" for place in range(len(own))], None
        for place, text in enumerate(texts):
            by, sensitive = (reader if own[place] else world.coordinator), place == since
            note = actions.add_note(entry=entry, text=text, by=by, corrects=note, sensitive=sensitive)
        for sees in (True, False):
            reads = [sees or mine or since is None for mine in own]
            words = [texts[p] if reads[p] else NOT_SHOWN for p in range(len(own))] + [""]
            expected[sees] |= {texts[p]: words[p + 1] for p in range(len(own)) if reads[p]}
    for sees in (True, False):
        lets = dict.fromkeys(NEEDED, True) | {SENSITIVE: sees}
        lines = shown(entry, lets=lets.__getitem__, reader=reader.pk, kinds=["note"]).lines
        assert {line.detail: line.correction for line in lines} == expected[sees]
        rows = readable(entry.notes.all(), reader=reader.pk, sees=sees).values_list(
            "text", "correction_words"
        )
        assert {text: words or "" for text, words in rows} == {
            text: words.replace(NOT_SHOWN, "") for text, words in expected[sees].items()
        }

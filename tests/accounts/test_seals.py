"""The chain of seals (quality 1.5): whoever rewrites the past, with whatever rights, is found and named."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from accounts import actions, sealing
from accounts.models import AccessLogEntry, AuditSalt, AuditSeal, Erasure, SealedRow, SealedShape
from accounts.seal_shapes import is_personal, sealed_models, shapes
from accounts.sealing import seal
from accounts.verifying import Outcome, verify
from config.append_only import append_only_tables
from config.refused import Refused
from dsr.models import Note, Person
from tests.worlds import World

LOOK, NOTE, HISTORY = "accounts_accesslogentry", "dsr_note", "dsr_historicalperson"


def look(page: str = "entry", **facts: Any) -> AccessLogEntry:
    return AccessLogEntry.objects.create(user_id=1, user_name="Priya Nair", page=page, people=[], **facts)


@pytest.fixture
def sealed(transactional_db: None) -> Iterator[World]:
    """A small world whose record is sealed, in three seals an hour apart."""
    world = World()
    entry = world.entry()
    from dsr import actions as dsr

    dsr.add_note(entry=entry, text="She likes the dog.", by=world.keyworker)
    _hours_ago(2)
    for page in ("register", "entry", "search"):
        look(page, at=timezone.now() - timedelta(minutes=70))
    _hours_ago(1)
    for page in ("dashboard", "entry"):
        look(page)
    dsr.add_note(entry=entry, text="And the cat.", by=world.keyworker)
    assert seal() > 2
    assert verify().first is None
    yield world


def _hours_ago(hours: int) -> None:
    """Seal, and let it have been that long ago; the chain is made again over the other time."""
    seal()
    latest = AuditSeal.objects.order_by("-number").first()
    assert latest
    at = timezone.now() - timedelta(hours=hours)
    with connection.cursor() as cursor:
        cursor.execute(sealing.BODIES, [latest.number, latest.number])
        body = cursor.fetchone()[2]
    found = sealing.hash_of(
        previous=latest.previous, number=latest.number, at=at, rows=latest.rows, body=body
    )
    as_owner("UPDATE accounts_auditseal SET at = %s, hash = %s WHERE number = %s", at, found, latest.number)


def as_owner(*statement: Any) -> None:
    """What somebody can do who owns the database: past every trigger."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement[0], list(statement[1:]))


def first() -> Any:
    found = verify().first
    assert found, "nothing was found"
    return found


# ---------------------------------------------------------------- what is sealed


def test_every_table_that_is_only_added_to_is_sealed_but_the_seals_themselves() -> None:
    own = {"accounts_auditseal", "accounts_sealedrow", "accounts_sealedshape"}
    assert {shape.table for shape in shapes()} == set(append_only_tables()) - own
    for shape in shapes():
        assert shape.counted or shape.time, f"{shape.table}: nothing tells when a row was written"
        assert not set(shape.structural) & set(shape.personal)


@pytest.mark.parametrize("model", sealed_models(), ids=lambda m: m._meta.db_table)
def test_names_words_and_dates_are_personal_and_ids_times_and_choices_are_not(model: Any) -> None:
    for field in model._meta.concrete_fields:
        kind = field.get_internal_type()
        if kind in ("TextField", "DateField", "JSONField", "EmailField"):
            assert is_personal(field) or field.choices, field
        if kind in ("BigAutoField", "AutoField", "ForeignKey", "DateTimeField", "UUIDField", "BooleanField"):
            assert not is_personal(field), field
    names = {field.name for field in model._meta.concrete_fields if is_personal(field)}
    assert not names & {"at", "history_date", "history_type", "colour"} or model._meta.model_name.startswith(
        "historicalregisterentry"
    )


def test_the_chain_holds_and_says_how_much(sealed: World) -> None:
    outcome = verify()
    rows, seals = SealedRow.objects.count(), AuditSeal.objects.count()
    head = AuditSeal.objects.order_by("-number").first()
    assert head and seals == 3
    assert str(outcome) == f"all {rows} rows in {seals} seals hold; head {head.hash}."
    said = StringIO()
    call_command("verify_audit", "--head", head.hash, stdout=said)
    assert head.hash in said.getvalue()
    assert list(AuditSeal.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_sealing_twice_seals_once(sealed: World) -> None:
    assert seal() == 0
    assert AuditSeal.objects.count() == 3


def test_a_new_row_waits_and_is_no_alarm(sealed: World) -> None:
    look()
    outcome = verify()
    assert outcome.first is None and outcome.unsealed == 1
    assert sealing.waiting(most=1000) == 1
    assert seal() == 1
    assert verify().unsealed == 0


# ---------------------------------------------------------------- somebody with the owner's rights


def key_of(table: str, place: str = "min") -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {place}(place) FROM accounts_sealedrow WHERE "table" = %s', [table])
        return cursor.fetchone()[0]


EDITS = [
    (LOOK, "id", "UPDATE accounts_accesslogentry SET user_id = 99 WHERE id = %s", "the row was changed"),
    (LOOK, "id", "UPDATE accounts_accesslogentry SET user_name = 'X' WHERE id = %s", "words in the row"),
    (LOOK, "id", "UPDATE accounts_accesslogentry SET at = now() WHERE id = %s", "the row was changed"),
    (NOTE, "id", "UPDATE dsr_note SET text = 'He hates it.' WHERE id = %s", "words in the row"),
    (
        HISTORY, "history_id",
        "UPDATE dsr_historicalperson SET family_name = 'Z' WHERE history_id = %s", "words",
    ),
    (
        HISTORY, "history_id",
        "UPDATE dsr_historicalperson SET history_user_id = 1 WHERE history_id = %s", "changed",
    ),
    (HISTORY, "history_id", "UPDATE dsr_historicalperson SET nhs_number = NULL, given_name = NULL"
     " WHERE history_id = %s", "words"),
    (LOOK, "id", "DELETE FROM accounts_accesslogentry WHERE id = %s", "the row was deleted"),
    (NOTE, "id", "DELETE FROM dsr_note WHERE id = %s", "the row was deleted"),
    (HISTORY, "history_id", "DELETE FROM dsr_historicalperson WHERE history_id = %s", "the row was deleted"),
]  # fmt: skip


@pytest.mark.parametrize("place", ["min", "max"])
@pytest.mark.parametrize(("table", "key", "statement", "said"), EDITS)
def test_an_edited_or_deleted_row_is_named(
    sealed: World, table: str, key: str, statement: str, said: str, place: str
) -> None:
    row = key_of(table, place)
    if "given_name = NULL" in statement:
        statement = statement.replace("nhs_number = NULL, given_name = NULL", "given_name = ''")
    as_owner(statement, row)
    found = first()
    assert (found.table, found.row) == (table, str(row))
    assert said in found.what
    with pytest.raises(CommandError, match=f"table {table}, row {row}"):
        call_command("verify_audit")


@pytest.mark.parametrize("at", ["now", "long ago"])
def test_a_row_put_into_an_old_gap_is_named_and_never_sealed(sealed: World, at: str) -> None:
    """A number that a rolled-back transaction left free is the best hiding place there is."""
    gap = key_of(LOOK)
    as_owner("DELETE FROM accounts_auditsalt WHERE sealed_id IN (SELECT id FROM accounts_sealedrow "
             "WHERE \"table\" = %s AND place = %s)", LOOK, gap)  # fmt: skip
    moment = timezone.now() if at == "now" else timezone.now() - timedelta(minutes=100)
    as_owner(
        "INSERT INTO accounts_accesslogentry (id, at, user_id, user_name, roles, areas, page, people, reason,"
        " digest)"
        " VALUES (-5, %s, 1, 'X', '', '{}', 'entry', '{}', '', '')",
        moment,
    )
    assert seal() == 0, "it was laundered"
    named = {(f.table, f.row) for f in _all_findings()}
    assert (LOOK, "-5") in named


def test_a_row_at_the_end_that_says_it_is_old_is_named(sealed: World) -> None:
    row = look(at=timezone.now() - timedelta(hours=5))
    assert seal() == 0
    found = first()
    assert (found.table, found.row) == (LOOK, str(row.pk))
    assert "inserted" in found.what


def _all_findings() -> list[Any]:
    from accounts import verifying

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verifying.SETTLE)
        return [*verifying._chain(cursor, 1), *verifying._rows(cursor, 1), *verifying._inserted(cursor)]


def test_two_rows_that_changed_places_are_named(sealed: World) -> None:
    low = key_of(LOOK)
    as_owner("UPDATE accounts_accesslogentry SET id = CASE id WHEN %s THEN -1 ELSE id END", low)
    as_owner("UPDATE accounts_accesslogentry SET id = %s WHERE id = %s", low, low + 1)
    as_owner("UPDATE accounts_accesslogentry SET id = %s WHERE id = -1", low + 1)
    found = first()
    assert (found.table, found.row) == (LOOK, str(low))


def test_two_fingerprints_that_changed_places_are_named(sealed: World) -> None:
    two = SealedRow.objects.filter(table=LOOK).order_by("seal_id", "position")[:2]
    one, other = two
    assert one.seal_id == other.seal_id
    for pk, position in ((one.pk, 900_000), (other.pk, one.position), (one.pk, other.position)):
        as_owner("UPDATE accounts_sealedrow SET position = %s WHERE id = %s", position, pk)
    found = first()
    assert found.table == LOOK and found.row in (one.row, other.row)
    assert "reordered" in found.what


@pytest.mark.parametrize(
    ("column", "value"),
    [("at", "'2020-01-01'"), ("rows", "77"), ("previous", "repeat('a', 64)"), ("hash", "repeat('b', 64)")],
)  # fmt: skip
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_changed_seal_is_named(sealed: World, number: int, column: str, value: str) -> None:
    as_owner(f"UPDATE accounts_auditseal SET {column} = {value} WHERE number = {number}")
    assert first().seal == number


@pytest.mark.parametrize("number", [1, 2])
def test_a_seal_that_is_gone_is_named(sealed: World, number: int) -> None:
    as_owner(f"DELETE FROM accounts_auditseal WHERE number = {number}")
    assert first().seal == number and "gone" in first().what


def test_a_tail_cut_off_by_one_row_is_named(sealed: World) -> None:
    """The last row, with its fingerprint and its salt."""
    last = SealedRow.objects.order_by("-seal_id", "-position").first()
    assert last
    as_owner("DELETE FROM accounts_auditsalt WHERE sealed_id = %s", last.pk)
    as_owner("DELETE FROM accounts_sealedrow WHERE id = %s", last.pk)
    as_owner(f"DELETE FROM {last.table} WHERE id = %s", int(last.row))
    assert first().seal == 3 and "taken out" in first().what


def test_a_tail_cut_off_with_its_seal_is_found_by_the_exported_head(sealed: World) -> None:
    head = AuditSeal.objects.get(number=3).hash
    for row in SealedRow.objects.filter(seal=3):
        key = "history_id" if "historical" in row.table else "id"
        as_owner(f"DELETE FROM {row.table} WHERE {key} = %s", int(row.row))
    as_owner(
        "DELETE FROM accounts_auditsalt WHERE sealed_id IN "
        "(SELECT id FROM accounts_sealedrow WHERE seal_id = 3)"
    )
    as_owner("DELETE FROM accounts_sealedrow WHERE seal_id = 3")
    as_owner("DELETE FROM accounts_auditseal WHERE number = 3")
    assert verify().first is None, "inside the database nothing is left to tell"
    found = verify(head=head).first
    assert found and "not in the chain" in found.what
    with pytest.raises(CommandError, match="cut off"):
        call_command("verify_audit", "--head", head)


def test_a_deleted_salt_is_named(sealed: World) -> None:
    salt = AuditSalt.objects.select_related("sealed").filter(sealed__table=NOTE).first()
    assert salt
    as_owner("DELETE FROM accounts_auditsalt WHERE sealed_id = %s", salt.pk)
    found = first()
    assert (found.table, found.row) == (NOTE, salt.sealed.row) and "salt" in found.what


def test_later_seals_can_be_checked_alone(sealed: World) -> None:
    as_owner("DELETE FROM dsr_note WHERE id = %s", key_of(NOTE))
    assert verify(since=2).first is None
    assert verify(since=1).first is not None


def test_a_column_added_later_is_no_part_of_older_seals(sealed: World) -> None:
    as_owner("ALTER TABLE dsr_note ADD COLUMN extra text NOT NULL DEFAULT 'x'")
    try:
        assert verify().first is None
    finally:
        as_owner("ALTER TABLE dsr_note DROP COLUMN extra")
    as_owner("ALTER TABLE dsr_note RENAME COLUMN text TO words")
    try:
        assert "dsr_note has no column text" in first().what
    finally:
        as_owner("ALTER TABLE dsr_note RENAME COLUMN words TO text")


# ---------------------------------------------------------------- erasing


def test_the_personal_part_of_a_row_can_be_erased_and_the_chain_holds(sealed: World) -> None:
    """S-1.5: redacted rows still verify; that it was done, by whom and why is sealed itself."""
    row = str(key_of(HISTORY))
    call_command("erase_personal_part", HISTORY, row, "--why", "Asked for by the person.", "--by",
                 sealed.administrator.email, stdout=StringIO())  # fmt: skip
    kept = Person.history.get(history_id=row)
    assert kept.given_name == kept.family_name == kept.what_matters == ""
    assert kept.date_of_birth is None or kept.date_of_birth.year == 1
    assert kept.id and kept.history_user_id, "ids stay"
    assert not AuditSalt.objects.filter(sealed__table=HISTORY, sealed__row=row).exists()
    assert verify().first is None
    assert seal() >= 1
    assert SealedRow.objects.filter(table="accounts_erasure").count() == 1
    assert verify().first is None


def test_what_a_legal_hold_keeps_is_erased_only_when_it_has_ended(sealed: World) -> None:
    from dsr import actions as dsr

    note = Note.objects.get(pk=key_of(NOTE))
    facts = {"table": NOTE, "row": str(note.pk), "why": "Asked for.", "by": sealed.administrator}
    kept = dsr.place_hold(
        person=note.entry.person, why="An inquest.", by=sealed.coordinator, today=sealed.today
    )
    with pytest.raises(Refused, match="legal hold"):
        actions.erase_personal_part(**facts)
    assert Note.objects.get(pk=note.pk).text == note.text and not Erasure.objects.exists()
    dsr.end_hold(hold=kept, why="Over.", by=sealed.coordinator, today=sealed.today)
    actions.erase_personal_part(**facts)
    assert Note.objects.get(pk=note.pk).text == ""


@pytest.mark.parametrize("shape", range(8))
def test_whatever_is_sealed_can_be_erased(sealed: World, shape: int) -> None:
    tables = sorted(set(SealedRow.objects.values_list("table", flat=True)))
    for table in tables[shape::8]:
        if SealedShape.objects.get(table=table).personal:
            row = SealedRow.objects.filter(table=table).first()
            assert row
            actions.erase_personal_part(table=table, row=row.row, why="A test.", by=sealed.administrator)
    assert verify().first is None


def test_words_blanked_with_no_erasure_on_record_are_named(sealed: World) -> None:
    row = key_of(NOTE)
    as_owner("UPDATE dsr_note SET text = '' WHERE id = %s", row)
    found = first()
    assert (found.table, found.row) == (NOTE, str(row)) and "no erasure is on record" in found.what


def test_an_erasure_on_record_excuses_no_other_words(sealed: World) -> None:
    row = key_of(NOTE)
    actions.erase_personal_part(table=NOTE, row=str(row), why="Wrong person.", by=sealed.administrator)
    as_owner("UPDATE dsr_note SET text = 'Something else.' WHERE id = %s", row)
    found = first()
    assert (found.table, found.row) == (NOTE, str(row)) and "still has words" in found.what


@pytest.mark.parametrize("why", ["", "   ", "x" * 501])
def test_erasing_asks_why(sealed: World, why: str) -> None:
    with pytest.raises(Refused, match="Say why"):
        actions.erase_personal_part(table=NOTE, row=str(key_of(NOTE)), why=why, by=sealed.administrator)


@pytest.mark.parametrize("table", ["dsr_nothing", "dsr_note; DROP TABLE dsr_note", "", NOTE])
def test_what_is_not_sealed_is_not_erased(sealed: World, table: str) -> None:
    with pytest.raises(Refused, match="sealed"):
        actions.erase_personal_part(table=table, row="-7", why="Why.", by=sealed.administrator)
    assert not Erasure.objects.exists()


def test_a_row_is_erased_once_and_the_guards_stand_again(sealed: World) -> None:
    row = str(key_of(NOTE))
    actions.erase_personal_part(table=NOTE, row=row, why="Why.", by=sealed.administrator)
    with pytest.raises(Refused, match="already"):
        actions.erase_personal_part(table=NOTE, row=row, why="Why.", by=sealed.administrator)
    with pytest.raises(IntegrityError, match="only ever added"), connection.cursor() as cursor:
        cursor.execute("UPDATE dsr_note SET text = 'y' WHERE id = %s", [row])


def test_erasing_is_signed_by_somebody_with_an_account(sealed: World) -> None:
    with pytest.raises(CommandError, match="Nobody"):
        call_command("erase_personal_part", NOTE, "1", "--why", "x", "--by", "nobody@example.org")


# ---------------------------------------------------------------- the pages' role


def test_as_the_pages_role_no_seal_can_be_changed_and_no_salt_taken_away(
    sealed: World, app_role_connection: psycopg.Connection[Any]
) -> None:
    app_role_connection.autocommit = True
    for words in (
        "UPDATE accounts_auditseal SET rows = 1", "DELETE FROM accounts_auditseal",
        "UPDATE accounts_sealedrow SET position = 1", "DELETE FROM accounts_sealedrow",
        "UPDATE accounts_sealedshape SET structural = '{}'", "DELETE FROM accounts_sealedshape",
        "UPDATE accounts_auditsalt SET salt = ''", "DELETE FROM accounts_auditsalt",
        "TRUNCATE accounts_auditsalt",
        "UPDATE accounts_erasure SET why = ''", "DELETE FROM accounts_erasure",
        "UPDATE dsr_note SET text = ''", "ALTER TABLE dsr_note DISABLE TRIGGER only_added",
        "SET session_replication_role = replica", "DELETE FROM accounts_signal",
        "DELETE FROM accounts_signalverdict",
    ):  # fmt: skip
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app_role_connection.execute(words)


def test_the_pages_role_can_seal_and_verify(sealed: World) -> None:
    look()
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE dsr_app")
    try:
        assert seal() == 1
        assert verify().first is None
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


# ---------------------------------------------------------------- many at once

WRITERS, ROWS = 8, 1000


def test_eight_writers_and_a_sealer_raise_no_false_alarm(transactional_db: None) -> None:
    """Rows are committed out of the order of their numbers, some never: 8 x 1,000 and no alarm."""
    done = threading.Event()
    wrong: list[BaseException] = []
    sealed_rows: list[int] = []

    def guarded(work: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                work()
            except BaseException as error:
                wrong.append(error)
            finally:
                connections.close_all()

        return run

    def write() -> None:
        for batch in range(ROWS // 20):
            try:
                with transaction.atomic():
                    for _ in range(20):
                        look()
                    if batch % 7 == 0:
                        raise _Undone
            except _Undone:
                pass

    def keep_sealing() -> None:
        while not done.is_set():
            sealed_rows.append(seal())

    sealers = [threading.Thread(target=guarded(keep_sealing)) for _ in range(2)]
    writers = [threading.Thread(target=guarded(write)) for _ in range(WRITERS)]
    for thread in [*sealers, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in sealers:
        thread.join()
    assert wrong == []
    seal()
    outcome: Outcome = verify()
    assert outcome.first is None and outcome.unsealed == 0
    written = AccessLogEntry.objects.count()
    assert SealedRow.objects.filter(table=LOOK).count() == written == WRITERS * (ROWS - 8 * 20)
    numbers = list(AuditSeal.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 2


class _Undone(Exception):
    pass


def test_a_transaction_that_was_open_while_others_were_sealed_is_sealed_after(
    sealed: World, app_role_connection: psycopg.Connection[Any]
) -> None:
    insert = (
        "INSERT INTO accounts_accesslogentry "
        "(at, user_id, user_name, roles, areas, page, people, reason, digest)"
        "VALUES (now(), 1, 'X', '', '{}', 'entry', '{}', '', '')"
    )
    app_role_connection.execute(insert)  # has its number, is not committed
    look()
    assert seal() == 1
    app_role_connection.commit()
    assert verify().first is None
    assert seal() == 1
    assert verify().first is None


def test_more_rows_than_one_seal_holds_make_several(transactional_db: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(sealing, "A_SEAL", 7)
    for _ in range(25):
        look()
    total = seal()
    assert list(AuditSeal.objects.order_by("number").values_list("rows", flat=True))[:-1] == [7] * (
        (total - 1) // 7
    )
    assert verify().first is None


def test_a_seal_holds_no_words(sealed: World) -> None:
    note = Note.objects.first()
    assert note
    row = SealedRow.objects.get(table=NOTE, row=str(note.pk))
    assert len(row.structural) == len(row.personal) == 32
    again = SealedRow.objects.filter(table=NOTE).values_list("personal", flat=True)
    assert len({bytes(value) for value in again}) == len(again)

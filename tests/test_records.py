"""What PostgreSQL itself holds: who signs, and that the past is never rewritten."""

from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from accounts.actions import record_event
from accounts.models import AccountEvent, User
from config.append_only import append_only_tables
from config.records import AppendOnlyModel, NoAuthor, TrackedModel
from referrals.models import ChangeOfMind, ConsentForm, Referral
from tests.full_house import House
from tests.test_architecture import NO_HISTORY, RECORDS, label

Kind = AccountEvent.Kind
TRACKED = [model for model in RECORDS if issubclass(model, TrackedModel)]
ADDED = [model for model in RECORDS if issubclass(model, AppendOnlyModel)]
BEFORE, EACH_ROW, UPDATE, DELETE, TRUNCATE = 2, 1, 16, 8, 32  # pg_trigger.tgtype


def test_the_full_house_has_a_row_of_every_record(house: House) -> None:
    """So that the tests below pass over nothing."""
    empty = [model._meta.label for model in RECORDS if not model._default_manager.exists()]
    assert set(empty) <= {"accounts.Heartbeat", "accounts.AccessLogEntry"}


# ---------------------------------------------------------------- signatures


@pytest.mark.parametrize("model", TRACKED, ids=label)
def test_a_change_leaves_the_name_of_who_made_it(house: House, model: type[TrackedModel]) -> None:
    author = house.world.administrator
    row = saved_again(model, author)
    history = model.history.filter(**{row._meta.pk.attname: row.pk}).order_by("-history_id")
    assert history.count() >= 2
    assert (history[0].history_user, history[0].history_type) == (author, "~")


def saved_again(model: type[TrackedModel], author: User) -> TrackedModel:
    """A row of this model, saved by `author`: the first that is not frozen, as a concluded review is."""
    for row in model._default_manager.order_by("pk"):
        try:
            with transaction.atomic():
                row.save(by=author)
        except DatabaseError:
            continue
        return row
    raise AssertionError(f"no row of {model} can be saved")


@pytest.mark.parametrize("model", TRACKED, ids=label)
def test_a_record_without_an_author_is_not_saved(house: House, model: type[TrackedModel]) -> None:
    row = model._default_manager.order_by("pk").first()
    with pytest.raises(NoAuthor):
        row.save()
    with pytest.raises(TypeError):
        model._default_manager.create(**{row._meta.pk.attname: None})
    with pytest.raises((NoAuthor, TypeError)):
        model._default_manager.update_or_create(pk=row.pk, defaults={})


def test_every_row_of_history_is_signed(house: House) -> None:
    for model in TRACKED:
        assert model.history.exists(), model
        assert not model.history.filter(history_user=None).exists()


def test_an_account_is_signed_by_who_made_it_and_its_password_is_not_in_the_history(house: House) -> None:
    made = User.history.filter(email=house.world.keyworker.email).earliest()
    assert made.history_user == house.world.hand
    assert not hasattr(made, "password")


@pytest.mark.parametrize("model", ADDED, ids=label)
def test_a_row_that_is_only_added_is_not_saved_twice(house: House, model: type[models.Model]) -> None:
    row = model._default_manager.first() or model()
    row._state.adding = False
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


# These name an account without a foreign key, so that nothing blocks them: in which column, and whether it
# may be empty. A failed sign-in has no author that we know; a signal is about looks, and a task finds it.
WITHOUT_A_KEY = {"accounts.AccountEvent": ("by_id", True), "accounts.Signal": ("user_id", False)}
# The chain itself: a task makes it from what others wrote, and the seal says when.
MADE_BY_THE_SEALER = {"accounts.AuditSeal", "accounts.SealedRow", "accounts.SealedShape"}


@pytest.mark.parametrize("model", [m for m in ADDED if m._meta.label != "accounts.AccessLogEntry"], ids=label)
def test_a_row_that_is_only_added_says_who_and_when(model: type[models.Model]) -> None:
    """A row that is its own audit has an author, and a moment."""
    authors = [f for f in model._meta.fields if f.remote_field and f.remote_field.model is User]
    # When a thing happened may not be known to the minute; when it was written down always is.
    written = [f for f in model._meta.fields if f.name != "happened_at"]
    moments = [f for f in written if isinstance(f, models.DateTimeField)]
    assert moments or model._meta.label in MADE_BY_THE_SEALER
    if model._meta.label in WITHOUT_A_KEY:
        name, may_be_empty = WITHOUT_A_KEY[model._meta.label]
        assert not authors and model._meta.get_field(name).null == may_be_empty
    else:
        assert authors or model._meta.label in MADE_BY_THE_SEALER
    assert not any(field.null for field in authors + moments)


def test_only_who_failed_to_sign_in_may_be_nobody_we_know(house: House) -> None:
    """The database says so: every other event of an account was somebody's act."""
    failed, user = {Kind.FAILED, Kind.SECOND_STEP_FAILED}, house.world.keyworker
    for kind in Kind:
        record_event(user=user, kind=kind, by=user)
        if kind in failed:
            record_event(user=None, kind=kind, by=None)
            continue
        with pytest.raises(IntegrityError, match="event_has_an_author"), transaction.atomic():
            record_event(user=user, kind=kind, by=None)


# ---------------------------------------------------------------- the triggers


def triggers(table: str) -> int:
    """What a table's refusing triggers fire on, as one number of bits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bit_or(tgtype::int) FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE tgrelid = %s::regclass AND proname = 'refuse_change' AND tgenabled = 'O' "
            "AND tgattr = ''::int2vector",
            [table],
        )
        return cursor.fetchone()[0] or 0


@pytest.mark.parametrize("table", append_only_tables())
def test_the_database_guards_every_table_that_is_only_added_to(house: House, table: str) -> None:
    wanted = BEFORE | EACH_ROW | UPDATE | DELETE | TRUNCATE
    assert triggers(table) & wanted == wanted


@pytest.mark.parametrize("table", append_only_tables())
@pytest.mark.parametrize("what", ["UPDATE {} SET {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_even_the_owner_of_the_tables_cannot_rewrite_them(house: House, table: str, what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT attname FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum = 1"
        )
        column = cursor.fetchone()[0]
        cursor.execute(f"SELECT count(*) FROM {table}")
        if not cursor.fetchone()[0] and "TRUNCATE" not in what:
            return  # a trigger on rows has nothing to refuse; that it is there is tested above
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # TRUNCATE waits for no check of this transaction
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            cursor.execute(what.format(table, f"{column} = {column}"))


@pytest.mark.parametrize("model", [Referral, ConsentForm, ChangeOfMind])
def test_what_was_sent_stays_as_it_was_sent(house: House, model: Any) -> None:
    """Every answer of a form is under the trigger; only the team's own columns are not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_trigger JOIN pg_attribute ON attrelid = tgrelid AND attnum = ANY(tgattr) "
            "WHERE tgrelid = %s::regclass AND tgname = 'kept_as_sent'",
            [model._meta.db_table],
        )
        kept = {name for (name,) in cursor.fetchall()}
    team = {model._meta.get_field(name).column for name in model.CHANGING}
    assert kept == {field.column for field in model._meta.concrete_fields} - team


# ---------------------------------------------------------------- the application's role


def test_the_pages_run_as_a_role_that_could_do_no_harm(house: House) -> None:
    with connection.cursor() as cursor:
        role = [settings.DATABASE_APP_ROLE]
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles "
            "WHERE rolname = %s", role,
        )  # fmt: skip
        assert cursor.fetchone() == (False,) * 5
        cursor.execute(
            "SELECT relname FROM pg_class JOIN pg_roles r ON r.oid = relowner WHERE rolname = %s", role
        )
        assert cursor.fetchall() == []
        cursor.execute(
            "SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member WHERE rolname = %s", role
        )
        assert cursor.fetchall() == [], "a member of another role may do what that one may"
        cursor.execute("SELECT has_schema_privilege(%s, 'public', 'CREATE')", role)
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize("right", ["UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES"])
def test_the_pages_role_holds_no_right_to_rewrite(house: House, right: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t FROM unnest(%s::text[]) t WHERE has_table_privilege(%s, t, %s)",
            [append_only_tables(), settings.DATABASE_APP_ROLE, right],
        )
        assert cursor.fetchall() == []


def test_the_pages_role_may_truncate_nothing(house: House) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND has_table_privilege(%s, oid, 'TRUNCATE')",
            [settings.DATABASE_APP_ROLE],
        )
        assert cursor.fetchall() == []


def test_the_list_of_tables_only_added_to_leaves_none_out() -> None:
    expected = {model._meta.db_table for model in ADDED}
    expected |= {model.history.model._meta.db_table for model in TRACKED} | {
        User.history.model._meta.db_table
    }
    assert set(append_only_tables()) == expected
    assert not {label.replace(".", "_").lower() for label in NO_HISTORY} & expected

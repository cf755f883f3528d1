"""The laws of the house (docs: the design, "Laws"), read from the code itself.

Tomorrow's module, model and page are covered on the day they are written. Where something stands
apart it is named here, with the reason.
"""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends import db
from django.core.management import call_command
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.template import engines
from django.urls import URLPattern

from accounts.models import User
from accounts.permissions import ROLES, Permission
from config.access import PUBLIC, SIGNED_IN
from config.records import AppendOnlyModel, TrackedModel, TrackedQuerySet
from tests.code import APPS, HEIGHT, ROOT, Module, modules, templates
from tests.visits import patterns

HOUSE = modules()
OURS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
RECORDS = [model for model in OURS if not hasattr(model, "history_type")]
HISTORY = [model for model in OURS if hasattr(model, "history_type")]
named = {"ids": str}


def label(model: type[models.Model]) -> str:
    return model._meta.label


# ---------------------------------------------------------------- imports point down

# What one app may not take from another: it reads models and asks pure modules, it calls actions.
INNER_ROOMS = {"views", "forms", "tasks", "urls", "management", "migrations", "templatetags", "apps"}


def house_imports(module: Module) -> Iterator[tuple[str, str]]:
    """What a module takes from the house, as (app, dotted name)."""
    for source, name in module.imports():
        app = source.split(".")[0]
        if app in HEIGHT:
            yield app, f"{source}.{name}" if name else source


@pytest.mark.parametrize("module", HOUSE, **named)
def test_imports_point_down_only(module: Module) -> None:
    for app, what in house_imports(module):
        assert app == module.app or HEIGHT[app] < HEIGHT[module.app], f"{module} imports {what}"


@pytest.mark.parametrize("module", HOUSE, **named)
def test_of_another_app_only_its_models_actions_and_rules_are_used(module: Module) -> None:
    for app, what in house_imports(module):
        if app not in (module.app, "config"):
            rooms = set(what.split(".")[1:])
            assert not rooms & INNER_ROOMS, f"{module} reaches into {what}"
            assert not any(room.startswith("_") for room in rooms), f"{module} uses the private {what}"


@pytest.mark.parametrize("module", HOUSE, **named)
def test_nothing_is_imported_by_a_name_put_together_at_run_time(module: Module) -> None:
    # seed_demo asks each app for its own `demo`, in the order of the house.
    if module.name.endswith("seed_demo") or module.name.startswith("config.launch"):
        return
    names = {_last_name(call.func) for call in module.calls()}
    assert not names & {"import_module", "__import__", "get_model"}


def _last_name(node: ast.expr) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def test_a_migration_waits_only_for_apps_below_it() -> None:
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        if app in APPS:
            others = {other for other, _ in migration.dependencies if other in APPS}
            assert all(other == app or HEIGHT[other] < HEIGHT[app] for other in others), (app, name, others)


@pytest.mark.parametrize("model", OURS, ids=label)
def test_foreign_keys_point_down_only(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if field.concrete and field.is_relation:
            app = field.related_model._meta.app_label
            own = model._meta.app_label
            assert app == own or HEIGHT.get(app, 0) < HEIGHT[own], field


def test_no_room_is_called_common_or_utils() -> None:
    banned = {"common", "core", "utils", "util", "helpers", "misc", "base"}
    found = [module.name for module in HOUSE if set(module.name.split(".")) & banned]
    assert found == []


# ---------------------------------------------------------------- one writer (S03)

WRITES = {
    "save", "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create", "update_or_create",
    "asave", "acreate", "aupdate", "adelete", "abulk_create", "abulk_update", "aget_or_create",
    "aupdate_or_create", "_raw_delete", "raw", "save_base",
}  # fmt: skip
# The two records that are not about anybody's affairs keep their own pens.
WRITERS = {
    "accounts.outbox": "OutboxMessage",
    "accounts.looks": "AccessLogEntry",
    "config.records": "the fence",
}


def may_write(module: Module) -> bool:
    parts = module.name.split(".")
    return module.is_migration or module.name in WRITERS or parts[1:2] == ["actions"]


def writes(module: Module) -> Iterator[str]:
    """The calls of a module that write rows, as text."""
    for call in module.calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES and not _harmless(call):
            yield ast.unparse(call)[:90]


def _harmless(call: ast.Call) -> bool:
    """`super().save()` in a model's own `save`; and `update` of a dict, set or hash.

    A queryset's `update` takes keywords and nothing else; theirs takes a value.
    """
    of_super = isinstance(call.func.value, ast.Call) and _last_name(call.func.value.func) == "super"
    return of_super or (call.func.attr == "update" and bool(call.args))


@pytest.mark.parametrize("module", [m for m in HOUSE if not may_write(m)], **named)
def test_only_actions_write(module: Module) -> None:
    assert list(writes(module)) == []


def test_nobody_writes_by_sql_of_their_own() -> None:
    # grant_app_role hands out rights; the launcher makes roles and databases. Neither touches a row.
    allowed = {"accounts.management.commands.grant_app_role", "config.launch.postgres"}
    # Fingerprints are worked out where the rows are: a sealer in Python could not keep up, and would read
    # every word. It adds seals and nothing else; the verifier only reads.
    allowed |= {"accounts.sealing", "accounts.verifying"}
    # Sends what a queryset was compiled to, and what the timeline joins of several; both only read.
    allowed |= {"config.compiled"}
    sending = {module.name for module in HOUSE if ("config.compiled", "send") in module.imports()}
    assert sending == {"dsr.timeline_rows"}
    # Takes words out of a sealed row as the owner, past the trigger that refuses it to everybody else.
    allowed |= {"accounts.actions.erasing"}
    # Opens what is due for a whole register in one statement, each row with its history beside it.
    allowed |= {"dsr.actions.sweeping"}
    for module in HOUSE:
        if module.name not in allowed and not module.is_migration:
            used = {_last_name(call.func) for call in module.calls()} & {"cursor", "execute", "RawSQL"}
            assert not used, f"{module} runs SQL of its own: {used}"


@pytest.mark.parametrize("module", [m for m in HOUSE if m.name in WRITERS], **named)
def test_the_two_pens_outside_actions_write_their_own_rows_only(module: Module) -> None:
    if module.name != "config.records":
        names = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
        own = WRITERS[module.name]
        others = {model.__name__ for model in RECORDS} - {own}
        assert own in names and not names & others


def test_no_signals_carry_business() -> None:
    for module in HOUSE:
        taken = {what for what, _ in module.imports()}
        assert not taken & {"django.db.models.signals", "django.dispatch"}, module.name


# ---------------------------------------------------------------- actions (S14)

# Who has no `by`: they write nothing about anybody, or are how a hand comes to be.
UNSIGNED = {
    "accounts.automatic_user": "makes the hand that signs",
    "accounts.forget_old_forms": "a task by the clock",
    "accounts.forget_ended_sessions": "the same",
    "accounts.mark_alive": "a sign of life has no author",
    "accounts.forget_signs_of_life": "the same",
    "accounts.count_try": "tries are counted before anybody is known",
    "accounts.take_back_try": "the same",
    "accounts.forget_old_tries": "the same, and a task by the clock",
    "accounts.accept_invitation": "signed by the account that the link is for, which cannot sign in yet",
    "referrals.start_draft": "somebody on the public form, who has no account; a draft is nobody's record",
    "referrals.keep_answers": "the same",
    "referrals.keep_typed": "the same",
    "referrals.save_for_later": "the same",
    "referrals.come_back": "the same",
    "referrals.forget_draft": "the same",
    "referrals.forget_drafts": "the same, and a task by the clock",
    "referrals.ask_for_code": "an address is confirmed before anybody is known",
    "referrals.make_code": "the same",
    "referrals.try_code": "the same",
    "referrals.forget_codes": "the same, and a task by the clock",
}


def actions() -> list[Any]:
    found = []
    for app in APPS:
        package = import_module(f"{app}.actions")
        offered = getattr(package, "__all__", dir(package))
        for name in sorted(offered):
            thing = getattr(package, name)
            if inspect.isfunction(thing) and not name.startswith("_") and thing.__module__.startswith(app):
                found.append(pytest.param(f"{app}.{name}", thing, id=f"{app}.{name}"))
    return found


@pytest.mark.parametrize(("name", "action"), actions())
def test_an_action_takes_keywords_is_signed_and_says_what_it_promises(name: str, action: Callable) -> None:
    taken = inspect.signature(action).parameters
    if name not in UNSIGNED:
        loose = [
            p.name for p in taken.values() if p.kind is p.POSITIONAL_OR_KEYWORD or p.kind is p.VAR_POSITIONAL
        ]
        assert loose == [], "takes positional arguments"
        assert "by" in taken and taken["by"].default is inspect.Parameter.empty, "is not signed"
        assert hasattr(action, "__wrapped__"), "is not one transaction"
    assert action.__doc__


def test_whoever_is_excused_from_signing_still_exists() -> None:
    assert set(UNSIGNED) <= {param.values[0] for param in actions()}


# ---------------------------------------------------------------- pure modules

PURE = {
    "accounts.area_names", "accounts.clock", "accounts.devices", "accounts.emergency", "accounts.pages",
    "accounts.permissions", "accounts.signal_kinds", "cetr.personal", "cetr.rules", "cetr.statuses",
    "dsr.adjustments", "dsr.agenda", "dsr.answers", "dsr.born", "dsr.cells", "dsr.chasing",
    "dsr.consent", "dsr.consent_dates", "dsr.consent_holds", "dsr.consent_words", "dsr.days",
    "dsr.endings", "dsr.evidence", "dsr.growing_up", "dsr.handing_on", "dsr.keyworker_offers",
    "dsr.known_admission_rules", "dsr.law", "dsr.limits", "dsr.living", "dsr.meeting_consent",
    "dsr.meeting_drafts",
    "dsr.meeting_words", "dsr.names", "dsr.notes", "dsr.principles", "dsr.rating_strip",
    "dsr.rating_tags", "dsr.ratings", "dsr.risk_tool", "dsr.rules", "dsr.small_numbers", "dsr.statuses",
    "dsr.stay_dates", "dsr.stay_rules", "dsr.typed_days", "dsr.who_decides", "referrals.acts",
    "referrals.banners", "referrals.choices", "referrals.clocks", "referrals.contact_rules",
    "referrals.danger", "referrals.deciding", "referrals.flags", "referrals.nicknames",
    "referrals.options", "referrals.organisations", "referrals.risk_factors",
    "referrals.sheets.agreeing", "referrals.sheets.flag", "referrals.sheets.self_referral",
    "referrals.statuses", "referrals.steps", "referrals.telling", "referrals.whom",
    "referrals.work_addresses",
}  # fmt: skip
PURE_FLOOR = {
    "config.easy", "config.nhsuk.dates", "config.pictures", "config.plain_words", "config.refused",
    "config.syllables", "config.word_lists",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime", "time", "monotonic"}
IMPURE = re.compile(
    r"django\.(db|conf|utils\.timezone|apps|core\.cache|contrib)|time|os|pathlib|requests|random|logging"
)


@pytest.mark.parametrize("name", sorted(PURE | PURE_FLOOR))
def test_a_pure_module_knows_no_models_no_clock_and_no_settings(name: str) -> None:
    module = next((module for module in HOUSE if module.name == name), None)
    assert module, f"{name} is missing"
    for source, what in module.imports():
        assert not IMPURE.fullmatch(source) and not source.startswith("django.db"), source
        assert what not in ("timezone", "settings", "models", "time"), (source, what)
        if source.split(".")[0] in HEIGHT:
            needed = {source, f"{source}.{what}"} & (PURE | PURE_FLOOR)
            assert needed, f"{name} leans on {source}.{what}, which is not pure"
    asked = {ast.unparse(c.func) for c in module.calls() if _last_name(c.func) in CLOCKS}
    assert asked == set(), "reads a clock"


def test_today_is_asked_once_at_the_edge() -> None:
    """Actions are told what day it is; only a view, a task, a command or a tag may ask the clock for it."""
    for module in HOUSE:
        if module.name.split(".")[1:2] == ["actions"] and module.app != "accounts":
            asked = [ast.unparse(c) for c in module.calls() if _last_name(c.func) in ("localdate", "today")]
            assert asked == [], f"{module} asks what day it is: {asked}"


# ---------------------------------------------------------------- records

# Rows that change and have no history, each for its reason.
NO_HISTORY = {
    "dsr.LastLook": "the latest row of the record of looks for each viewer and person, kept by the database",
    "accounts.OutboxMessage": "a queue: ids only, and the sending is its own story",
    "accounts.SignInTry": "a count under a hash, forgotten after a day",
    "accounts.Heartbeat": "a sign of life, about nobody",
    "accounts.AuditSalt": "a salt is written once and deleted with the words it hid, on purpose",
    "accounts.BrowserSession": "a clock that moves every minute, and then how it ended and by whom",
    "accounts.KeptForm": "words not sent yet: sealed, and forgotten on purpose",
    "dsr.MeetingDraft": "words not decided yet: what comes of them is a decision, and they go then",
    "referrals.AddressCode": "a code for ten minutes: hashed, its address sealed, forgotten after a day",
    "referrals.Draft": "answers not sent yet: sealed, and forgotten on purpose",
}
OWN_HISTORY = {"accounts.User": "a sign-in cannot be a TrackedModel; it keeps the same history itself"}


@pytest.mark.parametrize("model", RECORDS, ids=label)
def test_a_record_is_tracked_or_only_added_or_says_why_not(model: type[models.Model]) -> None:
    kinds = [issubclass(model, TrackedModel), issubclass(model, AppendOnlyModel)]
    kinds += [model._meta.label in NO_HISTORY, model._meta.label in OWN_HISTORY]
    assert sum(kinds) == 1


@pytest.mark.parametrize("model", RECORDS, ids=label)
def test_whoever_is_pointed_at_is_never_deleted_from_under_it(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if field.concrete and field.is_relation:
            assert field.remote_field.on_delete is models.PROTECT, field


@pytest.mark.parametrize("model", HISTORY, ids=label)
def test_history_has_an_author_who_stays(model: type[models.Model]) -> None:
    author = model._meta.get_field("history_user")
    assert author.remote_field.model is User
    assert author.remote_field.on_delete is models.PROTECT
    assert not author.null


def test_every_tracked_model_has_a_history() -> None:
    kept = {model.instance_type for model in HISTORY}
    tracked = {m for m in RECORDS if issubclass(m, TrackedModel) or m._meta.label in OWN_HISTORY}
    assert kept == tracked


@pytest.mark.parametrize("model", [m for m in RECORDS if m._meta.label not in NO_HISTORY], ids=label)
@pytest.mark.parametrize("short_way", ["update", "delete", "bulk_update"])
def test_the_short_ways_round_history_are_closed(model: type[models.Model], short_way: str) -> None:
    rows = model._default_manager.all()
    words = {"update": ((), {"id": 1}), "delete": ((), {}), "bulk_update": (([], ["id"]), {})}
    args, named_args = words[short_way]
    with pytest.raises(TypeError):
        getattr(rows, short_way)(*args, **named_args)
    if short_way == "delete":
        with pytest.raises(TypeError):
            model().delete()


@pytest.mark.parametrize("model", [m for m in RECORDS if m._meta.label not in NO_HISTORY], ids=label)
def test_many_rows_at_once_leave_no_history_so_they_are_refused(model: type[models.Model]) -> None:
    if not issubclass(model, AppendOnlyModel):  # rows only ever added are their own history
        with pytest.raises(TypeError):
            model._default_manager.bulk_create([])


@pytest.mark.parametrize("model", [m for m in RECORDS if issubclass(m, TrackedModel)], ids=label)
def test_own_managers_of_tracked_models_keep_the_fence(model: type[models.Model]) -> None:
    assert isinstance(model._default_manager.all(), TrackedQuerySet)


# ---------------------------------------------------------------- pages

ADDRESSES = list(patterns())

# The only pages a stranger may open. A new one is put here by somebody who thought about it.
OPEN_TO_ALL = {
    "start", "choose-style", "refer", "refer-step", "refer-check", "refer-sent", "refer-forget", "flag",
    "flag-step", "flag-check", "flag-sent", "flag-forget", "flag-later", "flag-code-again", "flag-copy",
    "part-two", "part-two-code", "part-two-link", "help", "disagree", "track-disagree", "track",
    "track-status", "track-take-back", "track-close", "consent", "consent-step", "consent-check",
    "consent-sent", "consent-forget", "consent-later", "change-my-mind", "changed-my-mind", "come-back",
    "come-back-link", "refer-later", "health-live", "health-ready", "demo", "demo-sign-in",
    "cannot-sign-in", "cannot-sign-in-asked", "invitation", "choose-password", "account_login",
    "account_inactive", "mfa_authenticate", "mfa_login_webauthn", "organisation-sign-in",
    "organisation-back", "refer-paper", "refer-pdf", "consent-paper", "consent-pdf", "flag-paper",
    "flag-pdf",
}  # fmt: skip

# The pages that somebody may open who has given a password and no second step yet (S40).
BEFORE_THE_SECOND_STEP = {
    "session-clock", "session-stay",
    "account_reauthenticate", "add-app", "add-passkey", "recovery-codes",
    "account_logout", "second-factor",
}  # fmt: skip


@pytest.mark.parametrize("pattern", ADDRESSES, ids=lambda p: p.name or "unnamed")
def test_every_page_says_who_may_open_it(pattern: URLPattern) -> None:
    access = getattr(pattern.callback, "access", None)
    assert access in (PUBLIC, SIGNED_IN) or access in set(Permission)
    needs_sign_in = getattr(pattern.callback, "login_required", True)
    assert needs_sign_in is (access != PUBLIC), "the mark and the guard disagree"


def test_the_pages_open_to_strangers_are_these_and_no_more() -> None:
    found = {pattern.name for pattern in ADDRESSES if pattern.callback.access == PUBLIC}
    assert found == OPEN_TO_ALL


def test_the_pages_before_the_second_step_are_these_and_no_more() -> None:
    found = {p.name for p in ADDRESSES if getattr(p.callback, "without_second_factor", False)}
    assert found == BEFORE_THE_SECOND_STEP


def test_every_page_has_a_name_and_no_two_share_one() -> None:
    names = [pattern.name for pattern in ADDRESSES]
    assert all(names)
    assert len(names) == len(set(names))


def test_no_address_counts_people() -> None:
    """Identifiers are random: a sequence in an address tells how many there are, and who is next."""
    for pattern in ADDRESSES:
        kinds = {type(c).__name__ for c in pattern.pattern.converters.values()}
        assert not kinds & {"IntConverter", "StringConverter", "PathConverter"}, pattern


def test_every_permission_is_held_by_somebody_and_guards_something() -> None:
    held = {permission for role in ROLES.values() for permission in role.permissions}
    assert held == set(Permission)
    said = "\n".join(m.text for m in HOUSE if m.name != "accounts.permissions")
    said += "\n".join(path.read_text() for path in templates())
    unused = [p.name for p in Permission if f"Permission.{p.name}" not in said and p.name.lower() not in said]
    assert unused == []


# ---------------------------------------------------------------- templates (S01, S20, S24)

UNSAFE = {
    "the safe filter": re.compile(r"\|\s*safe\b|\bsafeseq\b"),
    "autoescape off": re.compile(r"autoescape\s+off"),
    "a style attribute": re.compile(r"<[^>{%]*\sstyle\s*="),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "an inline style sheet": re.compile(r"<style\b", re.I),
    "an event handler": re.compile(r"<[a-z][^>{%]*\son[a-z]+\s*=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "something from another site": re.compile(r"""\b(src|action)=["']?(https?:)?//""", re.I),
}


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_is_safe_under_the_strict_policy(path: Any) -> None:
    text = path.read_text()
    assert [what for what, pattern in UNSAFE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_compiles(path: Any) -> None:
    engines["django"].get_template(str(path.relative_to(ROOT / "templates")))


# Drawn in Python for speed, or made by the design system, with every value escaped on its way in.
DRAWS_HTML = {
    "dsr.register_html": "the register's rows; tested with HTML in every name",
    "dsr.register_panel": "the register's filters; tested with HTML in the names of colleagues and parts",
    "dsr.timeline_html": "the timeline; the same",
    "dsr.rating_tags": "constants only",
    "dsr.rating_page": "the strip of ratings, drawn from constants, numbers and days",
    "config.nhsuk": "the NHS components, whose own templates escape",
    "cetr.report_html": "the report; every text through escape()",
}


def test_html_is_called_safe_in_a_few_places_only() -> None:
    found = {
        module.name
        for module in HOUSE
        for _, name in module.imports()
        if name in ("mark_safe", "SafeData") or (name == "Markup" and module.app != "config")
    }
    strays = {name for name in found if not any(name == ok or name.startswith(f"{ok}.") for ok in DRAWS_HTML)}
    assert strays == set()


# ---------------------------------------------------------------- sizes, settings (S11), words


@pytest.mark.parametrize("module", [m for m in HOUSE if not m.is_migration], **named)
def test_a_module_is_short_and_so_is_each_function(module: Module) -> None:
    assert len(module.text.splitlines()) <= 300
    for function in module.functions():
        # From its first line: a long signature is a promise with many words, not a long function.
        length = (function.end_lineno or 0) - function.body[0].lineno + 1
        assert length <= 40, f"{module}.{function.name}: {length} lines"


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=said)
    assert "No changes" in said.getvalue()


def test_settings_keep_their_promises() -> None:
    assert settings.TIME_ZONE == settings.CELERY_TIMEZONE == "Europe/London"
    assert settings.USE_TZ and settings.DATABASES["default"]["ATOMIC_REQUESTS"]
    assert settings.CELERY_TASK_SERIALIZER == "json" and settings.CELERY_ACCEPT_CONTENT == ["json"]
    assert issubclass(import_module(settings.SESSION_ENGINE).SessionStore, db.SessionStore)
    assert "Json" in settings.SESSION_SERIALIZER or "JSON" in settings.SESSION_SERIALIZER
    assert not any("pickle" in str(value).lower() for value in settings.CELERY_ACCEPT_CONTENT)


@pytest.mark.parametrize("module", HOUSE, **named)
def test_nothing_is_left_to_do_and_nothing_is_pickled(module: Module) -> None:
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", module.text)
    assert not {source for source, _ in module.imports()} & {"pickle", "shelve", "marshal", "dill"}


def test_every_address_that_leaves_the_house_is_https() -> None:
    for module in HOUSE:
        assert not re.search(r"[\"']http://(?!127\.0\.0\.1|localhost)", module.text), module.name

"""Second steps: added, used, renamed, removed. Each is written down, and its owner is told."""

import hmac
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction

from accounts.actions.events import record_event
from accounts.actions.sessions import end_sessions
from accounts.factors import Unreadable, factors_of, may_remove
from accounts.models import AccountEvent, BrowserSession, User
from config.refused import Refused

Type, Kind = Authenticator.Type, AccountEvent.Kind
PERIOD = 30  # seconds that a code of the app lives (ASVS 6.5.5)


@transaction.atomic
def add_app(*, secret: str, device: str, by: User, here: BrowserSession | None = None) -> None:
    """Remember an authenticator app; the code that proved it is used up. Makes recovery codes too.

    `here` is the sign-in it is added in: with the first second step, all others end.
    """
    _lock(by)
    _stands_alone(by, here)
    if Authenticator.objects.filter(user=by, type=Type.TOTP).exists():
        raise Refused("You have an authenticator app already. Remove it before you add another.")
    data = {"secret": encrypt(secret), "last_step": _step()}
    Authenticator.objects.create(user=by, type=Type.TOTP, data=data)
    record_event(user=by, kind=Kind.FACTOR_ADDED, method=Type.TOTP, device=device, by=by)
    RecoveryCodes.activate(by)


@transaction.atomic
def add_passkey(
    *, name: str, credential: dict[str, Any], device: str, by: User, here: BrowserSession | None = None
) -> None:
    """Remember a passkey under the name its owner gave it. Makes recovery codes too; `here` as above."""
    _lock(by)
    _stands_alone(by, here)
    data = {"name": name, "credential": credential}
    Authenticator.objects.create(user=by, type=Type.WEBAUTHN, data=data)
    record_event(user=by, kind=Kind.FACTOR_ADDED, method=Type.WEBAUTHN, device=device, by=by)
    RecoveryCodes.activate(by)


@transaction.atomic
def rename_passkey(*, passkey: Authenticator, name: str, by: User) -> None:
    """Call one of one's own passkeys something else."""
    row = Authenticator.objects.select_for_update().get(pk=passkey.pk, user=by, type=Type.WEBAUTHN)
    row.data["name"] = name
    row.save(update_fields=["data"])


@transaction.atomic
def remove_factor(*, factor: Authenticator, device: str, by: User) -> None:
    """Take away one of one's own second steps; refused when it is the last and one is needed."""
    _lock(by)
    row = Authenticator.objects.get(pk=factor.pk, user=by)
    held = factors_of(by)
    if not may_remove(by, held):
        raise Refused("This is your only second step. Add another one first.")
    row.delete()
    if len(held) == 1:
        Authenticator.objects.filter(user=by, type=Type.RECOVERY_CODES).delete()
    record_event(user=by, kind=Kind.FACTOR_REMOVED, method=row.type, device=device, by=by)


@transaction.atomic
def make_recovery_codes(*, device: str, by: User) -> None:
    """Ten new codes; the old ones open nothing any more."""
    _lock(by)
    if not factors_of(by):
        raise Refused("Recovery codes stand in for a second step. Add one first.")
    Authenticator.objects.filter(user=by, type=Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(by)
    record_event(user=by, kind=Kind.CODES_MADE, device=device, by=by)


@transaction.atomic
def use_code(*, code: str, device: str, by: User) -> Authenticator | None:
    """The second step that this code belongs to, now used up; or None. Each code opens once (ASVS 6.5.1)."""
    rows = Authenticator.objects.select_for_update().filter(user=by).exclude(type=Type.WEBAUTHN)
    for row in rows.order_by("pk"):
        try:
            good = _use_app(row, code) if row.type == Type.TOTP else row.wrap().validate_code(code)
        except Unreadable:
            continue
        if good:
            if row.type == Type.RECOVERY_CODES:
                record_event(user=by, kind=Kind.CODE_USED, device=device, by=by)
            return row
    return None


def is_code_of(secret: str, code: str) -> bool:
    """Whether an app with this secret shows this code now."""
    return _shows_at(secret, code, _step())


def _shows_at(secret: str, code: str, step: int) -> bool:
    shown = format_hotp_value(hotp_value(secret, step))
    return hmac.compare_digest(shown.encode(), code.encode())


def _use_app(row: Authenticator, code: str) -> bool:
    step = _step()  # read once: a code judged by one step and written down under another would open twice
    if step <= row.data.get("last_step", 0) or not _shows_at(decrypt(row.data["secret"]), code, step):
        return False
    row.data["last_step"] = step
    row.save(update_fields=["data"])
    return True


def _step() -> int:
    return int(time.time()) // PERIOD


def _stands_alone(user: User, here: BrowserSession | None) -> None:
    """The first second step puts out whoever came in with the password alone (ASVS 7.4.3).

    Otherwise a thief who was in before could add a step of their own, or read the recovery codes. Of
    two who add the first at once, the slower finds their sign-in ended.
    """
    if here and not BrowserSession.objects.filter(pk=here.pk, ended_at=None).exists():
        raise Refused("This sign-in has ended. Sign in again.")
    if here and not factors_of(user):
        end_sessions(user=user, by=user, but=here)


def _lock(user: User) -> None:
    """Two changes to one account's second steps go one after the other."""
    User.objects.select_for_update().get(pk=user.pk)

"""Helpers for the tests of signing in: an account with a password, an app in somebody's pocket."""

import time
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from accounts import actions
from accounts.actions import factors
from accounts.models import User

PASSWORD = "correct horse battery staple"
EMAIL = "cora.ordway@example.org"
LOGIN, STEP, YOURS = "/accounts/login/", "/accounts/second-step/", "/accounts/your-sign-in/"
AGAIN = "/accounts/reauthenticate/"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"


@dataclass
class App:
    """An authenticator app, with a clock of its own that the tests move."""

    secret: str = field(default_factory=generate_totp_secret)

    def code(self, later: int = 0) -> str:
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + later))


def add_app_to(user: User) -> App:
    """The account has an app, added five minutes ago."""
    app = App()
    now = time.time
    time.time = lambda: now() - 300
    try:
        actions.add_app(secret=app.secret, device="Chrome on Windows", by=user)
    finally:
        time.time = now
    return app


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save(by=user)
    return user


def give_password(browser: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return browser.post(LOGIN, {"login": email, "password": password, **more}, headers={"user-agent": CHROME})


def codes_for(user: User) -> list[str]:
    return list(factors.Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes())

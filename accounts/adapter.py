"""How sign-in bends allauth: nobody makes their own account; tries are counted; sign-ins written down."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from accounts import sign_ins, throttle
from accounts.models import AccountEvent, User
from accounts.throttle import TOO_MANY

DOOR = "password"
MISMATCH = "That e-mail address and password do not belong together. Check both and try again"


class NoSignUp(DefaultAccountAdapter):
    """Accounts are made by an administrator; the sign-up page is closed."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": MISMATCH,
        "too_many_login_attempts": TOO_MANY,
    }
    _spent: list[str] | None = None

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """A way back within our own house; nonsense is none: a broken address would be an error."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """No: our own mark `fresh` stands before each page that needs it."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        self._spent = throttle.spend_try(request, door=DOOR, email=credentials.get("email", ""))
        if self._spent is None:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        throttle.give_back(self._spent or [])

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The same work for an address that nobody has: one question, one row."""
        user = User.objects.filter(email=credentials.get("email", "").lower()).first()
        sign_ins.note(request, AccountEvent.Kind.FAILED, user=user, method=DOOR)

    def pre_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponse | None:
        """A session has a new id as soon as a password was right (ASVS 7.2.4)."""
        refusal = super().pre_login(request, user, **options)
        if refusal is None:
            request.session.cycle_key()
        return refusal

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        sign_ins.after_sign_in(request, user)

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponse:
        response = super().post_login(request, user, **options)
        sign_ins.write_down(request, response, user)
        return response

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            sign_ins.note(request, AccountEvent.Kind.SIGNED_OUT, user=request.user)
        super().logout(request)

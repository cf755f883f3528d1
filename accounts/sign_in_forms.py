"""The words of second steps: codes, passkeys, passwords given again."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest

from accounts import actions, sign_ins, throttle
from accounts.actions.factors import is_code_of
from accounts.models import AccountEvent, User
from config.nhsuk.forms import NHSForm, NHSFormMixin
from config.nhsuk.text_fields import NHSTextField

CODE_BOX = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
WRONG_CODE = (
    "That code does not open this account, or it was used already. Wait for the next one and try again"
)
NO_CODE = "Enter the code from your app, or a recovery code"
NO_PASSKEY = "The passkey was not accepted. Try again, or use another way"


def check_code(request: HttpRequest, user: User, code: str) -> Any:
    """The second step this code belongs to, used up by it; tries are counted first."""
    spent = throttle.spend_try(request, door="code", email=user.email)
    if spent is None:
        raise forms.ValidationError(throttle.TOO_MANY, code="too_many")
    tidy = "".join(code.split()).replace("-", "")
    factor = actions.use_code(code=tidy, device=sign_ins.device(request), by=user)
    if factor is None:
        sign_ins.note(request, AccountEvent.Kind.SECOND_STEP_FAILED, user=user, method="code")
        raise forms.ValidationError(WRONG_CODE, code="wrong_code")
    throttle.give_back(spent)
    return factor


class SecondStep(NHSFormMixin, AuthenticateForm):
    """The code, after the password."""

    labels = {"code": "Code"}
    hints = {"code": "6 digits from your authenticator app, or one of your recovery codes"}
    error_words = {"code": {"required": NO_CODE}}
    widths = {"code": 10}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].widget = forms.TextInput(CODE_BOX)
        self.fields["code"].max_length = 40

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        self.authenticator = check_code(context.request, self.user, code)
        return code


class PasskeyStep(AuthenticateWebAuthnForm):
    """A passkey, after the password or instead of it. Nobody guesses one, so its tries are not counted."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["credential"].error_messages |= {"required": NO_PASSKEY, "invalid": NO_PASSKEY}

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except (forms.ValidationError, ValueError, KeyError, TypeError, AttributeError) as error:
            user = self.user
            failed = AccountEvent.Kind.SECOND_STEP_FAILED
            sign_ins.note_failure(context.request, failed, user=user, method="webauthn")
            raise forms.ValidationError(NO_PASSKEY, code="no_passkey") from error


class PasskeySignIn(PasskeyStep):
    """A passkey alone: it is two things at once, the device and the finger or PIN that unlocks it."""

    passwordless = True

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, user=None, **options)


class AddApp(NHSForm):
    """The first code of a new authenticator app, to show that it was set up."""

    code = NHSTextField(max_length=40, widget=forms.TextInput(CODE_BOX))

    labels = {"code": "The 6 digits your app shows now"}
    error_words = {"code": {"required": "Enter the 6 digits your app shows"}}
    widths = {"code": 10}

    def __init__(self, *args: Any, secret: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.secret = secret

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if not is_code_of(self.secret, code):
            raise forms.ValidationError(
                "That is not the code your app should show now. Check the time on your phone, and try again"
            )
        return code


class NamePasskey(NHSForm):
    """What a passkey is called."""

    name = NHSTextField(max_length=60)

    labels = {"name": "Name of this passkey"}
    hints = {"name": "So that you know it again. For example, work laptop"}
    error_words = {"name": {"required": "Enter a name for this passkey"}}
    widths = {"name": 20}


class AddPasskey(NamePasskey):
    """A new passkey, made by the browser in answer to our challenge."""

    credential = forms.JSONField(
        widget=forms.HiddenInput, error_messages={"required": NO_PASSKEY, "invalid": NO_PASSKEY}
    )

    def clean_credential(self) -> dict[str, Any]:
        credential = self.cleaned_data["credential"]
        try:
            auth.parse_registration_response(credential)
            binding = auth.complete_registration(credential)
        except (forms.ValidationError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise forms.ValidationError(NO_PASSKEY) from error
        if not binding.is_user_verified():
            raise forms.ValidationError("A passkey needs your finger, face or PIN. Set one up on your device")
        return dict(credential)


class NewPassword(NHSForm):
    """A new password in place of the old one."""

    old = forms.CharField(
        strip=False, max_length=1000, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    new = forms.CharField(
        strip=False, max_length=1000, widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    labels = {"old": "Your password now", "new": "New password"}
    hints = {
        "new": "At least 12 characters. Three or four words that have nothing to do with each other are "
        "good. You may paste it from a password manager"
    }
    error_words = {
        "old": {"required": "Enter your password now"},
        "new": {"required": "Enter a new password"},
    }

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request = request

    def clean_old(self) -> str:
        check_password(self.request, self.cleaned_data["old"])
        return str(self.cleaned_data["old"])

    def clean_new(self) -> str:
        validate_password(self.cleaned_data["new"], self.request.user)
        return str(self.cleaned_data["new"])


def check_password(request: HttpRequest, password: str) -> None:
    """Whether this is the password of whoever is signed in; tries are counted first."""
    user = request.user
    spent = throttle.spend_try(request, door="again", email=user.email)
    if spent is None:
        raise forms.ValidationError(throttle.TOO_MANY, code="too_many")
    if not user.check_password(password):
        sign_ins.note(request, AccountEvent.Kind.FAILED, user=user, method="again")
        raise forms.ValidationError("That is not your password. Try again", code="wrong_password")
    throttle.give_back(spent)


class ProveAgain(NHSForm):
    """Is it still you: the password, or a code."""

    password = forms.CharField(
        required=False, strip=False, max_length=1000,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )  # fmt: skip
    code = NHSTextField(required=False, max_length=40, widget=forms.TextInput(CODE_BOX))

    labels = {"password": "Your password", "code": "Or a code"}
    hints = {"code": "6 digits from your authenticator app, or one of your recovery codes"}
    widths = {"code": 10}

    def __init__(self, *args: Any, request: HttpRequest, codes: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request = request
        if not codes:
            del self.fields["code"]
        if not request.user.has_usable_password():
            del self.fields["password"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password"):
            self._one("password", lambda: check_password(self.request, data["password"]))
        elif data.get("code"):
            self._one("code", lambda: check_code(self.request, self.request.user, data["code"]))
        elif not self.errors:
            self.add_error(next(iter(self.fields), None), "Enter your password, or a code")
        return data

    def _one(self, name: str, check: Any) -> None:
        try:
            check()
        except forms.ValidationError as error:
            self.add_error(name, error)

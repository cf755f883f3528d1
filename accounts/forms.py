"""The words of signing in."""

from typing import Any

from allauth.account.forms import LoginForm


class SignIn(LoginForm):
    """E-mail and password; allauth checks them, with the same answer for known and unknown."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"].label = "E-mail address"
        self.fields["login"].error_messages["required"] = "Enter your e-mail address"
        self.fields["login"].widget.attrs.pop("placeholder", None)
        self.fields["password"].label = "Password"
        self.fields["password"].help_text = ""
        self.fields["password"].error_messages["required"] = "Enter your password"
        self.fields["password"].widget.attrs.pop("placeholder", None)

"""The words of signing in."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.http import HttpRequest

from config.nhsuk.forms import NHSForm


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


class PasswordAgain(NHSForm):
    """The password of whoever is signed in."""

    password = forms.CharField(
        strip=False, max_length=1000, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )

    labels = {"password": "Your password"}
    error_words = {"password": {"required": "Enter your password"}}

    def __init__(self, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.request = request

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not self.request.user.check_password(password):
            raise forms.ValidationError("That is not your password. Try again")
        return password

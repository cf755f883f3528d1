"""The words of joining, leaving, and keeping areas and accounts. Writing is in actions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.area_names import PART_OF
from accounts.leaving import Held
from accounts.models import Area, Organisation, User
from accounts.permissions import ROLE_CHOICES, RoleName
from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSChoiceField,
    NHSEmailField,
    NHSPasswordField,
    NHSRadiosField,
    NHSTelephoneField,
    NHSTextareaField,
    NHSTextField,
)
from config.nhsuk.forms import NHSForm

ROLE_FIELDS = [("", "Choose a role"), *ROLE_CHOICES]


class CannotSignInForm(NHSForm):
    """Whose account it is; the answer is the same for every address."""

    email = NHSEmailField(max_length=254)
    labels = {"email": "Your e-mail address"}
    hints = {"email": "The one you sign in with."}
    autocomplete = {"email": "username"}
    error_words = {"email": {"words": "your e-mail address", "required": "Enter your e-mail address"}}


class ChoosePasswordForm(NHSForm):
    """A password of their own. Length is what counts (ASVS 6.2.1, 6.2.5)."""

    password = NHSPasswordField(new=True, max_length=1000)
    labels = {"password": "Your new password"}
    hints = {"password": "At least 12 characters. Three or four words that only you put together are good."}
    error_words = {"password": {"words": "your password", "required": "Choose a password"}}

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_password(self) -> str:
        word = self.cleaned_data["password"]
        validate_password(word, self.user)
        return word


class RoleForm(NHSForm):
    """A role, and for whom they work."""

    role = NHSChoiceField(choices=ROLE_FIELDS)
    organisation = NHSChoiceField(required=False)
    labels = {"role": "Role", "organisation": "Who do they work for? (optional)"}
    error_words = {"role": {"required": "Choose a role"}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        bodies = Organisation.objects.order_by("name").values_list("pk", "name")
        named = [(str(pk), name) for pk, name in bodies]
        self.fields["organisation"].choices = [("", "Not recorded"), *named]

    def facts(self) -> dict[str, Any]:
        """What the actions ask for."""
        body = self.cleaned_data["organisation"]
        return {
            "role": RoleName(self.cleaned_data["role"]),
            "organisation": Organisation.objects.get(pk=body) if body else None,
        }


class InviteForm(RoleForm):
    """Somebody to invite. `known` is the account that the page showed for this address."""

    email = NHSEmailField(max_length=254)
    name = NHSTextField(max_length=200)
    known = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    field_order = ["email", "name", "role", "organisation", "known"]
    labels = RoleForm.labels | {"email": "Their e-mail address", "name": "Their name"}
    hints = {
        "email": "The address at work that only they read. For family: their own.",
        "name": "As colleagues know them, like Priya Nair.",
    }
    error_words = RoleForm.error_words | {
        "email": {"words": "their e-mail address", "required": "Enter their e-mail address"},
        "name": {"words": "their name", "required": "Enter their name"},
    }


class AddRoleForm(RoleForm):
    """A further role, in one of the areas that the administrator keeps."""

    area = NHSChoiceField()
    field_order = ["area", "role", "organisation"]
    labels = RoleForm.labels | {"area": "Area"}
    error_words = RoleForm.error_words | {"area": {"required": "Choose an area"}}

    def __init__(self, *args: Any, areas: Iterable[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        self.areas = {area.slug: area for area in areas}
        self.fields["area"].choices = [(slug, area.name) for slug, area in self.areas.items()]

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"area": self.areas[self.cleaned_data["area"]]}


class HandOverForm(NHSForm):
    """Who takes each kind of work. Nobody yet is an answer: then it stands on the coordinator's page."""

    def __init__(self, *args: Any, held: Iterable[Held], **options: Any) -> None:
        super().__init__(*args, **options)
        self.held = list(held)
        for row in self.held:
            people = [(str(user.reference), user.name) for user in row.takers]
            field = NHSChoiceField(
                choices=[("", "Nobody yet: put it first on the coordinator’s page"), *people]
            )
            field.required, field.label = False, f"{row.sentence}: who takes over?"
            self.fields[row.key] = field

    def to(self) -> dict[str, User | None]:
        """What `stop_account` and `end_role_now` ask for."""
        found = {}
        for row in self.held:
            by_reference = {str(user.reference): user for user in row.takers}
            found[row.key] = by_reference.get(self.cleaned_data.get(row.key, ""))
        return found


class StopForm(HandOverForm):
    """Why the account is stopped, and who takes the work."""

    why = NHSRadiosField(
        choices=[(User.Stopped.LEFT.value, "They have left"), (User.Stopped.SUSPENDED.value, "For now")]
    )
    legends = {"why": "Have they left, or is it for now?"}
    item_hints = {
        "why": {
            User.Stopped.LEFT.value: "Their roles end too. To come back they are invited again.",
            User.Stopped.SUSPENDED.value: (
                "Leave, an investigation, a lost device. Their roles wait for them."
            ),
        }
    }
    error_words = {"why": {"required": "Say whether they have left"}}


class CheckedForm(NHSForm):
    """How it was made sure who is asking."""

    how = NHSTextareaField(max_length=1000, rows=3)
    labels = {"how": "How did you make sure it is them?"}
    hints = {
        "how": "For example: I saw them and their badge. Or: I rang the number in our directory and knew the "
        "voice. An e-mail or a call to you is not enough."
    }
    error_words = {"how": {"words": "how you made sure", "required": "Say how you made sure it is them"}}


class AreaForm(NHSForm):
    """The name, and the numbers that the public is shown."""

    name = NHSTextField(max_length=100)
    phone = NHSTelephoneField(max_length=40)
    phone_hours = NHSTextField(max_length=100)
    crisis_phone = NHSTelephoneField(max_length=40)
    labels = {
        "name": "Name",
        "phone": "The team’s phone number",
        "phone_hours": "When it is answered",
        "crisis_phone": "The local mental health crisis line",
    }
    hints = {
        "name": "The address of its pages stays as it is.",
        "phone": "Families see it on every page of the public form.",
        "crisis_phone": "Shown to everybody, at the top. Ring it once after you change it.",
    }
    error_words = {"name": "the name", "phone_hours": "when it is answered"}

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if PART_OF.strip() in name:
            raise ValidationError("Leave out what it is part of: that is added by a merge")
        return name


class AgesForm(NHSForm):
    """For which ages a register is, and which one takes over after them."""

    age_from = NHSTextField(max_length=3, required=False)
    age_to = NHSTextField(max_length=3, required=False)
    hands_over_to = NHSChoiceField(required=False)
    labels = {
        "age_from": "From which age?",
        "age_to": "Up to which age?",
        "hands_over_to": "Which register takes over after that?",
    }
    hints = {
        "age_from": "In whole years. Empty: from birth.",
        "age_to": "In whole years, that year included: 17 for a register of children. Empty: no last age.",
        "hands_over_to": "On the birthday after that the team is asked to pass the person on. They stay here "
        "until the other register has accepted.",
    }
    widths = {"age_from": 3, "age_to": 3}

    def __init__(self, *args: Any, areas: Iterable[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        self.areas = {area.slug: area for area in areas}
        named = ((slug, area.name) for slug, area in self.areas.items())
        self.fields["hands_over_to"].choices = [("", "No other register"), *named]

    def _age(self, name: str) -> int | None:
        said: str = self.cleaned_data[name]
        if not said:
            return None
        if not (said.isascii() and said.isdecimal()) or int(said) > 120:
            raise ValidationError("Enter an age in whole years, from 0 to 120, or leave it empty")
        return int(said)

    def clean_age_from(self) -> int | None:
        return self._age("age_from")

    def clean_age_to(self) -> int | None:
        return self._age("age_to")

    def facts(self) -> dict[str, Any]:
        """What `set_ages` asks for."""
        said = self.cleaned_data
        return said | {"hands_over_to": self.areas.get(said["hands_over_to"])}


class MergeForm(NHSForm):
    """Which area continues this one."""

    into = NHSRadiosField(choices=[])
    legends = {"into": "Which area does it become part of?"}
    error_words = {"into": {"required": "Choose the area that continues it"}}

    def __init__(self, *args: Any, areas: Iterable[Area], **options: Any) -> None:
        super().__init__(*args, **options)
        self.areas = {area.slug: area for area in areas}
        self.fields["into"].choices = [(slug, area.name) for slug, area in self.areas.items()]


class TickForm(NHSForm):
    """Some of a list, ticked one by one."""

    chosen = NHSCheckboxesField(choices=[])
    error_words = {"chosen": {"required": "Tick at least one"}}

    def __init__(self, *args: Any, rows: Iterable[tuple[str, str]], legend: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["chosen"].choices = list(rows)
        self.fields["chosen"].label = legend

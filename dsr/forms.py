"""The words of the register's questions. Rules are in the pure modules; writing is in actions."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from accounts.models import Membership, User
from accounts.permissions import RoleName
from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSChoiceField,
    NHSTextareaField,
    NHSTextField,
    NHSYesNoField,
)
from config.nhsuk.forms import NHSForm
from dsr.actions.entries import MAY_KEYWORK, MAY_LEAD
from dsr.limits import MATTERS_LONGEST, RULES_LONGEST
from dsr.living import SETTING_LABELS, Setting
from dsr.models import ADJUSTMENTS, Place, RegisterEntry, choices


class AllocateForm(NHSForm):
    """Who knows this person."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    keyworker = NHSChoiceField(required=False)
    lead_professional = NHSChoiceField(required=False)
    labels = {"keyworker": "Keyworker", "lead_professional": "Lead professional"}
    hints = {
        "keyworker": "They see this entry from now on. Whoever had it before no longer does.",
        "lead_professional": "A keyworker, or somebody of a community team. They see the entry too.",
    }

    def __init__(self, *args: Any, entry: RegisterEntry, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.workers: dict[str, dict[str, User]] = {}
        for name, roles in (("keyworker", MAY_KEYWORK), ("lead_professional", MAY_LEAD)):
            now = getattr(entry, name)
            # Whoever holds the place now is offered too: saving something else must not empty it in silence.
            found = [*workers_of(entry.area_id, today, roles), *([now] if now else [])]
            self.workers[name] = {str(worker.pk): worker for worker in found}
            names = [(key, worker.name) for key, worker in self.workers[name].items()]
            self.fields[name].choices = [("", "Nobody yet"), *names]

    def facts(self) -> dict[str, Any]:
        """What `allocate` asks for."""
        chosen = {name: found.get(self.cleaned_data[name]) for name, found in self.workers.items()}
        return {"expected": self.cleaned_data["shown"], **chosen}

    def shows(self, now: str) -> None:
        """Carry who stands there now, so that the same choice can be saved again."""
        self.data = self.data.copy()
        self.data["shown"] = now


def workers_of(area_id: int, today: date, roles: frozenset[RoleName]) -> list[User]:
    """Those with one of these roles in an area today, by name."""
    held = Membership.objects.on(today).filter(area_id=area_id, role__in=roles)
    return list(User.objects.filter(pk__in=held.values("user_id")).order_by("name"))


FAMILY = frozenset({RoleName.FAMILY})


def accounts(users: dict[str, User]) -> list[tuple[str, str]]:
    """Accounts to choose from, or none."""
    return [("", "No account"), *((key, f"{user.name}, {user.email}") for key, user in users.items())]


class AccessForm(NHSForm):
    """What somebody in the person's life may be told."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    may_be_told = NHSYesNoField()
    account = NHSChoiceField(required=False)
    legends = {"may_be_told": "May they be told what is on the register?"}
    labels = {"account": "Their account, if they have one"}
    hints = {
        "may_be_told": "From 16, and for a younger child who understands, it is the person who says so.",
        "account": "With it they see this person’s space: the rating in plain words, and what was agreed.",
    }
    error_words = {"may_be_told": {"required": "Say whether they may be told"}}

    def __init__(self, *args: Any, area_id: int, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.users = {str(user.pk): user for user in workers_of(area_id, today, FAMILY)}
        self.fields["account"].choices = accounts(self.users)

    def facts(self) -> dict[str, Any]:
        """What `change_access` asks for."""
        found = self.cleaned_data
        told = {"may_be_told": found["may_be_told"], "user": self.users.get(found["account"])}
        return told | {"expected_version": found["version"]}


class PersonForm(NHSForm):
    """What everybody who meets the person must know. `version` is what the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    preferred_name = NHSTextField(max_length=100, required=False)
    what_matters = NHSTextareaField(max_length=MATTERS_LONGEST, rows=3, required=False)
    setting = NHSChoiceField(choices=choices(SETTING_LABELS), required=False)
    place = NHSChoiceField(required=False)
    adjustments = NHSCheckboxesField(choices=list(ADJUSTMENTS.items()), required=False)
    contact_rules = NHSTextareaField(max_length=RULES_LONGEST, rows=2, required=False)
    labels = {
        "preferred_name": "What they like to be called",
        "what_matters": "What matters to them, in their own words",
        "setting": "Where they live now",
        "place": "Which part of the area?",
        "contact_rules": "Who to tell, who not to tell, and how it is safe to call",
    }
    legends = {"adjustments": "What helps them take part"}
    widths = {"preferred_name": 20}

    def __init__(self, *args: Any, entry: RegisterEntry, **options: Any) -> None:
        super().__init__(*args, **options)
        open_or_theirs = Q(closed_on=None) | Q(pk=entry.place_id)
        self.parts = {str(part.pk): part for part in entry.area.parts.filter(open_or_theirs).order_by("name")}
        self.fields["place"].choices = [
            ("", "Not known"), *((key, part.name) for key, part in self.parts.items())
        ]  # fmt: skip
        if not self.parts:
            del self.fields["place"]

    def facts(self) -> dict[str, Any]:
        """What `change_person` asks for."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "place"}
        found["expected_version"] = found.pop("version")
        return found | {"setting": found["setting"] or Setting.NOT_KNOWN}

    @property
    def part(self) -> Place | None:
        """The part of the area that was chosen."""
        return self.parts.get(self.cleaned_data.get("place", ""))

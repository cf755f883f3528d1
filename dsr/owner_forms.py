"""The questions that a recommendation may have left open: who exactly does it, and how we will know."""

from typing import Any

from django import forms

from accounts.models import Organisation, User
from config.nhsuk.fields import NHSChoiceField, NHSTextareaField
from config.nhsuk.forms import NHSForm
from dsr.models import Recommendation
from dsr.owners import owner_named
from dsr.principles import PRINCIPLE_CHOICES, served

NOBODY, NOT_LISTED, NONE = "Somebody without an account", "Not on the list", "None in particular"


class OwnerForm(NHSForm):
    """Who exactly, and how will we know? `version` is the recommendation that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    account = NHSChoiceField(required=False)
    organisation = NHSChoiceField(required=False)
    measure = NHSTextareaField(max_length=1000, rows=2, required=False)
    serves = NHSChoiceField(choices=[("", NONE), *PRINCIPLE_CHOICES], required=False)
    labels = {
        "account": "Whose is it here?",
        "organisation": "Where do they work?",
        "measure": "How will we know that it is done?",
        "serves": "Which principle does it serve?",
    }
    hints = {
        "account": "They find it under “Mine”, and are asked when the day comes.",
        "measure": "For example: the room is ready and she has been in it. The family reads it.",
    }
    options = {"measure": {"threshold": 75}}
    error_words = {"measure": {"words": "how we will know"}}

    def __init__(
        self,
        *args: Any,
        row: Recommendation,
        owners: list[User],
        organisations: list[Organisation],
        **options: Any,
    ) -> None:
        super().__init__(*args, initial=_as_it_stands(row, owners), **options)
        # Whoever has it now stays on the list: saving something else never takes it from them unasked.
        if row.owner_user and row.owner_user not in owners:
            owners = [*owners, row.owner_user]
        self.owners = {str(user.pk): user for user in owners}
        self.organisations = {str(one.pk): one for one in organisations}
        names = [(key, user.name) for key, user in self.owners.items()]
        self.fields["account"].choices = [("", NOBODY), *names]
        listed = [(key, one.name) for key, one in self.organisations.items()]
        self.fields["organisation"].choices = [("", NOT_LISTED), *listed]

    def facts(self) -> dict[str, Any]:
        """What `say_who_and_how` asks for."""
        found = self.cleaned_data
        return {
            "expected_version": found["version"],
            "owner_user": self.owners.get(found["account"]),
            "organisation": self.organisations.get(found["organisation"]),
            "measure": found["measure"],
            "serves": found["serves"],
        }

    def both(self, theirs: Recommendation) -> list[tuple[str, str, str]]:
        """Question by question: as it stands now, and as it was typed here."""
        mine = self.facts()
        said = [
            ("account", theirs.owner_user, mine["owner_user"]),
            ("organisation", theirs.organisation, mine["organisation"]),
            ("measure", theirs.measure, mine["measure"]),
            ("serves", served(theirs.serves, ""), served(mine["serves"], "")),
        ]
        return [(self.labels[name], str(one or ""), str(other or "")) for name, one, other in said]


def _as_it_stands(row: Recommendation, owners: list[User]) -> dict[str, Any]:
    """The facts; without an account the one whose name was written is offered, to be saved or not."""
    meant = row.owner_user or owner_named(row.owner, owners)
    return {
        "version": row.version,
        "account": str(meant.pk) if meant else "",
        "organisation": str(row.organisation_id or ""),
        "measure": row.measure,
        "serves": row.serves,
    }

"""Somebody new in the pool of people who may sit on panels."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.models import Area, Membership
from accounts.permissions import RoleName
from cetr.models import Expert
from config.nhsuk.fields import NHSChoiceField, NHSDateField, NHSRadiosField, NHSTextField
from config.nhsuk.forms import NHSForm


class ExpertForm(NHSForm):
    """Who they are, and until when they may sit on panels."""

    area = NHSRadiosField()
    name = NHSTextField(max_length=200)
    kind = NHSRadiosField(choices=Expert.Kind.choices)
    speciality = NHSTextField(max_length=200, required=False)
    training_valid_until = NHSDateField(required=False)
    registration_valid_until = NHSDateField(required=False)
    account = NHSChoiceField(required=False)

    labels = {
        "name": "Their name",
        "speciality": "What do they know about?",
        "account": "Which account is theirs?",
    }
    legends = {
        "area": "Which area?",
        "kind": "What are they?",
        "training_valid_until": "Until when is their training valid?",
        "registration_valid_until": "Until when is their registration valid?",
    }
    hints = {
        "training_valid_until": "Leave it empty if you do not know yet.",
        "registration_valid_until": "For health professionals.",
        "account": "With an account they read the papers and write down what they saw. "
        "The administrator gives somebody the role of panel member.",
    }
    error_words = {
        "area": {"required": "Choose the area"},
        "name": {"words": "their name", "required": "Enter their name"},
        "kind": {"required": "Choose what they are"},
        "training_valid_until": "the day their training ends",
        "registration_valid_until": "the day their registration ends",
    }

    def __init__(self, *args: Any, areas: QuerySet[Area], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.areas = {str(area.pk): area for area in areas}
        self.fields["area"].choices = [(key, area.name) for key, area in self.areas.items()]
        if len(self.areas) == 1:
            self.fields["area"].initial = next(iter(self.areas))
        rows = Membership.objects.on(today).filter(area__in=areas, role=RoleName.PANEL_MEMBER)
        self.users = {
            str(row.user_id): row.user for row in rows.select_related("user").order_by("user__name")
        }
        self.fields["account"].choices = [
            ("", "None yet"),
            *((key, user.name) for key, user in self.users.items()),
        ]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "area": self.areas[data["area"]],
            "kind": Expert.Kind(data["kind"]),
            "user": self.users.get(data["account"]),
            **{
                name: data[name]
                for name in ("name", "speciality", "training_valid_until", "registration_valid_until")
            },
        }

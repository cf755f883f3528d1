"""When a review is, what kind, and who sits on its panel."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import Membership, User
from accounts.permissions import RoleName
from cetr import rules, statuses
from cetr.actions import Panel
from cetr.models import Expert, Review
from cetr.statuses import Role, Trigger
from config.nhsuk.fields import NHSChoiceField, NHSDateField, NHSRadiosField, NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm
from config.refused import Refused
from dsr.days import plain
from dsr.models import RegisterEntry

TIMES = ["%H:%M", "%H.%M", "%H:%M:%S", "%I:%M%p", "%I:%M %p", "%I%p", "%I %p", "%I.%M%p"]
NOBODY = [("", "Not known yet")]


class PlanForm(NHSForm):
    """A review's day, its kind, and who sits on its panel."""

    kind = NHSRadiosField(choices=list(rules.KIND_LABELS.items()))
    kind_reason = NHSTextField(max_length=500, required=False)
    trigger = NHSRadiosField(choices=list(statuses.TRIGGER_LABELS.items()))
    planned_for = NHSDateField()
    starts_at = forms.TimeField(input_formats=TIMES, widget=forms.TextInput)
    place = NHSTextField(max_length=300)
    chair = NHSChoiceField(required=False)
    clinical = NHSChoiceField(required=False)
    experience = NHSChoiceField(required=False)
    other = NHSChoiceField(required=False)

    legends = {
        "kind": "Which review is it?",
        "trigger": "Why is it held?",
        "planned_for": "Which day?",
    }
    labels = {
        "kind_reason": "If you choose the other kind: why?",
        "starts_at": "What time does it start?",
        "place": "Where?",
        "chair": "Chair",
        "clinical": "Independent clinical expert",
        "experience": "Independent expert by experience",
        "other": "Anybody else, such as social care or education",
    }
    hints = {
        "planned_for": "A day that suits the person, their family and their advocate. "
        "Two weeks ahead leaves time for the planner and for consent.",
        "starts_at": "For example 10:00",
        "place": "A place the person is comfortable in, with a private room for the panel.",
    }
    widths = {"starts_at": 5}
    error_words = {
        "kind": {"required": "Choose which review it is"},
        "trigger": {"required": "Choose why it is held"},
        "planned_for": "the day of the review",
        "starts_at": {
            "required": "Enter the time it starts",
            "invalid": "The time must be like 10:00 or 2:30pm",
        },
        "place": {"required": "Enter where it is held"},
    }
    fieldsets = [
        ("The review", ["kind", "kind_reason", "trigger"]),
        ("When and where", ["planned_for", "starts_at", "place"]),
        ("The panel: three different people", ["chair", "clinical", "experience", "other"]),
    ]

    def __init__(
        self, *args: Any, entry: RegisterEntry, today: date, review: Review | None = None, **options: Any
    ) -> None:
        self.entry, self.today, self.review = entry, today, review
        person = entry.person
        self.suggested, why = rules.kind_for(age=person.age_on(today), ehc_plan=person.ehc_plan == "yes")
        self.hints = {**self.hints, "kind": f"Suggested: {why[:1].lower()}{why[1:]}"}
        options["initial"] = {**self._start(), **(options.get("initial") or {})}
        super().__init__(*args, **options)
        self._offer_people()

    def _start(self) -> dict[str, Any]:
        if self.review is None:
            trigger = {"red": Trigger.RED, "blue": Trigger.ADMISSION}.get(self.entry.colour, Trigger.REQUEST)
            return {"kind": self.suggested, "trigger": trigger}
        names = ("kind", "kind_reason", "trigger", "planned_for", "place")
        held = {place.role: str((place.expert or place.user).pk) for place in self.review.panel()}
        return {name: getattr(self.review, name) for name in names} | {
            "starts_at": f"{self.review.starts_at:%H:%M}",
            "chair": held.get(Role.CHAIR, ""),
            "clinical": held.get(Role.CLINICAL, ""),
            "experience": held.get(Role.EXPERIENCE, ""),
            "other": held.get(Role.OTHER, ""),
        }

    def _offer_people(self) -> None:
        """People of this area only: chairs and members by their role, experts from the pool."""
        roles = (RoleName.PANEL_CHAIR, RoleName.PANEL_MEMBER)
        rows = Membership.objects.on(self.today).filter(area=self.entry.area_id, role__in=roles)
        held = list(rows.select_related("user").order_by("user__name"))
        self.people: dict[str, User] = {str(row.user_id): row.user for row in held}
        chairs = {str(row.user_id): row.user.name for row in held if row.role == RoleName.PANEL_CHAIR}
        self.fields["chair"].choices = NOBODY + list(chairs.items())
        everybody = [(key, user.name) for key, user in self.people.items()]
        self.fields["other"].choices = [("", "Nobody else"), *everybody]
        pool = list(Expert.objects.filter(area=self.entry.area_id).order_by("name"))
        self.experts: dict[str, Expert] = {str(expert.pk): expert for expert in pool}
        for name, kind in (("clinical", Role.CLINICAL), ("experience", Role.EXPERIENCE)):
            offered = [(str(e.pk), with_dates(e, self.today)) for e in pool if e.kind == kind]
            self.fields[name].choices = NOBODY + offered

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        kind = found.get("kind")
        if kind and kind != self.suggested and not found.get("kind_reason"):
            self.add_error("kind_reason", f"Say why it is not a {self.suggested}")
        if day := found.get("planned_for"):
            try:
                rules.check_day(day, today=self.today, was=self.review.planned_for if self.review else None)
            except Refused as refused:
                self.add_error("planned_for", str(refused).rstrip("."))
        return found

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "kind": rules.Kind(data["kind"]),
            "kind_reason": data["kind_reason"] if data["kind"] != self.suggested else "",
            "trigger": Trigger(data["trigger"]),
            "planned_for": data["planned_for"],
            "starts_at": data["starts_at"],
            "place": data["place"],
            "panel": Panel(
                chair=self.people.get(data["chair"]),
                clinical=self.experts.get(data["clinical"]),
                experience=self.experts.get(data["experience"]),
                other=self.people.get(data["other"]),
            ),
        }


def with_dates(expert: Expert, today: date) -> str:
    """An expert's name, and what runs out when."""
    ends = (("training", expert.training_valid_until), ("registration", expert.registration_valid_until))
    dates = [f"{thing} {'ended' if day < today else 'until'} {plain(day)}" for thing, day in ends if day]
    return f"{expert.name} ({', '.join(dates)})" if dates else expert.name


class CancelForm(NHSForm):
    """Why a review is called off."""

    why = NHSTextareaField(max_length=500, rows=3)

    labels = {"why": "Why is it called off?"}
    error_words = {"why": {"words": "the reason", "required": "Say why the review is called off"}}

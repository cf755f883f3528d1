"""The words of the questions about a meeting: its plan, who came, what is added, what is given away."""

from typing import Any

from django import forms

from accounts.models import Area
from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSChoiceField,
    NHSDateField,
    NHSRadiosField,
    NHSTextareaField,
    NHSTextField,
)
from config.nhsuk.forms import NHSForm
from dsr.consent_words import ShareKind
from dsr.days import plain_with_weekday
from dsr.meeting_words import KIND_LABELS, SHORT, TABLE_LABELS, TEAM, MeetingKind
from dsr.models import Meeting, MeetingAttendance

TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I%p", "%I.%M%p"]
HOW = {"in_person": "In one place", "online": "Online"}


class PlanForm(NHSForm):
    """A meeting's plan. `version` is the plan this page showed; 0 for a new one."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    area = NHSRadiosField(choices=[])
    kind = NHSRadiosField(choices=[(kind.value, label) for kind, label in KIND_LABELS.items()])
    on = NHSDateField()
    starts_at = forms.TimeField(input_formats=TIMES, widget=forms.TextInput)
    how = NHSRadiosField(choices=list(HOW.items()))
    place = NHSTextField(max_length=300)
    minutes_each = forms.IntegerField(min_value=1, max_value=60, widget=forms.TextInput)
    chair = NHSTextField(max_length=200)
    invited = NHSCheckboxesField(choices=[(k, v) for k, v in TABLE_LABELS.items() if k], required=False)

    legends = {
        "area": "Of which register?",
        "kind": "Which kind of meeting?",
        "on": "Which day?",
        "how": "Where do people meet?",
        "invited": "Who is invited?",
    }
    labels = {
        "starts_at": "What time does it start?",
        "place": "The room, or how people join",
        "minutes_each": "Minutes for each person",
        "chair": "Who chairs it?",
    }
    hints = {
        "on": "For example 25 11 2026",
        "starts_at": "For example 14:00",
        "minutes_each": "With 3 minutes, 40 people take two hours.",
        "chair": "Their name. It stands beside each rating that is decided.",
        "invited": "Kinds of organisation. For each person, those without consent to share leave.",
    }
    item_hints = {"kind": {MeetingKind.URGENT.value: "Between two dates, because somebody cannot wait."}}
    widths = {"starts_at": 5, "minutes_each": 2, "chair": 30}
    inline = ("how",)
    error_words = {
        "area": {"required": "Choose the register"},
        "kind": {"required": "Choose the kind of meeting"},
        "on": "the day of the meeting",
        "starts_at": {
            "required": "Enter the time it starts", "invalid": "The time must be like 14:00 or 2:30pm",
        },
        "how": {"required": "Say where people meet"},
        "place": {"words": "the place", "required": "Enter the room, or how people join"},
        "minutes_each": {
            "required": "Enter the minutes for each person", "invalid": "The minutes must be a whole number",
            "min_value": "The minutes must be 1 or more", "max_value": "The minutes must be 60 or fewer",
        },
        "chair": {"words": "the name", "required": "Enter who chairs it"},
    }  # fmt: skip

    def __init__(
        self, *args: Any, areas: list[Area], meeting: Meeting | None = None, urgent: bool = False,
        **options: Any,
    ) -> None:  # fmt: skip
        options["initial"] = _start(meeting, urgent)
        super().__init__(*args, **options)
        self.areas = {str(area.slug): area for area in areas}
        if meeting or len(areas) == 1:
            del self.fields["area"]
        else:
            self.fields["area"].choices = [(slug, area.name) for slug, area in self.areas.items()]

    @property
    def area_chosen(self) -> Area:
        """The only area, or the one that was chosen."""
        return (
            self.areas[self.cleaned_data["area"]]
            if "area" in self.fields
            else next(iter(self.areas.values()))
        )

    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        names = ("kind", "on", "starts_at", "place", "minutes_each", "chair")
        found = {name: data[name] for name in names}
        return found | {"online": data["how"] == "online", "invited": [TEAM, *data["invited"]]}

    def in_words(self) -> dict[str, str]:
        """What was typed, by the question, as people read it."""
        return _in_words(**self.facts())


def plan_in_words(meeting: Meeting) -> dict[str, str]:
    """A plan by the form's questions, as people read it."""
    names = ("kind", "on", "starts_at", "online", "place", "minutes_each", "chair", "invited")
    return _in_words(**{name: getattr(meeting, name) for name in names})


def _in_words(**plan: Any) -> dict[str, str]:
    found = {
        "kind": KIND_LABELS[MeetingKind(plan["kind"])],
        "on": plain_with_weekday(plan["on"]),
        "starts_at": f"{plan['starts_at']:%H:%M}",
        "how": HOW["online" if plan["online"] else "in_person"],
        "place": plan["place"],
        "minutes_each": str(plan["minutes_each"]),
        "chair": plan["chair"],
        "invited": ", ".join(TABLE_LABELS[kind] for kind in TABLE_LABELS if kind and kind in plan["invited"]),
    }
    questions = PlanForm.legends | PlanForm.labels
    return {questions[name]: words for name, words in found.items()}


def _start(meeting: Meeting | None, urgent: bool) -> dict[str, Any]:
    if meeting is None:
        kind = MeetingKind.URGENT if urgent else MeetingKind.REGULAR
        return {"kind": kind.value, "minutes_each": 3, "version": 0}
    names = ("kind", "on", "place", "minutes_each", "chair", "invited")
    found = {name: getattr(meeting, name) for name in names}
    found["how"] = "online" if meeting.online else "in_person"
    return found | {"starts_at": f"{meeting.starts_at:%H:%M}", "version": meeting.version}


class CameForm(NHSForm):
    """Somebody who came."""

    kind = NHSChoiceField(choices=[])
    name = NHSTextField(max_length=200)
    labels = {"kind": "Organisation", "name": "Name and job"}
    hints = {"name": "For example: Kit Hale, nurse"}
    widths = {"name": 30}
    error_words = {
        "kind": {"required": "Choose the organisation"},
        "name": {"words": "the name", "required": "Enter the name"},
    }

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        invited = [kind for kind in TABLE_LABELS if kind in meeting.invited or kind == TEAM]
        others = [kind for kind in TABLE_LABELS if kind not in invited]
        # An empty value would be "nothing chosen", and the register's own team is somebody.
        names = [(kind or "team", TABLE_LABELS[kind]) for kind in (*invited, *others)]
        self.fields["kind"].choices = [("", "Choose"), *names]

    def facts(self) -> dict[str, Any]:
        """What `record_attendance` takes."""
        kind = self.cleaned_data["kind"]
        return {"kind": TEAM if kind == "team" else kind, "name": self.cleaned_data["name"]}


class AgainForm(NHSForm):
    """Those who came last time. Nobody is ticked beforehand: whoever is ticked hears about people."""

    again = NHSCheckboxesField(choices=[])
    legends = {"again": "Who of last time is here?"}
    error_words = {"again": {"required": "Tick who is here"}}

    def __init__(self, *args: Any, people: list[MeetingAttendance], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {str(one.pk): one for one in people}
        self.fields["again"].choices = [(pk, str(one)) for pk, one in self.people.items()]

    def facts(self) -> dict[str, Any]:
        """What `record_attendance_of` takes."""
        chosen = (self.people[pk] for pk in self.cleaned_data["again"])
        return {"people": [(one.kind, one.name) for one in chosen]}


class AddendumForm(NHSForm):
    """What is added to fixed minutes."""

    text = NHSTextareaField(max_length=4000, rows=3)
    labels = {"text": "Add to these minutes"}
    hints = {"text": "What is wrong or missing. The minutes above stay as they are."}
    error_words = {"text": {"words": "what you add", "required": "Write what you add"}}


class ExtractForm(NHSForm):
    """For whom an extract is made."""

    kind = NHSRadiosField(choices=[])
    to_whom = NHSTextField(max_length=200)
    legends = {"kind": "For which organisation?"}
    labels = {"to_whom": "Who gets it?"}
    hints = {"to_whom": "A name and where they work. It is written down with each person in it."}
    widths = {"to_whom": 30}
    error_words = {
        "kind": {"required": "Choose the organisation"},
        "to_whom": {"words": "who gets it", "required": "Enter who gets it"},
    }

    def __init__(self, *args: Any, counts: dict[ShareKind, int], **options: Any) -> None:
        super().__init__(*args, **options)
        with_some = {kind: count for kind, count in counts.items() if count}
        self.fields["kind"].choices = [(kind.value, SHORT[kind]) for kind in with_some]
        self.item_hints = {
            "kind": {
                kind.value: f"{count} {'person' if count == 1 else 'people'}"
                for kind, count in with_some.items()
            }
        }

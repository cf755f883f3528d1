"""The words of questions about the plan for leaving hospital."""

from typing import Any

from django import forms

from config.nhsuk.fields import NHSDateField, NHSRadiosField, NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm
from dsr.models import choices
from dsr.stay_rules import MOST_POINTS, POINT_LABELS


class PointForm(NHSForm):
    """Where one point stands. `version` is what the page showed; 0 for a point nobody has touched."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    step = NHSRadiosField(choices=choices(POINT_LABELS))
    who = NHSTextField(max_length=200, required=False)
    due_on = NHSDateField(required=False)
    note = NHSTextareaField(max_length=2000, rows=3, required=False)
    legends = {"step": "Where does it stand?", "due_on": "By when?"}
    labels = {"who": "Who does it?", "note": "Note"}
    hints = {"who": "One name, and where they work.", "note": "What was done, or what is in the way."}
    error_words = {"step": {"required": "Say where it stands"}, "due_on": "the day"}

    def clean(self) -> dict[str, Any]:
        """Work under way has somebody who does it."""
        found = super().clean() or self.cleaned_data
        if found.get("step") == "under_way" and not found.get("who"):
            self.add_error("who", "Say who does it")
        return found


class ChecklistForm(NHSForm):
    """An area's own list, a point a line."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    points = NHSTextareaField(rows=14, max_length=4400)
    source = NHSTextField(max_length=200, required=False)
    labels = {"points": "The points, one on each line", "source": "Where is this list from?"}
    hints = {
        "points": f"Up to {MOST_POINTS} points. Plans that are begun already keep the list they began with.",
        "source": "For example: agreed by the discharge group on 3 March 2026.",
    }
    error_words = {"points": {"words": "the points", "required": "Write at least one point"}}

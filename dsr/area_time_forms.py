"""Setting an area's own number for a time limit."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from config.nhsuk.fields import NHSDateField, NHSRadiosField, NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm
from config.refused import Refused
from dsr.actions.own_numbers import check_own_number
from dsr.area_times import GROUP_LABELS, READ_ANEW, groups_of, what_follows
from dsr.rules import LARGEST, Group, Rule

NUMBER, OFF, TABLE = "number", "off", "table"
EVERYBODY = "everybody"


class SetTimeForm(NHSForm):
    """For whom, which number, from when, why; for a looser national limit also who agrees."""

    group = NHSRadiosField(choices=[])
    what = NHSRadiosField(choices=[])
    count = NHSTextField(max_length=4, required=False)
    from_day = NHSDateField(not_past=True)
    reason = NHSTextareaField(max_length=1000, rows=2)
    approved_by = NHSTextField(max_length=200, required=False)
    approved_why = NHSTextareaField(max_length=1000, rows=2, required=False)

    legends = {"group": "For whom?", "what": "What counts from then on?", "from_day": "From which day?"}
    labels = {
        "reason": "Why?",
        "approved_by": "Who agrees to a looser limit?",
        "approved_why": "Why do they agree?",
    }
    hints = {
        "approved_by": "National policy may be made stricter by you alone. To give more time takes a second "
        "person: their name and role.",
    }
    reveals = {"what": {NUMBER: "count"}}
    widths = {"count": 4, "approved_by": 20}
    error_words = {"from_day": "the day", "reason": "why", "what": {"required": "Choose what counts"}}

    def __init__(self, *args: Any, rule: Rule, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rule, self.by = rule, by
        groups = groups_of(rule)
        if groups:
            named = [(group.name, GROUP_LABELS[group]) for group in groups]
            self.fields["group"].choices = [(EVERYBODY, "Everybody"), *named]
        else:
            del self.fields["group"]
        if not rule.national:
            del self.fields["approved_by"], self.fields["approved_why"]
        choices = [(NUMBER, "A number of our own"), (TABLE, "The number of the table, as it comes")]
        if rule.may_be_off:
            choices.append((OFF, "None: switch this limit off"))
        self.fields["what"].choices = choices
        self.fields["from_day"].help_text = (
            what_follows(rule.key) if rule.key in READ_ANEW else "What has begun by then keeps its day."
        )
        self.before = any(days < 0 for days in rule.days.values())
        side = " before" if self.before else ""
        self.fields["count"].label = f"How many {rule.unit}{side}?"
        self.fields["count"].help_text = f"From 0, which is the same day, to {LARGEST[rule.unit]}."

    def clean_count(self) -> int | None:
        said: str = self.cleaned_data["count"]
        if self.cleaned_data.get("what") != NUMBER:
            return None
        most = LARGEST[self.rule.unit]
        if not (said.isascii() and said.isdecimal()) or int(said) > most:
            raise forms.ValidationError(f"Enter a whole number of {self.rule.unit} from 0 to {most}")
        return -int(said) if self.before else int(said)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                check_own_number(self.rule, **self._number(), by=self.by)
            except Refused as refused:
                needs = "approved_by" if "second person" in str(refused) or "else" in str(refused) else "what"
                self.add_error(needs if needs in self.fields else None, str(refused))
        return said

    def _number(self) -> dict[str, Any]:
        said = self.cleaned_data
        group = said.get("group", EVERYBODY)
        return {
            "count": said["count"] if said["what"] == NUMBER else None,
            "off": said["what"] == OFF,
            "group": None if group == EVERYBODY else Group[group],
            "approved_by": said.get("approved_by", ""),
            "approved_why": said.get("approved_why", ""),
        }

    def facts(self) -> dict[str, Any]:
        """What `set_own_number` asks for."""
        said: dict[str, date | str] = self.cleaned_data
        return self._number() | {"from_day": said["from_day"], "reason": said["reason"]}

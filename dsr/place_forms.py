"""The words of questions about the end of a place, a pause, and offers to another area."""

from collections.abc import Iterable
from typing import Any

from accounts.models import Area
from config.nhsuk.date_fields import NHSDateField
from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSChoiceField,
    NHSRadiosField,
    NHSTextareaField,
    NHSTextField,
)
from config.nhsuk.forms import NHSForm
from dsr.days import plain
from dsr.endings import BY_HAND, REASON_LABELS, TOLD_LABELS, WHERE_LABELS, DecidedWhere, Reason, Told
from dsr.handing_on import EVERY_PART, KIND_LABELS, PART_LABELS, Kind, Part
from dsr.models import MergeRecord, Note

NOT_YET = "not_yet"
TELLING = [(NOT_YET, "Not yet"), *((how.value, label) for how, label in TOLD_LABELS.items())]


class RemoveForm(NHSForm):
    """Take somebody off the register."""

    reason = NHSRadiosField(choices=[(r.value, REASON_LABELS[r]) for r in BY_HAND])
    why = NHSTextareaField(max_length=2000, rows=3)
    decided_by = NHSTextField(max_length=200)
    decided_where = NHSRadiosField(choices=[(w.value, label) for w, label in WHERE_LABELS.items()])
    decided_on = NHSDateField(not_future=True)
    words_for_person = NHSTextareaField(max_length=2000, rows=4)
    told_how = NHSRadiosField(choices=TELLING)
    told_on = NHSDateField(not_future=True, required=False)
    legends = {
        "reason": "Why does their place end?",
        "decided_where": "Where was it decided?",
        "decided_on": "When was it decided?",
        "told_how": "How was the person told?",
        "told_on": "When were they told?",
    }
    labels = {
        "why": "What speaks for it?",
        "decided_by": "Who decided?",
        "words_for_person": "Words for the person",
    }
    hints = {
        "why": "For colleagues: what is different now, and who keeps an eye on it.",
        "words_for_person": "They read this in their letter and in their own space. How to come back, whom "
        "to ask and how to disagree stands below it by itself.",
        "told_how": "Not yet is an answer: the letter then falls due within 5 working days.",
        "told_on": "Leave it empty if they have not been told yet.",
    }
    item_hints = {
        "reason": {
            Reason.MOVED: "Offer them to the new area first, so that nobody is lost between the two.",
            Reason.CONSENT_WITHDRAWN: "Record first that they took their yes back.",
        }
    }
    widths = {"decided_by": 20}
    error_words = {
        "reason": {"required": "Choose why their place ends"},
        "why": {"words": "what speaks for it", "required": "Say what speaks for it"},
        "decided_by": {"words": "who decided", "required": "Say who decided"},
        "decided_where": {"required": "Say where it was decided"},
        "words_for_person": {"words": "the words for the person", "required": "Write what the person reads"},
        "told_how": {"required": "Say how the person was told, or that they were not yet"},
        "decided_on": "the day it was decided",
        "told_on": "the day they were told",
    }

    def clean(self) -> dict[str, Any]:
        """Told in some way has a day, and not told has none."""
        found = super().clean() or self.cleaned_data
        told = found.get("told_how") not in (None, "", NOT_YET)
        if told and not found.get("told_on") and "told_on" not in self.errors:
            self.add_error("told_on", "Enter the day they were told")
        return found

    def facts(self) -> dict[str, Any]:
        """What `remove_from_register` asks for."""
        found = dict(self.cleaned_data)
        told = found.pop("told_how")
        return found | {
            "reason": Reason(found["reason"]),
            "decided_where": DecidedWhere(found["decided_where"]),
            "told_how": None if told == NOT_YET else Told(told),
            "told_on": None if told == NOT_YET else found["told_on"],
        }


class ToldForm(NHSForm):
    """The person has been told."""

    told_how = NHSRadiosField(choices=list(TOLD_LABELS.items()))
    told_on = NHSDateField(not_future=True)
    words = NHSTextareaField(max_length=500, rows=2, required=False)
    legends = {"told_how": "How was the person told?", "told_on": "When?"}
    labels = {"words": "What did they say?"}
    error_words = {"told_how": {"required": "Say how they were told"}, "told_on": "the day they were told"}

    def facts(self) -> dict[str, Any]:
        """What `record_person_told` asks for."""
        return dict(self.cleaned_data) | {"told_how": Told(self.cleaned_data["told_how"])}


class DeathForm(NHSForm):
    """Somebody has died."""

    died_on = NHSDateField(not_future=True)
    heard_from = NHSTextareaField(max_length=500, rows=2)
    to_tell = NHSTextareaField(max_length=2000, rows=5, required=False)
    legends = {"died_on": "When did they die?"}
    labels = {"heard_from": "Who told you?", "to_tell": "Whom will somebody have to tell?"}
    hints = {
        "to_tell": "One on each line: the school, the GP, the support team. They stand on the entry until "
        "somebody says that they were told.",
    }
    error_words = {
        "heard_from": {"words": "who told you", "required": "Say who told you"},
        "died_on": "the day they died",
    }

    def facts(self) -> dict[str, Any]:
        """What `record_death` asks for."""
        found = dict(self.cleaned_data)
        lines = [line.strip()[:200] for line in found["to_tell"].splitlines()]
        return found | {"to_tell": list(dict.fromkeys(filter(None, lines)))}


class PauseForm(NHSForm):
    """Let a place rest until they are asked again."""

    why = NHSTextareaField(max_length=1000, rows=3)
    ask_again_on = NHSDateField(not_past=True)
    labels = {"why": "What did they say?"}
    legends = {"ask_again_on": "When do they want to be asked again?"}
    hints = {"ask_again_on": "The day they chose. Nobody asks them before."}
    error_words = {
        "why": {"words": "what they said", "required": "Say what they said"},
        "ask_again_on": "the day on which they are asked again",
    }


class OfferForm(NHSForm):
    """Offer somebody's place to another area."""

    to_area = NHSChoiceField()
    kind = NHSRadiosField(choices=[(k.value, label) for k, label in KIND_LABELS.items()])
    why = NHSTextareaField(max_length=2000, rows=3)
    parts = NHSCheckboxesField(choices=[(p.value, PART_LABELS[p]) for p in EVERY_PART], required=False)
    notes = NHSCheckboxesField(choices=[], required=False)
    words_for_person = NHSTextareaField(max_length=2000, rows=3)
    labels = {
        "to_area": "To which area?",
        "why": "What must the other team know first?",
        "words_for_person": "Words for the person",
    }
    legends = {
        "kind": "Why do they go there?",
        "parts": "What goes along in the pack?",
        "notes": "Which notes go along?",
    }
    hints = {
        "parts": "Who they are and what helps them goes along always. Untick what they do not want to go.",
        "notes": "None, unless you tick them. Read each once more before you do.",
        "words_for_person": "They read this once the other area has taken them over: who is there for them.",
    }
    error_words = {
        "to_area": {"required": "Choose an area"},
        "kind": {"required": "Say why they go there"},
        "why": {"words": "what they must know first", "required": "Say what they must know first"},
        "words_for_person": {"words": "the words for the person", "required": "Write what the person reads"},
    }

    def __init__(self, *args: Any, areas: Iterable[Area], notes: Iterable[Note], **options: Any) -> None:
        super().__init__(*args, **options)
        self.areas = {area.slug: area for area in areas}
        self.fields["to_area"].choices = [
            ("", "Choose an area"),
            *((slug, area.name) for slug, area in self.areas.items()),
        ]
        lines = [
            (str(note.pk), f"{note.by.name}, {plain(note.at.date())}: {note.text[:300]}") for note in notes
        ]
        self.fields["notes"].choices = lines
        if not lines:
            del self.fields["notes"]

    def facts(self) -> dict[str, Any]:
        """What `offer_transfer` asks for."""
        found = self.cleaned_data
        return {
            "to_area": self.areas[found["to_area"]],
            "kind": Kind(found["kind"]),
            "why": found["why"],
            "parts": [Part(part) for part in found["parts"]],
            "notes": [int(note) for note in found.get("notes", [])],
            "words_for_person": found["words_for_person"],
        }


class AnswerForm(NHSForm):
    """Take somebody over, or not."""

    answer = NHSRadiosField(choices=[("accept", "Yes, we take them over"), ("decline", "No, and we say why")])
    why = NHSTextareaField(max_length=1000, rows=3)
    legends = {"answer": "Does your area take them over?"}
    labels = {"why": "Why not?"}
    hints = {"why": "The other team reads it, and tells the person."}
    item_hints = {
        "answer": {"accept": "They are yours from that moment, not yet rated and without a keyworker."}
    }
    reveals = {"answer": {"decline": "why"}}
    error_words = {
        "answer": {"required": "Say whether your area takes them over"},
        "why": {"words": "why not", "required": "Say why not"},
    }


class UndoForm(NHSForm):
    """Which merge was wrong, and why."""

    merge = NHSRadiosField(choices=[])
    why = NHSTextareaField(max_length=500, rows=3)
    legends = {"merge": "Which merge is to be undone?"}
    labels = {"why": "Why are they two people?"}
    hints = {"why": "Colleagues and the governance lead read this: write no names. It is kept."}
    error_words = {
        "merge": {"required": "Choose a merge"},
        "why": {"words": "why they are two", "required": "Say why they are two people"},
    }

    def __init__(self, *args: Any, records: Iterable[MergeRecord], **options: Any) -> None:
        super().__init__(*args, **options)
        self.records = {str(record.pk): record for record in records}
        self.fields["merge"].choices = [
            (
                key,
                f"{record.merged.full_name}, merged on {plain(record.on)}: asked for by "
                f"{record.asked_by.name}, agreed by {record.agreed_by.name}",
            )
            for key, record in self.records.items()
        ]

"""The words of two more questions of the ledger: capacity for a decision, and what was shared."""

from typing import Any

from config.nhsuk.fields import NHSDateField, NHSRadiosField, NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm
from dsr import consent
from dsr import consent_words as words
from dsr.models import choices
from dsr.who_decides import ABILITIES, CAPACITY_LABELS, Capacity

ALL = "all"


class CapacityForm(NHSForm):
    """Whether somebody of 16 or over can make one decision now."""

    purpose = NHSRadiosField(
        choices=[*((p.value, words.PURPOSE_LABELS[p]) for p in consent.STANDING), (ALL, "All of these")]
    )
    help_given = NHSTextareaField(max_length=4000, rows=3)
    understands = NHSRadiosField(choices=[])
    retains = NHSRadiosField(choices=[])
    weighs = NHSRadiosField(choices=[])
    communicates = NHSRadiosField(choices=[])
    finding = NHSRadiosField(choices=choices(CAPACITY_LABELS))
    why = NHSTextareaField(max_length=4000, rows=3)
    assessor = NHSTextField(max_length=200)
    assessed_on = NHSDateField(not_future=True)

    legends = {
        "purpose": "Which decision is it about?",
        **{name: f"Can they: {label[0].lower()}{label[1:]}?" for name, label in ABILITIES.items()},
        "finding": "What was found?",
        "assessed_on": "When?",
    }
    labels = {
        "help_given": "How were they helped to decide for themselves?",
        "why": "Why?",
        "assessor": "Name and role of whoever assessed it",
    }
    hints = {
        "help_given": "Pictures, a better time of day, somebody they trust, an advocate.",
        "retains": "A short time is enough.",
        "communicates": "In any way: words, signs, symbols, looking.",
        "finding": "An unwise decision is not a sign that somebody cannot decide.",
    }
    inline = tuple(ABILITIES)
    error_words = {
        "purpose": {"required": "Say which decision it is about"},
        "help_given": {"words": "how they were helped", "required": "Say how they were helped"},
        **{name: {"required": "Choose “Yes”, “No” or “Not known”"} for name in ABILITIES},
        "finding": {"required": "Say what was found"},
        "why": {"words": "why", "required": "Say why"},
        "assessor": {"required": "Enter who assessed it"},
        "assessed_on": "the day of the assessment",
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ABILITIES:
            self.fields[name].choices = [("yes", "Yes"), ("no", "No"), ("unknown", "Not known")]

    def facts(self) -> dict[str, Any]:
        """What `record_capacity` asks for."""
        found = self.cleaned_data
        said = {"yes": True, "no": False, "unknown": None}
        return {
            "purpose": None if found["purpose"] == ALL else consent.Purpose(found["purpose"]),
            "finding": Capacity(found["finding"]),
            "abilities": {name: said[found[name]] for name in ABILITIES},
            **{name: found[name] for name in ("help_given", "why", "assessor", "assessed_on")},
        }


class SharedForm(NHSForm):
    """Something that was shared about somebody, with whom."""

    to = NHSRadiosField(choices=choices(words.SHARE_LABELS))
    to_whom = NHSTextField(max_length=200)
    what = NHSRadiosField(choices=[])
    what_words = NHSTextField(max_length=300, required=False)
    on = NHSDateField(not_future=True)
    without = NHSRadiosField(
        choices=[("no", "No: there is a yes to this"), ("yes", "Yes: it was needed in spite of that")]
    )
    legal_basis = NHSRadiosField(choices=list(words.LEGAL_BASES.items()))
    overriding = NHSTextareaField(max_length=2000, rows=3)
    person_told = NHSTextareaField(max_length=1000, rows=2)

    legends = {
        "to": "What kind of organisation had it?",
        "what": "What was shared?",
        "on": "When?",
        "without": "Was it shared without consent?",
        "legal_basis": "What makes it lawful?",
    }
    labels = {
        "to_whom": "Who had it?",
        "what_words": "What was in it?",
        "overriding": "Why could it not wait for a yes? Who decided?",
        "person_told": "Was the person told? If not, why not?",
    }
    hints = {
        "to_whom": "The team or the person, for example: Mill Lane surgery, Dr Bell",
        "without": "Only to keep somebody safe, or where the law asks for it. The governance lead is told.",
        "overriding": "The governance lead reads this: write no names.",
    }
    reveals = {"without": {"yes": ["legal_basis", "overriding", "person_told"]}}
    error_words = {
        "to": {"required": "Say what kind of organisation had it"},
        "to_whom": {"required": "Enter who had it"},
        "what": {"required": "Say what was shared"},
        "on": "the day it was shared",
        "without": {"required": "Say whether it was shared without consent"},
        "legal_basis": {"required": "Choose what makes it lawful"},
        "overriding": {"words": "why", "required": "Say why it could not wait"},
        "person_told": {"words": "whether they were told", "required": "Say whether the person was told"},
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        by_hand = ("letter", "invitation", "conversation", "names", "other")
        self.fields["what"].choices = [(code, words.SHARED_WHAT[code]) for code in by_hand]

    def facts(self) -> dict[str, Any]:
        """What `record_disclosure` asks for."""
        found = self.cleaned_data
        plain = ("to_whom", "what", "what_words", "on")
        override = {name: found[name] or "" for name in ("legal_basis", "overriding", "person_told")}
        return {
            "purpose": consent.Purpose.SHARE,
            "to": consent.ShareKind(found["to"]),
            **{name: found[name] for name in plain},
            **override,
        }

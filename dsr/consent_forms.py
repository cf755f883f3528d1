"""The words of the questions about consent: an answer, and how a disagreement was settled."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSDateField,
    NHSRadiosField,
    NHSTextareaField,
    NHSTextField,
)
from config.nhsuk.forms import NHSForm
from config.refused import reason_not
from dsr import consent
from dsr import consent_words as words
from dsr.models import choices

ALL = "all"
KINDS = [(ALL, "All of these, as one answer"), *((k.value, words.SHARE_LABELS[k]) for k in words.ShareKind)]
PARENTS = [(code, words.AUTHORITY_LABELS[code]) for code in ("mother", "father", "guardian")]
DEPUTIES = [(code, words.AUTHORITY_LABELS[code]) for code in ("attorney", "deputy")]
# Which questions belong to a basis, and into which column their answer goes.
PROOFS: dict[consent.Basis, dict[str, str]] = {
    consent.Basis.CHILD: {"understands": "competence"},
    consent.Basis.CHILD_WISH: {"understands_not": "competence"},
    consent.Basis.PARENT_PR: {
        "parent": "authority", "parental_proof": "authority_proof", "child_says": "child_view",
    },
    consent.Basis.COUNCIL_PR: {"order_seen": "authority_proof"},
    consent.Basis.WELFARE_UNDER_16: {"sign_off": "sign_off", "child_says_so": "child_view"},
    consent.Basis.ATTORNEY: {"deputy": "authority", "document_seen": "authority_proof"},
    consent.Basis.BEST_INTERESTS: {"role": "authority_proof", "consulted": "consulted"},
}  # fmt: skip
BY_OFFICE = {consent.Basis.COUNCIL_PR: "council", consent.Basis.BEST_INTERESTS: "decision_maker"}


def bases_of(born: date, today: date) -> list[tuple[str, str]]:
    """Who may have decided for somebody of this age, or of the age they were a year ago."""
    days = (today, max(born, today - timedelta(days=365)))
    return [
        (basis.value, label)
        for basis, label in words.BASIS_LABELS.items()
        if any(reason_not(consent.check_basis, basis, born=born, on=day) is None for day in days)
    ]


class AnswerForm(NHSForm):
    """What every answer says: who decided, why they, how it was explained and given."""

    decision = NHSRadiosField(choices=choices(words.DECISION_LABELS))
    limits = NHSTextareaField(max_length=2000, rows=2)
    basis = NHSRadiosField(choices=[])
    understands = NHSTextareaField(max_length=2000, rows=2)
    understands_not = NHSTextareaField(max_length=2000, rows=2)
    parent = NHSRadiosField(choices=PARENTS)
    parental_proof = NHSTextareaField(max_length=2000, rows=2)
    child_says = NHSTextareaField(max_length=2000, rows=2)
    order_seen = NHSTextareaField(max_length=2000, rows=2)
    sign_off = NHSTextField(max_length=200)
    child_says_so = NHSTextareaField(max_length=2000, rows=2)
    deputy = NHSRadiosField(choices=DEPUTIES)
    document_seen = NHSTextareaField(max_length=2000, rows=2)
    role = NHSTextareaField(max_length=2000, rows=2)
    consulted = NHSTextareaField(max_length=4000, rows=3)
    given_by = NHSTextField(max_length=200)
    given_how = NHSRadiosField(choices=list(words.GIVEN_HOW.items()), required=False)
    explained_how = NHSCheckboxesField(choices=list(words.EXPLAINED_HOW.items()), required=False)
    explained_by = NHSTextField(max_length=200, required=False)
    evidence = NHSTextareaField(max_length=4000, rows=3)
    decided_on = NHSDateField(not_future=True)

    legends = {
        "decision": "What was the answer?",
        "basis": "Who decided?",
        "parent": "Who are they?",
        "deputy": "What are they?",
        "given_how": "How was the answer given?",
        "explained_how": "How was it explained? Tick what fits.",
        "decided_on": "When was it answered?",
    }
    labels = {
        "limits": "Which limits?",
        "understands": "How do we know that the child understands? Who asked, when, and why",
        "understands_not": "What does the child not understand yet? Who asked, when, and why",
        "parental_proof": "How was parental responsibility checked? Who else holds it? Any court order?",
        "child_says": "What does the child say?",
        "order_seen": "Which care order was seen, and what did the parents say?",
        "sign_off": "Name of the legal or safeguarding lead who signed it off",
        "child_says_so": "What does the child say?",
        "document_seen": "Which document was seen, and does it cover this?",
        "role": "Role of whoever made the decision",
        "consulted": "Who was asked, and what does each think? Who disagrees?",
        "given_by": "Name of the person who answered",
        "explained_by": "Who explained it?",
        "evidence": "How was it explained and given?",
    }
    hints = {
        "child_says": "Write “Not asked” and why, if nobody could ask.",
        "evidence": "For example: talked through with pictures at home, signed form in the paper file.",
    }
    reveals = {
        "decision": {consent.Decision.LIMITED.value: "limits"},
        "basis": {basis.value: list(fields) for basis, fields in PROOFS.items()},
    }
    error_words = {
        "decision": {"required": "Say what the answer was"},
        "limits": {"words": "the limits", "required": "Say which limits"},
        "basis": {"required": "Say who decided"},
        "understands": {"words": "how we know", "required": "Say how we know that the child understands"},
        "understands_not": {"words": "what they do not understand", "required": "Say what is not understood"},
        "parent": {"required": "Say who they are"},
        "parental_proof": {"words": "how it was checked", "required": "Say how it was checked"},
        "child_says": {"words": "what the child says", "required": "Say what the child says"},
        "order_seen": {"words": "which order was seen", "required": "Say which care order was seen"},
        "sign_off": {"required": "Enter the name of the lead who signed it off"},
        "child_says_so": {"words": "what the child says", "required": "Say what the child says"},
        "deputy": {"required": "Say what they are"},
        "document_seen": {"words": "which document was seen", "required": "Say which document was seen"},
        "role": {"words": "their role", "required": "Say what their role is"},
        "consulted": {"words": "who was asked", "required": "Say who was asked, and what they think"},
        "given_by": {"required": "Enter the name of the person who answered"},
        "evidence": {"words": "how it was given", "required": "Say how it was explained and given"},
        "decided_on": "the day of the answer",
    }

    def __init__(self, *args: Any, born: date, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["basis"].choices = bases_of(born, today)

    def answer(self) -> dict[str, Any]:
        """What every answer hands to `record_consent`."""
        found = self.cleaned_data
        basis = consent.Basis(found["basis"])
        proof = {column: found[name] for name, column in PROOFS.get(basis, {}).items()}
        if basis in BY_OFFICE:
            proof["authority"] = BY_OFFICE[basis]
        plain = ("given_by", "given_how", "explained_how", "explained_by", "evidence", "decided_on")
        return {
            "decision": consent.Decision(found["decision"]),
            "basis": basis,
            "limits": found["limits"] or "",
            **{name: found[name] for name in plain},
            **proof,
        }


class ConsentForm(AnswerForm):
    """One answer about being on the register, a keyworker, or sharing with some kinds of organisation."""

    purpose = NHSRadiosField(choices=[(p.value, words.PURPOSE_LABELS[p]) for p in consent.STANDING])
    kinds = NHSCheckboxesField(choices=KINDS)
    field_order = ["purpose", "kinds"]
    legends = AnswerForm.legends | {
        "purpose": "What is it about?",
        "kinds": "Which organisations is this answer for? Tick each one.",
    }
    hints = AnswerForm.hints | {
        "kinds": "The same answer is written down for each. One that was refused by name opens by name only."
    }
    reveals = AnswerForm.reveals | {"purpose": {consent.Purpose.SHARE.value: "kinds"}}
    exclusive = {"kinds": ALL}
    error_words = AnswerForm.error_words | {
        "purpose": {"required": "Say what the answer is about"},
        "kinds": {"required": "Tick which organisations the answer is for"},
    }

    def facts(self) -> dict[str, Any]:
        """What `record_answers` asks for."""
        chosen = self.cleaned_data["kinds"] or [ALL]
        kinds = [None if kind == ALL else consent.ShareKind(kind) for kind in chosen]
        return self.answer() | {"purpose": consent.Purpose(self.cleaned_data["purpose"]), "kinds": kinds}


Held = tuple[consent.Purpose, consent.ShareKind | None, UUID | None]


class SettleForm(AnswerForm):
    """The answer that ends a disagreement, and how it came about."""

    which = NHSRadiosField(choices=[])
    settled = NHSTextareaField(max_length=4000, rows=3)
    field_order = ["which", "settled"]
    legends = AnswerForm.legends | {
        "which": "Which disagreement is settled?",
        "decision": "What is the answer now?",
    }
    labels = AnswerForm.labels | {"settled": "How was it settled?"}
    hints = AnswerForm.hints | {
        "settled": "Who met, who was there for the child, what each said, and any advice or order. "
        "The answers before stay on record."
    }
    error_words = AnswerForm.error_words | {
        "which": {"required": "Say which disagreement is settled"},
        "settled": {"words": "how it was settled", "required": "Say how it was settled"},
    }

    def __init__(self, *args: Any, held: Iterable[Held], **options: Any) -> None:
        super().__init__(*args, **options)
        self.held = {str(place): found for place, found in enumerate(held)}
        self.fields["which"].choices = [(key, in_words(*found)) for key, found in self.held.items()]

    def facts(self) -> dict[str, Any]:
        """What `record_consent` asks for."""
        purpose, to, about = self.held[self.cleaned_data["which"]]
        settled = {"settled": self.cleaned_data["settled"]}
        return self.answer() | {"purpose": purpose, "to": to, "about": about} | settled


def in_words(purpose: consent.Purpose, to: consent.ShareKind | None, about: UUID | None) -> str:
    """A decision as a line of a list."""
    found = words.thing(purpose, to)
    return found[0].upper() + found[1:]

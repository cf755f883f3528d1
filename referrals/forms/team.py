"""What the team answers about a form: who it is, consent, what was said, what is decided."""

from collections.abc import Iterable
from typing import Any

from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSDateField,
    NHSRadiosField,
    NHSTextareaField,
    NHSTextField,
    NHSYesNoField,
)
from config.nhsuk.forms import NHSForm
from dsr import consent
from dsr.limits import RULES_LONGEST
from dsr.models import ADJUSTMENTS, Diagnosis, Person, YesNo
from dsr.person_forms import WhoTheyAre
from referrals import deciding
from referrals.contact_rules import rules_for_the_record
from referrals.matching import Match
from referrals.models import Referral, choices
from referrals.statuses import Told

NEW = "new"
# What the form said, as a first guess at the two statuses; the coordinator corrects it.
FIRST_GUESS = {
    Told.LEARNING_DISABILITY: (Diagnosis.DIAGNOSED, Diagnosis.UNKNOWN),
    Told.AUTISM: (Diagnosis.UNKNOWN, Diagnosis.DIAGNOSED),
    Told.BOTH: (Diagnosis.DIAGNOSED, Diagnosis.DIAGNOSED),
}


class WhoIsThis(NHSForm):
    person = NHSRadiosField(choices=[])

    legends = {"person": "Is this one of them?"}
    error_words = {"person": {"required": "Choose one of them, or “None of these”"}}

    def __init__(self, *args: Any, found: Iterable[tuple[Person, Match]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(person.pk), f"The same person as {person.full_name}") for person, _ in found]
        self.fields["person"].choices = [*known, (NEW, "None of these: somebody new")]


class NewPerson(WhoTheyAre):
    """A new record, begun with what the form said."""

    preferred_name = NHSTextField(max_length=100, required=False)
    adjustments = NHSCheckboxesField(choices=list(ADJUSTMENTS.items()), required=False)
    contact_rules = NHSTextareaField(max_length=RULES_LONGEST, rows=4, required=False)

    field_order = ("given_name", "family_name", "preferred_name")
    labels = WhoTheyAre.labels | {
        "preferred_name": "Likes to be called (optional)",
        "contact_rules": "How to reach them safely (optional)",
    }
    legends = WhoTheyAre.legends | {"adjustments": "What helps them take part"}
    hints = {"contact_rules": "Whom to tell, whom not, and how it is safe to call."}
    error_words = WhoTheyAre.error_words | {
        "preferred_name": "this name",
        "contact_rules": "how to reach them safely",
    }
    widths = WhoTheyAre.widths | {"preferred_name": 20}

    @staticmethod
    def first_values(referral: Referral) -> dict[str, Any]:
        """What the form said."""
        names = (
            "given_name", "family_name", "preferred_name", "date_of_birth",
            "nhs_number", "address", "postcode",
        )  # fmt: skip
        disability, autism = FIRST_GUESS.get(referral.diagnosis, (Diagnosis.UNKNOWN, Diagnosis.UNKNOWN))
        if referral.diagnosis == Told.WAITING:
            disability = autism = Diagnosis.WAITING
        said = {name: getattr(referral, name) for name in names}
        known = {name: YES_NO.get(getattr(referral, answer), YesNo.UNKNOWN) for name, answer in SAID_YES_NO}
        return {
            **said,
            **known,
            "learning_disability": disability,
            "autism": autism,
            "adjustments": [code for code in referral.needs if code in ADJUSTMENTS],
            "contact_rules": rules_for_the_record(vars(referral)),
        }


# What the form said plainly; “not sure” and “prefer not to say” leave it open.
YES_NO = {"yes": YesNo.YES, "no": YesNo.NO}
SAID_YES_NO = (("ehc_plan", "has_ehc_plan"), ("looked_after", "looked_after"))


class Helper(NHSForm):
    """Whoever sent the form, as somebody in the person's life."""

    prefix = "helper"
    name = NHSTextField(max_length=200)
    relation = NHSTextField(max_length=100)
    parental_responsibility = NHSYesNoField()
    may_be_told = NHSYesNoField()

    labels = {"name": "Name", "relation": "Who they are to the person"}
    legends = {
        "parental_responsibility": "Do they have parental responsibility?",
        "may_be_told": "May they be told what is on the register?",
    }
    hints = {
        "parental_responsibility": "Only for somebody under 18. The proof is written down with the consent.",
        "may_be_told": "Only with the agreement of the person, or of whoever decides for them.",
    }
    error_words = {
        "name": "the name",
        "relation": "who they are",
        "parental_responsibility": {"required": "Choose “Yes” or “No” for parental responsibility"},
        "may_be_told": {"required": "Choose whether they may be told"},
    }
    inline = ("parental_responsibility", "may_be_told")
    widths = {"relation": 20}

    def facts(self, referral: Referral) -> dict[str, Any]:
        """A contact's columns, with how the form said they can be reached."""
        return {**self.cleaned_data, "phone": referral.phone, "email": referral.email}


# What else must be written down for a basis, and the words before it in the evidence.
PROOFS = {
    consent.Basis.CHILD: ("understands", "How we know that the child understands"),
    consent.Basis.CHILD_WISH: ("understands_not", "What the child does not understand yet"),
    consent.Basis.WELFARE_UNDER_16: ("sign_off", "Which legal or safeguarding lead signed it off"),
    consent.Basis.PARENT_PR: ("parental_proof", "How parental responsibility was checked"),
    consent.Basis.COUNCIL_PR: ("order_seen", "Which care order was seen, and who decides for the council"),
    consent.Basis.ATTORNEY: ("authority_seen", "Which document was seen"),
    consent.Basis.BEST_INTERESTS: ("consulted", "Who assessed capacity, when, and who was asked"),
}


class ConsentAnswer(NHSForm):
    decision = NHSRadiosField(choices=choices(consent.DECISION_LABELS))
    limits = NHSTextareaField(max_length=1000, rows=2)
    basis = NHSRadiosField(choices=choices(consent.BASIS_LABELS))
    understands = NHSTextareaField(max_length=1000, rows=2)
    understands_not = NHSTextareaField(max_length=1000, rows=2)
    sign_off = NHSTextField(max_length=200)
    parental_proof = NHSTextareaField(max_length=1000, rows=2)
    order_seen = NHSTextareaField(max_length=1000, rows=2)
    authority_seen = NHSTextareaField(max_length=1000, rows=2)
    consulted = NHSTextareaField(max_length=1000, rows=2)
    given_by = NHSTextField(max_length=200)
    decided_on = NHSDateField(not_future=True)
    evidence = NHSTextareaField(max_length=2000, rows=4)

    labels = {
        "limits": "Which limits?",
        "given_by": "Who gave the answer?",
        "evidence": "How was it explained and given, and where is the proof?",
        **dict(PROOFS.values()),
    }
    legends = {
        "decision": "What is the answer to being on the register?",
        "basis": "Who could decide?",
        "decided_on": "When was it given?",
    }
    hints = {
        "given_by": "Their name.",
        "evidence": "For example: talked through with pictures; signed paper in the team’s folder.",
    }
    reveals = {
        "decision": {consent.Decision.LIMITED: "limits"},
        "basis": {basis: name for basis, (name, _) in PROOFS.items()},
    }
    error_words = {
        "decision": "the answer",
        "basis": "who could decide",
        "limits": "the limits",
        "given_by": "who gave the answer",
        "decided_on": "the day of the answer",
        "evidence": "how it was explained and given",
        **{name: f"{words[:1].lower()}{words[1:]}" for name, words in PROOFS.values()},
    }

    def facts(self) -> dict[str, Any]:
        """A consent's columns; what proves the basis becomes part of its evidence."""
        given = self.cleaned_data
        basis = consent.Basis(given["basis"])
        name, words = PROOFS.get(basis, ("", ""))
        proof = f"\n{words}: {given[name]}" if name else ""
        return {
            "decision": consent.Decision(given["decision"]),
            "basis": basis,
            "given_by": given["given_by"],
            "limits": given["limits"],
            "evidence": given["evidence"] + proof,
            "decided_on": given["decided_on"],
            "sign_off": given["sign_off"] or "",
        }


class Talk(NHSForm):
    on = NHSDateField(not_future=True)
    with_whom = NHSTextField(max_length=200)
    spoke = NHSRadiosField(choices=[("yes", "Yes"), ("no", "No, nobody was reached")])
    said = NHSTextareaField(max_length=5000, rows=5)

    labels = {"with_whom": "Who with?", "said": "What was said?"}
    legends = {"on": "When?", "spoke": "Did you speak?"}
    hints = {"said": "What they want, what is urgent, how to contact them. After a try: what you did."}
    error_words = {
        "on": "the day",
        "with_whom": "who you spoke with, or tried to reach",
        "spoke": {"required": "Choose whether you spoke"},
        "said": "what was said",
    }


ACCEPT = "accept"


class Decide(NHSForm):
    decision = NHSRadiosField(
        choices=[(ACCEPT, "Yes: put the person on the register, not yet rated"), *choices(deciding.CODES)]
    )
    reason = NHSTextareaField(max_length=2000, rows=5)
    help_not_eligible = NHSTextareaField(max_length=2000, rows=4, required=False)
    help_consent_refused = NHSTextareaField(max_length=2000, rows=3, required=False)
    help_redirected = NHSTextareaField(max_length=2000, rows=3, required=False)
    help_duplicate = NHSTextareaField(max_length=2000, rows=2, required=False)
    help_not_real = NHSTextareaField(max_length=2000, rows=2, required=False)

    labels = {
        "reason": "Why, and what happens next?",
        **{f"help_{code}": "What else can help, a line each" for code in deciding.Code},
    }
    legends = {"decision": "What did the team decide?"}
    hints = {
        "reason": "In plain words: whoever sent the form reads them when they follow it, and in the letter. "
        "No private details. After a “no”: how to ask again."
    }
    reveals = {"decision": {code: f"help_{code}" for code in deciding.Code}}
    error_words = {
        "decision": {"required": "Choose what the team decided"},
        "reason": "why, in plain words",
    }

    @staticmethod
    def first_values(code: str = "") -> dict[str, Any]:
        """What else can help, as a first guess for each reason; and the reason, when it is known."""
        chosen = {"decision": code} if code in set(deciding.Code) else {}
        return chosen | {f"help_{one}": deciding.signposts(one) for one in deciding.Code}

    def facts(self) -> dict[str, Any]:
        """The arguments of the action that it stands for."""
        given = self.cleaned_data
        if given["decision"] == ACCEPT:
            return {"reason": given["reason"]}
        code = deciding.Code(given["decision"])
        return {"reason": given["reason"], "code": code, "signposts": given[f"help_{code}"]}

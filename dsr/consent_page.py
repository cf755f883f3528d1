"""What the page of consent shows: each decision, where it stands and why, and who has had what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from accounts.permissions import Permission
from dsr import consent
from dsr import consent_words as words
from dsr.days import plain
from dsr.gate import Ledger, as_answer, as_assessment
from dsr.models import CapacityAssessment, ConsentRecord, RegisterEntry
from dsr.sharing import disclosures_of, papers_opened, to_be_told
from dsr.who_decides import ABILITIES

STATES = {
    consent.State.NOT_ASKED: "– Not asked",
    consent.State.THINKING: "… Not decided yet",
    consent.State.YES: "✓ Yes",
    consent.State.LIMITED: "✓ Yes, with limits",
    consent.State.NO: "✗ No",
    consent.State.WITHDRAWN: "✗ No longer",
    consent.State.EXPIRED: "! To be asked again",
    consent.State.DISPUTED: "! People disagree",
}
AGAIN = "✓ Yes, and being asked again"
SHUT = "✗ Closed now"
BECAUSE = "It is closed because of where being on the register stands."


@dataclass(frozen=True)
class Line:
    """One decision: what it is, where it stands, in a word and a sentence, and how we know."""

    label: str
    state: str
    sentence: str
    gate: consent.Gate
    proof: list[tuple[str, str]]
    history: list[str]
    sides: list[str]

    @property
    def is_held(self) -> bool:
        return self.gate.state is consent.State.DISPUTED


def facts(entry: RegisterEntry, *, lets: Callable[[Permission], bool], today: date) -> dict[str, Any]:
    """The context of the page, for a reader whom `lets` describes, in a fixed number of queries."""
    person = entry.person
    rows = list(ConsentRecord.objects.of(person).select_related("by").order_by("pk"))
    assessments = list(CapacityAssessment.objects.of(person).select_related("by").order_by("pk"))
    ledger = Ledger(
        person.date_of_birth, [as_answer(row) for row in rows], [as_assessment(row) for row in assessments]
    )
    reader = Reader(rows, ledger, today, lets(Permission.SEE_CONTACTS), lets(Permission.SEE_NARRATIVE))
    shared = disclosures_of(person)
    waiting = to_be_told(person, today=today, ledger=ledger, shared=shared)
    decisions = [reader.line(purpose) for purpose in consent.STANDING]
    kinds = [reader.line(consent.Purpose.SHARE, to=kind) for kind in consent.ShareKind]
    reviews = [reader.line(purpose, about=about) for about, purpose in reader.of_reviews()]
    return {
        "decisions": decisions,
        "kinds": kinds,
        "reviews": reviews,
        "held": [line for line in (*decisions, *kinds, *reviews) if line.is_held],
        "lapsed": decisions[0].gate.state is consent.State.EXPIRED,
        "assessments": [reader.assessment(row) for row in reversed(assessments)],
        "shared": shared,
        "opened": papers_opened(person),
        "waiting": [each.disclosure for each in waiting],
        "waiting_ids": {each.disclosure.pk for each in waiting},
        "telling": entry.deadlines.open().filter(key="consent_withdrawn_close").first(),
        "reads_words": reader.words,
    }


@dataclass(frozen=True)
class Reader:
    """The ledger as one reader may know it: who answered by name only for `named`, evidence for `words`."""

    rows: list[ConsentRecord]
    ledger: Ledger
    today: date
    named: bool
    words: bool

    def line(
        self, purpose: consent.Purpose, *, to: consent.ShareKind | None = None, about: UUID | None = None
    ) -> Line:
        """One decision, with all that was said about it."""
        asked = {"on": self.today, "about": about, "to": to, "named": self.named}
        gate = self.ledger.may(purpose, **asked, alone=True)
        shut = gate.allowed and not self.ledger.may(purpose, **asked).allowed
        mine = [row for row in self.rows if (row.purpose, row.to, row.about) == (purpose, to or "", about)]
        counting = gate.answer.row if gate.answer else None
        row = next((row for row in self.rows if row.pk == counting), None)
        found = words.SHARE_LABELS[to] if to else words.PURPOSE_LABELS[purpose]
        return Line(
            label=found,
            state=SHUT
            if shut
            else AGAIN
            if gate.rechecking
            else STATES[gate.state or consent.State.NOT_ASKED],
            sentence=f"{gate.sentence} {BECAUSE}" if shut else gate.sentence,
            gate=gate,
            proof=self.proof(row) if row else [],
            history=[self.said(row) for row in reversed(mine)],
            sides=[self.side(answer) for answer in gate.sides],
        )

    def of_reviews(self) -> list[tuple[UUID, consent.Purpose]]:
        """Each decision about a review that was answered, the latest review first."""
        asked = dict.fromkeys((row.about, consent.Purpose(row.purpose)) for row in reversed(self.rows))
        return [(about, purpose) for about, purpose in asked if about]

    def side(self, answer: consent.Answer) -> str:
        """Where one of those who disagree stands."""
        who = answer.given_by if self.named else words.WHO[answer.basis]
        return f"{who}: {words.DECISION_LABELS[answer.decision].lower()}, {plain(answer.decided_on)}"

    def who(self, row: ConsentRecord) -> str:
        return row.given_by if self.named else words.WHO[consent.Basis(row.basis)]

    def said(self, row: ConsentRecord) -> str:
        """One answer in a sentence."""
        day = plain(row.decided_on)
        settled = ", which settled a disagreement" if row.settled else ""
        basis = words.BASIS_LABELS[consent.Basis(row.basis)]
        answer = f"{self.who(row)} answered “{row.get_decision_display()}”{settled}"
        return f"{day}: {answer}. {basis}. Saved by {row.by.name}."

    def proof(self, row: ConsentRecord) -> list[tuple[str, str]]:
        """How an answer was explained and given, and what proves whose it was: for who reads narrative."""
        if not self.words:
            return []
        explained = [words.EXPLAINED_HOW.get(code, code) for code in row.explained_how]
        found = [
            ("Limits", row.limits),
            ("Explained and given", row.evidence),
            ("Explained with", ", ".join(explained)),
            ("Explained by", row.explained_by),
            ("Given", row.get_given_how_display()),
            ("From the form", row.recorded_from),
            ("Whether the child understands", row.competence),
            ("What the child says", row.child_view),
            ("Authority", row.get_authority_display()),
            ("Proof of that", row.authority_proof),
            ("Signed off by", row.sign_off),
            ("Who was asked", row.consulted),
            ("How it was settled", row.settled),
        ]
        return [(label, said) for label, said in found if said]

    def assessment(self, row: CapacityAssessment) -> dict[str, Any]:
        """One assessment of capacity; its words only for who reads narrative."""
        said = {True: "yes", False: "no", None: "not known"}
        return {
            "on": row.assessed_on,
            "thing": row.get_purpose_display() or "All decisions about the register",
            "finding": row.get_finding_display(),
            "assessor": row.assessor if self.words else "",
            "abilities": [(label, said[getattr(row, name)]) for name, label in ABILITIES.items()],
            "words": [("Help given", row.help_given), ("Why", row.why)] if self.words else [],
            "by": row.by.name,
        }


def held_now(
    ledger: Ledger, today: date
) -> list[tuple[consent.Purpose, consent.ShareKind | None, UUID | None]]:
    """The decisions about which people disagree, each by what it is about."""
    scopes = dict.fromkeys((answer.purpose, answer.to, answer.about) for answer in ledger.answers)
    return [
        (purpose, to, about)
        for purpose, to, about in scopes
        if ledger.may(purpose, on=today, about=about, to=to, alone=True).state is consent.State.DISPUTED
    ]

"""Asks the consent gate with what is on record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from config.compiled import compiled
from dsr import consent
from dsr.models import CapacityAssessment, ConsentRecord, Person
from dsr.who_decides import Capacity


@dataclass(frozen=True)
class Ledger:
    """All that is on record about somebody's consent, read once: for several questions."""

    born: date
    answers: list[consent.Answer]
    assessments: list[consent.Assessment]

    def may(
        self,
        purpose: consent.Purpose,
        *,
        on: date,
        about: UUID | None = None,
        to: consent.ShareKind | None = None,
        named: bool = True,
        alone: bool = False,
    ) -> consent.Gate:
        """May we, for this purpose, on this day?"""
        return consent.may(
            purpose,
            self.answers,
            born=self.born,
            on=on,
            about=about,
            to=to,
            named=named,
            assessments=self.assessments,
            alone=alone,
        )

    def kinds(self, *, on: date, named: bool = True) -> dict[consent.ShareKind, consent.Gate]:
        """Sharing with each kind of organisation, in the order of the table."""
        return {
            kind: self.may(consent.Purpose.SHARE, on=on, to=kind, named=named) for kind in consent.ShareKind
        }


def ledger_of(person: Person, *, about: UUID | None = None) -> Ledger:
    """What is on record of one person, about the register or about one review. Two queries."""
    return Ledger(person.date_of_birth, answers_of(person, about=about), assessments_of(person))


def answers_of(person: Person, *, about: UUID | None = None) -> list[consent.Answer]:
    """The recorded answers of a person, in the order they were recorded."""
    return [as_answer(row) for row in _answers(person.pk, about)]


@compiled
def _answers(person_id: UUID, about: UUID | None) -> QuerySet:
    return ConsentRecord.objects.of(person_id).filter(about=about).order_by("pk")


def answers_about(person: Person, reviews: list[UUID]) -> list[consent.Answer]:
    """The same for several reviews at once, in one query."""
    return as_answers(ConsentRecord.objects.of(person).filter(about__in=reviews))


def as_answers(rows: QuerySet) -> list[consent.Answer]:
    """Rows of the ledger as the pure rules know them, in the order they were recorded."""
    return [as_answer(row) for row in rows.order_by("pk")]


def as_answer(row: ConsentRecord) -> consent.Answer:
    """One row of the ledger as the pure rules know it."""
    return consent.Answer(
        consent.Purpose(row.purpose),
        consent.Decision(row.decision),
        consent.Basis(row.basis),
        row.given_by,
        row.decided_on,
        row.valid_until,
        row.about,
        consent.ShareKind(row.to) if row.to else None,
        bool(row.settled),
        row.pk,
    )


def assessments_of(person: Person) -> list[consent.Assessment]:
    """What was found about somebody's capacity, in the order it was recorded."""
    return [as_assessment(row) for row in _assessments(person.pk)]


@compiled
def _assessments(person_id: UUID) -> QuerySet:
    return CapacityAssessment.objects.of(person_id).order_by("pk")


def assessments_by_person(people: Iterable[UUID]) -> dict[UUID, list[consent.Assessment]]:
    """The same for several people, in one query; by the record that goes on where two were merged."""
    found: dict[UUID, list[consent.Assessment]] = defaultdict(list)
    rows = CapacityAssessment.objects.of(*people).order_by("pk")
    for row in rows.select_related("person"):
        found[row.person.merged_into_id or row.person_id].append(as_assessment(row))
    return found


def as_assessment(row: CapacityAssessment) -> consent.Assessment:
    """One assessment as the pure rules know it."""
    purpose = consent.Purpose(row.purpose) if row.purpose else None
    return consent.Assessment(Capacity(row.finding), row.assessed_on, purpose, row.about)


def gate(
    person: Person,
    purpose: consent.Purpose,
    *,
    on: date,
    about: UUID | None = None,
    to: consent.ShareKind | None = None,
    named: bool = True,
) -> consent.Gate:
    """May we, for this purpose, on this day? Asked at the moment of showing, sharing or sending."""
    return ledger_of(person, about=about).may(purpose, on=on, about=about, to=to, named=named)

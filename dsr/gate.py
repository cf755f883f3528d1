"""Asks the consent gate with the answers that are on record."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from dsr import consent
from dsr.models import ConsentRecord, Person


def answers_of(person: Person, *, about: UUID | None = None) -> list[consent.Answer]:
    """The recorded answers of a person, in the order they were recorded."""
    return _as_answers(ConsentRecord.objects.of(person).filter(about=about))


def answers_about(person: Person, reviews: list[UUID]) -> list[consent.Answer]:
    """The same for several reviews at once, in one query."""
    return _as_answers(ConsentRecord.objects.of(person).filter(about__in=reviews))


def _as_answers(rows: QuerySet) -> list[consent.Answer]:
    return [
        consent.Answer(
            consent.Purpose(row.purpose),
            consent.Decision(row.decision),
            consent.Basis(row.basis),
            row.given_by,
            row.decided_on,
            row.valid_until,
            row.about,
        )
        for row in rows.order_by("pk")
    ]


def gate(
    person: Person, purpose: consent.Purpose, *, on: date, about: UUID | None = None, named: bool = True
) -> consent.Gate:
    """May we, for this purpose, on this day? Asked at the moment of showing, sharing or sending."""
    return gates(person, [purpose], on=on, about=about, named=named)[0]


def gates(
    person: Person,
    purposes: list[consent.Purpose],
    *,
    on: date,
    about: UUID | None = None,
    named: bool = True,
) -> list[consent.Gate]:
    """The same for several purposes, from one reading of the answers."""
    answers = answers_of(person, about=about)
    born = person.date_of_birth
    return [consent.may(p, answers, born=born, on=on, about=about, named=named) for p in purposes]

"""What a consent form becomes in the ledger: a row for each decision, with its basis and its proof. Pure.

`form` is the form as it was sent. What only a person of the team can know (whether a child understands,
which review is meant, that a proof was seen) comes as `Found`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from config.refused import Refused
from dsr.consent import Basis, Decision, Purpose, ShareKind, thing
from dsr.consent_words import EXPLAINED_HOW
from dsr.days import age_on, plain
from referrals.consent_answers import (
    CHILD_SAYS,
    COURT_ORDERS,
    OF_THE_REVIEW,
    PAPER_HOW,
    Decided,
    Giver,
    basis_of,
    cannot_answer,
    child_says_no,
    decisions,
)

REVIEW_PURPOSES = tuple(OF_THE_REVIEW.values())


@dataclass(frozen=True)
class Found:
    """What the team found out before recording. `review` None: no review is planned, so none is recorded."""

    understands: bool = False
    checked: str = ""
    review: UUID | None = None


@dataclass(frozen=True)
class Row:
    """One row to be written."""

    purpose: Purpose
    decision: Decision
    basis: Basis
    given_by: str
    to: ShareKind | None = None
    limits: str = ""
    about: UUID | None = None

    @property
    def thing(self) -> str:
        words = thing(self.purpose, self.to)
        return words[:1].upper() + words[1:]


def planned(form: Any, *, born: date, found: Found) -> list[Row]:
    """The rows that a form becomes. Where a parent writes that the child says no, that is a row as well."""
    basis = basis_of(
        form.giver,
        age=age_on(born, form.answered_on),
        authority=form.authority,
        understands=found.understands,
    )
    rows = [row for decided in decisions(vars(form)) for row in _row(form, decided, basis, found)]
    if child_says_no(vars(form)):
        rows += _the_childs_no(form, rows)
    return rows


def _row(form: Any, decided: Decided, basis: Basis, found: Found) -> Iterator[Row]:
    about = found.review if decided.purpose in REVIEW_PURPOSES else None
    if decided.purpose in REVIEW_PURPOSES and about is None:
        return
    yield Row(
        decided.purpose,
        _disputed(form, decided.decision),
        basis,
        form.answered_by,
        decided.to,
        decided.limits,
        about,
    )


def _disputed(form: Any, decision: Decision) -> Decision:
    """While somebody who was asked disagrees, a decision for a person who cannot make it opens nothing."""
    opens = decision in (Decision.YES, Decision.LIMITED)
    return Decision.DISPUTED if opens and form.disagrees == "yes" else decision


def _the_childs_no(form: Any, rows: list[Row]) -> list[Row]:
    """Beside each thing that the parent says yes to; about sharing once, for all."""
    told = {(row.purpose, row.about) for row in rows if row.decision in (Decision.YES, Decision.LIMITED)}
    return [
        Row(purpose, Decision.NO, Basis.CHILD_WISH, form.known_as, about=about)
        for purpose, about in sorted(told, key=str)
    ]


def left_out(form: Any, found: Found) -> list[Decided]:
    """What is answered and not recorded, because no review is planned to record it for."""
    if found.review:
        return []
    return [decided for decided in decisions(vars(form)) if decided.purpose in REVIEW_PURPOSES]


def check_version(form: Any, *, born: date) -> None:
    """Refuse a form whose giver may not answer for a person of this age."""
    if refused := cannot_answer(form.giver, age_on(born, form.answered_on)):
        raise Refused(refused)


def check_same_birthday(form: Any, *, born: date) -> None:
    """Refuse while the form and the record disagree on the birthday: age decides who answers."""
    if form.date_of_birth != born:
        raise Refused(
            f"The form says born {plain(form.date_of_birth)}, the record {plain(born)}. "
            "Find out which is right, and whether this is the same person."
        )


# ---------------------------------------------------------------- proof


def proof(form: Any, found: Found) -> dict[str, Any]:
    """What stands beside every row as its proof, as `dsr.record_consent` takes it."""
    return {
        "evidence": _lines(f"Consent form {form.spaced_reference}, received {plain(form.received_on)}.",
                           _given(form), found.checked and f"Checked by the team: {found.checked}"),
        "explained_how": [how for how in form.explained_how if how in EXPLAINED_HOW],
        "explained_by": form.explained_by or form.talked_with,
        "given_how": form.given_how,
        "recorded_from": form.reference,
        "consulted": _consulted(form),
        "child_view": _child_view(form),
        "competence": _competence(form, found),
        "authority": _authority(form),
        "authority_proof": _lines(form.authority_proof, form.document_seen, found.checked),
    }  # fmt: skip


def _lines(*lines: Any) -> str:
    return "\n".join(line for line in lines if line)


def _given(form: Any) -> str:
    if form.given_how == "spoken":
        return f"Said to {form.worker_name} on {plain(form.said_on)}: “{form.said_words}”"
    if form.given_how == "paper":
        return f"Signed on paper on {plain(form.signed_on)}. {PAPER_HOW.get(form.paper_how, '')}.".strip()
    return f"Name typed: {form.typed_name}."


def _authority(form: Any) -> str:
    own: str = form.authority or form.document
    return own or ("decision_maker" if form.giver == Giver.BEST_INTERESTS else "")


def _consulted(form: Any) -> str:
    return _lines(
        form.consulted,
        form.wishes and f"What the person wants: {form.wishes}",
        form.other_holders and f"Others with parental responsibility: {form.other_holders}",
        form.court_order and form.court_order != "none" and _court(form),
        form.disagrees_words and f"Disagrees: {form.disagrees_words}",
        form.least_restrictive and f"The smallest step: {form.least_restrictive}",
    )


def _court(form: Any) -> str:
    return _lines(f"A court order: {COURT_ORDERS[form.court_order]}.", form.court_order_words)


def _child_view(form: Any) -> str:
    return _lines(CHILD_SAYS.get(form.child_says, ""), form.child_words)


def _competence(form: Any, found: Found) -> str:
    if not form.own_words:
        return ""
    return _lines(
        f"In their own words: {form.own_words}",
        f"Talked through with {form.talked_with}" + (f", {plain(form.talked_on)}" if form.talked_on else ""),
        f"The team found that they {'understand' if found.understands else 'do not understand all of'} it.",
        found.checked,
    )

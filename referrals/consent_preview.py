"""What a consent form will do to the ledger, before anybody presses the button."""

from dataclasses import dataclass
from datetime import date

from config.refused import Refused, reason_not
from dsr.answers import capacity_on
from dsr.consent import BASIS_LABELS, DECISION_LABELS, USABLE, Answer, Gate, State, check_basis
from dsr.gate import Ledger
from dsr.models import Person
from dsr.sharing import whole_ledger
from dsr.who_decides import Capacity, check_yes
from referrals.consent_answers import Giver
from referrals.consent_plan import Found, Row, check_same_birthday, check_version, planned
from referrals.models import ConsentForm


@dataclass(frozen=True)
class Preview:
    """One decision as it will be recorded: in words, why it cannot be, and what holds afterwards."""

    row: Row
    refusal: str
    after: Gate

    @property
    def answer(self) -> str:
        return DECISION_LABELS[self.row.decision]

    @property
    def basis(self) -> str:
        return BASIS_LABELS[self.row.basis]

    @property
    def conflict(self) -> bool:
        return self.after.state is State.DISPUTED


def preview(form: ConsentForm, person: Person, found: Found, today: date) -> list[Preview]:
    """The rows of a form, as they would be written today, each with what would then stand."""
    ledger = whole_ledger(person)
    rows = planned(form, born=person.date_of_birth, found=found)
    after = Ledger(ledger.born, [*ledger.answers, *(_answer(row, form) for row in rows)], ledger.assessments)
    return [
        Preview(
            row,
            reason_not(_check, row, form, ledger) or "",
            after.may(row.purpose, on=today, about=row.about, to=row.to, alone=True),
        )
        for row in rows
    ]


def _answer(row: Row, form: ConsentForm) -> Answer:
    return Answer(
        row.purpose, row.decision, row.basis, row.given_by, form.answered_on, None, row.about, row.to
    )


def _check(row: Row, form: ConsentForm, ledger: Ledger) -> None:
    """What the ledger itself will check; a best-interests form brings its own assessment with it."""
    check_basis(row.basis, born=ledger.born, on=form.answered_on)
    if row.decision in USABLE:
        known = capacity_on(ledger.assessments, row.purpose, on=form.answered_on, about=row.about)
        own = form.giver == Giver.BEST_INTERESTS and form.assessed_on
        if own and (known is None or known.on <= form.assessed_on):
            return
        finding = known.finding if known else Capacity.NO_DOUBT
        check_yes(row.basis, capacity=finding, assessed_on=known.on if known else None)


def whole_refusal(form: ConsentForm, person: Person) -> str:
    """Why the form as a whole cannot be recorded for this person; "" when it can."""
    for check in (check_same_birthday, check_version):
        try:
            check(form, born=person.date_of_birth)
        except Refused as refused:
            return str(refused)
    return ""

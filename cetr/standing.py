"""Where reviews stand: panel, consent, clocks. Three queries for any number of reviews."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.timezone import localdate

from accounts.models import User
from accounts.permissions import Permission
from cetr.models import PanelPlace, Review
from cetr.rules import check_panel
from cetr.statuses import REQUIRED, State
from config.refused import reason_not
from dsr.consent import FOR_A_REVIEW, PURPOSE_LABELS, Answer, Assessment, Gate, Purpose
from dsr.days import distance, plain
from dsr.gate import Ledger, as_answer, assessments_by_person
from dsr.models import ConsentRecord, Deadline

CLOCKS = ("review_held", "cetr_report", "cetr_consent_and_planner")


@dataclass(frozen=True)
class Standing:
    """A review with what is known about it today."""

    review: Review
    panel: list[PanelPlace]
    gates: dict[Purpose, Gate]
    clocks: dict[str, Deadline]
    today: date

    @property
    def places_taken(self) -> int:
        """How many of the three required places are taken."""
        return sum(place.role in REQUIRED for place in self.panel)

    @property
    def panel_missing(self) -> str | None:
        """What the panel still needs, in a sentence."""
        return reason_not(check_panel, [place.seat for place in self.panel])

    @property
    def warnings(self) -> list[str]:
        """Whose training or registration ends before the review."""
        experts = (place.expert for place in self.panel if place.expert)
        return [words for expert in experts for words in expert.warnings(self.review.planned_for)]

    @property
    def consent_parts(self) -> list[tuple[str, Gate]]:
        """The three parts of consent, each with its answer in a sentence."""
        return [(PURPOSE_LABELS[purpose], self.gates[purpose]) for purpose in FOR_A_REVIEW]

    @property
    def parts_agreed(self) -> int:
        return sum(gate.allowed for gate in self.gates.values())

    @property
    def papers_open(self) -> Gate:
        """Whether the panel may read the papers now."""
        return self.gates[Purpose.DISCLOSURE]

    @property
    def is_late(self) -> bool:
        """The day went by and it was not concluded, or the report's day did."""
        due = self.due
        return due is not None and due.due_on < self.today

    @property
    def due(self) -> Deadline | None:
        """The clock that runs now: until the review is held, then until its report is sent."""
        return self.clocks.get("cetr_report" if self.review.is_concluded else "review_held")

    @property
    def state_words(self) -> str:
        """Where it is in its life, and how far away the next day is."""
        review = self.review
        if review.state == State.CANCELLED:
            return "Called off"
        if review.report_issued_at:
            return f"Report sent {plain(localdate(review.report_issued_at))}"
        if review.is_concluded:
            return f"Report due {self._away}"
        if self.is_late:
            return f"Not concluded yet, {self._away}"
        return f"Planned, {self._away}"

    @property
    def _away(self) -> str:
        return distance(self.due.due_on, self.today) if self.due else ""

    @property
    def needs(self) -> list[str]:
        """What is missing before the day, in short."""
        if not self.review.is_planned:
            return []
        found = []
        if self.panel_missing:
            found.append(f"Panel {self.places_taken} of 3")
        elif not self.review.panel_confirmed_at:
            found.append("Panel not confirmed")
        if self.parts_agreed < len(FOR_A_REVIEW):
            found.append(f"Consent {self.parts_agreed} of 3")
        return found

    @property
    def needs_something(self) -> bool:
        """Whether somebody in the area must do something about it now."""
        return bool(self.needs) or self.is_late or self.review.is_concluded


def standings(reviews: Iterable[Review], *, today: date, named: bool = False) -> list[Standing]:
    """Where each of these reviews stands today; ask for them `with_people()`.

    Who answered about consent stands there by name only when `named`: for readers of contacts.
    """
    reviews = list(reviews)
    if not reviews:
        return []
    answers, clocks = _answers(reviews), _clocks(reviews)
    found = assessments_by_person({review.entry.person_id for review in reviews})
    return [
        Standing(
            review,
            review.panel(),
            _gates(review, answers[review.pk], found.get(review.entry.person_id, []), today, named),
            clocks[review.pk],
            today,
        )
        for review in reviews
    ]


def standing(review: Review, *, today: date, reader: User | None = None) -> Standing:
    """Where one review stands today, in words that are for this reader."""
    named = bool(reader and review.entry.lets(reader, Permission.SEE_CONTACTS))
    return standings([review], today=today, named=named)[0]


def _gates(
    review: Review, answers: list[Answer], found: list[Assessment], today: date, named: bool
) -> dict[Purpose, Gate]:
    ledger = Ledger(review.entry.person.date_of_birth, answers, found)
    return {purpose: ledger.may(purpose, on=today, about=review.pk, named=named) for purpose in FOR_A_REVIEW}


def _answers(reviews: list[Review]) -> dict[UUID, list[Answer]]:
    # By person as well: that is how the ledger is indexed.
    rows = ConsentRecord.objects.of(*{review.entry.person_id for review in reviews})
    rows = rows.filter(about__in=[review.pk for review in reviews]).order_by("pk")
    found: dict[UUID, list[Answer]] = defaultdict(list)
    for row in rows:
        found[row.about].append(as_answer(row))
    return found


def _clocks(reviews: list[Review]) -> dict[UUID, dict[str, Deadline]]:
    rows = Deadline.objects.open().filter(
        entry__in={review.entry_id for review in reviews}, about__in=[review.pk for review in reviews]
    )
    found: dict[UUID, dict[str, Deadline]] = defaultdict(dict)
    for row in rows:
        found[row.about][row.key] = row
    return found

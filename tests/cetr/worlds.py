"""Reviews for tests, built by the real actions on the world of all tests."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.permissions import RoleName
from cetr import actions
from cetr.actions import Answer, Panel
from cetr.models import DraftRecommendation, Expert, Outcome, Paper, Review
from cetr.personal import PRINCIPLES
from cetr.rules import QUESTIONS, Kind
from cetr.statuses import PaperKind, Trigger, View
from dsr.consent import FOR_A_REVIEW, Basis, Decision, Purpose
from dsr.models import RegisterEntry
from dsr.ratings import Colour
from tests.worlds import World

PDF = b"%PDF-1.4\n%nothing much\n%%EOF\n"


@dataclass
class Reviews:
    """Reviews in a world: `planned()` gives one for today, and each word makes it a step readier."""

    world: World

    def __post_init__(self) -> None:
        w = self.world
        self.today = w.today
        self.chair, self.coordinator = w.chair, w.coordinator
        self.member: User = w.user(RoleName.PANEL_MEMBER, "Eve Perience")
        self.clinician = self.expert("Asha Rao", Expert.Kind.CLINICAL)
        self.peer = self.expert("Eve Perience", Expert.Kind.EXPERIENCE, user=self.member)

    @property
    def panel(self) -> Panel:
        return Panel(chair=self.chair, clinical=self.clinician, experience=self.peer)

    def expert(self, name: str, kind: Expert.Kind, **facts: Any) -> Expert:
        return actions.add_expert(area=self.world.area, name=name, kind=kind, by=self.coordinator, **facts)

    def planned(self, entry: RegisterEntry | None = None, *, colour: str = "red", **facts: Any) -> Review:
        """A review for today of somebody red, with a full panel."""
        if entry is None:
            entry = self.world.entry()
            self.world.rate(entry, colour)
        given = {"kind": Kind.CTR, "trigger": Trigger.RED, "planned_for": self.today, "panel": self.panel}
        given |= {"starts_at": time(10, 0), "place": "The Lantern, Northmoor", "by": self.coordinator}
        return actions.plan_review(entry=entry, today=self.today, **given | facts)

    def consent(
        self,
        review: Review,
        decision: Decision = Decision.YES,
        *,
        only: tuple[Purpose, ...] = FOR_A_REVIEW,
        given_by: str = "",
    ) -> None:
        """The person's own answer, today."""
        actions.record_review_consent(
            review=review,
            answers={purpose: Answer(decision) for purpose in only},
            given_by=given_by or review.entry.person.known_as,
            basis=Basis.PERSON,
            evidence="Talked through with pictures.",
            decided_on=self.today,
            by=self.coordinator,
            today=self.today,
        )

    def paper(self, review: Review, title: str = "Her planner", data: bytes = PDF) -> Paper:
        upload = SimpleUploadedFile("planner.pdf", data)
        return actions.add_paper(
            review=review, title=title, kind=PaperKind.PLANNER, upload=upload, by=self.coordinator
        )

    def views(self, review: Review, by: User | None = None) -> None:
        views = {principle.key: (View.UPHELD, "") for principle in PRINCIPLES}
        actions.save_views(review=review, views=views, by=by or self.chair)

    def outcome(self, review: Review, colour: Colour | None = Colour.AMBER, **facts: Any) -> Outcome:
        found = Outcome.objects.filter(review=review).first()
        given = {"answers": {key: f"About {key}: yes." for key in QUESTIONS}, "why": "School starts again."}
        given |= {"words_for_person": "You go back to school.", "by": self.chair}
        given |= {"expected_version": found.version if found else 0}
        return actions.save_outcome(review=review, colour=colour, **given | facts)

    def recommendation(
        self,
        review: Review,
        text: str = "Write the crisis plan",
        owner: str = "Tom Bell (CAMHS)",
        days: int = 14,
    ) -> DraftRecommendation:
        due = self.today + timedelta(days=14)
        return actions.add_draft_recommendation(
            review=review, text=text, owner=owner, due_on=due, by=self.chair
        )

    def ready(self, **facts: Any) -> Review:
        """A review of today with everything that concluding asks for."""
        review = self.planned(**facts)
        self.consent(review)
        self.views(review)
        self.outcome(review, Colour.BLUE if review.entry.colour == Colour.BLUE else Colour.AMBER)
        self.recommendation(review)
        return review

    def conclude(self, review: Review, **facts: Any) -> Review:
        entry = RegisterEntry.objects.get(pk=review.entry_id)
        given = {"held_on": self.today, "rating_number": entry.rating_number, "by": self.chair}
        return actions.conclude_review(review=review, today=self.today, **given | facts)

    def concluded(self, **facts: Any) -> Review:
        return self.conclude(self.ready(**facts))

    def issued(self, **facts: Any) -> Review:
        review = self.concluded(**facts)
        actions.issue_report(review=review, by=self.chair, today=self.today)
        return Review.objects.get(pk=review.pk)

"""Reviews for the demonstration: a pool of experts in each area, and one review in each state in the first.

Made by the real actions, on the days on which they would have happened.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.demo import DemoWorld
from accounts.models import Area, User
from cetr import actions, rules
from cetr.actions import Answer, Panel
from cetr.models import Expert, Review
from cetr.personal import PRINCIPLES
from cetr.statuses import PaperKind, Trigger, View
from dsr.consent import FOR_A_REVIEW, Basis, Decision
from dsr.models import RegisterEntry
from dsr.ratings import Colour

CLINICIANS = ["Asha Rao", "Owen Pritchard", "Helen Adeyemi", "Marek Novak"]
PEERS = ["Lou Fisher", "Bea Castle", "Jamil Aziz", "Robin Tully"]
PAPERS = [
    ("The planner, with symbols", PaperKind.PLANNER),
    ("Crisis plan, August", PaperKind.CRISIS_PLAN),
    ("Care plan, October", PaperKind.CARE_PLAN),
]
SEEN = {
    "rights_led": (View.PARTLY, "No advocate had been offered before today."),
    "living_life": (View.PARTLY, "There is a flat, and no support team for it yet."),
}
ANSWERS = {
    "is_safe": "Yes, at home with somebody awake at night. Not if that stops before the new team starts.",
    "good_care": "Partly. The crisis team comes when called. Nobody has looked at sleep or at the senses.",
    "future": "To move to the flat in Mill Lane in the new year, with a team that is trained for it.",
    "community": "Yes, if the support team starts on time. Hospital would make things worse.",
}
ASKS = [
    (
        "Write the crisis plan with the family, and give everybody a copy",
        "Tom Bell (crisis team)",
        7,
        "They and the family have it in their hands.",
        "nothing_about_us",
    ),
    (
        "Book a sensory assessment",
        "Ines Romero (occupational therapy)",
        21,
        "The day is agreed.",
        "whole_person",
    ),
    ("Find a support team that can start before the move", "Dele Akin (commissioning)", 30, "", ""),
]


def seed(world: DemoWorld) -> None:
    """The pools, and in the first area: planned, planned without consent, report due, issued."""
    pools = {slug: _pool(world, area, place) for place, (slug, area) in enumerate(world.areas.items())}
    if "northmoor" in pools:
        day = _Day(world, pools["northmoor"])
        day.everything()


def _pool(world: DemoWorld, area: Area, place: int) -> list[Expert]:
    """Two clinicians and two people who know it from their own life; one whose training ends soon."""
    by, soon = world.users["coordinator"], world.today + timedelta(days=5)
    later = world.today + timedelta(days=400)
    clinical, peer = Expert.Kind.CLINICAL, Expert.Kind.EXPERIENCE
    asked = [
        (CLINICIANS[place % 4], clinical, "Psychiatry of learning disability", later, later, None),
        (CLINICIANS[(place + 1) % 4], clinical, "Clinical psychology, autism", soon, later, None),
        (PEERS[place % 4], peer, "Left hospital after four years", later, None, None),
    ]
    if area.slug == "northmoor":
        member = world.users["panel-member"]
        asked.append((member.name, peer, "Autistic, was in a unit as a teenager", later, None, member))
    return [
        actions.add_expert(
            area=area,
            name=name,
            kind=kind,
            speciality=speciality,
            training_valid_until=training,
            registration_valid_until=registration,
            user=user,
            by=by,
        )
        for name, kind, speciality, training, registration, user in asked
    ]


@dataclass
class _Day:
    """Makes reviews in the first area, each on days of its own."""

    world: DemoWorld
    pool: list[Expert]

    @property
    def chair(self) -> User:
        return self.world.users["chair"]

    @property
    def coordinator(self) -> User:
        return self.world.users["coordinator"]

    @property
    def panel(self) -> Panel:
        return Panel(chair=self.chair, clinical=self.pool[0], experience=self.pool[-1])

    def everything(self) -> None:
        today = self.world.today
        jade, *others = self._people()
        ready = self._planned(jade, on=today, made=today)
        self._consent(ready, today)
        actions.confirm_panel(review=ready, by=self.coordinator)
        self._papers(ready)
        if others:
            self._papers(self._planned(others.pop(0), on=today + timedelta(days=2), made=today))
        if found := self._rated_before(others, today - timedelta(days=4)):
            self._concluded(found, today - timedelta(days=4))
        if found := self._rated_before(others, today - timedelta(days=20)):
            review = self._concluded(found, today - timedelta(days=20))
            actions.issue_report(review=review, by=self.chair, today=today - timedelta(days=9))

    def _people(self) -> list[RegisterEntry]:
        """Jade first, then who is red, then amber; as they are now."""
        order = {"red": 0, "amber": 1, "green": 2}
        keys = [entry.pk for entry in self.world.entries]
        rows = RegisterEntry.objects.active().filter(pk__in=keys, area=self.world.areas["northmoor"])
        found = {entry.pk: entry for entry in rows.select_related("person", "area")}
        first, *rest = [found[key] for key in keys if key in found]
        return [first, *sorted((e for e in rest if e.colour in order), key=lambda e: order[e.colour])]

    def _rated_before(self, people: list[RegisterEntry], day: date) -> RegisterEntry | None:
        """The next of them who was rated well before that day, taken out of the list."""
        fits = (entry for entry in people if entry.rated_on < day - timedelta(days=10))
        found = next(fits, None)
        if found:
            people.remove(found)
        return found

    def _planned(self, entry: RegisterEntry, *, on: date, made: date) -> Review:
        person = entry.person
        kind, _ = rules.kind_for(age=person.age_on(on), ehc_plan=person.ehc_plan == "yes")
        return actions.plan_review(
            entry=entry,
            kind=kind,
            trigger=Trigger.RED if entry.colour == Colour.RED else Trigger.REQUEST,
            planned_for=on,
            starts_at=time(10, 0),
            place="The Lantern, 2 Example Road, Northmoor",
            panel=self.panel,
            by=self.coordinator,
            today=made,
        )

    def _consent(self, review: Review, on: date) -> None:
        person = review.entry.person
        adult = person.age_on(on) >= 16
        mum = "Mary Morris" if person.given_name == "Jade" else f"{person.given_name}’s parent"
        actions.record_review_consent(
            review=review,
            answers={purpose: Answer(Decision.YES) for purpose in FOR_A_REVIEW},
            given_by=person.known_as if adult else mum,
            basis=Basis.PERSON if adult else Basis.PARENT_PR,
            evidence="Talked through with pictures; the signed form is in the file.",
            decided_on=on,
            by=self.coordinator,
            today=on,
        )

    def _papers(self, review: Review) -> None:
        for title, kind in PAPERS:
            upload = SimpleUploadedFile("paper.pdf", one_page_pdf(title))
            actions.add_paper(review=review, title=title, kind=kind, upload=upload, by=self.coordinator)

    def _concluded(self, entry: RegisterEntry, held: date) -> Review:
        review = self._planned(entry, on=held, made=held - timedelta(days=5))
        self._consent(review, held - timedelta(days=3))
        self._papers(review)
        views = {p.key: SEEN.get(p.key, (View.UPHELD, "")) for p in PRINCIPLES}
        actions.save_views(review=review, views=views, by=self.world.users["panel-member"])
        actions.save_views(review=review, views=views, by=self.chair)
        actions.save_outcome(
            review=review,
            expected_version=0,
            answers=ANSWERS,
            colour=Colour.AMBER,
            why="Safe for now; the next weeks depend on the support team starting on time.",
            words_for_person="You are safe. A new team will start. You choose when you move.",
            by=self.chair,
        )
        for text, owner, days, measure, serves in ASKS:
            actions.add_draft_recommendation(
                review=review, text=text, owner=owner, due_on=held + timedelta(days=days),
                measure=measure, serves=serves, by=self.chair,
            )  # fmt: skip
        number = RegisterEntry.objects.values_list("rating_number", flat=True).get(pk=entry.pk)
        return actions.conclude_review(
            review=review, held_on=held, rating_number=number, by=self.chair, today=held
        )


def one_page_pdf(title: str) -> bytes:
    """A PDF of one page with its title; written by hand, so that no library is needed."""
    told = "An invented paper of the demonstration."
    words = f"BT /F1 18 Tf 60 760 Td ({title}) Tj 0 -30 Td /F1 12 Tf ({told}) Tj ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(words)} >>\nstream\n{words}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer << /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{rows}{end}".encode("ascii")

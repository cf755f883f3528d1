"""Somebody's time on the register for tests: made by the actions alone, in any order."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction

from cetr.actions import cancel_review
from cetr.models import Review
from config.refused import Refused
from dsr import actions, consent, ratings
from dsr.endings import DecidedWhere, Reason, Told
from dsr.keyworker_offers import OfferState
from dsr.law import Section
from dsr.models import HospitalStay, PauseReason, RegisterEntry, Transfer
from dsr.statuses import Step
from dsr.stay_rules import LeaveKind, Notice, Security
from dsr.who_decides import ABILITIES, Capacity
from tests.cetr.worlds import Reviews
from tests.dsr.meetings import Meetings
from tests.worlds import World

# Of these every run is told by the facts, also those that are over.
WHOLE = (
    "rating_review_red", "rating_review_amber", "rating_review_green", "amber_meeting",
    "post_discharge_rerate", "oversight_visit", "stuck_in_hospital", "inadequate_unit_notice",
    "blue_on_admission", "step_down_told", "transfer_acknowledge", "transfer_decide", "oversight_panel_next",
)  # fmt: skip


class History:
    """Somebody's time on the register, made by the actions alone, in any order."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.chance = world, Random(seed)
        self.east, self.meetings, self.reviews = World("Eastmere"), Meetings(world), Reviews(world)
        ages = {"child": 12, "turning": 17, "young": 24, "grown": 40}
        self.entries = [world.entry(world.person(name, born=self._born(age))) for name, age in ages.items()]
        self.done: Counter[str] = Counter()

    def _born(self, age: int) -> date:
        """One of them turns 18 in the course of it."""
        day = self.world.today - timedelta(days=self.chance.randint(1, 330))
        return date(day.year - age, day.month, min(day.day, 28))

    def live(self, days: int = 75) -> None:
        """From some months ago until today."""
        clock = self.world.today - timedelta(days=days)
        while clock <= self.world.today:
            self._happens(self.chance.choice(EVENTS), clock)
            clock += timedelta(days=self.chance.randint(0, 6))
        for _ in range(14):
            self._happens(self.chance.choice(OF_TODAY), self.world.today)

    def _happens(self, what: str, day: date) -> None:
        entry = RegisterEntry.objects.get(pk=self.chance.choice(self.entries).pk)
        try:
            with transaction.atomic():
                getattr(self, f"_{what}")(entry, day)
            self.done[what] += 1
        except Refused:
            self.done["refused"] += 1

    def _rate(self, entry: RegisterEntry, day: date) -> None:
        where = self.chance.choice(["between", "meeting", "urgent_meeting"])
        colour = self.chance.choice([c.value for c in ratings.BY_HAND])
        self.world.rate(entry, colour, decided_on=day, decided_at=where)

    def _admit(self, entry: RegisterEntry, day: date) -> None:
        actions.admit(
            entry=entry, hospital="The Larches", legal_status="informal", admitted_on=day,
            security=self.chance.choice(list(Security)), inadequate=self.chance.random() < 0.5,
            reviewed_before=self.chance.choice([None, None, day - timedelta(days=9)]), **self._signed(),
        )  # fmt: skip

    def _leave(self, entry: RegisterEntry, day: date) -> None:
        stay = entry.stays.filter(discharged_on=None).first()
        if stay:
            actions.discharge(stay=stay, discharged_on=day, going_to="Home", **self._signed())

    def _visit(self, entry: RegisterEntry, day: date) -> None:
        stay = entry.stays.filter(discharged_on=None).first()
        if stay:
            actions.record_visit(stay=stay, visited_on=day, words="Seen alone.", **self._signed())

    def _consent(self, entry: RegisterEntry, day: date) -> None:
        purpose = self.chance.choice([consent.Purpose.REGISTER] * 3 + [consent.Purpose.SHARE])
        decision = self.chance.choice([consent.Decision.YES] * 4 + [consent.Decision.THINKING])
        self.world.consent(entry.person, purpose, decided_on=day, decision=decision)

    def _keyworker_no(self, entry: RegisterEntry, day: date) -> None:
        self.world.consent(
            entry.person, consent.Purpose.KEYWORKER, decided_on=day, decision=consent.Decision.NO
        )

    def _allocate(self, entry: RegisterEntry, day: date) -> None:
        worker = self.chance.choice([None, self.world.keyworker])
        actions.allocate(
            entry=entry, keyworker=worker, lead_professional=None, on=day, by=self.world.coordinator
        )

    def _hand_over(self, entry: RegisterEntry, day: date) -> None:
        actions.hand_over_people(
            part="keyworker", user=self.world.keyworker, area=self.world.area,
            to=self.chance.choice([None, self.world.user("keyworker", "Kim Second")]), **self._signed(),
        )  # fmt: skip

    def _own_number(self, entry: RegisterEntry, day: date) -> None:
        key = self.chance.choice([*WHOLE, "keyworker_offer", "post_discharge_hold", "silence_green"])
        off = key in ("amber_meeting", "silence_green") and self.chance.random() < 0.2
        actions.set_own_number(
            area=self.world.area, key=key, count=None if off else self.chance.randint(2, 20), off=off,
            reason="Agreed.", from_day=day, by=self.world.coordinator,
        )  # fmt: skip

    def _note(self, entry: RegisterEntry, day: date) -> None:
        if self.chance.random() < 0.1:  # it counts as of today: too many would leave no silence
            actions.add_note(entry=entry, text="Phoned.", by=self.world.keyworker)

    def _progress(self, entry: RegisterEntry, day: date) -> None:
        asked = actions.add_recommendation(
            entry=entry,
            text="A quiet room",
            owner="School",
            agreed_on=day,
            due_on=day,
            by=self.world.keyworker,
        )
        actions.record_progress(
            recommendation=asked, step="in_progress", note="Begun.", on=day, by=self.world.keyworker
        )

    def _plan_step(self, entry: RegisterEntry, day: date) -> None:
        if self.chance.random() < 0.1:
            actions.add_plan_step(
                entry=entry, what="College", who="School", by_day=self.world.today, **self._signed()
            )

    def _pause(self, entry: RegisterEntry, day: date) -> None:
        deadline = entry.deadlines.open().order_by("?").first()
        if deadline and self.chance.random() < 0.7:
            actions.pause_deadline(deadline=deadline, reason=PauseReason.UNWELL, words="", **self._signed())
        elif deadline:
            actions.end_pause(deadline=deadline, **self._signed())

    def _again(self, entry: RegisterEntry, day: date) -> None:
        """An administrator gives what is open the number of today."""
        actions.recompute_area(
            area=self.world.area, key=self.chance.choice([*WHOLE, "oversight_visit"]), why="Agreed.",
            by=self.world.administrator, today=self.world.today,
        )  # fmt: skip

    def _sweep(self, entry: RegisterEntry, day: date) -> None:
        actions.sweep(today=self.world.today, by=self.world.hand)

    def _signed(self) -> dict[str, Any]:
        return {"by": self.world.coordinator, "today": self.world.today}

    # ------------------------------------------------------------ in hospital

    def _stay(self, entry: RegisterEntry) -> HospitalStay:
        stay = entry.stays.filter(discharged_on=None).first()
        if stay is None:
            raise Refused("Not in hospital.")
        return stay

    def _ward(self, entry: RegisterEntry, day: date) -> None:
        actions.move_ward(
            stay=self._stay(entry), moved_on=day, hospital="Stoneacre", why="Nearer home.",
            security=self.chance.choice(list(Security)), inadequate=self.chance.random() < 0.5,
            **self._signed(),
        )  # fmt: skip

    def _status(self, entry: RegisterEntry, day: date) -> None:
        status = self.chance.choice([Section.INFORMAL, Section.S2, Section.S3])
        actions.change_legal_status(stay=self._stay(entry), status=status, on=day, **self._signed())

    def _goes_on_leave(self, entry: RegisterEntry, day: date) -> None:
        stay = self._stay(entry)
        kind = LeaveKind.INFORMAL if stay.legal_status == Section.INFORMAL else LeaveKind.SECTION_17
        actions.start_leave(
            stay=stay, kind=kind, from_on=day, expected_on=day, where="Home", overnight=True, **self._signed()
        )

    def _comes_back(self, entry: RegisterEntry, day: date) -> None:
        leave = self._stay(entry).leaves.filter(back_on=None).first()
        if leave:
            actions.end_leave(leave=leave, back_on=day, how_it_went="Well.", **self._signed())

    def _ready(self, entry: RegisterEntry, day: date) -> None:
        actions.record_readiness(
            stay=self._stay(entry), ready=self.chance.random() < 0.7, on=day, reasons=[], words="",
            **self._signed(),
        )  # fmt: skip

    def _notice(self, entry: RegisterEntry, day: date) -> None:
        move = self._stay(entry).moves.filter(inadequate=True).order_by("-number").first()
        if move:
            actions.record_notice(
                move=move, kind=self.chance.choice(list(Notice)), sent_on=day, **self._signed()
            )

    def _correct(self, entry: RegisterEntry, day: date) -> None:
        if self.chance.random() < 0.3:  # it counts as of today, as a note does
            stay = entry.stays.order_by("?").first() or self._stay(entry)
            what = self.chance.choice(["admission", "leaving"])
            before = stay.admitted_on if what == "admission" else stay.discharged_on or day
            moved = before + timedelta(days=self.chance.choice([-2, -1, 1, 2]))
            actions.correct_stay(stay=stay, what=what, day=moved, why="A slip.", **self._signed())

    # ------------------------------------------------------------ followed up

    def _told(self, entry: RegisterEntry, day: date) -> None:
        rating = entry.ratings.order_by("-number").first()
        if rating:
            actions.record_rating_told(rating=rating, on=day, how="On the phone.", **self._signed())

    def _offer_keyworker(self, entry: RegisterEntry, day: date) -> None:
        state = self.chance.choice(list(OfferState))
        actions.offer_keyworker(entry=entry, state=state, on=day, **self._signed())

    def _ask(self, entry: RegisterEntry, day: date) -> None:
        actions.add_recommendation(
            entry=entry, text="A quiet room", owner="School", agreed_on=day,
            due_on=day + timedelta(days=3), by=self.world.keyworker,
        )  # fmt: skip

    def _answered(self, entry: RegisterEntry, day: date) -> None:
        asked = entry.recommendations.order_by("?").first()
        if asked:
            step = self.chance.choice([Step.IN_PROGRESS, Step.DONE, Step.CONFIRMED, Step.CANNOT])
            by = self.chance.choice([self.world.keyworker, self.world.coordinator])
            actions.record_progress(recommendation=asked, step=step, note="Said so.", on=day, by=by)

    def _chase(self, entry: RegisterEntry, day: date) -> None:
        actions.chase_recommendations(today=self.world.today, by=self.world.hand)

    def _escalate(self, entry: RegisterEntry, day: date) -> None:
        actions.escalate(entry=entry, why="No flat.", **self._signed())

    def _de_escalate(self, entry: RegisterEntry, day: date) -> None:
        case = entry.escalations.filter(closed_on=None).first()
        if case:
            actions.close_escalation(escalation=case, why="A flat.", **self._signed())

    # ------------------------------------------------------------ consent and capacity

    def _withdraw(self, entry: RegisterEntry, day: date) -> None:
        purpose = self.chance.choice([consent.Purpose.REGISTER] * 2 + [consent.Purpose.SHARE])
        decision = self.chance.choice([consent.Decision.WITHDRAWN, consent.Decision.NO])
        self.world.consent(entry.person, purpose, decided_on=day, decision=decision)

    def _tell_all(self, entry: RegisterEntry, day: date) -> None:
        actions.record_everybody_told(person=entry.person, **self._signed())

    def _share(self, entry: RegisterEntry, day: date) -> None:
        self.world.consent(entry.person, consent.Purpose.SHARE, decided_on=day)

    def _capacity(self, entry: RegisterEntry, day: date) -> None:
        finding = self.chance.choice([Capacity.HAS, Capacity.LACKS])
        able = dict.fromkeys(ABILITIES, finding is Capacity.HAS)
        actions.record_capacity(
            person=entry.person, finding=finding, abilities=able, assessor="Dr Kit Hale", assessed_on=day,
            help_given="Pictures.", why="Asked twice.", **self._signed(),
        )  # fmt: skip

    # ------------------------------------------------------------ meetings and reviews

    def _meeting(self, entry: RegisterEntry, day: date) -> None:
        colour = self.chance.choice([None, None, *ratings.BY_HAND])
        item = self.meetings.item(self.meetings.open(entry), entry)
        self.meetings.decided(item, colour=colour, reason="Heard.", asked=(self.meetings.asked(),))

    def _plan_review(self, entry: RegisterEntry, day: date) -> None:
        self.reviews.planned(entry)
        if self.chance.random() < 0.6:
            self.chance.choice([self._call_off, self._hold_review])(entry, day)

    def _review(self, entry: RegisterEntry) -> Review:
        review = Review.objects.planned().filter(entry=entry).first()
        if review is None:
            raise Refused("None is planned.")
        return review

    def _call_off(self, entry: RegisterEntry, day: date) -> None:
        cancel_review(review=self._review(entry), why="Ill.", **self._signed())

    def _hold_review(self, entry: RegisterEntry, day: date) -> None:
        review = self._review(entry)
        self.reviews.consent(review)
        self.reviews.views(review)
        blue = entry.colour == ratings.Colour.BLUE
        self.reviews.outcome(
            review, ratings.Colour.BLUE if blue else self.chance.choice(list(ratings.BY_HAND))
        )
        self.reviews.recommendation(review)
        self.reviews.conclude(review)

    # ------------------------------------------------------------ places

    def _rest(self, entry: RegisterEntry, day: date) -> None:
        self.world.consent(entry.person, decision=consent.Decision.WITHDRAWN)
        actions.pause_for_consent(entry=entry, why="Thinks.", ask_again_on=day, **self._signed())
        if self.chance.random() < 0.5:
            self._go_on(entry, day)

    def _go_on(self, entry: RegisterEntry, day: date) -> None:
        self.world.consent(entry.person)
        actions.resume_place(entry=RegisterEntry.objects.get(pk=entry.pk), **self._signed())

    def _end(self, entry: RegisterEntry, day: date) -> None:
        if self.chance.random() < 0.4:
            told = self.chance.choice([None, Told.LETTER])
            actions.remove_from_register(
                entry=entry, reason=self.chance.choice([Reason.RISK_REDUCED, Reason.CONSENT_WITHDRAWN]),
                why="Well.", decided_by="The panel", decided_where=DecidedWhere.MEETING, decided_on=day,
                words_for_person="You do well.", told_how=told, told_on=told and day, **self._signed(),
            )  # fmt: skip

    def _die(self, entry: RegisterEntry, day: date) -> None:
        if self.chance.random() < 0.2:
            actions.record_death(
                person=entry.person, died_on=day, heard_from="The ward", to_tell=[], **self._signed()
            )

    def _letter(self, entry: RegisterEntry, day: date) -> None:
        if getattr(entry, "ending", None):
            actions.record_person_told(
                ending=entry.ending, told_how=Told.PHONE, told_on=day, words="", **self._signed()
            )

    def _offer(self, entry: RegisterEntry, day: date) -> None:
        self.world.consent(entry.person, consent.Purpose.SHARE)
        actions.offer_transfer(entry=entry, to_area=self.east.area, why="An aunt.", **self._signed())
        if self.chance.random() < 0.6:
            self._answer_offer(entry, day)

    def _transfer(self, entry: RegisterEntry) -> Transfer:
        offer = entry.transfers.open().first()
        if offer is None:
            raise Refused("Nothing is offered.")
        return offer

    def _seen(self, entry: RegisterEntry, day: date) -> None:
        actions.acknowledge_transfer(transfer=self._transfer(entry), by=self.east.coordinator, today=day)

    def _answer_offer(self, entry: RegisterEntry, day: date) -> None:
        offer, theirs = self._transfer(entry), {"by": self.east.coordinator, "today": day}
        what = self.chance.choice(["accept", "decline", "take_back"])
        if what == "accept":
            actions.accept_transfer(transfer=offer, **theirs)
        elif what == "decline":
            actions.decline_transfer(transfer=offer, why="Not ours.", **theirs)
        else:
            actions.take_transfer_back(transfer=offer, why="Stays.", **self._signed())


EVENTS = [
    *["rate"] * 5, *["admit"] * 3, *["leave"] * 2, *["ward"] * 2, *["ready"] * 2, *["notice"] * 3, "visit",
    "status", "goes_on_leave", "comes_back", "correct", "told", "offer_keyworker", "ask", "answered",
    "consent", "keyworker_no", "allocate", "hand_over", "own_number", "note", "progress", "plan_step",
    "pause", "again", "sweep", "share",
]  # fmt: skip
# What takes the day of today, or ends somebody's time.
OF_TODAY = [
    "rate", "admit", "leave", "ready", "visit", "correct", "plan_step", "sweep", *["withdraw"] * 2,
    "tell_all", "consent", *["capacity"] * 2, *["meeting"] * 3, *["plan_review"] * 2, "call_off",
    "hold_review", *["rest"] * 3, *["go_on"] * 2, "end", "die", "letter", *["offer"] * 2, "seen",
    "answer_offer", "chase", "escalate", "de_escalate", "escalate",
]  # fmt: skip

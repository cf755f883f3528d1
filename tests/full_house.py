"""Two areas with a row of every record in them, built by the real actions: for tests that visit all."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts import actions as accounts
from accounts import emergency, links
from accounts.models import AccessLogEntry, Area, Organisation, Signal, User
from accounts.permissions import RoleName
from accounts.sealing import seal
from cetr import actions as cetr
from cetr.models import Review
from cetr.personal import PRINCIPLES
from cetr.statuses import View
from dsr import actions, pairs
from dsr.consent import Decision, Purpose, ShareKind
from dsr.endings import DecidedWhere, Reason
from dsr.keyworker_offers import OfferState
from dsr.meeting_drafts import fingerprint
from dsr.models import NameList, PauseReason, Recommendation, RegisterEntry
from dsr.names import synthetic_nhs_number
from dsr.ratings import Colour
from dsr.risk_tool import Ages
from dsr.who_decides import ABILITIES, Capacity
from referrals import actions as referrals
from referrals.actions.codes import Sealed
from referrals.mind import Says, Way
from referrals.models import AddressCode, Referral
from tests.cetr.worlds import Reviews
from tests.dsr.meetings import Meetings
from tests.referrals.consents import sent_form
from tests.referrals.flaggings import flagged
from tests.referrals.sendings import sent
from tests.worlds import World

# Words that must never reach somebody who may not read them; each says where it was put.
CANARY = {
    "note": "canary-note-for-colleagues",
    "sensitive": "canary-safeguarding-for-few",
    "reason": "canary-reason-of-the-rating",
    "contact_rules": "canary-whom-not-to-tell",
    "answered": "canary-who-answered-about-consent",
    "evidence": "canary-how-consent-was-given",
    "shared": "canary-what-was-in-the-letter",
    "override": "canary-why-it-was-shared-without-a-yes",
    "capacity": "canary-why-they-can-decide",
    "finding": "canary-what-was-seen",
    "address": "canary-address",
    "phone": "canary-phone-of-mum",
    "said": "canary-what-matters-in-their-words",
    "offer": "canary-what-they-said-to-a-keyworker",
    "telling": "canary-how-they-heard-of-the-rating",
    "told": "canary-told-in-a-conversation",
    "restricted": "Quillfeather",  # the name of somebody whose record is restricted
    "why_restricted": "canary-why-it-is-restricted",
    "asked": "canary-what-the-oversight-panel-is-asked",
    "not_now": "canary-why-it-cannot-be-done-now",
    "plan": "canary-next-step-of-growing-up",
    "stay": "canary-what-happened-in-hospital",
    "emergency": "canary-why it could not wait until tomorrow",
}


@dataclass
class House:
    """One area in full. `place` sets NHS numbers apart from those of other areas."""

    name: str = "Northmoor"
    place: int = 100
    world: World = field(init=False)

    def __post_init__(self) -> None:
        self.world = World(self.name)
        self.reviews = Reviews(self.world)
        self.today: date = self.world.today
        self.area: Area = self.world.area
        self.jade = self.person("Jade", born=date(self.today.year - 15, 1, 2), preferred_name="Jay")
        self.mum = actions.add_contact(
            person=self.jade.person, name="Mary Morris", relation="Mum", may_be_told=True,
            parental_responsibility=True, user=self.world.family, phone=CANARY["phone"],
            by=self.world.coordinator,
        )  # fmt: skip
        self.world.consent(
            self.jade.person, Purpose.SHARE, evidence=CANARY["evidence"], given_by=CANARY["answered"]
        )
        self._ledger()
        self.tom = self.person("Tom", family_name="Bell")
        self.ali = self.person("Ali", family_name="Rahman")
        self.new = self.person("Wren", family_name="Pellow")
        self._ratings()
        self._stay()
        self.recommendation: Recommendation = actions.add_recommendation(
            entry=self.jade, text=f"A quiet room in {self.name}", owner="School", agreed_on=self.today,
            due_on=self.today + timedelta(days=7), by=self.world.coordinator,
        )  # fmt: skip
        actions.record_progress(
            recommendation=self.recommendation, step="in_progress", note="Room chosen.", on=self.today,
            by=self.world.keyworker,
        )  # fmt: skip
        self.note = actions.add_note(entry=self.jade, text=CANARY["note"], by=self.world.keyworker)
        actions.add_note(
            entry=self.jade, kind="safeguarding", text=CANARY["sensitive"], by=self.world.coordinator
        )
        actions.set_own_number(
            area=self.area, key="rating_review_red", count=5, reason="Agreed.", from_day=self.today,
            by=self.world.coordinator,
        )  # fmt: skip
        self._clocks()
        self._risk_tool()
        self._meeting()
        self._review()
        self._referral()
        self._consent_form()
        self._flag()
        self._restricted()
        self._put_right()
        self._places()
        self._finding()
        self._accounts()
        self._record()
        assert len(self.staff) == len(RoleName)

    def person(self, given_name: str, **facts: Any) -> RegisterEntry:
        """A place on the register, with an NHS number and every canary."""
        self.place += 1
        facts.setdefault("nhs_number", synthetic_nhs_number(self.place))
        facts |= {"address": CANARY["address"], "contact_rules": CANARY["contact_rules"]}
        facts["what_matters"] = CANARY["said"]
        return self.world.entry(self.world.person(given_name, **facts))

    def _ledger(self) -> None:
        """Of Jade a letter and a talk with the police; of Odd an answer that ended, and an assessment."""
        self.odd = self.person("Odd", family_name="Larkham")
        by_us = {"by": self.world.coordinator, "today": self.today}
        jade, odd = self.jade.person, self.odd.person
        self.world.consent(
            jade, Purpose.SHARE, to=ShareKind.POLICE, decision=Decision.NO, given_by=CANARY["answered"]
        )
        letter = {
            "purpose": Purpose.SHARE,
            "to": ShareKind.GP,
            "to_whom": "Mill Lane surgery",
            "what": "letter",
        }
        letter |= {"what_words": CANARY["shared"], "on": self.today} | by_us
        actions.record_disclosure(person=jade, **letter)
        actions.record_disclosure(
            person=jade, purpose=Purpose.SHARE, to=ShareKind.POLICE, to_whom="Northmoor police",
            what="conversation", on=self.today, overriding=CANARY["override"], legal_basis="vital",
            person_told="Yes, by phone.", **by_us,
        )  # fmt: skip
        self.world.consent(odd, Purpose.SHARE, to=ShareKind.GP)
        had = actions.record_disclosure(person=odd, **letter)
        self.world.consent(odd, Purpose.SHARE, to=ShareKind.GP, decision=Decision.WITHDRAWN)
        actions.record_told(person=odd, disclosure=had.pk, **by_us)
        actions.record_capacity(
            person=odd, finding=Capacity.HAS, abilities=dict.fromkeys(ABILITIES, True), assessor="Dr Bell",
            assessed_on=self.today, help_given="Pictures.", why=CANARY["capacity"], **by_us,
        )  # fmt: skip

    def _ratings(self) -> None:
        self.world.rate(self.jade, "red", reason=CANARY["reason"], words_for_person="We will help you.")
        self.world.rate(self.ali, "amber", decided_on=self.today - timedelta(days=40))  # and so late
        self.world.rate(self.tom, "red")

    def _stay(self) -> None:
        self.stay = actions.admit(
            entry=self.tom, hospital="The Larches", legal_status="3", inadequate=True, admitted_on=self.today,
            planned_for=self.today + timedelta(days=30), by=self.world.coordinator, today=self.today,
        )  # fmt: skip
        stay, signed = self.stay, {"by": self.world.coordinator, "today": self.today}
        actions.record_notice(
            move=stay.moves.get(), kind="nhs_region", sent_on=self.today, to_whom="The region", **signed
        )
        actions.start_leave(
            stay=stay, kind="section_17", from_on=self.today, expected_on=self.today, overnight=False,
            where=CANARY["address"], **signed,
        )  # fmt: skip
        actions.record_readiness(
            stay=stay, ready=True, on=self.today, reasons=["housing"], words=CANARY["stay"], **signed
        )
        actions.record_visit(
            stay=stay, visited_on=self.today, words=CANARY["stay"], persons_words=CANARY["stay"],
            visitors="Comfort Mission", restrictions=["locked"], **signed,
        )  # fmt: skip
        actions.change_point(
            stay=stay, place=1, step="under_way", who="School", due_on=self.today, note=CANARY["stay"],
            by=self.world.coordinator,
        )  # fmt: skip
        actions.correct_stay(
            stay=stay, what="status", row=stay.statuses.get().pk, day=self.today, status="2",
            why=CANARY["stay"], **signed,
        )  # fmt: skip
        actions.set_checklist(
            area=self.area, points=["A home", "A friend"], source="", expected_version=0,
            by=self.world.coordinator,
        )  # fmt: skip
        self.known = actions.record_known_admission(
            area=self.area, person=self.world.person("Wilf", family_name=f"Of{self.name}"),
            hospital="Ashby Unit", security="general", legal_status="2", admitted_on=self.today,
            because="not_asked", words=CANARY["stay"], **signed,
        )  # fmt: skip
        actions.follow_up_admission(known=self.known, outcome="asked", words=CANARY["stay"], **signed)

    def _clocks(self) -> None:
        """Something that cannot be done now, a step of a plan for growing up, and a register gone through."""
        signed: dict[str, Any] = {"by": self.world.coordinator, "today": self.today}
        self.deadline = actions.pause_deadline(
            deadline=self.jade.deadlines.open().order_by("due_on", "key")[0], reason=PauseReason.OTHER,
            words=CANARY["not_now"], **signed,
        )  # fmt: skip
        actions.add_plan_step(entry=self.jade, what=CANARY["plan"], who="School", by_day=self.today, **signed)
        actions.record_whole_review(area=self.area, on=self.today, words="All of us.", **signed)

    def _meeting(self) -> None:
        """Held and closed: Jade was discussed, Ali was not reached; its extract, an addition, a draft."""
        w, meetings = self.world, Meetings(self.world)
        self.meeting = meetings.open(self.jade, self.ali)
        self.item = meetings.item(self.meeting, self.jade)
        said = {"discussion": CANARY["note"], "works": CANARY["note"], "reason": CANARY["reason"]}
        meetings.decided(self.item, **said)
        waits = {"discussion": (fingerprint(""), CANARY["note"])}
        actions.keep_drafts(item=meetings.item(self.meeting, self.ali), sent=waits, by=w.coordinator)
        actions.close_meeting(meeting=self.meeting, by=w.coordinator, now=timezone.now())
        self.extract = actions.make_extract(
            meeting=self.meeting, kind=ShareKind.CAMHS, to_whom="Kit Hale", by=w.coordinator, today=self.today
        )
        actions.add_to_minutes(meeting=self.meeting, text=CANARY["note"], by=w.coordinator)

    def _review(self) -> None:
        self.review: Review = self.reviews.ready(entry=self.ali)
        self.reviews.consent(self.review, given_by=CANARY["answered"])
        self.paper = self.reviews.paper(self.review)
        self.draft = self.review.draft_recommendations.get()
        seen = {principle.key: (View.UPHELD, CANARY["finding"]) for principle in PRINCIPLES}
        cetr.save_views(review=self.review, views=seen, by=self.world.chair)
        self.issued: Review = self.reviews.issued(entry=self.person("Ola", family_name="Quill"))

    def _restricted(self) -> None:
        """Somebody whom only the coordinator and the keyworker find, and a case before the panel."""
        self.hidden = self.person("Rue", family_name=CANARY["restricted"])
        actions.restrict(
            person=self.hidden.person, why=CANARY["why_restricted"], allowed=[self.world.keyworker],
            by=self.world.coordinator, today=self.today,
        )  # fmt: skip
        self.hidden.refresh_from_db()
        self.grant = self.hidden.person.grants.get(user=self.world.keyworker)
        self.case = actions.escalate(
            entry=self.jade, why=CANARY["asked"], by=self.world.coordinator, today=self.today
        )

    def _put_right(self) -> None:
        """A record opened in an emergency; what takes two people; a hold; a list of names."""
        w = self.world
        accounts.count_emergency_attempt(people_found=1, by=w.community_professional)
        self.access = accounts.start_emergency_access(
            person_id=self.new.person_id, area=self.area, reason=emergency.Reason.LIFE,
            words=CANARY["emergency"], review_due_on=self.today + timedelta(days=3),
            by=w.community_professional,
        )  # fmt: skip
        accounts.end_emergency_access(access=self.access, by=w.community_professional)
        actions.place_hold(person=self.ali.person, why="An inquest.", by=w.coordinator, today=self.today)
        self.joint = accounts.ask_for_two(
            kind=pairs.REMOVE, area=self.area, subjects=[self.new.person_id], why="Somebody else’s entry.",
            details={"entry": str(self.new.pk)}, by=w.commissioner,
        )  # fmt: skip
        asked = accounts.ask_for_two(
            kind=pairs.NAMES, area=self.area, subjects=[], why="To phone families.\nFor: the team",
            details={"filters": "colour=red"}, by=w.coordinator,
        )  # fmt: skip
        accounts.agree_as_second(request=asked, by=w.governance)
        order = NameList.objects.get(request_id=asked.pk)
        self.names = actions.make_name_list(order=order, now=timezone.now(), by=w.hand)

    def _places(self) -> None:
        """Places that ended, rest and are offered; two records merged; something that was asked about."""
        w, today = self.world, self.today
        signed: dict[str, Any] = {"by": w.coordinator, "today": today}
        self.off = self.person("Una", family_name="Rushby")
        actions.remove_from_register(
            entry=self.off, reason=Reason.RISK_REDUCED, why=CANARY["note"], decided_by="The panel",
            decided_where=DecidedWhere.MEETING, decided_on=today, words_for_person="You are well.", **signed,
        )  # fmt: skip
        resting = self.person("Ned", family_name="Rushby")
        w.consent(resting.person, decision=Decision.WITHDRAWN)
        actions.pause_for_consent(entry=resting, why=CANARY["said"], ask_again_on=today, **signed)
        there = World(f"Across {self.name}")
        moving, coming = self.person("Kit", family_name="Farrow"), there.entry(there.person("Kim"))
        for entry, to in ((moving, there.area), (coming, self.area)):
            w.consent(entry.person, Purpose.SHARE)
            self.offer = actions.offer_transfer(entry=entry, to_area=to, why="They move.", **signed)
        twice = w.person("Alie", family_name="Rahmann")
        actions.merge_people(
            kept=self.off.person, merged=twice, asked_by=w.coordinator, by=w.governance, today=today
        )
        actions.add_recommendation(
            entry=self.new, text="A bus pass", owner="The council", agreed_on=today, due_on=today,
            by=w.coordinator,
        )  # fmt: skip
        actions.chase_recommendations(today=today, by=w.hand)

    def _referral(self) -> None:
        self.referral: Referral = sent(self.world)
        referrals.record_contact(
            referral=self.referral, on=self.today, with_whom="Mary Morris", spoke=True, said=CANARY["told"],
            by=self.world.coordinator, today=self.today,
        )  # fmt: skip
        signed = {"by": self.world.coordinator, "today": self.today}
        offered = sent(self.world, name={"given_name": "Fay", "family_name": "Inkpen"})
        elsewhere = Area.objects.exclude(pk=self.area.pk).first() or World(f"Beyond {self.name}").area
        referrals.offer_referral(referral=offered, to_area=elsewhere, why="They live there.", **signed)
        offer = offered.handovers.get()
        referrals.take_handover_back(handover=offer, why="They have moved back.", **signed)
        self.concern = referrals.send_disagreement(
            referral=self.referral, words="We were not asked.", by=self.world.hand, today=self.today
        )
        self.telling = self.referral.tellings.get()
        declined = sent(self.world, name={"given_name": "Dev", "family_name": "Inkpen"})
        referrals.decline_referral(
            referral=declined, reason="Known elsewhere.", by=self.world.coordinator, today=self.today
        )
        referrals.start_draft()
        self._flag()
        accounts.count_try(key="0" * 64, now=datetime.now(UTC), window=timedelta(minutes=5))
        accounts.record_event(user=self.world.coordinator, kind="signed_in", by=self.world.coordinator)
        self.sign_in = accounts.start_session(
            session_key=f"of-{self.name}",
            device="Firefox on Windows",
            form_proof="",
            by=self.world.coordinator,
        )
        accounts.keep_form(path="/areas/", answers={"name": ["Half"]}, by=self.world.administrator)
        accounts.add_organisation(name=f"{self.name} school", kind="school", by=self.world.hand)

    def _risk_tool(self) -> None:
        """A draft, a colour of their own after hospital, an offer and a telling."""
        signed: dict[str, Any] = {"by": self.world.coordinator}
        self.tool = actions.start_tool(area=self.area, ages=Ages.CYP, example=True, **signed)
        signed["today"] = self.today
        actions.set_after_hospital(
            area=self.area, colour=Colour.AMBER, reason="Agreed.", from_day=self.today, **signed
        )
        actions.offer_keyworker(
            entry=self.jade, state=OfferState.ACCEPTED, on=self.today, words=CANARY["offer"], **signed
        )
        latest = self.jade.ratings.latest("number")
        actions.record_rating_told(rating=latest, on=self.today, how=CANARY["telling"], **signed)

    def _consent_form(self) -> None:
        """Answers that wait to be recorded, and somebody who changed their mind."""
        person = self.ali.person
        names = {"given_name": person.given_name, "family_name": person.family_name}
        self.consent_form = sent_form(self.world, born=person.date_of_birth, name=names)
        referrals.match_consent_form(form=self.consent_form, person=person, by=self.world.coordinator)
        self.change = referrals.change_mind(
            key=uuid.uuid4(), area=self.area, way=Way.REFERENCE, person=None, says=Says.PERSON,
            given_by="Ali", stops=["register"], words="I do not like it.", by=self.world.hand,
            today=self.today, form=self.consent_form,
        )  # fmt: skip

    def _flag(self) -> None:
        """A flag with its second part, the code that opened it, and somebody on duty."""
        signed: dict[str, Any] = {"by": self.world.coordinator, "today": self.today}
        actions.set_own_number(
            area=self.area, key="referral_stage_two", count=2, reason="Agreed.", from_day=self.today,
            by=self.world.coordinator,
        )  # fmt: skip
        self.flag = flagged(self.world, name={"given_name": "Wren", "family_name": "Pellow"})
        referrals.match_person(referral=self.flag, person=self.new.person, **signed)
        self.flag = referrals.accept_referral(referral=self.flag, reason="Help is needed.", **signed)
        part = {"good_outcome": "At home.", "who_should_meet": "Everybody."}
        referrals.send_second_part(referral=self.flag, answers=part, **signed)
        wanted = Sealed(AddressCode.Purpose.SECOND_PART, self.flag.pk, self.flag.email)
        referrals.ask_for_code(wanted=wanted, now=timezone.now())
        self.turn = referrals.set_duty(
            area=self.area, user=self.world.coordinator, from_day=self.today, to_day=self.today, **signed
        )

    def _finding(self) -> None:
        """A part of the area with somebody in it, another that is empty, and a saved filter."""
        by = self.world.coordinator
        part = actions.add_part(area=self.area, name=f"{self.name} town", by=by)
        actions.choose_part(entry=self.jade, part=part, by=by)
        self.part = actions.add_part(area=self.area, name="The Dales", by=by)
        self.saved = actions.save_filter(
            name="Tuesday meeting", query="colour=red&sort=next", shared_with=self.area, by=by
        )

    def _accounts(self) -> None:
        self.invited: User = accounts.invite(
            email=f"ina.vited@{self.area.slug}.example.org", name="Ina Vited", role=RoleName.KEYWORKER,
            area=self.area, by=self.world.administrator,
        )  # fmt: skip
        accounts.check_identity(
            user=self.invited, what="A new password was started", how="Saw them and their badge.",
            by=self.world.administrator,
        )  # fmt: skip

    def _record(self) -> None:
        """A look that stands out and is being asked about, seals over everything, and words taken out."""
        w, stranger = self.world, self.world.administrator
        AccessLogEntry.objects.create(
            user_id=stranger.pk, user_name=stranger.name, page="entry", people=[self.tom.person_id],
            areas=[self.area.pk], at=timezone.now() - timedelta(seconds=1),
        )  # fmt: skip
        accounts.find_signals(now=timezone.now(), by=w.hand)
        self.signal = Signal.objects.get(kind="no_link", user_id=stranger.pk)
        accounts.judge_signal(signal=self.signal, verdict="asked", words="I rang him.", by=w.governance)
        seal()
        school = Organisation.history.filter(name=f"{self.name} school").get()
        accounts.erase_personal_part(
            table="accounts_historicalorganisation", row=str(school.pk), why="A test.", by=stranger
        )

    @property
    def staff(self) -> dict[RoleName, User]:
        """One account of each role."""
        w = self.world
        return {
            RoleName.COORDINATOR: w.coordinator,
            RoleName.KEYWORKER: w.keyworker,
            RoleName.COMMUNITY_PROFESSIONAL: w.community_professional,
            RoleName.PANEL_CHAIR: w.chair,
            RoleName.PANEL_MEMBER: self.reviews.member,
            RoleName.COMMISSIONER: w.commissioner,
            RoleName.OVERSIGHT_PANEL_MEMBER: w.oversight_panel_member,
            RoleName.HOST_COMMISSIONER: w.host_commissioner,
            RoleName.FAMILY: w.family,
            RoleName.GOVERNANCE_LEAD: w.governance,
            RoleName.ANALYST: w.analyst,
            RoleName.ADMINISTRATOR: w.administrator,
        }

    def ids(self) -> dict[str, Any]:
        """What stands in addresses, by the name the address gives it."""
        return {
            "entry_id": self.jade.pk, "note_id": self.note.key, "recommendation_id": self.recommendation.pk,
            "review_id": self.review.pk, "paper_id": self.paper.pk, "draft_id": self.draft.pk,
            "referral_id": self.referral.pk, "contact_id": self.mum.pk, "step": "name",
            "access_id": self.access.pk, "joint_id": self.joint.pk, "list_id": self.names.pk,
            "other_id": self.new.pk, "stay_id": self.stay.pk, "move_id": self.stay.moves.get().pk,
            "session_id": self.sign_in.pk,
            "person_id": self.jade.person_id,
            "account": self.invited.reference, "area_slug": self.area.slug, "role": "keyworker",
            "link": links.token_of(self.invited.invitations.get()), "grant_id": self.grant.pk,
            "turn_id": self.turn.pk, "transfer_id": self.offer.pk,
            "case_id": self.case.pk, "signal_id": self.signal.pk,
            "tool_id": self.tool.pk, "question": "q1",
            "telling_id": self.telling.pk, "disagreement_id": self.concern.pk,
            "deadline_id": self.deadline.pk, "rule_key": "rating_review_red",
            "form_id": self.consent_form.pk, "change_id": self.change.pk, "token": "no-such-search",
            "filter_id": self.saved.pk, "part_id": self.part.pk,
            "known_id": self.known.pk, "point": "point-1",
            "meeting_id": self.meeting.pk, "item_id": self.item.pk, "extract_id": self.extract.pk,
        }  # fmt: skip

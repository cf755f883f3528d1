"""One world with a record in every relation to whoever asks: built once for a module, by the real actions.

Each record is a dossier: somebody invented, with an entry, a review, its paper and draft, a
recommendation, a contact and a form that was sent in. Names, numbers and addresses are planted, so
that a test can tell whose they are wherever they turn up.
"""

import copy
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.test.client import ClientHandler

from accounts import actions as accounts
from accounts import emergency
from accounts.actions import PUBLIC_FORM, automatic_user
from accounts.models import User
from accounts.permissions import RoleName
from cetr.actions import Panel, change_plan, issue_report
from cetr.models import Expert, Review
from dsr import actions, consent, pairs
from dsr.endings import DecidedWhere, Reason
from dsr.models import Person, RegisterEntry
from dsr.names import synthetic_nhs_number
from referrals import actions as referrals
from referrals.mind import Says, Way
from tests.access.table import NO_FACTOR, NO_ROLE, RELATIONS, STOPPED, STRANGER
from tests.cetr.worlds import Reviews
from tests.dsr.meetings import Meetings
from tests.referrals.consents import sent_form
from tests.referrals.sendings import sent
from tests.worlds import World, signed_in

# Given and family name of the person in each relation: words that stand nowhere else in the house.
NAMES = {
    "mine": ("Ottoline", "Quillfeather"), "area": ("Peregrine", "Vandersloot"),
    "other": ("Marigold", "Thistlewick"), "closed": ("Barnaby", "Fennimore"),
    "restricted": ("Clementine", "Oxbridgeway"), "granted": ("Leopold", "Wigglesby"),
    "withdrawn": ("Seraphina", "Underhillock"), "before": ("Cornelius", "Pumphreyson"),
    "during": ("Philomena", "Jasperwood"), "after": ("Bartholomew", "Larkspurton"),
    "merged": ("Evangeline", "Kettlestrand"),
}  # fmt: skip
# In these the keyworker, the lead professional and the family of the scene stand with the person.
GIVEN = {"mine", "closed", "restricted", "granted", "withdrawn"}
# In these the scene's chair and panel member sit on the review.
PLACED = GIVEN | {"during", "after"}
FINISHED = {"closed", "after"}
ESCALATED = {"mine", "other", "closed", "restricted", "granted"}
IN_HOSPITAL = {"mine", "other", "restricted", "granted"}

# Whom a grant can be given to: those whose role is with people.
MAY_BE_GRANTED = [
    RoleName.COORDINATOR, RoleName.KEYWORKER, RoleName.COMMUNITY_PROFESSIONAL, RoleName.PANEL_CHAIR,
    RoleName.PANEL_MEMBER, RoleName.COMMISSIONER, RoleName.OVERSIGHT_PANEL_MEMBER,
]  # fmt: skip

NOTHING = uuid.UUID("00000000-0000-4000-8000-000000000000")
NO_SUCH_THING = dict.fromkeys(("case_id", "grant_id", "transfer_id", "stay_id", "move_id"), NOTHING)
NO_SUCH_THING |= {"link": "no-such-link", "token": "no-such-search", "point": "point-1"}


@dataclass
class Dossier:
    """What is kept about one person, and the ids by which addresses name it."""

    relation: str
    person: Person
    entry: RegisterEntry
    ids: dict[str, Any] = field(default_factory=dict)

    @property
    def phone(self) -> str:
        """Their mother's number; no two have the same."""
        return f"01632 960 {700 + list(RELATIONS).index(self.relation)}"

    @property
    def planted(self) -> dict[str, str]:
        """What a page would betray them by."""
        return {
            "name": self.person.family_name,
            "number": self.person.nhs_number or "",
            "address": self.person.address,
            "contact rules": self.person.contact_rules,
            "phone": self.phone,
            "note": f"canary-note-{self.relation}",
            "reason": f"canary-reason-{self.relation}",
        }


class Scene:
    """Northmoor, where those who ask work; Eastmere, the other area; Oldmoor, which became Northmoor."""

    def __init__(self) -> None:
        self.north, self.east, self.old = World("Northmoor"), World("Eastmere"), World("Oldmoor")
        self.today: date = self.north.today
        self.users: dict[str, User] = {role: self.north.user(role, f"Some {role}") for role in RoleName}
        self.users |= {
            NO_ROLE: self.north.user(None, "Nina Norole"),
            STOPPED: self.north.user(RoleName.COORDINATOR, "Stan Stopped"),
            NO_FACTOR: self.north.user(RoleName.COORDINATOR, "Nora Factorless"),
        }
        self.panels = {world.name: self._panels(world) for world in (self.north, self.east, self.old)}
        self.part = actions.add_part(area=self.north.area, name="The Dales", by=self.north.coordinator)
        self.dossiers = {relation: self._dossier(relation) for relation in RELATIONS}
        self._afterwards()
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.browsers = {who: self._browser(who) for who in (STRANGER, *self.users)}
        accounts.stop_account(user=self.users[STOPPED], by=self.north.administrator)

    # ------------------------------------------------------------ who sits where

    def _panels(self, world: World) -> dict[bool, Reviews]:
        """The scene's own panel (True) and a panel of other people (False)."""
        others = Reviews(world)
        others.chair = world.user(RoleName.PANEL_CHAIR, f"Otto Otherchair of {world.name}")
        own = copy.copy(others)
        if world is self.north:
            own.chair, own.member = self.users[RoleName.PANEL_CHAIR], self.users[RoleName.PANEL_MEMBER]
            own.peer = own.expert("Some panel member", Expert.Kind.EXPERIENCE, user=own.member)
        return {True: own, False: others}

    # ------------------------------------------------------------ one record

    def _dossier(self, relation: str) -> Dossier:
        world = {"other": self.east, "merged": self.old}.get(relation, self.north)
        place = list(RELATIONS).index(relation)
        given, family = NAMES[relation]
        born = date(self.today.year - 30, 1 + place, 2)
        person = world.person(
            given, family_name=family, born=born, nhs_number=synthetic_nhs_number(700 + place),
            address=f"{place} Canarygate {relation}, {world.name}", postcode="NE8 1HH",
            contact_rules=f"canary-rules-{relation}",
        )  # fmt: skip
        world.consent(person)
        entry = actions.add_to_register(
            person=person, area=world.area, added_on=self.today, by=world.coordinator
        )
        self._stand_by(entry, relation, world)
        dossier = Dossier(relation, person, entry, dict(NO_SUCH_THING))
        dossier.ids |= {"entry_id": entry.pk, "person_id": person.pk}
        world.rate(entry, "red", reason=f"canary-reason-{relation}", by=world.coordinator)
        note = actions.add_note(entry=entry, text=f"canary-note-{relation}", by=world.coordinator)
        dossier.ids["note_id"] = note.key
        contact = actions.add_contact(
            person=person, name=f"Mother of {given}", relation="Mum", may_be_told=True,
            phone=dossier.phone, by=world.coordinator,
            user=self.users[RoleName.FAMILY] if relation in GIVEN else None,
        )  # fmt: skip
        asked = actions.add_recommendation(
            entry=entry, text=f"A quiet room for {given}", owner="School", agreed_on=self.today,
            due_on=self.today + timedelta(days=7), by=world.coordinator,
        )  # fmt: skip
        dossier.ids |= {"contact_id": contact.pk, "recommendation_id": asked.pk, "step": "name"}
        clock = entry.deadlines.open().get(key="consent_recheck")
        dossier.ids |= {"deadline_id": clock.pk}
        if relation in ESCALATED:
            case = actions.escalate(
                entry=entry, why="No home found in six months.", by=world.coordinator, today=self.today
            )
            dossier.ids["case_id"] = case.pk
        self._review(dossier, world)
        self._referral(dossier, world)
        self._two_people(dossier, world)
        self._meeting(dossier, world)
        if relation in IN_HOSPITAL:
            stay = actions.admit(
                entry=entry, hospital="The Larches", legal_status="3", admitted_on=self.today,
                by=world.coordinator, today=self.today,
            )  # fmt: skip
            dossier.ids |= {"stay_id": stay.pk, "move_id": stay.moves.get().pk}
        return dossier

    def _two_people(self, dossier: Dossier, world: World) -> None:
        """Something that waits for a second person, a list for somebody else, an emergency that is over."""
        person, by = dossier.person, world.coordinator
        hold = actions.place_hold(person=person, why="An inquest.", by=by, today=self.today)
        asked = accounts.ask_for_two(
            kind=pairs.END_HOLD, area=world.area, subjects=[person.pk], why="The inquest is over.",
            details={"hold": str(hold.pk)}, by=by,
        )  # fmt: skip
        order = actions.order_name_list(request_id=asked.pk, area=world.area, reader=by, by=by)
        passer_by = world.user(RoleName.KEYWORKER, f"Paula Passerby of {world.name}")
        access = accounts.start_emergency_access(
            person_id=person.pk, area=world.area, reason=emergency.Reason.LIFE,
            words="The ward rang and needs the plan now.", review_due_on=self.today, by=passer_by,
        )  # fmt: skip
        accounts.end_emergency_access(access=access, by=passer_by)
        dossier.ids |= {"joint_id": asked.pk, "list_id": order.pk, "access_id": access.pk}

    def _meeting(self, dossier: Dossier, world: World) -> None:
        """On the agenda of a meeting that goes on."""
        meeting = Meetings(world).open(dossier.entry)
        item = meeting.items.get()
        dossier.ids |= {"meeting_id": meeting.pk, "item_id": item.pk}

    def _stand_by(self, entry: RegisterEntry, relation: str, world: World) -> None:
        """Give the entry to the scene's keyworker and professional, or to somebody else's."""
        ours = relation in GIVEN
        entry.keyworker = self.users[RoleName.KEYWORKER] if ours else world.keyworker
        other = world.user(RoleName.COMMUNITY_PROFESSIONAL, f"Other Professional of {world.name}")
        entry.lead_professional = self.users[RoleName.COMMUNITY_PROFESSIONAL] if ours else other
        entry.save(by=world.coordinator)

    def _review(self, dossier: Dossier, world: World) -> None:
        entry = RegisterEntry.objects.get(pk=dossier.entry.pk)
        panel = self.panels[world.name][dossier.relation in PLACED]
        review = panel.planned(entry=entry)
        panel.consent(review)
        paper = panel.paper(review, title=f"Planner of {dossier.person.given_name}")
        panel.views(review)
        panel.outcome(review)
        draft = panel.recommendation(review)
        if dossier.relation == "before":  # those who prepared it have left, and nobody has a place yet
            change_plan(
                review=review, kind=review.kind, trigger=review.trigger, planned_for=review.planned_for,
                starts_at=review.starts_at, place=review.place, panel=Panel(), by=world.coordinator,
                today=self.today,
            )  # fmt: skip
        if dossier.relation in FINISHED:
            panel.conclude(review)
            issue_report(review=Review.objects.get(pk=review.pk), by=panel.chair, today=self.today)
        dossier.ids |= {"review_id": review.pk, "paper_id": paper.pk, "draft_id": draft.pk}

    def _referral(self, dossier: Dossier, world: World) -> None:
        person = dossier.person
        form = sent(
            world,
            name={"given_name": person.given_name, "family_name": person.family_name, "preferred_name": ""},
            born={"date_of_birth": person.date_of_birth.isoformat()},
            who={"filling_in_for": "adult"},
            home={"address": person.address, "postcode": "NE8 1HH", "lives_in": ""},
        )
        signed = {"by": world.coordinator, "today": self.today}
        form = referrals.match_person(referral=form, person=person, **signed)
        if dossier.relation in FINISHED:
            referrals.decline_referral(referral=form, reason="Known already.", **signed)
        concern = referrals.send_disagreement(
            referral=form, words="We were not asked.", by=world.hand, today=self.today
        )
        dossier.ids |= {"referral_id": form.pk, "disagreement_id": concern.pk}
        dossier.ids["telling_id"] = form.tellings.order_by("made_at").first().pk
        self._consent_form(dossier, world)

    def _consent_form(self, dossier: Dossier, world: World) -> None:
        """Answers that wait to be recorded, and a change of mind that the team has not read."""
        person, by = dossier.person, automatic_user(PUBLIC_FORM)
        names = {"given_name": person.given_name, "family_name": person.family_name}
        form = sent_form(world, born=person.date_of_birth, name=names)
        referrals.match_consent_form(form=form, person=person, by=world.coordinator)
        change = referrals.change_mind(
            key=uuid.uuid4(), area=world.area, way=Way.REFERENCE, person=person, says=Says.OTHER,
            given_by="A neighbour", stops=["register"], words="", by=by, today=self.today, form=form,
        )  # fmt: skip
        dossier.ids |= {"form_id": form.pk, "change_id": change.pk}

    # ------------------------------------------------------------ what happens to some of them later

    def _afterwards(self) -> None:
        self._close(self.dossiers["closed"])
        self._offer(self.dossiers["after"])
        self._withdraw(self.dossiers["withdrawn"])
        for relation in ("restricted", "granted"):
            self._restrict(self.dossiers[relation])
        for dossier in self.dossiers.values():  # what was due first may have been answered since
            due = dossier.entry.deadlines.open().order_by("due_on", "key").first()
            dossier.ids |= {"deadline_id": due.pk} if due else {}
        self._merge()

    def _close(self, dossier: Dossier) -> None:
        """The person's place on the register has ended."""
        actions.remove_from_register(
            entry=dossier.entry, reason=Reason.RISK_REDUCED, why="Well for a year.", decided_by="The panel",
            decided_where=DecidedWhere.MEETING, decided_on=self.today, words_for_person="You are well.",
            by=self.north.coordinator, today=self.today,
        )  # fmt: skip

    def _offer(self, dossier: Dossier) -> None:
        """The person may move to Eastmere, which has not answered."""
        self.north.consent(dossier.person, consent.Purpose.SHARE)
        sent = actions.offer_transfer(
            entry=dossier.entry, to_area=self.east.area, why="Moves.", by=self.north.coordinator,
            today=self.today,
        )  # fmt: skip
        dossier.ids["transfer_id"] = sent.pk

    def _withdraw(self, dossier: Dossier) -> None:
        """The person has said no to everything they had said yes to."""
        no = consent.Decision.NO
        for purpose in (consent.Purpose.REGISTER, consent.Purpose.SHARE):
            self.north.consent(dossier.person, purpose, decision=no)
        review = Review.objects.get(pk=dossier.ids["review_id"])
        self.panels["Northmoor"][True].consent(review, no)

    def _restrict(self, dossier: Dossier) -> None:
        """Restricted by a colleague, who names those of the scene for one of the two, and nobody else."""
        allowed = [self.users[role] for role in MAY_BE_GRANTED] if dossier.relation == "granted" else []
        actions.restrict(
            person=dossier.person, why="A colleague's sister", allowed=allowed,
            by=self.north.coordinator, today=self.today,
        )  # fmt: skip
        dossier.ids["grant_id"] = dossier.person.grants.get(user=self.north.coordinator).pk

    def _merge(self) -> None:
        """Oldmoor has become a part of Northmoor."""
        area = self.old.area
        area.valid_to, area.successor = self.today, self.north.area
        area.save(by=self.north.administrator)

    # ------------------------------------------------------------ their browsers

    def _browser(self, who: str) -> Client:
        client = Client(raise_request_exception=False)
        client.handler = self.handler
        if who != STRANGER:
            signed_in(self.users[who], client, strong=who != NO_FACTOR)
        return client

    def browser(self, who: str) -> Client:
        """Somebody's browser as it was when they had just signed in, whatever was done with it since."""
        fresh = Client(raise_request_exception=False)
        fresh.handler = self.handler  # one server for all: to start one reads every file of the pages
        fresh.cookies = copy.copy(self.browsers[who].cookies)
        return fresh

    def browser_of(self, user: User) -> Client:
        """The browser of a colleague who is not one of those who ask, just signed in."""
        client = Client(raise_request_exception=False)
        client.handler = self.handler
        return signed_in(user, client)

    def ids(self, relation: str) -> dict[str, Any]:
        """What stands in addresses about the record in this relation."""
        return self.dossiers[relation].ids | {"other_id": self.dossiers["area"].entry.pk}

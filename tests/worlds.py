"""Small invented worlds for tests, built by the real actions: an area, its people, its staff."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts import actions as accounts
from accounts import fresh as proofs
from accounts import second_factor
from accounts.form_proof import proof_for
from accounts.models import Area, User
from accounts.permissions import RoleName
from dsr import actions, consent, ratings
from dsr.models import Person, Rating, RegisterEntry

FORM_SECRET = "WorldsOwnSecretForItsFormsOf32ch"
YES_BY_PERSON = (consent.Decision.YES, consent.Basis.PERSON)
YES_BY_PARENT = (consent.Decision.YES, consent.Basis.PARENT_PR)


@dataclass
class World:
    """An area with one of each role; `today` is the day everything happens on."""

    name: str = "Northmoor"
    today: date = field(default_factory=timezone.localdate)

    def __post_init__(self) -> None:
        self.hand = accounts.automatic_user(accounts.FIRST_RUN)
        self.long_ago = self.today - timedelta(days=1000)
        self.area: Area = accounts.add_area(
            name=self.name,
            slug=self.name.lower(),
            valid_from=self.long_ago,
            by=self.hand,
            phone="01632 960 100",
            crisis_phone="01632 960 111",
        )

    def user(self, role: RoleName | None, name: str = "") -> User:
        """Somebody with one role in this area; made once for each name."""
        name = name or f"{self.name} {role or 'nobody'}"
        email = f"{name.lower().replace(' ', '.')}@example.org"
        found = User.objects.filter(email=email).first()
        if found:
            return found
        user = accounts.add_user(email=email, name=name, by=self.hand)
        if role:
            accounts.add_membership(
                user=user, area=self.area, role=role, from_day=self.long_ago, by=self.hand
            )
        return user

    def _colleague(self, role: RoleName, name: str) -> User:
        """Nobody works in two areas: elsewhere than in Northmoor the name says where."""
        return self.user(role, name if self.name == "Northmoor" else f"{name} of {self.name}")

    @property
    def coordinator(self) -> User:
        return self._colleague(RoleName.COORDINATOR, "Cora Ordway")

    @property
    def keyworker(self) -> User:
        return self._colleague(RoleName.KEYWORKER, "Priya Nair")

    @property
    def chair(self) -> User:
        return self._colleague(RoleName.PANEL_CHAIR, "Charles Airey")

    @property
    def panel_member(self) -> User:
        return self._colleague(RoleName.PANEL_MEMBER, "Eve Perience")

    @property
    def commissioner(self) -> User:
        return self._colleague(RoleName.COMMISSIONER, "Comfort Mission")

    @property
    def community_professional(self) -> User:
        return self._colleague(RoleName.COMMUNITY_PROFESSIONAL, "Toby Fielding")

    @property
    def oversight_panel_member(self) -> User:
        return self._colleague(RoleName.OVERSIGHT_PANEL_MEMBER, "Olive Seymour")

    @property
    def host_commissioner(self) -> User:
        return self._colleague(RoleName.HOST_COMMISSIONER, "Hugh Stead")

    @property
    def analyst(self) -> User:
        return self._colleague(RoleName.ANALYST, "Anna Lister")

    @property
    def family(self) -> User:
        return self._colleague(RoleName.FAMILY, "Mary Morris")

    @property
    def governance(self) -> User:
        return self._colleague(RoleName.GOVERNANCE_LEAD, "Gwen Overy")

    @property
    def administrator(self) -> User:
        return self._colleague(RoleName.ADMINISTRATOR, "Adam Minster")

    def person(self, given_name: str = "Jade", born: date | None = None, **facts: Any) -> Person:
        """Somebody invented; an adult unless `born` says otherwise."""
        return actions.add_person(
            area=self.area,
            given_name=given_name,
            family_name=facts.pop("family_name", "Morris"),
            date_of_birth=born or date(self.today.year - 30, 3, 2),
            nhs_number=facts.pop("nhs_number", None),
            by=self.coordinator,
            today=self.today,
            **facts,
        )

    def consent(
        self, person: Person, purpose: consent.Purpose = consent.Purpose.REGISTER, **facts: Any
    ) -> Any:
        """A yes on record: the person's own from 16, a parent's before."""
        decision, basis = YES_BY_PERSON if person.age_on(self.today) >= 16 else YES_BY_PARENT
        return actions.record_consent(
            person=person,
            purpose=purpose,
            decision=facts.pop("decision", decision),
            basis=facts.pop("basis", basis),
            given_by=facts.pop("given_by", person.known_as),
            evidence=facts.pop("evidence", "Talked through with pictures."),
            decided_on=facts.pop("decided_on", self.today),
            by=self.coordinator,
            today=self.today,
            **facts,
        )

    def entry(self, person: Person | None = None, **facts: Any) -> RegisterEntry:
        """A place on the register, with consent, not yet rated, with the keyworker of this world."""
        person = person or self.person(**facts)
        self.consent(person)
        entry = actions.add_to_register(
            person=person, area=self.area, added_on=self.today, by=self.coordinator
        )
        return actions.allocate(
            entry=entry, keyworker=self.keyworker, lead_professional=None, on=self.today, by=self.coordinator
        )

    def rate(self, entry: RegisterEntry, colour: str = "red", **facts: Any) -> Rating:
        """The next rating of an entry."""
        entry = RegisterEntry.objects.get(pk=entry.pk)
        return actions.change_rating(
            entry=entry,
            expected_number=facts.pop("expected_number", entry.rating_number),
            colour=ratings.Colour(colour),
            reason=facts.pop("reason", "A&E twice in a week."),
            decided_by=facts.pop("decided_by", "Priya Nair"),
            decided_at=ratings.DecidedAt(facts.pop("decided_at", "meeting")),
            decided_on=facts.pop("decided_on", self.today),
            by=facts.pop("by", self.keyworker),
            today=self.today,
            **facts,
        )


def signed_in(
    user: User, browser: Client | None = None, *, strong: bool = True, fresh: bool = True
) -> Client:
    """A browser in which `user` has signed in, with two steps, just now."""
    client = browser or Client()
    client.force_login(user)
    client.cookies[settings.CSRF_COOKIE_NAME] = FORM_SECRET  # as a browser holds it from the sign-in page on
    row = user.browser_sessions.get(session_key=client.session.session_key)
    accounts.follow_session(
        session=row, session_key=row.session_key, form_proof=proof_for(FORM_SECRET), by=user
    )
    session = client.session
    if strong:
        second_factor.remember(session, user, second_factor.APP)
    if fresh:
        proofs.remember(session, user)
    session.save()
    return client

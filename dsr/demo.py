"""Invented people for the demonstration and the tests: nobody in here exists, nor do their addresses."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from accounts.demo import DemoWorld
from accounts.models import Area, User
from dsr import (
    actions,
    consent,
    demo_clocks,
    demo_consents,
    demo_entry,
    demo_finding,
    demo_follow,
    demo_meetings,
    demo_rating,
    demo_stays,
    ratings,
)
from dsr.days import add_months, age_on
from dsr.living import Setting
from dsr.models import ADJUSTMENTS, Diagnosis, Person, RegisterEntry, YesNo
from dsr.names import synthetic_nhs_number

GIVEN = [
    "Ali", "Amara", "Anya", "Ben", "Bola", "Chidi", "Dara", "Dev", "Ellis", "Emeka", "Fern", "Gita", "Hari",
    "Iona", "Isla", "Jo", "Kai", "Lena", "Leo", "Mina", "Nadia", "Niall", "Omar", "Orla", "Pip", "Rafi",
    "Rhys", "Sana", "Seth", "Tam", "Tom", "Uma", "Wren", "Yusuf", "Zara", "Zeb",
]  # fmt: skip
FAMILY = [
    "Ashdown", "Bellweather", "Cobbold", "Dunmarsh", "Ellerby", "Fairholt", "Greyling", "Harrowgate",
    "Inkpen", "Jarrowby", "Kettlewell", "Larkham", "Merriden", "Northway", "Oakhanger", "Pellow", "Quillby",
    "Ravensden", "Stillwater", "Thornaby", "Underhay", "Vellacott", "Whinmoor", "Yardley-Penn",
]  # fmt: skip
STREETS = ["Invented Street", "Nowhere Lane", "Example Road", "Pretend Close", "Made-up Avenue"]
MATTERS = [
    "I want to sleep in my own bed.",
    "My cat. My music. Knowing what happens next.",
    "I like it when people knock and wait.",
    "Going swimming on Fridays with the same person.",
    "Please do not talk about me as if I am not there.",
]
REASONS = {
    ratings.Colour.RED: [
        "A&E twice in a week. School place ended on Friday.",
        "Not sleeping, not eating, says life is not worth it. A bed is being looked for.",
        "Support team has left. Family cannot go on after this weekend.",
    ],
    ratings.Colour.AMBER: [
        "Move to the new home keeps being put off. Staff changing every week.",
        "Out of school since September, more and more on their own.",
        "Left hospital in the spring; the plan for bad days is not written yet.",
    ],
    ratings.Colour.GREEN: [
        "Settled at home. The plan works and everyone knows it.",
        "New job at the café is going well. Sees the nurse every month.",
        "Has good weeks and bad weeks; the team catches the bad ones early.",
    ],
}
NOTES = [
    "Phoned mum. He slept better. Next call on Friday.",
    "Met at home with pictures. She chose the blue room for the meeting.",
    "School says a quiet room can be ready in two weeks.",
]
JADES_YEAR = [
    (ratings.Colour.GREEN, 118, "At home, school place agreed."),
    (ratings.Colour.AMBER, 40, "Out of school again, not sleeping."),
    (ratings.Colour.RED, 5, "A&E twice in a week, school place ended."),
]
SPREAD = [None] * 3 + ["red"] * 7 + ["amber"] * 15 + ["green"] * 66 + ["blue"] * 9


def seed(world: DemoWorld) -> None:
    """Put `world.people` invented people on the registers of the world's areas."""
    entries: Iterator[tuple[int, str]] = enumerate(_shares(world), 1)
    next(entries)
    world.entries.append(_jade(world))
    for place, slug in entries:
        world.entries.append(_somebody(world, place, world.areas[slug]))
    _for_few_eyes(world)
    demo_consents.seed(world)
    demo_follow.seed(world)
    demo_clocks.seed(world)
    demo_finding.seed(world)
    demo_stays.seed(world)
    demo_rating.seed(world)
    demo_entry.seed(world)
    demo_meetings.seed(world)


def _for_few_eyes(world: DemoWorld) -> None:
    """A case before the oversight panel, a record that is restricted, and a lead of a community team."""
    by = world.users["coordinator"]
    ours = [entry for entry in world.entries if entry.area == world.areas["northmoor"]]
    if len(ours) < 8 or "community-professional" not in world.users:
        return
    stuck, led, hidden = ours[2], ours[3], ours[-1]
    actions.escalate(
        entry=stuck,
        why="No flat was found in three months. Who can agree the money?",
        by=by,
        today=world.today,
    )
    led.refresh_from_db()
    actions.allocate(
        entry=led, keyworker=led.keyworker, lead_professional=world.users["community-professional"],
        on=world.today, by=by,
    )  # fmt: skip
    actions.restrict(
        person=hidden.person, why="Related to somebody who works here.", allowed=[], by=by, today=world.today
    )


def _shares(world: DemoWorld) -> list[str]:
    """Two in three people live in the first area, the others in the rest."""
    first, *others = world.areas
    return [
        first if place % 3 or not others else others[place // 3 % len(others)]
        for place in range(1, world.people + 1)
    ]


def _jade(world: DemoWorld) -> RegisterEntry:
    """Jade, 15, whose mum has an account: the person the demonstration follows."""
    area, by = world.areas["northmoor"], world.users["coordinator"]
    person = actions.add_person(
        area=area,
        given_name="Jade",
        family_name="Morris",
        preferred_name="Jay",
        date_of_birth=add_months(world.today, -12 * 15) - timedelta(days=260),
        nhs_number=synthetic_nhs_number(0),
        address="7 Invented Street\nNorthmoor",
        postcode="ZZ9 9AA",
        learning_disability=Diagnosis.NO,
        autism=Diagnosis.DIAGNOSED,
        setting=Setting.FAMILY,
        ehc_plan=YesNo.YES,
        what_matters="I want to sleep in my own bed and see Biscuit.",
        adjustments=["slow_speech", "pictures", "text_not_phone"],
        contact_rules="Tell Mum, not Dad (her choice).",
        by=by,
        today=world.today,
    )
    mum = {"parental_responsibility": True, "may_be_told": True, "user": world.users["family"]}
    actions.add_contact(
        person=person, name="Mary Morris", relation="Mum", phone="01632 960 700", by=by, **mum
    )
    entry = _register(world, person, area, world.today - timedelta(days=120))
    for colour, days_ago, reason in JADES_YEAR:
        _rate(world, entry, colour, world.today - timedelta(days=days_ago), reason)
    actions.add_note(entry=entry, text=NOTES[0].replace("He", "She"), by=world.users["keyworker"])
    return entry


def _somebody(world: DemoWorld, place: int, area: Area) -> RegisterEntry:
    chance = world.random
    born = demo_consents.born(world, place)
    person = actions.add_person(
        area=area,
        given_name=GIVEN[place % len(GIVEN)],
        family_name=chance.choice(FAMILY),
        date_of_birth=born,
        nhs_number=synthetic_nhs_number(place) if chance.random() < 0.9 else None,
        address=f"{chance.randint(1, 99)} {chance.choice(STREETS)}\n{area.name}",
        postcode=f"ZZ{chance.randint(1, 9)} {chance.randint(1, 9)}AA",
        learning_disability=chance.choice(Diagnosis.values),
        autism=chance.choice(Diagnosis.values),
        setting=demo_finding.setting(place),
        ehc_plan=YesNo.YES if age_on(born, world.today) < 20 and chance.random() < 0.6 else YesNo.NO,
        what_matters=chance.choice([*MATTERS, ""]),
        adjustments=sorted(chance.sample(sorted(ADJUSTMENTS), chance.choice([0, 0, 1, 2]))),
        by=_coordinator(world, area),
        today=world.today,
    )
    entry = _register(world, person, area, world.today - timedelta(days=chance.randint(100, 320)))
    colour = chance.choice(SPREAD)
    if colour:
        _history(world, entry, ratings.Colour(colour))
    if chance.random() < 0.3:
        actions.add_note(entry=entry, text=chance.choice(NOTES), by=_keyworker(world, area))
    return entry


def _coordinator(world: DemoWorld, area: Area) -> User:
    return world.users["coordinator" if area.slug == "northmoor" else "coordinator-other-area"]


def _keyworker(world: DemoWorld, area: Area) -> User:
    if area.slug == "northmoor":
        return world.users[world.random.choice(["keyworker", "keyworker", "keyworker-second"])]
    return world.users["keyworker-other-area"]


def _register(world: DemoWorld, person: Person, area: Area, on: date) -> RegisterEntry:
    by = _coordinator(world, area)
    basis, who = _basis(person, on)
    for purpose in (consent.Purpose.REGISTER, consent.Purpose.SHARE):
        actions.record_consent(
            person=person,
            purpose=purpose,
            decision=consent.Decision.YES,
            basis=basis,
            given_by=who,
            evidence="Talked through with pictures; signed form in the file.",
            decided_on=on,
            by=by,
            today=world.today,
        )
    entry = actions.add_to_register(person=person, area=area, added_on=on, by=by)
    return _allocate(world, entry, on)


def _basis(person: Person, on: date) -> tuple[consent.Basis, str]:
    if person.age_on(on) >= 16:
        return consent.Basis.PERSON, person.known_as
    return (
        consent.Basis.PARENT_PR,
        "Mary Morris" if person.given_name == "Jade" else f"{person.given_name}’s parent",
    )


def _allocate(world: DemoWorld, entry: RegisterEntry, on: date) -> RegisterEntry:
    """Most have a keyworker; some also a lead professional; a few are nobody's, at the top of the list."""
    facts: dict[str, Any] = {"keyworker": None, "lead_professional": None}
    if entry.person.given_name == "Jade":
        facts = {"keyworker": world.users["keyworker"], "lead_professional": world.users["keyworker-second"]}
    elif world.random.random() < 0.93 and entry.area.slug in ("northmoor", "eastmere"):
        facts["keyworker"] = _keyworker(world, entry.area)
    return actions.allocate(entry=entry, on=on, by=_coordinator(world, entry.area), **facts)


def _history(world: DemoWorld, entry: RegisterEntry, colour: ratings.Colour) -> None:
    chance = world.random
    start = entry.added_on + timedelta(days=chance.randint(1, 12))
    if colour is ratings.Colour.BLUE:
        _rate(world, entry, ratings.Colour.RED, start, chance.choice(REASONS[ratings.Colour.RED]))
        _admit(world, entry, world.today - timedelta(days=chance.randint(3, 80)))
        return
    if chance.random() < 0.5:
        _rate(
            world, entry, chance.choice(ratings.BY_HAND), start, chance.choice(REASONS[ratings.Colour.AMBER])
        )
    latest = {ratings.Colour.RED: 8, ratings.Colour.AMBER: 16, ratings.Colour.GREEN: 80}[colour]
    _rate(
        world,
        entry,
        colour,
        world.today - timedelta(days=chance.randint(0, latest)),
        chance.choice(REASONS[colour]),
    )


def _rate(world: DemoWorld, entry: RegisterEntry, colour: ratings.Colour, on: date, reason: str) -> None:
    entry.refresh_from_db()
    worker = entry.keyworker or _coordinator(world, entry.area)
    actions.change_rating(
        entry=entry,
        expected_number=entry.rating_number,
        colour=colour,
        criteria=sorted(ratings.MEANINGS[colour].criteria)[:2],
        reason=reason,
        words_for_person=ratings.MEANINGS[colour].to_the_person,
        decided_by=worker.name,
        decided_at=ratings.DecidedAt.MEETING,
        decided_on=on,
        by=worker,
        today=world.today,
    )


def _admit(world: DemoWorld, entry: RegisterEntry, on: date) -> None:
    secure = world.random.random() < 0.2
    hospital = world.random.choice(["Fenwick House", "The Larches", "Stoneacre Unit"])
    hosts = {"The Larches": "northmoor", "Stoneacre Unit": "eastmere"}  # of one nobody knew where it stands
    actions.admit(
        entry=entry,
        hospital=hospital,
        host_area=world.areas.get(hosts.get(hospital, "")),
        legal_status=world.random.choice(["informal", "2", "3"]),
        admitted_on=on,
        secure=secure,
        by=_coordinator(world, entry.area),
        today=world.today,
    )

"""Invented forms for the demonstration, in every state; nobody in here exists, nor do their addresses."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from accounts.actions import FIRST_RUN, PUBLIC_FORM, automatic_user
from accounts.demo import DemoWorld
from accounts.models import Area, User
from accounts.permissions import RoleName
from dsr import actions as dsr
from dsr import consent
from dsr.days import add_working_days, birthday
from dsr.models import Diagnosis, Person
from referrals import actions, demo_consents, demo_states
from referrals.deciding import Code, signposts
from referrals.demo_flags import seed_flags
from referrals.models import Referral
from referrals.statuses import FillingIn, Told


@dataclass(frozen=True)
class Story:
    """A form that somebody could have sent: when, about whom, by whom, in their words."""

    working_days_ago: int
    given_name: str
    age: int
    happening: str
    diagnosis: Told
    filling_in_for: FillingIn = FillingIn.CHILD
    helper: str = ""
    relation: str = ""
    email: str = ""
    agreement: str = "agrees"
    in_hospital: str = "no"
    more: dict[str, dict[str, Any]] = field(default_factory=dict)  # by question


NEW = Story(
    0, "Milo", 13,
    "Milo has not been to school since half term. He sleeps about three hours a night and hits his head "
    "when the noise is too much. Swimming helps, and our dog. We are very tired and do not know whom to ask.",
    Told.WAITING, helper="Carys Ellerby", relation="Mum", email="carys.ellerby@example.org",
    more={
        "name": {"preferred_name": "Mo"},
        "risks": {"risk_factors": ["exclusion", "behaviour_rising", "life_event"]},
        "helped": {
            "tried": "School tried a shorter day, and it was too loud. A weighted blanket helps at night.",
            "would_help": "Somebody for two evenings a week, so that his sister has us too.",
        },
        "diagnosis": {"diagnosis_said": "The school nurse put him on the waiting list in spring"},
        "hospital": {"place_type": "family_home"},
        "nhs-number": {"gp_practice": "Millbrook Surgery"},
        "school": {"education": "Hollins School, year 9; not there since half term", "has_ehc_plan": "yes"},
        "people": {
            "people_involved": "Ms Adeyemi, SENCO at Hollins School\nDr Pell, GP",
            "plans": ["care"],
        },
        "needs": {
            "needs": ["pictures", "breaks", "same_person"],
            "needs_more": "Show him on paper what happens next.",
            "letter_format": "easy",
        },
        "sharing": {"not_share_with": ["police_youth_justice"]},
        "contact": {"safe_message": "no", "may_text": True},
        "safe": {"best_time": "After 7pm, when he sleeps", "person_reach": "through_me"},
        "equality": {"first_language": "English", "looked_after": "no", "is_carer": "no"},
        "wants": {"wants_this": "yes", "wants_words": "I want to swim on Fridays."},
    },
)  # fmt: skip
LATE = Story(
    5, "Beth", 24,
    "Beth’s shared house closes at the end of the month and there is no other place yet. She has called the "
    "crisis line twice this week. With people she knows she is funny and calm.",
    Told.BOTH, FillingIn.WORK, "Idris Pellow", "Social worker", "idris.pellow@example.org",
    "not_asked", "not_sure",
    more={
        "risks": {"risk_factors": ["placement_unstable", "crisis_team_last_year", "staff_changing"]},
        "hospital": {"place_type": "supported_living"},
        "people": {"plans": ["care", "crisis"]},
        "contact": {"no_calls": True, "may_text": True},
        "safe": {"do_not_contact": "Do not leave letters in the shared hall.", "person_reach": "phone"},
        "wants": {"wants_this": "talk_alone"},
    },
)  # fmt: skip
TALKED = Story(
    3, "Theo", 31, "", Told.AUTISM, FillingIn.ME,
    more={
        "happening": {"rather_talk": True},
        "hospital": {"place_type": "own_tenancy"},
        "needs": {"needs": ["questions_first", "text_not_phone"], "letter_format": "audio_talk"},
        "contact": {"safe_message": "yes", "may_text": True},
        "safe": {"best_time": "Afternoons"},
    },
)  # fmt: skip
ACCEPTED = Story(
    12, "Ottilie", 19,
    "College has stopped because there was nobody to go with her. She says she wants to stay in her own "
    "room, near her sister, and be asked before things change.",
    Told.LEARNING_DISABILITY, FillingIn.CARE, "Ruth Inkpen", "Aunt", "ruth.inkpen@example.org",
)  # fmt: skip
DECLINED = Story(
    15, "Conor", 41,
    "He has been low since he lost his job and I worry about him. He has no learning disability that I "
    "know of.",
    Told.NOT_SURE, FillingIn.CARE, "Una Larkham", "Sister", "una.larkham@example.org", "agrees",
)  # fmt: skip


def seed(world: DemoWorld) -> None:
    """Forms in each area: new, late, talked about, accepted, declined, of somebody known; two flags."""
    for area in world.areas.values():
        family = world.random.choice(["Ashcombe", "Birkdale", "Colwick", "Denholm", "Elmore", "Foxley"])
        by = _coordinator(world, area)
        _send(NEW, family, area, world)
        _send(LATE, family, area, world)
        _talked(_send(TALKED, family, area, world), by, world.today)
        _accepted(_send(ACCEPTED, family, area, world), by)
        _declined(_send(DECLINED, family, area, world), by)
        _about_somebody_known(area, world)
        demo_states.seed(area, world, by, family, send=_send, story=Story)
        demo_consents.seed(world, area, by)
        seed_flags(area=area, family=family, world=world, by=by)
    demo_states.between(world, lambda area: _coordinator(world, area), send=_send, story=Story)


def _coordinator(world: DemoWorld, area: Area) -> User:
    """Whoever keeps this area's register in the demonstration."""
    for user in world.users.values():
        if (RoleName.COORDINATOR, area.pk) in user.places():
            return user
    return automatic_user(FIRST_RUN)


def _send(
    story: Story,
    family: str,
    area: Area,
    world: DemoWorld,
    born: date | None = None,
    doubts: Sequence[str] = (),
) -> Referral:
    received = add_working_days(world.today, -story.working_days_ago)
    days = timedelta(days=world.random.randint(20, 300))
    answers: dict[str, dict[str, Any]] = {
        "who": {"filling_in_for": story.filling_in_for},
        "helper": {"helper_name": story.helper, "helper_relation": story.relation},
        "name": {"given_name": story.given_name, "family_name": family},
        "born": {"date_of_birth": (born or birthday(received, -story.age) - days).isoformat()},
        "home": {"address": f"{world.random.randint(1, 90)} Orchard Way", "lives_in": area.slug},
        "diagnosis": {"diagnosis": story.diagnosis},
        "happening": {"happening": story.happening},
        "hospital": {"in_hospital": story.in_hospital},
        "agreement": {"agreement": story.agreement},
        "contact": {"phone": f"01632 960 {world.random.randint(300, 899)}", "email": story.email},
    }
    for step, said in story.more.items():
        answers[step] = answers.get(step, {}) | said
    return actions.send_referral(
        key=UUID(int=world.random.getrandbits(128), version=4),
        answers=answers,
        area=area,
        by=automatic_user(PUBLIC_FORM),
        today=received,
        doubts=doubts,
    )


def _talked(referral: Referral, by: User, today: date) -> None:
    actions.record_contact(
        referral=referral,
        on=add_working_days(today, -1),
        with_whom="Theo himself",
        spoke=True,
        said="He would like help before things get as bad as last winter. Afternoons are best. He will think "
        "about being on the list and tell us on our next call.",
        by=by,
        today=today,
    )


def _accepted(referral: Referral, by: User) -> None:
    day = add_working_days(referral.received_on, 4)
    actions.make_person(
        referral=referral,
        instead_of=None,
        facts={
            "given_name": referral.given_name,
            "family_name": referral.family_name,
            "date_of_birth": referral.date_of_birth,
            "address": referral.address,
            "learning_disability": Diagnosis.DIAGNOSED,
        },
        helper={"name": referral.helper_name, "relation": referral.helper_relation, "email": referral.email},
        by=by,
        today=day,
    )
    referral = Referral.objects.select_related("person").get(pk=referral.pk)
    actions.record_contact(
        referral=referral, on=day, with_whom="Ottilie and her aunt", spoke=True,
        said="Talked it through with pictures. She wants to be on the list and wants her aunt to come along.",
        by=by, today=day,
    )  # fmt: skip
    dsr.record_consent(
        person=referral.person,
        purpose=consent.Purpose.REGISTER,
        decision=consent.Decision.YES,
        basis=consent.Basis.PERSON,
        given_by=referral.given_name,
        evidence="Explained with pictures at home, said yes and signed. The paper is in the team’s folder.",
        decided_on=day,
        by=by,
        today=day,
    )
    reason = "The team agrees that help is needed soon. We meet within two weeks to look at what comes first."
    decided = add_working_days(day, 2)
    actions.accept_referral(referral=referral, reason=reason, by=by, today=decided)
    actions.record_told(referral=referral, by=by, today=decided)


def _declined(referral: Referral, by: User) -> None:
    reason = (
        "This list is for people with a learning disability and autistic people. Your GP, or Talking "
        "Therapies, can help with low mood; in a crisis call 111, option 2. If you learn more, please "
        "send another form."
    )
    day = add_working_days(referral.received_on, 6)
    actions.decline_referral(
        referral=referral, reason=reason, code=Code.NOT_ELIGIBLE, signposts=signposts(Code.NOT_ELIGIBLE),
        by=by, today=day,
    )  # fmt: skip
    actions.record_told(referral=referral, by=by, today=day)


def _about_somebody_known(area: Area, world: DemoWorld) -> None:
    """A form about somebody who is on record already, with the short words of a worried neighbour."""
    known = Person.objects.filter(recorded_in=area).order_by("search_name").first()
    if known is None:
        return
    story = Story(
        1, known.given_name, 0,
        "I live next door. There was shouting again last night and nobody seems to come any more.",
        Told.NOT_SURE, FillingIn.CARE, "Hugh Greyling", "Neighbour", "", "not_asked", "not_sure",
    )  # fmt: skip
    _send(story, known.family_name, area, world, born=known.date_of_birth)

"""States of a page in which nobody of the scene stands, so that the forms shown only there are attacked too.

Nobody here works in Northmoor or Eastmere but its own administrator and governance lead: what the table
of access says about everybody else stays as it is.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from accounts import emergency, links
from accounts.models import AccessLogEntry, Signal, User
from accounts.permissions import RoleName
from accounts.views.passkeys import mark_of
from dsr import actions
from dsr.models import RegisterEntry
from dsr.risk_tool import Ages
from tests.access import table
from tests.access.asking import address
from tests.access.scene import NOTHING, Scene
from tests.accounts.steps import add_app_to, give_password, with_password
from tests.worlds import World, signed_in

BUSY = "somebody in the middle of everything"
AGAIN = "somebody who proves again who they are"
HALF_IN, INVITED = "somebody who has given a password", "somebody who has opened an invitation"
KEPT = "/experts/add/"


def states(scene: Scene) -> Iterator[tuple[str, str]]:
    """Who stands where: somebody and the path of a page, on which a form is shown only in this state."""
    west = World("Westmoor")
    over = World("Overmoor").entry()
    busy = _busy(scene, west, over)
    passkey = Authenticator.objects.get(user=busy, type="webauthn")
    opened = reverse("entry", args=[over.pk])
    for path in ("/my-work/", KEPT, opened, *map(reverse, ("sessions", "recovery-codes", "remove-app"))):
        yield BUSY, path
    yield BUSY, f"{reverse('passkey')}?which={mark_of(passkey)}"
    yield BUSY, _two_records_of_one(west)
    yield from _with_an_app(scene, west)
    yield from _invited(scene, west)
    yield from _about_things(scene)


def _with_an_app(scene: Scene, west: World) -> Iterator[tuple[str, str]]:
    """Asked for the second step; and, signed in, whether it is still them."""
    user = with_password(west.user(RoleName.KEYWORKER, "Hal Halfin"))
    add_app_to(user)
    scene.browsers[HALF_IN] = Client()
    yield HALF_IN, give_password(scene.browsers[HALF_IN], user.email)["Location"]
    scene.browsers[AGAIN] = signed_in(user)
    yield AGAIN, reverse("account_reauthenticate")


def _invited(scene: Scene, west: World) -> Iterator[tuple[str, str]]:
    """The page behind the link of an invitation, and the one where a password is chosen."""
    user = accounts.invite(
        email="nora.new@west.example.org", name="Nora New", role=RoleName.KEYWORKER, area=west.area,
        by=west.administrator,
    )  # fmt: skip
    path = reverse("invitation", args=[links.token_of(user.invitations.get())])
    yield table.STRANGER, path
    scene.browsers[INVITED] = Client()
    yield INVITED, scene.browsers[INVITED].post(path)["Location"]


def _busy(scene: Scene, west: World, over: RegisterEntry) -> User:
    """Works in two areas, has every second factor, a form half typed, two sign-ins and an emergency."""
    south = World("Southmoor")
    user = with_password(west.user(RoleName.COORDINATOR, "Stella Stated"))
    accounts.add_membership(
        user=user, area=south.area, role=RoleName.COMMISSIONER, from_day=south.long_ago, by=west.hand
    )
    add_app_to(user)
    accounts.add_passkey(name="Ward laptop", credential={"id": "none"}, device="Chrome", by=user)
    scene.users[BUSY] = user
    scene.browsers[BUSY] = scene._browser(BUSY)
    signed_in(user)
    accounts.keep_form(path=KEPT, answers={"name": ["Half a name"]}, by=user)
    accounts.start_emergency_access(
        person_id=over.person_id, area=over.area, reason=emergency.Reason.LIFE,
        words="The ward rang and needs the plan now.", review_due_on=scene.today, by=user,
    )  # fmt: skip
    return user


def _two_records_of_one(west: World) -> str:
    """The page that puts two records together: one of them is off the register."""
    one, other = west.entry(), west.entry(west.person("Jayde"))
    other = RegisterEntry.objects.get(pk=other.pk)
    other.status = "removed"
    other.save(by=west.coordinator)
    return reverse("entry-merge-with", kwargs={"entry_id": one.pk, "other_id": other.pk})


def _about_things(scene: Scene) -> Iterator[tuple[str, str]]:
    """The pages of accounts, areas and signals, to those in Northmoor to whom they are shown."""
    ids = _things(scene)
    for page, ways in table.ABOUT_A_THING.items():
        for who in ways.get("GET", "").split():
            for account in ids["accounts"]:
                yield who, address(page, ids | {"account": account})


def _things(scene: Scene) -> dict[str, Any]:
    """Ids of three accounts, which work, are invited and are stopped; of a signal, an area and a role."""
    north = scene.north
    administrator = scene.users[RoleName.ADMINISTRATOR]
    invited = accounts.invite(
        email="ina.vited@north.example.org", name="Ina Vited", role=RoleName.KEYWORKER, area=north.area,
        by=administrator,
    )  # fmt: skip
    stranger = north.administrator
    AccessLogEntry.objects.create(
        user_id=stranger.pk, user_name=stranger.name, page="entry", areas=[north.area.pk],
        people=[scene.dossiers["mine"].person.pk], at=timezone.now() - timedelta(seconds=1),
    )  # fmt: skip
    accounts.find_signals(now=timezone.now(), by=north.hand)
    signal = Signal.objects.get(kind="no_link", user_id=stranger.pk)
    stopped = scene.users[table.STOPPED]
    signed: dict[str, Any] = {"by": north.coordinator}
    known = actions.record_known_admission(
        area=north.area, person=north.person("Wilf"), hospital="Ashby Unit", security="general",
        legal_status="2", admitted_on=scene.today, because="not_asked", words="", today=scene.today, **signed,
    )  # fmt: skip
    saved = actions.save_filter(
        name="Tuesday meeting", query="colour=red", shared_with=None, by=scene.users[RoleName.COORDINATOR]
    )
    return scene.ids("mine") | {
        "rule_key": "rating_review_red", "question": "q1", "point": "point-1", "known_id": known.pk,
        "part_id": scene.part.pk,
        "filter_id": saved.pk, "extract_id": NOTHING,
        "tool_id": actions.start_tool(area=north.area, ages=Ages.CYP, example=True, **signed).pk,
        "accounts": [north.keyworker.reference, invited.reference, stopped.reference],
        "area_slug": north.area.slug, "role": "keyworker", "signal_id": signal.pk,
    }  # fmt: skip

"""Emergency access: who opens what, for how long, who is told, who judges it (checks S16, S17, S51)."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts import actions, emergency, outbox
from accounts.emergency import Standing, Verdict
from accounts.held_open import forget_held, held_open_by
from accounts.looks import digest_of, record_look
from accounts.models import AccessLogEntry, EmergencyAccess, EmergencyAttempt, OutboxMessage, User
from accounts.permissions import Permission, RoleName
from accounts.tasks import escalate_emergency_accesses
from config.refused import Refused
from dsr import actions as dsr_actions
from dsr.models import RegisterEntry
from dsr.names import spaced_nhs_number, synthetic_nhs_number
from tests.dsr.test_at_once import all_at_once
from tests.worlds import World, signed_in

WORDS = "The crisis team has her in A&E and needs the plan."
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


# ---------------------------------------------------------------- the clock, pure


@pytest.mark.parametrize(
    ("ended", "now", "is_open"),
    [
        (None, NOON - timedelta(seconds=1), False),
        (None, NOON, True),
        (None, NOON + 4 * HOUR - timedelta(seconds=1), True),
        (None, NOON + 4 * HOUR, False),
        (None, NOON + 40 * HOUR, False),
        (NOON + HOUR, NOON + HOUR - timedelta(seconds=1), True),
        (NOON + HOUR, NOON + HOUR, False),
        (NOON + HOUR, NOON + 2 * HOUR, False),
    ],
)
def test_it_is_open_from_its_start_until_its_end_or_four_hours(
    ended: datetime | None, now: datetime, is_open: bool
) -> None:
    until = emergency.ends_at(NOON)
    assert emergency.is_open(started_at=NOON, until=until, ended_at=ended, now=now) is is_open


@pytest.mark.parametrize("day", [(2026, 3, 29), (2026, 10, 25)], ids=["clocks go forward", "clocks go back"])
def test_four_hours_are_four_hours_in_the_night_the_clocks_change(day: tuple[int, int, int]) -> None:
    started = datetime(*day, 0, 30, tzinfo=ZoneInfo("Europe/London"))
    assert emergency.ends_at(started) - started.astimezone(UTC) == timedelta(hours=4)


DUE = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("verdict", "today", "standing"),
    [
        ("", DUE - timedelta(days=1), Standing.WAITING),
        ("", DUE, Standing.WAITING),
        ("", DUE + timedelta(days=1), Standing.LATE),
        (Verdict.FOLLOW_UP, DUE + timedelta(days=9), Standing.FOLLOW_UP),
        (Verdict.JUSTIFIED, DUE + timedelta(days=9), Standing.REVIEWED),
        (Verdict.NOT_JUSTIFIED, DUE, Standing.REVIEWED),
    ],
)
def test_where_its_review_stands(verdict: str, today: date, standing: Standing) -> None:
    assert emergency.standing(due_on=DUE, verdict=verdict, today=today) is standing


@pytest.mark.parametrize(
    ("words", "enough"),
    [
        (WORDS, True),
        ("", False),
        ("urgent", False),
        (" " * 50, False),
        ("xxx " * 20, False),
        ("In A&E now, who to ring?", True),
    ],
)
def test_a_reason_is_a_sentence(words: str, enough: bool) -> None:
    assert emergency.is_a_sentence(words) is enough


def test_it_gives_nothing_to_write_and_no_papers() -> None:
    assert {Permission.SEE_ENTRY, Permission.SEE_NARRATIVE, Permission.SEE_CONTACTS} == emergency.GIVES


# ---------------------------------------------------------------- opening


@pytest.fixture
def east(world: World) -> World:
    return World("Eastmere")


@pytest.fixture
def stranger(east: World) -> User:
    """A keyworker of another area, who sees nobody here."""
    return east.keyworker


@pytest.fixture
def jade(world: World) -> RegisterEntry:
    return world.entry(world.person("Jade", nhs_number=synthetic_nhs_number(1)))


def form(**changes: Any) -> dict[str, Any]:
    """The page's answers for Jade, by number."""
    return {
        "known": "number", "nhs_number": synthetic_nhs_number(1), "reason": "crisis_team", "words": WORDS,
        **changes,
    }  # fmt: skip


def opened(user: User, entry: RegisterEntry, **facts: Any) -> EmergencyAccess:
    forget_held(user)
    return actions.start_emergency_access(
        person_id=entry.person_id, area=entry.area, reason=facts.pop("reason", emergency.Reason.LIFE),
        words=facts.pop("words", WORDS), review_due_on=facts.pop("review_due_on", DUE), by=user,
    )  # fmt: skip


def path(entry: RegisterEntry) -> str:
    return f"/register/{entry.pk}/"


def test_one_match_opens_to_read_with_a_banner_and_no_button(
    world: World, jade: RegisterEntry, stranger: User
) -> None:
    assert world.governance
    browser = signed_in(stranger)
    assert browser.get(path(jade)).status_code == 404
    answer = browser.post("/emergency/", form(), follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == path(jade)
    assert "Jade MORRIS" in page and "Emergency access until" in page
    assert "The crisis team needs the plan" in page and "Gwen Overy has been told" in page
    assert "End it now" in page
    for way in ("rate", "consent", "keyworker", "person", "admission", "hold", "merge", "remove-in-error"):
        assert f'href="{path(jade)}{way}/"' not in page, way


@pytest.mark.parametrize("way", ["rate", "consent", "keyworker", "person", "admission", "hold", "merge"])
def test_it_opens_no_page_that_writes(jade: RegisterEntry, stranger: User, way: str) -> None:
    opened(stranger, jade)
    for method in ("get", "post"):
        answer = getattr(signed_in(stranger), method)(f"{path(jade)}{way}/")
        assert answer.status_code in (403, 404), way


def test_it_writes_no_note(jade: RegisterEntry, stranger: User) -> None:
    opened(stranger, jade)
    assert signed_in(stranger).post(path(jade), {"text": "Seen her."}).status_code == 404
    assert jade.notes.count() == 0


@pytest.mark.parametrize("permission", list(Permission))
def test_of_all_permissions_it_lends_three(
    jade: RegisterEntry, stranger: User, permission: Permission
) -> None:
    opened(stranger, jade)
    given = permission in emergency.GIVES
    seen = RegisterEntry.objects.visible_to(stranger, permission).filter(pk=jade.pk).exists()
    assert (seen, jade.lets(stranger, permission)) == (given, given)


def test_by_name_and_date_of_birth_it_opens_too(jade: RegisterEntry, stranger: User) -> None:
    born = jade.person.date_of_birth
    typed = form(known="name", nhs_number="", name="jade MORRÍS", born_day=born.day, born_month=born.month,
                 born_year=born.year)  # fmt: skip
    assert signed_in(stranger).post("/emergency/", typed).headers["Location"] == path(jade)


def test_a_restricted_record_opens_too(world: World, jade: RegisterEntry, stranger: User) -> None:
    from dsr import actions as dsr

    dsr.restrict(
        person=jade.person, why="A colleague's sister", allowed=[], by=world.coordinator, today=world.today
    )
    assert signed_in(stranger).post("/emergency/", form()).headers["Location"] == path(jade)
    assert signed_in(stranger).get(path(jade)).status_code == 200


def test_nobody_or_several_show_nothing_and_are_counted(
    world: World, jade: RegisterEntry, stranger: User
) -> None:
    twin = world.entry(world.person("Jade", born=jade.person.date_of_birth))
    born = jade.person.date_of_birth
    by_name = form(known="name", nhs_number="", name="Jade Morris", born_day=born.day,
                   born_month=born.month, born_year=born.year)  # fmt: skip
    nobody = form(nhs_number=synthetic_nhs_number(99))
    browser, answers = signed_in(stranger), []
    for typed in (by_name, nobody):
        page = browser.post("/emergency/", typed).content.decode()
        assert "does not fit exactly one person" in page
        assert str(jade.pk) not in page and str(twin.pk) not in page
        answers.append(page.count("does not fit exactly one person"))
    assert list(EmergencyAttempt.objects.values_list("found", flat=True)) == ["several", "none"]
    assert not EmergencyAccess.objects.exists()
    assert answers[0] == answers[1]  # several and nobody are one answer


@pytest.mark.parametrize("status", ["removed", "died", "removed_in_error"])
def test_somebody_off_the_register_is_not_found(jade: RegisterEntry, stranger: User, status: str) -> None:
    jade.status = status
    jade.save(by=stranger)
    assert "does not fit exactly one" in signed_in(stranger).post("/emergency/", form()).content.decode()


def test_the_eleventh_try_in_an_hour_is_refused_though_it_would_fit(
    jade: RegisterEntry, stranger: User
) -> None:
    """S17."""
    for _ in range(emergency.MOST_TRIES):
        actions.count_emergency_attempt(people_found=0, by=stranger)
    page = signed_in(stranger).post("/emergency/", form()).content.decode()
    assert "10 times within an hour" in page and not EmergencyAccess.objects.exists()


def test_who_may_see_the_record_anyway_starts_nothing(world: World, jade: RegisterEntry) -> None:
    answer = signed_in(world.coordinator).post("/emergency/", form(), follow=True)
    assert "no emergency access was started" in answer.content.decode()
    assert not EmergencyAccess.objects.exists()


@pytest.mark.parametrize(
    "role", [RoleName.PANEL_MEMBER, RoleName.GOVERNANCE_LEAD, RoleName.ADMINISTRATOR, RoleName.FAMILY]
)
def test_other_roles_do_not_open_records_in_an_emergency(
    world: World, jade: RegisterEntry, role: RoleName
) -> None:
    user = world.user(role, f"Some {role}")
    assert signed_in(user).post("/emergency/", form()).status_code == 403
    with pytest.raises(Refused):
        opened(user, jade)


def test_whoever_signed_in_long_ago_shows_again_that_it_is_them(jade: RegisterEntry, stranger: User) -> None:
    """S51."""
    answer = signed_in(stranger, fresh=False).post("/emergency/", form())
    assert answer.status_code == 302 and "reauthenticate" in answer["Location"]
    assert not EmergencyAccess.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"words": ""}, {"words": "urgent"}, {"words": "x" * 10_000}, {"reason": ""}, {"reason": "nosy"},
        {"known": ""}, {"nhs_number": "999"}, {"nhs_number": "<b>"}, {"known": "name", "name": "a\x00b"},
    ],
)  # fmt: skip
def test_nonsense_opens_nothing(jade: RegisterEntry, stranger: User, changes: dict[str, str]) -> None:
    assert signed_in(stranger).post("/emergency/", form(**changes)).status_code == 200
    assert not EmergencyAccess.objects.exists() and not EmergencyAttempt.objects.exists()


def test_twenty_presses_at_once_open_it_once(transactional_db: None) -> None:
    world = World()
    entry, user = world.entry(), world.user(RoleName.COMMUNITY_PROFESSIONAL, "Pat Away")
    found = all_at_once(20, lambda n: opened(User.objects.get(pk=user.pk), entry))
    assert {f.pk for f in found} == {EmergencyAccess.objects.get().pk}, found


def test_twenty_tries_at_once_are_ten(transactional_db: None) -> None:
    """S15, S17."""
    user = World().keyworker
    found = all_at_once(20, lambda n: actions.count_emergency_attempt(people_found=0, by=user))
    assert sum(isinstance(f, Refused) for f in found) == 10, found
    assert EmergencyAttempt.objects.count() == 10


# ---------------------------------------------------------------- while it lasts


def test_it_ends_by_itself_and_when_its_holder_says_so(
    jade: RegisterEntry, stranger: User, monkeypatch: Any
) -> None:
    access = opened(stranger, jade)
    with monkeypatch.context() as later:
        later.setattr("accounts.held_open.timezone", SimpleNamespace(now=lambda: access.until))
        assert signed_in(stranger).get(path(jade)).status_code == 404
    browser = signed_in(stranger)
    assert browser.get(path(jade)).status_code == 200
    assert browser.post(f"/emergency/{access.pk}/end/").status_code == 302
    assert browser.get(path(jade)).status_code == 404


def test_nobody_ends_somebody_elses(world: World, jade: RegisterEntry, stranger: User) -> None:
    access = opened(stranger, jade)
    assert signed_in(world.coordinator).post(f"/emergency/{access.pk}/end/").status_code == 404
    with pytest.raises(Refused):
        actions.end_emergency_access(access=access, by=world.coordinator)
    access.refresh_from_db()
    assert access.ended_at is None


def test_a_role_that_ends_takes_it_away_at_once(jade: RegisterEntry, stranger: User, world: World) -> None:
    """S57."""
    opened(stranger, jade)
    browser = signed_in(stranger)
    assert browser.get(path(jade)).status_code == 200
    membership = stranger.memberships.get()
    actions.end_membership(membership=membership, on=world.long_ago, by=world.administrator)
    assert browser.get(path(jade)).status_code == 403


def test_it_opens_that_person_in_that_area_and_nobody_else(
    world: World, jade: RegisterEntry, stranger: User
) -> None:
    other = world.entry(world.person("Tom"))
    opened(stranger, jade)
    assert signed_in(stranger).get(path(other)).status_code == 404
    assert list(RegisterEntry.objects.visible_to(stranger)) == [jade]
    assert set(held_open_by(stranger, Permission.SEE_ENTRY)) == {(jade.person_id, jade.area_id)}


def test_a_look_under_it_carries_the_reason_and_the_records_area(jade: RegisterEntry, stranger: User) -> None:
    opened(stranger, jade)
    signed_in(stranger).get(path(jade))
    look = AccessLogEntry.objects.filter(page="entry").latest("pk")
    assert look.people == [jade.person_id] and jade.area_id in look.areas
    assert look.reason == "Emergency access: Immediate risk to life"


def test_on_a_list_only_the_person_opened_in_an_emergency_carries_the_reason(
    world: World, jade: RegisterEntry
) -> None:
    east = World("Eastmere")
    own = east.entry(east.person("Jadis", family_name="Morris"))
    opened(east.coordinator, jade)
    signed_in(east.coordinator).post("/search/", {"q": "jad morris"}, follow=True)
    looks = {tuple(look.people): look.reason for look in AccessLogEntry.objects.filter(page="search")}
    assert looks == {
        (jade.person_id,): "Emergency access: Immediate risk to life",
        (own.person_id,): "",
    }


def test_the_words_are_sealed_at_rest(jade: RegisterEntry, stranger: User) -> None:
    access = opened(stranger, jade, words="Her sister Ann rang from the bridge.")
    with connection.cursor() as cursor:
        for table in ("accounts_emergencyaccess", "accounts_historicalemergencyaccess"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            assert "bridge" not in str(cursor.fetchall())
    assert access.words == "Her sister Ann rang from the bridge."


# ---------------------------------------------------------------- who is told, who judges


def sent_to() -> list[str]:
    outbox.send_due()
    return sorted(address for message in mail.outbox for address in message.to)


def test_the_governance_lead_of_the_records_area_is_told_without_a_name(
    world: World, east: World, jade: RegisterEntry, stranger: User
) -> None:
    """S16: the emergency path raises its alert."""
    leads = [world.governance, world.user(RoleName.GOVERNANCE_LEAD, "Second Lead")]
    assert east.governance
    opened(stranger, jade)
    assert sent_to() == sorted(lead.email for lead in leads)
    for message in mail.outbox:
        for secret in (
            "Jade",
            "Morris",
            synthetic_nhs_number(1),
            "crisis",
            str(jade.pk),
            str(jade.person_id),
        ):
            assert secret not in message.subject + message.body
    assert set(OutboxMessage.objects.get(kind="emergency_access").payload) == {"access"}


def test_without_a_governance_lead_it_goes_to_the_administrators_and_says_so(
    world: World, jade: RegisterEntry, stranger: User
) -> None:
    admin = world.administrator
    access = opened(stranger, jade)
    assert sent_to() == [admin.email]
    assert "has no governance lead" in signed_in(stranger).get(path(jade)).content.decode()
    page = signed_in(admin).get("/governance/emergencies/").content.decode()
    assert "Northmoor has no governance lead today" in page
    answer = signed_in(admin).post(
        f"/governance/emergencies/{access.pk}/", {"verdict": "justified", "words": "Rang the ward."}
    )
    assert answer.status_code == 302
    access.refresh_from_db()
    assert access.reviewed_by == admin


def test_where_there_is_a_lead_the_administrator_only_reads(
    world: World, jade: RegisterEntry, stranger: User
) -> None:
    assert world.governance
    access = opened(stranger, jade)
    page = signed_in(world.administrator).get(f"/governance/emergencies/{access.pk}/")
    assert page.status_code == 200 and "A governance lead of the area reviews this" in page.content.decode()
    with pytest.raises(Refused):
        judge(access, world.administrator)


def judge(access: EmergencyAccess, by: User, verdict: Verdict = Verdict.JUSTIFIED) -> EmergencyAccess:
    return actions.judge_emergency_access(access=access, verdict=verdict, words="Rang the ward.", by=by)


def test_a_verdict_is_kept_with_its_history(world: World, jade: RegisterEntry, stranger: User) -> None:
    access = opened(stranger, jade)
    judge(access, world.governance, Verdict.FOLLOW_UP)
    judge(access, world.governance, Verdict.NOT_JUSTIFIED)
    with pytest.raises(Refused, match="reviewed this already"):
        judge(access, world.governance)
    kept = access.history.order_by("history_id").values_list("verdict", "history_user__name")
    assert list(kept) == [("", stranger.name), ("follow_up", "Gwen Overy"), ("not_justified", "Gwen Overy")]
    page = signed_in(world.governance).get(f"/governance/emergencies/{access.pk}/").content.decode()
    assert "Needs follow-up" in page and "Not justified" in page


def test_nobody_reviews_their_own_not_even_with_two_roles(world: World, jade: RegisterEntry) -> None:
    """S16, and the database holds it too."""
    both = World("Eastmere").keyworker
    actions.add_membership(
        user=both, area=world.area, role=RoleName.GOVERNANCE_LEAD, from_day=world.long_ago, by=world.hand
    )
    both = User.objects.get(pk=both.pk)
    access = opened(both, jade)
    with pytest.raises(Refused, match="yourself"):
        judge(access, both)
    page = signed_in(both).get(f"/governance/emergencies/{access.pk}/").content.decode()
    assert "somebody else reviews it" in page and "<form method" not in page.split("Your verdict")[1]
    access.reviewed_by, access.reviewed_at, access.verdict, access.verdict_words = (
        both,
        NOON,
        "justified",
        "x",
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        access.save(by=both)


def test_a_lead_of_another_area_does_not_find_it(east: World, jade: RegisterEntry, stranger: User) -> None:
    lead = east.governance
    access = opened(stranger, jade)
    browser = signed_in(lead)
    for answer in (
        browser.get(f"/governance/emergencies/{access.pk}/"),
        browser.post(f"/governance/emergencies/{access.pk}/", {"verdict": "justified", "words": "Mine."}),
    ):
        assert answer.status_code == 404
    assert str(access.pk) not in browser.get("/governance/emergencies/").content.decode()


@pytest.mark.parametrize("role", [RoleName.COORDINATOR, RoleName.KEYWORKER, RoleName.COMMISSIONER])
def test_other_roles_do_not_see_the_list(world: World, role: RoleName) -> None:
    assert signed_in(world.user(role, f"Some {role}")).get("/governance/emergencies/").status_code == 403


def test_the_list_shows_late_ones_first_and_no_name_of_the_person(
    world: World, jade: RegisterEntry, stranger: User
) -> None:
    opened(stranger, jade, review_due_on=world.today + timedelta(days=3))
    other = world.entry(world.person("Tom"))
    late = opened(stranger, other, review_due_on=world.today - timedelta(days=1))
    lead = signed_in(world.governance)
    page = lead.get("/governance/emergencies/").content.decode()
    assert "1 late" in page and page.index(str(late.pk)) < page.index("Waiting for review</td>")
    assert "MORRIS" not in page and spaced_nhs_number(jade.person.nhs_number) not in page
    assert "Emergency access to review" in lead.get("/my-work/").content.decode()


def test_what_is_not_reviewed_in_time_goes_to_everybody_who_answers_once(
    world: World, jade: RegisterEntry, stranger: User
) -> None:
    answer = [world.governance, world.user(RoleName.GOVERNANCE_LEAD, "Second Lead"), world.administrator]
    access = opened(stranger, jade, review_due_on=world.today - timedelta(days=1))
    in_time = opened(stranger, world.entry(world.person("Tom")), review_due_on=world.today)
    outbox.send_due()
    mail.outbox.clear()
    for _ in range(2):
        escalate_emergency_accesses()
    assert sent_to() == sorted(user.email for user in answer)
    for row in (access, in_time):
        row.refresh_from_db()
    assert access.escalated_at and not in_time.escalated_at
    page = signed_in(world.governance).get("/governance/emergencies/").content.decode()
    assert "Everybody who answers for the area was told" in page


def test_nonsense_is_no_verdict(world: World, jade: RegisterEntry, stranger: User) -> None:
    access = opened(stranger, jade)
    browser: Client = signed_in(world.governance)
    for typed in ({}, {"verdict": "fine", "words": "x"}, {"verdict": "justified", "words": " "},
                  {"verdict": "justified", "words": "x" * 10_000}):  # fmt: skip
        assert browser.post(f"/governance/emergencies/{access.pk}/", typed).status_code == 200
    access.refresh_from_db()
    assert access.verdict == ""


def test_a_download_under_it_says_how_many_went_out_and_their_fingerprint(
    world: World, jade: RegisterEntry, stranger: User
) -> None:
    """S64: also where everybody in it is seen by emergency access alone."""
    opened(stranger, jade)
    assert held_open_by(stranger, Permission.SEE_ENTRY)
    request = SimpleNamespace(user=stranger)
    record_look(request, page="report as PDF", people=[jade.person_id], count=1)
    look = AccessLogEntry.objects.latest("pk")
    assert look.reason.startswith("Emergency access")
    assert (look.count, look.digest) == (1, digest_of([jade.person_id]))


def test_it_lends_no_button_of_ones_own_role_to_a_restricted_record(
    world: World, jade: RegisterEntry
) -> None:
    """A coordinator of the area without a grant: the page offers nothing that would then not be found."""
    able, other = world.coordinator, world.user(RoleName.COORDINATOR, "Other One")
    dsr_actions.restrict(person=jade.person, why="A colleague.", allowed=[], by=able, today=world.today)
    opened(other, jade)
    found = RegisterEntry.objects.visible_to(other).select_related("person").get(pk=jade.pk)
    assert {p for p in Permission if found.lets(other, p)} == emergency.GIVES
    page = signed_in(other).get(path(jade))
    assert page.status_code == 200
    for words in ("Add the note", "Record an answer", "/keyworker/", "/merge/", "/hold/", "/rate/"):
        assert words not in page.text, words

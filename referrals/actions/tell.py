"""Everyone is told: who, how and by when is fixed with the event, and it ends only told, or with why not."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import outbox
from accounts.models import User
from config.refused import Refused
from dsr.days import plain
from referrals.actions.acting import check_open, locked, write_act
from referrals.actions.by_when import due_on
from referrals.acts import Kind
from referrals.doubts import is_a_persons
from referrals.models import Referral, Telling
from referrals.reach import format_for, has_died, is_the_sender, reach_of
from referrals.steps import Kind as FormKind
from referrals.telling import RULE, About, Format, To, Way, told_at_all, way_to, who_is_told

OVERTAKEN = "Overtaken: they hear what was decided."
DIED = "The person has died. Nothing is sent to them any more."
# Under which name each is put in the outbox; what is not here is `referral_news`.
MESSAGES = {About.RECEIPT: "referral_receipt", About.OUTCOME: "referral_outcome"}


@transaction.atomic
def start_tellings(
    *, referral: Referral, about: About, by: User, today: date, code: str = "", words: str = ""
) -> list[Telling]:
    """A task for everybody who must hear of it; an e-mail sends itself. Those still open are not doubled."""
    sender = To.SENDER if referral.kind == FormKind.SELF else To.REFERRER
    told = who_is_told(about, sender=sender, is_the_sender=is_the_sender(referral), code=code)
    made = [_start(referral, to, about, by, today, code, words) for to in told]
    _stop_clock(referral, about, by, today)
    return [telling for telling in made if telling]


def _start(
    referral: Referral, to: To, about: About, by: User, today: date, code: str, words: str
) -> Telling | None:
    way = way_to(reach_of(referral, to))
    if not told_at_all(about, way, code, doubted=_held_back(referral)):
        return None
    already = referral.tellings.open().filter(to=to, about=about).first()
    if already:
        already.words = words
        already.save(by=by)
        return already
    telling = Telling.objects.create(
        referral=referral,
        to=to,
        about=about,
        way=way,
        format=format_for(referral, to),
        words=words,
        due_on=due_on(RULE[about], area=referral.area, age=referral.age, started_on=today),
        by=by,
    )
    if to is To.PERSON and has_died(referral):
        return _end(telling, False, DIED, by, today)
    if way is Way.EMAIL and not _held_back(referral):
        post_email(telling)
    return telling


def _held_back(referral: Referral) -> bool:
    """Whether nobody has said yet that a person sent it: a stranger could order e-mail for somebody else."""
    return referral.is_doubted and not is_a_persons(referral.doubts)


@transaction.atomic
def send_held_emails(*, referral: Referral, by: User) -> None:
    """Send what waited for somebody to look at the doubts; signed by whoever looked."""
    for telling in referral.tellings.open().filter(way=Way.EMAIL):
        post_email(telling)


@transaction.atomic
def overtake_tellings(*, referral: Referral, by: User, today: date) -> None:
    """What somebody was still to be told before the decision is not told any more: they hear that instead."""
    for telling in referral.tellings.open().exclude(about=About.OUTCOME):
        _end(telling, False, OVERTAKEN, by, today)


def post_email(telling: Telling) -> None:
    """Put the e-mail for a telling in the outbox, once."""
    kind = MESSAGES.get(About(telling.about), "referral_news")
    payload = {"referral": str(telling.referral_id), "telling": str(telling.pk)}
    outbox.post(kind, key=f"telling-{telling.pk}", payload=payload)


@transaction.atomic
def end_telling(*, telling: Telling, told: bool, note: str, by: User, today: date) -> Telling:
    """Write down that somebody was told, or why they cannot be. Pressed twice it is done once.

    Refuses "not told" without a reason: that is how people are forgotten.
    """
    referral = locked(telling.referral)
    telling = Telling.objects.select_for_update().get(pk=telling.pk)
    if telling.done_on:
        if (telling.told, telling.note, telling.done_by_id) == (told, note, by.pk):
            return telling
        who = telling.done_by.name if telling.done_by else "the system"
        raise Refused(f"This was written down on {plain(telling.done_on)} by {who}: {_ended(telling)}")
    if not told and not note.strip():
        raise Refused("Say why they cannot be told.")
    telling = _end(telling, told, note, by, today)
    by_email = told and telling.about == About.RECEIPT and telling.way == Way.EMAIL
    if by_email:
        referral.receipt_sent_at = referral.receipt_sent_at or timezone.now()
    if not _stop_clock(referral, About(telling.about), by, today) and by_email:
        referral.save(by=by)
    return telling


def _ended(telling: Telling) -> str:
    how = "they were told" if telling.told else "they cannot be told"
    return f"{how}: “{telling.note}”" if telling.note else f"{how}."


def _end(telling: Telling, told: bool, note: str, by: User, today: date) -> Telling:
    telling.done_on, telling.done_by, telling.told, telling.note = today, by, told, note
    telling.save(by=by)
    return telling


def _stop_clock(referral: Referral, about: About, by: User, today: date) -> bool:
    """Stop and save the form's own clock when nobody is left to be told; whether that was so."""
    done = {About.RECEIPT: "acknowledged_on", About.OUTCOME: "told_on"}.get(about)
    if done is None or getattr(referral, done) or referral.tellings.open().filter(about=about).exists():
        return False
    if about is About.OUTCOME and referral.is_open:
        return False
    setattr(referral, done, today)
    referral.save(by=by)
    return True


@transaction.atomic
def change_way(*, telling: Telling, way: Way, format: Format, by: User) -> Telling:
    """Tell them otherwise: another way, or another format. Refuses a way that is closed, saying so."""
    rows = Telling.objects.select_for_update(of=("self",)).select_related("referral__person")
    telling = rows.get(pk=telling.pk)
    if telling.done_on:
        raise Refused("They have been told already. What was done stays on record as it was.")
    if way != Way.PHONE and not reach_of(telling.referral, To(telling.to)).can(way):
        raise Refused(
            f"There is no safe {'address for a letter' if way == Way.LETTER else 'e-mail address'}."
        )
    if (telling.way, telling.format) != (way, format):
        telling.way, telling.format = way, format
        telling.save(by=by)
    if way == Way.EMAIL:
        post_email(telling)
    return telling


@transaction.atomic
def ask_for_consent(*, referral: Referral, by: User, today: date) -> Referral:
    """Tell the person, and whoever sent the form, that we need their agreement, and how to give it."""
    referral = locked(referral)
    check_open(referral)
    if not referral.tellings.open().filter(about=About.CONSENT_NEEDED).exists():
        start_tellings(referral=referral, about=About.CONSENT_NEEDED, by=by, today=today)
        write_act(referral, Kind.CONSENT_ASKED, by=by, today=today)
    return referral


@transaction.atomic
def record_told(*, referral: Referral, by: User, today: date) -> Referral:
    """Everybody has been told the decision. Refuses before there is one."""
    referral = locked(referral)
    if referral.is_open:
        raise Refused("There is no decision to tell yet.")
    for telling in referral.tellings.open().filter(about=About.OUTCOME):
        _end(telling, True, "", by, today)
    _stop_clock(referral, About.OUTCOME, by, today)
    return referral

"""What a meeting decides about one person: a rating event and recommendations, not free text alone."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr import consent, days, ratings
from dsr.actions.deadlines import heard, meet_deadlines, open_deadline
from dsr.actions.disclosures import record_disclosure
from dsr.actions.meetings import check_open
from dsr.actions.place_locks import lock_with_person
from dsr.actions.ratings import SavedFirst, change_rating
from dsr.actions.recommendations import add_recommendation
from dsr.gate import ledger_of
from dsr.ledgers import ask
from dsr.meeting_consent import MayHear
from dsr.meeting_words import TABLE_LABELS, TEAM, ItemState, MeetingKind, missing_for_quorum
from dsr.models import (
    MeetingAttendance,
    MeetingDecision,
    MeetingDraft,
    MeetingItem,
    Rating,
    Recommendation,
    RegisterEntry,
)
from dsr.owners import organisation_named, owner_named, owners_of
from dsr.statuses import CameFrom, EntryStatus
from dsr.typed_so_far import latest_decision

BLUE_REVIEW = ratings.MEANINGS[ratings.Colour.BLUE].rhythm
PLACES = {MeetingKind.REGULAR: ratings.DecidedAt.MEETING, MeetingKind.URGENT: ratings.DecidedAt.URGENT}


@dataclass(frozen=True)
class Asked:
    """One recommendation: what, who, by when, and how we will know."""

    text: str
    owner: str
    due_on: date
    measure: str = ""


@dataclass(frozen=True)
class Said:
    """What was typed and decided about one person. `colour` None: stay as it is."""

    colour: ratings.Colour | None = None
    criteria: tuple[str, ...] = ()
    reason: str = ""
    words_for_person: str = ""
    discussion: str = ""
    works: str = ""
    must_change: str = ""
    own_view: str = ""
    next_look: date | None = None
    asked: tuple[Asked, ...] = ()
    away: tuple[UUID, ...] = ()  # of those who came, who was out of the room for this one

    @property
    def fingerprint(self) -> str:
        return sha256(repr(astuple(self)).encode()).hexdigest()


class DecidedFirst(Refused):
    """Somebody recorded another decision after this page was opened; `theirs` is that one."""

    def __init__(self, theirs: MeetingDecision) -> None:
        self.theirs = theirs
        super().__init__(
            f"{theirs.by.name} recorded a decision after you opened this page. Nothing of yours is lost."
        )


def is_same(latest: MeetingDecision | None, said: Said, expected_number: int) -> bool:
    """Whether this very content was recorded already, over the decision that its page showed."""
    return bool(latest and latest.sent == said.fingerprint and latest.number == expected_number + 1)


@transaction.atomic
def decide(
    *,
    item: MeetingItem,
    expected_number: int,
    said: Said,
    by: User,
    today: date,
    expected_rating: int | None = None,
) -> MeetingDecision:
    """Record what was decided: rating, recommendations, who heard it; all of it, once, or none.

    `expected_number` is the number of the decision the page showed, 0 for none. The same content sent again
    is the same decision, whoever sends it. `expected_rating` is the number of the rating it showed; None
    where no page showed one. Raises DecidedFirst when another was recorded since, SavedFirst when somebody
    was rated since, Refused when the meeting is not open, consent is missing at this moment, or the rating's
    moves do not allow it.
    """
    item = MeetingItem.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)
    latest = latest_decision(item)
    if latest and is_same(latest, said, expected_number):
        return latest
    if (latest.number if latest else 0) != expected_number:
        raise DecidedFirst(latest) if latest else Refused("Open the page again.")
    check_open(item.meeting)
    if item.state == ItemState.TAKEN_OFF:
        raise Refused("This person was taken off the agenda. Put them back first.")
    entry = _entry(item, expected_rating)
    room = list(item.meeting.attendance.filter(here=True).order_by("kind", "name"))
    hears = ask(ledger_of(entry.person), {one.kind for one in room}, on=today, named=False)
    if not hears.allowed:
        raise Refused(f"{hears.sentence} So this person is not discussed.")
    present = [one for one in room if one.kind in hears.stays and one.pk not in said.away]
    decision = _write(item, entry, said, expected_number + 1, present, hears, by, today)
    _ask(item, entry, said.asked, by)
    _on_record(item, entry, present, by, today)
    if item.state != ItemState.DONE:
        item.state, item.off_why = ItemState.DONE, ""
        item.save(by=by)
    MeetingDraft.objects.filter(item=item).delete()
    heard(entry=entry, on=item.meeting.on, by=by)
    return decision


def _entry(item: MeetingItem, expected_rating: int | None) -> RegisterEntry:
    """The entry, locked, if it holds a place and its rating is still the one that the page showed."""
    entry = lock_with_person(item.entry)
    if entry.status != EntryStatus.ACTIVE:
        raise Refused(
            "They are not on the register now, so nothing is decided about them. Take them off the agenda."
        )
    if expected_rating is not None and expected_rating != entry.rating_number:
        latest = entry.ratings.select_related("by").order_by("-number").first()
        raise SavedFirst(latest) if latest else Refused("Open the page again.")
    return entry


def _write(
    item: MeetingItem, entry: RegisterEntry, said: Said, number: int, present: list[MeetingAttendance],
    hears: MayHear, by: User, today: date,
) -> MeetingDecision:  # fmt: skip
    rating = _rate(item, entry, said, by, today)
    kinds = sorted({one.kind for one in present})
    return MeetingDecision.objects.create(
        item=item, number=number, rating=rating, stays=said.colour is None,
        colour=rating.colour if rating else entry.colour,
        discussion=said.discussion, works=said.works, must_change=said.must_change, own_view=said.own_view,
        next_look=said.next_look, present=[str(one) for one in present], present_kinds=kinds,
        left=[TABLE_LABELS[kind] for kind in hears.leaves],
        missing=list(missing_for_quorum(set(kinds))), sent=said.fingerprint, by=by,
    )  # fmt: skip


def _rate(item: MeetingItem, entry: RegisterEntry, said: Said, by: User, today: date) -> Rating | None:
    """The rating event; "stay as it is" is one too. In hospital blue stays until discharge: no event."""
    meeting, now = item.meeting, ratings.Colour(entry.colour) if entry.colour else None
    if said.colour is None and now is None:
        raise Refused("Nobody has rated this person yet: choose a rating.")
    if said.colour is None and now is ratings.Colour.BLUE:
        meet_deadlines(entry=entry, keys=[BLUE_REVIEW], on=meeting.on, by=by)
        open_deadline(entry=entry, key=BLUE_REVIEW, started_on=meeting.on, by=by)
        return None
    colour = said.colour or now
    before = entry.ratings.order_by("-number").first()
    same = before is not None and said.colour is None
    kind = PLACES[MeetingKind(meeting.kind)]
    return change_rating(
        entry=entry,
        expected_number=entry.rating_number,
        colour=ratings.Colour(colour),
        criteria=list(before.criteria if same and before else said.criteria),
        reason=said.reason or _unchanged(colour, meeting.on),
        words_for_person=said.words_for_person or (before.words_for_person if same and before else ""),
        decided_by=meeting.chair,
        decided_at=kind,
        decided_on=meeting.on,
        meeting=meeting.pk,
        by=by,
        today=today,
    )


def _unchanged(colour: ratings.Colour | None, on: date) -> str:
    label = ratings.MEANINGS[ratings.Colour(colour)].label.lower() if colour else ""
    return f"Looked at again at the meeting of {days.plain(on)}: stays {label}."


def _ask(item: MeetingItem, entry: RegisterEntry, asked: Iterable[Asked], by: User) -> None:
    """Each recommendation on the entry, after those that this meeting asked for before.

    A name that is one colleague's who finds the entry is theirs: they are asked when its day comes. Where
    somebody works, after a comma, puts it among what is asked of that organisation.
    """
    already, owners = Recommendation.objects.filter(about=item.pk).count(), owners_of(entry)
    for position, one in enumerate(asked, already + 1):
        add_recommendation(
            entry=entry, text=one.text, owner=one.owner, due_on=one.due_on, agreed_on=item.meeting.on,
            about=item.pk, came_from=CameFrom.MEETING, position=position, by=by,
            owner_user=owner_named(one.owner, owners), organisation=organisation_named(one.owner),
            measure=one.measure,
        )  # fmt: skip


def _on_record(
    item: MeetingItem, entry: RegisterEntry, present: list[MeetingAttendance], by: User, today: date
) -> None:
    """Partners who stayed have heard about somebody: that is a disclosure to each kind of them."""
    names: dict[str, list[str]] = {}
    for one in present:
        if one.kind != TEAM:
            names.setdefault(one.kind, []).append(one.name)
    for kind, found in names.items():
        record_disclosure(
            person=entry.person, purpose=consent.Purpose.SHARE, to=consent.ShareKind(kind),
            to_whom=", ".join(found)[:200], what="conversation",
            what_words=f"Discussed at the meeting of {days.plain(item.meeting.on)}", on=today,
            reference=item.pk, by=by, today=today,
        )  # fmt: skip

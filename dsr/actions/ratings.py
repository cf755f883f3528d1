"""The one way to change a rating: pages, admissions, discharges and concluded reviews all call it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts import outbox
from accounts.models import User
from config.refused import Refused
from dsr import days, ratings, risk_tool, rules
from dsr.actions.deadlines import cancel_deadlines, meet_deadlines, open_deadline
from dsr.evidence import Grounds, Telling, check_telling
from dsr.models import AfterHospital, AreaRule, Rating, RegisterEntry, RiskTool
from dsr.statuses import EntryStatus

AFTER_HOSPITAL = "post_discharge_rerate"
TOLD = "step_down_told"


@dataclass(frozen=True)
class Answered:
    """A version of the area's risk tool, its answers by question, and why the colour is another one."""

    tool: RiskTool
    given: Mapping[str, str] = field(default_factory=dict)
    why_differs: str = ""

    def columns(self, chosen: ratings.Colour) -> dict[str, Any]:
        """As a rating keeps them; nothing at all where no question was answered."""
        codes = {q.code: {a.code for a in q.answers} for q in self.tool.tool.questions}
        given = {q: a for q, a in self.given.items() if a in codes.get(q, ())}
        if not given:
            return {}
        found = risk_tool.suggest(self.tool.tool, given)
        differs = found.colour is not None and found.colour is not chosen
        return {
            "tool": self.tool,
            "tool_answers": given,
            "tool_score": found.score if found.complete else None,
            "suggested": found.colour or "",
            "why_differs": self.why_differs if differs else "",
        }


class SavedFirst(Refused):
    """Somebody saved a rating after this page was opened; `theirs` is what they saved."""

    def __init__(self, theirs: Rating) -> None:
        self.theirs = theirs
        super().__init__(
            f"{theirs.by.name} saved a rating after you opened this page. Nothing of yours is lost."
        )


@transaction.atomic
def change_rating(
    *,
    entry: RegisterEntry,
    expected_number: int,
    colour: ratings.Colour,
    reason: str,
    decided_by: str,
    decided_at: ratings.DecidedAt,
    decided_on: date,
    by: User,
    today: date,
    criteria: list[str] | None = None,
    words_for_person: str = "",
    about: UUID | None = None,
    happened_on: date | None = None,
    meeting: UUID | None = None,
    grounds: Grounds | None = None,
    answered: Answered | None = None,
) -> Rating:
    """Rate somebody: the rating, what it starts and what it ends, all of it or none.

    `expected_number` is the number of the rating that the page showed. Raises SavedFirst when another
    has been saved since, unless it is this very one sent twice; `happened_on` is the day of an admission
    or discharge that was heard of late, from which its clocks run; Refused when the move is not allowed, or
    when the colour is not the one that the risk tool suggests (`answered`) and nobody says why.
    """
    # Lock first: two people may save at once, and the second must see what the first did.
    entry = RegisterEntry.objects.select_for_update(of=("self",)).select_related("person").get(pk=entry.pk)
    new = Rating(
        entry=entry,
        number=expected_number + 1,
        colour=colour,
        criteria=sorted(criteria or []),
        reason=reason,
        words_for_person=words_for_person,
        decided_by=decided_by,
        decided_at=decided_at,
        decided_on=decided_on,
        about=about,
        meeting=meeting,
        by=by,
        **(grounds.columns() if grounds else {}),
        **(answered.columns(colour) if answered else {}),
    )
    if entry.rating_number != expected_number:
        return _same_or_saved_first(entry, new)
    _check(entry, new, today)
    before = ratings.Colour(entry.colour) if entry.colour else None
    new.save()
    _keep_in_step(entry, new, by)
    _restart_clocks(entry, new, before, by, happened_on or decided_on)
    outbox.post("something_new", key=f"rating-{entry.pk}-{new.number}", payload={"entry": str(entry.pk)})
    return new


SENT = (
    "colour", "criteria", "reason", "words_for_person", "decided_by", "decided_at", "decided_on", "by_id",
    "meeting", "evidence", "evidence_words", "person_view", "family_view", "works", "must_change", "telling",
    "telling_how", "telling_on", "tool_id", "tool_answers", "why_differs",
)  # fmt: skip


def _same_or_saved_first(entry: RegisterEntry, new: Rating) -> Rating:
    latest = entry.ratings.select_related("by").filter(number=entry.rating_number).first()
    if latest is None:
        raise Refused("Nobody has rated this person yet. Open the page again.")
    if latest.number == new.number and all(getattr(latest, f) == getattr(new, f) for f in SENT):
        return latest
    raise SavedFirst(latest)


def _check(entry: RegisterEntry, new: Rating, today: date) -> None:
    if entry.status != EntryStatus.ACTIVE:
        raise Refused("This person is not on the register now, so the rating stays as it is.")
    if new.decided_on > today:
        raise Refused("The day of the decision must be today or earlier.")
    if new.decided_on < entry.person.date_of_birth:
        raise Refused("The day of the decision is before this person was born. Check the year.")
    if entry.rated_on and new.decided_on < entry.rated_on:
        raise Refused(
            f"The rating now was decided on {days.plain(entry.rated_on)}. A new one cannot be older."
        )
    held_until, held_at = hold(entry)
    ratings.check_can_rate(
        ratings.Colour(new.colour),
        now=ratings.Colour(entry.colour) if entry.colour else None,
        decided_at=ratings.DecidedAt(new.decided_at),
        on=new.decided_on,
        held_until=held_until,
        held_at=held_at,
    )
    if not new.reason.strip():
        raise Refused("Say why this is the rating.")
    if new.tool and (new.tool.area_id != entry.area_id or not new.tool.number):
        raise Refused("These answers are of a risk tool that this area does not use. Open the page again.")
    suggested = ratings.Colour(new.suggested) if new.suggested else None
    ratings.check_why_differs(ratings.Colour(new.colour), suggested, new.why_differs)
    check_telling(Telling(new.telling) if new.telling else None, new.telling_how, new.telling_on, today=today)


def hold(entry: RegisterEntry) -> tuple[date | None, ratings.Colour]:
    """Until which day somebody keeps the colour they were given on leaving hospital, and that colour."""
    last = entry.stays.exclude(discharged_on=None).order_by("-discharged_on").first()
    if last is None:
        return None, ratings.Colour.RED
    return hold_from(entry, last.discharged_on)


def hold_from(entry: RegisterEntry, on: date) -> tuple[date | None, ratings.Colour]:
    """The same for somebody who leaves hospital on a day."""
    key = "post_discharge_hold"
    own = AreaRule.objects.own_number(entry.area_id, key, on)
    limit = rules.limit(key, started_on=on, group=rules.Group.ADULT, own=own)
    return limit.due_on if limit else None, AfterHospital.objects.colour(entry.area_id, on)


def _keep_in_step(entry: RegisterEntry, new: Rating, by: User) -> None:
    if entry.colour != new.colour:
        entry.coloured_since = new.decided_on
    entry.colour, entry.rated_on, entry.rating_number = new.colour, new.decided_on, new.number
    entry.save(by=by)


def _restart_clocks(
    entry: RegisterEntry, new: Rating, before: ratings.Colour | None, by: User, happened_on: date
) -> None:
    colour, on, where = ratings.Colour(new.colour), new.decided_on, ratings.DecidedAt(new.decided_at)
    now_called = f"Now {ratings.MEANINGS[colour].label.lower()}, since {days.plain(on)}."
    met = (*ratings.RATING_REVIEWS, *ratings.met_by(where), *rules.SILENCES)
    ended = ratings.ended_by(colour)
    if colour is ratings.Colour.BLUE:  # back in hospital: that hold is over
        ended = (*ended, AFTER_HOSPITAL)
    else:
        met = (*met, AFTER_HOSPITAL)
    meet_deadlines(entry=entry, keys=met, on=on, by=by)
    cancel_deadlines(entry=entry, keys=ended, on=on, why=now_called, by=by)
    for key in ratings.opened_by(colour, before=before, decided_at=where):
        if key == "keyworker_offer" and entry.keyworker_id:
            continue
        since = on if key in ratings.RATING_REVIEWS else happened_on
        open_deadline(entry=entry, key=key, started_on=since, by=by)
    until = hold(entry)[0] if where is ratings.DecidedAt.DISCHARGE else None
    if until:
        open_deadline(entry=entry, key=AFTER_HOSPITAL, started_on=until, by=by)
    _restart_telling(entry, new, before, by)


def _restart_telling(entry: RegisterEntry, new: Rating, before: ratings.Colour | None, by: User) -> None:
    """After stepping down somebody tells the person, unless they have been told already [D]."""
    if new.telling == Telling.TOLD:
        meet_deadlines(entry=entry, keys=[TOLD], on=new.telling_on, by=by)
    elif new.colour != before:
        cancel_deadlines(entry=entry, keys=[TOLD], on=new.decided_on, why="Rated again since.", by=by)
        if ratings.is_lower(ratings.Colour(new.colour), before):
            open_deadline(entry=entry, key=TOLD, started_on=new.decided_on, by=by)

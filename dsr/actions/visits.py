"""A commissioner's visits to somebody in hospital."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from accounts.models import User
from config.refused import Refused
from dsr.actions.deadlines import heard, meet_deadlines, open_deadline
from dsr.actions.stay_locks import locked_stay
from dsr.models import HospitalStay, OversightVisit
from dsr.stay_rules import Alone, Restrictive


@transaction.atomic
def record_visit(
    *,
    stay: HospitalStay,
    visited_on: date,
    words: str,
    by: User,
    today: date,
    visitors: str = "",
    spoke_with: str = "",
    seen_alone: str = "",
    restrictions: Iterable[str] = (),
    about_restrictions: str = "",
    concerns: str = "",
    done_about: str = "",
    persons_words: str = "",
    next_on: date | None = None,
) -> OversightVisit:
    """Record an oversight visit and what was found: its clock is met and the next one starts (R54 [N]).

    `words` is what was seen. A visit heard of late, before one that is on record, is kept and moves no
    clock. Refuses a day outside the stay, and concerns without what was done about them.
    """
    stay = locked_stay(stay)
    if not stay.admitted_on <= visited_on <= today:
        raise Refused("The day of the visit must be between the admission and today.")
    if concerns and not done_about:
        raise Refused("Say what was done about the concerns, or who will do something.")
    if next_on and next_on <= visited_on:
        raise Refused("The next visit must be after this one.")
    latest = stay.visits.order_by("-visited_on").values_list("visited_on", flat=True).first()
    visit = OversightVisit.objects.create(
        stay=stay, visited_on=visited_on, visitors=visitors, spoke_with=spoke_with,
        seen_alone=Alone(seen_alone) if seen_alone else "", environment=words,
        restrictions=sorted(Restrictive(code) for code in restrictions),
        about_restrictions=about_restrictions, concerns=concerns, done_about=done_about,
        persons_words=persons_words, next_on=next_on, by=by,
    )  # fmt: skip
    if latest is None or visited_on > latest:
        meet_deadlines(entry=stay.entry, keys=["oversight_visit"], on=visited_on, by=by)
        open_deadline(entry=stay.entry, key="oversight_visit", started_on=visited_on, by=by)
    heard(entry=stay.entry, on=visited_on, by=by)
    return visit

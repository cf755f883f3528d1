"""The tabs of the team's list: which forms each holds, as one table. No queries are made here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery

from referrals import clocks
from referrals.models import INCOMPLETE, Disagreement, Handover, Referral, ReferralQuerySet, Telling, running
from referrals.statuses import OPEN, TO_BE_TOLD, State

STILL_OPEN = Q(state__in=OPEN)
DOUBTED = ~Q(doubts=[]) & Q(doubts_cleared_on=None)


def late(today: date) -> Q:
    """A clock of it runs, and its day is over."""
    found = Q(disagreement_due__lt=today) | Q(telling_due__lt=today)
    for due, done, goes_on in clocks.COLUMNS:
        found |= running(done, goes_on) & Q(**{f"{due}__lt": today})
    return found


@dataclass(frozen=True)
class Tab:
    """One tab: its name, and which forms it holds on a day."""

    label: str
    holds: Callable[[date], Q]
    empty: str = "None here."


UNTOLD = Q(untold=True)
TO_DO = STILL_OPEN | Q(state__in=TO_BE_TOLD, told_on=None) | UNTOLD | Q(disagreed=True) | INCOMPLETE
NO_CONSENT = STILL_OPEN & Q(person__isnull=False, consent_answered_on=None)
ASKED = STILL_OPEN & Q(state=State.MORE) | INCOMPLETE
ELSEWHERE = ASKED | STILL_OPEN & (Q(offered_to__isnull=False) | NO_CONSENT)
WAITING = {
    "sender": ("Whoever we asked", ASKED),
    "area": ("Another area", STILL_OPEN & Q(offered_to__isnull=False)),
    "consent": ("Consent", NO_CONSENT),
    "day": ("A day that we chose", Q(state=State.HELD)),
}
TABS: dict[str, Tab] = {
    "": Tab("To do", lambda today: TO_DO, "Nothing to do."),
    "new": Tab("New", lambda today: STILL_OPEN & Q(triaged_on=None) & ~DOUBTED, "Nothing new."),
    "late": Tab("Late", late, "Nothing is late."),
    "waiting": Tab("Waiting", lambda today: ELSEWHERE | Q(state=State.HELD), "Nothing waits for anybody."),
    "check": Tab("To check", lambda today: STILL_OPEN & DOUBTED, "Nothing looks doubtful."),
    "tell": Tab("To be told", lambda today: UNTOLD, "Everybody has been told."),
    "passed": Tab("Passed on", lambda today: Q(handed=True), "Nothing was passed on."),
    "accepted": Tab("Accepted", lambda today: Q(state=State.ACCEPTED)),
    "declined": Tab("Not accepted", lambda today: Q(state=State.DECLINED)),
    "all": Tab("All", lambda today: Q()),
}
IN_WORK = ("", "new", "late", "waiting", "check", "tell")  # by what is due; the others newest first


def told_apart(rows: ReferralQuerySet) -> ReferralQuerySet:
    """With what the tabs ask of other tables: who is to be told, who disagrees, what was offered."""
    of_it = {"referral": OuterRef("pk")}
    tellings = Telling.objects.open().filter(**of_it)
    disagreements = Disagreement.objects.open().filter(**of_it)
    return rows.annotate(
        untold=Exists(tellings),
        disagreed=Exists(disagreements),
        handed=Exists(Handover.objects.filter(**of_it)),
        telling_due=Subquery(tellings.order_by("due_on").values("due_on")[:1]),
        disagreement_due=Subquery(
            disagreements.filter(acknowledged_on=None)
            .order_by("acknowledge_due_on")
            .values("acknowledge_due_on")[:1]
        ),
    )


def with_offers(rows: ReferralQuerySet) -> ReferralQuerySet:
    """With the offer to another area that is open on each, in one query more."""
    offers = Handover.objects.open().select_related("from_area", "to_area")
    return rows.prefetch_related(Prefetch("handovers", offers, to_attr="offers"))


def next_thing(row: Referral, areas: list[int]) -> clocks.Clock | None:
    """What is due first on a row of the list: one of its own clocks, or what hangs on it."""
    due = list(row.limits)
    if row.telling_due:
        due.append(clocks.Clock("telling", "Somebody is to be told", row.telling_due, None))
    if row.disagreement_due:
        due.append(clocks.Clock("disagreement", "Somebody disagrees", row.disagreement_due, None))
    for offer in row.offers:
        due.append(clocks.Clock("offer", "Answer from the other area", offer.due_on, None))
        if offer.to_area_id in areas:  # what is offered to the reader's area has its own clock alone
            return clocks.Clock("offer", "Your answer to the offer", offer.due_on, None)
    return clocks.most_urgent(due)


def counts(rows: ReferralQuerySet, today: date) -> dict[str, int]:
    """How many forms each tab holds, in one query."""
    asked = {f"n_{key or 'todo'}": Count("pk", filter=tab.holds(today)) for key, tab in TABS.items()}
    asked["n_all"] = Count("pk")
    found = rows.aggregate(**asked)
    return {key: found[f"n_{key or 'todo'}"] for key in TABS}


def waits_for(referral: Referral, areas: list[int]) -> str:
    """Whom a form waits for, in words, for a reader of these areas; "us" unless it is somebody else."""
    if not referral.is_open:
        return "Waits for the second part" if referral.second_due_on and not referral.second_on else ""
    if referral.offered_to_id and referral.area_id in areas:
        return f"Waits for {referral.offered_to.name}"
    if referral.offered_to_id:
        return f"Offered to you by {referral.area.name}"
    if referral.state == State.MORE:
        return f"Waits for {referral.get_waits_for_display().lower()}"
    if referral.state == State.HELD:
        return "On hold"
    if referral.person_id and referral.consent_answered_on is None:
        return "Waits for consent"
    return "Waits for us"

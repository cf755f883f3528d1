"""What the register's own rows tell on a timeline: one sentence each."""

from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, Lag

from config.records import TrackedModel
from dsr import consent, ratings, rules, statuses
from dsr import consent_words as words
from dsr.days import plain
from dsr.models import (
    CapacityAssessment,
    ConsentRecord,
    Deadline,
    Disclosure,
    Escalation,
    Person,
    Progress,
    Rating,
    Recommendation,
    RegisterEntry,
    Restriction,
)
from dsr.timeline import PLAIN, told
from dsr.timeline_rows import ENTRY, PERSON, at_moment, at_or_on, on_day
from dsr.who_decides import CAPACITY_LABELS, Capacity

BY, CHANGED_BY, CHANGED = "by_id", "history_user_id", "history_date"


def of_row(which: str, model: type[TrackedModel], what: str = CHANGED_BY) -> Subquery:
    """Who made the first, or the last, change of a row; or another part of that change."""
    rows = model.history.filter(id=OuterRef("pk"))
    ordered = rows.order_by("history_id" if which == "first" else "-history_id")
    return Subquery(ordered.values(what)[:1])


def _day(text: str) -> str:
    return plain(date.fromisoformat(text))


@told(
    lambda: ConsentRecord.objects.of(PERSON),
    kind="consent", when=at_or_on("at", "decided_on"), who=BY, detail="evidence",
    values=("purpose", "to", "decision", "basis", "given_by"),
)  # fmt: skip
def _answered(purpose: str, to: str, decision: str, basis: str, given_by: str) -> dict[str, str]:
    kind = f" ({words.SHARE_LABELS[words.ShareKind(to)]})" if to else ""
    thing = f"{consent.PURPOSE_LABELS[consent.Purpose(purpose)]}{kind}"
    answer = consent.DECISION_LABELS[consent.Decision(decision)]
    sentence, unnamed = (
        f"{thing}: {who} answered “{answer}”" for who in (given_by, consent.WHO[consent.Basis(basis)])
    )
    return {"sentence": sentence, "unnamed": unnamed}


@told(
    lambda: CapacityAssessment.objects.of(PERSON),
    kind="consent", when=at_or_on("at", "assessed_on"), who=BY, detail="why", values=("finding",),
)  # fmt: skip
def _assessed(finding: str) -> str:
    return f"Capacity: {CAPACITY_LABELS[Capacity(finding)].lower()}"


@told(
    lambda: Disclosure.objects.of(PERSON),
    kind="consent", when=at_or_on("at", "on"), who=BY, detail="overriding",
    values=("what", "to_whom", "overriding"),
)  # fmt: skip
def _shared(what: str, to_whom: str, overriding: str) -> str:
    """What went out; papers that a panel opens are looks, and stand on the page of consent."""
    without = ", without consent" if overriding else ""
    return f"Shared{without}: {words.SHARED_WHAT[what].lower()}, with {to_whom}"


@told(
    lambda: RegisterEntry.history.filter(id=ENTRY, history_type="+"),
    kind="register", when=at_or_on(CHANGED, "added_on"), who=CHANGED_BY, values=("area__name",),
)  # fmt: skip
def _added(area: str) -> str:
    return f"Added to the register of {area}, not yet rated"


@told(
    lambda: Rating.objects.filter(entry=ENTRY),
    kind="rating", when=at_or_on("at", "decided_on"), who=BY, detail="reason",
    values=("colour", "decided_at", "decided_by"),
)  # fmt: skip
def _rated(colour: str, where: str, decided_by: str) -> str:
    place = ratings.DECIDED_AT_LABELS[ratings.DecidedAt(where)].lower()
    return f"Rated {ratings.in_words(ratings.Colour(colour))}, decided by {decided_by} {place}"


@told(
    lambda: Deadline.objects.filter(entry=ENTRY, met_on__isnull=False),
    kind="deadline", when=on_day("met_on", written=of_row("last", Deadline, CHANGED)),
    who=of_row("last", Deadline), values=("key", "due_on", "met_on"),
)  # fmt: skip
def _met(key: str, due: str, met: str) -> str:
    late = f", due {_day(due)}" if met > due else ""
    return f"Done: {rules.RULES[key].what.lower()}{late}"


@told(
    lambda: Deadline.objects.filter(entry=ENTRY, cancelled_on__isnull=False),
    kind="deadline", when=on_day("cancelled_on", written=of_row("last", Deadline, CHANGED)),
    who=of_row("last", Deadline), detail="cancelled_why", values=("key",),
)  # fmt: skip
def _cancelled(key: str) -> str:
    return f"No longer due: {rules.RULES[key].what.lower()}"


def _changes_of_workers() -> QuerySet:
    """The versions of an entry in which another keyworker or lead professional stands than before."""
    found = RegisterEntry.history.filter(id=ENTRY)
    same = Q()
    for name in ("keyworker_id", "lead_professional_id"):
        before = Window(Lag(name), order_by="history_id")
        found = found.annotate(**{f"{name}_now": Coalesce(name, 0), f"{name}_before": Coalesce(before, 0)})
        same &= Q(**{f"{name}_now": F(f"{name}_before")})
    return RegisterEntry.history.filter(history_id__in=found.exclude(same).values("history_id"))


@told(
    _changes_of_workers,
    kind="keyworker", when=at_moment(CHANGED), who=CHANGED_BY,
    values=("keyworker__name", "lead_professional__name"),
)  # fmt: skip
def _given_to(keyworker: str | None, lead: str | None) -> str:
    return f"Keyworker: {keyworker or 'nobody'}" + (f"; lead professional: {lead}" if lead else "")


@told(
    lambda: Person.history.filter(id=PERSON, history_type="~"),
    kind="person", when=at_moment(CHANGED), who=CHANGED_BY,
)  # fmt: skip
def _changed() -> str:
    return "What is known about the person was changed"


@told(
    lambda: Progress.objects.filter(recommendation__entry=ENTRY),
    kind="recommendation", when=at_moment("at"), who=BY, detail="note",
    values=("recommendation__text", "step"),
)  # fmt: skip
def _progress(text: str, step: str) -> str:
    return f"Recommendation “{text}”: {statuses.STEP_LABELS[statuses.Step(step)].lower()}"


@told(
    lambda: Recommendation.history.filter(entry_id=ENTRY, history_type="+"),
    kind="recommendation", when=at_moment(CHANGED), who=CHANGED_BY,
    values=("text", "owner", "due_on"), detail_needs=PLAIN,
)  # fmt: skip
def _asked_for(text: str, owner: str, due: str) -> dict[str, str]:
    return {"sentence": f"Recommendation: {text}", "detail": f"{owner}, by {_day(due)}"}


@told(
    lambda: Restriction.history.filter(person_id=PERSON),
    kind="person", when=at_moment(CHANGED), who=CHANGED_BY,
    values=("lifted_on", "why", "lifted_why"),
)  # fmt: skip
def _restricted(lifted: str | None, why: str, lifted_why: str) -> dict[str, str]:
    if lifted:
        return {"sentence": "The restriction of this record was lifted", "detail": lifted_why}
    return {"sentence": "This record was restricted", "detail": why}


@told(
    lambda: Escalation.history.filter(entry_id=ENTRY),
    kind="oversight", when=at_moment(CHANGED), who=CHANGED_BY,
    values=("closed_on", "why", "closed_why"),
)  # fmt: skip
def _escalated(closed: str | None, why: str, closed_why: str) -> dict[str, str]:
    if closed:
        return {"sentence": "The case was closed", "detail": closed_why}
    return {"sentence": "Put before the oversight panel", "detail": why}

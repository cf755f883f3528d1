"""What others changed about somebody after one last opened their entry."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.permissions import Permission
from dsr.models import (
    CapacityAssessment,
    ConsentRecord,
    Contact,
    Escalation,
    HospitalStay,
    KeyworkerOffer,
    LastLook,
    Leave,
    MeetingDecision,
    Note,
    OversightVisit,
    Person,
    PlanPoint,
    PlanStep,
    Progress,
    Rating,
    RatingTold,
    Recommendation,
    RegisterEntry,
    Transfer,
)
from dsr.note_lines import readable

# Each kind of change: its words; whose rows; how a row leads to the entry or the person; when, and by whom.
# Where two words fit, the first is said.
Source = tuple[str, Any, dict[str, str], str, str]
WRITTEN, KEPT = ("at", "by"), ("history_date", "history_user")
SOURCES: tuple[Source, ...] = (
    ("a new rating", Rating, {"entry": "pk"}, *WRITTEN),
    ("what was agreed at a meeting", MeetingDecision, {"item__entry": "pk"}, *WRITTEN),
    ("an answer about consent", ConsentRecord, {"person": "person_id"}, *WRITTEN),
    ("whether they can decide", CapacityAssessment, {"person": "person_id"}, *WRITTEN),
    ("a visit in hospital", OversightVisit, {"stay__entry": "pk"}, *WRITTEN),
    ("leave from hospital", Leave.history.model, {"stay__entry": "pk"}, *KEPT),
    ("the plan for leaving", PlanPoint.history.model, {"stay__entry": "pk"}, *KEPT),
    ("a hospital stay", HospitalStay.history.model, {"entry": "pk"}, *KEPT),
    ("a note", Note, {"entry": "pk"}, *WRITTEN),
    ("a recommendation", Recommendation.history.model, {"entry": "pk"}, *KEPT),
    ("progress on a recommendation", Progress, {"recommendation__entry": "pk"}, *WRITTEN),
    ("the oversight panel", Escalation.history.model, {"entry": "pk"}, *KEPT),
    ("an offer to another area", Transfer.history.model, {"entry": "pk"}, *KEPT),
    ("a step of the plan for growing up", PlanStep, {"entry": "pk"}, *WRITTEN),
    ("who was told of the rating", RatingTold, {"rating__entry": "pk"}, *WRITTEN),
    ("the offer of a keyworker", KeyworkerOffer, {"entry": "pk"}, *WRITTEN),
    ("people around them", Contact.history.model, {"person": "person_id"}, *KEPT),
    ("what is recorded about them", Person.history.model, {"id": "person_id"}, *KEPT),
    ("the entry", RegisterEntry.history.model, {"id": "pk"}, *KEPT),
)
OF_THE_RATING = {"the entry"}  # a rating changes the entry too; it is said once


def _rows(source: Source, user: User, deep: Any, at: Any) -> QuerySet:
    _, model, way, when, by = source
    rows = model._base_manager.filter(**{name: deep(field) for name, field in way.items()})
    if model is Note:
        rows = _readable(rows, user)
    return rows.filter(**{f"{when}__gt": at}).exclude(**{by: user})


def _readable(notes: QuerySet, user: User) -> QuerySet:
    """Of these notes those that `user` may read: where they read narrative, and the sensitive ones there."""
    reads, sees = (
        RegisterEntry.objects.visible_to(user, permission).values("pk")
        for permission in (Permission.SEE_NARRATIVE, Permission.SEE_SENSITIVE)
    )
    return readable(notes.filter(entry__in=reads), reader=user.pk, sees=Q(entry__in=sees))


def _sources(user: User) -> Iterable[Source]:
    """Who reads no notes anywhere is not asked about them."""
    reads = user.may(Permission.SEE_NARRATIVE)
    return (source for source in SOURCES if reads or source[1] is not Note)


def has_changed(user: User) -> Exists:
    """Whether somebody else changed an entry after `user` last opened it.

    What was never opened has not: all of it would be new. One look-up in an index for each entry in
    sight and each kind of change; none of it grows with the record of looks.
    """
    new = Q()
    for source in _sources(user):
        new |= Q(Exists(_rows(source, user, lambda field: OuterRef(OuterRef(field)), OuterRef("at"))))
    looks = LastLook.objects.filter(user_id=user.pk, person_id=OuterRef("person_id"))
    return Exists(looks.filter(new))


def changed_for(entries: QuerySet, user: User) -> QuerySet:
    """Those of `entries` that have changed since `user` looked."""
    return entries.filter(has_changed(user))


def with_what_changed(entries: QuerySet, user: User) -> QuerySet:
    """The same entries, each with `looked_at` and `new`: the words of what changed since. For a few rows."""
    look = LastLook.objects.filter(user_id=user.pk, person_id=OuterRef("person_id")).values("at")
    entries = entries.annotate(looked_at=look)
    flags = {
        f"new_{place}": Exists(_rows(source, user, OuterRef, OuterRef("looked_at")))
        for place, source in enumerate(_sources(user))
    }
    return entries.annotate(**flags)


def words_of(row: dict[str, Any], user: User) -> str:
    """What changed, of a row that has the flags above: "a new rating and a note"."""
    found = [words for place, (words, *_) in enumerate(_sources(user)) if row[f"new_{place}"]]
    told = [words for words in found if words not in OF_THE_RATING] or found
    return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)

"""What is stored is checked against the facts: any difference is named, none is repaired in silence."""

from collections.abc import Iterator

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from dsr import rules
from dsr.actions.restricted import able
from dsr.clock_facts import differences_of
from dsr.clock_records import in_chunks
from dsr.consent import USABLE, Decision, Purpose
from dsr.consent_dates import TURNING, thinking_since
from dsr.gate import answers_of
from dsr.models import (
    ConsentRecord,
    Deadline,
    HospitalStay,
    LegalStatusPeriod,
    Person,
    Rating,
    RegisterEntry,
    Restriction,
    WardMove,
)
from dsr.sweeps import turning
from dsr.twice import restricted_twice


def differences() -> list[str]:
    """A sentence for each entry or open deadline that does not follow from the facts. No names."""
    return [
        *_out_of_step(),
        *_wrong_dates(),
        *_other_than_the_facts(),
        *_consent_clocks(),
        *_marked_wrongly(),
        *_open_to_nobody(),
        *_stays_out_of_step(),
        *restricted_twice(),
    ]


def _out_of_step() -> Iterator[str]:
    latest = Rating.objects.filter(entry=OuterRef("pk")).order_by("-number")
    rows = RegisterEntry.objects.annotate(
        true_number=Subquery(latest.values("number")[:1]),
        true_colour=Subquery(latest.values("colour")[:1]),
        true_day=Subquery(latest.values("decided_on")[:1]),
    ).exclude(rating_number=0, true_number=None)
    same = {"rating_number": F("true_number"), "colour": F("true_colour"), "rated_on": F("true_day")}
    for pk in rows.filter(true_number=None).values_list("pk", flat=True):
        yield f"Entry {pk}: the rating kept was never given."
    for pk in rows.exclude(**same).values_list("pk", flat=True):
        yield f"Entry {pk}: the rating kept is not its latest one."


def _wrong_dates() -> Iterator[str]:
    for deadline in Deadline.objects.open().iterator():
        first = deadline.rule.counts_start_day
        true = rules.due(deadline.started_on, deadline.count, deadline.counted_in, counts_start_day=first)
        if deadline.due_on != true:
            yield f"Deadline {deadline.pk}: due {deadline.due_on}, and the rule gives {true}."


def _other_than_the_facts() -> Iterator[str]:
    """Every clock that is told by the facts, read anew for everybody, some hundreds at a time."""
    for entry in in_chunks(RegisterEntry.objects.all()):
        yield from differences_of(entry)


def _consent_clocks() -> Iterator[str]:
    """What the answers about consent must have opened (R10 to R13)."""
    answered = ConsentRecord.objects.filter(
        Q(person=OuterRef("person_id")) | Q(person__merged_into=OuterRef("person_id")),
        purpose=Purpose.REGISTER,
        about=None,
    ).order_by("-decided_on", "-pk")
    entries = RegisterEntry.objects.active()
    said = entries.annotate(said=Subquery(answered.values("decision")[:1]))
    for pk in said.filter(said__in=USABLE).exclude(_has("consent_recheck")).values_list("pk", flat=True):
        yield f"Entry {pk}: consent was given, and no date to ask again."
    thinking = said.filter(said=Decision.THINKING).exclude(_has("consent_thinking_follow_up"))
    for entry in thinking.select_related("person"):
        if thinking_since(answers_of(entry.person)):
            yield f"Entry {entry.pk}: somebody was not sure about consent, and no date to ask again."
    for entry, key in turning(timezone.localdate()):
        yield f"Entry {entry.pk}: the person turns {TURNING[key]}, and no date to ask them."


def _has(key: str) -> Q:
    return Q(pk__in=Deadline.objects.open().filter(key=key).values("entry_id"))


def _marked_wrongly() -> Iterator[str]:
    restricted = Restriction.objects.filter(lifted_on=None).values("person_id")
    for pk in Person.objects.filter(restricted=True).exclude(pk__in=restricted).values_list("pk", flat=True):
        yield f"Person {pk}: marked as restricted, and no restriction is in force."
    for pk in Person.objects.filter(restricted=False, pk__in=restricted).values_list("pk", flat=True):
        yield f"Person {pk}: a restriction is in force, and the record is not marked."


def _open_to_nobody() -> Iterator[str]:
    """Grants and roles end: a record that nobody able can open any more must be heard of."""
    today = timezone.localdate()
    for person in Person.objects.filter(restricted=True).order_by("pk"):
        if not able(person, today):
            yield f"Person {person.pk}: restricted, and nobody who may say who opens it can open it."


def _stays_out_of_step() -> Iterator[str]:
    """A stay repeats the latest link of its chains, so that lists need not read them."""
    moves = WardMove.objects.filter(stay=OuterRef("pk")).order_by("-number")
    statuses = LegalStatusPeriod.objects.filter(stay=OuterRef("pk")).order_by("-started_at")
    rows = HospitalStay.objects.annotate(
        true_hospital=Subquery(moves.values("hospital")[:1]),
        true_security=Subquery(moves.values("security")[:1]),
        true_status=Subquery(statuses.values("status")[:1]),
    )
    same = {"hospital": F("true_hospital"), "security": F("true_security"), "legal_status": F("true_status")}
    for pk in rows.exclude(**same).values_list("pk", flat=True):
        yield f"Stay {pk}: its ward or legal status is not the latest on record."

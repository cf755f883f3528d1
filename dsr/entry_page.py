"""What the entry page shows, gathered in a fixed number of queries."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from accounts.models import User
from accounts.permissions import Permission
from config.compiled import compiled, first_of
from dsr import consent_words as words
from dsr import next_card, ratings, stay_page
from dsr.consent import Purpose, State
from dsr.consent_page import held_now
from dsr.gate import Ledger, ledger_of
from dsr.models import Contact, Escalation, Person, Rating, RegisterEntry
from dsr.rating_page import strip_facts
from dsr.rating_words import more_about, tool_answers
from dsr.recommendation_list import of_entry
from dsr.statuses import ENTRY_LABELS, OPEN_STEPS, EntryStatus, Step
from dsr.timeline_asked import Asked
from dsr.timeline_page import timeline_facts

STILL_THERE = (*OPEN_STEPS, Step.DONE)  # done is to be confirmed by somebody else


def facts(
    entry: RegisterEntry, *, lets: Callable[[Permission], bool], reader: User, asked: Asked, today: date
) -> dict[str, Any]:
    """The context of the entry page for `reader`, whom `lets` describes; `asked` is the part of the timeline.

    What is not theirs to read is not in it, so that no template can show it by mistake.
    """
    named = lets(Permission.SEE_CONTACTS)  # who answered is often somebody in the person's life
    ledger = ledger_of(entry.person)
    on_register, sharing = (ledger.may(p, on=today, named=named) for p in (Purpose.REGISTER, Purpose.SHARE))
    recommendations = of_entry(entry.pk)
    due = next_card.due(entry, lets)
    return {
        "entry": entry,
        "person": entry.person,
        "today": today,
        "status_label": ENTRY_LABELS[EntryStatus(entry.status)],
        "active": entry.status == EntryStatus.ACTIVE,
        "rating": rating_facts(entry, narrative=lets(Permission.SEE_NARRATIVE)),
        "next": due,
        "open_deadlines": [row.deadline for row in due],
        "on_register": on_register,
        "lapsed": on_register.state is State.EXPIRED,
        "disagree": [words.thing(purpose, to) for purpose, to, _ in held_now(ledger, today)],
        "sharing": sharing,
        "shared_with": shared_with(ledger, today),
        "contacts": _contacts(entry.person_id) if named else [],
        "known": known(entry.person) if named else [],
        "what_matters": entry.person.what_matters if lets(Permission.SEE_NARRATIVE) else "",
        "case": first_of(_cases(entry.pk, on=today)) if lets(Permission.ESCALATE) else None,
        "recommendations": [r for r in recommendations if r.step in STILL_THERE],
        "finished": [r for r in recommendations if r.step not in STILL_THERE],
        "open_count": sum(r.step in OPEN_STEPS for r in recommendations),
        "to_confirm": sum(r.step == Step.DONE for r in recommendations),
        "hospital": (hospital := stay_page.card(entry, today)),
        "stay": hospital and hospital["stay"],
        "late": sum(r.step in OPEN_STEPS and r.due_on < today for r in recommendations),
        **strip_facts(entry, today=today),
        **timeline_facts(entry, lets=lets, reader=reader, asked=asked, today=today),
    }


def known(person: Person) -> list[tuple[str, str]]:
    """Where somebody lives, and what the council and the school have to do with them."""
    where = ", ".join(filter(None, [person.address, person.postcode]))
    return [
        ("Address", where or "Not known"),
        ("EHC plan", person.get_ehc_plan_display()),
        ("Looked after by the council", person.get_looked_after_display()),
    ]


def shared_with(ledger: Ledger, today: date) -> dict[str, list[str]]:
    """The kinds of organisation that something may be shared with, and those that were refused by name."""
    kinds = ledger.kinds(on=today)
    named = {answer.to for answer in ledger.answers if answer.to}
    return {
        "open": [words.SHARE_LABELS[kind] for kind, gate in kinds.items() if gate.allowed],
        "shut": [
            words.SHARE_LABELS[kind] for kind, gate in kinds.items() if not gate.allowed and kind in named
        ],
    }


def rating_facts(entry: RegisterEntry, *, narrative: bool = True) -> dict[str, Any] | None:
    """The latest rating in words, or None for somebody not yet rated; its reason only as `narrative`."""
    latest = first_of(_latest(entry.pk))
    if latest is None:
        return None
    meaning = ratings.MEANINGS[ratings.Colour(latest.colour)]
    return {
        "row": latest,
        "meaning": meaning,
        "place": ratings.DECIDED_AT_LABELS[ratings.DecidedAt(latest.decided_at)].lower(),
        "reason": latest.reason if narrative else "",
        "criteria": [meaning.criteria.get(code, code) for code in latest.criteria] if narrative else [],
        "more": more_about(latest) if narrative else [],
        "tool_answers": tool_answers(latest) if narrative else [],
    }


@compiled
def _contacts(person_id: UUID) -> QuerySet:
    return Contact.objects.filter(person=person_id).now().order_by("name")


@compiled
def _cases(entry_id: UUID, on: date) -> QuerySet:
    return Escalation.objects.filter(entry=entry_id).on(on).order_by("pk")


@compiled
def _latest(entry_id: UUID) -> QuerySet:
    return Rating.objects.filter(entry=entry_id).annotate(name=F("by__name")).order_by("-number")[:1]

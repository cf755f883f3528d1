"""People on record who may be the one a form is about: one query, then the pure comparison."""

from datetime import date
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from accounts.models import User
from accounts.stand_in import rows_for
from config.compiled import all_counted
from dsr.models import Person
from dsr.names import plain_postcode, search_key
from referrals.matching import Facts, Likeness, Match, compare
from referrals.models import ChangeOfMind, ConsentForm, Referral
from referrals.statuses import OPEN

MOST = 60  # rows compared; the same number or birth date first, then the nearest names


def similar_people(referral: Referral | ConsentForm, user: User) -> list[tuple[Person, Match]]:
    """Those whom `user` may see and who resemble the form's person, the likeliest first, with reasons."""
    sent = facts_of(referral)
    name = search_key(sent.given_name, sent.family_name)
    exact = Q(nhs_number=sent.nhs_number or "-")
    alike = exact | Q(search_name__trigram_similar=name)
    if born := sent.date_of_birth:
        exact |= Q(date_of_birth=born)
        alike |= exact | Q(postcode=plain_postcode(sent.postcode) or "-", date_of_birth__year=born.year)
    rows = Person.objects.visible_to(user).filter(alike).distinct()
    rows = rows.annotate(
        exact=ExpressionWrapper(exact, output_field=BooleanField()),
        nearness=TrigramSimilarity("search_name", name),
    ).order_by("-exact", "-nearness", "pk")
    found = [(person, compare(sent, facts_of(person))) for person in rows[:MOST]]
    matches = [(person, match) for person, match in found if match]
    return sorted(matches, key=lambda pair: (pair[1].likeness, pair[0].search_name))


def other_forms(referral: Referral, user: User) -> list[tuple[Referral, Match]]:
    """Other forms that are open and seem to be about the same person; a suggestion, never put together."""
    sent = facts_of(referral)
    same = Q(nhs_number=sent.nhs_number or "-") | Q(
        given_name__iexact=sent.given_name, family_name__iexact=sent.family_name
    )
    if sent.date_of_birth:
        same |= Q(date_of_birth=sent.date_of_birth)
    if referral.person_id:
        same |= Q(person=referral.person_id)
    rows = Referral.objects.visible_to(user).filter(same, state__in=OPEN).exclude(pk=referral.pk)
    found = []
    for row in rows.order_by("sent_at")[:MOST]:
        match = compare(sent, facts_of(row))
        if referral.person_id and row.person_id == referral.person_id:
            match = Match(Likeness.LIKELY, ("Both are linked to the same person.",), ())
        if match:
            found.append((row, match))
    return sorted(found, key=lambda pair: (pair[1].likeness, pair[0].sent_at))


def facts_of(row: Referral | ConsentForm | Person) -> Facts:
    """What is compared, of a form or of a person."""
    return Facts(
        given_name=row.given_name,
        family_name=row.family_name,
        preferred_name=row.preferred_name,
        date_of_birth=row.date_of_birth,
        nhs_number=row.nhs_number or "",
        postcode=row.postcode,
        other_names=getattr(row, "other_names", ""),
    )


def consent_sent_with(referral: Referral, user: User) -> dict[str, Any]:
    """The consent forms and changes of mind that came with a referral's reference, the newest first."""
    forms = ConsentForm.objects.visible_to(user).filter(referral=referral)
    changes = ChangeOfMind.objects.visible_to(user).filter(referral=referral)
    return {"forms": list(forms.order_by("-sent_at")), "changes": list(changes.order_by("-at"))}


def consents_waiting(user: User, today: date) -> dict[str, int]:
    """How many consent forms and changes of mind wait for somebody of the team, and how many too long."""
    found = [
        *rows_for(user, ("consents waiting", today), lambda other: _forms(other, today)),
        *rows_for(user, ("changes waiting", today), lambda other: _changes(other, today)),
    ]
    return {
        "consents": sum(row["all"] for row in found),
        "consents_late": sum(row["late"] for row in found),
    }


def _forms(user: User, today: date) -> QuerySet:
    forms = ConsentForm.objects.visible_to(user).waiting()
    return all_counted(forms, {"all": Q(), "late": Q(due_on__lt=today)})


def _changes(user: User, today: date) -> QuerySet:
    changes = ChangeOfMind.objects.visible_to(user).filter(seen_on=None)
    return all_counted(changes, {"all": Q(), "late": Q(received_on__lt=today)})

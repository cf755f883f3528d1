"""Who has had what about somebody, and who of them is to be told that consent has ended."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import AccessLogEntry
from dsr import consent
from dsr.gate import Ledger, as_answers, assessments_of
from dsr.models import ConsentRecord, Disclosure, PartnerTold, Person

ENDED = (consent.State.NO, consent.State.WITHDRAWN)


@dataclass(frozen=True)
class ToBeTold:
    """Somebody who had something on a yes that has ended; `withdrawal` is the answer that ended it."""

    disclosure: Disclosure
    withdrawal: int


def whole_ledger(person: Person) -> Ledger:
    """All answers of a person, about the register and about every review. Two queries."""
    answers = as_answers(ConsentRecord.objects.of(person))
    return Ledger(person.date_of_birth, answers, assessments_of(person))


def disclosures_of(person: Person) -> list[Disclosure]:
    """Everything that was shared about somebody, the newest first."""
    return list(Disclosure.objects.of(person).select_related("by").order_by("-on", "-at"))


@dataclass(frozen=True)
class Opened:
    """A colleague on a panel who opened papers about somebody: a look, so it is on record already."""

    name: str
    on: date


def papers_opened(person: Person) -> list[Opened]:
    """Who downloaded papers of a review about this person, and on which days, the latest first."""
    same = [person.pk, *Person.objects.filter(merged_into=person).values_list("pk", flat=True)]
    looks = AccessLogEntry.objects.filter(page="paper", people__overlap=same).order_by("-pk")
    rows = looks.values_list("user_name", "at")
    return list(dict.fromkeys(Opened(name, timezone.localtime(at).date()) for name, at in rows))


def to_be_told(
    person: Person,
    *,
    today: date,
    ledger: Ledger | None = None,
    shared: list[Disclosure] | None = None,
) -> list[ToBeTold]:
    """Who had something while it was allowed, and has not been told that it no longer is."""
    ledger = ledger or whole_ledger(person)
    shared = disclosures_of(person) if shared is None else shared
    told = set(
        PartnerTold.objects.filter(disclosure__in=Disclosure.objects.of(person)).values_list(
            "disclosure_id", "withdrawal_id"
        )
    )
    found = [(row, _ended_by(row, ledger, today)) for row in shared]
    return [ToBeTold(row, end) for row, end in found if end is not None and (row.pk, end) not in told]


def _ended_by(row: Disclosure, ledger: Ledger, today: date) -> int | None:
    """Which answer ended the yes that this was shared on; None while it stands, or when there was none."""
    kind = consent.ShareKind(row.to) if row.to else None
    now = ledger.may(consent.Purpose(row.purpose), on=today, about=row.about, to=kind)
    if row.overriding or now.allowed or now.state not in ENDED or now.answer is None:
        return None
    return now.answer.row if row.on <= now.answer.decided_on else None

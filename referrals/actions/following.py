"""Forms follow a person whose record is merged into another, and go back when that is undone."""

from collections.abc import Iterable

from accounts.models import User
from dsr.in_the_way import moves
from dsr.models import Person
from referrals.models import ChangeOfMind, ConsentForm, Referral

FORMS = {"referrals.Referral": Referral, "referrals.ConsentForm": ConsentForm}
FORMS["referrals.ChangeOfMind"] = ChangeOfMind


def _follow(label: str) -> None:
    model = FORMS[label]

    @moves(label)
    def point_over(*, merged: Person, kept: Person, by: User, only: Iterable[str] | None = None) -> list[str]:
        """Point the forms about `merged` at `kept`, inside the merge's own transaction; which ones."""
        rows = model.objects.filter(person=merged)
        if only is not None:
            rows = rows.filter(pk__in=list(only))
        found = list(rows.select_for_update(of=("self",)))
        for form in found:
            form.person = kept
            form.save(by=by)
        return [str(form.pk) for form in found]


for label in FORMS:
    _follow(label)

"""Forms follow a person whose record is merged into another."""

from accounts.models import User
from dsr.in_the_way import moves
from dsr.models import Person
from referrals.models import ChangeOfMind, ConsentForm, Referral


@moves("referrals.Referral")
def _follow(*, merged: Person, kept: Person, by: User) -> None:
    """Point the forms about `merged` at `kept`, inside the merge's own transaction."""
    for referral in Referral.objects.filter(person=merged).select_for_update(of=("self",)):
        referral.person = kept
        referral.save(by=by)


@moves("referrals.ConsentForm")
def _consent_forms_follow(*, merged: Person, kept: Person, by: User) -> None:
    for form in ConsentForm.objects.filter(person=merged).select_for_update(of=("self",)):
        form.person = kept
        form.save(by=by)


@moves("referrals.ChangeOfMind")
def _changes_follow(*, merged: Person, kept: Person, by: User) -> None:
    for change in ChangeOfMind.objects.filter(person=merged).select_for_update(of=("self",)):
        change.person = kept
        change.save(by=by)

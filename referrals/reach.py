"""How whoever sent a form, and the person it is about, can be reached, and in which format."""

from dsr.models import Diagnosis, Person
from dsr.statuses import EntryStatus
from referrals.models import Referral
from referrals.statuses import FillingIn
from referrals.styles import Style
from referrals.telling import Format, Reach, To


def is_the_sender(referral: Referral) -> bool:
    """Whether the person filled the form in themselves."""
    return referral.filling_in_for == FillingIn.ME


def reach_of(referral: Referral, to: To) -> Reach:
    """By which ways somebody can be told: as the form says, and what is on record since."""
    if to is To.PERSON and not is_the_sender(referral):
        return _of_the_person(referral)
    return Reach(email=referral.email, phone=referral.phone, post=referral.post)


def _of_the_person(referral: Referral) -> Reach:
    """Never by the sender's own phone or mailbox: that would tell the sender, and not the person."""
    person = referral.person
    address = "\n".join(filter(None, [referral.address, referral.postcode]))
    if person and person.address:
        address = "\n".join(filter(None, [person.address, person.postcode]))
    return Reach(post=address)


def name_of(referral: Referral, to: To) -> str:
    """Whom a letter begins with."""
    if to is To.PERSON or is_the_sender(referral):
        return referral.preferred_name or referral.given_name
    return referral.helper_name


def format_for(referral: Referral, to: To) -> Format:
    """In which format somebody reads; for the person what is on record about them comes first.

    Nobody said anything, and they are learning disabled: easy read, with the standard letter a click away.
    """
    chosen = Format.EASY if referral.style == Style.EASY else Format.STANDARD
    if to is not To.PERSON:
        return chosen
    return _needed_by(referral.person) or (chosen if is_the_sender(referral) else Format.EASY)


def _needed_by(person: Person | None) -> Format | None:
    needs = set(person.adjustments) if person else set()
    if "large_print" in needs:
        return Format.LARGE
    if needs & {"easy_read", "pictures"}:
        return Format.EASY
    disabled = person and person.learning_disability in (Diagnosis.DIAGNOSED, Diagnosis.CLINICAL)
    return Format.EASY if disabled else None


def has_died(referral: Referral) -> bool:
    """Whether it is on record that the person has died: then nothing goes to them any more."""
    person = referral.person
    return bool(person and person.entries.filter(status=EntryStatus.DIED).exists())

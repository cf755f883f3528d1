"""How whoever sent a form, and the person it is about, can be reached, and in which format."""

from dataclasses import replace

from dsr.models import Diagnosis, Person
from dsr.statuses import EntryStatus
from referrals.models import Referral
from referrals.statuses import FillingIn
from referrals.styles import Style
from referrals.telling import Format, Reach, To, Way, is_unsafe

WAYS = {"phone": Way.PHONE, "email": Way.EMAIL, "post": Way.LETTER}
ALONE = ("no", "talk_alone")
TALK = "audio_talk"  # they would rather be talked to than get a letter


def is_the_sender(referral: Referral) -> bool:
    """Whether the person filled the form in themselves."""
    return referral.filling_in_for == FillingIn.ME


def reach_of(referral: Referral, to: To) -> Reach:
    """By which ways somebody can be told: what they chose, without what they said is not safe."""
    if to is To.PERSON and not is_the_sender(referral):
        return _safe(_of_the_person(referral), referral.do_not_contact)
    asked = (Way.PHONE,) if referral.letter_format == TALK and is_the_sender(referral) else ()
    return _safe(
        Reach(
            email=referral.email,
            phone=referral.phone,
            post=referral.post,
            asked=asked,
            text_only=referral.no_calls,
            no_message=referral.safe_message == "no",
        ),
        referral.do_not_contact,
    )


def _of_the_person(referral: Referral) -> Reach:
    """Never by the sender's own phone or mailbox, unless they asked for that: it would tell the sender."""
    if referral.wants_this in ALONE:  # they answered alone, and whoever sent the form must not hear of it
        return Reach()
    if referral.person_reach == "through_me":
        return Reach(phone=referral.phone, post=referral.post, through=True)
    if way := WAYS.get(referral.person_reach):
        at = referral.person_reach_at
        named = {Way.PHONE: "phone", Way.EMAIL: "email", Way.LETTER: "post"}[way]
        if at or way is not Way.LETTER:
            return Reach(asked=(way,), **{named: at})
    # At home; but somewhere there is a place never to contact, and nobody knows if it is this one.
    return Reach() if referral.do_not_contact else Reach(post=_home(referral))


def _home(referral: Referral) -> str:
    """Where they live: what is on record, else what the form said."""
    for row in filter(None, (referral.person, referral)):
        if row.address:
            return "\n".join(filter(None, [row.address, row.postcode]))
    return ""


def _safe(reach: Reach, never: str) -> Reach:
    """Without every number and address that stands among those never to contact."""
    for name in ("email", "phone", "post"):
        if is_unsafe(getattr(reach, name), never):
            reach = replace(reach, **{name: ""})
    return reach


def name_of(referral: Referral, to: To) -> str:
    """Whom a letter begins with."""
    if to is To.PERSON or is_the_sender(referral):
        return referral.preferred_name or referral.given_name
    return referral.helper_name


def format_for(referral: Referral, to: To) -> Format:
    """In which format somebody reads; for the person what was asked for, then what is on record.

    Nobody said anything: easy read, with the standard letter a click away.
    """
    filled_in = Format.EASY if referral.style == Style.EASY else Format.STANDARD
    if to is not To.PERSON:
        return filled_in
    if referral.letter_format in set(Format):
        return Format(referral.letter_format)
    return _needed_by(referral.person) or (filled_in if is_the_sender(referral) else Format.EASY)


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

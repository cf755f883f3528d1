"""The letter of one telling, from the form as it stands."""

from django.conf import settings

from referrals.acts import Kind
from referrals.letters import Facts, Letter, letter
from referrals.models import Telling
from referrals.reach import is_the_sender, name_of
from referrals.telling import About, To


def letter_of(telling: Telling) -> Letter:
    """Its words, for whoever it goes to."""
    return letter(About(telling.about), facts_of(telling))


def facts_of(telling: Telling) -> Facts:
    """What the letter is made from: the form's days, the decision, and what was asked."""
    referral, decision = telling.referral, telling.referral.decision
    area, to = referral.area, To(telling.to)
    asked = referral.acts.filter(kind=Kind.ASKED_MORE).order_by("-pk").first()
    more = telling.about == About.MORE
    return Facts(
        you=to is To.PERSON,
        sent_it=to is not To.PERSON or is_the_sender(referral),
        name=name_of(referral, to),
        reference=referral.spaced_reference,
        area=area.name,
        phone=area.phone,
        hours=area.phone_hours,
        crisis=area.crisis_phone,
        site=settings.BASE_URL,
        read_by=referral.triage_due_on,
        talk_by=referral.contact_due_on,
        decide_by=referral.decision_due_on,
        answer_by=(asked.until if more and asked and asked.until else referral.consent_due_on)
        or referral.decision_due_on,
        decided_on=referral.decided_on,
        state=referral.state,
        little=to is not To.PERSON and referral.says_little,
        asked=telling.words if more else (decision.reason if decision else ""),
        signposts=tuple(decision.signposts.splitlines()) if decision else (),
    )

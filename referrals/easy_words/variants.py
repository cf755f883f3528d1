"""Which easy words fit whoever fills in a form, by age and sender: the closest first. Pure."""

from referrals.steps import Answers
from referrals.whom import OWN_DECISION, age, is_under, somebody_helps


def self_referral_variants(answers: Answers) -> tuple[str, ...]:
    """`me` alone, or somebody helps; and whether the person is under 16, as far as that is known."""
    young = is_under(OWN_DECISION)(answers)
    if not somebody_helps(answers):
        return ("me-young", "me") if young else ("me",)
    return () if age(answers) is None else ("young",) if young else ("older",)

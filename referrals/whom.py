"""Whom a form is about and who fills it in, as far as that has been said. Pure.

The page that asks for the date of birth keeps the age of that day beside it, as `age`: rules read no clock.
"""

from collections.abc import Mapping

from referrals.statuses import FillingIn
from referrals.steps import Answers, Rule

OWN_DECISION = 16  # from here on nobody else decides for them (domain reference 5.1)
ADULT = 18
EHC_ENDS = 25  # an EHC plan, and the E of a CETR, end with 25


def filling_in(answers: Answers) -> str:
    """Who fills the form in."""
    return str(answers.get("who", {}).get("filling_in_for", ""))


def somebody_helps(answers: Answers) -> bool:
    """Whether the sender is not the person themselves."""
    return filling_in(answers) not in ("", FillingIn.ME)


def age(answers: Answers) -> int | None:
    """How old the person is, or about how old; None when nobody said."""
    born = answers.get("born", {})
    known = born.get("age") if born.get("date_of_birth") else born.get("about_age")
    return known if isinstance(known, int) else None


def may_be_under(limit: int) -> Rule:
    """A rule: the person is younger than this, or nobody said how old they are."""
    return lambda answers: (found := age(answers)) is None or found < limit


def may_be_over(limit: int) -> Rule:
    """A rule: the person is this old or older, or nobody said how old they are."""
    return lambda answers: (found := age(answers)) is None or found >= limit


def is_under(limit: int) -> Rule:
    """A rule: the person is certainly younger than this."""
    return lambda answers: (found := age(answers)) is not None and found < limit


Ages = Mapping[str, tuple[int, int]]  # by answer: (from, before)


def fitting(labels: Mapping[str, str], ages: Ages, years: int | None) -> dict[str, str]:
    """Those answers that fit somebody of this age: all of them when it is not known."""

    def fits(key: str) -> bool:
        first, before = ages.get(key, (0, 999))
        return years is None or first <= years < before

    return {key: label for key, label in labels.items() if fits(key)}

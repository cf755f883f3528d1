"""Who can agree to a self-referral, by age and by who sends it (domain reference 5.1 and 5.3). Pure.

Under 16 a parent's yes counts beside the child's; from 16 on nobody else's does. "Cannot decide" begins
at 16 too, where the Mental Capacity Act begins [47].
"""

from collections.abc import Mapping

from referrals.statuses import AGREEMENT, Agreement, FillingIn
from referrals.steps import Answers
from referrals.whom import OWN_DECISION, filling_in, may_be_over, may_be_under, somebody_helps

MYSELF = {
    Agreement.AGREES: "Yes, I agree",
    Agreement.THINKING: "I would like to think about it",
}
PARENT = {Agreement.PARENT_AGREES: "{Who} cannot decide this yet, and I agree as a parent"}
_ANY = frozenset({Agreement.AGREES, Agreement.THINKING, Agreement.SAYS_NO, Agreement.NOT_ASKED})


def agreement_options(answers: Answers) -> dict[str, str]:
    """The answers that can be chosen, and their words."""
    if not somebody_helps(answers):
        return {str(key): label for key, label in MYSELF.items()}
    own = PARENT if filling_in(answers) == FillingIn.CHILD else {}
    fitting = _ANY | _by_age(answers)
    return {str(key): own.get(key, label) for key, label in AGREEMENT.items() if key in fitting}


def _by_age(answers: Answers) -> set[Agreement]:
    found = set()
    if may_be_under(OWN_DECISION)(answers):
        found.add(Agreement.PARENT_AGREES)
    if may_be_over(OWN_DECISION)(answers):
        found.add(Agreement.CANNOT_DECIDE)
    return found


def agreement_stands(answers: Answers) -> bool:
    """Whether the answer still can be given, with what is known now of the age and of the sender."""
    return answers.get("agreement", {}).get("agreement") in agreement_options(answers)


def agreement_words(filling_in_for: str) -> Mapping[str, str]:
    """Every answer as it was put to whoever filled the form in; what was sent once is read for ever."""
    mine = filling_in_for == FillingIn.ME
    not_sure = {Agreement.NOT_ASKED: "I am not sure yet"}
    words = {**AGREEMENT, **not_sure, **MYSELF} if mine else AGREEMENT
    return {str(key): label for key, label in words.items()}

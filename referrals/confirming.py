"""An address is confirmed by a code: how often one may be asked for and tried, and the same answer always.

Counted in the database like wrong passwords, for the network that asks and for the address asked about:
nobody's letter box is filled by somebody else, and a cache that is away neither opens nor shuts this door.
"""

from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from accounts.actions import count_try
from accounts.throttle import network
from referrals import actions
from referrals.actions.codes import Sealed
from referrals.forms.asked import StepForm
from referrals.models import AddressCode
from referrals.sheets.flag import ADDRESS, address_of, is_confirmed, writes_unknown
from referrals.steps import Answers

HOUR, FIVE_MINUTES = timedelta(hours=1), timedelta(minutes=5)
FOR_A_DRAFT = 4  # the first, and three times again
FOR_AN_ADDRESS, FROM_A_NETWORK = 8, 60  # codes an hour
WRONG_FROM_A_NETWORK = 50  # tries in five minutes: a whole hospital may come from one
NOT_RIGHT = "This code is not right, or its time is over. Check it, or ask for a new one below"


def send_code(request: HttpRequest, wanted: Sealed) -> None:
    """Have a code sent, unless too many were; whoever asks is never told which."""
    budgets = (
        ("draft", f"{wanted.about}|{wanted.address}", FOR_A_DRAFT),
        ("address", wanted.address, FOR_AN_ADDRESS),
        ("network", network(request), FROM_A_NETWORK),
    )
    # Each is counted, whatever the others say.
    within = [_count("ask", what, whose, HOUR) <= most for what, whose, most in budgets]
    if all(within):
        actions.ask_for_code(wanted=wanted, now=timezone.now())


def is_right(request: HttpRequest, wanted: Sealed, code: str) -> bool:
    """Whether this code confirms the address; a network that guesses too much hears no for a while."""
    tries = _count("try", "network", network(request), FIVE_MINUTES)
    right = actions.try_code(wanted=wanted, code=code, now=timezone.now())
    return right and tries <= WRONG_FROM_A_NETWORK


def _count(door: str, what: str, whose: str, window: timedelta) -> int:
    key = sha256(f"codes\n{door}\n{what}\n{whose}".encode()).hexdigest()
    return count_try(key=key, now=timezone.now(), window=window)


def for_draft(draft: UUID, address: str) -> Sealed:
    """A code for the flag that is being written in this draft."""
    return Sealed(AddressCode.Purpose.FLAG, draft, address)


def judge_address(request: HttpRequest, draft: UUID, answers: Answers, form: StepForm) -> dict[str, Any]:
    """Keep the address, and send a code to it unless none is needed, or it is confirmed already."""
    kept = form.kept()
    if writes_unknown(answers) and not is_confirmed({**answers, ADDRESS: kept}):
        send_code(request, for_draft(draft, kept["referrer_email"]))
    return kept


def judge_code(request: HttpRequest, draft: UUID, answers: Answers, form: StepForm) -> dict[str, Any] | None:
    """Keep which address was confirmed, never the code; None when it was not the right one."""
    address = address_of(answers)
    if not is_confirmed(answers) and not is_right(
        request, for_draft(draft, address), form.cleaned_data["code"]
    ):
        form.add_error("code", NOT_RIGHT)
        return None
    return {"confirmed": address}

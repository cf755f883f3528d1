"""The record of signing in, and the word to the owner when something about it changes."""

from django.db import transaction

from accounts.models import AccountEvent, User
from accounts.outbox import post

Kind = AccountEvent.Kind
# The owner is told of these by e-mail (ASVS 6.3.5, 6.3.7): each could be a thief making himself at home.
OWNER_IS_TOLD = {
    Kind.NEW_DEVICE,
    Kind.FACTOR_ADDED,
    Kind.FACTOR_REMOVED,
    Kind.CODES_MADE,
    Kind.CODE_USED,
    Kind.PASSWORD_CHANGED,
}


@transaction.atomic
def record_event(
    *, user: User | None, kind: str, by: User | None, method: str = "", device: str = ""
) -> AccountEvent:
    """Write down what happened to an account, and let its owner know where a thief could be behind it.

    `user` is None for an address that nobody has; `by` is whose act it was, None for a stranger who
    failed to sign in.
    """
    event = AccountEvent.objects.create(
        user_id=user.pk if user else None,
        kind=kind,
        method=method,
        device=device[:60],
        by_id=by.pk if by else None,
    )
    if user and kind in OWNER_IS_TOLD:
        post("account_event", key=f"account-event:{event.pk}", payload={"event": event.pk})
    return event

"""Who a session belongs to: asked on every page, by a statement that is compiled once."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from accounts.models import User
from config.compiled import compiled


class Backend(AuthenticationBackend):
    """The library's own, with another way to find an account."""

    def get_user(self, user_id: Any) -> User | None:
        """The account of this id, if it may sign in."""
        found = accounts(int(user_id))
        return found[0] if found and self.user_can_authenticate(found[0]) else None


@compiled
def accounts(user_id: int) -> QuerySet:
    """The account of this id."""
    return User.objects.filter(pk=user_id)

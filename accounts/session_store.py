"""Sessions in PostgreSQL, as Django keeps them; read by a statement that is compiled once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from config.compiled import compiled


class SessionStore(db.SessionStore):
    """Django's own, with another way to read one."""

    def _get_session_from_db(self) -> Any:
        """The session, or None and a new beginning when it is unknown or over."""
        found = sessions(self.session_key or "")
        if found and found[0].expire_date > timezone.now():
            return found[0]
        self._session_key = None
        return None


@compiled
def sessions(key: str) -> QuerySet:
    """The session of this key."""
    return Session.objects.filter(session_key=key)

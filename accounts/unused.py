"""Which accounts nobody has used for a while."""

from datetime import datetime

from django.db.models import DateTimeField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from accounts.models import AccountEvent, BrowserSession, Invitation, User


def with_last_use(users: QuerySet) -> QuerySet:
    """The same accounts, each with `last_used`: the latest sign-in or page, or when it was made or joined."""
    signed_in = AccountEvent.objects.filter(user_id=OuterRef("pk"), kind=AccountEvent.Kind.SIGNED_IN)
    opened = BrowserSession.objects.filter(user=OuterRef("pk"))
    joined = Invitation.objects.filter(user=OuterRef("pk"), accepted_at__isnull=False)
    changed = User.history.filter(id=OuterRef("pk"), history_type="~", is_active=True)
    latest = (
        signed_in.order_by("-at").values("at")[:1],
        opened.order_by("-last_active_at").values("last_active_at")[:1],
        joined.order_by("-accepted_at").values("accepted_at")[:1],
        # Brought back, or given another password: somebody had a reason that day.
        changed.order_by("-history_date").values("history_date")[:1],
        Invitation.objects.filter(user=OuterRef("pk")).order_by("-number").values("invited_at")[:1],
    )
    facts = [Coalesce(Subquery(query, output_field=DateTimeField()), F("created_at")) for query in latest]
    return users.annotate(last_used=Greatest(*facts, "created_at"))


def unused_since(moment: datetime) -> list[User]:
    """Open accounts of people that nobody has used since; the oldest first, the same order each night."""
    people = User.objects.filter(is_active=True, automatic=False)
    return list(with_last_use(people).filter(last_used__lt=moment).order_by("pk"))

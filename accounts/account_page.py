"""What one account's page says: roles, links, sessions, and the history of all of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from accounts.kept_accounts import check_keeps_all, roles_of, works_here
from accounts.models import AccountEvent, Area, IdentityCheck, Invitation, Membership, User
from accounts.permissions import ROLES, RoleName
from accounts.unused import with_last_use
from accounts.views.sessions import sessions_of
from config.refused import reason_not

MOST = 60


@dataclass(frozen=True)
class Line:
    """One thing that happened to an account, and whose act it was."""

    at: datetime
    what: str
    who: str


def facts_of(user: User, admin: User) -> dict[str, Any]:
    """Everything the page shows to an administrator; of roles elsewhere only those of the areas they keep."""
    today, here = timezone.localdate(), works_here(admin, user)
    mine = set(Area.objects.kept_by(admin).values_list("pk", flat=True))
    rows = list(roles_of(user, today))
    past = user.memberships.filter(area__in=mine, to_day__lt=today).select_related("area")
    link = Invitation.objects.open().filter(user=user).order_by("-number").first()
    return {
        "person": user,
        "roles": [(row, row.area_id in mine) for row in rows],
        "past": past.order_by("-to_day"),
        "link": link,
        "link_good": bool(link and link.is_open(timezone.now())),
        "joined": user.has_usable_password() or SocialAccount.objects.filter(user=user).exists(),
        "last_used": with_last_use(User.objects.filter(pk=user.pk)).get().last_used,
        "sessions": sessions_of(user) if here else [],
        "here": here,
        "cannot": reason_not(check_keeps_all, admin, user),
        "self": user.pk == admin.pk,
        "history": history_of(user, mine, whole=here),
    }


def history_of(user: User, areas: set[int], *, whole: bool = True) -> list[Line]:
    """The latest of it, newest first. Of other areas nothing is told.

    Of somebody who moved on, to an area that others keep, only the roles they had here (not `whole`).
    """
    lines = _roles(user, areas)
    if whole:
        lines += [*_account(user), *_links(user), *_events(user), *_checks(user)]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:MOST]


def _account(user: User) -> list[Line]:
    rows = list(user.history.select_related("history_user").order_by("history_id"))
    lines, before = [], None
    for row in rows:
        words = _account_words(before, row)
        lines += [Line(row.history_date, words, row.history_user.name)] if words else []
        before = row
    return lines


def _account_words(before: Any, row: Any) -> str:
    if before is None:
        return "The account was made"
    if before.is_active and not row.is_active:
        return f"Closed: {row.get_stopped_why_display().lower() or 'stopped'}"
    if row.is_active and not before.is_active:
        return "Brought back"
    return "Another e-mail address or name" if (before.email, before.name) != (row.email, row.name) else ""


def _roles(user: User, areas: set[int]) -> list[Line]:
    rows = Membership.history.filter(user=user, area_id__in=areas).select_related("history_user", "area")
    lines, before = [], {}
    for row in rows.order_by("history_id"):
        where = f"{ROLES[RoleName(row.role)].label} in {row.area.name}"
        was = before.get(row.id, "new")
        if was == "new":
            lines.append(Line(row.history_date, f"Role given: {where}", row.history_user.name))
        elif was != row.to_day:
            ended = "Role ended" if row.to_day else "Role given again"
            lines.append(Line(row.history_date, f"{ended}: {where}", row.history_user.name))
        before[row.id] = row.to_day
    return lines


def _links(user: User) -> list[Line]:
    words = {"join": "Link to join", "reset": "Link to choose a password"}
    rows = Invitation.history.filter(user=user).select_related("history_user").order_by("history_id")
    said = [
        (row, "used" if row.accepted_at else "taken back or replaced" if row.cancelled_at else "sent")
        for row in rows
    ]
    return [Line(row.history_date, f"{words[row.kind]}: {what}", row.history_user.name) for row, what in said]


def _events(user: User) -> list[Line]:
    rows = list(AccountEvent.objects.filter(user_id=user.pk).order_by("-at")[:MOST])
    names = dict(
        User.objects.filter(pk__in={row.by_id for row in rows if row.by_id}).values_list("pk", "name")
    )
    return [
        Line(
            row.at,
            row.get_kind_display() + (f", {row.device}" if row.device else ""),
            names.get(row.by_id, "–"),
        )
        for row in rows
    ]


def _checks(user: User) -> list[Line]:
    rows = IdentityCheck.objects.filter(user=user).select_related("by")
    return [Line(row.at, f"{row.what}. Made sure by: {row.how}", row.by.name) for row in rows]

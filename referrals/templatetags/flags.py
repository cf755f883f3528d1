"""What flags bring to other pages: {% load flags %}."""

from typing import Any

from django import template
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.looks import record_look
from accounts.models import Area, User
from accounts.permissions import Permission, Reach
from accounts.stand_in import rows_for
from dsr.models import Rating, RegisterEntry
from dsr.ratings import MEANINGS, Colour
from referrals import flags
from referrals.duty import on_duty
from referrals.models import Flag, FlagSecondPart, Referral

register = template.Library()


@register.filter
def flag_kind_words(flag: Flag) -> str:
    """Why a professional wrote, in a few words."""
    return flags.SHORT_KINDS[flags.FlagKind(flag.flag_kind)].lower()


@register.filter
def asked_for_words(flag: Flag) -> str:
    """What they ask for, in one line."""
    return "; ".join(flags.ASKED_FOR.get(key, key) for key in flag.asked_for)


@register.filter
def criteria_of(colour: str) -> list[str]:
    """What speaks for a colour."""
    return list(MEANINGS[Colour(colour)].criteria.values())


@register.filter
def second_part_rows(referral: Referral) -> list[tuple[str, str]]:
    """The questions of the second part, and what was answered."""
    part = FlagSecondPart.objects.get(referral=referral)
    return [(label, getattr(part, name)) for name, label in flags.SECOND_PART.items()]


@register.inclusion_tag("referrals/suggested.html", takes_context=True)
def suggested_colour(context: dict[str, Any], entry: RegisterEntry) -> dict[str, Any]:
    """Beside the first rating: the colour that a professional suggested. Only shown, never taken over."""
    if entry.rating_number or not entry.lets(context["request"].user, Permission.SEE_NARRATIVE):
        return {}
    rows = Flag.objects.filter(referral__person=entry.person_id).order_by("-at")
    return {"flag": rows.first()}


@register.inclusion_tag("referrals/duty_today.html", takes_context=True)
def duty_today(context: dict[str, Any]) -> dict[str, Any]:
    """Who looks at what is urgent today, in each of the reader's areas."""
    user, today = context["request"].user, timezone.localdate()
    ids = user.areas_where(Permission.DECIDE_REFERRAL, Reach.AREA)
    if not ids:
        return {}
    areas = Area.objects.filter(pk__in=ids).open_on(today).order_by("name")
    return {"shown": True, "now": on_duty(areas, today)}


NEWS_SHOWN = 20


@register.inclusion_tag("referrals/news_for_work.html", takes_context=True)
def news_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """Flags about people given to the reader, or on their area's register, until they are rated again."""
    request = context["request"]
    if not request.user.may(Permission.CHANGE_RATING):
        return {}
    by_person = {entry.person_id: entry for entry in rows_for(request.user, "news", _news_about)}
    found = _not_rated_since().filter(referral__person__in=by_person) if by_person else []
    latest = {flag.referral.person_id: flag for flag in reversed(found)}
    record_look(request, page="my work", people=set(by_person))
    rows = [_news(by_person[person], flag) for person, flag in latest.items()]
    return {"rows": sorted(rows, key=lambda row: row["on"], reverse=True)}


def _not_rated_since() -> QuerySet:
    news = Flag.objects.exclude(flag_kind=flags.FlagKind.NEW).filter(referral__person__isnull=False)
    rated_since = Rating.objects.filter(entry__person=OuterRef("referral__person"), at__gt=OuterRef("at"))
    return news.filter(~Exists(rated_since)).select_related("referral").order_by("-at")


def _news_about(user: User) -> QuerySet:
    entries = RegisterEntry.objects.visible_to(user, Permission.CHANGE_RATING).active()
    about = _not_rated_since().order_by().values("referral__person")
    return (
        entries.filter(person__in=about)
        .select_related("person")
        .order_by("standing", "rated_on", "pk")[:NEWS_SHOWN]
    )


def _news(entry: RegisterEntry, flag: Flag) -> dict[str, Any]:
    what = flags.SHORT_KINDS[flags.FlagKind(flag.flag_kind)]
    return {"entry": entry, "what": what, "on": flag.referral.received_on, "role": flag.referrer_role}

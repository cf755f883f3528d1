"""What referrals bring to other pages: {% load referrals %}."""

from datetime import date
from typing import Any

from django import template
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.looks import record_look
from accounts.models import Area
from accounts.permissions import Permission, Reach
from config.nhsuk.jinja import render
from dsr.days import age_on, plain
from dsr.models import Rating, RegisterEntry
from dsr.ratings import MEANINGS, Colour
from referrals import flags
from referrals.banners import Banner, banners
from referrals.clocks import Clock
from referrals.contact_rules import contact_lines
from referrals.duty import on_duty
from referrals.models import Conversation, Decision, Flag, FlagSecondPart, Referral
from referrals.statuses import LABELS, State
from referrals.steps import Sheet

register = template.Library()
SHOWN = 10


@register.inclusion_tag("referrals/for_work.html", takes_context=True)
def referrals_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """Forms in which something is to be done, the late ones first; nothing for who may not see them."""
    request = context["request"]
    if not request.user.may(Permission.SEE_REFERRALS):
        return {}
    waiting = Referral.objects.visible_to(request.user).waiting()
    rows = list(waiting.select_related("area").most_urgent_first()[:SHOWN])
    record_look(request, page="my work", people={row.seen_as for row in rows})
    facts = {"rows": rows, "count": waiting.count(), "today": timezone.localdate()}
    return {**facts, "shown": True, "areas": len({row.area_id for row in rows}) > 1}


@register.inclusion_tag("referrals/of_entry.html", takes_context=True)
def referral_of(context: dict[str, Any], entry: RegisterEntry) -> dict[str, Any]:
    """How this person came to the register; the way to the form for those who may see it."""
    referral = Referral.objects.filter(entry=entry).order_by("received_on", "pk").first()
    if referral is None:
        return {}
    if not entry.lets(context["request"].user, Permission.SEE_NARRATIVE):
        return {"referral": referral}  # when it came; who sent it and who said what is told in confidence
    decision = Decision.objects.filter(referral=referral).select_related("by").first()
    talk = Conversation.objects.filter(referral=referral, spoke=True).order_by("on", "pk").first()
    may_open = Referral.objects.visible_to(context["request"].user).filter(pk=referral.pk).exists()
    return {"referral": referral, "decision": decision, "talk": talk, "may_open": may_open, "whole": True}


@register.simple_tag
def page_of(sheet: Sheet, page: str, *args: str) -> str:
    """The address of a page of a public form: {% page_of sheet "step" step.key %}."""
    return reverse(f"{sheet.word}-{page}" if page else sheet.word, args=args)


@register.filter
def banners_of(referral: Referral) -> list[Banner]:
    """What the team must see before anything else."""
    return banners(vars(referral), referral.area.name)


@register.filter
def contact_lines_of(referral: Referral) -> list[str]:
    """How whoever sent the form, and the person, may be reached."""
    return contact_lines(vars(referral))


@register.filter
def born_words(referral: Referral, today: date) -> str:
    """When somebody was born and how old they are, as far as the form says."""
    if born := referral.date_of_birth:
        return f"born {plain(born)} ({age_on(born, today)})"
    return f"about {referral.about_age} years old" if referral.about_age else "date of birth not known"


@register.filter
def clock_words(clock: Clock, today: date) -> str:
    """Where a time limit stands: "tomorrow", "3 days late", "done 3 March 2026"."""
    return clock.words(today)


# Word first; the colour only repeats it.
COLOURS = {
    State.RECEIVED: "blue",
    State.MORE: "yellow",
    State.HELD: "yellow",
    State.ACCEPTED: "green",
    State.DECLINED: "grey",
    State.WITHDRAWN: "grey",
}


@register.simple_tag
def referral_state(referral: Referral) -> SafeString:
    """The state of a form as the design system's tag."""
    state = State(referral.state)
    return render("tag", {"text": LABELS[state], "classes": f"nhsuk-tag--{COLOURS[state]}"})


# ---------------------------------------------------------------- flags


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
    news = Flag.objects.exclude(flag_kind=flags.FlagKind.NEW).filter(referral__person__isnull=False)
    rated_since = Rating.objects.filter(entry__person=OuterRef("referral__person"), at__gt=OuterRef("at"))
    news = news.filter(~Exists(rated_since)).select_related("referral").order_by("-at")
    entries = RegisterEntry.objects.visible_to(request.user, Permission.CHANGE_RATING).active()
    mine = entries.filter(person__in=news.values("referral__person")).select_related("person")
    by_person = {entry.person_id: entry for entry in mine[:NEWS_SHOWN]}
    latest = {
        flag.referral.person_id: flag for flag in reversed(list(news.filter(referral__person__in=by_person)))
    }
    record_look(request, page="my work", people=set(by_person))
    rows = [_news(by_person[person], flag) for person, flag in latest.items()]
    return {"rows": sorted(rows, key=lambda row: row["on"], reverse=True)}


def _news(entry: RegisterEntry, flag: Flag) -> dict[str, Any]:
    what = flags.SHORT_KINDS[flags.FlagKind(flag.flag_kind)]
    return {"entry": entry, "what": what, "on": flag.referral.received_on, "role": flag.referrer_role}

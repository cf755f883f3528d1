"""What referrals bring to other pages: {% load referrals %}."""

from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.looks import record_look
from accounts.permissions import Permission
from config.nhsuk.jinja import render
from dsr.models import RegisterEntry
from referrals.clocks import Clock
from referrals.models import Conversation, Decision, SelfReferral
from referrals.statuses import LABELS, State

register = template.Library()
SHOWN = 10


@register.inclusion_tag("referrals/for_work.html", takes_context=True)
def referrals_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """Forms in which something is to be done, the late ones first; nothing for who may not see them."""
    request = context["request"]
    if not request.user.may(Permission.SEE_REFERRALS):
        return {}
    waiting = SelfReferral.objects.visible_to(request.user).waiting()
    rows = list(waiting.select_related("area").most_urgent_first()[:SHOWN])
    record_look(request, page="my work", people={row.seen_as for row in rows})
    facts = {"rows": rows, "count": waiting.count(), "today": timezone.localdate()}
    return {**facts, "shown": True, "areas": len({row.area_id for row in rows}) > 1}


@register.inclusion_tag("referrals/of_entry.html", takes_context=True)
def referral_of(context: dict[str, Any], entry: RegisterEntry) -> dict[str, Any]:
    """How this person came to the register; the way to the form for those who may see it."""
    referral = SelfReferral.objects.filter(entry=entry).order_by("received_on", "pk").first()
    if referral is None:
        return {}
    if not entry.lets(context["request"].user, Permission.SEE_NARRATIVE):
        return {"referral": referral}  # when it came; who sent it and who said what is told in confidence
    decision = Decision.objects.filter(referral=referral).select_related("by").first()
    talk = Conversation.objects.filter(referral=referral, spoke=True).order_by("on", "pk").first()
    may_open = SelfReferral.objects.visible_to(context["request"].user).filter(pk=referral.pk).exists()
    return {"referral": referral, "decision": decision, "talk": talk, "may_open": may_open, "whole": True}


@register.filter
def clock_words(clock: Clock, today: date) -> str:
    """Where a time limit stands: "tomorrow", "3 days late", "done 3 March 2026"."""
    return clock.words(today)


# Word first; the colour only repeats it.
COLOURS = {State.RECEIVED: "blue", State.ACCEPTED: "green", State.DECLINED: "grey"}


@register.simple_tag
def referral_state(referral: SelfReferral) -> SafeString:
    """The state of a form as the design system's tag."""
    state = State(referral.state)
    return render("tag", {"text": LABELS[state], "classes": f"nhsuk-tag--{COLOURS[state]}"})

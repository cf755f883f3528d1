"""What referrals bring to other pages: {% load referrals %}."""

from datetime import date
from typing import Any
from uuid import UUID

from django import template
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.looks import record_look
from accounts.models import User
from accounts.permissions import Permission
from accounts.stand_in import rows_for
from config.compiled import all_counted, compiled, first_of
from config.nhsuk.jinja import render
from dsr.days import age_on, plain
from dsr.models import RegisterEntry
from referrals import doubts, mind
from referrals.banners import Banner, banners
from referrals.clocks import Clock
from referrals.consent_answers import FORM_STATES, Change, FormState, changes
from referrals.contact_rules import contact_lines
from referrals.known import consents_waiting
from referrals.models import ConsentForm, Conversation, Decision, Referral
from referrals.statuses import CAME_BY, LABELS, CameBy, State
from referrals.steps import Sheet

register = template.Library()
SHOWN = 10


@register.inclusion_tag("referrals/for_work.html", takes_context=True)
def referrals_for_work(context: dict[str, Any]) -> dict[str, Any]:
    """Forms in which something is to be done, the late ones first; nothing for who may not see them."""
    request = context["request"]
    if not request.user.may(Permission.SEE_REFERRALS):
        return {}
    rows = rows_for(request.user, "forms waiting", _most_urgent)
    counted = rows_for(request.user, "how many forms wait", _how_many)
    record_look(request, page="my work", people={row.seen_as for row in rows})
    count = counted[0]["all"] if counted else 0
    facts = {"rows": rows, "count": count, "today": timezone.localdate()}
    facts |= consents_waiting(request.user, facts["today"])
    return {**facts, "shown": True, "areas": len({row.area_id for row in rows}) > 1}


def _most_urgent(user: User) -> QuerySet:
    waiting = Referral.objects.visible_to(user).waiting()
    return waiting.select_related("area").most_urgent_first()[:SHOWN]


def _how_many(user: User) -> QuerySet:
    return all_counted(Referral.objects.visible_to(user).waiting(), {"all": Q()})


@register.inclusion_tag("referrals/of_entry.html", takes_context=True)
def referral_of(context: dict[str, Any], entry: RegisterEntry) -> dict[str, Any]:
    """How this person came to the register; the way to the form for those who may see it."""
    referral = first_of(_first_form(entry.pk))
    if referral is None:
        return {}
    if not entry.lets(context["request"].user, Permission.SEE_NARRATIVE):
        return {"referral": referral}  # when it came; who sent it and who said what is told in confidence
    decision = Decision.objects.filter(referral=referral).select_related("by").order_by("-number").first()
    talk = Conversation.objects.filter(referral=referral, spoke=True).order_by("on", "pk").first()
    may_open = Referral.objects.visible_to(context["request"].user).filter(pk=referral.pk).exists()
    return {"referral": referral, "decision": decision, "talk": talk, "may_open": may_open, "whole": True}


@compiled
def _first_form(entry_id: UUID) -> QuerySet:
    return Referral.objects.filter(entry=entry_id).order_by("received_on", "pk")[:1]


@register.simple_tag
def page_of(sheet: Sheet, page: str, *args: str) -> str:
    """The address of a page of a public form: {% page_of sheet "step" step.key %}."""
    return reverse(f"{sheet.word}-{page}" if page else sheet.word, args=args)


@register.simple_tag
def consent_changes(form: ConsentForm) -> list[Change]:
    """What each answer of a consent form changes, in words for whoever sent it."""
    return changes(vars(form))


@register.filter
def came_words(came_by: str) -> str:
    """How a form reached the team: "On paper, typed in by the team"."""
    return CAME_BY[CameBy(came_by)]


@register.filter
def banners_of(referral: Referral) -> list[Banner]:
    """What the team must see before anything else."""
    return banners(vars(referral), referral.area.name)


@register.filter
def contact_lines_of(referral: Referral) -> list[str]:
    """How whoever sent the form, and the person, may be reached."""
    return contact_lines(vars(referral))


@register.filter
def who_says(label: str) -> str:
    """Who changed their mind, as the team reads it: not as it is asked."""
    return next((mind.SAID_BY[who] for who, asked in mind.SAYS.items() if asked == label), label)


@register.filter
def born_words(referral: Referral | ConsentForm, today: date) -> str:
    """When somebody was born and how old they are, as far as the form says."""
    if born := referral.date_of_birth:
        return f"born {plain(born)} ({age_on(born, today)})"
    return f"about {referral.about_age} years old" if referral.about_age else "date of birth not known"


@register.filter
def clock_words(clock: Clock, today: date) -> str:
    """Where a time limit stands: "tomorrow", "3 days late", "done 3 March 2026"."""
    return clock.words(today)


@register.filter
def doubt_words(code: str) -> str:
    """Why a form looks as if nobody had sent it, in a sentence."""
    return doubts.SENTENCES.get(doubts.Doubt(code), "") if code in set(doubts.Doubt) else code


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


FORM_COLOURS = {FormState.RECEIVED: "blue", FormState.RECORDED: "green", FormState.NOT_RECORDED: "grey"}


@register.simple_tag
def consent_state(form: ConsentForm) -> SafeString:
    """The state of a consent form as the design system's tag."""
    state = FormState(form.state)
    return render("tag", {"text": FORM_STATES[state], "classes": f"nhsuk-tag--{FORM_COLOURS[state]}"})

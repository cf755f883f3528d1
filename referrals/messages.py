"""How whoever sent a form hears of it: a reference and a date, never about whom or what."""

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.actions import AUTOMATIC_MESSAGES, automatic_user
from accounts.mail import send_plain
from accounts.models import Area, OutboxMessage
from accounts.outbox import handles
from accounts.permissions import Permission, roles_with
from accounts.told import holders, tell
from config.refused import Refused
from config.sealed import unseal
from dsr.days import plain_with_weekday
from referrals import coming_back
from referrals.actions import end_telling
from referrals.actions.coming_back import WHERE_TO
from referrals.actions.tell import DIED
from referrals.models import ConsentForm, Disagreement, Draft, Handover, Referral, Telling
from referrals.reach import has_died, reach_of
from referrals.telling import About, To, Way

NO_ADDRESS = "not sent: it does not go by e-mail"


def crisis_lines(area: Area) -> str:
    """Whom to call when it cannot wait."""
    return (
        "If somebody is in danger now, call 999. In a mental health crisis, call 111 and choose option 2, "
        f"or call {area.crisis_phone}. Please do not answer this e-mail: nobody reads it."
    )


def receipt_lines(referral: Referral) -> list[str]:
    """What the receipt says."""
    area = referral.area
    return [
        "Thank you. We have received your form.",
        f"Your reference is {referral.spaced_reference}.",
        "What happens next:",
        f"1. We read your form by {plain_with_weekday(referral.triage_due_on)}.\n"
        f"2. Somebody gets in touch with you by {plain_with_weekday(referral.contact_due_on)}.\n"
        f"3. You hear what we decide by {plain_with_weekday(referral.decision_due_on)}, also when it is no.",
        f"You can see where your form is at any time: {settings.BASE_URL}/track/",
        f"Questions? Call us on {area.phone} ({area.phone_hours}).",
        crisis_lines(area),
    ]


def consent_lines(form: ConsentForm) -> list[str]:
    """What the receipt of a consent form says: nothing of its answers."""
    area = form.area
    return [
        "Thank you. We have received your form.",
        f"Your reference is {form.spaced_reference}.",
        f"Somebody of the team looks at it by {plain_with_weekday(form.due_on)}.",
        "You can change your mind on any day. See where it is, or change it, here: "
        f"{settings.BASE_URL}/track/",
        "You need your reference and the date of birth that you gave.",
        f"Questions? Call us on {area.phone} ({area.phone_hours}).",
        crisis_lines(area),
    ]


def outcome_lines(referral: Referral) -> list[str]:
    """What the e-mail about a decision says: that there is one."""
    area = referral.area
    return [
        f"There is an update for reference {referral.spaced_reference}.",
        f"See it here: {settings.BASE_URL}/track/",
        "You need your reference and the date of birth that you gave.",
        f"Would you rather talk? Call us on {area.phone} ({area.phone_hours}).",
        crisis_lines(area),
    ]


@handles("referral_receipt")
def send_receipt(message: OutboxMessage) -> str:
    """Send the receipt to whoever sent the form, and record that it went."""
    return _send(message, About.RECEIPT, "We have received your form", receipt_lines)


@handles("consent_receipt")
def send_consent_receipt(message: OutboxMessage) -> str:
    """Send the receipt to whoever sent a consent form, by the address that they gave for it."""
    form = ConsentForm.objects.select_related("area").get(pk=message.payload["form"])
    if not form.email:
        return NO_ADDRESS
    subject = "We have received your form"
    send_plain(to=form.email, subject=subject, lines=consent_lines(form), message_id=message.pk)
    return "sent"


@handles("referral_outcome")
def send_outcome(message: OutboxMessage) -> str:
    """Tell somebody that there is a decision, and record that they were told."""
    return _send(message, About.OUTCOME, "There is an update", outcome_lines)


@handles("referral_news")
def send_news(message: OutboxMessage) -> str:
    """Tell somebody that something is asked of them, or has changed."""
    return _send(message, None, "There is an update", outcome_lines)


def _send(
    message: OutboxMessage, about: About | None, subject: str, lines: Callable[[Referral], list[str]]
) -> str:
    """Send one telling's e-mail, if it still may go: who, and where to, is read at this moment."""
    telling = _telling_of(message, about)
    if telling is None or telling.done_on:
        return "not sent: nobody is left to be told"
    referral = telling.referral
    reach = reach_of(referral, To(telling.to))
    if telling.way != Way.EMAIL or not reach.can(Way.EMAIL):
        return NO_ADDRESS
    by, today = automatic_user(AUTOMATIC_MESSAGES), timezone.localdate()
    if telling.to == To.PERSON and has_died(referral):
        end_telling(telling=telling, told=False, note=DIED, by=by, today=today)
        return "not sent: the person has died"
    send_plain(to=reach.email, subject=subject, lines=lines(referral), message_id=message.pk)
    with suppress(Refused):  # somebody wrote down meanwhile that they were told; the e-mail is out
        end_telling(telling=telling, told=True, note="", by=by, today=today)
    return "sent"


def _telling_of(message: OutboxMessage, about: About | None) -> Telling | None:
    """The telling a message is for; one that was put in the outbox before there were any names its form."""
    rows = Telling.objects.select_related("referral__area", "referral__person")
    if pk := message.payload.get("telling"):
        return rows.get(pk=pk)
    return rows.open().filter(referral=message.payload["referral"], about=about, way=Way.EMAIL).first()


@handles("referral_handover")
def tell_the_areas(message: OutboxMessage) -> str:
    """Whoever must know of a form between two areas: the one asked, and once it is answered both."""
    handover = Handover.objects.get(pk=message.payload["handover"])
    areas = {handover.to_area_id, *([handover.from_area_id] if handover.answered_on else [])}
    triage = roles_with(Permission.DECIDE_REFERRAL)
    return tell([user for area in areas for user in holders(area, triage)], message)


@handles("referral_disagreement")
def tell_the_team(message: OutboxMessage) -> str:
    """The area's coordinators: somebody disagrees."""
    rows = Disagreement.objects.select_related("referral")
    area = rows.get(pk=message.payload["disagreement"]).referral.area_id
    return tell(holders(area, roles_with(Permission.DECIDE_REFERRAL)), message)


@handles("draft_link")
def send_draft_link(message: OutboxMessage) -> str:
    """Send the way back to a form that is not sent; the link is made now and stored nowhere."""
    draft = Draft.objects.filter(pk=message.payload["draft"], links_made=message.payload["number"]).first()
    answers = unseal(draft.sealed, kind=Draft.SEALED_AS) if draft else None
    email = ((answers or {}).get(WHERE_TO) or {}).get("email")
    if draft is None or not email:
        return "not sent: the form is sent, deleted, or has a newer link"
    send_plain(to=email, subject="Your way back", lines=link_lines(draft), message_id=message.pk)
    return "sent"


def link_lines(draft: Draft) -> list[str]:
    """What the e-mail with a link says: nothing of what it is about."""
    path = reverse("come-back-link", args=[coming_back.token(draft.pk, draft.links_made)])
    return [
        "You asked us for a way back to a form that you began.",
        f"Open this link: {settings.BASE_URL}{path}",
        "Then type the date of birth, or the word that you chose.",
        f"The link works for {coming_back.KEPT_FOR.days} days, or until you send the form. "
        "Nothing has been sent to us yet.",
        "If you did not ask for this, you can ignore it: the link alone shows nothing.",
    ]

"""The second part of a flag: a link, the reference, a code by e-mail, and then the questions.

Opening the link uses nothing up and shows nothing: mail scanners open links too. Whatever is typed on the
first page leads to the second, so that nobody learns which reference a link belongs to.
"""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.actions import PUBLIC_FORM, automatic_user
from config.access import public
from config.errors import too_many
from referrals import actions, browser
from referrals.actions.codes import Sealed
from referrals.actions.second_part import hash_of
from referrals.confirming import NOT_RIGHT, is_right, send_code
from referrals.forms.part_two import PartTwo, PartTwoCode, PartTwoReference
from referrals.limits import too_often
from referrals.models import AddressCode, Referral, SecondPartAsk
from referrals.references import read_reference
from referrals.signed_in import colleague
from referrals.views.public import public_page

ASKED, OPENED = "referrals.part-two.asked", "referrals.part-two.opened"
TRIES_AN_HOUR = 30


@public
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, link: str) -> HttpResponse:
    """Ask for the reference; a right one has a code sent to the referrer's address."""
    if request.method == "POST" and too_often(request, "part-two", most=TRIES_AN_HOUR, seconds=3600):
        return too_many(request)
    form = PartTwoReference(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return public_page(request, "part_two_link", form=form)
    found = _opened_by(link, form.cleaned_data["reference"])
    if found:
        send_code(request, _wanted(found))
    request.session[ASKED] = str(found.pk if found else uuid4())
    return redirect("part-two-code")


def _opened_by(token: str, reference: str) -> Referral | None:
    """The form that this link and this reference belong to together, while the link is good."""
    asks = SecondPartAsk.objects.select_related("referral").filter(
        link_hash=hash_of(token), link_until__gt=timezone.now(), referral__second_on=None
    )
    ask = asks.filter(referral__reference=read_reference(reference) or "-").first()
    return ask.referral if ask else None


def _wanted(referral: Referral) -> Sealed:
    return Sealed(AddressCode.Purpose.SECOND_PART, referral.pk, referral.email)


@public
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that went to the referrer's address."""
    asked = browser.as_uuid(request.session.get(ASKED))
    if asked is None:
        return public_page(request, "part_two_gone", status=410)
    form = PartTwoCode(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found = _waiting(asked)
        # Counted and compared just the same when there is none.
        wanted = _wanted(found) if found else Sealed(AddressCode.Purpose.SECOND_PART, asked, "")
        if is_right(request, wanted, form.cleaned_data["code"]) and found:
            request.session[OPENED] = str(found.pk)
            del request.session[ASKED]
            return redirect("part-two")
        form.add_error("code", NOT_RIGHT)
    return public_page(request, "part_two_code", form=form)


def _waiting(pk: UUID) -> Referral | None:
    rows = Referral.objects.select_related("area").filter(pk=pk, second_due_on__isnull=False)
    return rows.first()


@public
@require_http_methods(["GET", "POST"])
def part_two(request: HttpRequest) -> HttpResponse:
    """The questions; sent once. Afterwards the page says that it is in."""
    opened = browser.as_uuid(request.session.get(OPENED))
    referral = _waiting(opened) if opened else None
    if referral is None:
        return public_page(request, "part_two_gone", status=410)
    form = PartTwo(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        by = colleague(request) or automatic_user(PUBLIC_FORM)
        facts = {"answers": form.cleaned_data, "by": by, "today": timezone.localdate()}
        actions.send_second_part(referral=referral, **facts)
        return redirect("part-two")
    facts = {"form": form, "referral": referral, "area": referral.area}
    return public_page(request, "part_two_sent" if referral.second_on else "part_two", **facts)

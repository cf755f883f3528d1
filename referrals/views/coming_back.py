"""Stop in the middle of a form, and come back with a code or a link and a second fact."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from config.access import public
from referrals import actions, browser, coming_back
from referrals.actions.drafts import DraftGone
from referrals.forms.coming_back import ComeBack, SaveForLater, SecondFact
from referrals.kinds import HANDLED
from referrals.limits import at_one_door, right_one, too_often
from referrals.models import Draft
from referrals.references import read_code, spaced
from referrals.steps import Kind
from referrals.views.asking import at, gone
from referrals.views.public import public_page, too_many

FROM_ONE_PLACE, TO_ONE_FORM, AN_HOUR = 30, 5, 3600
NO_WAY_BACK = (
    "This does not open a form. Check what you typed. If the form was sent, or was left alone for 30 days, "
    "it cannot be opened any more. Call us: we help you."
)


@public
@require_http_methods(["GET", "POST"])
def later(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Choose how to come back; then the code, shown once."""
    sheet, draft = HANDLED[kind].sheet, browser.draft_of(request, kind)
    answers = browser.answers_of(request, kind)
    if answers is None or draft is None:
        return redirect(at(sheet, "")) if request.method == "GET" and draft is None else gone(request, kind)
    born = coming_back.birthday_on(answers)
    form = SaveForLater(request.POST if request.method == "POST" else None, born=born)
    if not form.is_valid():
        return public_page(request, "later", sheet=sheet, form=form)
    fact_is, fact = form.fact
    try:
        code = actions.save_for_later(draft=draft, fact_is=fact_is, fact=fact, email=form.address)
    except DraftGone:
        return gone(request, kind)
    facts = {"code": spaced(code), "by_email": form.address, "fact_is": fact_is}
    until = timezone.localdate() + coming_back.KEPT_FOR
    return public_page(request, "later_saved", sheet=sheet, until=until, **facts)


@public
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """With a code that was written down."""
    form = ComeBack(request.POST if request.method == "POST" else None)
    code = read_code(request.POST.get("code", "")) if request.method == "POST" else None
    marks = coming_back.marks(code or "nobody's")
    row = Draft.objects.filter(code_mark__in=marks).first() if form.is_valid() else None
    return _opened(request, form, row.pk if row else None)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def come_back_by_link(request: HttpRequest, link: str) -> HttpResponse:
    """With the link from an e-mail. Opening the page uses nothing up and shows nothing of the form."""
    form = SecondFact(request.POST if request.method == "POST" else None)
    said = coming_back.read_token(link)
    row = Draft.objects.filter(pk=said[0], links_made=said[1]).first() if said else None
    return _opened(request, form, row.pk if row else None)


def _opened(request: HttpRequest, form: SecondFact, draft: UUID | None) -> HttpResponse:
    """The form that the fact opens, on this device from now on; else the page again, saying one thing."""
    if form.is_valid():
        door = f"come-back-{draft}"
        often = too_often(request, "come-back", most=FROM_ONE_PLACE, seconds=AN_HOUR)
        if often or (draft and at_one_door(door, most=TO_ONE_FORM, seconds=AN_HOUR)):
            return too_many(request)
        if found := actions.come_back(draft=draft, fact=form.fact):
            right_one(door)
            kind = Kind(found.kind)
            browser.remember_draft(request, kind, found.pk)
            return redirect(at(HANDLED[kind].sheet, ""))
        form.add_error(None, NO_WAY_BACK)
    return public_page(request, "come_back", form=form)

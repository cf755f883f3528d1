"""What takes two people: the list, and one request with its decision."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts import actions
from accounts.actions.second import check_may_decide
from accounts.joint import KINDS, Plainly
from accounts.looks import record_look
from accounts.models import JointRequest
from accounts.permissions import Permission
from accounts.second_forms import DecideForm
from config.access import needs
from config.refused import Refused, reason_not

MOST = 50


@needs(Permission.SEE_WORK)
@require_GET
def second_person(request: HttpRequest) -> HttpResponse:
    """What waits for me, what I asked for, what is decided. Nobody's name stands here: only the kind."""
    now = timezone.now()
    rows = JointRequest.objects.visible_to(request.user).select_related("area", "asked_by", "decided_by")
    waiting = list(rows.waiting(now).order_by("asked_at")[:MOST])
    mine = request.user.pk
    past = rows.exclude(decided_at=None, lapses_at__gt=now).order_by("-asked_at")
    facts = {
        "for_me": [_row(row, now) for row in waiting if row.asked_by_id != mine],
        "by_me": [_row(row, now) for row in waiting if row.asked_by_id == mine],
        "past": [_row(row, now) for row in past[:MOST]],
    }
    return render(request, "accounts/second_person.html", facts)


def _row(joint: JointRequest, now: Any) -> dict[str, Any]:
    lapsed = joint.decided_at is None and not joint.is_waiting(now)
    state = "Lapsed" if lapsed else {None: "Waiting", True: "Agreed", False: "Refused"}[joint.agreed]
    return {"joint": joint, "label": KINDS[joint.kind].label, "state": state}


@needs(Permission.SEE_WORK)
@require_http_methods(["GET", "POST"])
def one_request(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """One request: what will happen, in plain words; to agree or refuse, for somebody else than the asker."""
    rows = JointRequest.objects.visible_to(request.user).select_related("area", "asked_by", "decided_by")
    joint = get_object_or_404(rows, pk=joint_id)
    plainly = KINDS[joint.kind].plainly(joint, request.user)
    record_look(request, page="second person", people=plainly.people, areas=[joint.area_id])
    cannot = reason_not(check_may_decide, joint, request.user, timezone.now())
    form = None if cannot else DecideForm(request.POST or None)
    if form and request.method == "POST" and form.is_valid() and _decided(request, joint, form):
        return redirect("second-person-request", joint_id=joint.pk)
    return _page(request, joint, plainly, form, cannot)


def _page(
    request: HttpRequest, joint: JointRequest, plainly: Plainly, form: DecideForm | None, cannot: str | None
) -> HttpResponse:
    not_now = None if joint.decided_at else reason_not(KINDS[joint.kind].check, joint)
    facts = _row(joint, timezone.now()) | {"plainly": plainly, "form": form, "cannot": cannot}
    return render(request, "accounts/second_request.html", facts | {"not_now": not_now})


def _decided(request: HttpRequest, joint: JointRequest, form: DecideForm) -> bool:
    """Whether the action took the answer; a refusal becomes the form's own error."""
    agree = form.cleaned_data["answer"] == "agree"
    act = actions.agree_as_second if agree else actions.refuse_as_second
    try:
        done = act(request=joint, words=form.cleaned_data["words"], by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, done.outcome or "You said no. Whoever asked is told.")
    return True

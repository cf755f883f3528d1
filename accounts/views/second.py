"""What takes two people: the list, and one request with its decision."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts import actions
from accounts.actions.second import check_may_decide
from accounts.fresh import fresh
from accounts.joint import KINDS
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
    waiting = [row for row in rows.waiting(now).order_by("asked_at")[:MOST] if not _hidden(request, row)]
    mine = request.user.pk
    past = rows.exclude(decided_at=None, lapses_at__gt=now).order_by("-asked_at")
    facts = {
        "for_me": [_row(row, now) for row in waiting if row.asked_by_id != mine],
        "by_me": [_row(row, now) for row in waiting if row.asked_by_id == mine],
        "past": [_row(row, now) for row in past[:MOST] if not _hidden(request, row)],
    }
    return render(request, "accounts/second_person.html", facts)


def _row(joint: JointRequest, now: Any) -> dict[str, Any]:
    lapsed = joint.decided_at is None and not joint.is_waiting(now)
    state = "Lapsed" if lapsed else {None: "Waiting", True: "Agreed", False: "Refused"}[joint.agreed]
    return {"joint": joint, "label": KINDS[joint.kind].label, "state": state}


@needs(Permission.SEE_WORK)
@require_GET
def one_request(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """One request: what will happen, in plain words, and what has become of it."""
    return _page(request, _request_for(request, joint_id), None)


@needs(Permission.AGREE_SECOND)
@fresh
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """Agree or refuse, as somebody else than the asker; asked again first who is there."""
    joint = _request_for(request, joint_id)
    if cannot := reason_not(check_may_decide, joint, request.user, timezone.now()):
        if words := request.POST.get("words", "").strip():
            messages.warning(request, f"{cannot} What you typed was not saved: “{words[:2000]}”")
        return redirect("second-person-request", joint_id=joint.pk)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _decided(request, joint, form):
        return redirect("second-person-request", joint_id=joint.pk)
    return _page(request, joint, form)


def _request_for(request: HttpRequest, joint_id: UUID) -> JointRequest:
    rows = JointRequest.objects.visible_to(request.user).select_related("area", "asked_by", "decided_by")
    joint = get_object_or_404(rows, pk=joint_id)
    if _hidden(request, joint):
        raise Http404
    return joint


def _hidden(request: HttpRequest, joint: JointRequest) -> bool:
    return KINDS[joint.kind].hidden_from(joint, request.user)


def _page(request: HttpRequest, joint: JointRequest, form: DecideForm | None) -> HttpResponse:
    """The request as far as its reader may know it; whoever is named is on record first."""
    kind = KINDS[joint.kind]
    plainly = kind.plainly(joint, request.user)
    record_look(request, page="second person", people=plainly.people, areas=[joint.area_id])
    facts = _row(joint, timezone.now()) | {"plainly": plainly, "form": form}
    facts["cannot"] = reason_not(check_may_decide, joint, request.user, timezone.now())
    facts["not_now"] = None if joint.decided_at else reason_not(kind.check, joint)
    return render(request, "accounts/second_request.html", facts)


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

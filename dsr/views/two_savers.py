"""Two who save at once: the second is shown both versions, and loses nothing typed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from config.nhsuk.forms import NHSForm
from dsr.actions import ChangedFirst
from dsr.days import plain
from dsr.models import RegisterEntry

NOT_KEPT = ("csrfmiddlewaretoken", "version")


def both_versions(
    request: HttpRequest,
    found: RegisterEntry,
    form: NHSForm,
    *,
    theirs: Mapping[str, Any],
    first: ChangedFirst,
) -> HttpResponse:
    """Field by field, theirs and yours; yours can be saved over theirs with one press.

    `theirs` is what the form's questions would say now.
    """
    rows = [
        (form.fields[name].label, said(form.fields[name], value), said(form.fields[name], mine(form, name)))
        for name, value in theirs.items()
        if name not in NOT_KEPT
    ]
    kept = [(n, v) for n, values in request.POST.lists() if n not in NOT_KEPT for v in values]
    facts = {"entry": found, "person": found.person, "today": timezone.localdate(), "sentence": str(first)}
    facts |= {"rows": rows, "kept": [*kept, ("version", first.theirs.version)]}
    return render(request, "dsr/person_conflict.html", facts, status=409)


def mine(form: NHSForm, name: str) -> Any:
    """What was typed, as it would be saved."""
    return form.cleaned_data.get(name)


def said(field: forms.Field, value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, list):
        return ", ".join(said(field, one) for one in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return plain(value)
    choices = getattr(field, "choices", None)
    return dict(choices).get(str(value or ""), "") if choices else str(value or "")

"""A form with one of everything, and the page round it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template

from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSCheckboxField,
    NHSChoiceField,
    NHSDateField,
    NHSEmailField,
    NHSFileField,
    NHSNumberField,
    NHSPasswordField,
    NHSRadiosField,
    NHSTelephoneField,
    NHSTextareaField,
    NHSTextField,
    NHSYesNoField,
)
from config.nhsuk.forms import NHSForm

COLOURS = [("red", "Red"), ("amber", "Amber"), ("green", "Green")]
HELP = [("talk", "Talking"), ("other", "Something else"), ("none", "None of these")]
AREAS = [("", "---------"), ("n", "Northmoor"), ("s", "Southmoor")]


class Kitchen(NHSForm):
    """One of everything."""

    name = NHSTextField(max_length=50)
    story = NHSTextareaField(max_length=200)
    note = NHSTextareaField(required=False)
    born = NHSDateField(not_future=True)
    number_known = NHSYesNoField()
    nhs_number = NHSNumberField()
    colour = NHSRadiosField(choices=COLOURS)
    spoken = NHSYesNoField()
    helps = NHSCheckboxesField(choices=HELP)
    helps_other = NHSTextareaField(max_length=100)
    told = NHSCheckboxField()
    area = NHSChoiceField(choices=AREAS)
    email = NHSEmailField()
    phone = NHSTelephoneField(required=False)
    age = forms.IntegerField(min_value=0, max_value=120)
    paper = NHSFileField(accept=(".pdf", ".jpg"), max_bytes=1000)
    password = NHSPasswordField(new=True)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    labels = {
        "name": "Full name",
        "told": "I have told them",
        "helps_other": "What else?",
        "paper": "School report",
    }
    legends = {
        "born": "When were they born?",
        "number_known": "Do you know their NHS number?",
        "spoken": "Have you spoken to them?",
        "helps": "What helps?",
    }
    hints = {"name": "As on <their> papers", "born": "For example, 15 3 2011", "told": "Today or before"}
    item_hints = {"colour": {"red": "High risk straight away"}}
    error_words = {
        "name": "the young person's name",
        "born": "their date of birth",
        "helps": "what helps",
        "paper": {"words": "the school report", "required": "Add the school report"},
    }
    reveals = {"number_known": {"yes": "nhs_number"}, "helps": {"other": ["helps_other"]}}
    exclusive = {"helps": "none"}
    inline = ("spoken",)
    widths = {"age": 3}
    autocomplete = {"email": "email", "born": "bday"}


def filled() -> dict[str, Any]:
    """Answers with which nothing is wrong."""
    return {
        "name": "Jade Morris", "story": "One\r\ntwo", "note": "", "born_day": "2", "born_month": "mar",
        "born_year": "2011", "number_known": "yes", "nhs_number": "999-482 1172", "colour": "red",
        "spoken": "no", "helps": ["talk", "other"], "helps_other": "Biscuit", "told": "on", "area": "n",
        "email": "priya@example.org", "phone": "01632 960 111", "age": "15", "password": "long enough words",
    }  # fmt: skip


def paper(name: str = "report.pdf", size: int = 10) -> dict[str, SimpleUploadedFile]:
    return {"paper": SimpleUploadedFile(name, b"x" * size)}


PAGE = Template("""{% load nhsuk crispy_forms_tags %}<!doctype html><html lang="en"><head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{% error_title form %}Kitchen – NHS</title>
<link rel="icon" href="/static/nhsuk/assets/images/favicon.svg">
<link rel="stylesheet" href="/static/nhsuk/nhsuk-frontend.min.css">
<script type="module" src="/static/nhsuk/start.js"></script></head><body>
{% nhsuk "skip-link" text="Skip to main content" href="#maincontent" %}
<div class="nhsuk-width-container"><main class="nhsuk-main-wrapper" id="maincontent">
{% nhsuk_error_summary form %}<h1>One of everything</h1>
<form method="post" enctype="multipart/form-data" novalidate>{% crispy form %}
{% nhsuk "button" text="Continue" %}</form>
{% nhsukblock "details" summary="Why do we ask?" %}<p>Because.</p>{% endnhsukblock %}
{% nhsukblock "inset-text" %}<p>Call <strong>999</strong> in danger.</p>{% endnhsukblock %}
{% nhsukblock "warning-callout" heading="Be careful" heading_level=2 %}<p>Hot.</p>{% endnhsukblock %}
{% nhsukblock "notification-banner" heading="Saved" %}{% endnhsukblock %}
{% nhsukblock "card" heading="Jade" heading_level=2 %}<p>Fifteen</p>{% endnhsukblock %}
{% nhsukblock "do-dont-list" heading="Do" type="tick" heading_level=2 %}
talk slowly
show <strong>pictures</strong>
{% endnhsukblock %}
{% nhsuk "tag" text="Red" colour="red" %}
</main></div></body></html>""")


def page(form: forms.BaseForm) -> str:
    """The whole page, as a browser gets it."""
    return PAGE.render(Context({"form": form}))

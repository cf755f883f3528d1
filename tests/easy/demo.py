"""A page of easy read with one of everything: ideas, answers with pictures, buttons to listen."""

from typing import Any

from django.template import engines

from config.easy import Idea
from config.nhsuk.fields import NHSCheckboxesField, NHSRadiosField, NHSTextareaField, NHSTextField
from config.nhsuk.forms import NHSForm

WHERE = [
    ("home", "At home with my family"),
    ("shared", "In a house with other people"),
    ("hospital", "In hospital"),
]
HELPS = [("talk", "Somebody to talk to"), ("quiet", "A quiet place")]


class Asked(NHSForm):
    """Three questions in easy read."""

    where = NHSRadiosField(choices=WHERE)
    sure = NHSRadiosField(choices=[("yes", "Yes"), ("no", "No")])
    helps = NHSCheckboxesField(choices=HELPS)
    name = NHSTextField(max_length=50, required=False)
    story = NHSTextareaField(required=False)

    legends = {"where": "Where do you live?", "sure": "Are you sure?", "helps": "What helps you?"}
    labels = {"name": "What is your name?", "story": "Tell us more"}
    hints = {"where": "Choose one.", "name": "You can skip this."}
    item_hints = {"where": {"hospital": "Any kind of hospital"}}
    item_pictures = {
        "where": {"home": "home", "shared": "shared-house", "hospital": "hospital"},
        "sure": {"yes": "tick", "no": "cross"},
        "helps": {"talk": "talk", "quiet": "quiet"},
    }
    inline = ("sure",)


IDEAS = (
    Idea("hard-time", "Tell us what is hard now. You can write a little. You can write a lot."),
    Idea("phone", "You can ask us to call you."),
)
PAGE = """{% extends "layout.html" %}{% load static nhsuk pictures %}
{% block title %}Your life now{% endblock %}
{% block styles %}<link rel="stylesheet" href="{% static 'dsr/easy.css' %}">{% endblock %}
{% block scripts %}<script type="module" src="{% static 'dsr/listen.js' %}"></script>{% endblock %}
{% block content %}
<div class="easy-page" id="whole">
  <h1>Your life <em>now</em></h1>
  {% include "easy/listen.html" with block="whole" %}
  {% include "easy/ideas.html" with ideas=ideas %}
  <p hidden>Nobody sees this</p><p class="nhsuk-u-visually-hidden">Nor this</p>
  {% picture "happy" alone=True %}
  <form method="post">{% for field in form %}{% nhsuk_field field %}{% endfor %}
  {% nhsuk "button" text="Next" %}</form>
</div>
<div id="other"><p>Another block.</p>{% include "easy/listen.html" with block="other" %}</div>
{% endblock %}"""


def page(**values: Any) -> str:
    """The page as HTML."""
    form = Asked(initial={"where": "shared", "story": "my own words", **values})
    facts = {"form": form, "ideas": IDEAS, "SERVICE": "Dynamic Support"}
    return engines["django"].from_string(PAGE).render(facts)

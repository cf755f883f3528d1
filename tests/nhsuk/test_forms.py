"""The form pack: every kind of field, empty, wrong and filled in."""

import datetime
from typing import Any

import pytest
from crispy_forms.layout import HTML, Div, Layout, Submit
from django import forms
from django.template import Context, Template

from config.nhsuk.errors import has_errors
from config.nhsuk.fields import NHSDateField, NHSNumberField, NHSTextField, NHSYesNoField
from config.nhsuk.forms import NHSForm, NHSFormSet

from .dom import Element, tree
from .kitchen import Kitchen, filled, page, paper

PACK = Template("{% load crispy_forms_tags %}{% crispy form %}")
FILTER = Template("{% load crispy_forms_tags %}{{ form|crispy }}")
FOCUSABLE = {"input", "textarea", "select"}


class Plain(forms.Form):
    """A form of somebody else's, with Django's own fields."""

    who = forms.CharField(label="Who?", help_text="A name")
    when = forms.DateField()
    many = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])
    grouped = forms.ChoiceField(choices=[("Near", [("n", "North")]), ("Far", [("s", "South")])])
    colours = forms.ChoiceField(
        choices=[("Warm", [("r", "Red")]), ("Cold", [("b", "Blue")])], widget=forms.RadioSelect
    )
    secret = forms.CharField(widget=forms.PasswordInput)
    agree = forms.BooleanField(required=False)


class Inner(NHSForm):
    """Questions inside answers, two deep."""

    known = NHSYesNoField()
    sure = NHSYesNoField(label="Sure")
    number = NHSNumberField()
    seen = NHSDateField(required=False)
    reveals = {"known": {"yes": ["sure", "seen"]}, "sure": {"yes": "number"}}


STATES = {
    "empty": lambda: Kitchen(),
    "wrong": lambda: Kitchen({}),
    "right": lambda: Kitchen(filled(), paper()),
    "begun": lambda: Kitchen(initial={"name": "Jay", "born": datetime.date(2011, 3, 2), "helps": ["other"]}),
    "chosen": lambda: Kitchen({"number_known": "yes", "helps": ["other"], "born_year": "2011"}),
    "prefixed": lambda: Kitchen({}, prefix="one"),
    "plain": lambda: Plain({}),
    "plain empty": lambda: Plain(),
    "inner": lambda: Inner({"known": "yes", "sure": "yes"}),
}


def drawn(form: Any, template: Template = PACK, **context: Any) -> Element:
    return tree(template.render(Context({"form": form, **context})))


def links(on: Element) -> list[str]:
    lists = on.all(class_="nhsuk-error-summary__list")
    return [(a.attrs["href"] or "")[1:] for found in lists for a in found.all("a")]


# ---------------------------------------------------------------- true of every form


@pytest.mark.parametrize("template", [PACK, FILTER], ids=["tag", "filter"])
@pytest.mark.parametrize("state", STATES)
def test_ids_are_unique_and_nothing_is_inline(state: str, template: Template) -> None:
    found = drawn(STATES[state](), template)
    assert len(found.ids) == len(set(found.ids))
    for element in found.walk():
        assert element.tag not in ("style", "script")
        assert not any(name == "style" or name.startswith("on") for name in element.attrs)


@pytest.mark.parametrize("state", STATES)
def test_every_link_lands_on_a_box(state: str) -> None:
    found = drawn(STATES[state]())
    boxes = {element.attrs.get("id") for element in found.walk() if element.tag in FOCUSABLE}
    assert set(links(found)) <= boxes


@pytest.mark.parametrize("state", STATES)
def test_every_box_has_a_label_and_every_description_exists(state: str) -> None:
    found = drawn(STATES[state]())
    labels = {label.attrs["for"] for label in found.all("label")}
    for element in found.walk():
        if element.tag in FOCUSABLE and element.attrs.get("type") != "hidden":
            assert element.attrs["id"] in labels
        assert set((element.attrs.get("aria-describedby") or "").split()) <= set(found.ids)
        assert "required" not in element.attrs or element.has("name", "many")  # Django's own widget


@pytest.mark.parametrize("state", ["wrong", "chosen", "prefixed", "inner"])
def test_every_error_is_beside_its_question_and_in_the_summary(state: str) -> None:
    form = STATES[state]()
    found = drawn(form)
    summary = found.one(class_="nhsuk-error-summary")
    for name, errors in form.errors.items():
        (beside,) = found.all(id=f"{form[name].auto_id}-error")
        assert beside.text.startswith("Error:")
        for words in errors:
            assert words in beside.text
            assert words in summary.text


# ---------------------------------------------------------------- the summary


def test_links_go_to_the_first_box_in_error_in_the_order_of_the_page() -> None:
    form = Kitchen(
        {"number_known": "yes", "born_day": "3", "born_month": "13", "born_year": "2011", "helps": ["other"]}
    )
    found = links(drawn(form))
    assert found[:6] == ["id_name", "id_story", "id_born_month", "id_nhs_number", "id_colour", "id_spoken"]
    assert found[6] == "id_helps_other"


def test_what_is_wrong_with_the_whole_has_no_dead_link() -> None:
    form = Kitchen(filled(), paper())
    form.add_error(None, "Somebody else has saved first")
    summary = drawn(form).one(class_="nhsuk-error-summary")
    assert "Somebody else has saved first" in summary.text
    assert summary.all("a") == []


def test_a_hidden_field_has_no_dead_link() -> None:
    form = Kitchen(filled(), paper())
    form.add_error("token", "The page is too old")
    assert "The page is too old" in drawn(form).one(class_="nhsuk-error-summary").text
    assert links(drawn(form)) == []


def test_the_summary_is_printed_once() -> None:
    assert len(tree(page(Kitchen({}))).all(class_="nhsuk-error-summary")) == 1
    assert len(drawn(Kitchen({})).all(class_="nhsuk-error-summary")) == 1
    assert drawn(Kitchen()).all(class_="nhsuk-error-summary") == []


def test_the_title_says_error() -> None:
    assert tree(page(Kitchen({}))).one("title").text == "Error: Kitchen – NHS"
    assert tree(page(Kitchen())).one("title").text == "Kitchen – NHS"
    assert tree(page(Kitchen(filled(), paper()))).one("title").text == "Kitchen – NHS"
    assert has_errors([None, Kitchen({})])


def test_an_error_cannot_smuggle_html() -> None:
    form = Kitchen(filled(), paper())
    form.add_error("name", "<script>1</script>")
    form.add_error("name", "second")
    assert drawn(form).all("script") == []
    assert "second" in drawn(form).one(id="id_name-error").text


# ---------------------------------------------------------------- the kinds


def test_what_was_typed_is_kept() -> None:
    found = drawn(Kitchen(filled() | {"born_month": "mars", "nhs_number": "999 x"}))
    typed = {
        name: found.one(id=f"id_{name}").attrs["value"]
        for name in ("name", "born_month", "nhs_number", "email")
    }
    assert typed == {
        "name": "Jade Morris",
        "born_month": "mars",
        "nhs_number": "999 x",
        "email": "priya@example.org",
    }
    assert found.one(id="id_story").text == "One two"
    assert "checked" in found.one(id="id_helps-2").attrs
    assert "value" not in found.one(id="id_password").attrs


def test_what_was_there_before_is_shown() -> None:
    found = drawn(
        Kitchen(initial={"born": datetime.date(2011, 3, 2), "number_known": True, "nhs_number": "9994821172"})
    )
    assert [found.one(id=f"id_born_{part}").attrs["value"] for part in ("day", "month", "year")] == [
        "2",
        "3",
        "2011",
    ]
    assert "checked" in found.one(id="id_number_known").attrs
    assert found.one(id="id_nhs_number").attrs["value"] == "999 482 1172"


def test_only_the_wrong_box_of_a_date_is_marked() -> None:
    found = drawn(Kitchen({"born_day": "3", "born_month": "13", "born_year": "2011"}))
    marked = [
        box.attrs["name"]
        for box in found.all(class_="nhsuk-date-input__input")
        if box.has("class_", "nhsuk-input--error")
    ]
    assert marked == ["born_month"]


def test_boxes_open_the_right_keyboard() -> None:
    found = drawn(Kitchen())
    kinds = {
        name: found.one(id=f"id_{name}").attrs for name in ("email", "phone", "age", "nhs_number", "password")
    }
    assert kinds["email"]["type"] == "email"
    assert kinds["email"]["autocomplete"] == "email"
    assert kinds["phone"]["type"] == "tel"
    assert "autocomplete" not in kinds["phone"]
    assert (kinds["age"]["type"], kinds["age"]["inputmode"]) == ("text", "numeric")
    assert kinds["nhs_number"]["inputmode"] == "numeric"
    assert kinds["password"]["autocomplete"] == "new-password"
    assert found.one(id="id_born_year").attrs["autocomplete"] == "bday-year"


def test_lists_of_answers() -> None:
    found = drawn(Kitchen())
    assert found.one(class_="nhsuk-radios--inline").all("input")[0].has("name", "spoken")
    assert found.one(id="id_colour-item-hint").text == "High risk straight away"
    assert found.one(id="id_helps-4").has("data-behaviour", "exclusive")
    assert found.one(class_="nhsuk-checkboxes__divider").text == "or"
    assert [option.text for option in found.one("select").all("option")] == [
        "Choose",
        "Northmoor",
        "Southmoor",
    ]


def test_a_counter_and_a_file() -> None:
    found = drawn(Kitchen())
    assert found.one(id="id_story-info").text == "You can enter up to 200 characters"
    assert found.one("input", type="file").attrs["accept"] == ".pdf,.jpg"


def test_forms_of_others_are_drawn_too() -> None:
    found = drawn(Plain())
    assert found.one(id="id_who-hint").text == "A name"
    assert [option.text for option in found.one(id="id_grouped").all("option")] == [
        "Near: North",
        "Far: South",
    ]
    assert [divider.text for divider in found.all(class_="nhsuk-radios__divider")] == ["Warm", "Cold"]
    assert found.one("select", name="many").all("option")


def test_words_are_words() -> None:
    found = drawn(Kitchen())
    assert found.one(id="id_name-hint").text == "As on <their> papers"
    assert found.one("label", **{"for": "id_told"}).text == "I have told them"


class OneQuestion(NHSForm):
    born = NHSDateField()
    legends = {"born": "When were you born?"}
    page_heading = "born"
    page_caption = "Part 3 of 7"


def test_a_question_can_be_the_heading_of_the_page() -> None:
    heading = drawn(OneQuestion()).one("h1")
    assert heading.text == "Part 3 of 7 When were you born?"


class HeadedAbove(OneQuestion):
    heading_above = True


def test_a_question_whose_words_stand_above_says_them_to_those_who_cannot_see_only() -> None:
    found = drawn(HeadedAbove())
    assert not found.all("h1")
    assert found.one("legend").has("class_", "nhsuk-u-visually-hidden")
    assert found.one("legend").text == "When were you born?"


class InParts(NHSForm):
    name = NHSTextField()
    town = NHSTextField()
    note = NHSTextField(required=False)
    fieldsets = [("About {{ them }} & <us>", ["name"]), ("Where", ["town"])]


def test_headings_over_parts_of_a_form() -> None:
    found = drawn(InParts())
    first, second = found.all("fieldset")
    assert first.one("legend").text == "About {{ them }} & <us>"
    assert second.one("input").has("name", "town")
    assert found.one(id="id_note")


def test_any_other_parameter_of_a_component() -> None:
    form = Kitchen()
    form.options = {"age": {"suffix": "years"}}
    assert drawn(form).one(class_="nhsuk-input-wrapper__suffix").text == "years"


def test_a_page_may_have_no_form_yet() -> None:
    template = Template("{% load nhsuk %}{% error_title nothing %}{% nhsuk_error_summary nothing %}")
    assert template.render(Context()) == ""


def test_disabled_boxes_say_so() -> None:
    form = Kitchen()
    form.fields["name"].disabled = True
    assert "disabled" in drawn(form).one(id="id_name").attrs


# ---------------------------------------------------------------- questions inside answers


def test_a_question_stands_inside_its_answer_only() -> None:
    found = drawn(Kitchen(), FILTER)
    assert len(found.all(id="id_nhs_number")) == 1
    inside = found.one(id="conditional-id_number_known")
    assert inside.one(id="id_nhs_number")
    assert inside.has("class_", "nhsuk-radios__conditional--hidden")


def test_a_chosen_answer_opens_and_asks() -> None:
    form = Kitchen(filled() | {"nhs_number": ""}, paper())
    assert form.errors == {"nhs_number": ["Enter the NHS number"]}
    inside = drawn(form).one(id="conditional-id_number_known")
    assert not inside.has("class_", "nhsuk-radios__conditional--hidden")


def test_another_answer_ignores_and_blanks() -> None:
    form = Kitchen(filled() | {"number_known": "no", "nhs_number": "nonsense", "helps": ["talk"]}, paper())
    assert form.is_valid(), form.errors
    assert form.cleaned_data["nhs_number"] == ""
    assert form.cleaned_data["helps_other"] == ""
    assert form.unasked == {"nhs_number", "helps_other"}
    assert form.fields["nhs_number"].required


def test_questions_two_deep() -> None:
    assert Inner({"known": "no", "sure": "yes", "number": "x", "seen_day": "x"}).is_valid()
    assert set(Inner({"known": "yes", "sure": "yes"}).errors) == {"number"}
    told = Inner({"known": "yes", "sure": "no", "number": "x"})
    assert told.is_valid()
    assert told.cleaned_data == {"known": True, "sure": False, "number": "", "seen": None}


# ---------------------------------------------------------------- several forms, layouts


class Person(NHSForm):
    name = NHSTextField()
    born = NHSDateField()


People = forms.formset_factory(Person, formset=NHSFormSet, extra=2, can_delete=True)
People.item_words = "Person"
SENT = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "Jay", "form-1-born_year": "2011"}


def test_several_forms() -> None:
    found = drawn(People(SENT))
    assert len(found.ids) == len(set(found.ids))
    legends = [
        legend.text for legend in found.all("legend") if legend.has("class_", "nhsuk-fieldset__legend--m")
    ]
    assert legends == ["Person 1", "Person 2"]
    assert links(found) == ["id_form-0-born_day", "id_form-1-name", "id_form-1-born_day"]
    assert found.one(id="id_form-TOTAL_FORMS").has("value", "2")
    assert "Take this away" in found.text


def test_too_many_forms_are_a_sentence() -> None:
    few = forms.formset_factory(Person, formset=NHSFormSet, max_num=1, validate_max=True, extra=0)
    found = drawn(few(SENT), FILTER)
    assert "There are too many here" in found.one(class_="nhsuk-error-summary").text


def test_a_whole_form_with_layout_and_button() -> None:
    form = Person()
    form.helper.form_tag = True
    form.helper.layout = Layout(Div("born", css_class="mine"), HTML("<hr>"), "name")
    form.helper.add_input(Submit("save", "Save & go"))
    found = drawn(form)
    assert "novalidate" in found.one("form").attrs
    assert found.one("div", class_="mine").one(id="id_born_day")
    assert found.one("button").text == "Save & go"


def test_the_summary_follows_the_layout() -> None:
    form = Person({})
    form.helper.layout = Layout("born", "name")
    assert links(drawn(form)) == ["id_born_day", "id_name"]

"""Forms whose questions are said in words, and drawn by the design system.

A form lists its fields; everything that is words, or looks, stands beside them as data::

    class AboutThem(NHSForm):
        name = NHSTextField()
        born = NHSDateField(not_future=True)
        number_known = NHSYesNoField()
        nhs_number = NHSNumberField()

        labels = {"name": "Their full name"}
        legends = {"born": "When were they born?", "number_known": "Do you know their NHS number?"}
        error_words = {"name": "their full name", "born": "their date of birth"}
        reveals = {"number_known": {"yes": "nhs_number"}}
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .kept import fits, for_form, raw_answer
from .reveals import unasked
from .sentences import give_sentences

Words = dict[str, Any]


class Section(Fieldset):
    """A heading over some fields. Crispy would compile the heading as a template: it may hold a name."""

    def render(self, form: Any, context: Any, template_pack: str = "nhsuk", **kwargs: Any) -> SafeString:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        template = self.get_template_name(template_pack)
        return render_to_string(template, {"fieldset": self, "legend": self.legend, "fields": fields})


class NHSFormMixin(forms.BaseForm):
    """The words and the behaviour; for forms.Form, forms.ModelForm and the forms of other packages."""

    labels: ClassVar[Words] = {}  # name: label
    legends: ClassVar[Words] = {}  # name: the question over radios, checkboxes or date boxes
    hints: ClassVar[Words] = {}  # name: the line under the label
    item_hints: ClassVar[Words] = {}  # name: {value: the line under that answer}
    item_pictures: ClassVar[Words] = {}  # name: {value: the drawing beside that answer} (config/pictures.py)
    error_words: ClassVar[Words] = {}  # name: "the young person's name", or {code: a whole sentence}
    reveals: ClassVar[Words] = {}  # name: {value: name or names of the fields inside that answer}
    exclusive: ClassVar[Words] = {}  # name: the value that means "none of these"
    widths: ClassVar[Words] = {}  # name: 2, 3, 4, 5, 10, 20 or 30 characters
    autocomplete: ClassVar[Words] = {}  # name: token; only for what people say about themselves
    options: ClassVar[Words] = {}  # name: any other parameters of the component
    inline: ClassVar[tuple[str, ...]] = ()  # radios or checkboxes in one row
    fieldsets: ClassVar[list[tuple[str, list[str]]]] = []  # (heading, names): in the order of the page
    page_heading: ClassVar[str | None] = None  # the field whose label or legend is the page's h1
    heading_above: bool = False  # the page's own h1 says those words: the field's are for screen readers
    page_caption: ClassVar[str | None] = None  # the small line over that heading
    label_size: ClassVar[str | None] = "s"
    use_required_attribute = False  # the browser's own bubbles are not accessible: the server says it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, words in {**self.legends, **self.labels}.items():
            if name in self.fields:
                self.fields[name].label = words
        self._kept = for_form(self)

    def same_for_all(self, words: Iterable[str]) -> bool:
        """Whether a question in these words may be kept, and shown to others: only where a form says so."""
        return False

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """What a box holds at first: what was typed into it before and kept, or what the page knows."""
        if self._kept is not None and fits(self, self._kept):
            typed, answer = raw_answer(self, field_name, field, self._kept)
            if typed:
                return answer
        return super().get_initial_for_field(field, field_name)  # type: ignore[misc]

    @cached_property
    def helper(self) -> FormHelper:
        """For {% crispy form %}: the page writes the form tag and the token itself."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        if self.fieldsets:
            helper.layout = Layout(*(Section(heading, *names) for heading, names in self.fieldsets))
            helper.render_unmentioned_fields = True
        return helper

    @property
    def unasked(self) -> set[str]:
        """The fields that were not asked, because the answer that reveals them was not chosen."""
        return unasked(self) if self.is_bound else set()

    def _bound_items(self) -> Iterator[tuple[str, forms.BoundField]]:
        skipped = self.unasked
        bound_items = super()._bound_items()  # type: ignore[misc]
        return ((name, bound) for name, bound in bound_items if name not in skipped)

    def _clean_fields(self) -> None:
        give_sentences(self)
        self.cleaned_data.update({name: blank(self.fields[name]) for name in self.unasked})
        super()._clean_fields()  # type: ignore[misc]
        for name, value in self.exclusive.items():
            if len(chosen := self.cleaned_data.get(name) or []) > 1 and value in chosen:
                label = dict(self.fields[name].choices)[value]  # type: ignore[attr-defined]
                self.add_error(name, f"Tick “{label}” or the others, not both")


def blank(field: forms.Field) -> Any:
    """The value of a field that nobody was asked."""
    was, field.required = field.required, False
    try:
        return field.clean(None)
    finally:
        field.required = was


class NHSForm(NHSFormMixin, forms.Form):
    """The form to derive from."""


class NHSModelForm(NHSFormMixin, forms.ModelForm):
    """The same over a model."""


class NHSFormSet(forms.BaseFormSet):
    """Several forms of one kind, each under its own heading: "Person 1", "Person 2"."""

    item_words = "Item"
    default_error_messages = {
        "missing_management_form": "Part of this page was lost on the way. Open the page again",
        "too_many_forms": "There are too many here. Take some away",
        "too_few_forms": "There are too few here. Add some",
    }

    @cached_property
    def helper(self) -> FormHelper:
        """For {% crispy formset %}."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def add_fields(self, form: forms.BaseForm, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Take this away"

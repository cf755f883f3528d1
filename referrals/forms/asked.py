"""What the pages of every public form have in common: words said in a voice, in standard or easy words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from django.utils.html import escape

from accounts.models import Area
from config.easy import Easy, Idea
from config.nhsuk.forms import NHSForm
from referrals.steps import Answers, Sheet, Step
from referrals.voice import YOU, Voice, voice_of

Words = dict[str, Any]
CHOSEN = re.compile("[a-z_]+")  # how the answers that can be chosen are named


class StepForm(NHSForm):
    """One page of a form: its words are said in the voice of whoever fills it in.

    {who} and {whose} become "you", "your child" or a name. In easy read the words of the step's `Easy`
    stand in for these, field by field, and its ideas stand above the question, a picture each.
    """

    about_the_person: ClassVar[Words] = {}  # autocomplete tokens that fit only when that is the sender
    ideas: tuple[Idea, ...] = ()
    item_pictures: ClassVar[Words] = {}
    listed: tuple[tuple[str, str], ...] = ()  # what an answer is about, when it is about many things
    listed_words = ""
    beside: ClassVar[str] = ""  # a template that stands under the question: what helps to answer it

    def __init__(
        self,
        *args: Any,
        sheet: Sheet,
        step: Step,
        answers: Answers,
        areas: Iterable[Area] = (),
        easy: Easy | None = None,
        **kwargs: Any,
    ) -> None:
        self.answers, self.areas, voice = answers, list(areas), voice_of(answers, sheet.whom)
        self.easy, self.voice = easy, voice
        self.title = voice.say(easy.title if easy else step.title)
        self.page_caption = f"Part {step.part} of {len(sheet.parts)}: {sheet.parts[step.part - 1]}"
        self._say_words(voice)
        if voice is YOU:
            self.autocomplete = {**self.autocomplete, **self.about_the_person}
        kwargs.setdefault("initial", self.first_values() | dict(answers.get(step.key, {})))
        super().__init__(*args, **kwargs)
        self.prepare()
        if easy:
            self._simplify_choices(voice)

    def prepare(self) -> None:
        """Fit the fields to what was answered before; called once they are there."""

    def offer(self, name: str, labels: Mapping[str, str]) -> None:
        """The answers that can be chosen, their words said in this voice."""
        field: Any = self.fields[name]
        field.choices = [(key, self.voice.say(label)) for key, label in labels.items()]

    def _say_words(self, voice: Voice) -> None:
        for kind in ("labels", "legends", "hints", "item_hints"):
            setattr(self, kind, said(getattr(self, kind), voice.say))
        if easy := self.easy:
            self.ideas = tuple(Idea(idea.picture, voice.say(idea.words)) for idea in easy.ideas)
            labels = said(easy.labels, voice.say)
            self.labels = {**self.labels, **{k: v for k, v in labels.items() if k not in self.legends}}
            self.legends = {**self.legends, **{k: v for k, v in labels.items() if k in self.legends}}
            self.hints, self.item_hints = said(easy.hints, voice.say), {}
            self.item_pictures = easy.item_pictures
        if self.page_heading:
            self.legends = {**self.legends, self.page_heading: self.title}
        self.heading_above = bool(self.easy)  # its ideas stand between the heading and the question

    def _simplify_choices(self, voice: Voice) -> None:
        for name, items in (self.easy.items if self.easy else {}).items():
            if name in self.fields:
                field: Any = self.fields[name]
                field.choices = [
                    (key, voice.say(items[str(key)]) if str(key) in items else label)
                    for key, label in field.choices
                ]

    def first_values(self) -> Words:
        """What stands in the boxes before anybody has answered."""
        return {}

    def same_for_all(self, words: Iterable[str]) -> bool:
        """A question is the same for everybody unless it says what was typed, as a name is."""
        said = "\n".join(words)
        return not any(text in said or escape(text) in said for text in _typed(self.answers))

    def kept(self) -> Words:
        """What was cleaned, as JSON can keep it."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in self.cleaned_data.items()
        }


def _typed(answers: Answers) -> Iterator[str]:
    """What was written before in somebody's own words; the names of answers that were chosen are not."""
    for step, page in answers.items():
        for value in page.values():
            if isinstance(value, str) and value and (step == "name" or not CHOSEN.fullmatch(value)):
                yield value


def said(words: Mapping[str, Any], say: Any) -> Words:
    """A table of words, or of tables of words, with every one of them said."""
    return {key: said(text, say) if isinstance(text, Mapping) else say(text) for key, text in words.items()}

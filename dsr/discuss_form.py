"""The questions about one person at a meeting, and what was typed as the action takes it."""

from datetime import date
from typing import Any
from uuid import UUID

from config.nhsuk.fields import (
    NHSCheckboxesField,
    NHSCheckboxField,
    NHSRadiosField,
    NHSTextareaField,
    NHSTextField,
)
from config.nhsuk.forms import NHSForm
from dsr import ratings
from dsr.actions.meeting_decisions import Asked, Said
from dsr.meeting_drafts import EVERYBODY, FIELDS, ROWS, SETS, Typed, tidy
from dsr.typed_days import LIKE, NoDay, read_day

STAY = "stay"
ASKED = {
    "what": "What will be done?",
    "who": "Who does it?",
    "when": "By when?",
    "know": "How will we know?",
}
LONGEST = {"what": 1000, "who": 200, "when": 40, "know": 1000}
COLLEAGUES = "colleagues"  # the id of the list of names that the page offers for "Who does it?"


def _words(rows: int = 2) -> NHSTextareaField:
    return NHSTextareaField(max_length=4000, rows=rows, required=False)


def _criteria(colour: ratings.Colour) -> NHSCheckboxesField:
    return NHSCheckboxesField(choices=list(ratings.MEANINGS[colour].criteria.items()), required=False)


class DiscussForm(NHSForm):
    """What is said and decided about one person, on one page."""

    choice = NHSRadiosField(choices=[], required=False)
    red_criteria = _criteria(ratings.Colour.RED)
    amber_criteria = _criteria(ratings.Colour.AMBER)
    green_criteria = _criteria(ratings.Colour.GREEN)
    sure = NHSCheckboxField(required=False)
    reason = _words()
    discussion = _words(4)
    works = _words()
    must_change = _words()
    own_view = _words()
    words_for_person = NHSTextareaField(max_length=2000, rows=2, required=False)
    there = NHSCheckboxesField(required=False)
    next_look = NHSTextField(max_length=40, required=False)

    legends = {
        "choice": "Rating",
        "red_criteria": "What makes it red?",
        "amber_criteria": "What makes it amber?",
        "green_criteria": "What makes it green?",
        "there": "Who hears this one?",
    }
    labels = {
        "sure": "Yes, from red straight to green is right",
        "reason": "Why this rating?",
        "discussion": "Discussion",
        "works": "What works",
        "must_change": "What must change",
        "own_view": "What the person and the family say",
        "words_for_person": "Words for the person",
        "next_look": "Next look",
        **{f"{name}{row}": label for row in range(1, ROWS + 1) for name, label in ASKED.items()},
    }
    hints = {
        "words_for_person": "They and their family read these. Empty: as before.",
        "next_look": "For example 2 Dec or 2 weeks",
    }
    reveals = {"choice": {c.value: f"{c.value}_criteria" for c in ratings.BY_HAND}}
    widths = {"next_look": 10}
    options = {
        name: {"threshold": 75}
        for name in ("reason", "discussion", "works", "must_change", "own_view", "words_for_person")
    } | {f"who{row}": {"attributes": {"list": COLLEAGUES}} for row in range(1, ROWS + 1)}

    def __init__(
        self, *args: Any, now: ratings.Colour | None, room: dict[str, str], today: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.now, self.today, self.room = now, today, room
        self.typed: dict[str, Typed] = {}  # the fields as they stand, where the page is fresh
        self.fields["choice"].choices = _choices(now)
        self.fields["there"].choices = list(room.items())
        if now is not ratings.Colour.RED:
            del self.fields["sure"]
        for row in range(1, ROWS + 1):
            for name, label in ASKED.items():
                self.fields[f"{name}{row}"] = NHSTextField(
                    max_length=LONGEST[name], required=False, label=label
                )

    @property
    def offered(self) -> set[str]:
        """Those whom the page offered to tick: whoever came in since is not away."""
        return offered(self.data, self.room) if self.is_bound else set(self.room)

    @property
    def rows(self) -> list[tuple[int, list[Any]]]:
        """The recommendations' rows, each with its number and its boxes."""
        return [(row, [self[f"{name}{row}"] for name in ASKED]) for row in range(1, ROWS + 1)]

    @property
    def rows_in_use(self) -> int:
        """How many rows hold something; one more than that is shown."""
        used = [row for row, boxes in self.rows if any(box.value() for box in boxes)]
        return max(used, default=0)

    def clean_next_look(self) -> date | None:
        return self._day("next_look", "The next look")

    def _day(self, name: str, what: str) -> date | None:
        typed = self.cleaned_data.get(name)
        if not typed:
            return None
        try:
            day = read_day(typed, self.today)
        except NoDay as no_day:
            self.add_error(name, f"{what} {no_day}")
            return None
        if day < self.today:
            self.add_error(name, f"{what} must be today or later")
        return day

    def clean(self) -> dict[str, Any]:
        """A change has its reasons; red to green is asked twice; a recommendation says what, who and when."""
        found = super().clean() or self.cleaned_data
        colour = self._colour()
        if self.now is None and colour is None:
            self.add_error("choice", "Choose a rating: nobody has rated this person yet")
        if colour and not found.get("reason"):
            self.add_error("reason", "Say why this is the rating")
        if colour in (ratings.Colour.RED, ratings.Colour.AMBER) and not found.get(f"{colour}_criteria"):
            self.add_error(f"{colour}_criteria", f"Tick at least one thing that makes it {colour}")
        if colour and ratings.is_unlikely(colour, now=self.now) and not found.get("sure"):
            self.add_error("sure", "From red straight to green: tick the box if it is right")
        self.asked = tuple(filter(None, (self._asked(row) for row in range(1, ROWS + 1))))
        return found

    def _colour(self) -> ratings.Colour | None:
        choice = self.cleaned_data.get("choice")
        return ratings.Colour(choice) if choice and choice != STAY else None

    def _asked(self, row: int) -> Asked | None:
        what, who, when, know = (self.cleaned_data.get(f"{name}{row}") for name in ASKED)
        if not (what or who or when or know):
            return None
        if not what:
            self.add_error(f"what{row}", "Say what will be done")
        if not who:
            self.add_error(f"who{row}", "Name the person who will do it")
        if not when:
            self.add_error(f"when{row}", f"Enter by when, {LIKE}")
            return None
        day = self._day(f"when{row}", "The date")
        return Asked(what, who, day, know or "") if what and who and day else None

    def said(self) -> Said:
        """What the action takes."""
        data, colour = self.cleaned_data, self._colour()
        names = ("reason", "words_for_person", "discussion", "works", "must_change", "own_view", "next_look")
        hears = set(data["there"])
        return Said(
            colour=colour,
            criteria=tuple(data.get(f"{colour}_criteria") or ()) if colour else (),
            asked=self.asked,
            away=tuple(UUID(pk) for pk in self.room if pk in self.offered - hears),
            **{name: data[name] for name in names},
        )


def _choices(now: ratings.Colour | None) -> list[tuple[str, str]]:
    """Stay as it is, first; in hospital nothing else."""
    if now is ratings.Colour.BLUE:
        return [(STAY, "Stays blue: in hospital")]
    others = [(c.value, ratings.in_words(c)) for c in ratings.BY_HAND if c is not now]
    return [(STAY, f"Stay {ratings.MEANINGS[now].label.lower()}"), *others] if now else others


def as_initial(typed: dict[str, Typed], room: dict[str, str]) -> dict[str, Any]:
    """The fields as they stand, as the form shows them."""
    found: dict[str, Any] = {name: one.text for name, one in typed.items()}
    for name in SETS:
        found[name] = found[name].split(",") if found[name] else []
    if typed["there"].text == EVERYBODY:
        found["there"] = list(room)
    return found


def offered(data: Any, room: dict[str, str]) -> set[str]:
    """Who of the room stood on the page that was sent; all of them where it does not say."""
    return set(data["offered"].split(",")) & set(room) if data.get("offered") else set(room)


def as_sent(data: Any, room: dict[str, str]) -> dict[str, str]:
    """What a whole form was sent with, field by field, as drafts are kept."""
    sent = {name: ",".join(data.getlist(name)) if name in SETS else data.get(name, "") for name in FIELDS}
    if set(data.getlist("there")) >= offered(data, room):
        sent["there"] = EVERYBODY
    return {name: tidy(name, text) for name, text in sent.items()}

"""The questions after a rating: what came of offering a keyworker, and how the person was told."""

from datetime import date
from typing import Any

from config.nhsuk.fields import NHSDateField, NHSRadiosField, NHSTextareaField
from config.nhsuk.forms import NHSForm
from dsr.keyworker_offers import OFFER_LABELS, OFFER_MOVES, OfferState

QUICKLY = {"person": "In person, by {}.", "phone": "On the phone, by {}.", "letter": "In a letter, by {}."}


class OfferForm(NHSForm):
    """A keyworker was offered, or what came of it. `now` is what was recorded last."""

    state = NHSRadiosField(choices=[])
    on = NHSDateField(not_future=True)
    words = NHSTextareaField(max_length=1000, rows=2, required=False)
    legends = {"state": "How does it stand?", "on": "Since which day?"}
    labels = {"words": "What they said"}
    error_words = {"state": {"required": "Say how it stands"}, "on": "the day"}

    def __init__(self, *args: Any, now: OfferState | None, **options: Any) -> None:
        super().__init__(*args, prefix="offer", **options)
        self.fields["state"].choices = [(s.value, OFFER_LABELS[s]) for s in OFFER_MOVES[now]]

    def facts(self) -> dict[str, Any]:
        """What `offer_keyworker` asks for."""
        return {**self.cleaned_data, "state": OfferState(self.cleaned_data["state"])}


class ToldForm(NHSForm):
    """How and when the person was told about the rating."""

    how = NHSTextareaField(max_length=1000, rows=2)
    on = NHSDateField(not_future=True)
    labels = {"how": "How, and by whom?"}
    legends = {"on": "On which day?"}
    hints = {"how": "For example: at home, with pictures, by Priya."}
    error_words = {
        "how": {"words": "how they were told", "required": "Say how they were told"},
        "on": "the day they were told",
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, prefix="told", **options)


def quickly(way: str, name: str, today: date) -> dict[str, Any] | None:
    """What one press means: told today, in that way, by whoever presses; None for no known way."""
    return {"how": QUICKLY[way].format(name), "on": today} if way in QUICKLY else None

"""How somebody wants to come back, and what they know when they do."""

from typing import Any

from config.nhsuk.fields import NHSCheckboxField, NHSDateField, NHSEmailField, NHSRadiosField, NHSTextField
from config.nhsuk.forms import NHSForm
from referrals.coming_back import Fact, plain_word

SHORTEST = 4  # letters of a word of their own


class SaveForLater(NHSForm):
    fact_is = NHSRadiosField(
        choices=[(Fact.BORN, "The date of birth on this form"), (Fact.WORD, "A word that I choose")]
    )
    word = NHSTextField(max_length=60)
    by_email = NHSCheckboxField(required=False)
    email = NHSEmailField(max_length=254)

    legends = {"fact_is": "What will you tell us when you come back?"}
    labels = {
        "word": "Your word",
        "by_email": "Send me a link by e-mail as well",
        "email": "E-mail address",
    }
    hints = {
        "fact_is": "We ask for it, so that nobody else can read your answers.",
        "word": "At least 4 letters. Choose one that others around you do not guess.",
        "by_email": "The e-mail does not say what the form is about.",
    }
    reveals = {"fact_is": {Fact.WORD: "word"}, "by_email": {"True": "email"}}
    widths = {"word": 20}
    error_words = {
        "fact_is": {"required": "Choose what you will tell us"},
        "word": {"words": "your word", "required": "Enter your word"},
        "email": {
            "words": "the e-mail address",
            "required": "Enter an e-mail address",
            "invalid": "Enter an e-mail address like name@example.com",
        },
    }

    def __init__(self, *args: Any, born: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.born = born
        if not born:  # nobody has said it yet, so a word is all there is to choose
            del self.fields["fact_is"]
            self.reveals = {"by_email": {"True": "email"}}
            self.labels = {**self.labels, "word": "Choose a word that only you know"}
            self.fields["word"].label = self.labels["word"]

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"]
        if word and len(plain_word(word)) < SHORTEST:
            self.add_error("word", f"Choose a word of at least {SHORTEST} letters or numbers")
        return word

    @property
    def fact(self) -> tuple[Fact, str]:
        """Which fact it is, and the fact as it is compared."""
        if self.born and self.cleaned_data["fact_is"] == Fact.BORN:
            return Fact.BORN, self.born
        return Fact.WORD, plain_word(self.cleaned_data["word"])

    @property
    def address(self) -> str:
        return self.cleaned_data["email"] if self.cleaned_data["by_email"] else ""


class SecondFact(NHSForm):
    """What was chosen when they stopped: a date of birth or a word. One of the two is enough."""

    date_of_birth = NHSDateField(required=False)
    word = NHSTextField(max_length=60, required=False)

    legends = {"date_of_birth": "Date of birth"}
    labels = {"word": "Or your word"}
    hints = {
        "date_of_birth": "Of the person the form is about. For example, 15 3 2009.",
        "word": "Only if you chose one when you stopped.",
    }
    widths = {"word": 20}
    error_words = {"date_of_birth": "the date of birth", "word": "your word"}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not self.errors and not found.get("date_of_birth") and not found.get("word"):
            self.add_error("date_of_birth", "Enter the date of birth, or your word")
        return found

    @property
    def fact(self) -> str:
        """The fact as it is compared."""
        born, word = self.cleaned_data.get("date_of_birth"), self.cleaned_data.get("word")
        return plain_word(word) if word else born.isoformat() if born else ""


class ComeBack(SecondFact):
    code = NHSTextField(max_length=40)

    field_order = ("code", "date_of_birth", "word")
    labels = {**SecondFact.labels, "code": "Your code"}
    hints = {
        **SecondFact.hints,
        "code": "It looks like ABCD-EFGH-JKLM-N. Capitals and hyphens do not matter.",
    }
    widths = {**SecondFact.widths, "code": 20}
    error_words = {**SecondFact.error_words, "code": "your code"}

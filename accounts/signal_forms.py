"""What somebody made of a look that stood out."""

from accounts.signal_kinds import VERDICT_CHOICES, Verdict
from config.nhsuk.fields import NHSRadiosField, NHSTextareaField
from config.nhsuk.forms import NHSForm


class VerdictForm(NHSForm):
    """A verdict, and the words behind it."""

    verdict = NHSRadiosField(choices=VERDICT_CHOICES)
    words = NHSTextareaField(max_length=1000, rows=4)

    legends = {"verdict": "What came of it?"}
    labels = {"words": "What did you find out?"}
    hints = {
        "words": "Kept with your name. Whom did you ask, what did they say, and what happens now? "
        "Leave out the name of the person whose record it is."
    }
    item_hints = {"verdict": {Verdict.ASKED: "It stays on the list until you have the answer."}}
    error_words = {
        "verdict": {"required": "Choose what came of it"},
        "words": {"words": "what you found out", "required": "Say what you found out"},
    }

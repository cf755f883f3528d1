"""Saying that you disagree."""

from config.nhsuk.fields import NHSTextareaField
from config.nhsuk.forms import NHSForm


class Disagree(NHSForm):
    words = NHSTextareaField(max_length=5000, rows=7)

    labels = {"words": "What do you not agree with?"}
    hints = {"words": "Use your own words. One sentence is enough."}
    error_words = {"words": "what you do not agree with"}

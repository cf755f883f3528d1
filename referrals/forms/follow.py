"""What somebody must know to see where their form is."""

from config.nhsuk.fields import NHSDateField, NHSTextField
from config.nhsuk.forms import NHSForm


class Track(NHSForm):
    reference = NHSTextField(max_length=40)
    date_of_birth = NHSDateField()

    labels = {"reference": "Reference"}
    legends = {"date_of_birth": "Date of birth"}
    hints = {
        "reference": "It looks like ABCD-EFGH-J. Capitals and hyphens do not matter.",
        "date_of_birth": "Of the person the form is about. For example, 15 3 2009.",
    }
    error_words = {"reference": "the reference", "date_of_birth": "the date of birth"}
    widths = {"reference": 20}

"""Standard words or easy read: one choice, made on any page and kept. Pure."""

from enum import StrEnum


class Style(StrEnum):
    """How the pages speak."""

    STANDARD = "standard"
    EASY = "easy"


OTHER = {Style.STANDARD: Style.EASY, Style.EASY: Style.STANDARD}
LABELS = {Style.STANDARD: "Standard words", Style.EASY: "Easy read"}


def read_style(text: object) -> Style:
    """The style that a session or a form names; standard for anything else."""
    return Style.EASY if text == Style.EASY else Style.STANDARD

"""Cells of a spreadsheet file that no spreadsheet runs. Pure.

A text that begins like a formula is prefixed with an apostrophe, and so stays text: `=HYPERLINK(…)`,
`@SUM`, a phone number with its plus (ASVS 1.2.10). A number that is one, also a negative, stays one.
"""

from datetime import date

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
# Full-width forms of the same signs, which some spreadsheets read alike.
ALSO = ("\uff1d", "\uff0b", "\uff0d", "\uff20")


def cell(value: str | int | date | None) -> str | int:
    """One value, made safe; a date as year-month-day, nothing as an empty text."""
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    looks_like_one = text.startswith(STARTS_A_FORMULA) or text.lstrip(" \u00a0").startswith(
        (*STARTS_A_FORMULA, *ALSO)
    )
    text = text.replace("\0", "")
    return f"'{text}" if looks_like_one else text

"""Dates of birth, in the ways people write them. Pure."""

import re
from calendar import month_abbr, month_name
from datetime import date

MONTHS = {
    name.lower(): place for names in (month_name, month_abbr) for place, name in enumerate(names) if name
}
MONTHS["sept"] = 9
WORD = r"([a-z]{3,9})\.?,?"
NUMBERS = re.compile(r"(\d{1,2})[/.\s-]+(\d{1,2})[/.\s-]+(\d{4}|\d{2})")
ISO = re.compile(r"(\d{4})[/.\s-]+(\d{1,2})[/.\s-]+(\d{1,2})")
TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[\s-]*(?:of\s+)?{WORD}[\s-]*(\d{{4}}|\d{{2}})")
MONTH_FIRST = re.compile(rf"{WORD}\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}|\d{{2}})")
BEFORE = re.compile(r"^(?:d\.?o\.?b\.?|born(?: on)?|date of birth)\b[:\s.]*")


def read_born(text: str, today: date) -> date | None:
    """The day that was meant, day before month as in Britain; None when it is no day, or not past yet.

    "2/3/11", "2.3.2011", "02 03 2011", "020311", "2011-03-02", "2 March 2011", "2nd Mar 11",
    "March 2, 2011". A year of two digits is the latest one that is not after today's.
    """
    text = BEFORE.sub("", " ".join(text.lower().split()))
    for pattern, order in ((NUMBERS, "dmy"), (ISO, "ymd"), (TOGETHER, "dmy"), (DAY_FIRST, "dmy"),
                           (MONTH_FIRST, "mdy")):  # fmt: skip
        found = pattern.fullmatch(text)
        if found:
            parts = dict(zip(order, found.groups(), strict=True))
            return _day(parts["d"], parts["m"], parts["y"], today)
    return None


def _day(day: str, month: str, year: str, today: date) -> date | None:
    number = MONTHS.get(month) if month.isalpha() else int(month)
    full = int(year)
    if len(year) == 2:
        full += today.year // 100 * 100
        full -= 100 if full > today.year else 0
    try:
        born = date(full, number or 0, int(day))
    except ValueError:
        return None
    return born if born <= today else None

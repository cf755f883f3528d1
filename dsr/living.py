"""Where somebody lives, and how old they are, in the few groups by which a list is narrowed. Pure.

The settings are those that area forms and national returns tell apart, the common ones [U]; 38 and 52
weeks are the two kinds of residential school placement [N]. The age bands are a product default [D]:
16 and 18 are where consent and services change, 25 is where an EHC plan ends.
"""

from datetime import date
from enum import StrEnum

from dsr.days import add_months


class Setting(StrEnum):
    """Where the person lives now; "not known" is said, never guessed."""

    NOT_KNOWN = "not_known"
    FAMILY = "family"
    OWN_HOME = "own_home"
    SUPPORTED = "supported"
    RESIDENTIAL_CARE = "residential_care"
    FOSTER = "foster"
    SCHOOL_38 = "school_38"
    SCHOOL_52 = "school_52"
    HOSPITAL = "hospital"
    CUSTODY = "custody"
    OTHER = "other"


SETTING_LABELS = {
    Setting.NOT_KNOWN: "Not known",
    Setting.FAMILY: "At home with family",
    Setting.OWN_HOME: "Their own home",
    Setting.SUPPORTED: "Supported living",
    Setting.RESIDENTIAL_CARE: "Residential care",
    Setting.FOSTER: "Foster care",
    Setting.SCHOOL_38: "Residential school, 38 weeks",
    Setting.SCHOOL_52: "Residential school, 52 weeks",
    Setting.HOSPITAL: "Hospital",
    Setting.CUSTODY: "Custody",
    Setting.OTHER: "Somewhere else",
}

# Key: the label, the first age in it, and the first age above it.
AGE_BANDS: dict[str, tuple[str, int, int | None]] = {
    "0-13": ("Under 14", 0, 14),
    "14-15": ("14 or 15", 14, 16),
    "16-17": ("16 or 17", 16, 18),
    "18-25": ("18 to 25", 18, 26),
    "26-64": ("26 to 64", 26, 65),
    "65": ("65 or over", 65, None),
}
UNDER_18 = ("0-13", "14-15", "16-17")


def born_between(band: str, today: date) -> tuple[date | None, date | None]:
    """Whoever is in the band today was born after the first day and not after the second.

    None is no limit. Somebody born on 29 February is a year older on 1 March of other years.
    """
    _, youngest, above = AGE_BANDS[band]
    after = add_months(today, -12 * above) if above is not None else None
    return after, add_months(today, -12 * youngest) if youngest else None

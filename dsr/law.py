"""Under which law somebody is in hospital: the sections of the Mental Health Act 1983 that stays name. Pure.

The list follows the legal status codes that NHS mental health records use, the common ones [U].
"""

from enum import StrEnum


class Section(StrEnum):
    """A legal status; "informal" is a status like any other, and "not known" is said, never guessed."""

    NOT_KNOWN = "not_known"
    INFORMAL = "informal"
    S2 = "2"
    S3 = "3"
    S4 = "4"
    S5_2 = "5(2)"
    S5_4 = "5(4)"
    S35 = "35"
    S36 = "36"
    S37 = "37"
    S37_41 = "37/41"
    S38 = "38"
    S45A = "45A"
    S47 = "47"
    S47_49 = "47/49"
    S48 = "48"
    S48_49 = "48/49"
    S136 = "136"
    RECALL = "17E"
    OTHER = "other"


SECTION_LABELS = {
    Section.NOT_KNOWN: "Not known yet",
    Section.INFORMAL: "Informal (not detained)",
    Section.S2: "Section 2: assessment, up to 28 days",
    Section.S3: "Section 3: treatment, up to 6 months",
    Section.S4: "Section 4: emergency, up to 72 hours",
    Section.S5_2: "Section 5(2): doctor’s holding power, up to 72 hours",
    Section.S5_4: "Section 5(4): nurse’s holding power, up to 6 hours",
    Section.S35: "Section 35: sent by a court for a report",
    Section.S36: "Section 36: sent by a court for treatment",
    Section.S37: "Section 37: hospital order",
    Section.S37_41: "Section 37/41: hospital order with restrictions",
    Section.S38: "Section 38: interim hospital order",
    Section.S45A: "Section 45A: hospital and limitation directions",
    Section.S47: "Section 47: moved from prison",
    Section.S47_49: "Section 47/49: moved from prison, with restrictions",
    Section.S48: "Section 48: moved from prison, not yet sentenced",
    Section.S48_49: "Section 48/49: moved from prison, not yet sentenced, with restrictions",
    Section.S136: "Section 136: place of safety, up to 24 hours",
    Section.RECALL: "Recalled from a community treatment order",
    Section.OTHER: "Something else",
}
DETAINED = frozenset(Section) - {Section.NOT_KNOWN, Section.INFORMAL, Section.OTHER}

"""What was filled in on our PDF. A stranger's file: read within bounds, never kept, never believed."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from config.refused import Refused

MOST_FIELDS = 2000
LONGEST = 10_000  # characters of one answer
NOT_OURS = "This PDF has no fields of our form. Type its answers in instead, with “On paper”"
BROKEN = "This PDF cannot be read. Save it again, or type its answers in instead"
LOCKED = "This PDF is locked with a password. Ask for one that is not"
TICKED_NOT = ("", "/Off")


def fields_of(content: bytes) -> dict[str, str]:
    """The filled-in fields, by name; refuses a file that is not a PDF with fields.

    A ticked box says "on"; one that is not ticked, and a field left empty, is left out.
    """
    if not content.startswith(b"%PDF-"):
        raise Refused("Choose a PDF file")
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise Refused(LOCKED)
        found = reader.get_fields() or {}
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError) as broken:
        raise Refused(BROKEN) from broken
    if not any("." in name for name in found) or len(found) > MOST_FIELDS:
        raise Refused(NOT_OURS)
    said = {str(name): _said(field) for name, field in found.items()}
    return {name: words for name, words in said.items() if words}


def _said(field: Any) -> str:
    value = str(field.get("/V", "") or "")
    if field.get("/FT") == "/Btn":
        return "" if value in TICKED_NOT else "on"
    return value.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST]

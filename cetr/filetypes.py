"""Which files a panel's pack takes: the end of the name and the first bytes must agree. Pure."""

from pathlib import PurePath

from config.refused import Refused

ENDS = {".pdf": "pdf", ".png": "png", ".jpg": "jpg", ".jpeg": "jpg"}
BEGINS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
MIME = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg"}


def format_of(name: str, head: bytes) -> str:
    """pdf, png or jpg; refuses anything else, and a file that is not what its name says."""
    kind = ENDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise Refused("Choose a PDF, PNG or JPEG file")
    if not head.startswith(BEGINS[kind]):
        raise Refused(f"This file is not really a {kind.upper()}. Save it again as PDF, PNG or JPEG")
    return kind

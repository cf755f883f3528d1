"""Text that people type or paste: put in one shape, and counted as the browser counts it."""

import unicodedata

UNUSUAL = "Remove the unusual characters. They may have come in with text you pasted."
# They turn the reading direction round, so that a name or a file can look like another one.
TURNS_READING_ROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
NEW_LINES = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n"}


def with_plain_lines(text: str) -> str:
    """The same text with every kind of line end as one newline."""
    for odd, plain in NEW_LINES.items():
        text = text.replace(odd, plain)
    return text


def tidy_text(text: str) -> str:
    """One shape for the same text: plain line ends, composed accents, nothing round it."""
    return unicodedata.normalize("NFC", with_plain_lines(text)).strip().strip("\ufeff")


def on_one_line(text: str) -> str:
    """Single spaces only: a line break pasted into a single-line box was a space to whoever pasted it."""
    return " ".join(text.split())


def has_unusual_characters(text: str) -> bool:
    """Control characters other than newline and tab, half characters, and turns of direction."""
    return any(
        character in TURNS_READING_ROUND
        or (unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t")
        for character in with_plain_lines(text)
    )


def browser_length(text: str) -> int:
    """How long the browser says it is: UTF-16 units, a line end counting as one."""
    return len(with_plain_lines(text).encode("utf-16-le", "surrogatepass")) // 2

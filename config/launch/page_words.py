"""The words of a template as a reader meets them: a block each, without tags. For the rules of plain words.

Every branch of an {% if %} is read. Where branches stand inside one sentence the longest is taken, so that
no sentence is shorter here than on somebody's screen.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape

PIECE = re.compile(r"(\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\})", re.DOTALL)
NOT_READ = re.compile(r"\{% comment.*?endcomment %\}|<!--.*?-->|<(svg|script)\b.*?</\1>", re.DOTALL)
BLOCK_TAG = re.compile(
    r"</?(?:p|h[1-6]|li|[uod]l|d[td]|div|section|nav|main|header|footer|aside|article|form|fieldset|legend|label"
    r"|button|summary|details|table|thead|tbody|tr|t[dh]|caption|option|br|hr|title|blockquote|figure)\b[^>]*>",
    re.IGNORECASE,
)
ANY_TAG = re.compile(r"<[^>]*>")
# What a component says: {% nhsuk "button" text="Start now" %}; and what is put together for one to say.
SAYS = re.compile(r'\b(?:text|heading|title|summary_text|label|hint)="([^"]+)"')
WITH = re.compile(r'"([^"]+)"((?:\|add:(?:[\w.]+|"[^"]*"))*)')
INCLUDED = re.compile(r'\{% include "([^"]+)"')
# Items of these are lines, not elements.
LINES = re.compile(r'(\{% nhsukblock "do-dont-list".*?%\})(.*?)(\{% endnhsukblock %\})', re.DOTALL)
OPENS = {"if", "for", "with", "block", "nhsukblock", "blocktranslate"}
ELSE = {"else", "elif", "empty"}
VALUE = "Jay"  # a value of a page, as one word


def blocks(source: str, other: Callable[[str], str] = lambda name: "") -> list[str]:
    """The blocks of text of a template; `other` gives the source of one that it includes."""
    lined = LINES.sub(lambda found: found[1] + re.sub(r"\n", "<br>", found[2]) + found[3], source)
    html = _read(iter(PIECE.split(NOT_READ.sub("", lined))), other)[0]
    broken = BLOCK_TAG.sub("\0", html)
    plain = (unescape(ANY_TAG.sub("", part)) for part in broken.split("\0"))
    return [block for part in plain if re.search(r"\w", block := " ".join(part.split()))]


def _read(pieces: Iterator[str], other: Callable[[str], str]) -> tuple[str, str]:
    """Text up to the tag that ends this level, and that tag's word."""
    text = ""
    for piece in pieces:
        if piece.startswith("{{"):
            text += VALUE
        elif not piece.startswith("{%"):
            text += "" if piece.startswith("{#") else piece
        else:
            word = piece[2:-2].split()[0]
            if word in ELSE or word.startswith("end"):
                return text, word
            text += _tag(word, piece, pieces, other)
    return text, ""


def _tag(word: str, piece: str, pieces: Iterator[str], other: Callable[[str], str]) -> str:
    said = "".join(f"<br>{words}<br>" for words in SAYS.findall(piece))
    if word == "include" and (found := INCLUDED.match(piece)):
        return blocks_or_words(other(found.group(1)), other)
    if word == "with":
        said += "".join(f"<br>{_put_together(*found)}<br>" for found in WITH.findall(piece))
    if word not in OPENS:
        return said
    branches, ended = [], "else"
    while ended in ELSE:
        branch, ended = _read(pieces, other)
        branches.append(branch)
    return said + _together(branches)


def blocks_or_words(source: str, other: Callable[[str], str]) -> str:
    """What an included template adds to the text round it."""
    return _read(iter(PIECE.split(NOT_READ.sub("", source))), other)[0]


def _put_together(first: str, more: str) -> str:
    """The words of "Send to "|add:team.name|add:" team"."""
    added = re.findall(r'\|add:(?:[\w.]+|"([^"]*)")', more)
    return first + "".join(words or VALUE for words in added)


def _together(branches: list[str]) -> str:
    if any(BLOCK_TAG.search(branch) for branch in branches):
        return "\n".join(branches)
    return max(branches, key=lambda branch: len(ANY_TAG.sub("", branch).split()))

"""HTML as a tree that can be compared and searched: no white space, no order of attributes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

# What our pages are made of. A page with anything else in it goes through Python's parser, which knows all
# of HTML and takes nearly twice as long.
TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[^\s=/>"'<]+(?:="[^"]*")?)*)\s*(/?)>""")
ATTRIBUTE = re.compile(r"""([^\s=/>"'<]+)(?:="([^"]*)")?""")
DOCTYPE = re.compile(r"(?i)\s*<!doctype html>")
NOT_OURS = re.compile(r"(?i)<!(?!doctype html>)|<(script|style)\b[^>]*>(?!</\1>)")
EMPTY = {"area", "br", "hr", "img", "input", "link", "meta", "path", "source", "wbr"}


@dataclass(slots=True)
class Element:
    """A tag with its attributes, and what is inside: elements and texts."""

    tag: str
    attrs: dict[str, str | None] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """Every element under this one, in the order of the page."""
        for child in self.inside:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def all(self, tag: str | None = None, **attrs: str) -> list["Element"]:
        """The elements with this tag and these attributes; `class_` is any one of the classes."""
        return [e for e in self.walk() if tag in (None, e.tag) and all(e.has(k, v) for k, v in attrs.items())]

    def one(self, tag: str | None = None, **attrs: str) -> "Element":
        """The only such element."""
        (found,) = self.all(tag, **attrs)
        return found

    def has(self, name: str, value: str) -> bool:
        if name == "class_":
            return value in (self.attrs.get("class") or "").split()
        return self.attrs.get(name) == value

    @property
    def text(self) -> str:
        """The words inside, with single spaces."""
        return " ".join(" ".join(c if isinstance(c, str) else c.text for c in self.inside).split())

    @property
    def ids(self) -> list[str]:
        return [e.attrs["id"] or "" for e in self.walk() if "id" in e.attrs]


class TreeBuilder(HTMLParser):
    """Builds the tree, and remembers whether tags closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if known.get("class"):
            known["class"] = " ".join(sorted((known["class"] or "").split()))
        element = Element(tag, known)
        self.open[-1].inside.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.open[-1].inside.append(words)


def tree(html: str) -> Element:
    """The tree of a piece of HTML. Tags that do not close in order are refused."""
    builder = TreeBuilder()
    if not _read_quickly(builder, html):
        builder = TreeBuilder()
        builder.feed(html)
        builder.close()
    assert builder.open == [builder.root], f"<{builder.open[-1].tag}> is not closed"
    return builder.root


def _read_quickly(builder: TreeBuilder, html: str) -> bool:
    """Tell the builder of every tag and text, as the parser would; False where the page is none of ours."""
    if NOT_OURS.search(html):
        return False
    begins = DOCTYPE.match(html)
    at = begins.end() if begins else 0
    for tag in TAG.finditer(html, at):
        text, at = html[at : tag.start()], tag.end()
        if "<" in text:
            return False
        builder.handle_data(unescape(text))
        ends, name, facts, empty = tag.groups()
        if ends:
            builder.handle_endtag(name.lower())
        else:
            read = builder.handle_startendtag if empty else builder.handle_starttag
            read(name.lower(), [(a[1].lower(), _value(a[2])) for a in ATTRIBUTE.finditer(facts)])
    builder.handle_data(unescape(html[at:]))
    return "<" not in html[at:]


def _value(words: str | None) -> str | None:
    return words if words is None else unescape(words)

"""HTML as a tree that can be compared and searched: no white space, no order of attributes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = {"area", "br", "hr", "img", "input", "link", "meta", "path", "source", "wbr"}


@dataclass
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
    builder.feed(html)
    builder.close()
    assert builder.open == [builder.root], f"<{builder.open[-1].tag}> is not closed"
    return builder.root

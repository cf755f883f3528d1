"""Going everywhere somebody can get to from their own home page, by the links and forms they are shown."""

import re
from collections import Counter, deque
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qs, urljoin, urlsplit

from django.db.models import Max
from django.test import Client

from accounts.models import AccessLogEntry
from tests.access.scene import Dossier, Scene
from tests.nhsuk.dom import Element, tree
from tests.visits import body

HOME = "/home/"
# A filter or an order has many values, and each page of it leads to all the others.
VARIANTS = 2
FURTHEST = 1_500  # pages a persona; a house where this is not enough has a page that makes new addresses
BLANKS = re.compile(r"\s|&nbsp;")  # of every kind: \s knows the narrow and the unbreakable too


@dataclass(frozen=True)
class Seen:
    """One page as one persona saw it: what was on it, and whom the visit put on record."""

    who: str
    path: str
    status: int
    html: str
    looks: frozenset[str]

    def __str__(self) -> str:
        return f"{self.who} at {self.path}"

    def betrays(self, dossier: Dossier) -> set[str]:
        """Which of the things planted about somebody stand on this page."""
        found = {kind for kind, words in dossier.planted.items() if words.lower() in self.lower}
        found |= {kind for kind in ("number", "phone") if BLANKS.sub("", dossier.planted[kind]) in self.bare}
        return found | ({"name"} if dossier.person.given_name.lower() in self.lower else set())

    def tells(self, dossier: Dossier) -> set[str]:
        """The same, without what the one who searched had typed themselves."""
        return self.betrays(dossier) - ({"name", "number"} if self.searched else set())

    @cached_property
    def lower(self) -> str:
        return self.html.lower()

    @cached_property
    def bare(self) -> str:
        return BLANKS.sub("", self.html)

    @property
    def searched(self) -> bool:
        return self.path.startswith("/search/ {")


def crawl(scene: Scene, who: str, browser: Client) -> list[Seen]:
    """Every page that `who` reaches from home, each once; then what a search for each person finds."""
    found: list[Seen] = []
    waiting, known, ways = deque([HOME]), {HOME}, Counter[tuple[str, tuple[str, ...]]]()
    while waiting:
        assert len(found) < FURTHEST, f"{who} never comes to an end: {list(waiting)[:9]}"
        seen = _visit(who, browser, waiting.popleft())
        found.append(seen)
        for path in sorted(_ways_on(seen) - known):
            known.add(path)
            address, _, query = path.partition("?")
            way = (address, tuple(sorted(parse_qs(query))))
            ways[way] += 1
            if not query or ways[way] <= VARIANTS:
                waiting.append(path)
    if any("/search/" in seen.html for seen in found):
        for dossier in scene.dossiers.values():
            words = [dossier.person.family_name, dossier.person.nhs_number, dossier.person.given_name[:5]]
            found += [_visit(who, browser, "/search/", {"q": word}) for word in words]
    return found


def _visit(who: str, browser: Client, path: str, sent: dict[str, str] | None = None) -> Seen:
    latest = AccessLogEntry.objects.aggregate(Max("pk"))["pk__max"] or 0
    answer = browser.get(path) if sent is None else browser.post(path, sent)
    html = body(answer)
    if answer.status_code in (301, 302):
        html = f'<a href="{answer["Location"]}"></a>'
    shown = AccessLogEntry.objects.filter(pk__gt=latest).values_list("people", flat=True)
    looks = frozenset(str(person) for people in shown for person in people)
    return Seen(who, path if sent is None else f"{path} {sent}", answer.status_code, html, looks)


def _ways_on(seen: Seen) -> set[str]:
    """The addresses of our own that a page leads to: its links, and where its GET forms go."""
    if not seen.html.lstrip().startswith("<"):
        return set()
    page = tree(seen.html)
    links = [link.attrs.get("href") for link in page.all("a")]
    links += [_sent_as_it_is(form) for form in page.all("form") if form.attrs.get("method", "get") == "get"]
    found = set()
    for link in filter(None, links):
        parts = urlsplit(urljoin(seen.path, link))
        if not parts.netloc and parts.scheme == "" and not parts.path.startswith("/static/"):
            found.add(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def _sent_as_it_is(form: Element) -> str:
    """Where a GET form leads when its button is pressed and nothing is chosen."""
    return form.attrs.get("action") or "?"

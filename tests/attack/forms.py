"""Every form of the house, as it stands on the pages, and how to fill one in."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve, reverse
from django.utils import timezone

from tests.access import table
from tests.access.cases import ABOUT_NOBODY, EVERYBODY, PATTERNS, cases, pages, ways
from tests.access.scene import Scene
from tests.attack.states import states
from tests.nhsuk.dom import Element, tree
from tests.visits import body

NOT_TYPED = {"submit", "button", "image", "reset"}
PDF = b"%PDF-1.4\n%nothing much\n%%EOF\n"


@dataclass
class Box:
    """One box of a form: what kind, what stands in it, and what can be chosen."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    longest: int = 10_000

    def filled(self) -> Any:
        """Something that this box takes."""
        today = timezone.localdate()
        if self.name.endswith(("_day", "_month", "_year")):
            later = today if "due" not in self.name else today + timedelta(days=5)
            return str(getattr(later, self.name.rsplit("_", 1)[1]))
        if self.kind == "file":
            return SimpleUploadedFile("words.pdf", PDF)
        if self.options:
            return self.value if self.value in self.options else self.options[0]
        if self.value:
            return self.value
        words = {"email": "somebody@example.org", "tel": "01632 960 001", "password": "not the password"}
        return words.get(self.kind, "Write the plan (CAMHS)")[: self.longest]


@dataclass
class Form:
    """A form that `who` is shown on `page`, and where it is sent."""

    page: str
    who: str
    path: str
    action: str
    boxes: dict[str, Box]

    def __str__(self) -> str:
        return f"{self.who} at {self.path} → {self.action}"

    @property
    def name(self) -> str:
        """The name of the page that it is sent to."""
        return resolve(urlsplit(self.action).path).url_name

    def filled(self, **instead: Any) -> dict[str, Any]:
        """The form as somebody fills it in, with other words in some boxes."""
        sent = {box.name: box.filled() for box in self.boxes.values() if box.kind != "checkbox"}
        return {name: value for name, value in (sent | instead).items() if value is not None}


def every_form(scene: Scene) -> list[Form]:
    """The forms on every page, each for the first who is shown it and may send it.

    An open page shows its own forms to whichever role comes; what else stands on it stands on every page.
    """
    found: dict[tuple[str, ...], Form] = {}
    for page in sorted(name for name in pages() if "GET" in ways(name)):
        everybody = shown_to(page)
        if page in table.OPEN:
            everybody = [(who, about) for who, about in everybody if who in (EVERYBODY[0], *table.OUTSIDE)]
        for who, relation in everybody:
            ids = scene.ids("mine" if relation == ABOUT_NOBODY else relation)
            path = reverse(page, kwargs={name: ids[name] for name in PATTERNS[page].pattern.converters})
            for form in forms_on(page, who, path, body(scene.browser(who).get(path))):
                found.setdefault((form.name, *sorted(form.boxes)), form)
    for who, path in states(scene):
        for form in forms_on(
            resolve(urlsplit(path).path).url_name, who, path, body(scene.browser(who).get(path))
        ):
            found.setdefault((form.name, *sorted(form.boxes)), form)
    return list(found.values())


def shown_to(
    page: str, about: tuple[str, ...] = ("mine", "granted", "during", ABOUT_NOBODY)
) -> list[tuple[str, str]]:
    """To whom, and about which of these records, a page is shown."""
    inside = [*table.OPEN, *table.BEFORE_THE_FACTOR]
    return [
        (case.who, case.relation)
        for case in cases(page, "GET")
        if case.answer == "yes"
        and case.relation in about
        and (case.who not in table.OUTSIDE or page in inside)
    ]


def forms_on(page: str, who: str, path: str, html: str) -> list[Form]:
    if not html.lstrip().startswith("<"):
        return []
    found = []
    try:
        whole = tree(html)
    except AssertionError as error:
        error.add_note(f"{who} at {path}")
        raise
    for form in whole.all("form"):
        if (form.attrs.get("method") or "get").lower() == "post":
            action = form.attrs.get("action") or path
            found.append(Form(page, who, path, action, _boxes(form)))
    return found


def _boxes(form: Element) -> dict[str, Box]:
    boxes: dict[str, Box] = {}
    for element in form.walk():
        name = element.attrs.get("name")
        kind = element.attrs.get("type") or ("text" if element.tag == "input" else element.tag)
        if name and element.tag == "button":  # pressed; of several the first
            pressed = name in boxes or any(box.kind == "button" for box in boxes.values())
            boxes |= {} if pressed else {name: Box(name, "button", element.attrs.get("value") or "on")}
        if not name or name == "csrfmiddlewaretoken" or element.tag not in ("input", "select", "textarea"):
            continue
        if kind in NOT_TYPED:
            continue
        box = boxes.setdefault(name, Box(name, kind))
        box.longest = int(element.attrs.get("maxlength") or box.longest)
        if kind in ("radio", "checkbox"):
            box.options.append(element.attrs.get("value") or "on")
            if "checked" in element.attrs:
                box.value = box.options[-1]
        elif element.tag == "select":
            given = [option.attrs.get("value") or "" for option in element.all("option")]
            box.options = [value for value in given if value]
            chosen = [o.attrs.get("value") or "" for o in element.all("option") if "selected" in o.attrs]
            box.value = chosen[0] if chosen else ""
        else:
            box.value = element.attrs.get("value") or element.text
    return boxes

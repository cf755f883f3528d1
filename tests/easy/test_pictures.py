"""The drawings of easy read: our own, small, safe under the strict policy, and each one in the table."""

import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from config.launch.places import ROOT
from config.nhsuk import drawings
from config.pictures import FOLDER, PICTURES, SIZE

DRAWN = ROOT / "static" / FOLDER
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect"}
# Presentation only: no style, no class, no id that two drawings on one page would share, no address.
ATTRIBUTES = {
    "viewBox", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray",
    "transform", "d", "cx", "cy", "r", "rx", "ry", "x", "y", "width", "height",
}  # fmt: skip
RED = re.compile(r"#(?:b3001b|d5281b|f00|ff0000)", re.I)


def breaches(text: str) -> list[str]:
    """What a drawing must not be."""
    if re.search(r"<!|<\?", text):
        return ["a declaration"]
    try:
        parts = list(ElementTree.fromstring(text).iter())
    except ElementTree.ParseError:
        return ["not well-formed"]
    root = parts[0]
    found = [f"a {part.tag}" for part in parts if part.tag.removeprefix(SVG) not in SHAPES]
    found += [f"{name}=" for part in parts for name in part.attrib if name not in ATTRIBUTES]
    found += ["words in it" for part in parts if (part.text or "").strip() or (part.tail or "").strip()]
    found += ["a reference" for part in parts for value in part.attrib.values() if re.search("url|:", value)]
    found += ["a red block" for part in parts if RED.fullmatch(part.get("fill", ""))]
    if (root.get("viewBox"), root.get("stroke-linecap")) != (f"0 0 {SIZE} {SIZE}", "round"):
        found.append("not of our size and line")
    return found + ["too large"] * (len(text.encode()) >= 3000)


def drawn(template: str) -> str:
    return Template("{% load pictures %}" + template).render(Context())


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_table_is_drawn_and_safe(name: str) -> None:
    assert breaches((DRAWN / f"{name}.svg").read_text()) == []


def test_every_file_is_in_the_table() -> None:
    assert {file.name for file in DRAWN.iterdir()} == {f"{name}.svg" for name in PICTURES}


@pytest.mark.parametrize("words", PICTURES.values())
def test_the_words_of_a_picture_are_short_and_plain(words: str) -> None:
    assert 0 < len(words) <= 60
    assert not words.endswith(".") and not words.startswith(("picture", "a picture", "a drawing"))


def test_no_two_pictures_have_the_same_drawing_or_words() -> None:
    assert len({(DRAWN / f"{name}.svg").read_text() for name in PICTURES}) == len(PICTURES)
    assert len(set(PICTURES.values())) == len(PICTURES)


GOOD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" fill="none" stroke="#212b32"'
    ' stroke-linecap="round"><path d="M0 0h9"/></svg>'
)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("<path", "<path><text>Hi</text></path><path", "a {http://www.w3.org/2000/svg}text"),
        ("<path", '<path style="fill:red"/><path', "style="),
        ("<path", "<style>a{}</style><path", "a {http://www.w3.org/2000/svg}style"),
        ("<path", "<script>go()</script><path", "a {http://www.w3.org/2000/svg}script"),
        ("<path", '<path onclick="go()"/><path', "onclick="),
        ("<path", '<image href="https://a.example/b.png"/><path', "a {http://www.w3.org/2000/svg}image"),
        ("<path", '<path fill="url(#a)"/><path', "a reference"),
        ("<path", '<rect fill="#b3001b"/><path', "a red block"),
        ("0 0 120 120", "0 0 24 24", "not of our size and line"),
        ("</svg>", "", "not well-formed"),
        ("<svg", "<!DOCTYPE svg><svg", "a declaration"),
        ("M0 0h9", "M0 0h9" * 600, "too large"),
    ],
)
def test_each_rule_of_a_drawing_finds_what_breaks_it(old: str, new: str, why: str) -> None:
    assert breaches(GOOD) == []
    assert why in breaches(GOOD.replace(old, new, 1))


# ---------------------------------------------------------------- in a page, and on paper


def test_beside_words_a_picture_says_nothing_and_alone_it_has_its_own() -> None:
    beside, alone = drawn('{% picture "home" %}'), drawn('{% picture "home" alone=True %}')
    assert beside == (
        '<img class="dsr-picture" src="/static/dsr/easy/home.svg" alt="" width="120" height="120">'
    )
    assert alone == beside.replace('alt=""', 'alt="a house"')


def test_a_name_that_is_not_in_the_table_is_refused_and_reads_no_file() -> None:
    for name in ("castle", "../app", "../../../manage.py"):
        for tag in ("picture", "drawing"):
            with pytest.raises(KeyError):
                drawn("{% " + tag + f' "{name}" ' + "%}")


def test_on_paper_the_drawing_itself_stands_there_with_its_words() -> None:
    whole = drawn('{% drawing "gp" %}')
    root = ElementTree.fromstring(whole)
    assert root[0].tag == f"{SVG}title" and root[0].text == PICTURES["gp"]
    assert (root.get("class"), root.get("width")) == ("dsr-picture", "120")
    assert len(root) == len(ElementTree.fromstring(drawings.svg("gp"))) + 1


@pytest.mark.pdf
def test_a_pdf_with_every_drawing_passes_every_rule_of_pdf_ua(tmp_path: Path) -> None:
    import page
    from weasyprint import HTML

    every = "".join(f"<p>{drawings.drawing(name)} Words</p>" for name in PICTURES)
    whole = f"<html lang=en-GB><title>Pictures</title><body><h1>Pictures</h1>{every}</body></html>"
    data = HTML(string=whole, url_fetcher=None).write_pdf(pdf_variant="pdf/ua-1")
    found = page.validate_pdf_bytes(data, profile="ua1")
    assert found.is_compliant, found.failures
    assert {str(figure["/Alt"]) for figure in figures(data)} == set(PICTURES.values())


def figures(data: bytes) -> list:
    """Every figure of a tagged PDF."""
    from pypdf import PdfReader

    found, waiting = [], [PdfReader(BytesIO(data)).root_object["/StructTreeRoot"]]
    while waiting:
        part = waiting.pop().get_object()
        if isinstance(part, list):
            waiting += [kid for kid in part if not isinstance(kid, int)]
        elif isinstance(part, dict):
            if part.get("/S") == "/Figure":
                found.append(part)
            kids = part.get("/K")
            waiting += [kids] if isinstance(kids, list | dict) or hasattr(kids, "idnum") else []
    return found

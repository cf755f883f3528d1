"""The drawings of easy read as HTML: on a page, and on a paper."""

from functools import cache

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from config.pictures import FOLDER, PICTURES, SIZE


def picture(name: str, alone: bool = False) -> SafeString:
    """A drawing on a page: silent beside words that say it, with its own words when it stands alone.

    Raises KeyError for a name that config/pictures.py does not have.
    """
    words = PICTURES[name]
    return format_html(
        '<img class="dsr-picture" src="{}" alt="{}" width="{}" height="{}">',
        static(f"{FOLDER}/{name}.svg"),
        words if alone else "",
        SIZE,
        SIZE,
    )


def drawing(name: str) -> SafeString:
    """The same on a paper: the drawing itself, since nothing is fetched while a PDF is written.

    It always carries its words: a tagged PDF (PDF/UA-1, 7.3) has no figure without them.
    """
    title = format_html("<title>{}</title>", PICTURES[name])
    whole = svg(name).replace("<svg ", f'<svg class="dsr-picture" width="{SIZE}" height="{SIZE}" ', 1)
    opening, mark, rest = whole.partition(">")
    return mark_safe(opening + mark + title + rest)  # noqa: S308  our own file, and escaped words


@cache
def svg(name: str) -> str:
    """The text of a drawing's file."""
    PICTURES[name]  # no other file is ever read
    return (settings.BASE_DIR / "static" / FOLDER / f"{name}.svg").read_text().strip()

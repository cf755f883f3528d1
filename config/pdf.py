"""A page as a tagged PDF (PDF/UA-1). Nothing is fetched: fonts and styles are handed over as bytes."""

from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

FONTS = {
    "font:regular": settings.BASE_DIR / "config/fonts/LiberationSans-Regular.ttf",
    "font:bold": settings.BASE_DIR / "config/fonts/LiberationSans-Bold.ttf",
}


@cache
def why_not() -> str:
    """Why this machine cannot make PDFs, in a sentence; empty when it can."""
    try:
        import weasyprint  # noqa: F401  loads Pango, which a machine may lack
    except OSError:
        return "This server cannot make a PDF. Print this page instead, or save it as PDF from your browser."
    return ""


class OurFontsOnly:
    """Answers for our two fonts and refuses every other address, whatever the words of a document ask for."""

    _fail_on_errors = False

    def __call__(self, url: str) -> Any:
        from weasyprint.urls import URLFetcherResponse

        if url not in FONTS:
            raise ValueError("Nothing is fetched for a document.")
        return URLFetcherResponse(url, FONTS[url].read_bytes(), {"Content-Type": "font/ttf"})


def write(template: str, style: str, facts: dict[str, Any], *, fillable: bool = False) -> bytes:
    """The PDF of `template` in `style`, two names of templates; `facts` are those of its page.

    With `fillable` its boxes are fields that can be filled in on a screen.
    """
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    # One configuration for style and document: without it the fonts of the style are left out.
    fetcher, fonts = OurFontsOnly(), FontConfiguration()
    css = CSS(string=render_to_string(style, facts), url_fetcher=fetcher, font_config=fonts)
    html = HTML(string=render_to_string(template, facts), url_fetcher=fetcher)
    document: bytes = html.write_pdf(
        stylesheets=[css], font_config=fonts, pdf_variant="pdf/ua-1", pdf_forms=fillable
    )
    return document

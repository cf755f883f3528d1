"""The rating tag, drawn once: word, shape and colour, told apart in greyscale and forced colours."""

from django.utils.safestring import SafeString, mark_safe

from dsr.ratings import MEANINGS, NOT_YET_RATED, Colour

# Shapes are drawn, not typed: every font and every printer has them.
SHAPES = {
    Colour.RED: '<path d="M8 1 15 15H1z"/>',
    Colour.AMBER: '<path d="M8 0l8 8-8 8-8-8z"/>',
    Colour.GREEN: '<circle cx="8" cy="8" r="7"/>',
    Colour.BLUE: '<path d="M1 1h14v14H1z"/>',
}
ICON = (
    '<svg class="dsr-rating__shape" viewBox="0 0 16 16" width="16" height="16" '
    'aria-hidden="true" focusable="false">{}</svg>'
)


def _tag(name: str, label: str, mark: str) -> SafeString:
    # Only constants of this file and of the colour table go in here.
    return mark_safe(f'<strong class="dsr-rating dsr-rating--{name}">{mark}{label}</strong>')  # noqa: S308


RATING_TAGS: dict[str | None, SafeString] = {
    **{c.value: _tag(c.value, MEANINGS[c].label, ICON.format(SHAPES[c])) for c in Colour},
    None: _tag(
        "none",
        NOT_YET_RATED[0],
        f'<span class="dsr-rating__ask" aria-hidden="true">{NOT_YET_RATED[1]}</span>',
    ),
}

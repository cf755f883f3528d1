"""axe on a page in a browser: every rule, nothing left out; each shape of a page once."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page

# What axe judges: every element, what it says about itself, which texts and references are there, missing
# or the same as others, what is wider than its box; not which words they are. Two pages of one shape
# differ in whom they are about.
SHAPE = """() => {
    const told = new Set(['class', 'role', 'type', 'tabindex', 'lang', 'dir', 'scope', 'rowspan', 'colspan',
        'hidden', 'disabled', 'required', 'autocomplete', 'inputmode', 'open', 'rel', 'target', 'content',
        'aria-hidden', 'aria-current', 'aria-expanded', 'aria-live', 'aria-invalid', 'aria-atomic',
        'aria-modal', 'aria-pressed', 'aria-selected', 'aria-checked', 'aria-busy', 'aria-disabled'])
    const numbers = new Map()
    const number = words => numbers.get(words) ?? numbers.set(words, numbers.size).get(words)
    const same = words => words.split(/\\s+/).filter(Boolean).map(number).join(' ')
    const referring = /^(for|headers|list|form|id|aria-(labelledby|describedby|controls|owns|details))$/
    const parts = [innerWidth, ['forced-colors: active', 'prefers-color-scheme: dark', 'print',
        'prefers-reduced-motion: reduce'].map(media => +matchMedia(media.includes(':') ? `(${media})` : media
        ).matches).join('')]
    const walk = element => {
        parts.push('<' + element.tagName)
        for (const {name, value} of [...element.attributes].sort((a, b) => a.name < b.name ? -1 : 1)) {
            let shown = value.trim() ? '=' + number(value.trim()) : ''
            if (told.has(name)) shown = '=' + value
            else if (referring.test(name)) shown = '=' + same(value)
            else if (name === 'href' && element.tagName === 'LINK')
                shown = '=' + new URL(value, location).pathname.replace(/\\.[0-9a-f]{12}\\./, '.')
            else if (name === 'href') shown = value.startsWith('#') ? '=#' + same(value.slice(1)) : '=to'
            else if (/^(src|action|value|nonce|integrity|data-)/.test(name)) shown = value.trim() ? '=is' : ''
            parts.push(name + shown)
        }
        if (element.checked) parts.push('checked')
        if (element.scrollWidth > element.clientWidth + 1) parts.push('wide')
        if (element.scrollHeight > element.clientHeight + 1) parts.push('high')
        if (!/^(SCRIPT|STYLE)$/.test(element.tagName)) for (const child of element.childNodes) {
            if (child.nodeType === 1) walk(child)
            else if (child.nodeType === 3 && child.data.trim()) parts.push(number(child.data.trim()))
        }
        parts.push('>')
    }
    walk(document.documentElement)
    return parts.join(' ')
}"""


def barriers(page: Page, with_scripts: Callable[[], Page] | None = None) -> str:
    """What axe finds on a page, as sentences; nothing where any worker found nothing on one of this shape.

    axe is a script itself: for a page in a browser without scripts, `with_scripts` opens it in another.
    """
    shape: str = page.evaluate(SHAPE)
    mark = Path(settings.VAR_DIR) / "sound-pages" / hashlib.sha256(shape.encode()).hexdigest()
    if mark.exists():
        return ""
    found = Axe().run(with_scripts() if with_scripts else page)
    if found.violations_count:
        return f"{page.url}\n{found.generate_report()}"
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    return ""

"""Bring static/nhsuk up to date with the design system: python -m config.nhsuk.vendor

Run by hand when VERSION changes, with npm at hand; what it writes is committed, so that nobody needs
Node to set the register up. The fixtures for the contract test (tests/nhsuk) come along.
"""

import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE, VERSION = "nhsuk-frontend", "10.6.1"
ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static" / "nhsuk"
FIXTURES = ROOT / "tests" / "nhsuk" / "fixtures"
# Components that our pages use: their macros are held against the design system's own examples.
USED = """
action-link back-link breadcrumb button card character-count checkboxes contents-list date-input details
do-dont-list error-message error-summary fieldset file-upload footer header heading hint input inset-text
label legend notification-banner pagination panel password-input radios scroll search-input select
skip-link summary-list tables tabs tag task-list textarea warning-callout
"""
KEPT = ("name", "context", "callBlock", "html")
README = f"""# NHS.UK frontend {VERSION}

From the npm package `{PACKAGE}` {VERSION}, MIT licence (see LICENSE). Do not edit: change
`config/nhsuk/vendor.py` and run `python -m config.nhsuk.vendor`.

Three edits: the Frutiger font is taken out (it is licensed, and stands on another host), addresses of
pictures are relative (so that static files can be renamed by their content), and links to source maps
are gone. `start.js` is our own.
"""


def fetch(into: Path) -> Path:
    """The package, unpacked, by the ordinary npm client."""
    command = ["npm", "pack", f"{PACKAGE}@{VERSION}", "--silent", "--pack-destination", str(into)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(into.glob("*.tgz"))) as archive:
        archive.extractall(into, filter="data")
    return into / "package"


def without_source_map(text: str) -> str:
    """Source maps are not vendored: a link to one would be a 404, and would stop collectstatic."""
    return re.sub(r"\s*(/\*# sourceMappingURL=\S+ \*/|//# sourceMappingURL=\S+)\s*$", "\n", text)


def our_css(text: str) -> str:
    """The style sheet without the font of another host, and with relative addresses."""
    text = re.sub(r"@font-face\{[^}]*\}", "", text)
    return without_source_map(text).replace("url(/assets/", "url(assets/")


def write_static(package: Path) -> None:
    """Replace everything in static/nhsuk but the licence and start.js."""
    built = package / "dist" / "nhsuk"
    shutil.rmtree(STATIC / "assets", ignore_errors=True)
    shutil.copytree(built / "assets", STATIC / "assets")
    css, js = "nhsuk-frontend.min.css", "nhsuk-frontend.min.js"
    (STATIC / css).write_text(our_css((built / css).read_text()))
    (STATIC / js).write_text(without_source_map((built / js).read_text()))
    (STATIC / "README.md").write_text(README)


def write_fixtures(package: Path) -> None:
    """Copy the design system's own examples, one file for each component."""
    FIXTURES.mkdir(parents=True, exist_ok=True)
    for name in USED.split():
        found = json.loads((package / "dist/nhsuk/components" / name / "fixtures.json").read_text())
        kept = [{key: one[key] for key in KEPT if key in one} for one in found["fixtures"]]
        (FIXTURES / f"{name}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    shutil.copy(STATIC / "LICENSE", FIXTURES / "LICENSE")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        package = fetch(Path(folder))
        if json.loads((package / "package.json").read_text())["license"] != "MIT":
            raise SystemExit("The licence has changed: read it before anything is copied.")
        write_static(package)
        write_fixtures(package)


if __name__ == "__main__":
    main()

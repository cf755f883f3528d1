"""The vendored files: they ask nothing of other hosts, and can be renamed by their content."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import storage
from django.core.management import call_command

from config.nhsuk.vendor import STATIC, VERSION, our_css, without_source_map

STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}


def test_nothing_is_asked_of_another_host() -> None:
    css = (STATIC / "nhsuk-frontend.min.css").read_text()
    addresses = re.findall(r"url\(([^)]*)\)", css)
    assert addresses
    assert all((STATIC / address).is_file() for address in addresses)
    assert "@font-face" not in css
    for name in ("nhsuk-frontend.min.css", "nhsuk-frontend.min.js"):
        assert "sourceMappingURL" not in (STATIC / name).read_text()


def test_licence_and_version_are_beside_them() -> None:
    assert "MIT" in (STATIC / "LICENSE").read_text()
    assert VERSION in (STATIC / "README.md").read_text()
    assert f'version="{VERSION}"' in (STATIC / "nhsuk-frontend.min.js").read_text()


def test_the_three_edits() -> None:
    css = "@font-face{src:url(https://x.test/f.woff)}a{b:url(/assets/images/c.svg)}"
    assert our_css(f"{css}\n/*# sourceMappingURL=x.map */\n") == "a{b:url(assets/images/c.svg)}\n"
    assert without_source_map("go();\n//# sourceMappingURL=x.js.map") == "go();\n"


@pytest.mark.parametrize("name", ["nhsuk-frontend.min.css", "start.js", "assets/images/favicon.svg"])
def test_files_can_be_renamed_by_their_content(name: str, collected: Path) -> None:
    renamed = storage.staticfiles_storage.url(f"nhsuk/{name}")
    assert renamed != f"/static/nhsuk/{name}"
    assert (collected / renamed.removeprefix("/static/")).is_file()


@pytest.fixture
def collected(settings: object, tmp_path: Path) -> Path:
    """Our files, collected as for a live site."""
    settings.STORAGES = STORAGES  # type: ignore[attr-defined]
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]
    settings.STATICFILES_DIRS = [("nhsuk", STATIC)]  # type: ignore[attr-defined]
    settings.INSTALLED_APPS = ["config.nhsuk", "django.contrib.staticfiles"]  # type: ignore[attr-defined]
    call_command("collectstatic", "--no-input", verbosity=0)
    return tmp_path

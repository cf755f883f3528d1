"""What the tests need that no Python package brings: a browser, and the libraries PDFs are drawn with."""

import ctypes
import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PDF_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")


@dataclass(frozen=True)
class Need:
    """One thing outside Python, its Debian packages, and what goes untested without it."""

    name: str
    packages: tuple[str, ...]
    leaves_out: str


BROWSER = Need("Chromium", ("chromium",), "the tests in a browser")
PDF = Need(
    "Pango",
    ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-liberation"),
    "the tests of PDF reports",
)


def browser() -> str | None:
    """The path of the system's Chromium."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def pdf_libraries() -> bool:
    """Whether WeasyPrint will find what it loads."""
    try:
        for name in PDF_LIBRARIES:
            ctypes.CDLL(name)
    except OSError:  # systems other than Linux call them by other names
        return sys.platform != "linux" and bool(find_library("pangoft2-1.0"))
    return True


def missing() -> list[Need]:
    """What this machine lacks."""
    return [need for need, there in ((BROWSER, browser()), (PDF, pdf_libraries())) if not there]


def bring(log: Path) -> None:
    """Install what is missing where we may; say in one line a thing what we could not."""
    needs = missing()
    if needs and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = [package for need in needs for package in need.packages]
        print(f"Installing {', '.join(packages)} …", flush=True)
        _apt(packages, log)
        needs = missing()
    for need in needs:
        how = f"As root: apt-get install {' '.join(need.packages)}"
        print(f"{need.name} is missing, so {need.leaves_out} are left out. {how}", flush=True)


def _apt(packages: list[str], log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with log.open("ab") as out:
        for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            subprocess.run(
                ["apt-get", *words], env=quiet, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False
            )

"""Whether the static files have to be gathered again: hashing and compressing them takes seconds."""

import hashlib
from pathlib import Path

from config.launch.places import ROOT


def stamp(var: Path) -> Path:
    """Where the fingerprint of what was gathered last is kept."""
    return var / "static.fingerprint"


def is_current(var: Path, folder: Path) -> bool:
    """Whether `folder` holds what the project's static files are now."""
    file = stamp(var)
    return folder.is_dir() and file.exists() and file.read_text() == fingerprint(folder)


def fingerprint(folder: Path) -> str:
    """Changes with every static file, with the packages that bring some, and with the place."""
    facts = [str(folder), (ROOT / "requirements.txt").read_text()]
    sources = [ROOT / "static", *ROOT.glob("*/static"), *ROOT.glob("config/*/static")]
    for file in sorted(file for source in sources for file in source.rglob("*") if file.is_file()):
        facts.append(f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}")
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()

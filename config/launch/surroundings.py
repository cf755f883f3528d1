"""The environment that the parts of the register run in: the names that config/settings.py reads."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from config.launch import postgres, valkey
from config.launch.places import CannotStart

OF_THIS_RUN = "DSR_RUN"  # marks our processes, so that a later start finds what a killed one left


def chosen_port() -> int:
    """PORT, or 8000."""
    word = os.environ.get("PORT", "8000")
    if not word.isdecimal() or not 0 < int(word) < 65536:
        raise CannotStart(f"PORT={word} is not a port. Give a number from 1 to 65535: make run PORT=8001")
    return int(word)


def names_for_children(var: Path, port: int) -> dict[str, str]:
    """What every part gets, before the servers add their addresses."""
    names = {name: value for name, value in os.environ.items() if name != "AS_DATABASE_OWNER"}
    names |= {"VAR_DIR": str(var), OF_THIS_RUN: str(var), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    names.setdefault("BASE_URL", f"http://127.0.0.1:{port}")
    if role := urlsplit(names.get("DATABASE_URL", "")).username:
        names.setdefault("DATABASE_APP_ROLE", role)
    return names


def names_of_database(server: postgres.Server, var: Path, given: dict[str, str]) -> dict[str, str]:
    """The addresses of our own database, and what is allowed on it only."""
    names = {
        "DATABASE_URL": server.url(postgres.APP),
        "DATABASE_OWNER_URL": server.url(postgres.OWNER),
        "DATABASE_APP_ROLE": postgres.APP,
        "DEMO": given.get("DEMO", "true"),
    }
    if not given.get("SECRET_KEY") and not given.get("SECRET_KEY_FILE"):
        names["SECRET_KEY_FILE"] = str(secret_in(var))
    return names


def names_of_broker(server: valkey.Server) -> dict[str, str]:
    """The address of our own Valkey."""
    return {"REDIS_URL": server.url}


def secret_in(var: Path) -> Path:
    """The file with the secret key; made once, whole or not at all, readable by its owner only."""
    file = var / "secret"
    if not file.exists():
        half = var / "secret.new"
        half.unlink(missing_ok=True)
        half.touch(mode=0o600)
        half.write_text(secrets.token_urlsafe(64))
        half.rename(file)
    return file

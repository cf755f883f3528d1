"""Settings with which the register does not start: they would hurt somebody (ASVS 5.0, 12.3 and 13.3)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config import wires

DEFAULT_SECRET = "not-a-secret-set-SECRET_KEY"  # noqa: S105  refused below


def refuse(settings: Mapping[str, Any], environ: Mapping[str, str]) -> None:
    """Raise ImproperlyConfigured with the first fault of an installation's settings; none, and it starts."""
    for sentence in _faults(settings, environ):
        raise ImproperlyConfigured(sentence)


def _faults(settings: Mapping[str, Any], environ: Mapping[str, str]) -> Iterator[str]:
    secret, ours = settings["SECRET_KEY"], settings["HOSTS_ON_THIS_MACHINE"]
    if secret == DEFAULT_SECRET or len(secret) < 40:
        yield "Set SECRET_KEY or SECRET_KEY_FILE: at least 40 random characters."
    if settings["DEBUG"]:
        yield "DEBUG shows people's records to strangers: it works on the embedded database only."
    if settings["DEMO"] and not settings["DEMO_ANYWHERE"]:
        yield "DEMO signs anybody in as anybody: it works on the embedded database only."
    if not settings["HTTPS"]:
        yield "HTTPS may only be off on the embedded database."
    yield from filter(None, [wires.open_to_database(settings["DATABASES"]["default"], environ, ours)])
    yield from filter(None, [wires.open_to_broker(settings["REDIS_URL"], ours)])

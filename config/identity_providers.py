"""Organisations' own identity providers (OpenID Connect), read from one JSON list and checked at the start.

docs/deploy.md shows the entries for Entra ID, NHS CIS2 and NHS login.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Provider:
    """One of them: who it is, who we are to it, and how surely it must know somebody."""

    id: str  # ours, for good: links hang on it
    name: str  # on the button
    issuer: str
    client_id: str
    secret: str  # or, for NHS login, the text of our private key
    accepted: tuple[str, ...]  # values of the assurance claim that count as two steps
    assurance_claim: str = "acr"
    acr_values: tuple[str, ...] = ()  # what is asked for
    scopes: tuple[str, ...] = ("openid",)
    discovery: str = ""
    signs_with_key: bool = False  # private_key_jwt instead of a client secret
    ask: tuple[tuple[str, str], ...] = ()  # anything more that this provider wants to be asked

    @property
    def discovery_url(self) -> str:
        return self.discovery or f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"


def read(text: str, file: str, *, plain_http: bool = False) -> list[Provider]:
    """The providers of a JSON list, given as text or as a file; refuses to start with half an entry."""
    if file:
        text = Path(file).read_text()
    try:
        found = [_provider(entry) for entry in json.loads(text or "[]")]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ImproperlyConfigured(
            f"An identity provider is not written as it should be: {error!r}"
        ) from error
    for one in found:
        _check(one, plain_http)
    if len({one.id for one in found}) < len(found):
        raise ImproperlyConfigured("Two identity providers have one id.")
    return found


def _provider(entry: dict[str, Any]) -> Provider:
    entry = dict(entry)
    if secret_file := entry.pop("secret_file", ""):
        entry["secret"] = Path(secret_file).read_text().strip()
    if key_file := entry.pop("private_key_file", ""):
        entry |= {"secret": Path(key_file).read_text(), "signs_with_key": True}
    entry["ask"] = tuple(entry.get("ask", {}).items())
    for name in ("accepted", "acr_values", "scopes"):
        if name in entry:
            entry[name] = tuple(map(str, entry[name]))
    return Provider(**entry)


def _check(one: Provider, plain_http: bool) -> None:
    if not (one.id and one.name and one.client_id and one.secret and one.accepted):
        raise ImproperlyConfigured(f"Identity provider {one.id}: id, name, client_id, secret, accepted.")
    if "openid" not in one.scopes:
        raise ImproperlyConfigured(f"Identity provider {one.id}: scopes must hold openid.")
    for address in (one.issuer, one.discovery_url):
        if urlsplit(address).scheme != "https" and not plain_http:
            raise ImproperlyConfigured(f"Identity provider {one.id}: https only.")

"""Asking an organisation's identity provider who somebody is, and believing only a proven answer.

OpenID Connect Core 1.0, authorization code flow with PKCE S256 (RFC 7636), state and nonce. Refused: a
wrong state, issuer, audience, signature or nonce, an answer that is old, and an assurance too low.
"""

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from django.http import HttpRequest

from accounts import fresh
from config.identity_providers import Provider

KEY = "asked_organisation"
LASTS = 10 * 60  # seconds that a sign-in at the provider may take
WITHIN = 5  # seconds for each question of ours to it
SIGNED_BY = ["RS256", "PS256", "ES256", "RS384", "RS512", "ES384"]  # never none, never a shared secret
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


class NotProven(Exception):
    """The answer does not prove who somebody is. The word says why, for the log; the page says less."""


class TooWeak(NotProven):
    """The provider knows them, but not surely enough."""


@dataclass(frozen=True)
class Proof:
    """Who they are to the provider (`sub`), and when they showed it there, if it says so (`auth_time`)."""

    subject: str
    proved_at: float | None


def ask(request: HttpRequest, provider: Provider, *, back: str, going: str, again: bool = False) -> str:
    """The provider's address to go to; what the answer must fit is kept in the session.

    `again` asks it to let nobody through who only has a session there: they are to show who they are
    now, and it is to say when they did (OpenID Connect Core 3.1.2.1).
    """
    verifier = secrets.token_urlsafe(48)
    kept = {"state": secrets.token_urlsafe(32), "nonce": secrets.token_urlsafe(32)}
    request.session[KEY] = {
        **kept, "verifier": verifier, "provider": provider.id, "going": going, "at": time.time(),
        "again": again,
    }  # fmt: skip
    digest = hashlib.sha256(verifier.encode()).digest()
    question = {
        **kept,
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": " ".join(provider.scopes),
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        **dict(provider.ask),
    }
    if provider.acr_values:
        question["acr_values"] = " ".join(provider.acr_values)
    if again:
        question |= {"prompt": "login", "max_age": str(fresh.WITHIN)}
    return f"{discover(provider)['authorization_endpoint']}?{urlencode(question)}"


def asked(request: HttpRequest) -> dict[str, Any]:
    """What was asked in this session; it fits one answer, so it is forgotten now."""
    kept = request.session.pop(KEY, None)
    state = request.GET.get("state", "")
    if not kept or not secrets.compare_digest(kept["state"].encode(), state.encode()):
        raise NotProven("state")
    if time.time() - kept["at"] > LASTS:
        raise NotProven("too late")
    return dict(kept)


def answered(request: HttpRequest, provider: Provider, kept: dict[str, Any], *, back: str) -> Proof:
    """Who they are to the provider, and since when; raises NotProven, or TooWeak."""
    if request.GET.get("error") or not request.GET.get("code"):
        raise NotProven("no code")
    known = discover(provider)
    if request.GET.get("iss", provider.issuer) != provider.issuer:  # RFC 9207
        raise NotProven("another provider answered")
    form = {
        "grant_type": "authorization_code",
        "code": request.GET["code"],
        "redirect_uri": back,
        "code_verifier": kept["verifier"],
    }
    us = _who_we_are(provider, known)
    token = _fetch(known["token_endpoint"], form | us.get("data", {}), us.get("auth")).get("id_token")
    if not isinstance(token, str):
        raise NotProven("no ID token")
    claims = _claims(token, provider, _fetch(known["jwks_uri"]))
    if not secrets.compare_digest(str(claims["nonce"]).encode(), kept["nonce"].encode()):
        raise NotProven("nonce")
    _check_assurance(claims, provider)
    return Proof(str(claims["sub"]), _moment(claims.get("auth_time")))


def discover(provider: Provider) -> dict[str, Any]:
    """What the provider says of itself, when it is the one we mean."""
    known = _fetch(provider.discovery_url)
    if known.get("issuer") != provider.issuer:
        raise NotProven("discovery names another issuer")
    return known


def _claims(token: str, provider: Provider, keys: dict[str, Any]) -> dict[str, Any]:
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        key = next(one for one in jwt.PyJWKSet.from_dict(keys).keys if kid in (None, one.key_id))
        claims: dict[str, Any] = jwt.decode(
            token, key.key, algorithms=SIGNED_BY, audience=provider.client_id, issuer=provider.issuer,
            leeway=30, options={"require": NEEDED},
        )  # fmt: skip
    except (jwt.PyJWTError, StopIteration, TypeError, ValueError) as error:
        raise NotProven(type(error).__name__) from error
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != provider.client_id:
        raise NotProven("meant for somebody else")
    return claims


def _check_assurance(claims: dict[str, Any], provider: Provider) -> None:
    """The claim must hold one of the accepted values; Entra ID sends a list of them."""
    said = claims.get(provider.assurance_claim)
    values = said if isinstance(said, list) else [said]
    if not {str(value) for value in values} & set(provider.accepted):
        raise TooWeak(provider.assurance_claim)


def _moment(said: Any) -> float | None:
    """A number of seconds, or nothing: whatever else stands there proves no moment."""
    return float(said) if isinstance(said, int | float) and not isinstance(said, bool) else None


def _who_we_are(provider: Provider, known: dict[str, Any]) -> dict[str, Any]:
    """How we prove to the provider that it is us: a signed note, or our secret in one of two places."""
    if provider.signs_with_key:
        now = int(time.time())
        note = {
            "iss": provider.client_id, "sub": provider.client_id, "aud": known["token_endpoint"],
            "jti": secrets.token_urlsafe(16), "iat": now, "exp": now + 60,
        }  # fmt: skip
        kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        signed = jwt.encode(note, provider.secret, algorithm="RS512")
        return {"data": {"client_assertion_type": kind, "client_assertion": signed}}
    if "client_secret_post" in known.get("token_endpoint_auth_methods_supported", []):
        return {"data": {"client_id": provider.client_id, "client_secret": provider.secret}}
    return {"auth": (provider.client_id, provider.secret)}


def _fetch(url: str, form: dict[str, Any] | None = None, auth: Any = None) -> dict[str, Any]:
    """JSON from the provider. It is never followed anywhere else."""
    try:
        answer = requests.request(
            "POST" if form else "GET", url, data=form, auth=auth, timeout=WITHIN, allow_redirects=False
        )
        if answer.status_code != 200:
            raise NotProven(f"status {answer.status_code}")
        found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise NotProven(type(error).__name__) from error
    if not isinstance(found, dict):
        raise NotProven("not an object")
    return found

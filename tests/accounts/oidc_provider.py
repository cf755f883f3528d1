"""An identity provider of the tests' own: discovery, authorize, token and keys, on this machine alone.

It can be told to lie, in each of the ways that the register must see through.
"""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGERS_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET = "register", "client-secret-of-the-register"


class Provider:
    """What it knows, and what it lies about: `lies` changes claims, `sign` how the ID token is signed."""

    def __init__(self, url: str) -> None:
        self.issuer = url
        self.subject, self.acr = "sub-of-cora", "aal2"
        self.lies: dict[str, Any] = {}
        self.sign, self.says_issuer = "RS256", url
        self.codes: dict[str, dict[str, str]] = {}
        self.questions: list[dict[str, str]] = []

    def authorize(self, question: dict[str, str]) -> str:
        self.questions.append(question)
        code = f"code-{len(self.questions)}"
        self.codes[code] = question
        return f"{question['redirect_uri']}?{urlencode({'code': code, 'state': question['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        question = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if not question or question["code_challenge"] != challenge or authorization != f"Basic {known}":
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": question["nonce"], "acr": self.acr, "email": "cora.ordway@example.org",
        } | self.lies  # fmt: skip
        return {"access_token": "x", "token_type": "Bearer", "id_token": self._signed(claims)}

    def _signed(self, claims: dict[str, Any]) -> str:
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.sign == "none":
            return jwt.encode(claims, None, algorithm="none", headers={"kid": "one"})
        if self.sign == "HS256":  # with the public key as the shared secret, the old confusion
            return jwt.encode(claims, SECRET.ljust(32, "x"), algorithm="HS256", headers={"kid": "one"})
        key = STRANGERS_KEY if self.sign == "stranger" else KEY
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": "one"})

    def answer(self, path: str, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.says_issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            }
        if path == "/jwks":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}
        return self.token(form, authorization) if path == "/token" else None


@contextmanager
def running() -> Iterator[Provider]:
    """The provider, answering on a port of its own until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def _reply(self, form: dict[str, str]) -> None:
            found = provider.answer(urlsplit(self.path).path, form, self.headers.get("Authorization", ""))
            body = json.dumps(found or {"error": "invalid_grant"}).encode()
            self.send_response(200 if found else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self._reply({})

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._reply({name: values[0] for name, values in parse_qs(text).items()})

        def log_message(self, *words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()

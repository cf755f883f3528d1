"""No way to the database or to the queue that somebody else could listen on (S61)."""

import ssl
from typing import Any

import kombu
import pytest
import redis

from config.wires import is_here, open_to_broker, open_to_database

CLEAR, NOBODY, NAMELESS = "in the clear", "who answers", "the name of who answers"
REQUIRED = "rediss://queue.example:6379/0?ssl_cert_reqs=required"


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("", True), ("/var/run/postgresql", True), ("@abstract", True), ("localhost", True),
        ("127.0.0.1", True), ("127.8.9.1", True), ("::1", True), ("[::1]", True), ("db", True),
        ("0.0.0.0", False), ("10.0.0.4", False), ("192.168.1.2", False), ("fd00::1", False),
        ("localhost.example", False), ("127.0.0.1.example", False), ("db.example", False), ("DB", False),
    ],
)  # fmt: skip
def test_this_machine_is_known_by_a_socket_a_loopback_or_a_name_vouched_for(host: str, here: bool) -> None:
    assert is_here(host, {"db"}) is here


@pytest.mark.parametrize(
    ("host", "options", "environ", "said"),
    [
        # Here, whatever is asked of TLS.
        ("", {}, {}, ""), ("/run/postgresql", {}, {}, ""), ("localhost", {"sslmode": "disable"}, {}, ""),
        ("::1", {}, {}, ""), ("db", {}, {}, ""), ("/run/a,/run/b", {}, {}, ""),
        ("", {"host": "/run"}, {}, ""),
        # Elsewhere: only what cannot fall back to the clear.
        ("db.example", {}, {}, CLEAR), ("db.example", {"sslmode": "disable"}, {}, CLEAR),
        ("db.example", {"sslmode": "allow"}, {}, CLEAR), ("db.example", {"sslmode": "prefer"}, {}, CLEAR),
        ("db.example", {"sslmode": "VERIFY-FULL"}, {}, CLEAR), ("db.example", {"sslmode": ""}, {}, CLEAR),
        ("db.example", {"sslmode": "require"}, {}, ""), ("db.example", {"sslmode": "verify-ca"}, {}, ""),
        ("db.example", {"sslmode": "verify-full"}, {}, ""), ("db.example", {}, {"PGSSLMODE": "require"}, ""),
        ("db.example", {"sslmode": "disable"}, {"PGSSLMODE": "require"}, CLEAR),
        ("db.example", {"sslmode": "require", "ssl_min_protocol_version": "TLSv1"}, {}, "older than 1.2"),
        ("db.example", {"sslmode": "require"}, {"PGSSLMINPROTOCOLVERSION": "TLSv1.1"}, "older than 1.2"),
        # What libpq takes from elsewhere than the address.
        ("", {}, {"PGHOST": "db.example"}, CLEAR), ("", {"host": "db.example"}, {}, CLEAR),
        ("localhost", {"hostaddr": "10.0.0.4"}, {}, CLEAR),
        ("localhost", {}, {"PGHOSTADDR": "10.0.0.4"}, CLEAR),
        ("localhost,db.example", {}, {}, CLEAR), ("", {"service": "dsr"}, {}, "service file"),
        ("localhost", {}, {"PGSERVICE": "dsr"}, "service file"),
    ],
)  # fmt: skip
def test_the_way_to_the_database(host: str, options: Any, environ: Any, said: str) -> None:
    found = open_to_database({"HOST": host, "OPTIONS": options}, environ, {"db"})
    assert (said in found) if said else not found


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("redis+socket:///run/valkey.sock", ""), ("unix:///run/valkey.sock?db=1", ""), ("redis:///0", ""),
        ("redis://localhost:6379/0", ""), ("redis://:secret@[::1]:6379/0", ""), ("redis://redis:6379/0", ""),
        ("redis://queue.example:6379/0", CLEAR), ("redis://10.0.0.4/0", CLEAR), ("amqp://localhost//", CLEAR),
        ("sentinel://queue.example:26379", CLEAR), ("redis://localhost/0;redis://queue.example/0", CLEAR),
        ("redis://localhost/0,redis://queue.example/0", CLEAR),
        ("rediss://queue.example/0", NOBODY), ("rediss://queue.example/0?ssl_cert_reqs=none", NOBODY),
        ("rediss://queue.example/0?ssl_cert_reqs=optional", NOBODY),
        ("rediss://queue.example/0?ssl_cert_reqs=none&ssl_cert_reqs=required", NOBODY),
        (f"{REQUIRED}&ssl_check_hostname=false", NAMELESS), (f"{REQUIRED}&ssl_check_hostname=0", NAMELESS),
        (f"{REQUIRED}&ssl_check_hostname=true", ""), (REQUIRED, ""),
    ],
)  # fmt: skip
def test_the_way_to_the_queue(url: str, said: str) -> None:
    found = open_to_broker(url, {"redis"})
    assert (said in found) if said else not found


def test_what_is_allowed_is_tls_for_celery_and_for_the_cache() -> None:
    """Celery's library alone would take anybody's certificate where the address says nothing of it."""
    assert kombu.Connection(REQUIRED).ssl == {"ssl_cert_reqs": ssl.CERT_REQUIRED}
    assert kombu.Connection("rediss://queue.example:6379/0").ssl == {"ssl_cert_reqs": ssl.CERT_NONE}
    pool = redis.ConnectionPool.from_url(REQUIRED)
    assert pool.connection_class is redis.SSLConnection
    kept = pool.connection_class(**pool.connection_kwargs)
    assert kept.cert_reqs == ssl.CERT_REQUIRED and kept.check_hostname

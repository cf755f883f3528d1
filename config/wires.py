"""Who could listen on the way to the database and to the queue (ASVS 5.0, 12.3).

A way is closed when it does not leave this machine, or when it is TLS. What the libraries would read
from elsewhere than the address, libpq's own variables and options, counts as well.
"""

import re
from collections.abc import Collection, Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs, urlsplit

# libpq's other modes send in the clear to a server that asks them to. `require` takes any certificate.
TLS = {"require", "verify-ca", "verify-full"}
TOO_OLD = {"TLSv1", "TLSv1.1"}


def is_here(host: str, ours: Collection[str] = ()) -> bool:
    """Whether a host is this machine: a socket, a loopback address, or a name that its keeper vouches for."""
    if not host or host.startswith(("/", "@")) or host == "localhost" or host in ours:
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def open_to_database(
    database: Mapping[str, Any], environ: Mapping[str, str], ours: Collection[str] = ()
) -> str:
    """Why others could read what goes to the database, as a sentence; empty when they cannot."""
    options = database.get("OPTIONS", {})

    def said(name: str) -> str:
        return str(options.get(name) or environ.get(f"PG{name.replace('_', '').upper()}") or "")

    if said("service"):
        return "DATABASE_URL names a service file. Write the host and sslmode into the address itself."
    hosts = f"{database.get('HOST') or said('host')},{said('hostaddr')}"
    if all(is_here(host, ours) for host in hosts.split(",")):
        return ""
    if said("sslmode") not in TLS:
        return "DATABASE_URL leads to another machine in the clear. End it with ?sslmode=verify-full."
    if said("ssl_min_protocol_version") in TOO_OLD:
        return "DATABASE_URL allows TLS older than 1.2. Take ssl_min_protocol_version out."
    return ""


def open_to_broker(url: str, ours: Collection[str] = ()) -> str:
    """The same for REDIS_URL, which may hold several addresses."""
    reasons = (_open_to_one(each, ours) for each in re.split("[;,]", url))
    return next((reason for reason in reasons if reason), "")


def _open_to_one(url: str, ours: Collection[str]) -> str:
    address = urlsplit(url)
    asked = parse_qs(address.query)
    if address.scheme in ("redis+socket", "unix"):
        return ""
    if address.scheme == "redis" and is_here(address.hostname or "", ours):
        return ""
    if address.scheme != "rediss":
        return "REDIS_URL leads to another machine in the clear. Use rediss:// and ?ssl_cert_reqs=required."
    # Without it Celery's library takes any certificate, with no more than a warning in its log.
    if asked.get("ssl_cert_reqs") != ["required"]:
        return "REDIS_URL does not ask who answers. End it with ?ssl_cert_reqs=required."
    if asked.get("ssl_check_hostname", ["true"]) != ["true"]:
        return "REDIS_URL does not ask for the name of who answers. Take ssl_check_hostname out."
    return ""

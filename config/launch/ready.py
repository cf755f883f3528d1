"""Asks the register whether it is ready: for the supervisor, and for a container's health check."""

import http.client
import os
import sys
from urllib.parse import urlsplit


def answer(port: int, base_url: str = "") -> tuple[int, str]:
    """The status and text of /health/ready; 0 while nobody answers."""
    # The address we reach it by is not always one that it answers to.
    host = urlsplit(base_url).netloc or f"127.0.0.1:{port}"
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        link.request("GET", "/health/ready", headers={"Host": host})
        got = link.getresponse()
        return got.status, got.read(2000).decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return 0, str(error)
    finally:
        link.close()


if __name__ == "__main__":
    status, text = answer(int(os.environ.get("PORT", "8000")), os.environ.get("BASE_URL", ""))
    print(status, text)
    sys.exit(status != 200)

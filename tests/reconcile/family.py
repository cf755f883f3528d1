"""A family that fills in the form while parts of the register die, and tries again as people do."""

import http.client
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

ANSWERS = [
    ("who", {"filling_in_for": "me"}),
    ("name", {"given_name": "Wren", "family_name": ""}),
    ("agreement", {"agreement": "agrees"}),
    ("contact", {"ways": "email", "email": ""}),
]
REFERENCE = re.compile(r'ref-reference">([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z])<')
DRAFT = re.compile(r'name="draft" value="([0-9a-f-]{36})"')


@dataclass
class Family:
    """One browser. `number` makes its name, its address on the network and its e-mail its own."""

    port: int
    number: int
    patience: float = 300
    cookies: dict[str, str] = field(default_factory=dict)
    draft: str = ""
    reference: str = ""
    told: list[str] = field(default_factory=list)

    def send_a_form(self) -> None:
        """From the first page to the confirmation; what fails is tried again until patience ends.

        Whoever is told “you have sent it” reads the reference on that page: it counts as told.
        """
        end = time.monotonic() + self.patience
        while not self.reference and time.monotonic() < end:
            try:
                self._walk()
            except (OSError, http.client.HTTPException, Unwell):
                time.sleep(0.2)

    def _walk(self) -> None:
        if not self.draft:
            self._begin()
        status, where, _ = self._ask("POST", "/refer/check/", {"draft": self.draft})
        if status == 302 and where == "/refer/sent/":
            page = self._ask("GET", "/refer/sent/")[2]
            self.reference = REFERENCE.search(page)[1]  # type: ignore[index]
            self.told.append(self.reference)
        elif status == 410:
            self.draft = ""  # its answers are gone and it was never sent: begin again
        else:
            raise Unwell(status)

    def _begin(self) -> None:
        self.cookies.clear()
        self._ask("GET", "/refer/")
        self._post("/refer/", {})
        for step, answers in ANSWERS:
            self._post(f"/refer/{step}/", {**answers, **self._own(step)})
        self.draft = DRAFT.search(self._ask("GET", "/refer/check/")[2])[1]  # type: ignore[index]

    def _own(self, step: str) -> dict[str, str]:
        own = {
            "name": {"family_name": f"Family{self.number}"},
            "contact": {"email": f"family{self.number}@example.org"},
        }
        return own.get(step, {})

    def _post(self, path: str, answers: dict[str, str]) -> None:
        status = self._ask("POST", path, answers)[0]
        if status != 302:
            raise Unwell(status)

    def _ask(self, method: str, path: str, answers: dict[str, str] | None = None) -> tuple[int, str, str]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-Forwarded-For": f"198.18.{self.number // 250}.{self.number % 250 + 1}",
            "X-Forwarded-Proto": "https",
        }
        body = None
        if answers is not None:
            body = urlencode({**answers, "csrfmiddlewaretoken": self.cookies.get("csrf", "")})
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"https://127.0.0.1:{self.port}{path}",
                "Origin": f"https://127.0.0.1:{self.port}",
            }
        try:
            link.request(method, path, body, headers)
            answer = link.getresponse()
            page = answer.read().decode()
        finally:
            link.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status >= 500 or answer.status in (403, 429):
            raise Unwell(answer.status)
        return answer.status, answer.headers.get("Location", ""), page


class Unwell(Exception):
    """The register answered that it cannot, just now."""

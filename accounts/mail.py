"""E-mails: a hint that something is new, never what it is, nor about whom."""

from django.conf import settings
from django.core.mail import EmailMessage


def send_plain(*, to: str, subject: str, lines: list[str], message_id: object) -> None:
    """Send a plain-text e-mail; `message_id` is the outbox message's, so a repeat is recognised."""
    domain = settings.DEFAULT_FROM_EMAIL.rstrip(">").rsplit("@", 1)[-1]
    EmailMessage(
        subject=subject,
        body="\n\n".join(lines) + "\n",
        to=[to],
        headers={"Message-ID": f"<{message_id}@{domain}>", "Auto-Submitted": "auto-generated"},
    ).send()

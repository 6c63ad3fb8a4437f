"""Messages as files in a folder, or by SMTP; plain French text, nothing confidential."""

from __future__ import annotations

import smtplib
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path

from catalogue.config import Settings

SMTP_SECONDS = 20


def compose(
    *, sender: str, to: str, subject: str, body: str, at: datetime, message_id: str | None = None
) -> EmailMessage:
    """Put a message together; ``body`` is plain text, ``at`` the moment it was asked for."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id or make_msgid(domain="normes.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


def deliver(settings: Settings, message: EmailMessage, *, name: str) -> None:
    """Hand one message over: a file ``mail/<name>.eml`` in the data folder, or SMTP with TLS.

    Raises ``OSError`` or ``smtplib.SMTPException`` when it could not; the outbox tries again.
    """
    if settings.mail_mode == "folder":
        folder = settings.data_dir / "mail"
        folder.mkdir(mode=0o700, exist_ok=True)
        _write_whole(folder / f"{name}.eml", bytes(message))
        return
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=SMTP_SECONDS) as server:
        server.starttls()
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.send_message(message)


def _write_whole(path: Path, content: bytes) -> None:
    temporary = path.with_suffix(".tmp")
    temporary.write_bytes(content)
    temporary.replace(path)

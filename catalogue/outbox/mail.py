"""Messages as files in a folder, or by SMTP; plain French text, nothing confidential."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path

from catalogue.config import Settings

SMTP_SECONDS = 20

# Hands one message over; ``name`` is what its file is called.
Deliver = Callable[[EmailMessage, str], None]


class ServerUnreachable(Exception):  # noqa: N818 - said as a reason, not as a fault
    """The mail server does not take anything at present: no use trying the other messages."""


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


@contextmanager
def opened(settings: Settings) -> Iterator[Deliver]:
    """Give what hands messages over: files ``mail/<name>.eml`` in the data folder, or SMTP.

    One connection, with TLS, serves all the messages of a turn; it is opened with the first.
    Handing over raises :class:`ServerUnreachable` when the server takes nothing at all, ``OSError``
    or ``smtplib.SMTPException`` when it refuses this one; the outbox tries again.
    """
    if settings.mail_mode == "folder":
        yield lambda message, name: _write_whole(settings.data_dir / "mail", name, bytes(message))
        return
    connection = _Connection(settings)
    try:
        yield connection.send
    finally:
        connection.close()


class _Connection:
    """A connection to the mail server, opened when first needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, _name: str) -> None:
        if self._server is None:
            self._server = self._open()
        try:
            self._server.send_message(message)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            if isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused):
                raise
            self._server = None
            raise ServerUnreachable(reason(error, self._settings)) from error

    def close(self) -> None:
        if self._server is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._server.quit()

    def _open(self) -> smtplib.SMTP:
        settings = self._settings
        try:
            server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=SMTP_SECONDS)
            server.starttls()
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password)
        except (OSError, smtplib.SMTPException) as error:
            raise ServerUnreachable(reason(error, settings)) from error
        return server


# Why a message could not be handed over, the first that fits; %(server)s is host and port.
_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (
        smtplib.SMTPAuthenticationError,
        (
            "Le serveur de courriel %(server)s refuse l’identifiant ou le mot de passe. Vérifiez "
            "SMTP_USER et SMTP_PASSWORD."
        ),
    ),
    (
        smtplib.SMTPRecipientsRefused,
        "Le serveur de courriel refuse l’adresse de cette personne. Vérifiez son compte.",
    ),
    (
        smtplib.SMTPSenderRefused,
        "Le serveur de courriel refuse l’adresse d’envoi. Vérifiez MAIL_FROM.",
    ),
    (
        smtplib.SMTPNotSupportedError,
        "La liaison chiffrée avec %(server)s n’a pas pu s’établir (STARTTLS).",
    ),
    (ssl.SSLError, "La liaison chiffrée avec %(server)s n’a pas pu s’établir (STARTTLS)."),
    (
        socket.gaierror,
        "Le nom du serveur de courriel %(server)s est introuvable. Vérifiez SMTP_HOST.",
    ),
    (TimeoutError, "Le serveur de courriel %(server)s ne répond pas. Vérifiez le réseau."),
    (
        ConnectionRefusedError,
        "Le serveur de courriel %(server)s refuse la connexion. Vérifiez qu’il est en marche.",
    ),
    (smtplib.SMTPServerDisconnected, "Le serveur de courriel %(server)s a coupé la liaison."),
    (smtplib.SMTPResponseException, "Le serveur de courriel %(server)s a refusé le message."),
    (ConnectionError, "Le serveur de courriel %(server)s a coupé la liaison."),
    (Exception, "Ce message n’a pas pu être écrit ou remis."),
)


def reason(error: Exception, settings: Settings) -> str:
    """Say why a message could not be handed over, for the administration: what to look at."""
    said = next(text for kind, text in _REASONS if isinstance(error, kind))
    server = f"{settings.smtp_host}:{settings.smtp_port}"
    return f"{said % {'server': server}} ({_detail(error)})"


def _detail(error: Exception) -> str:
    text = " ".join(str(error).split())[:300]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _write_whole(folder: Path, name: str, content: bytes) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    temporary = folder / f"{name}.tmp"
    temporary.write_bytes(content)
    temporary.replace(folder / f"{name}.eml")

"""Handing a mail to the mail server, in two halves, so that the caller can note in between that it is being sent."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

SECONDS = 20.0
"""How long any single answer of the mail server may take."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class NotDelivered(Exception):
    """The mail server said no, or could not be asked: nothing was sent, another try is right."""


class NobodyThere(Exception):
    """The mail server knows no such mailbox: another try is useless."""


class Unknown(Exception):
    """The mail was handed over and no answer came: it may have been sent, so nobody sends it again."""


class Delivery(Protocol):
    """A mail that the server is ready to take."""

    def send(self) -> None:
        """Hand it over. Raises NotDelivered, Unknown."""
        ...


class _Smtp:
    def __init__(self, server: smtplib.SMTP, raw: bytes) -> None:
        self._server = server
        self._raw = raw

    def send(self) -> None:
        try:
            code, _ = self._server.data(self._raw)
        except smtplib.SMTPDataError as error:
            raise NotDelivered from error
        except (smtplib.SMTPException, OSError) as error:
            raise Unknown from error
        if code != 250:
            raise NotDelivered


@contextmanager
def deliver(url: str, message: EmailMessage) -> Iterator[Delivery]:
    """Connect, and agree on sender and recipient. Raises NotDelivered, NobodyThere.

    `url`: smtp://user:password@host:port, with TLS where the server offers it, or smtps:// with TLS from the start.
    A password goes over TLS only, unless the server is this machine.
    """
    try:
        server = _connect(url)
    except (smtplib.SMTPException, OSError) as error:
        raise NotDelivered from error
    try:
        _agree(server, message)
        yield _Smtp(server, message.as_bytes())
    finally:
        # Closed without a word when it went wrong: a server that hangs would keep us with its answer to QUIT.
        server.close()


def reach(url: str) -> bool:
    """Connect and sign in as for a mail, send none, and leave; whether the connection was encrypted. Raises NotDelivered."""
    try:
        server = _connect(url)
        try:
            server.noop()
            return isinstance(server.sock, ssl.SSLSocket)
        finally:
            server.close()
    except (smtplib.SMTPException, OSError) as error:
        raise NotDelivered from error


def _connect(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    host, safe = parts.hostname or "localhost", ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS, context=safe)
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=SECONDS)
    try:
        server.ehlo_or_helo_if_needed()
        if parts.scheme != "smtps" and server.has_extn("starttls"):
            server.starttls(context=safe)
            server.ehlo()
        elif parts.scheme != "smtps" and parts.username and host not in _LOOPBACK:
            raise smtplib.SMTPNotSupportedError("a password is not sent without TLS")
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _agree(server: smtplib.SMTP, message: EmailMessage) -> None:
    sender, to = str(message["From"]), str(message["To"])
    international = [] if to.isascii() and sender.isascii() else ["SMTPUTF8", "BODY=8BITMIME"]
    if international and not server.has_extn("smtputf8"):
        raise NobodyThere
    try:
        code, _ = server.mail(sender, international)
        if code != 250:
            raise NotDelivered
        code, _ = server.rcpt(to)
    except (smtplib.SMTPException, OSError) as error:
        raise NotDelivered from error
    if code in (550, 551, 553):
        raise NobodyThere
    if code not in (250, 251):
        raise NotDelivered

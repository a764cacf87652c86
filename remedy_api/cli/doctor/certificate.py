"""The certificate of a door: believed, for this name, and not about to end."""

import socket
import ssl
from urllib.parse import urlsplit

from remedy_api.cli.doctor.finding import Finding, fault, ok, warning
from remedy_api.kit.clock import now
from remedy_api.kit.i18n import _N

FEW_DAYS = 14
"""Certificates are renewed a month before their end: with fewer days left, nobody renews this one."""


def check_certificate(check: str, url: str, trusted: ssl.SSLContext) -> list[Finding]:
    """Connect to an https address, as a browser does, and look at what it shows."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        with (
            socket.create_connection((host, parts.port or 443), timeout=20) as plain,
            trusted.wrap_socket(plain, server_hostname=host) as secured,
        ):
            shown = secured.getpeercert() or {}
    except ssl.SSLCertVerificationError as error:
        message = _N("The certificate of %(url)s is not valid (%(reason)s). Renew it, or name your own authority with --ca.")
        return [fault(check, message, url=url, reason=error.verify_message)]
    except (OSError, ValueError) as error:
        message = _N("%(url)s does not answer (%(reason)s). Check that Remedy and the proxy in front of it are running.")
        return [fault(check, message, url=url, reason=type(error).__name__)]
    left = int((ssl.cert_time_to_seconds(str(shown["notAfter"])) - now().timestamp()) // 86_400)
    if left < FEW_DAYS:
        message = _N("The certificate of %(url)s ends in %(days)s days. See why it is not renewed by itself.")
        return [warning(check, message, url=url, days=left)]
    return [ok(check, _N("The certificate of %(url)s is valid. Days left: %(days)s."), url=url, days=left)]

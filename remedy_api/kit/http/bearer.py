"""A bearer token as a request shows it: `Authorization: Bearer remedy_…`. Other schemes are a proxy's own and not looked at."""

import base64
import binascii
from collections.abc import Iterable

PREFIX = "remedy_"
"""So that whoever finds one in a file, and every tool that looks for forgotten secrets, knows what it is."""
_BYTES = 32


def is_bearer(value: bytes) -> bool:
    """Whether this Authorization header shows a token."""
    return value[:7].lower() == b"bearer "


def shows_token(values: Iterable[str]) -> bool:
    """Whether any of these Authorization headers shows a token, whatever it is worth."""
    return any(is_bearer(value.encode("latin-1")) for value in values)


def spelled(token: bytes) -> str:
    """The token as its owner copies it, once."""
    return PREFIX + base64.urlsafe_b64encode(token).decode().rstrip("=")


def token_of(value: str) -> bytes | None:
    """The 32 bytes of the token in an Authorization header; None for what cannot be one."""
    text = value[7:].strip()
    if not text.startswith(PREFIX):
        return None
    try:
        raw = base64.b64decode(text[len(PREFIX) :] + "=", altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    return raw if len(raw) == _BYTES and spelled(raw) == text else None

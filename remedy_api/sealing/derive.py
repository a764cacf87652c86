"""One key from another: HKDF-SHA-256, 32 bytes out, the label or the lp of everything it is bound to as
info.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def hkdf(secret: bytes, info: str | bytes, salt: bytes = b"") -> bytes:
    """32 bytes. A lone label is raw UTF-8, never lp: so a label can never be taken for a bound list."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info.encode() if isinstance(info, str) else info).derive(secret)

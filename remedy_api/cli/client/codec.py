"""Between JSON and the sealing library: bytes as hex or base64, keys, chains."""

import base64
import binascii
from typing import Any

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.keys import PublicKeys, Signed, public_keys
from remedy_api.sealing.recipients import Wrap


def b64(data: bytes) -> str:
    """Standard padded base64."""
    return base64.b64encode(data).decode()


def unb64(text: str) -> bytes:
    """The bytes of standard padded base64. Raises `malformed`."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError, TypeError):
        raise SealError(Code.MALFORMED, "base64") from None


def unhex(text: str) -> bytes:
    """The bytes of hex. Raises `malformed`."""
    try:
        return bytes.fromhex(text)
    except (ValueError, TypeError):
        raise SealError(Code.MALFORMED, "hex") from None


def key_from(item: dict[str, Any]) -> PublicKeys:
    """Public keys as the server hands them out, checked against their kid."""
    return public_keys(unhex(item["kid"]), unb64(item["kem_public"]), unb64(item.get("sig_public") or ""))


def key_json(keys: PublicKeys) -> dict[str, str]:
    """Public keys as the server takes them."""
    return {"kid": keys.kid.hex(), "kem_public": b64(keys.kem_public), "sig_public": b64(keys.sig_public)}


def signed_from(body: str, signature: str) -> Signed:
    """Exact bytes and their signature."""
    return Signed(unb64(body), unb64(signature))


def wrap_json(wrap: Wrap) -> dict[str, str]:
    """A wrap as the server takes it."""
    return {"kid": wrap.kid.hex(), "wrap": b64(wrap.sealed)}

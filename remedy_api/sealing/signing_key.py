"""Which Ed25519 public keys are usable. OpenSSL verifies under any 32 bytes; other libraries refuse some
of them.

Two implementations must agree on who signed, so both refuse the same keys: those not written the one
canonical way, those that are no point of the curve, and those of small order, under which one signature
fits many messages.
"""

from __future__ import annotations

from functools import lru_cache

from remedy_api.sealing.errors import Code, SealError

SIG_PUBLIC_SIZE = 32

_P = 2**255 - 19
_D = (-121665 * pow(121666, -1, _P)) % _P
# The y coordinates of the eight points of small order; the sign of x does not matter.
_SMALL_ORDER = frozenset(
    {
        0,
        1,
        _P - 1,
        2707385501144840649318225287225658788936804267575313519463743609750303402022,
        55188659117513257062467267217118295137698188065244968500265048394206261417927,
    }
)


def check_strong(raw: bytes) -> int:
    """The y coordinate of a key that is written the one way and of large order, or `bad-key`.

    Enough before a signature is verified: OpenSSL verifies nothing under what is no point of the curve.
    """
    if len(raw) != SIG_PUBLIC_SIZE:
        raise SealError(Code.BAD_KEY, "signing key size")
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    if y >= _P or y in _SMALL_ORDER:
        raise SealError(Code.BAD_KEY, "signing key")
    return y


@lru_cache(maxsize=4096)
def check_signing_key(raw: bytes) -> bytes:
    """The 32 bytes back, or `bad-key`. Public data only, so its running time tells nothing."""
    y = check_strong(raw)
    # x² = (y² - 1) / (d·y² + 1) has a root exactly if the product of both has one; else it is no point of the curve.
    if pow((y * y - 1) * (_D * y * y + 1) % _P, (_P - 1) // 2, _P) != 1:
        raise SealError(Code.BAD_KEY, "signing key")
    return raw

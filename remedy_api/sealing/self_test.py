"""Asked at start: can this machine seal at all, and does it derive what everybody else derives?"""

from __future__ import annotations

from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.keys import account_keys, verify_signature
from remedy_api.sealing.recipients import WRAP_SIZE, wrap_key

# The kid of the account secret of 32 zeros: KEM, signing key, HKDF, SHAKE256, SHA-256 and lp in one number.
_KID_OF_ZEROS = "8a39815b4e4cb36673b162667afccb82ccbdead8e8cd4b991714f100c4e7fcb2"


def self_test() -> None:
    """Raises `self-test` if KEM 0x647a or anything else is missing or different; takes about a
    millisecond.
    """
    try:
        keys = account_keys(bytes(32))
        verify_signature(keys.sig_public, b"self-test", keys.sign(b"self-test"))
        sealed = wrap_key(keys.kem_public, bytes(32), b"self-test")
    except Exception as error:  # Whatever a crippled library raises, the start must end with one clear refusal.
        raise SealError(Code.SELF_TEST, type(error).__name__) from error
    if keys.kid.hex() != _KID_OF_ZEROS or len(sealed) != WRAP_SIZE:
        raise SealError(Code.SELF_TEST, "a derived key differs")

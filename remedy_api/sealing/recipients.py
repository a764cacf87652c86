"""HPKE Base to one recipient: KEM 0x647a (ML-KEM-768 with X25519), HKDF-SHA-256, AES-256-GCM. Sealing
only.

A wrap is enc (1120) followed by the ciphertext of 32 bytes with its tag (48). HPKE Base proves nothing
about the sender: what makes a wrapped key acceptable is the signed commitment that its opener must find
again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from remedy_api.sealing.errors import Code, SealError

KEM_ID = 0x647A
KEM_PUBLIC_SIZE = 1216
WRAP_SIZE = 1168

_MLKEM_PUBLIC_SIZE = 1184

_P = 2**255 - 19
# The coordinates of small order, on the curve and on its twist: their shared secret is zero whoever seals.
_SMALL_ORDER = frozenset(
    {
        0,
        1,
        _P - 1,
        325606250916557431795983626356110631294008115727848805560023387167927233504,
        39382357235489614581723060781553021112529911719440698176882885853963445705823,
    }
)


@dataclass(frozen=True)
class Wrap:
    """A key sealed to one recipient: kid (32 bytes) and the 1168 bytes only that recipient opens."""

    kid: bytes
    sealed: bytes


@lru_cache(maxsize=1)
def suite() -> Suite:
    """The only suite. Made on first use, so that a machine without the KEM fails in the self-test, by
    name.
    """
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def kem_private(seed: bytes) -> MLKEM768X25519PrivateKey:
    """The private key of a 32-byte seed: SHAKE256 gives the ML-KEM seed (64 bytes), then the X25519
    scalar (32).
    """
    if len(seed) != 32:
        raise SealError(Code.MALFORMED, "KEM seed")
    expanded = hashlib.shake_256(seed).digest(96)
    return MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(expanded[:64]), X25519PrivateKey.from_private_bytes(expanded[64:])
    )


def kem_public_bytes(seed: bytes) -> bytes:
    """The 1216 public bytes of a seed: ML-KEM (1184), then X25519 (32)."""
    expanded = hashlib.shake_256(seed).digest(96)
    mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64]).public_key()
    x25519 = X25519PrivateKey.from_private_bytes(expanded[64:]).public_key()
    return mlkem.public_bytes_raw() + x25519.public_bytes_raw()


def kem_public(raw: bytes) -> MLKEM768X25519PublicKey:
    """A key that something can be sealed to. Raises `bad-key` for one that cannot work or hides nothing."""
    if len(raw) != KEM_PUBLIC_SIZE:
        raise SealError(Code.BAD_KEY, "KEM key size")
    try:
        # Refuses coefficients outside the field (FIPS 203, 7.2).
        mlkem = MLKEM768PublicKey.from_public_bytes(raw[:_MLKEM_PUBLIC_SIZE])
        x25519 = X25519PublicKey.from_public_bytes(raw[_MLKEM_PUBLIC_SIZE:])
    except ValueError:
        raise SealError(Code.BAD_KEY, "KEM key") from None
    # X25519 reads any 32 bytes as a coordinate: the top bit is dropped, the rest taken modulo p.
    if (int.from_bytes(raw[_MLKEM_PUBLIC_SIZE:], "little") & (2**255 - 1)) % _P in _SMALL_ORDER:
        raise SealError(Code.BAD_KEY, "KEM key")
    return MLKEM768X25519PublicKey(mlkem, x25519)


def wrap_key(public: bytes, key: bytes, info: bytes) -> bytes:
    """Seal 32 bytes to a KEM public key under `info`: 1168 bytes. Raises `bad-key`."""
    if len(key) != 32:
        raise SealError(Code.MALFORMED, "key")
    return suite().encrypt(key, kem_public(public), info=info)

"""HPKE with KEM 0x647a put together by hand from RFC 9180 and the X-Wing draft, to judge the library by. Tests only."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MLKEM_CIPHERTEXT = 1088
ENC = MLKEM_CIPHERTEXT + 32
AES_256_GCM = 2


def x_wing_decapsulate(seed: bytes, enc: bytes) -> bytes:
    """The shared secret of 32 bytes."""
    expanded = hashlib.shake_256(seed).digest(96)
    share = enc[MLKEM_CIPHERTEXT:]
    mine = X25519PrivateKey.from_private_bytes(expanded[64:])
    first = MLKEM768PrivateKey.from_seed_bytes(expanded[:64]).decapsulate(enc[:MLKEM_CIPHERTEXT])
    second = mine.exchange(X25519PublicKey.from_public_bytes(share))
    public = mine.public_key().public_bytes_raw()
    return hashlib.sha3_256(first + second + share + public + rb"\.//^" + b"\\").digest()


def key_schedule(shared: bytes, info: bytes, aead: int) -> tuple[bytes, bytes]:
    """Key (32) and base nonce (12) of mode Base with HKDF-SHA256."""
    suite = b"HPKE" + (0x647A).to_bytes(2, "big") + (1).to_bytes(2, "big") + aead.to_bytes(2, "big")

    def extract(salt: bytes, label: bytes, key: bytes) -> bytes:
        return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + key, "sha256")

    def expand(secret: bytes, label: bytes, context: bytes, length: int) -> bytes:
        labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + context
        return hmac.digest(secret, labelled + b"\x01", "sha256")[:length]

    context = b"\x00" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", info)
    secret = extract(shared, b"secret", b"")
    return expand(secret, b"key", context, 32), expand(secret, b"base_nonce", context, 12)


def open_by_hand(seed: bytes, wrap: bytes, info: bytes) -> bytes:
    """The plaintext of a wrap."""
    key, nonce = key_schedule(x_wing_decapsulate(seed, wrap[:ENC]), info, AES_256_GCM)
    return AESGCM(key).decrypt(nonce, wrap[ENC:], b"")

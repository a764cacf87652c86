"""Which X25519 coordinates are refused: exactly those under which OpenSSL finds a shared secret of zero."""

import secrets

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from remedy_api.sealing.errors import SealError
from remedy_api.sealing.recipients import kem_public, kem_public_bytes

P = 2**255 - 19


def openssl_takes(raw: bytes) -> bool:
    """Whether an exchange with this coordinate gives a secret."""
    try:
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(raw))
    except ValueError:
        return False
    return True


def we_take(raw: bytes) -> bool:
    """Whether a KEM key ending in this coordinate is usable."""
    try:
        kem_public(kem_public_bytes(bytes(32))[:1184] + raw)
    except SealError:
        return False
    return True


def test_the_same_coordinates_are_refused_however_they_are_written() -> None:
    small = (0, 1, P - 1)
    orders = (
        325606250916557431795983626356110631294008115727848805560023387167927233504,
        39382357235489614581723060781553021112529911719440698176882885853963445705823,
    )
    written = {value + shift for value in (*small, *orders) for shift in (-1, 0, 1, P, P + 1, 1 << 255, P | 1 << 255)}
    raws = [value.to_bytes(32, "little") for value in written if 0 <= value < 2**256]
    raws += [secrets.token_bytes(32) for _ in range(200)]
    assert [we_take(raw) for raw in raws] == [openssl_takes(raw) for raw in raws]
    assert sum(not we_take(raw) for raw in raws) >= 10

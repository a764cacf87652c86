"""From a passphrase to the key of its slot. The passphrase stays on the device; the server sees a value
it cannot undo.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from remedy_api.sealing import labels
from remedy_api.sealing.derive import hkdf
from remedy_api.sealing.errors import Code, SealError
from remedy_api.sealing.lp import exact, lp

SALT_SIZE = 16

# Unicode's White_Space, written out: \s means something else in each language.
_WHITE_SPACE = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


@dataclass(frozen=True)
class Kdf:
    """Parameters of Argon2id: KiB of memory, passes, lanes."""

    memory_kib: int
    passes: int
    lanes: int


FLOOR = Kdf(memory_kib=65_536, passes=3, lanes=4)
CEILING = Kdf(memory_kib=1_048_576, passes=16, lanes=16)


def check_kdf(kdf: Kdf) -> None:
    """Raises `weak-kdf` below the floor, so that no server can talk a device into a cheap guess;
    `excessive-kdf`.
    """
    if kdf.memory_kib < FLOOR.memory_kib or kdf.passes < FLOOR.passes or kdf.lanes < FLOOR.lanes:
        raise SealError(Code.WEAK_KDF)
    if kdf.memory_kib > CEILING.memory_kib or kdf.passes > CEILING.passes or kdf.lanes > CEILING.lanes:
        # Parameters come from the server: without a ceiling they could freeze the device.
        raise SealError(Code.EXCESSIVE_KDF)


def normalise(passphrase: str) -> str:
    """NFKC, each run of white space one space, none at either end: the same words typed on any keyboard."""
    normal = _WHITE_SPACE.sub(" ", unicodedata.normalize("NFKC", passphrase)).strip(" ")
    if not normal:
        raise SealError(Code.EMPTY_PASSPHRASE)
    return normal


def master_key(passphrase: str, salt: bytes, kdf: Kdf) -> bytes:
    """MK, 32 bytes; about 0.15 s at the floor. Raises `weak-kdf`, `excessive-kdf`, `empty-passphrase`,
    `malformed`.
    """
    check_kdf(kdf)
    exact(salt, SALT_SIZE, "salt")
    try:
        typed = normalise(passphrase).encode()
    except UnicodeEncodeError:
        raise SealError(Code.MALFORMED, "passphrase") from None
    return Argon2id(salt=salt, length=32, iterations=kdf.passes, lanes=kdf.lanes, memory_cost=kdf.memory_kib).derive(typed)


def auth_key(master: bytes, instance: str, user: bytes) -> bytes:
    """What is sent to sign in. It says nothing of the slot key: both are derived from MK, neither from
    the other.
    """
    return hkdf(master, lp(labels.ACCOUNT_AUTH, instance, user))


def slot_key(master: bytes, instance: str, user: bytes) -> bytes:
    """What seals the passphrase slot; it never leaves the device."""
    return hkdf(master, lp(labels.ACCOUNT_WRAP, instance, user))


def recovery_auth(r: bytes, instance: str, user: bytes) -> bytes:
    """What is sent to sign in with a recovery code (13 bytes)."""
    return hkdf(r, lp(labels.RECOVERY_AUTH, instance, user))


def recovery_slot_key(r: bytes, instance: str, user: bytes) -> bytes:
    """What seals the recovery slot."""
    return hkdf(r, lp(labels.RECOVERY_WRAP, instance, user))
